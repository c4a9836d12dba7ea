namespace Lever.Review.Semantics.Python.Calls;

/// <summary>A loop whose turns each run a function, through calls.</summary>
/// <param name="Turns">Of the loop.</param>
/// <param name="Way">The calls from the loop to the function, in order.</param>
public sealed record LoopOverCall(Size Turns, IReadOnlyList<CallEdge> Way);

/// <summary>Which loops over data call a function, from whatever file.</summary>
public static class LoopsOverCalls
{
    /// <summary>Calls between the loop and the function; with more, conditions on the way make it a guess.</summary>
    private const int Farthest = 3;

    /// <summary>The nearest loop over data that runs a function; null where the project shows none.</summary>
    public static LoopOverCall? Of(CallGraph graph, int function)
    {
        var seen = new HashSet<int> { function };
        var level = new List<(int Function, CallEdge[] Way)> { (function, []) };
        for (var distance = 1; distance <= Farthest; distance++)
        {
            LoopOverCall? best = null;
            var next = new List<(int, CallEdge[])>();
            foreach (var (callee, way) in level)
            {
                if (graph[callee].Is(FunctionTraits.Memoised)) continue;
                foreach (var edge in graph.CallersOf(callee))
                {
                    var site = graph.SiteOf(edge);
                    if (site.Has(PlaceTraits.OnErrorPath | PlaceTraits.Once)) continue;
                    CallEdge[] longer = [edge, .. way];
                    if (site.Turns is { Size: var turns } && (best is null || turns.Origin > best.Turns.Origin)) best = new LoopOverCall(turns, longer);
                    if (seen.Add(edge.Caller)) next.Add((edge.Caller, longer));
                }
            }
            if (best is not null) return best;
            level = next;
        }
        return null;
    }
}
