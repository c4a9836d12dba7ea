namespace Lever.Review.Semantics.Rust.Placement;

/// <summary>What a module of some files declares and imports.</summary>
/// <param name="parent">The module that it is in; null for a crate.</param>
internal sealed class ModuleNames(ModuleNames? parent)
{
    public ModuleNames? Parent => parent;

    /// <summary>The crate that it is of.</summary>
    public ModuleNames Root => parent is null ? this : parent.Root;

    /// <summary>Is it one of the files or their modules, and not only on the way to one?</summary>
    public bool IsDeclared { get; set; }

    /// <summary>Its structs, enums, unions, aliases and modules; null for names that are declared twice.</summary>
    public Dictionary<string, TypeDeclaration?> Types { get; } = new(StringComparer.Ordinal);

    /// <summary>The same for its constants.</summary>
    public Dictionary<string, TypeDeclaration?> Constants { get; } = new(StringComparer.Ordinal);

    public List<ImportTerm> Imports { get; } = [];

    /// <summary>The modules in it, those of other files too.</summary>
    public Dictionary<string, ModuleNames> Inner { get; } = new(StringComparer.Ordinal);
}
