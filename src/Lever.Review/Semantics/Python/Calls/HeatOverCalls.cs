namespace Lever.Review.Semantics.Python.Calls;

/// <summary>
/// Where a function gets its heat from: what a framework calls for every request, message or task, or a loop over data, reaches it
/// through calls.
/// </summary>
public static class HeatOverCalls
{
    /// <summary>Calls between the source and the function; with more, conditions on the way make it a guess.</summary>
    private const int Farthest = 5;

    /// <summary>Functions looked at; what so many lead to is used everywhere, for any purpose.</summary>
    private const int Widest = 200;

    /// <summary>The calls that lead to a function from the nearest one that makes it hot, in order; null where the project shows none.</summary>
    public static IReadOnlyList<CallEdge>? WayTo(CallGraph graph, int function)
    {
        // For each function met, the call by which the search came to it, so that the way back is known.
        var seen = new Dictionary<int, CallEdge> { [function] = default };
        var level = new List<int> { function };
        for (var distance = 1; distance <= Farthest && level.Count > 0; distance++)
        {
            var next = new List<int>();
            foreach (var callee in level)
            {
                // A call of these runs their bodies seldom, or not at once.
                if (graph[callee].Is(FunctionTraits.Memoised | FunctionTraits.Cold)) continue;
                foreach (var call in graph.CallersOf(callee))
                {
                    var site = graph.SiteOf(call);
                    if (site.Has(PlaceTraits.OnErrorPath | PlaceTraits.Once)) continue;
                    if (IsSource(graph, call)) return Way(call, function, seen);
                    if (seen.TryAdd(call.Caller, call)) next.Add(call.Caller);
                    if (seen.Count > Widest) return null;
                }
            }
            level = next;
        }
        return null;
    }

    private static bool IsSource(CallGraph graph, CallEdge call) =>
        graph[call.Caller].Is(FunctionTraits.Handler) || graph.SiteOf(call).Turns is not null && !graph[call.Caller].Is(FunctionTraits.Cold);

    private static List<CallEdge> Way(CallEdge first, int function, Dictionary<int, CallEdge> seen)
    {
        List<CallEdge> way = [first];
        while (way[^1].Callee != function) way.Add(seen[way[^1].Callee]);
        return way;
    }
}
