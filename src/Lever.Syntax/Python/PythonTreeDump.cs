using Lever.Syntax.Trees;

namespace Lever.Syntax.Python;

/// <summary>Python trees as text for people.</summary>
public static class PythonTreeDump
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

    /// <summary>What a node's data says, as CPython spells it; names and constants are shown as they stand in the source.</summary>
    public static string? Detail(Node node) => node.Kind switch
    {
        Kind.Name or Kind.Attribute or Kind.Identifier or Kind.PosOnlyArg or Kind.Arg or Kind.VarArg or Kind.KwOnlyArg or Kind.KwArg
            => node.Data < 0 ? "*" : node.Tree.Names.Text(node.Data),
        Kind.Keyword => node.Data < 0 ? "**" : node.Tree.Names.Text(node.Data),
        Kind.Constant => $"{(ConstantKind)node.Data} {TreeDump.OneLine(node)}",
        Kind.MatchSingleton => ((ConstantKind)node.Data).ToString(),
        Kind.BoolOp => ((BoolOperator)node.Data).ToString(),
        Kind.BinOp or Kind.AugAssign => ((BinaryOperator)node.Data).ToString(),
        Kind.UnaryOp => ((UnaryOperator)node.Data).ToString(),
        Kind.CompareOperator => ((CompareOp)node.Data).ToString(),
        Kind.ImportFrom => node.Data == 0 ? null : new string('.', Math.Min(node.Data, TreeDump.LongestDetail)),
        Kind.Comprehension => node.Data == 1 ? "async" : null,
        Kind.AnnAssign => node.Data == 1 ? "simple" : null,
        Kind.FormattedValue or Kind.Interpolation => node.Data < 0 ? null : "!" + (char)node.Data,
        _ => null,
    };
}
