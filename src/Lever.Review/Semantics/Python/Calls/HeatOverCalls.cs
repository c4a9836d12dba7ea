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

    /// <summary>The nearest function that makes another one hot; -1 where the project shows none.</summary>
    public static int SourceOf(CallGraph graph, int function)
    {
        var seen = new HashSet<int> { function };
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
                    if (graph[call.Caller].Is(FunctionTraits.Handler) || site.Turns is not null && !graph[call.Caller].Is(FunctionTraits.Cold)) return call.Caller;
                    if (seen.Add(call.Caller)) next.Add(call.Caller);
                    if (seen.Count > Widest) return -1;
                }
            }
            level = next;
        }
        return -1;
    }
}
