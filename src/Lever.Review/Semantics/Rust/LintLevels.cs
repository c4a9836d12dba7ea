using System.Text;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Rust;

/// <summary>Where somebody has looked at what a lint of clippy's says and decided against it: `#[allow(clippy::…)]` and `#[expect(clippy::…)]`.</summary>
internal static class LintLevels
{
    /// <summary>Does an attribute of a node, or of what is around it in its file, allow a lint?</summary>
    /// <param name="lint">Without `clippy::`.</param>
    public static bool IsAllowed(Node node, string lint)
    {
        var name = node.Tree.Names.Find(Encoding.UTF8.GetBytes(lint));
        // Most files never speak of it.
        if (name < 0) return false;
        var word = node.Tree.Names[name];
        for (var at = node; !at.IsRoot; at = at.Parent)
        {
            if (at.AttributeList is { } list && Allows(list, word)) return true;
            if (at.Parent.Kind is Kind.ItemList or Kind.Block && Allows(at.Parent, word)) return true;
        }
        return Allows(node.Tree.Root, word);
    }

    /// <summary>Does a file's own attribute allow all warnings of the compiler?</summary>
    public static bool AllowsWarnings(Node node)
    {
        if (node.Tree.Names.Find("warnings"u8) < 0) return false;
        foreach (var child in node.Tree.Root.Children)
        {
            if (child.AsAttribute is not { IsInner: true } attribute) break;
            if (attribute.Is("allow"u8) && attribute.Mentions("warnings"u8)) return true;
        }
        return false;
    }

    /// <summary>The lints of clippy's that a file's own attributes allow it and its modules.</summary>
    public static List<string> AllowedByFile(SyntaxTree tree)
    {
        var lints = new List<string>();
        foreach (var child in tree.Root.Children)
        {
            if (child.AsAttribute is not { IsInner: true } attribute) break;
            if (!IsLenient(attribute) || !attribute.Mentions("clippy"u8) || attribute.Input is not { } input) continue;
            for (var id = input.Id; id < input.SubtreeEnd; id++)
                if (tree[id].Kind is Kind.TokenName or Kind.Path && tree.Names.Text(tree[id].Data) is not "clippy" and var name) lints.Add(name);
        }
        return lints;
    }

    private static bool Allows(Node attributes, ReadOnlySpan<byte> lint)
    {
        foreach (var child in attributes.Children)
        {
            if (child.AsAttribute is not { } attribute) break;
            if (IsLenient(attribute) && attribute.Mentions("clippy"u8) && attribute.Mentions(lint)) return true;
        }
        return false;
    }

    private static bool IsLenient(AttributeView attribute) => attribute.Is("allow"u8) || attribute.Is("expect"u8);
}
