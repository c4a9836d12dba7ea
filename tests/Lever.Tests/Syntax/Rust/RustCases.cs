using System.Globalization;
using Lever.Syntax.Rust;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Tests.Syntax.Rust;

/// <summary>Sources kept under Cases/Rust, in the forms of <see cref="PythonCases"/>.</summary>
internal static class RustCases
{
    public static string Folder { get; } = Path.Combine(Path.GetDirectoryName(PythonCases.Folder)!, "Rust");

    /// <summary>Sources of one line, each behind its edition.</summary>
    public static IEnumerable<(Edition Edition, string Source)> Lines(string file) =>
        from line in PythonCases.Lines(Path.Combine(Folder, file))
        where line.Length > 0 && line[0] != '#'
        select (EditionOf(line), line[5..]);

    /// <summary>Sources and what is expected of them.</summary>
    public static IEnumerable<(string Source, string Expected)> Pairs(string file) => PythonCases.Pairs(Path.Combine(Folder, file));

    public static SyntaxTree Parse(string source, Edition edition = Edition.Rust2021) => RustParser.ParseOnce(SourceText.From(source), edition);

    public static string Problems(SyntaxTree tree) => string.Concat(tree.Problems.Select(problem =>
    {
        var position = tree.Lines.PositionAt(problem.Span.Start);
        return string.Create(CultureInfo.InvariantCulture, $"{position.Line}:{position.Column} {problem.Message}\n");
    }));

    /// <summary>The items of a file, each on a line.</summary>
    public static string Show(SyntaxTree tree)
    {
        var lines = new List<string>();
        foreach (var item in tree.Root.Children) lines.Add(Show(item) + "\n");
        return string.Concat(lines);
    }

    /// <summary>A tree on one line: leaves with their text, `-` for absent children, data where a kind has any.</summary>
    public static string Show(Node node)
    {
        if (node.IsAbsent) return "-";
        var label = Label(node);
        if (node.HasChildren)
        {
            var children = new List<string>();
            foreach (var child in node.Children) children.Add(Show(child));
            return $"{label}({string.Join(", ", children)})";
        }
        var text = node.Text.ReplaceLineEndings("\\n");
        return text.Length == 0 || node.Kind is Kind.Parameters or Kind.TokenTree or Kind.MacroArguments ? label : $"{label} {text}";
    }

    private static string Label(Node node) => node.Kind switch
    {
        Kind.Literal => $"{(LiteralKind)node.Data}",
        Kind.Binary or Kind.CompoundAssign => $"{node.Kind} {(BinaryOperator)node.Data}",
        Kind.Unary => $"{(UnaryOperator)node.Data}",
        Kind.Block => node.Data == 0 ? "Block" : $"Block {(BlockKind)node.Data}",
        Kind.Function or Kind.Trait or Kind.Impl or Kind.Static or Kind.ExternBlock or Kind.Closure or Kind.FunctionPointerType => node.Data == 0 ? $"{node.Kind}" : $"{node.Kind} {(Modifiers)node.Data}",
        Kind.Path when !node.HasChildren => "Path",
        Kind.Path or Kind.MethodCall or Kind.FieldAccess or Kind.FieldInit or Kind.FieldPattern or Kind.NamedArgument or Kind.AssociatedArgument when node.HasChildren =>
            $"{node.Kind} .{node.Tree.Names.Text(node.Data)}",
        Kind.BindingPattern => "Binding" + ((node.Data & PatternFlags.Ref) == 0 ? "" : " ref") + ((node.Data & PatternFlags.Mut) == 0 ? "" : " mut"),
        Kind.Attribute or Kind.UseTree or Kind.Range or Kind.RangePattern or Kind.TraitBound or Kind.TraitObjectType or Kind.SelfParameter or Kind.Reference or Kind.ReferenceType
            or Kind.PointerType or Kind.ReferencePattern => node.Data == 0 ? $"{node.Kind}" : $"{node.Kind} {node.Data}",
        Kind.ExpressionStatement => node.Data == 1 ? "Statement" : "Unended",
        Kind.MacroArguments or Kind.TokenTree => $"{node.Kind} {(char)node.Data}",
        _ => $"{node.Kind}",
    };

    private static Edition EditionOf(string line) => (Edition)int.Parse(line.AsSpan(0, 4), CultureInfo.InvariantCulture);
}
