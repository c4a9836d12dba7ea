using Lever.Syntax.Trees;

namespace Lever.Syntax.Python;

/// <summary><c>callee(arguments)</c></summary>
public readonly record struct CallView(Node Node)
{
    public Node Callee => Node.FirstChild;

    /// <summary>Positional arguments, starred ones and keywords in source order.</summary>
    public ChildList Arguments => Node.Children.Skip(1);

    public int ArgumentCount => Arguments.Count;

    /// <summary>The only argument, where there is exactly one and it is a plain positional one.</summary>
    public Node? OnlyArgument
    {
        get
        {
            var arguments = Arguments;
            if (arguments.IsEmpty) return null;
            var first = arguments[0];
            return first.SubtreeEnd == arguments.End && first.Kind is not (Kind.Keyword or Kind.Starred) ? first : null;
        }
    }

    /// <summary>The positional argument at an index; null where there is none or a starred argument stands before it.</summary>
    public Node? Positional(int index)
    {
        foreach (var argument in Arguments)
        {
            if (argument.Kind == Kind.Keyword) continue;
            if (argument.Kind == Kind.Starred) return null;
            if (index-- == 0) return argument;
        }
        return null;
    }

    /// <summary>The value of a keyword argument; null where it is not given by name.</summary>
    public Node? Keyword(string name)
    {
        foreach (var argument in Arguments)
            if (argument.AsKeyword is { } keyword && keyword.IsNamed(name)) return keyword.Value;
        return null;
    }

    /// <summary>The argument given by position or by name.</summary>
    public Node? Argument(int index, string name) => Positional(index) ?? Keyword(name);

    /// <summary>Are arguments passed by <c>*</c> or <c>**</c>?</summary>
    public bool HasUnpacking
    {
        get
        {
            foreach (var argument in Arguments)
                if (argument.Kind == Kind.Starred || argument.AsKeyword is { IsUnpacked: true }) return true;
            return false;
        }
    }
}

/// <summary><c>name=value</c> in a call or among a class' bases; without a name for <c>**value</c>.</summary>
public readonly record struct KeywordView(Node Node)
{
    public string? Name => IsUnpacked ? null : Node.Tree.Names.Text(Node.Data);

    /// <summary>Is it <c>**value</c>?</summary>
    public bool IsUnpacked => Node.Data < 0;

    public bool IsNamed(string name) => !IsUnpacked && Node.Tree.Names.Is(Node.Data, name);

    public Node Value => Node.FirstChild;
}

/// <summary><c>receiver.name</c></summary>
public readonly record struct AttributeView(Node Node)
{
    public Node Receiver => Node.FirstChild;

    public int NameId => Node.Data;

    public string Name => Node.Tree.Names.Text(Node.Data);
}

/// <summary>A name used as an expression, read or written.</summary>
public readonly record struct NameView(Node Node)
{
    public int NameId => Node.Data;

    public string Id => Node.Tree.Names.Text(Node.Data);
}

/// <summary><c>value[slice]</c></summary>
public readonly record struct SubscriptView(Node Node)
{
    public Node Value => Node.FirstChild;

    /// <summary>The index, or a <see cref="Kind.Slice"/>, or a tuple of them.</summary>
    public Node Index => Node.Child(1);
}

/// <summary><c>lower:upper:step</c></summary>
public readonly record struct SliceView(Node Node)
{
    public Node? Lower => Node.Optional(0);

    public Node? Upper => Node.Optional(1);

    public Node? Step => Node.Optional(2);
}

/// <summary>A comparison with one operator, or the first of a chain.</summary>
public readonly record struct CompareView(Node Node)
{
    public Node Left => Node.FirstChild;

    public CompareOp Op => (CompareOp)Node.Child(1).Data;

    public Node Right => Node.Child(2);

    /// <summary>Does it have several operators, as in <c>a &lt; b &lt; c</c>?</summary>
    public bool IsChain => Node.Children.Count > 3;
}

/// <summary><c>left op right</c></summary>
public readonly record struct BinOpView(Node Node)
{
    public Node Left => Node.FirstChild;

    public BinaryOperator Op => (BinaryOperator)Node.Data;

    public Node Right => Node.Child(1);
}

/// <summary><c>op operand</c></summary>
public readonly record struct UnaryView(Node Node)
{
    public UnaryOperator Op => (UnaryOperator)Node.Data;

    public Node Operand => Node.FirstChild;
}

/// <summary><c>and</c> or <c>or</c> over two or more values.</summary>
public readonly record struct BoolOpView(Node Node)
{
    public BoolOperator Op => (BoolOperator)Node.Data;

    public ChildList Values => Node.Children;
}

/// <summary>A literal.</summary>
public readonly record struct ConstantView(Node Node)
{
    public ConstantKind Type => (ConstantKind)Node.Data;

    public bool IsString => Type == ConstantKind.Str;

    /// <summary>The value of an integer literal that fits; null for others.</summary>
    public long? Integer => Type == ConstantKind.Int ? Literals.Integer(Node.Bytes) : null;

    /// <summary>The value of a string literal; null for other constants and for escapes that need a name table.</summary>
    public string? String => Type == ConstantKind.Str ? Literals.String(Node.Bytes) : null;
}

public static class ExpressionViews
{
    extension(Node node)
    {
        public CallView? AsCall => node.Kind == Kind.Call ? new CallView(node) : null;

        public KeywordView? AsKeyword => node.Kind == Kind.Keyword ? new KeywordView(node) : null;

        public AttributeView? AsAttribute => node.Kind == Kind.Attribute ? new AttributeView(node) : null;

        public NameView? AsName => node.Kind == Kind.Name ? new NameView(node) : null;

        public SubscriptView? AsSubscript => node.Kind == Kind.Subscript ? new SubscriptView(node) : null;

        public SliceView? AsSlice => node.Kind == Kind.Slice ? new SliceView(node) : null;

        public CompareView? AsCompare => node.Kind == Kind.Compare ? new CompareView(node) : null;

        public BinOpView? AsBinOp => node.Kind == Kind.BinOp ? new BinOpView(node) : null;

        public UnaryView? AsUnary => node.Kind == Kind.UnaryOp ? new UnaryView(node) : null;

        public BoolOpView? AsBoolOp => node.Kind == Kind.BoolOp ? new BoolOpView(node) : null;

        public ConstantView? AsConstant => node.Kind == Kind.Constant ? new ConstantView(node) : null;

        /// <summary>The child in a slot, null where it is absent.</summary>
        public Node? Optional(int slot)
        {
            var child = node.Child(slot);
            return child.IsAbsent ? null : child;
        }

        /// <summary>Is this the literal <c>None</c>?</summary>
        public bool IsNone => node.Kind == Kind.Constant && node.Data == (int)ConstantKind.None;
    }
}
