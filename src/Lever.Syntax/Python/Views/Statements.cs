using Lever.Syntax.Trees;

namespace Lever.Syntax.Python;

/// <summary>A <c>def</c> or <c>async def</c>.</summary>
public readonly record struct FunctionView(Node Node)
{
    public bool IsAsync => Node.Kind == Kind.AsyncFunctionDef;

    public ChildList Decorators => Node.FirstChild.Children;

    public Node Identifier => Node.Child(1);

    public string Name => Node.Tree.Names.Text(Identifier.Data);

    public Node Arguments => Node.Child(3);

    /// <summary>The annotation after <c>-&gt;</c>.</summary>
    public Node? Returns => Node.Optional(4);

    public Node Body => Node.Child(5);
}

/// <summary>A parameter of a function or lambda.</summary>
public readonly record struct ParameterView(Node Node)
{
    public int NameId => Node.Data;

    public string Name => Node.Tree.Names.Text(Node.Data);

    public Node? Annotation => Node.Optional(0);

    public Node? Default => Node.Optional(1);
}

/// <summary>A class statement.</summary>
public readonly record struct ClassView(Node Node)
{
    public ChildList Decorators => Node.FirstChild.Children;

    public Node Identifier => Node.Child(1);

    public string Name => Node.Tree.Names.Text(Identifier.Data);

    /// <summary>Bases, then keywords such as <c>metaclass=</c>.</summary>
    public ChildList Arguments => Node.Child(3).Children;

    public Node Body => Node.Child(4);
}

/// <summary><c>target = … = value</c></summary>
public readonly record struct AssignView(Node Node)
{
    public Node FirstTarget => Node.FirstChild;

    public Node Value => Node.LastChild;

    /// <summary>The target where there is exactly one.</summary>
    public Node? OnlyTarget => Node.FirstChild is var first && Node.Tree[first.SubtreeEnd].SubtreeEnd == Node.SubtreeEnd ? first : null;
}

/// <summary><c>target op= value</c></summary>
public readonly record struct AugAssignView(Node Node)
{
    public Node Target => Node.FirstChild;

    public BinaryOperator Op => (BinaryOperator)Node.Data;

    public Node Value => Node.Child(1);
}

/// <summary><c>target: annotation = value</c></summary>
public readonly record struct AnnAssignView(Node Node)
{
    public Node Target => Node.FirstChild;

    public Node Annotation => Node.Child(1);

    public Node? Value => Node.Optional(2);
}

/// <summary><c>for</c> or <c>async for</c>.</summary>
public readonly record struct ForView(Node Node)
{
    public bool IsAsync => Node.Kind == Kind.AsyncFor;

    public Node Target => Node.FirstChild;

    public Node Iterable => Node.Child(1);

    public Node Body => Node.Child(2);

    public Node? OrElse => Node.Optional(3);
}

/// <summary><c>if</c> or <c>while</c>: a test, a body and what follows <c>else</c>.</summary>
public readonly record struct ConditionalView(Node Node)
{
    public Node Test => Node.FirstChild;

    public Node Body => Node.Child(1);

    public Node? OrElse => Node.Optional(2);
}

/// <summary><c>with</c> or <c>async with</c>.</summary>
public readonly record struct WithView(Node Node)
{
    public bool IsAsync => Node.Kind == Kind.AsyncWith;

    public ChildList Items => Node.FirstChild.Children;

    public Node Body => Node.Child(1);
}

/// <summary><c>context as variables</c></summary>
public readonly record struct WithItemView(Node Node)
{
    public Node Context => Node.FirstChild;

    public Node? Variables => Node.Optional(1);
}

public readonly record struct TryView(Node Node)
{
    public Node Body => Node.FirstChild;

    public ChildList Handlers => Node.Child(1).Children;

    public Node? OrElse => Node.Optional(2);

    public Node? Finally => Node.Optional(3);
}

public readonly record struct HandlerView(Node Node)
{
    public Node? Type => Node.Optional(0);

    public Node? Name => Node.Optional(1);

    public Node Body => Node.Child(2);
}

/// <summary><c>from module import names</c></summary>
public readonly record struct ImportFromView(Node Node)
{
    /// <summary>Leading dots.</summary>
    public int Level => Node.Data;

    /// <summary>The dotted module; null in <c>from . import x</c>.</summary>
    public Node? Module => Node.Optional(0);

    public ChildList Aliases => Node.Children.Skip(1);
}

/// <summary><c>name as asname</c></summary>
public readonly record struct AliasView(Node Node)
{
    /// <summary>The imported name, dotted in <c>import a.b</c>; its data is -1 for <c>*</c>.</summary>
    public Node Name => Node.FirstChild;

    public Node? AsName => Node.Optional(1);

    public bool IsStar => Name.Data < 0;
}

public static class StatementViews
{
    extension(Node node)
    {
        public FunctionView? AsFunction => node.IsFunction ? new FunctionView(node) : null;

        public ParameterView? AsParameter => node.IsParameter ? new ParameterView(node) : null;

        public ClassView? AsClass => node.Kind == Kind.ClassDef ? new ClassView(node) : null;

        public AssignView? AsAssign => node.Kind == Kind.Assign ? new AssignView(node) : null;

        public AugAssignView? AsAugAssign => node.Kind == Kind.AugAssign ? new AugAssignView(node) : null;

        public AnnAssignView? AsAnnAssign => node.Kind == Kind.AnnAssign ? new AnnAssignView(node) : null;

        public ForView? AsFor => node.Kind is Kind.For or Kind.AsyncFor ? new ForView(node) : null;

        public ConditionalView? AsIf => node.Kind == Kind.If ? new ConditionalView(node) : null;

        public ConditionalView? AsWhile => node.Kind == Kind.While ? new ConditionalView(node) : null;

        public WithView? AsWith => node.Kind is Kind.With or Kind.AsyncWith ? new WithView(node) : null;

        public WithItemView? AsWithItem => node.Kind == Kind.WithItem ? new WithItemView(node) : null;

        public TryView? AsTry => node.Kind is Kind.Try or Kind.TryStar ? new TryView(node) : null;

        public HandlerView? AsHandler => node.Kind == Kind.ExceptHandler ? new HandlerView(node) : null;

        public ImportFromView? AsImportFrom => node.Kind == Kind.ImportFrom ? new ImportFromView(node) : null;

        public AliasView? AsAlias => node.Kind == Kind.Alias ? new AliasView(node) : null;

        public bool IsParameter => node.Kind is >= Kind.PosOnlyArg and <= Kind.KwArg;

        /// <summary>The expression of an expression statement.</summary>
        public Node? AsExpressionStatement => node.Kind == Kind.Expr ? node.FirstChild : null;

        /// <summary>The statement that holds this node, itself included.</summary>
        public Node EnclosingStatement
        {
            get
            {
                var at = node;
                while (!at.IsStatement && !at.IsRoot) at = at.Parent;
                return at;
            }
        }
    }
}
