using Lever.Syntax.Trees;

namespace Lever.Syntax.Rust;

/// <summary>A function, method or associated function.</summary>
public readonly record struct FunctionView(Node Node)
{
    public Modifiers Modifiers => (Modifiers)Node.Data;

    public bool IsAsync => (Modifiers & Modifiers.Async) != 0;

    public bool IsConst => (Modifiers & Modifiers.Const) != 0;

    public bool IsPub => !Node.Child(1).IsAbsent;

    /// <summary>Is it public to other crates, by what stands before it alone?</summary>
    public bool IsFullyPub => Node.Child(1) is { IsAbsent: false, HasChildren: false };

    public Node NameNode => Node.Child(2);

    public string Name => Node.Tree.Names.Text(Node.Child(2).Data);

    public int NameId => Node.Child(2).Data;

    public Node? Generics => Node.Optional(3);

    /// <summary>The parameters, <c>self</c> first where there is one; each perhaps attributed.</summary>
    public ChildList Parameters => Node.Child(4).Children;

    /// <summary>The <c>self</c> parameter of a method.</summary>
    public Node? SelfParameter => Parameters is { IsEmpty: false } parameters && parameters[0].WithoutAttributes is { Kind: Kind.SelfParameter } self ? self : null;

    public Node? Return => Node.Optional(5);

    public Node? Where => Node.Optional(6);

    /// <summary>Null for a declaration without a body.</summary>
    public Node? Body => Node.Optional(7);
}

/// <summary><c>pattern: type</c> of a function or closure.</summary>
public readonly record struct ParameterView(Node Node)
{
    public Node? Pattern => Node.Optional(0);

    public Node? Type => Node.Optional(1);
}

/// <summary><c>impl Trait for Type { items }</c></summary>
public readonly record struct ImplView(Node Node)
{
    public Node? Generics => Node.Optional(2);

    /// <summary>The trait that is implemented; null for methods of the type itself.</summary>
    public Node? Trait => Node.Optional(3);

    public Node Type => Node.Child(4);

    public Node? Where => Node.Optional(5);

    public ChildList Items => Node.Child(6).Children;
}

/// <summary>A struct or union.</summary>
public readonly record struct StructView(Node Node)
{
    public Node NameNode => Node.Child(2);

    public string Name => Node.Tree.Names.Text(Node.Child(2).Data);

    public bool IsPub => !Node.Child(1).IsAbsent;

    public bool IsUnion => Node.Kind == Kind.Union;

    public Node? Generics => Node.Optional(3);

    public bool IsTuple => Node.Child(5).Kind == Kind.TupleFields;

    public FieldList Fields => new(Node.Child(5));
}

public readonly record struct EnumView(Node Node)
{
    public Node NameNode => Node.Child(2);

    public string Name => Node.Tree.Names.Text(Node.Child(2).Data);

    public bool IsPub => !Node.Child(1).IsAbsent;

    public Node? Generics => Node.Optional(3);

    /// <summary>The variants, perhaps with an <see cref="Kind.Error"/> among them.</summary>
    public ChildList Variants => Node.Child(5).Children;
}

/// <summary>A variant of an enum.</summary>
public readonly record struct VariantView(Node Node)
{
    public Node NameNode => Node.Child(2);

    public string Name => Node.Tree.Names.Text(Node.Child(2).Data);

    public ReadOnlySpan<byte> NameBytes => Node.Tree.Names[Node.Child(2).Data];

    public bool IsTuple => Node.Child(3).Kind == Kind.TupleFields;

    public FieldList Fields => new(Node.Child(3));

    public Node? Discriminant => Node.Optional(4);
}

/// <summary>A field of a struct, union or variant.</summary>
public readonly record struct FieldDeclaration(Node Node, int Index)
{
    public bool IsNamed => Node.Kind == Kind.RecordField;

    /// <summary>The name's id; -1 for a numbered field.</summary>
    public int NameId => IsNamed ? Node.Child(2).Data : -1;

    /// <summary>The name, or the number.</summary>
    public string Name => IsNamed ? Node.Tree.Names.Text(Node.Child(2).Data) : Index.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public bool IsPub => !Node.Child(1).IsAbsent;

    public Node Type => Node.Child(IsNamed ? 3 : 2);
}

/// <summary>The fields of a struct, union or variant, enumerated without allocation.</summary>
/// <param name="Node">Record or tuple fields, or nothing.</param>
public readonly record struct FieldList(Node Node)
{
    public bool IsEmpty => !Node.HasChildren;

    public Enumerator GetEnumerator() => new(Node.Children.GetEnumerator());

    public int Count
    {
        get
        {
            var count = 0;
            foreach (var _ in this) count++;
            return count;
        }
    }

    public struct Enumerator(ChildList.Enumerator children)
    {
        private ChildList.Enumerator children = children;
        private int index = -1;

        public readonly FieldDeclaration Current => new(children.Current, index);

        public bool MoveNext()
        {
            while (children.MoveNext())
            {
                if (children.Current.Kind is not (Kind.RecordField or Kind.TupleField)) continue;
                index++;
                return true;
            }
            return false;
        }
    }
}

/// <summary><c>const NAME: type = value</c> or a static.</summary>
public readonly record struct ConstView(Node Node)
{
    private int Shift => Node.Kind == Kind.Const ? 1 : 0;

    public bool IsStatic => Node.Kind == Kind.Static;

    public bool IsMut => IsStatic && ((Modifiers)Node.Data & Modifiers.Mut) != 0;

    public string Name => Node.Tree.Names.Text(Node.Child(2).Data);

    public Node? Type => Node.Optional(3 + Shift);

    public Node? Value => Node.Optional(4 + Shift);
}

/// <summary><c>type Name&lt;generics&gt; = type</c></summary>
public readonly record struct TypeAliasView(Node Node)
{
    public string Name => Node.Tree.Names.Text(Node.Child(2).Data);

    public Node? Generics => Node.Optional(3);

    public Node? Type => Node.Optional(6);
}

/// <summary><c>trait Name: bounds { items }</c></summary>
public readonly record struct TraitView(Node Node)
{
    public string Name => Node.Tree.Names.Text(Node.Child(2).Data);

    public bool IsPub => !Node.Child(1).IsAbsent;

    public Node? Generics => Node.Optional(3);

    public ChildList Items => Node.Child(6).Children;
}

/// <summary><c>mod name { items }</c> or <c>mod name;</c></summary>
public readonly record struct ModuleView(Node Node)
{
    public string Name => Node.Tree.Names.Text(Node.Child(2).Data);

    /// <summary>Null where the module is a file of its own.</summary>
    public Node? Items => Node.Optional(3);
}

public static class ItemViews
{
    extension(Node node)
    {
        public FunctionView? AsFunction => node.Kind == Kind.Function ? new FunctionView(node) : null;

        public ParameterView? AsParameter => node.Kind == Kind.Parameter ? new ParameterView(node) : null;

        public ImplView? AsImpl => node.Kind == Kind.Impl ? new ImplView(node) : null;

        /// <summary>A struct or union.</summary>
        public StructView? AsStruct => node.Kind is Kind.Struct or Kind.Union ? new StructView(node) : null;

        public EnumView? AsEnum => node.Kind == Kind.Enum ? new EnumView(node) : null;

        public VariantView? AsVariant => node.Kind == Kind.Variant ? new VariantView(node) : null;

        public ConstView? AsConst => node.Kind is Kind.Const or Kind.Static ? new ConstView(node) : null;

        public TypeAliasView? AsTypeAlias => node.Kind == Kind.TypeAlias ? new TypeAliasView(node) : null;

        public TraitView? AsTrait => node.Kind == Kind.Trait ? new TraitView(node) : null;

        public ModuleView? AsModule => node.Kind == Kind.Module ? new ModuleView(node) : null;

        /// <summary>The statement, expression, parameter, arm or generic parameter behind its attributes.</summary>
        public Node WithoutAttributes => node.Kind == Kind.Attributed ? node.Child(1) : node;

        /// <summary>The name node of an item that has one.</summary>
        public Node? ItemName => node.IsItem && node.Kind is not (Kind.Impl or Kind.Use or Kind.ExternBlock or Kind.MacroItem) && node.Child(2) is { IsAbsent: false } name ? name : null;
    }
}
