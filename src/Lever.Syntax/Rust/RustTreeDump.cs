using System.Text;
using Lever.Syntax.Trees;

namespace Lever.Syntax.Rust;

/// <summary>Rust trees as text for people.</summary>
public static class RustTreeDump
{
    private static readonly TreeVocabulary Vocabulary = new(KindName, SlotName, Detail);

    /// <inheritdoc cref="TreeDump.Render"/>
    public static string Render(SyntaxTree tree) => TreeDump.Render(tree, Vocabulary);

    /// <inheritdoc cref="TreeDump.Counts"/>
    public static IReadOnlyDictionary<string, int> Counts(SyntaxTree tree) => TreeDump.Counts(tree, Vocabulary);

    private static string? KindName(byte kind) => kind == (byte)Kind.Absent ? null : ((Kind)kind).ToString();

    private static string? SlotName(Node parent, int index)
    {
        var names = Shapes.Of(parent.Kind).Fixed;
        return index < names.Length ? names[index].TrimEnd('?') : null;
    }

    /// <summary>What a node's data says, as <see cref="Shapes"/> tells it; literals and tokens are shown as they stand in the source.</summary>
    public static string? Detail(Node node) => node.Kind switch
    {
        Kind.Path or Kind.Name or Kind.Lifetime or Kind.TokenName or Kind.MethodCall or Kind.FieldAccess or Kind.FieldInit or Kind.FieldPattern
            or Kind.NamedArgument or Kind.AssociatedArgument => node.Tree.Names.Text(node.Data),
        Kind.BindingPattern => Words((node.Data & PatternFlags.Ref) != 0 ? "ref" : null, (node.Data & PatternFlags.Mut) != 0 ? "mut" : null, node.Tree.Names.Text(node.Data & PatternFlags.Name)),
        Kind.Literal => $"{(LiteralKind)node.Data} {TreeDump.OneLine(node)}",
        Kind.Token => TreeDump.OneLine(node),
        Kind.Unary => ((UnaryOperator)node.Data).ToString(),
        Kind.Binary or Kind.CompoundAssign => ((BinaryOperator)node.Data).ToString(),
        Kind.Attribute => node.Data == 1 ? "inner" : null,
        Kind.ReferenceType or Kind.PointerType or Kind.ReferencePattern => node.Data == 1 ? "mut" : null,
        Kind.Reference => Words((node.Data & 2) != 0 ? "raw" : null, (node.Data & 1) != 0 ? "mut" : null),
        Kind.SelfParameter => Words((node.Data & 1) != 0 ? "&" : null, (node.Data & 2) != 0 ? "mut" : null),
        Kind.Range or Kind.RangePattern => node.Data == 1 ? "inclusive" : null,
        Kind.UseTree => node.Data == 1 ? "*" : null,
        Kind.TraitBound => node.Data == 1 ? "?" : null,
        Kind.ExpressionStatement => node.Data == 1 ? ";" : null,
        Kind.MacroArguments or Kind.TokenTree => node.Data is > ' ' and < 127 ? ((char)node.Data).ToString() : null,
        Kind.Function or Kind.Trait or Kind.Impl or Kind.Static or Kind.ExternBlock or Kind.Closure or Kind.FunctionPointerType
            => node.Data == 0 ? null : ((Modifiers)node.Data).ToString(),
        Kind.Block => node.Data == 0 ? null : ((BlockKind)node.Data).ToString(),
        _ => null,
    };

    private static string? Words(params ReadOnlySpan<string?> words)
    {
        var text = new StringBuilder();
        foreach (var word in words)
            if (word is not null) text.Append(text.Length > 0 ? " " : "").Append(word);
        return text.Length == 0 ? null : text.ToString();
    }
}
