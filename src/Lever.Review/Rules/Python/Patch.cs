using System.Text;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python;

/// <summary>Edits to one Python file that belong together. A step that cannot be done cleanly makes the whole patch null.</summary>
public sealed class Patch(PythonModule module) : SourcePatch<Patch>(module.Tree)
{
    /// <summary>Puts statements before the statement that holds a loop; null where that would take them out of a lambda or split an `elif` from its `if`.</summary>
    public Patch? InsertBeforeLoop(Loop loop, params ReadOnlySpan<string> lines)
    {
        if (loop.IsDriven) return null;
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

    /// <summary>Takes a statement out with its lines; null where something else shares them, or a comment would be lost, or its block would be empty.</summary>
    public Patch? Delete(Node statement) => statement.Parent.Children.Count == 1 ? null : DeleteLines(statement);

    protected override ReadOnlySpan<byte> CommentMark => "#"u8;

    /// <summary>A function starts at its decorators.</summary>
    protected override int StartOf(Node statement)
    {
        if (statement.AsFunction is { Decorators: { IsEmpty: false } decorators }) return decorators[0].Start - 1;
        return statement.Start;
    }
}
