namespace Lever.Review.Semantics.Python.Calls;

/// <summary>Which parameters of which functions are searched from the front, in the function itself or in one that it hands them on to.</summary>
public sealed class SearchedParameters
{
    /// <summary>Functions that a parameter is followed through.</summary>
    private const int Farthest = 4;

    private readonly CallGraph graph;
    private readonly Dictionary<(int Function, int Parameter), (CallEdge? Via, int Next, CostFact Fact)> ways = [];

    public SearchedParameters(CallGraph graph)
    {
        this.graph = graph;
        var level = new List<(int Function, int Parameter)>();
        for (var index = 0; index < graph.Count; index++)
        {
            if (!Counts(graph[index])) continue;
            foreach (var fact in graph[index].Facts)
                if (fact.Kind is CostKind.Searches or CostKind.SearchesByKey && !fact.Has(PlaceTraits.OnErrorPath) && ways.TryAdd((index, fact.Parameter), (null, -1, fact)))
                    level.Add((index, fact.Parameter));
        }
        for (var distance = 2; distance <= Farthest && level.Count > 0; distance++)
        {
            var next = new SortedSet<(int Function, int Parameter)>();
            foreach (var (callee, parameter) in level)
            {
                foreach (var edge in graph.CallersOf(callee))
                {
                    var site = graph.SiteOf(edge);
                    if (site.Has(PlaceTraits.OnErrorPath | PlaceTraits.Once) || !Counts(graph[edge.Caller])) continue;
                    foreach (var passed in site.Passes)
                        if (graph[callee].ParameterAt(passed.Position, passed.Keyword) == parameter
                            && ways.TryAdd((edge.Caller, passed.Own), (edge, parameter, ways[(callee, parameter)].Fact)))
                            next.Add((edge.Caller, passed.Own));
                }
            }
            level = [.. next];
        }
    }

    /// <summary>The searched parameters of a function, in order.</summary>
    public IEnumerable<int> Of(int function)
    {
        for (var parameter = 0; parameter < graph[function].Parameters.Count; parameter++)
            if (ways.ContainsKey((function, parameter))) yield return parameter;
    }

    /// <summary>The way from a function's parameter to where it is searched: each call, then the search.</summary>
    public IReadOnlyList<ChainLink> From(int function, int parameter)
    {
        var links = new List<ChainLink>();
        while (ways.TryGetValue((function, parameter), out var way))
        {
            links.Add(new ChainLink(function, way.Via is { } call ? graph.SiteOf(call) : null, way.Fact));
            if (way.Via is not { } edge) break;
            (function, parameter) = (edge.Callee, way.Next);
        }
        return links;
    }

    private static bool Counts(FunctionSummary function) => !function.Is(FunctionTraits.Wrapped | FunctionTraits.Memoised);
}
