namespace Lever.Review.Semantics.Python.Calls;

/// <summary>A call in a linked graph.</summary>
/// <param name="Caller">The index of the function that holds it.</param>
/// <param name="Callee">The index of the function that it runs.</param>
/// <param name="At">The index of the call among the caller's.</param>
public readonly record struct CallEdge(int Caller, int Callee, int At);

/// <summary>Who calls whom in the project. The same whatever order the files come in.</summary>
public sealed class CallGraph
{
    private const int MaximumBases = 12;

    private readonly ProjectIndex project;
    private readonly List<(FunctionSummary Function, string Path)> functions;
    private readonly FunctionIndex functionByName;
    private readonly Dictionary<string, ClassSummary> classByName = new(StringComparer.Ordinal);
    /// <summary>Of classes that were asked about: the bases that the project defines, nearest first.</summary>
    private readonly Dictionary<ClassSummary, IReadOnlyList<ClassSummary>> ancestors = new(ReferenceEqualityComparer.Instance);
    /// <summary>What names that no function has lead to; -1 for those that lead nowhere.</summary>
    private readonly FunctionIndex resolved = new();
    private readonly HashSet<int> overridden = [];
    private readonly Dictionary<string, (int First, int End)> functionsByPath = new(StringComparer.Ordinal);
    /// <summary>All calls by caller, and where each caller's begin.</summary>
    private readonly CallEdge[] calls;
    private readonly int[] firstCall;
    /// <summary>The same by callee.</summary>
    private readonly CallEdge[] callers;
    private readonly int[] firstCaller;

    public CallGraph(IEnumerable<ModuleSummary> modules, ProjectIndex project)
    {
        this.project = project;
        var ordered = modules.OrderBy(module => module.Path, StringComparer.Ordinal).ToList();
        var count = ordered.Sum(module => module.Functions.Count);
        (functions, functionByName) = (new(count), new FunctionIndex(count));
        foreach (var module in ordered)
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
        (calls, firstCall) = Linked();
        (callers, firstCaller) = ByCallee();
    }

    public int Count => functions.Count;

    public FunctionSummary this[int index] => functions[index].Function;

    /// <summary>The file of a function.</summary>
    public string PathOf(int index) => functions[index].Path;

    public CallSite SiteOf(CallEdge edge) => functions[edge.Caller].Function.Calls[edge.At];

    /// <summary>The calls that a function makes, in source order.</summary>
    public ArraySegment<CallEdge> CallsOf(int index) => new(calls, firstCall[index], firstCall[index + 1] - firstCall[index]);

    /// <summary>The calls that run a function, in the order of their files.</summary>
    public ArraySegment<CallEdge> CallersOf(int index) => new(callers, firstCaller[index], firstCaller[index + 1] - firstCaller[index]);

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

    /// <summary>The function that calling a name runs, through packages that hand it on and classes that inherit it; -1 where the graph does not have it.</summary>
    public int Target(DottedName name) => Resolve(name);

    private (CallEdge[] Calls, int[] First) Linked()
    {
        var found = new List<CallEdge>();
        var first = new int[functions.Count + 1];
        for (var caller = 0; caller < functions.Count; caller++)
        {
            first[caller] = found.Count;
            var sites = functions[caller].Function.Calls;
            for (var at = 0; at < sites.Length; at++)
            {
                var callee = Resolve(sites[at].Callee);
                // Through an object, a subclass's method may run instead.
                if (callee < 0 || callee == caller || sites[at].Has(PlaceTraits.Dynamic) && overridden.Contains(callee)) continue;
                found.Add(new CallEdge(caller, callee, at));
            }
        }
        first[^1] = found.Count;
        return ([.. found], first);
    }

    private (CallEdge[] Callers, int[] First) ByCallee()
    {
        var first = new int[functions.Count + 1];
        foreach (var call in calls) first[call.Callee + 1]++;
        for (var callee = 0; callee < functions.Count; callee++) first[callee + 1] += first[callee];
        var next = first.AsSpan(0, functions.Count).ToArray();
        var sorted = new CallEdge[calls.Length];
        foreach (var call in calls) sorted[next[call.Callee]++] = call;
        return (sorted, first);
    }

    private void MarkOverridden()
    {
        var owner = "";
        IReadOnlyList<ClassSummary> above = [];
        foreach (var (function, _) in functions)
        {
            if (!function.Is(FunctionTraits.Method)) continue;
            // The methods of a class come one after the other, and share their owner's text.
            if (!ReferenceEquals(owner, function.Key.Owner))
            {
                owner = function.Key.Owner;
                above = classByName.TryGetValue(owner, out var type) ? AncestorsOf(type) : [];
            }
            foreach (var ancestor in above)
                if (functionByName.TryGet(new DottedName(ancestor.Name, function.ShortName), out var index)) overridden.Add(index);
        }
    }

    /// <summary>The bases of a class that the project defines, nearest first.</summary>
    private IReadOnlyList<ClassSummary> AncestorsOf(ClassSummary type)
    {
        if (type.Bases.Count == 0) return [];
        if (ancestors.TryGetValue(type, out var known)) return known;
        var found = new List<ClassSummary>();
        var next = type;
        for (var at = 0; ; next = found[at++])
        {
            foreach (var name in next.Bases)
                if (FindClass(name) is { } above && above.Name != type.Name && !found.Exists(other => other.Name == above.Name)) found.Add(above);
            if (at >= found.Count || found.Count + 1 >= MaximumBases) break;
        }
        return ancestors[type] = found;
    }

    private ClassSummary? FindClass(string name) =>
        classByName.TryGetValue(name, out var type) ? type
        : Reexported(name) is { } target && classByName.TryGetValue(target, out type) ? type : null;

    /// <summary>Where a name of a package leads. Modules that are no packages seldom hand on what they import, and to know it of all of them would mean to read them again.</summary>
    private string? Reexported(string name) =>
        project.IsPackage(DottedName.Of(name).Owner) && project.Exported(name) is { } target && target != name ? target : null;

    private int Resolve(DottedName callee)
    {
        if (functionByName.TryGet(callee, out var function)) return function;
        if (resolved.TryGet(callee, out var known)) return known;
        var found = Compute(callee);
        resolved.Add(callee, found);
        return found;
    }

    private int Compute(DottedName callee)
    {
        if (callee.Owner.StartsWith(CallTargets.Super, StringComparison.Ordinal))
            return classByName.TryGetValue(callee.Owner[CallTargets.Super.Length..], out var below) ? Inherited(below, callee.Name) : -1;
        if (!project.IsProjectModule(callee.Owner)) return FindClass(callee.Owner) is { } owner ? MemberOf(owner, callee.Name) : -1;
        var whole = callee.ToString();
        if (FindClass(whole) is { } type) return MemberOf(type, "__init__");
        return Reexported(whole) is { } target && functionByName.TryGet(DottedName.Of(target), out var function) ? function : -1;
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
