using Lever.Syntax.Trees;

namespace Lever.Syntax.Python;

/// <summary>A list, set or dict comprehension or a generator expression.</summary>
public readonly record struct ComprehensionView(Node Node)
{
    public bool IsDict => Node.Kind == Kind.DictComp;

    /// <summary>The element; of a dict comprehension its key.</summary>
    public Node Element => Node.FirstChild;

    /// <summary>The value of a dict comprehension.</summary>
    public Node Value => Node.Child(1);

    public ChildList Generators => Node.Children.Skip(IsDict ? 2 : 1);

    public GeneratorView FirstGenerator => new(Generators[0]);

    /// <summary>The generator where there is only one.</summary>
    public GeneratorView? OnlyGenerator
    {
        get
        {
            var generators = Generators;
            return generators[0].SubtreeEnd == generators.End ? new GeneratorView(generators[0]) : null;
        }
    }
}

/// <summary>One <c>for target in iter if …</c> of a comprehension.</summary>
public readonly record struct GeneratorView(Node Node)
{
    public Node Target => Node.FirstChild;

    public Node Iterable => Node.Child(1);

    public ChildList Conditions => Node.Children.Skip(2);

    public bool IsAsync => Node.Data == 1;
}

/// <summary>A dict display.</summary>
public readonly record struct DictView(Node Node)
{
    public int Count => Node.Children.Count / 2;

    public Enumerator GetEnumerator() => new(Node.Children.GetEnumerator());

    /// <summary>Key and value in turn; the key of <c>**value</c> is absent.</summary>
    public struct Enumerator(ChildList.Enumerator children)
    {
        private ChildList.Enumerator children = children;

        public (Node Key, Node Value) Current { get; private set; }

        public bool MoveNext()
        {
            if (!children.MoveNext()) return false;
            var key = children.Current;
            if (!children.MoveNext()) return false;
            Current = (key, children.Current);
            return true;
        }
    }
}

/// <summary><c>body if test else orelse</c></summary>
public readonly record struct IfExpView(Node Node)
{
    public Node Body => Node.FirstChild;

    public Node Test => Node.Child(1);

    public Node OrElse => Node.Child(2);
}

/// <summary><c>lambda arguments: body</c></summary>
public readonly record struct LambdaView(Node Node)
{
    public Node Arguments => Node.FirstChild;

    public Node Body => Node.Child(1);

    /// <summary>The parameter where there is exactly one, without a default.</summary>
    public Node? OnlyParameter
    {
        get
        {
            var parameters = Arguments.Children;
            if (parameters.IsEmpty || parameters[0].SubtreeEnd != parameters.End) return null;
            return parameters[0] is var only && only.Kind is Kind.Arg or Kind.PosOnlyArg && only.Child(1).IsAbsent ? only : null;
        }
    }
}

public static class ComprehensionViews
{
    extension(Node node)
    {
        public ComprehensionView? AsComprehension => node.IsComprehension ? new ComprehensionView(node) : null;

        public GeneratorView? AsGenerator => node.Kind == Kind.Comprehension ? new GeneratorView(node) : null;

        public DictView? AsDict => node.Kind == Kind.Dict ? new DictView(node) : null;

        public IfExpView? AsIfExp => node.Kind == Kind.IfExp ? new IfExpView(node) : null;

        public LambdaView? AsLambda => node.Kind == Kind.Lambda ? new LambdaView(node) : null;
    }
}
