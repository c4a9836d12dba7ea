using Lever.Syntax.Trees;

namespace Lever.Syntax.Rust;

/// <summary><c>ref mut name @ subpattern</c></summary>
public readonly record struct BindingPatternView(Node Node)
{
    public int NameId => Node.Data & PatternFlags.Name;

    public string Name => Node.Tree.Names.Text(NameId);

    public bool IsRef => (Node.Data & PatternFlags.Ref) != 0;

    public bool IsMut => (Node.Data & PatternFlags.Mut) != 0;

    public Node? Subpattern => Node.HasChildren ? Node.Optional(0) : null;

    /// <summary>Does it name a constant or a variant, as <c>None</c> does? Names of variables start with a small letter.</summary>
    public bool IsConstant => (Node.Data & ~PatternFlags.Name) == 0 && !Node.HasChildren && Node.Tree.Names[Node.Data] is [>= (byte)'A' and <= (byte)'Z', ..];
}

/// <summary><c>Path(patterns)</c></summary>
public readonly record struct TupleStructPatternView(Node Node)
{
    public Node Path => Node.FirstChild;

    public ChildList Patterns => Node.Children.Skip(1);

    public Node? OnlyPattern => Patterns is { IsEmpty: false } patterns && patterns[0].SubtreeEnd == patterns.End ? patterns[0] : null;
}

/// <summary><c>Path { fields, .. }</c></summary>
public readonly record struct StructPatternView(Node Node)
{
    public Node Path => Node.FirstChild;

    public ChildList Fields => Node.Children.Skip(1);
}

public static class PatternViews
{
    extension(Node node)
    {
        public BindingPatternView? AsBindingPattern => node.Kind == Kind.BindingPattern ? new BindingPatternView(node) : null;

        public TupleStructPatternView? AsTupleStructPattern => node.Kind == Kind.TupleStructPattern ? new TupleStructPatternView(node) : null;

        public StructPatternView? AsStructPattern => node.Kind == Kind.StructPattern ? new StructPatternView(node) : null;
    }
}
