using Lever.Syntax.Trees;

namespace Lever.Syntax.Rust;

/// <summary><c>#[path(input)]</c> or <c>#[path = input]</c></summary>
public readonly record struct AttributeView(Node Node)
{
    public Node Path => Node.FirstChild;

    /// <summary>The last name of its path.</summary>
    public string Name => Node.Tree.Names.Text(Node.FirstChild.Data);

    public bool Is(ReadOnlySpan<byte> name) => Node.FirstChild.Kind == Kind.Path && Node.Tree.Names[Node.FirstChild.Data].SequenceEqual(name);

    /// <summary>Does it stand as <c>#![…]</c>?</summary>
    public bool IsInner => Node.Data == 1;

    /// <summary>A token tree, or the expression after `=`.</summary>
    public Node? Input => Node.Optional(1);

    /// <summary>Does a name stand anywhere in its tokens?</summary>
    public bool Mentions(ReadOnlySpan<byte> name)
    {
        if (Input is not { } input) return false;
        for (var id = input.Id; id < input.SubtreeEnd; id++)
            if (At(id) is { Kind: Kind.TokenName or Kind.Path } word && word.Tree.Names[word.Data].SequenceEqual(name)) return true;
        return false;
    }

    /// <summary>The text that stands behind <c>name = </c> in its tokens; null where there is none.</summary>
    public string? TextOf(ReadOnlySpan<byte> name)
    {
        if (Input is not { } input) return null;
        for (var id = input.Id; id < input.SubtreeEnd - 2; id++)
        {
            if (At(id) is not { Kind: Kind.TokenName or Kind.Path } word || !word.Tree.Names[word.Data].SequenceEqual(name) || !At(id + 1).Bytes.SequenceEqual("="u8)) continue;
            var value = At(id + 2).Bytes;
            return value.Length > 1 && value[0] == '"' ? System.Text.Encoding.UTF8.GetString(Literals.Content(value)) : null;
        }
        return null;
    }

    /// <summary>Does a name stand in its tokens, and not within a <c>not(…)</c>?</summary>
    public bool Asks(ReadOnlySpan<byte> name)
    {
        if (Input is not { } input) return false;
        for (var id = input.Id; id < input.SubtreeEnd; id++)
        {
            if (At(id) is not { Kind: Kind.TokenName or Kind.Path } word) continue;
            var text = word.Tree.Names[word.Data];
            if (text.SequenceEqual(name)) return true;
            if (text.SequenceEqual("not"u8) && word.SubtreeEnd < input.SubtreeEnd && At(word.SubtreeEnd) is { Kind: Kind.TokenTree } negated) id = negated.SubtreeEnd - 1;
        }
        return false;
    }

    private Node At(int id) => new(Node.Tree, id);
}

public static class AttributeViews
{
    extension(Node node)
    {
        public AttributeView? AsAttribute => node.Kind == Kind.Attribute ? new AttributeView(node) : null;

        /// <summary>The attributes before an item, field, variant or attributed node; null where there are none.</summary>
        public Node? AttributeList => (node.IsItem || node.Kind is Kind.RecordField or Kind.TupleField or Kind.Variant or Kind.Attributed) && node.HasChildren
            && node.FirstChild is { Kind: Kind.Attributes } list ? list : null;

        /// <summary>The first attribute of a name before an item, field, variant or attributed node.</summary>
        public AttributeView? Attribute(ReadOnlySpan<byte> name)
        {
            if (node.AttributeList is not { } list) return null;
            foreach (var child in list.Children)
                if (child.AsAttribute is { } attribute && attribute.Is(name)) return attribute;
            return null;
        }

        public bool HasAttribute(ReadOnlySpan<byte> name) => node.Attribute(name) is not null;

        /// <summary>Does an attribute of a name mention another one, as <c>repr(C)</c> or <c>inline(always)</c> do?</summary>
        public bool HasAttribute(ReadOnlySpan<byte> name, ReadOnlySpan<byte> mentioned)
        {
            if (node.AttributeList is not { } list) return false;
            foreach (var child in list.Children)
                if (child.AsAttribute is { } attribute && attribute.Is(name) && attribute.Mentions(mentioned)) return true;
            return false;
        }

        /// <summary>Does the item derive a trait of this last name?</summary>
        public bool Derives(ReadOnlySpan<byte> trait) => node.HasAttribute("derive"u8, trait);

        /// <summary>Is the item or statement compiled for tests or debug builds alone, by an attribute of its own?</summary>
        public bool IsForTests
        {
            get
            {
                if (node.AttributeList is not { } list) return false;
                foreach (var child in list.Children)
                {
                    if (child.AsAttribute is not { } attribute) continue;
                    // `#[tokio::test]`, `#[rstest]` and the like end in the same letters.
                    if (attribute.Path.Kind == Kind.Path && attribute.Name is "test" or "bench" or "rstest" or "test_case" or "quickcheck") return true;
                    if (attribute.Is("cfg"u8) && (attribute.Asks("test"u8) || attribute.Asks("bench"u8) || attribute.Asks("fuzzing"u8) || attribute.Asks("debug_assertions"u8))) return true;
                }
                return false;
            }
        }
    }
}
