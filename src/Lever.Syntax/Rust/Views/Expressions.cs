using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Syntax.Rust;

/// <summary><c>function(arguments)</c></summary>
public readonly record struct CallView(Node Node)
{
    public Node Function => Node.FirstChild;

    public ChildList Arguments => Node.Children.Skip(1);

    public int ArgumentCount => Arguments.Count;

    /// <summary>The only argument, where there is exactly one.</summary>
    public Node? OnlyArgument => Arguments is { IsEmpty: false } arguments && arguments[0].SubtreeEnd == arguments.End ? arguments[0] : null;

    /// <summary>The argument at an index; null where there are fewer.</summary>
    public Node? Argument(int index) => Arguments.At(index);
}

/// <summary><c>receiver.name::&lt;generics&gt;(arguments)</c></summary>
public readonly record struct MethodCallView(Node Node)
{
    public Node Receiver => Node.FirstChild;

    public string Name => Node.Tree.Names.Text(Node.Data);

    public int NameId => Node.Data;

    public ReadOnlySpan<byte> NameBytes => Node.Tree.Names[Node.Data];

    /// <summary>The method's name in the source.</summary>
    public Span NameSpan
    {
        get
        {
            var end = Node.Child(1).Start;
            return new Span(end - NameBytes.Length, end);
        }
    }

    /// <summary>The turbofish.</summary>
    public Node? Generics => Node.Optional(1);

    public ChildList Arguments => Node.Children.Skip(2);

    public int ArgumentCount => Arguments.Count;

    /// <summary>The only argument, where there is exactly one.</summary>
    public Node? OnlyArgument => Arguments is { IsEmpty: false } arguments && arguments[0].SubtreeEnd == arguments.End ? arguments[0] : null;

    /// <summary>The argument at an index; null where there are fewer.</summary>
    public Node? Argument(int index) => Arguments.At(index);

    /// <summary>Is it a call of this name with so many arguments?</summary>
    public bool Is(ReadOnlySpan<byte> name, int arguments) => NameBytes.SequenceEqual(name) && ArgumentCount == arguments;
}

/// <summary><c>value.name</c> or <c>value.0</c></summary>
public readonly record struct FieldView(Node Node)
{
    public Node Value => Node.FirstChild;

    public string Name => Node.Tree.Names.Text(Node.Data);

    public int NameId => Node.Data;

    public ReadOnlySpan<byte> NameBytes => Node.Tree.Names[Node.Data];
}

/// <summary><c>value[index]</c></summary>
public readonly record struct IndexView(Node Node)
{
    public Node Value => Node.FirstChild;

    public Node Index => Node.Child(1);
}

/// <summary><c>&amp;operand</c>, <c>&amp;mut operand</c> or a raw reference.</summary>
public readonly record struct ReferenceView(Node Node)
{
    public Node Operand => Node.FirstChild;

    public bool IsMut => (Node.Data & 1) != 0;

    public bool IsRaw => (Node.Data & 2) != 0;
}

/// <summary><c>*operand</c>, <c>!operand</c>, <c>-operand</c></summary>
public readonly record struct UnaryView(Node Node)
{
    public UnaryOperator Op => (UnaryOperator)Node.Data;

    public Node Operand => Node.FirstChild;
}

/// <summary><c>left op right</c>, also of compound assignments.</summary>
public readonly record struct BinaryView(Node Node)
{
    public Node Left => Node.FirstChild;

    public BinaryOperator Op => (BinaryOperator)Node.Data;

    public Node Right => Node.Child(1);

    public bool IsComparison => Op is >= BinaryOperator.Eq and <= BinaryOperator.Ge;

    public bool IsLazy => Op is BinaryOperator.And or BinaryOperator.Or;
}

/// <summary><c>target = value</c></summary>
public readonly record struct AssignView(Node Node)
{
    public Node Target => Node.FirstChild;

    public Node Value => Node.Child(1);
}

/// <summary><c>value as type</c></summary>
public readonly record struct CastView(Node Node)
{
    public Node Value => Node.FirstChild;

    public Node Type => Node.Child(1);
}

/// <summary><c>from..to</c> or <c>from..=to</c></summary>
public readonly record struct RangeView(Node Node)
{
    public Node? From => Node.Optional(0);

    public Node? To => Node.Optional(1);

    /// <summary>Does the end belong to it?</summary>
    public bool IsClosed => Node.Data == 1;
}

/// <summary><c>|parameters| body</c></summary>
public readonly record struct ClosureView(Node Node)
{
    public Modifiers Modifiers => (Modifiers)Node.Data;

    public bool IsMove => (Modifiers & Modifiers.Move) != 0;

    public bool IsAsync => (Modifiers & Modifiers.Async) != 0;

    /// <summary>The parameters, perhaps attributed.</summary>
    public ChildList Parameters => Node.Child(1).Children;

    public Node? Return => Node.Optional(2);

    public Node Body => Node.Child(3);
}

/// <summary><c>Path { fields }</c></summary>
public readonly record struct StructExpressionView(Node Node)
{
    public Node Path => Node.FirstChild;

    /// <summary>The fields and, where there is one, the base.</summary>
    public ChildList Fields => Node.Children.Skip(1);

    /// <summary>The value given to a field; the field itself where it is a shorthand; null where it is not given.</summary>
    public Node? Field(int name)
    {
        foreach (var field in Fields)
            if (field.Kind == Kind.FieldInit && field.Data == name) return field.HasChildren ? field.FirstChild : field;
        return null;
    }
}

/// <summary>A literal.</summary>
public readonly record struct LiteralView(Node Node)
{
    public LiteralKind Type => (LiteralKind)Node.Data;

    /// <summary>The value of an integer literal; null for others and where it does not fit.</summary>
    public long? Integer => Type == LiteralKind.Int ? Literals.Integer(Node.Bytes) : null;

    /// <summary>The type suffix of a number, empty where there is none.</summary>
    public ReadOnlySpan<byte> Suffix => Type is LiteralKind.Int or LiteralKind.Float ? Literals.Suffix(Node.Bytes) : default;

    public bool IsString => Type == LiteralKind.Str;

    /// <summary>What stands between the quotes of a string or byte string, escapes not resolved.</summary>
    public ReadOnlySpan<byte> Content => Type is LiteralKind.Str or LiteralKind.ByteStr or LiteralKind.CStr ? Literals.Content(Node.Bytes) : default;

    /// <summary>Where <see cref="Content"/> starts in the file.</summary>
    public int ContentStart => Node.Start + Literals.ContentOffset(Node.Bytes);
}

public static class ExpressionViews
{
    extension(ChildList list)
    {
        /// <summary>The sibling at an index; null where there are fewer.</summary>
        public Node? At(int index)
        {
            foreach (var child in list)
                if (index-- == 0) return child;
            return null;
        }
    }

    extension(Node node)
    {
        public CallView? AsCall => node.Kind == Kind.Call ? new CallView(node) : null;

        public MethodCallView? AsMethodCall => node.Kind == Kind.MethodCall ? new MethodCallView(node) : null;

        public FieldView? AsField => node.Kind == Kind.FieldAccess ? new FieldView(node) : null;

        public IndexView? AsIndex => node.Kind == Kind.Index ? new IndexView(node) : null;

        public ReferenceView? AsReference => node.Kind == Kind.Reference ? new ReferenceView(node) : null;

        public UnaryView? AsUnary => node.Kind == Kind.Unary ? new UnaryView(node) : null;

        public BinaryView? AsBinary => node.Kind == Kind.Binary ? new BinaryView(node) : null;

        public AssignView? AsAssign => node.Kind == Kind.Assign ? new AssignView(node) : null;

        /// <summary><c>left op= right</c></summary>
        public BinaryView? AsCompoundAssign => node.Kind == Kind.CompoundAssign ? new BinaryView(node) : null;

        public CastView? AsCast => node.Kind == Kind.Cast ? new CastView(node) : null;

        public RangeView? AsRange => node.Kind == Kind.Range ? new RangeView(node) : null;

        public ClosureView? AsClosure => node.Kind == Kind.Closure ? new ClosureView(node) : null;

        public StructExpressionView? AsStructExpression => node.Kind == Kind.StructExpression ? new StructExpressionView(node) : null;

        public LiteralView? AsLiteral => node.Kind == Kind.Literal ? new LiteralView(node) : null;

        /// <summary>The operand of <c>operand?</c>.</summary>
        public Node? AsTry => node.Kind == Kind.Try ? node.FirstChild : null;

        /// <summary>The operand of <c>operand.await</c>.</summary>
        public Node? AsAwait => node.Kind == Kind.Await ? node.FirstChild : null;

        /// <summary>The value of <c>return value</c>.</summary>
        public Node? AsReturned => node.Kind == Kind.Return ? node.Optional(0) : null;

        /// <summary>The node without references, dereferences and attributes around it.</summary>
        public Node Bare
        {
            get
            {
                var at = node;
                while (true)
                {
                    if (at.Kind == Kind.Reference || at.Kind == Kind.Unary && at.Data == (int)UnaryOperator.Deref) at = at.FirstChild;
                    else if (at.Kind == Kind.Attributed) at = at.Child(1);
                    else return at;
                }
            }
        }

        /// <summary>What a chain of fields, indices, references, method receivers, <c>?</c> and <c>.await</c> starts from: <c>self</c> of <c>&amp;self.items[0].name</c>.</summary>
        public Node ChainRoot
        {
            get
            {
                var at = node.Bare;
                while (at.Kind is Kind.FieldAccess or Kind.Index or Kind.MethodCall or Kind.Try or Kind.Await) at = at.FirstChild.Bare;
                return at;
            }
        }
    }
}
