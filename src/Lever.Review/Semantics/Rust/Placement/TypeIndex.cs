namespace Lever.Review.Semantics.Rust.Placement;

/// <summary>The types of some files by the paths of their modules, and what names mean in a module.</summary>
internal sealed class TypeIndex
{
    /// <summary>What one question has asked on its way: chains of imports are as long as somebody writes them, and may be circles.</summary>
    private sealed class Question
    {
        private const int MostSteps = 2000;

        private int steps;

        public Dictionary<(TypeIndex Index, string Module, string Name), Entity?> Answers { get; } = [];

        public bool Goes() => ++steps <= MostSteps;
    }

    private readonly Dictionary<string, TypeDeclaration?> types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TypeDeclaration?> constants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ImportTerm>> imports = new(StringComparer.Ordinal);
    private readonly HashSet<string> modules = new(StringComparer.Ordinal);
    private readonly TypeIndex? libraries;
    private readonly Lazy<HashSet<string>> held;
    private readonly Lazy<Dictionary<string, int>> errors;

    /// <param name="libraries">Where to look for what no file declares.</param>
    public TypeIndex(TypeIndex? libraries)
    {
        this.libraries = libraries;
        // Workers share the index, and none needs them more than once.
        held = new(() => new TypeLayouts(this).FindHeld());
        errors = new(() => new TypeLayouts(this).FindErrors());
    }

    /// <summary>What a path leads to: a module or a type; neither where that hangs on features and targets.</summary>
    internal readonly record struct Entity(TypeIndex Owner, string? Module, TypeDeclaration? Type);

    /// <summary>What collections and channels of the files hold.</summary>
    public Dictionary<WrittenType, TypeTerm> Held { get; } = [];

    /// <summary>The errors of the results that functions of the files give, with how many give them.</summary>
    public Dictionary<WrittenType, (TypeTerm Type, int Count)> Errors { get; } = [];

    /// <summary>Do collections or channels of the files hold values of a type, by what types they write down?</summary>
    public bool IsHeld(TypeDeclaration type) => held.Value.Contains(type.Path);

    /// <summary>How many functions of the files give results with a type as their error.</summary>
    public int ErrorCount(TypeDeclaration type) => errors.Value.GetValueOrDefault(type.Path);

    public void Add(TypeDeclarations file, string module)
    {
        modules.Add(module);
        foreach (var (written, type) in file.Held) Held.TryAdd(written, type);
        foreach (var (written, (type, count)) in file.Errors) Errors[written] = (type, Errors.GetValueOrDefault(written).Count + count);
        foreach (var type in file.Types)
        {
            var table = type.Kind == DeclarationKind.Constant ? constants : types;
            // Two of a name are for different targets, and who knows which: neither is told.
            table[type.Path] = table.ContainsKey(type.Path) ? null : type;
            if (type.Kind == DeclarationKind.Module) modules.Add(type.Path);
        }
        foreach (var import in file.Imports)
        {
            if (!imports.TryGetValue(import.Module, out var list)) imports.Add(import.Module, list = []);
            list.Add(import);
        }
    }

    /// <summary>The type of a full path.</summary>
    public TypeDeclaration? Find(string path) => types.GetValueOrDefault(path) is { Kind: not DeclarationKind.Module } type ? type : null;

    public IEnumerable<TypeDeclaration> Types => types.Values.OfType<TypeDeclaration>().Where(type => type.Kind != DeclarationKind.Module);

    /// <summary>What a path means in a module; null where that is not known.</summary>
    public Entity? Resolve(ReadOnlySpan<string> names, string module, bool isGlobal = false) => Resolve(names, module, isGlobal, new Question());

    /// <summary>The constant that a path means in a module.</summary>
    public TypeDeclaration? Constant(ReadOnlySpan<string> names, string module) => Constant(names, module, new Question());

    private TypeDeclaration? Constant(ReadOnlySpan<string> names, string module, Question question)
    {
        if (!question.Goes()) return null;
        if (names.Length > 1)
            return Resolve(names[..^1], module, false, question) is { Module: { } inner } found ? found.Owner.Constant(names[^1..], inner, question) : null;
        if (constants.TryGetValue(module + "::" + names[0], out var own)) return own;
        if (!imports.TryGetValue(module, out var list)) return null;
        foreach (var import in list)
        {
            if (import.Name == names[0] && import.Path.Length > 1) return Constant(import.Path, module, question);
            if (import.Name == "*" && Resolve(import.Path, module, false, question) is { Module: { } inner } found && inner != module
                && found.Owner.Constant(names, inner, question) is { } constant) return constant;
        }
        return null;
    }

    private Entity? Resolve(ReadOnlySpan<string> names, string module, bool isGlobal, Question question)
    {
        if (names.IsEmpty || !question.Goes()) return null;
        Entity? at;
        switch (names[0])
        {
            case "crate" or "$crate":
                at = new Entity(this, RootOf(module), null);
                break;
            case "self":
                at = new Entity(this, module, null);
                break;
            case "super":
                var parent = module.LastIndexOf("::", StringComparison.Ordinal);
                if (parent < 0) return null;
                at = new Entity(this, module[..parent], null);
                break;
            default:
                at = isGlobal ? Crate(names[0]) : Lookup(names[0], module, question) ?? Crate(names[0]);
                break;
        }
        for (var index = 1; index < names.Length; index++)
        {
            // A variant or an associated type is no type of its own.
            if (at is not { Module: { } inner } place) return null;
            if (names[index] == "super")
            {
                var parent = inner.LastIndexOf("::", StringComparison.Ordinal);
                if (parent < 0) return null;
                at = place with { Module = inner[..parent] };
            }
            else at = place.Owner.Lookup(names[index], inner, question);
        }
        return at;
    }

    private static string RootOf(string module) => module.IndexOf("::", StringComparison.Ordinal) is >= 0 and var end ? module[..end] : module;

    private Entity? Crate(string name)
    {
        if (modules.Contains(name)) return new Entity(this, name, null);
        return libraries?.Crate(name is "core" or "alloc" ? "std" : name);
    }

    /// <summary>What a name means in a module: what it declares, imports, or takes in whole.</summary>
    private Entity? Lookup(string name, string module, Question question)
    {
        if (types.TryGetValue(module + "::" + name, out var own))
            return own is null || own is { Kind: DeclarationKind.Module, Repr: null } ? new Entity(this, null, null) : own.Kind == DeclarationKind.Module ? new Entity(this, own.Path, null) : new Entity(this, null, own);
        if (modules.Contains(module + "::" + name)) return new Entity(this, module + "::" + name, null);
        if (!imports.TryGetValue(module, out var list)) return null;
        if (question.Answers.TryGetValue((this, module, name), out var known)) return known;
        // Modules that take in one another whole would ask for ever.
        question.Answers[(this, module, name)] = null;
        return question.Answers[(this, module, name)] = Imported(list, name, module, question);
    }

    private Entity? Imported(List<ImportTerm> list, string name, string module, Question question)
    {
        Entity? found = null;
        var isUncertain = false;
        foreach (var import in list)
        {
            if (import.Name != name || FromImport(import, module, question) is not { } named) continue;
            isUncertain |= import.IsUncertain;
            if (found is { } other && other != named && isUncertain) return new Entity(this, null, null);
            found ??= named;
        }
        if (found is not null) return found;
        foreach (var import in list)
        {
            if (import.Name != "*" || FromImport(import, module, question) is not { Module: { } inner } place || place.Owner == this && inner == module) continue;
            if (place.Owner.Lookup(name, inner, question) is not { } taken) continue;
            isUncertain |= import.IsUncertain;
            if (found is { } other && other != taken && isUncertain) return new Entity(this, null, null);
            found ??= taken;
        }
        return found;
    }

    /// <summary>A path of a `use`. In the edition of 2015 it starts at the crate's root. An import that meets itself on the way, as `use serde;` does, means the crate.</summary>
    private Entity? FromImport(ImportTerm import, string module, Question question) =>
        Resolve(import.Path, module, false, question) ?? (import.Path[0] is "crate" or "self" or "super" ? null : Resolve(import.Path, RootOf(module), false, question));
}
