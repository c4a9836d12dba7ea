namespace Lever.Review.Semantics.Python.Calls;

/// <summary>A call in a linked graph.</summary>
/// <param name="Caller">The index of the function that holds it.</param>
/// <param name="Callee">The index of the function that it runs.</param>
public readonly record struct CallEdge(int Caller, int Callee, CallSite Site);

/// <summary>Who calls whom in the project. The same whatever order the files come in.</summary>
public sealed class CallGraph
{
    private const int MaximumBases = 12;

    private readonly ProjectIndex project;
    private readonly List<(FunctionSummary Function, string Path)> functions = [];
    private readonly FunctionIndex functionByName = new();
    private readonly Dictionary<string, ClassSummary> classByName = new(StringComparer.Ordinal);
    private readonly Dictionary<DottedName, int> resolved = [];
    private readonly HashSet<int> overridden = [];
    private readonly Dictionary<string, (int First, int End)> functionsByPath = new(StringComparer.Ordinal);
    private readonly List<CallEdge>[] callsOf;
    private readonly List<CallEdge>[] callersOf;

    public CallGraph(IEnumerable<ModuleSummary> modules, ProjectIndex project)
    {
        this.project = project;
        foreach (var module in modules.OrderBy(module => module.Path, StringComparer.Ordinal))
        {
            foreach (var type in module.Classes) classByName.TryAdd(type.Name, type);
            var first = functions.Count;
            foreach (var function in module.Functions)
            {
                // Of several definitions of a name the first is called, as far as anybody can tell.
                functionByName.Add(function.Key, functions.Count);
                functions.Add((function, module.Path));
            }
            functionsByPath[module.Path] = (first, functions.Count);
        }
        MarkOverridden();
        (callsOf, callersOf) = (new List<CallEdge>[functions.Count], new List<CallEdge>[functions.Count]);
        Link();
    }

    public int Count => functions.Count;

    public FunctionSummary this[int index] => functions[index].Function;

    /// <summary>The file of a function.</summary>
    public string PathOf(int index) => functions[index].Path;

    public IReadOnlyList<CallEdge> CallsOf(int index) => callsOf[index] ?? [];

    public IReadOnlyList<CallEdge> CallersOf(int index) => callersOf[index] ?? [];

    /// <summary>The function that a file defines at a node; -1 where the graph does not have it.</summary>
    public int Find(string path, int node)
    {
        if (!functionsByPath.TryGetValue(path, out var range)) return -1;
        for (var index = range.First; index < range.End; index++)
            if (functions[index].Function.Node == node) return index;
        return -1;
    }

    /// <summary>The function of a dotted name; -1 where the graph does not have it.</summary>
    public int Find(DottedName name) => functionByName.TryGet(name, out var index) ? index : -1;

    private void Link()
    {
        for (var caller = 0; caller < functions.Count; caller++)
        {
            foreach (var site in functions[caller].Function.Calls)
            {
                var callee = Resolve(site.Callee);
                // Through an object, a subclass's method may run instead.
                if (callee < 0 || callee == caller || site.Has(PlaceTraits.Dynamic) && overridden.Contains(callee)) continue;
                var edge = new CallEdge(caller, callee, site);
                (callsOf[caller] ??= []).Add(edge);
                (callersOf[callee] ??= []).Add(edge);
            }
        }
    }

    private void MarkOverridden()
    {
        var ancestors = new Dictionary<string, ClassSummary[]>(StringComparer.Ordinal);
        foreach (var (function, _) in functions)
        {
            if (!function.Is(FunctionTraits.Method) || !classByName.TryGetValue(function.Key.Owner, out var type) || type.Bases.Count == 0) continue;
            if (!ancestors.TryGetValue(type.Name, out var above)) ancestors.Add(type.Name, above = [.. AncestorsOf(type)]);
            foreach (var ancestor in above)
                if (functionByName.TryGet(new DottedName(ancestor.Name, function.ShortName), out var index)) overridden.Add(index);
        }
    }

    /// <summary>The bases of a class that the project defines, nearest first.</summary>
    private IEnumerable<ClassSummary> AncestorsOf(ClassSummary type)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { type.Name };
        var next = new Queue<ClassSummary>([type]);
        while (next.Count > 0 && seen.Count < MaximumBases)
        {
            foreach (var name in next.Dequeue().Bases)
            {
                if (FindClass(name) is not { } found || !seen.Add(found.Name)) continue;
                next.Enqueue(found);
                yield return found;
            }
        }
    }

    private ClassSummary? FindClass(string name) =>
        classByName.TryGetValue(name, out var type) ? type
        : Reexported(name) is { } target && classByName.TryGetValue(target, out type) ? type : null;

    /// <summary>Where a name of a package leads. Modules that are no packages seldom hand on what they import, and to know it of all of them would mean to read them again.</summary>
    private string? Reexported(string name) =>
        project.IsPackage(DottedName.Of(name).Owner) && project.Exported(name) is { } target && target != name ? target : null;

    private int Resolve(DottedName callee)
    {
        if (resolved.TryGetValue(callee, out var known)) return known;
        return resolved[callee] = Compute(callee);
    }

    private int Compute(DottedName callee)
    {
        if (callee.Owner.StartsWith(CallTargets.Super, StringComparison.Ordinal))
            return classByName.TryGetValue(callee.Owner[CallTargets.Super.Length..], out var below) ? Inherited(below, callee.Name) : -1;
        if (functionByName.TryGet(callee, out var function)) return function;
        if (!project.IsProjectModule(callee.Owner)) return FindClass(callee.Owner) is { } owner ? MemberOf(owner, callee.Name) : -1;
        var whole = callee.ToString();
        if (FindClass(whole) is { } type) return MemberOf(type, "__init__");
        return Reexported(whole) is { } target && functionByName.TryGet(DottedName.Of(target), out function) ? function : -1;
    }

    private int MemberOf(ClassSummary type, string name) =>
        functionByName.TryGet(new DottedName(type.Name, name), out var own) ? own : Inherited(type, name);

    private int Inherited(ClassSummary type, string name)
    {
        foreach (var ancestor in AncestorsOf(type))
            if (functionByName.TryGet(new DottedName(ancestor.Name, name), out var found)) return found;
        return -1;
    }
}
