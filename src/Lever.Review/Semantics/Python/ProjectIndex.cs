using System.Collections.Concurrent;
using Lever.Review.Semantics.Boundary;
using Lever.Review.Semantics.Python.Templates;

namespace Lever.Review.Semantics.Python;

/// <summary>What a module makes importable: names it defines (mapped to their own dotted path) and names it imports.</summary>
public sealed record ModuleInterface(IReadOnlyDictionary<string, string> Exports, IReadOnlyList<string> StarImports)
{
    /// <summary>The classes of the module's top level, by their names.</summary>
    public IReadOnlyDictionary<string, ClassOutline> Classes { get; init; } = new Dictionary<string, ClassOutline>();

    /// <summary>What the classes of the module's top level set in their objects, by the classes' names.</summary>
    public IReadOnlyDictionary<string, FieldOutline> Fields { get; init; } = new Dictionary<string, FieldOutline>();

    /// <summary>Do the bodies of functions tell something that importers need to know, as those of models do?</summary>
    public bool NeedsBodies => Classes.Values.Any(outline => outline.NeedsBodies);

    /// <summary>For names that hold what a call made, as in <c>db = SQLAlchemy()</c>, the dotted path of what was called.</summary>
    public IReadOnlyDictionary<string, string> Made { get; init; } = new Dictionary<string, string>();
}

/// <summary>
/// The modules of the project by dotted name, so that an import through a project module is followed to what it re-exports.
/// Interfaces are read when first asked for; answers do not depend on who asks first.
/// </summary>
public sealed class ProjectIndex
{
    private const int MaximumHops = 8;

    private readonly Dictionary<string, string> pathByModule;
    private readonly Dictionary<string, (string Name, bool IsPackage)> moduleByPath;
    private readonly ConcurrentDictionary<string, ModuleInterface?> interfaces;
    private readonly Func<string, ModuleInterface?> read;
    private readonly Lazy<ILookup<string, string>> modulesByLastName;
    private readonly ConcurrentDictionary<string, Template?> templates = new(StringComparer.Ordinal);
    private readonly Func<string, Template?> readTemplate;
    private readonly ConcurrentDictionary<string, FunctionCosts?> costs = new(StringComparer.Ordinal);
    private readonly Func<string, FunctionCosts?> readCosts;
    private readonly ISet<string>? asked;

    /// <param name="paths">The project's Python files, relative, with forward slashes.</param>
    /// <param name="read">Reads one file's interface; null where it cannot be read.</param>
    /// <param name="natives">The project's functions that are written in Rust; null for none.</param>
    /// <param name="readTemplate">Reads the template of a name; null where the project has none.</param>
    /// <param name="readCosts">Finds out what calls of one file's functions cost; null where nothing is to be known of that.</param>
    public ProjectIndex(IEnumerable<string> paths, Func<string, ModuleInterface?> read, NativeIndex? natives = null, Func<string, Template?>? readTemplate = null, Func<string, FunctionCosts?>? readCosts = null)
    {
        this.readCosts = readCosts ?? (_ => null);
        this.readTemplate = readTemplate ?? (_ => null);
        (pathByModule, moduleByPath, interfaces, this.read) = ([], [], new(), read);
        Natives = natives ?? NativeIndex.Empty;
        var all = paths.Where(path => path.EndsWith(".py", StringComparison.Ordinal)).ToList();
        var packages = all.Where(path => path.EndsWith("/__init__.py", StringComparison.Ordinal)).Select(path => path[..^"/__init__.py".Length]).ToHashSet();
        foreach (var path in all)
        {
            var module = NameOf(path, packages);
            moduleByPath[path] = module;
            // Two files of one dotted name in different roots: neither is trusted.
            if (!pathByModule.TryAdd(module.Name, path)) pathByModule[module.Name] = "";
        }
        modulesByLastName = new(() => pathByModule.Where(module => module.Value.Length > 0).ToLookup(module => module.Key[(module.Key.LastIndexOf('.') + 1)..], module => module.Key));
    }

    private ProjectIndex(ProjectIndex shared, ISet<string> asked)
    {
        (pathByModule, moduleByPath, interfaces, read, modulesByLastName, Natives, templates, readTemplate, costs, readCosts) =
            (shared.pathByModule, shared.moduleByPath, shared.interfaces, shared.read, shared.modulesByLastName, shared.Natives, shared.templates, shared.readTemplate, shared.costs, shared.readCosts);
        this.asked = asked;
    }

    public static ProjectIndex Empty { get; } = new([], _ => null);

    /// <summary>The same index, which notes the paths of the files whose interfaces it is asked for: what follows from its answers follows from their contents.</summary>
    public ProjectIndex Noting(ISet<string> asked) => new(this, asked);

    /// <summary>The project's functions that are written in Rust.</summary>
    public NativeIndex Natives { get; }

    /// <summary>What a call of a project's function costs, where it has no effect and takes long; null for others.</summary>
    /// <param name="path">The dotted path that names it.</param>
    /// <param name="besides">The module that asks, which knows its own functions.</param>
    public FunctionCost? CostOf(string path, string besides)
    {
        path = Exported(path) ?? path;
        var dot = path.LastIndexOf('.');
        if (dot < 0 || path.AsSpan(0, dot).SequenceEqual(besides) || !pathByModule.TryGetValue(path[..dot], out var file) || file.Length == 0) return null;
        var found = costs.GetOrAdd(file, readCosts);
        asked?.Add(file);
        if (found is null) return null;
        asked?.UnionWith(found.Asked);
        return found.ByName.TryGetValue(path[(dot + 1)..], out var cost) ? cost : null;
    }

    /// <summary>The files of which it was asked so far what calls of their functions cost.</summary>
    public IEnumerable<(string Path, FunctionCosts? Costs)> CostsAsked => costs.Select(entry => (entry.Key, entry.Value));

    /// <summary>The template that code renders by a name; null where the project has none, or it is not clear which.</summary>
    public Template? TemplateOf(string name) => templates.GetOrAdd(name, readTemplate);

    /// <summary>The interfaces that were asked for so far, by the paths of their files.</summary>
    public IEnumerable<(string Path, ModuleInterface? Interface)> InterfacesAsked => interfaces.Select(entry => (entry.Key, entry.Value));

    /// <summary>The dotted name of a file, and whether it is a package's own module.</summary>
    public (string Name, bool IsPackage) ModuleOf(string path) =>
        moduleByPath.TryGetValue(path, out var module) ? module : NameOf(path, []);

    public bool IsProjectModule(string name) => pathByModule.TryGetValue(name, out var path) && path.Length > 0;

    /// <summary>Is it a package with a module of its own?</summary>
    public bool IsPackage(string name) => pathByModule.TryGetValue(name, out var path) && path.EndsWith("__init__.py", StringComparison.Ordinal);

    /// <summary>Does a dotted name lead into the project: is it one of its modules, or something below one?</summary>
    public bool HasPrefixOf(string dotted)
    {
        if (pathByModule.Count == 0) return false;
        var modules = pathByModule.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var end = dotted.Length; end > 0; end = dotted.LastIndexOf('.', end - 1))
            if (modules.TryGetValue(dotted.AsSpan(0, end), out var path) && path.Length > 0) return true;
        return false;
    }

    /// <summary>Where a dotted name leads when imports of project modules are followed; null where the project does not define it.</summary>
    public string? Exported(string dotted)
    {
        for (var hop = 0; hop < MaximumHops; hop++)
        {
            var dot = dotted.LastIndexOf('.');
            if (dot < 0) return hop == 0 ? null : dotted;
            var (owner, name) = (dotted[..dot], dotted[(dot + 1)..]);
            if (InterfaceOf(owner) is not { } found) return hop == 0 ? null : dotted;
            if (!found.Exports.TryGetValue(name, out var target) && !TryStar(found, name, out target)) return hop == 0 ? null : dotted;
            if (target == dotted) return dotted;
            dotted = target;
        }
        return dotted;
    }

    /// <summary>The type of a field of a class's objects, as the class or the next of its bases in the project sets it; null where it is not known.</summary>
    /// <param name="path">The dotted path of the class.</param>
    public PythonType? FieldOf(string path, string field) => TryField(path, field, 0, out var type) ? type : null;

    private bool TryField(string path, string field, int depth, out PythonType? type)
    {
        type = null;
        path = Exported(path) ?? path;
        var dot = path.LastIndexOf('.');
        if (depth > MaximumHops || dot < 0 || InterfaceOf(path[..dot]) is not { } found || !found.Fields.TryGetValue(path[(dot + 1)..], out var outline)) return false;
        if (outline.Types.TryGetValue(field, out type)) return true;
        foreach (var parent in outline.Bases)
            if (TryField(parent, field, depth + 1, out type)) return true;
        return false;
    }

    private bool TryStar(ModuleInterface module, string name, out string target)
    {
        foreach (var source in module.StarImports)
        {
            if (InterfaceOf(source) is not { } other || !other.Exports.TryGetValue(name, out var found)) continue;
            target = found;
            return true;
        }
        target = "";
        return false;
    }

    /// <summary>The modules whose dotted names end in a name, such as all <c>….orders.models</c>.</summary>
    public IEnumerable<string> ModulesEndingIn(string name)
    {
        foreach (var module in modulesByLastName.Value[name[(name.LastIndexOf('.') + 1)..]])
            if (module.EndsWith(name, StringComparison.Ordinal) && (module.Length == name.Length || module[module.Length - name.Length - 1] == '.')) yield return module;
    }

    /// <summary>What a project module makes importable; null where it is no module of the project, or cannot be read.</summary>
    public ModuleInterface? InterfaceOf(string name)
    {
        if (!pathByModule.TryGetValue(name, out var path) || path.Length == 0) return Natives.IsEmpty ? null : NativeInterfaceOf(name);
        asked?.Add(path);
        return interfaces.GetOrAdd(path, read);
    }

    private ModuleInterface? NativeInterfaceOf(string name)
    {
        if (Natives.NamesIn(name) is not { } functions) return null;
        return interfaces.GetOrAdd("native " + name, _ => new ModuleInterface(functions.ToDictionary(function => function, function => name + "." + function), []));
    }

    /// <summary>Climbs while the folder is a package; a file outside packages is named by its own name alone.</summary>
    private static (string Name, bool IsPackage) NameOf(string path, HashSet<string> packages)
    {
        var stem = path.EndsWith(".py", StringComparison.Ordinal) ? path[..^3] : path;
        var isPackage = stem.EndsWith("/__init__", StringComparison.Ordinal) || stem == "__init__";
        if (isPackage) stem = stem.Length > "__init__".Length ? stem[..^"/__init__".Length] : ".";
        var slash = stem.LastIndexOf('/');
        var name = stem[(slash + 1)..];
        while (slash > 0)
        {
            var folder = stem[..slash];
            if (!packages.Contains(folder)) break;
            slash = folder.LastIndexOf('/');
            name = folder[(slash + 1)..] + "." + name;
        }
        return (name, isPackage);
    }
}
