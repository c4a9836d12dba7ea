using Lever.Review.Findings;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>
/// One parsed file with the tables that answer questions about it. The tables stand beside the tree and are reused for the
/// next file; each group of questions is a class of its own, reached from here.
/// </summary>
public sealed class PythonModule
{
    public PythonModule()
    {
        Names = new NameResolution(this);
        Types = new Types(this);
        Sizes = new Sizes(this);
        Purity = new Purity(this);
        Classes = new Classes(this);
        Repetitions = new Repetitions(this);
        DearFunctions = new DearFunctions(this);
        Models = new Models(this);
        Orm = new Orm(this);
        RowHooks = new RowHooks(this);
        PageHooks = new PageHooks(this, RowHooks);
    }

    public SyntaxTree Tree { get; private set; } = null!;

    /// <summary>Relative to the current folder, with forward slashes.</summary>
    public string Path { get; private set; } = "";

    /// <summary>The role that the file's place in its project gives all of it; null where it gives none.</summary>
    public Role? FileRole { get; private set; }

    /// <summary>The dotted name under which the project imports it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Is it a package's <c>__init__</c>, from which relative imports count one level less?</summary>
    public bool IsPackage { get; private set; }

    public ProjectIndex Project { get; private set; } = ProjectIndex.Empty;

    internal Bindings Bindings { get; } = new();

    public NameResolution Names { get; }

    public Types Types { get; }

    public Sizes Sizes { get; }

    public Purity Purity { get; }

    public Classes Classes { get; }

    public Repetitions Repetitions { get; }

    internal PassedArguments Passed { get; } = new();

    internal CalleeReads CalleeReads { get; } = new();

    public DearFunctions DearFunctions { get; }

    public Models Models { get; }

    public Orm Orm { get; }

    public RowHooks RowHooks { get; }

    public PageHooks PageHooks { get; }

    /// <summary>Reads another file into this object's tables.</summary>
    internal void Load(SyntaxTree tree, string path, ProjectIndex project, Role? fileRole)
    {
        Tree = tree;
        Path = path;
        FileRole = fileRole;
        Project = project;
        (Name, IsPackage) = project.ModuleOf(path);
        Bindings.Bind(tree);
        Names.Reset();
        Types.Reset();
        Sizes.Reset();
        Purity.Reset();
        Classes.Reset();
        Repetitions.Reset();
        Passed.Reset();
        CalleeReads.Reset();
        DearFunctions.Reset();
        Models.Reset();
        Orm.Reset();
    }

    /// <summary>The symbol that a name, parameter or identifier means; null for builtins and unknown names.</summary>
    public Symbol? SymbolAt(Node node) => Bindings.SymbolAt(node.Id) is >= 0 and var id ? new Symbol(this, id) : null;

    /// <summary>The symbol that the module binds under a name.</summary>
    public Symbol? ModuleSymbol(ReadOnlySpan<byte> name) =>
        Tree.Names.Find(name) is >= 0 and var id && Bindings.Find(0, id) is >= 0 and var symbol ? new Symbol(this, symbol) : null;
}
