using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Syntax.Rust;

/// <summary>A path in an expression, type, pattern, macro call or attribute.</summary>
public readonly record struct PathView(Node Node)
{
    /// <summary>The last name.</summary>
    public string Name => Node.Tree.Names.Text(Node.Data);

    public int NameId => Node.Data;

    /// <summary>Is it one name, without qualifier and generic arguments?</summary>
    public bool IsPlain => !Node.HasChildren;

    /// <summary>The path, <see cref="Kind.GlobalRoot"/> or <see cref="Kind.QualifiedSelf"/> before the last name.</summary>
    public Node? Qualifier => Node.HasChildren ? Node.Optional(0) : null;

    /// <summary>The generic arguments of the last name.</summary>
    public Node? Arguments => Node.HasChildren ? Node.Optional(1) : null;

    /// <summary>The type or other argument at an index of the last name's generic arguments, lifetimes not counted.</summary>
    public Node? Argument(int index)
    {
        if (Arguments is not { Kind: Kind.GenericArguments } arguments) return null;
        foreach (var argument in arguments.Children)
            if (argument.Kind is not (Kind.Lifetime or Kind.AssociatedArgument) && index-- == 0) return argument;
        return null;
    }

    /// <summary>The bytes of the last name.</summary>
    public ReadOnlySpan<byte> NameBytes => Node.Tree.Names[Node.Data];

    /// <summary>Does the path end in these two names?</summary>
    public bool EndsIn(ReadOnlySpan<byte> qualifier, ReadOnlySpan<byte> name) =>
        NameBytes.SequenceEqual(name) && Qualifier is { Kind: Kind.Path } before && Node.Tree.Names[before.Data].SequenceEqual(qualifier);

    /// <summary>The name of the path before the last one; null where there is none.</summary>
    public string? QualifierName => Qualifier is { Kind: Kind.Path } before ? Node.Tree.Names.Text(before.Data) : null;

    /// <summary>The last name as it stands in the source.</summary>
    public Span NameSpan
    {
        get
        {
            var end = Arguments is { } arguments ? arguments.Start : Node.End;
            // A turbofish's colons stand between name and arguments.
            var text = Node.Tree.Text.Bytes;
            while (end > Node.Start && text[end - 1] is (byte)':' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') end--;
            return new Span(end - NameBytes.Length, end);
        }
    }
}

public static class PathViews
{
    extension(Node node)
    {
        public PathView? AsPath => node.Kind == Kind.Path ? new PathView(node) : null;

        /// <summary>The plain name that the node is, as an expression, type or pattern; null for anything else.</summary>
        public PathView? AsName => node.Kind == Kind.Path && !node.HasChildren ? new PathView(node) : null;

        /// <summary>The child in a slot, null where it is absent.</summary>
        public Node? Optional(int slot)
        {
            var child = node.Child(slot);
            return child.IsAbsent ? null : child;
        }

        /// <summary>Is this plainly <c>self</c>?</summary>
        public bool IsSelf => node.Kind == Kind.Path && !node.HasChildren && node.Tree.Names[node.Data].SequenceEqual("self"u8);
    }
}
