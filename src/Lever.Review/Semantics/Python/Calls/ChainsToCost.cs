namespace Lever.Review.Semantics.Python.Calls;

/// <summary>A place where a function calls what leads to a cost, or the cost itself.</summary>
/// <param name="Function">The index of the function that holds the place.</param>
/// <param name="Site">The call; null at the end of the chain.</param>
/// <param name="Fact">The cost that the chain ends in.</param>
public readonly record struct ChainLink(int Function, CallSite? Site, CostFact Fact);

/// <summary>
/// For each function the shortest way through calls to a cost of one kind; one that no condition decides on where there is such a way, however much longer. Ways are
/// found breadth first from the costs, functions in the order of their files, so that the answer does not depend on who looked first.
/// </summary>
public sealed class ChainsToCost
{
    private readonly CallGraph graph;
    private readonly Dictionary<int, Way> any;
    private readonly Dictionary<int, Way> sure;

    /// <param name="countsFact">Does a cost count?</param>
    /// <param name="countsCall">Does a call lead on, from a function to its caller?</param>
    /// <param name="farthest">Calls of a chain at most.</param>
    public ChainsToCost(CallGraph graph, Func<FunctionSummary, CostFact, bool> countsFact, Func<FunctionSummary, CallSite, bool> countsCall, int farthest)
    {
        this.graph = graph;
        any = Ways(countsFact, countsCall, farthest);
        sure = any.Count == 0 ? any : Ways(
            (function, fact) => !fact.Has(PlaceTraits.Conditional) && countsFact(function, fact),
            (caller, site) => !site.Has(PlaceTraits.Conditional) && countsCall(caller, site), farthest);
    }

    /// <param name="Distance">Functions on the way.</param>
    /// <param name="Via">The first call of it; none where the function has the cost itself.</param>
    private readonly record struct Way(int Distance, CallEdge Via, CostFact Fact);

    private Dictionary<int, Way> Ways(Func<FunctionSummary, CostFact, bool> countsFact, Func<FunctionSummary, CallSite, bool> countsCall, int farthest)
    {
        var ways = new Dictionary<int, Way>();
        var level = new List<int>();
        for (var index = 0; index < graph.Count; index++)
        {
            foreach (var fact in graph[index].Facts)
            {
                if (!countsFact(graph[index], fact)) continue;
                ways[index] = new Way(1, default, fact);
                level.Add(index);
                break;
            }
        }
        for (var distance = 2; distance <= farthest + 1 && level.Count > 0; distance++)
        {
            var next = new List<int>();
            foreach (var callee in level)
            {
                foreach (var edge in graph.CallersOf(callee))
                {
                    if (ways.ContainsKey(edge.Caller) || !countsCall(graph[edge.Caller], graph.SiteOf(edge))) continue;
                    ways[edge.Caller] = new Way(distance, edge, ways[callee].Fact);
                    next.Add(edge.Caller);
                }
            }
            next.Sort();
            level = next;
        }
        return ways;
    }

    /// <summary>Does a function reach a cost?</summary>
    public bool Has(int function) => any.ContainsKey(function);

    /// <summary>Does each call of a function come to its cost, as far as nothing fails before: does no condition on the way decide?</summary>
    public bool IsSure(int function) => sure.ContainsKey(function);

    public CostFact FactOf(int function) => BestOf(function)[function].Fact;

    /// <summary>The way from a function to its cost: each call, then the cost.</summary>
    public IReadOnlyList<ChainLink> From(int function)
    {
        var ways = BestOf(function);
        var links = new List<ChainLink>();
        for (var at = function; ways.TryGetValue(at, out var way); at = way.Via.Callee)
        {
            links.Add(new ChainLink(at, way.Distance == 1 ? null : graph.SiteOf(way.Via), way.Fact));
            if (way.Distance == 1) break;
        }
        return links;
    }

    /// <summary>What lies on a sure way reaches the cost surely itself, so that the rest of the way is found in the same table.</summary>
    private Dictionary<int, Way> BestOf(int function) => sure.ContainsKey(function) ? sure : any;
}
