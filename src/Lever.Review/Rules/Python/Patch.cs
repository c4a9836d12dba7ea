using System.Text;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python;

/// <summary>Edits to one file that belong together. A step that cannot be done cleanly makes the whole patch null.</summary>
public sealed class Patch
{
    private readonly PythonModule module;
    private readonly List<(Span Span, string Text)> edits = [];

    public Patch(PythonModule module) => this.module = module;

    internal IReadOnlyList<(Span Span, string Text)> Edits => edits;

    /// <summary>Puts new text in place of a node.</summary>
    public Patch Replace(Node node, string text) => Replace(node.Span, text);

    public Patch Replace(Span span, string text)
    {
        edits.Add((span, text));
        return this;
    }

    /// <summary>Puts text right after a node.</summary>
    public Patch InsertAfter(Node node, string text) => Replace(new Span(node.End, node.End), text);

    /// <summary>Puts statements on lines of their own before a statement, in its indentation; null where it does not start its line.</summary>
    public Patch? InsertBefore(Node statement, params ReadOnlySpan<string> lines)
    {
        var start = StartWithDecorators(statement);
        if (IndentationAt(start) is not { } indentation) return null;
        var text = new StringBuilder();
        foreach (var line in lines) text.Append(line).Append(NewLine).Append(indentation);
        return Replace(new Span(start, start), text.ToString());
    }

    /// <summary>Puts statements before the statement that holds a loop; null where that would take them out of a lambda or split an `elif` from its `if`.</summary>
    public Patch? InsertBeforeLoop(Loop loop, params ReadOnlySpan<string> lines)
    {
        var statement = loop.Region.EnclosingStatement;
        // A condition of `while` is evaluated again on each turn, a decorator or default where the function is defined.
        if (statement.Kind == Kind.While && loop.Region.Id != statement.Id || statement.IsFunction || statement.Kind == Kind.ClassDef) return null;
        if (loop.Region.EnclosingFunction?.Id != statement.EnclosingFunction?.Id || statement.Bytes.StartsWith("elif"u8)) return null;
        return InsertBefore(statement, lines);
    }

    /// <summary>Takes the `if` away from around its body; null where that is more than moving whole lines to the left.</summary>
    public Patch? Unwrap(Node conditional)
    {
        if (conditional.AsIf is not { OrElse: null } view || IndentationAt(conditional.Start) is not { } outer) return null;
        if (IndentationAt(view.Body.FirstChild.Start) is not { } inner || !inner.StartsWith(outer, StringComparison.Ordinal)) return null;
        // A comment between the test and the body comes to stand before the body.
        var comments = "";
        foreach (var comment in module.Tree.Comments)
            if (comment.Start >= view.Test.End && comment.End <= view.Body.FirstChild.Start) comments += module.Tree.Text.Slice(comment) + NewLine + outer;
        // A line inside a literal must not move.
        for (var id = view.Body.Id; id < view.Body.SubtreeEnd; id++)
            if (module.Tree[id] is { Kind: Kind.Constant or Kind.JoinedStr or Kind.TemplateStr } literal && literal.Bytes.Contains((byte)'\n')) return null;
        var start = view.Body.FirstChild.Start;
        var body = module.Tree.Text.Slice(new Span(start, conditional.End));
        return Replace(new Span(conditional.Start, conditional.End), comments + body.Replace("\n" + inner, "\n" + outer, StringComparison.Ordinal));
    }

    /// <summary>Puts statements on lines of their own after a simple statement, in its indentation; null where something else shares its line.</summary>
    public Patch? InsertLinesAfter(Node statement, params ReadOnlySpan<string> lines)
    {
        if (IndentationAt(statement.Start) is not { } indentation) return null;
        var rest = RestOfLine(statement.End);
        if (!IsBlankOrComment(rest)) return null;
        var end = statement.End + rest.Length;
        var text = new StringBuilder();
        foreach (var line in lines) text.Append(NewLine).Append(line.Length > 0 ? indentation : "").Append(line);
        return Replace(new Span(end, end), text.ToString());
    }

    /// <summary>Takes a statement out with its lines; null where something else shares them, or a comment would be lost, or its block would be empty.</summary>
    public Patch? Delete(Node statement)
    {
        if (IndentationAt(statement.Start) is not { } indentation || statement.Parent.Children.Count == 1) return null;
        var rest = RestOfLine(statement.End);
        if (rest.Trim(" \t"u8).Length > 0) return null;
        var start = statement.Start - Encoding.UTF8.GetByteCount(indentation);
        var end = statement.End + rest.Length;
        var text = module.Tree.Text.Bytes;
        if (end < text.Length && text[end] == '\r') end++;
        if (end < text.Length && text[end] == '\n') end++;
        return Replace(new Span(start, end), "");
    }

    /// <summary>Moves a statement of one line, with the comment beside it, before another; null where it shares its line or stands alone in its block.</summary>
    /// <param name="apart">Puts two empty lines between them, as between definitions of a module.</param>
    public Patch? MoveBefore(Node statement, Node other, bool apart = false)
    {
        if (Taken(statement) is not { } text) return null;
        return apart ? InsertBefore(other, text, "", "") : InsertBefore(other, text);
    }

    /// <summary>Moves a statement of one line, with the comment beside it, behind another of the same block.</summary>
    public Patch? MoveAfter(Node statement, Node other) => Taken(statement) is { } text ? InsertLinesAfter(other, text) : null;

    /// <summary>Takes a statement's line out and gives its text with the comment beside it.</summary>
    private string? Taken(Node statement)
    {
        if (IndentationAt(statement.Start) is not { } indentation || statement.Parent.Children.Count == 1 || statement.Bytes.IndexOf((byte)'\n') >= 0) return null;
        var rest = RestOfLine(statement.End);
        if (!IsBlankOrComment(rest)) return null;
        var end = statement.End + rest.Length;
        var text = module.Tree.Text.Bytes;
        if (end < text.Length && text[end] == '\r') end++;
        if (end < text.Length && text[end] == '\n') end++;
        Replace(new Span(statement.Start - Encoding.UTF8.GetByteCount(indentation), end), "");
        return statement.Text + Encoding.UTF8.GetString(rest.TrimEnd(" \t"u8));
    }

    /// <summary>Makes a module-level import stand before use; does nothing where the file already has it.</summary>
    /// <param name="from">The module to import from.</param>
    /// <param name="name">The name needed from it.</param>
    /// <returns>Null where the name already means something else.</returns>
    public Patch? Import(string from, string name)
    {
        if (module.ModuleSymbol(Encoding.UTF8.GetBytes(name)) is { } symbol)
            return symbol.OnlyDefinition is { Kind: DefinitionKind.ImportFrom } definition
                && definition.Value.Parent.AsImportFrom?.Module?.Text == from ? this : null;
        // A local of that name would hide the import somewhere.
        if (module.Tree.Names.Find(Encoding.UTF8.GetBytes(name)) is >= 0 and var id && module.Bindings.Symbols.Exists(symbol => symbol.Name == id)) return null;
        return InsertImport($"from {from} import {name}");
    }

    /// <summary>Makes <c>import name</c> stand before use; does nothing where the file already has it.</summary>
    /// <returns>Null where the name already means something else.</returns>
    public Patch? ImportModule(string name)
    {
        if (module.ModuleSymbol(Encoding.UTF8.GetBytes(name)) is not { } symbol) return InsertImport($"import {name}");
        return symbol.OnlyDefinition is { Kind: DefinitionKind.Import } definition
            && definition.Value.AsAlias is { AsName: null } alias && alias.Name.Text == name ? this : null;
    }

    private Patch? InsertImport(string text)
    {
        Node? last = null;
        foreach (var statement in module.Tree.Root.Children)
        {
            if (statement.Kind is Kind.Import or Kind.ImportFrom) last = statement;
            else if (last is not null || statement.AsExpressionStatement is not { Kind: Kind.Constant }) break;
            else last = statement;
        }
        if (last is { } after) return InsertLinesAfter(after, text);
        if (!module.Tree.Root.HasChildren) return null;
        return InsertBefore(module.Tree.Root.FirstChild, text);
    }

    /// <summary>The source between two places.</summary>
    public string Text(int start, int end) => module.Tree.Text.Slice(new Span(start, end));

    /// <summary>The source of a node.</summary>
    public string Source(Node node) => module.Tree.Text.Slice(node.Span);

    /// <summary>The white space before a statement that starts its line; null where something else stands before it.</summary>
    public string? IndentationAt(int start)
    {
        var text = module.Tree.Text.Bytes;
        var at = start;
        while (at > 0 && text[at - 1] is (byte)' ' or (byte)'\t') at--;
        if (at > 0 && text[at - 1] is not ((byte)'\n' or (byte)'\r')) return null;
        return Encoding.UTF8.GetString(text[at..start]);
    }

    /// <summary>The line ending that the file uses.</summary>
    public string NewLine => module.Tree.Text.Bytes.IndexOf("\r\n"u8) >= 0 ? "\r\n" : "\n";

    private static int StartWithDecorators(Node statement)
    {
        if (statement.AsFunction is { Decorators: { IsEmpty: false } decorators }) return decorators[0].Start - 1;
        return statement.Start;
    }

    private ReadOnlySpan<byte> RestOfLine(int from)
    {
        var rest = module.Tree.Text.Bytes[from..];
        var end = rest.IndexOfAny((byte)'\n', (byte)'\r');
        return end < 0 ? rest : rest[..end];
    }

    private static bool IsBlankOrComment(ReadOnlySpan<byte> rest)
    {
        var text = rest.TrimStart(" \t"u8);
        return text.IsEmpty || text[0] == '#';
    }
}
