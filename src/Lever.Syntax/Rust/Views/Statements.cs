using Lever.Syntax.Trees;

namespace Lever.Syntax.Rust;

/// <summary><c>let pattern: type = value else { … };</c></summary>
public readonly record struct LetView(Node Node)
{
    public Node Pattern => Node.FirstChild;

    public Node? Type => Node.Optional(1);

    public Node? Value => Node.Optional(2);

    /// <summary>The block that leaves where the pattern does not match.</summary>
    public Node? Else => Node.Optional(3);

    /// <summary>The plain name that it binds; null for other patterns.</summary>
    public BindingPatternView? Name => Node.FirstChild.AsBindingPattern is { Subpattern: null } name ? name : null;
}

/// <summary><c>for pattern in iterator { body }</c></summary>
public readonly record struct ForView(Node Node)
{
    public Node? Label => Node.Optional(0);

    public Node Pattern => Node.Child(1);

    public Node Iterator => Node.Child(2);

    public Node Body => Node.Child(3);
}

/// <summary><c>while condition { body }</c>, also with <c>let</c>.</summary>
public readonly record struct WhileView(Node Node)
{
    public Node? Label => Node.Optional(0);

    public Node Condition => Node.Child(1);

    public Node Body => Node.Child(2);
}

/// <summary><c>loop { body }</c></summary>
public readonly record struct LoopView(Node Node)
{
    public Node? Label => Node.Optional(0);

    public Node Body => Node.Child(1);
}

/// <summary><c>if condition { then } else { else }</c></summary>
public readonly record struct IfView(Node Node)
{
    public Node Condition => Node.FirstChild;

    public Node Then => Node.Child(1);

    /// <summary>A block or another <c>if</c>.</summary>
    public Node? Else => Node.Optional(2);

    /// <summary>The condition where it is one <c>let</c>; the first one of a chain.</summary>
    public LetConditionView? Let
    {
        get
        {
            var at = Node.FirstChild;
            while (at.AsBinary is { Op: BinaryOperator.And } and) at = and.Left;
            return at.AsLetCondition;
        }
    }
}

/// <summary><c>let pattern = value</c> in a condition.</summary>
public readonly record struct LetConditionView(Node Node)
{
    public Node Pattern => Node.FirstChild;

    public Node Value => Node.Child(1);
}

/// <summary><c>match value { arms }</c></summary>
public readonly record struct MatchView(Node Node)
{
    public Node Value => Node.FirstChild;

    /// <summary>The arms, perhaps attributed.</summary>
    public ChildList Arms => Node.Children.Skip(1);
}

/// <summary><c>pattern if guard => body</c></summary>
public readonly record struct MatchArmView(Node Node)
{
    public Node Pattern => Node.FirstChild;

    public Node? Guard => Node.Optional(1);

    public Node? Body => Node.Optional(2);
}

/// <summary>A block of any kind.</summary>
public readonly record struct BlockView(Node Node)
{
    public BlockKind BlockKind => (BlockKind)Node.Data;

    public bool IsAsync => (BlockKind & BlockKind.Async) != 0;

    public bool IsUnsafe => (BlockKind & BlockKind.Unsafe) != 0;

    /// <summary>Inner attributes, statements and at last the value.</summary>
    public ChildList Statements => Node.Children;

    /// <summary>The expression that the block evaluates to; null where it ends in a statement.</summary>
    public Node? Value
    {
        get
        {
            if (!Node.HasChildren) return null;
            var last = Node.LastChild;
            var bare = last.WithoutAttributes;
            return bare.IsStatement || bare.Kind is Kind.Attribute or Kind.Error ? null : last;
        }
    }

    /// <summary>The only statement or value, where there is exactly one.</summary>
    public Node? Only => Node.HasChildren && Node.FirstChild.SubtreeEnd == Node.SubtreeEnd ? Node.FirstChild : null;
}

public static class StatementViews
{
    extension(Node node)
    {
        public LetView? AsLet => node.Kind == Kind.Let ? new LetView(node) : null;

        /// <summary>The expression of a statement that drops its value.</summary>
        public Node? AsExpressionStatement => node.Kind == Kind.ExpressionStatement ? node.FirstChild : null;

        public ForView? AsFor => node.Kind == Kind.For ? new ForView(node) : null;

        public WhileView? AsWhile => node.Kind == Kind.While ? new WhileView(node) : null;

        public LoopView? AsLoop => node.Kind == Kind.Loop ? new LoopView(node) : null;

        public IfView? AsIf => node.Kind == Kind.If ? new IfView(node) : null;

        public LetConditionView? AsLetCondition => node.Kind == Kind.LetCondition ? new LetConditionView(node) : null;

        public MatchView? AsMatch => node.Kind == Kind.Match ? new MatchView(node) : null;

        public MatchArmView? AsMatchArm => node.Kind == Kind.MatchArm ? new MatchArmView(node) : null;

        public BlockView? AsBlock => node.Kind == Kind.Block ? new BlockView(node) : null;

        /// <summary>The condition of an <c>if</c> or <c>while</c>.</summary>
        public Node? ConditionOf => node.Kind == Kind.If ? node.FirstChild : node.Kind == Kind.While ? node.Child(1) : null;
    }
}
