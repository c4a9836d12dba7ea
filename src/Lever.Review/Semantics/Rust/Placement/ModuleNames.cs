namespace Lever.Review.Semantics.Rust.Placement;

/// <summary>What a module of some files declares and imports.</summary>
/// <param name="parent">The module that it is in; null for a crate.</param>
internal sealed class ModuleNames(ModuleNames? parent)
{
    // Most modules have few of these: what has none shares an empty table.
    private static readonly Dictionary<string, TypeDeclaration?> nothing = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, ModuleNames> noModules = new(StringComparer.Ordinal);
    private static readonly List<ImportTerm> noImports = [];

    private Dictionary<string, TypeDeclaration?> types = nothing;
    private Dictionary<string, TypeDeclaration?> constants = nothing;
    private Dictionary<string, ModuleNames> inner = noModules;
    private List<ImportTerm> imports = noImports;

    public ModuleNames? Parent => parent;

    /// <summary>The crate that it is of.</summary>
    public ModuleNames Root => parent is null ? this : parent.Root;

    /// <summary>Is it one of the files or their modules, and not only on the way to one?</summary>
    public bool IsDeclared { get; set; }

    /// <summary>Its structs, enums, unions, aliases and modules; null for names that are declared twice.</summary>
    public IReadOnlyCollection<TypeDeclaration?> Types => types.Values;

    public List<ImportTerm> Imports => imports;

    /// <summary>Makes a declaration known.</summary>
    public void Add(TypeDeclaration type)
    {
        ref var table = ref type.Kind == DeclarationKind.Constant ? ref constants : ref types;
        if (table == nothing) table = new(StringComparer.Ordinal);
        // Two of a name are for different targets, and who knows which: neither is told.
        table[type.Name] = table.ContainsKey(type.Name) ? null : type;
    }

    /// <param name="more">How many of them there may be, this one included.</param>
    public void Add(ImportTerm import, int more)
    {
        if (imports == noImports) imports = new(more);
        imports.Add(import);
    }

    public void Add(string name, ModuleNames module)
    {
        if (inner == noModules) inner = new(StringComparer.Ordinal);
        inner.Add(name, module);
    }

    /// <summary>Does it declare a type or module of a name?</summary>
    /// <param name="type">Null where it does so twice.</param>
    public bool Declares(string name, out TypeDeclaration? type) => types.TryGetValue(name, out type);

    /// <summary>The same for a constant.</summary>
    public bool DeclaresConstant(string name, out TypeDeclaration? constant) => constants.TryGetValue(name, out constant);

    /// <summary>A module in it, of another file too; null where there is none of the name.</summary>
    public ModuleNames? Inner(string name) => inner.GetValueOrDefault(name);
}
