using System.Text;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules;

/// <summary>Edits to one file that belong together.</summary>
public abstract class SourcePatch
{
    private readonly List<(Span Span, string Text)> edits = [];

    private protected SourcePatch(SyntaxTree tree) => Tree = tree;

    internal IReadOnlyList<(Span Span, string Text)> Edits => edits;

    private protected SyntaxTree Tree { get; }

    private protected void Add(Span span, string text) => edits.Add((span, text));

    /// <summary>The source between two places.</summary>
    public string Text(int start, int end) => Tree.Text.Slice(new Span(start, end));

    /// <summary>The source of a node.</summary>
    public string Source(Node node) => Tree.Text.Slice(node.Span);

    /// <summary>The white space before a statement that starts its line; null where something else stands before it.</summary>
    public string? IndentationAt(int start)
    {
        var text = Tree.Text.Bytes;
        var at = start;
        while (at > 0 && text[at - 1] is (byte)' ' or (byte)'\t') at--;
        if (at > 0 && text[at - 1] is not ((byte)'\n' or (byte)'\r')) return null;
        return Encoding.UTF8.GetString(text[at..start]);
    }

    /// <summary>The line ending that the file uses.</summary>
    public string NewLine => Tree.Text.Bytes.IndexOf((byte)'\n') is > 0 and var at && Tree.Text.Bytes[at - 1] == '\r' ? "\r\n" : "\n";

    private protected ReadOnlySpan<byte> RestOfLine(int from)
    {
        var rest = Tree.Text.Bytes[from..];
        var end = rest.IndexOfAny((byte)'\n', (byte)'\r');
        return end < 0 ? rest : rest[..end];
    }

    /// <summary>The offset after the line break that stands at a place, or the place itself.</summary>
    private protected int AfterLineBreak(int at)
    {
        var text = Tree.Text.Bytes;
        if (at < text.Length && text[at] == '\r') at++;
        if (at < text.Length && text[at] == '\n') at++;
        return at;
    }
}

/// <summary>The edits that every language knows, each of which gives the patch back. A step that cannot be done cleanly makes the whole patch null.</summary>
public abstract class SourcePatch<TPatch> : SourcePatch
    where TPatch : SourcePatch<TPatch>
{
    private protected SourcePatch(SyntaxTree tree)
        : base(tree)
    {
    }

    /// <summary>What starts a comment that ends its line.</summary>
    protected abstract ReadOnlySpan<byte> CommentMark { get; }

    /// <summary>Where a statement starts with everything that belongs before it.</summary>
    protected virtual int StartOf(Node statement) => statement.Start;

    /// <summary>Puts new text in place of a node.</summary>
    public TPatch Replace(Node node, string text) => Replace(node.Span, text);

    public TPatch Replace(Span span, string text)
    {
        Add(span, text);
        return (TPatch)this;
    }

    /// <summary>Puts text right after a node.</summary>
    public TPatch InsertAfter(Node node, string text) => Replace(new Span(node.End, node.End), text);

    /// <summary>Puts statements on lines of their own before a statement, in its indentation; null where it does not start its line.</summary>
    public TPatch? InsertBefore(Node statement, params ReadOnlySpan<string> lines)
    {
        var start = StartOf(statement);
        if (IndentationAt(start) is not { } indentation) return null;
        var text = new StringBuilder();
        foreach (var line in lines) text.Append(line).Append(NewLine).Append(indentation);
        return Replace(new Span(start, start), text.ToString());
    }

    /// <summary>Puts statements on lines of their own after a simple statement, in its indentation; null where something else shares its line.</summary>
    public TPatch? InsertLinesAfter(Node statement, params ReadOnlySpan<string> lines)
    {
        if (IndentationAt(statement.Start) is not { } indentation) return null;
        var rest = RestOfLine(statement.End);
        if (!IsBlankOrComment(rest)) return null;
        var end = statement.End + rest.Length;
        var text = new StringBuilder();
        foreach (var line in lines) text.Append(NewLine).Append(line.Length > 0 ? indentation : "").Append(line);
        return Replace(new Span(end, end), text.ToString());
    }

    /// <summary>Takes a statement out with its lines; null where something else shares them, or a comment would be lost.</summary>
    private protected TPatch? DeleteLines(Node statement)
    {
        if (IndentationAt(statement.Start) is not { } indentation) return null;
        var rest = RestOfLine(statement.End);
        if (rest.Trim(" \t"u8).Length > 0) return null;
        return Replace(new Span(statement.Start - Encoding.UTF8.GetByteCount(indentation), AfterLineBreak(statement.End + rest.Length)), "");
    }

    private protected bool IsBlankOrComment(ReadOnlySpan<byte> rest)
    {
        var text = rest.TrimStart(" \t"u8);
        return text.IsEmpty || text.StartsWith(CommentMark);
    }
}
