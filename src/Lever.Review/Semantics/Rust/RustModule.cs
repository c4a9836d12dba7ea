using Lever.Review.Findings;
using Lever.Review.Semantics.Boundary;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Rust;

/// <summary>One parsed Rust file.</summary>
public sealed class RustModule
{
    public RustModule()
    {
        Declared = new DeclaredPaths(Paths);
        Names = new Names(this);
        Types = new Types(this);
        Loops = new Loops(this);
        Places = new Places(this);
        Layouts = new Layouts(this);
    }

    internal Bindings Bindings { get; } = new();

    internal PathTable Paths { get; } = new();

    /// <summary>What other files of the project declare, by the numbers of paths.</summary>
    internal DeclaredPaths Declared { get; }

    public Names Names { get; }

    public Types Types { get; }

    public Loops Loops { get; }

    public Places Places { get; }

    public Layouts Layouts { get; }

    public SyntaxTree Tree { get; private set; } = null!;

    /// <summary>Relative to the current folder, with forward slashes.</summary>
    public string Path { get; private set; } = "";

    /// <summary>Its path as symbols spell it: `crate::module`.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The role that the file's place in its project gives all of it; null where it gives none.</summary>
    public Role? FileRole { get; private set; }

    public RustProject Project { get; private set; } = RustProject.Empty;

    private PyO3File? pyo3;

    /// <summary>What the file's names and types mean to PyO3.</summary>
    public PyO3File PyO3 => pyo3 ??= PyO3File.Of(this);

    /// <summary>Reads another file into this object.</summary>
    /// <param name="forOthers">Is it only asked what it declares for other files?</param>
    internal void Load(SyntaxTree tree, string path, RustProject project, Role? fileRole, bool forOthers = false)
    {
        Tree = tree;
        Path = path;
        Project = project;
        FileRole = fileRole;
        pyo3 = null;
        Name = project.ModuleOf(path);
        if (forOthers) Bindings.ListItems(tree);
        else Bindings.Bind(tree);
        Declared.Reset(project.Index, Paths.Reset(tree.Names));
        Types.Reset();
        Names.Reset();
        Loops.Reset();
        Layouts.Reset();
    }

    /// <summary>What other files of the project declare.</summary>
    internal RustIndex Index => Project.Index;

    /// <summary>The local variable that a node binds or means; null for anything else.</summary>
    public Binding? BindingAt(Node node) => Bindings.At(node.Id) is >= 0 and var id ? new Binding(this, id) : null;

    /// <summary>The type of an expression's value.</summary>
    public RustType TypeOf(Node expression) => Types.Of(expression);

    /// <summary>The type of a variable.</summary>
    public RustType TypeOf(Binding binding) => Types.OfBinding(binding);

    /// <summary>What a call, method call or path of a function leads to.</summary>
    public CallTarget TargetOf(Node call) => Types.TargetOf(call);

    /// <summary>The full path of a type, function or constant that a path names; empty for variables and unknown names.</summary>
    public string PathOf(Node path) => Resolved(path) is > 0 and var id ? Paths.Text(id) : "";

    /// <summary>Does a path, in whatever namespace, mean a path of the library tables?</summary>
    /// <param name="library">A number from <see cref="RustLibrary.Path"/>.</param>
    public bool Is(Node path, int library) => Resolved(path) == library;

    private int Resolved(Node path) => Names.Resolve(path, Namespace.Value) is > 0 and var value ? value : BindingAt(path) is null ? Names.Resolve(path, Namespace.Type) : 0;

    /// <summary>May a use change the variable's value or part, move it away or lend it for changing?</summary>
    internal bool MayChange(Use use)
    {
        switch (use.Kind)
        {
            case UseKind.Assigned or UseKind.Updated or UseKind.MutBorrowed or UseKind.Unknown: return true;
            case UseKind.Receiver:
                // A method behind a shared reference changes at most what is made to be changed there.
                if (use.IsWhole && BindingAt(use.Node) is { } binding && TypeOf(binding) is { Kind: TypeKind.Reference }) return false;
                return TargetOf(use.Place.Parent) switch
                {
                    { Symbol: { } symbol } target => symbol.Receiver == ReceiverMode.Mutable || symbol.Receiver == ReceiverMode.Owned && target.Self.IsCopy != true && !TypeOf(use.Place).IsReference,
                    { Function.AsFunction.SelfParameter: { } self } => (self.Data & 3) != 1,
                    _ => TypeOf(use.Place).Kind != TypeKind.Reference,
                };
            case UseKind.Argument or UseKind.Stored or UseKind.Bound or UseKind.Iterated or UseKind.Returned or UseKind.Matched:
                return TypeOf(use.Place) is var type && type.Kind != TypeKind.Reference && type.IsCopy != true && use.Kind != UseKind.Matched;
            default: return false;
        }
    }

    /// <summary>Does a use only look at the variable?</summary>
    internal bool OnlyReads(Use use) => use.Kind switch
    {
        UseKind.Borrowed or UseKind.Operand or UseKind.Formatted => true,
        UseKind.Receiver => !MayChange(use),
        UseKind.Matched => TypeOf(use.Place) is { IsReference: true } or { IsCopy: true },
        UseKind.Argument or UseKind.Iterated or UseKind.Bound or UseKind.Stored => TypeOf(use.Place).IsCopy == true,
        _ => false,
    };

    /// <summary>Is a node compiled for tests alone, by where its file lies or by an attribute around it?</summary>
    public bool IsInTest(Node node)
    {
        if (FileRole == Role.Test) return true;
        for (var at = node; !at.IsRoot; at = at.Parent)
            if (at.IsForTests) return true;
        foreach (var item in Tree.Root.Children)
        {
            if (item.AsAttribute is not { IsInner: true } attribute) break;
            if (attribute.Is("cfg"u8) && attribute.Asks("test"u8)) return true;
        }
        return false;
    }
}
