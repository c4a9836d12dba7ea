using System.Buffers;
using System.Globalization;
using System.Text;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Dev.AstDiff;

/// <summary>Writes a tree of ours in the form in which `ast_dump.py` writes CPython's, whose header describes it.</summary>
internal sealed class AstDump(SyntaxTree tree, AstDialect dialect)
{
    private readonly ArrayBufferWriter<byte> output = new(1 << 16);

    /// <summary>Per node: its depth in CPython's tree, counting nodes with positions only; for nodes left out, that of their children.</summary>
    private readonly int[] depths = new int[tree.Count];

    /// <summary>Per node: does it stand inside an f-string?</summary>
    private readonly bool[] inFString = new bool[tree.Count];

    public static ReadOnlyMemory<byte> Of(SyntaxTree tree, AstDialect dialect)
    {
        var dump = new AstDump(tree, dialect);
        for (var id = 1; id < tree.Count; id++) dump.Visit(tree[id]);
        return dump.output.WrittenMemory;
    }

    private void Visit(Node node)
    {
        var parent = node.Parent;
        var depth = depths[parent.Id] + (NameInDump(parent) is null || IsDefault(node, parent) ? 0 : 1);
        depths[node.Id] = depth;
        inFString[node.Id] = inFString[parent.Id] || parent.Kind is Kind.JoinedStr or Kind.TemplateStr;
        if (NameInDump(node) is not { } name) return;
        Write(depth);
        Write(" ");
        Write(name);
        WritePlace(node);
        Write(AstDetail.Of(node));
        Write("\n");
    }

    /// <summary>CPython keeps defaults beside the arguments, not below them.</summary>
    private static bool IsDefault(Node node, Node parent) =>
        parent.Kind is >= Kind.PosOnlyArg and <= Kind.KwArg && node == parent.Child(1);

    private string? NameInDump(Node node) => node.Kind switch
    {
        Kind.Absent or Kind.Module or Kind.Block or Kind.Decorators or Kind.TypeParams or Kind.ClassArguments or Kind.Arguments
            or Kind.WithItems or Kind.WithItem or Kind.Handlers or Kind.MatchCase or Kind.Comprehension or Kind.Identifier
            or Kind.CompareOperator or Kind.MatchKeyword => null,
        Kind.PosOnlyArg or Kind.Arg or Kind.VarArg or Kind.KwOnlyArg or Kind.KwArg => "arg",
        Kind.Keyword => dialect.Keywords ? "keyword" : null,
        Kind.Alias => dialect.Aliases ? "alias" : null,
        Kind.Slice => dialect.Slices ? "Slice" : null,
        Kind.Tuple => dialect.Slices || !IsExtendedSlice(node) ? "Tuple" : null,
        var kind => kind.ToString(),
    };

    /// <summary>A tuple with a slice in it, which 3.8 calls ExtSlice.</summary>
    private static bool IsExtendedSlice(Node tuple)
    {
        if (tuple.Parent.Kind != Kind.Subscript) return false;
        foreach (var element in tuple.Children)
            if (element.Kind == Kind.Slice) return true;
        return false;
    }

    private void WritePlace(Node node)
    {
        if (inFString[node.Id] && !dialect.FStrings)
        {
            Write(" - ");
            return;
        }
        Write(" ");
        WritePlace(node.Start);
        Write("-");
        if (dialect.Ends || node.Kind is not (Kind.Starred or (>= Kind.PosOnlyArg and <= Kind.KwArg))) WritePlace(node.End);
        else Write("*");
        Write(" ");
    }

    private void WritePlace(int offset)
    {
        var line = tree.Lines.LineAt(offset);
        Write(line);
        Write(":");
        Write(offset - tree.Lines.StartOf(line));
    }

    private void Write(int number)
    {
        number.TryFormat(output.GetSpan(11), out var written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
    }

    private void Write(string text) => Encoding.UTF8.GetBytes(text, output);
}
