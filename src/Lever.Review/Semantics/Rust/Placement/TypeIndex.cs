namespace Lever.Review.Semantics.Rust.Placement;

/// <summary>The types of some files by the paths of their modules, and what names mean in a module.</summary>
internal sealed class TypeIndex
{
    /// <summary>What one question has asked on its way: chains of imports are as long as somebody writes them, and may be circles.</summary>
    private sealed class Question
    {
        private const int MostSteps = 2000;

        [ThreadStatic]
        private static Question? last;

        private int steps;

        /// <summary>A question without answers yet. That before it is over, and gives its memory.</summary>
        public static Question New()
        {
            var question = last ??= new Question();
            question.steps = 0;
            question.Answers.Clear();
            question.Constants.Clear();
            return question;
        }

        public Dictionary<(ModuleNames Module, string Name), Entity?> Answers { get; } = [];

        public Dictionary<(ModuleNames Module, string Name), TypeDeclaration?> Constants { get; } = [];

        public bool Goes() => ++steps <= MostSteps;
    }

    private readonly Dictionary<string, ModuleNames> modules = new(StringComparer.Ordinal);
    private readonly TypeIndex? libraries;
    private readonly Lazy<HashSet<TypeDeclaration>> held;
    private readonly Lazy<Dictionary<TypeDeclaration, int>> errors;

    /// <param name="libraries">Where to look for what no file declares.</param>
    public TypeIndex(TypeIndex? libraries)
    {
        this.libraries = libraries;
        // Workers share the index, and none needs them more than once.
        held = new(() => new TypeLayouts(this).FindHeld());
        errors = new(() => new TypeLayouts(this).FindErrors());
    }

    /// <summary>What a path leads to: a module or a type; neither where that hangs on features and targets.</summary>
    internal readonly record struct Entity(TypeIndex Owner, ModuleNames? Module, TypeDeclaration? Type);

    /// <summary>What collections and channels of the files hold.</summary>
    public Dictionary<WrittenType, TypeTerm> Held { get; } = [];

    /// <summary>The errors of the results that functions of the files give, with how many give them.</summary>
    public Dictionary<WrittenType, (TypeTerm Type, int Count)> Errors { get; } = [];

    /// <summary>Do collections or channels of the files hold values of a type, by what types they write down?</summary>
    public bool IsHeld(TypeDeclaration type) => held.Value.Contains(type);

    /// <summary>How many functions of the files give results with a type as their error.</summary>
    public int ErrorCount(TypeDeclaration type) => errors.Value.GetValueOrDefault(type);

    public void Add(TypeDeclarations file, string module)
    {
        var (place, own) = (module, ModuleAt(module));
        own.IsDeclared = true;
        foreach (var (written, type) in file.Held) Held.TryAdd(written, type);
        foreach (var (written, (type, count)) in file.Errors) Errors[written] = (type, Errors.GetValueOrDefault(written).Count + count);
        foreach (var type in file.Types)
        {
            if (!ReferenceEquals(type.Module, place)) (place, own) = (type.Module, ModuleAt(type.Module));
            own.Add(type);
            if (type.Kind == DeclarationKind.Module) ModuleAt(type.Path).IsDeclared = true;
        }
        foreach (var import in file.Imports)
        {
            if (!ReferenceEquals(import.Module, place)) (place, own) = (import.Module, ModuleAt(import.Module));
            own.Add(import, file.Imports.Count);
        }
    }

    private ModuleNames ModuleAt(string path)
    {
        if (modules.TryGetValue(path, out var known)) return known;
        var end = path.LastIndexOf("::", StringComparison.Ordinal);
        var made = new ModuleNames(end < 0 ? null : ModuleAt(path[..end]));
        modules.Add(path, made);
        made.Parent?.Add(path[(end + 2)..], made);
        return made;
    }

    /// <summary>The type of a name that a module declares.</summary>
    public TypeDeclaration? Find(string module, string name) =>
        modules.TryGetValue(module, out var names) && names.Declares(name, out var found) && found is { Kind: not DeclarationKind.Module } type ? type : null;

    /// <summary>Is it a declaration of these files, and the only one of its path?</summary>
    public bool Owns(TypeDeclaration declaration) => Find(declaration.Module, declaration.Name) == declaration;

    public IEnumerable<TypeDeclaration> Types => modules.Values.SelectMany(module => module.Types).OfType<TypeDeclaration>().Where(type => type.Kind != DeclarationKind.Module);

    /// <summary>What a path means in a module; null where that is not known.</summary>
    public Entity? Resolve(ReadOnlySpan<string> names, string module, bool isGlobal = false) => Resolve(names, Named(module), isGlobal, Question.New());

    /// <summary>The constant that a path means in a module.</summary>
    public TypeDeclaration? Constant(ReadOnlySpan<string> names, string module) => Constant(names, Named(module), Question.New());

    /// <summary>A module by its path. One that no file is, as for a question about no module, declares nothing.</summary>
    private ModuleNames Named(string module) => modules.GetValueOrDefault(module) ?? new ModuleNames(modules.GetValueOrDefault(RootOf(module)));

    private static string RootOf(string module) => module.IndexOf("::", StringComparison.Ordinal) is >= 0 and var end ? module[..end] : "";

    private TypeDeclaration? Constant(ReadOnlySpan<string> names, ModuleNames module, Question question)
    {
        if (!question.Goes()) return null;
        if (names.Length > 1)
            return Resolve(names[..^1], module, false, question) is { Module: { } inner } found ? found.Owner.Constant(names[^1..], inner, question) : null;
        if (module.DeclaresConstant(names[0], out var own)) return own;
        if (module.Imports.Count == 0) return null;
        if (question.Constants.TryGetValue((module, names[0]), out var known)) return known;
        // Modules that take in one another whole would ask for ever.
        question.Constants[(module, names[0])] = null;
        return question.Constants[(module, names[0])] = ImportedConstant(names, module, question);
    }

    private TypeDeclaration? ImportedConstant(ReadOnlySpan<string> names, ModuleNames module, Question question)
    {
        foreach (var import in module.Imports)
        {
            if (import.Name == names[0] && import.Path.Length > 1) return Constant(import.Path, module, question);
            if (import.Name == "*" && Resolve(import.Path, module, false, question) is { Module: { } inner } found && inner != module
                && found.Owner.Constant(names, inner, question) is { } constant) return constant;
        }
        return null;
    }

    private Entity? Resolve(ReadOnlySpan<string> names, ModuleNames module, bool isGlobal, Question question)
    {
        if (names.IsEmpty || !question.Goes()) return null;
        Entity? at;
        switch (names[0])
        {
            case "crate" or "$crate":
                at = new Entity(this, module.Root, null);
                break;
            case "self":
                at = new Entity(this, module, null);
                break;
            case "super":
                if (module.Parent is not { } parent) return null;
                at = new Entity(this, parent, null);
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
                if (inner.Parent is not { } parent) return null;
                at = place with { Module = parent };
            }
            else at = place.Owner.Lookup(names[index], inner, question);
        }
        return at;
    }

    private Entity? Crate(string name)
    {
        if (modules.GetValueOrDefault(name) is { IsDeclared: true } own) return new Entity(this, own, null);
        return libraries?.Crate(name is "core" or "alloc" ? "std" : name);
    }

    /// <summary>What a name means in a module: what it declares, imports, or takes in whole.</summary>
    private Entity? Lookup(string name, ModuleNames module, Question question)
    {
        var inner = module.Inner(name) is { IsDeclared: true } declared ? declared : null;
        if (module.Declares(name, out var own))
            return own is null || own is { Kind: DeclarationKind.Module, Repr: null } ? new Entity(this, null, null) : own.Kind == DeclarationKind.Module ? new Entity(this, inner, null) : new Entity(this, null, own);
        if (inner is not null) return new Entity(this, inner, null);
        if (module.Imports.Count == 0) return null;
        if (question.Answers.TryGetValue((module, name), out var known)) return known;
        // Modules that take in one another whole would ask for ever.
        question.Answers[(module, name)] = null;
        return question.Answers[(module, name)] = Imported(name, module, question);
    }

    private Entity? Imported(string name, ModuleNames module, Question question)
    {
        Entity? found = null;
        var isUncertain = false;
        foreach (var import in module.Imports)
        {
            if (import.Name != name || FromImport(import, module, question) is not { } named) continue;
            isUncertain |= import.IsUncertain;
            if (found is { } other && other != named && isUncertain) return new Entity(this, null, null);
            found ??= named;
        }
        if (found is not null) return found;
        foreach (var import in module.Imports)
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
    private Entity? FromImport(ImportTerm import, ModuleNames module, Question question) =>
        Resolve(import.Path, module, false, question) ?? (import.Path[0] is "crate" or "self" or "super" || module.Parent is null ? null : Resolve(import.Path, module.Root, false, question));
}
