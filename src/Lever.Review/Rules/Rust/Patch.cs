using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust;

/// <summary>Edits to one Rust file that belong together. A step that cannot be done cleanly makes the whole patch null.</summary>
public sealed class Patch(RustModule module) : SourcePatch<Patch>(module.Tree)
{
    protected override ReadOnlySpan<byte> CommentMark => "//"u8;

    /// <summary>Takes a statement or item out with its lines; null where something else shares them, or a comment would be lost.</summary>
    public Patch? Delete(Node statement) => DeleteLines(statement);

    /// <summary>Brings a name into the scope that a place is in; does nothing where it is there already.</summary>
    /// <param name="path">Such as `std::collections::HashMap`.</param>
    /// <param name="place">A place of the module that needs the name; null for the file's own.</param>
    /// <returns>Null where the name already means something else.</returns>
    public Patch? AddUse(string path, Node? place = null)
    {
        var scope = ScopeOf(place);
        var name = path[(path.LastIndexOf(':') + 1)..];
        Node? last = null, first = null;
        foreach (var item in scope.Children)
        {
            if (item.Kind == Kind.Attribute) continue;
            first ??= item;
            if (item.Kind == Kind.Use)
            {
                foreach (var (imported, full) in ImportsOf(item.Child(2), ""))
                {
                    if (full == path && imported == name) return this;
                    if (imported == name) return null;
                }
            }
            else if (item.ItemName is { } own && item.Tree.Names.Text(own.Data) == name) return null;
            if (item.Kind is Kind.Use or Kind.ExternCrate && (last is null || last.Value.SubtreeEnd == item.Id)) last = item;
        }
        var line = $"use {path};";
        if (last is { } after) return InsertLinesAfter(after, line);
        return first is { } before ? InsertBefore(before, line, "") : null;
    }

    /// <summary>An item starts at the comments that document it.</summary>
    protected override int StartOf(Node statement)
    {
        var lines = Tree.Lines;
        var line = lines.LineAt(statement.Start);
        var first = line;
        while (first > 1 && lines.TextOf(first - 1).AsSpan().TrimStart().StartsWith("///")) first--;
        if (first == line) return statement.Start;
        var text = Tree.Text.Bytes;
        var start = lines.StartOf(first);
        while (text[start] is (byte)' ' or (byte)'\t') start++;
        return start;
    }

    /// <summary>The node whose children are the items of the module around a place.</summary>
    private Node ScopeOf(Node? place)
    {
        for (var at = place ?? Tree.Root; !at.IsRoot; at = at.Parent)
            if (at.Kind == Kind.ItemList && at.Parent.Kind == Kind.Module) return at;
        return Tree.Root;
    }

    /// <summary>The names that a use tree brings in, with the paths that they come from.</summary>
    private static IEnumerable<(string Name, string Path)> ImportsOf(Node tree, string prefix)
    {
        if (tree.Kind != Kind.UseTree) yield break;
        var path = tree.FirstChild.Kind == Kind.Path ? prefix + string.Concat(tree.FirstChild.Text.Where(letter => !char.IsWhiteSpace(letter))).TrimStart(':') : prefix;
        if (tree.Child(1) is { Kind: Kind.UseTreeList } list)
        {
            foreach (var inner in list.Children)
                foreach (var found in ImportsOf(inner, path.Length == 0 ? "" : path + "::")) yield return found;
            yield break;
        }
        if (tree.Data == 1 || path.Length == 0) yield break;
        if (path.EndsWith("::self", StringComparison.Ordinal)) path = path[..^6];
        var alias = tree.Child(2);
        yield return (alias.IsAbsent ? path[(path.LastIndexOf(':') + 1)..] : alias.Text, path);
    }
}
