using Lever.Syntax.Trees;

namespace Lever.Syntax.Rust;

/// <summary><c>path!(body)</c></summary>
public readonly record struct MacroCallView(Node Node)
{
    public Node Path => Node.FirstChild;

    /// <summary>The last name of its path.</summary>
    public string Name => Path.Kind == Kind.Path ? Node.Tree.Names.Text(Path.Data) : "";

    public bool Is(ReadOnlySpan<byte> name) => Path.Kind == Kind.Path && Node.Tree.Names[Path.Data].SequenceEqual(name);

    /// <summary>Parsed arguments, select arms or a token tree.</summary>
    public Node Body => Node.Child(1);

    public bool IsParsed => Body.Kind is Kind.MacroArguments or Kind.SelectArms;

    /// <summary>The parsed arguments; empty for a macro whose tokens are not parsed.</summary>
    public ChildList Arguments => Body is { Kind: Kind.MacroArguments } body ? body.Children : new ChildList(Node.Tree, 0, 0);

    /// <summary>The first string literal among the arguments, which is the format where the macro formats.</summary>
    public LiteralView? Format
    {
        get
        {
            foreach (var argument in Arguments)
                if (argument.AsLiteral is { IsString: true } literal) return literal;
            return null;
        }
    }
}

/// <summary><c>name = value</c> among the arguments of a formatting macro.</summary>
public readonly record struct NamedArgumentView(Node Node)
{
    public string Name => Node.Tree.Names.Text(Node.Data);

    public Node Value => Node.FirstChild;
}

/// <summary><c>pattern = future, if condition => handler</c> of a <c>select!</c>.</summary>
public readonly record struct SelectArmView(Node Node)
{
    public Node? Pattern => Node.Optional(0);

    public Node? Future => Node.Optional(1);

    public Node? Condition => Node.Optional(2);

    public Node Handler => Node.Child(3);
}

public static class MacroViews
{
    extension(Node node)
    {
        public MacroCallView? AsMacroCall => node.Kind == Kind.MacroCall ? new MacroCallView(node) : null;

        public NamedArgumentView? AsNamedArgument => node.Kind == Kind.NamedArgument ? new NamedArgumentView(node) : null;

        public SelectArmView? AsSelectArm => node.Kind == Kind.SelectArm ? new SelectArmView(node) : null;
    }
}
