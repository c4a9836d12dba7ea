using System.Runtime.InteropServices;

namespace Lever.Profiles;

/// <summary>The tables of formats that give functions and callers in place of stacks, as they are filled.</summary>
internal sealed class FunctionRows
{
    private readonly Dictionary<int, (List<double> Self, List<double> Total)> weights = [];
    private readonly List<long> calls = [];
    private readonly List<long> primitiveCalls = [];

    public List<CallEdge> Edges { get; } = [];

    public List<LineRow> Lines { get; } = [];

    /// <summary>
    /// Whether a function's total is the sum of its lines' totals. One that calls itself stands on a stack with several lines, so the
    /// sum may be more than there is; the whole is then its bound.
    /// </summary>
    public bool TotalsAreSumsOfLines { get; set; }

    public void Add(int function, int metric, double self, double total)
    {
        if (!weights.TryGetValue(metric, out var columns)) weights.Add(metric, columns = ([], []));
        Reach(columns.Self, function);
        Reach(columns.Total, function);
        columns.Self[function] += self;
        columns.Total[function] += total;
    }

    /// <summary>A negative count is unknown.</summary>
    public void AddCalls(int function, long count, long primitive)
    {
        var known = calls.Count;
        Reach(calls, function);
        Reach(primitiveCalls, function);
        for (; known < calls.Count; known++) calls[known] = primitiveCalls[known] = -1;
        calls[function] = Sum(calls[function], count);
        primitiveCalls[function] = Sum(primitiveCalls[function], primitive);
    }

    public CallTable Build(int functions)
    {
        if (calls.Count > 0 && calls.Count < functions) AddCalls(functions - 1, -1, -1);
        return new CallTable(calls.ToArray(), primitiveCalls.ToArray(), Edges.ToArray(), Lines.ToArray());
    }

    public FunctionWeights Weights(int metric, int functions)
    {
        if (!weights.TryGetValue(metric, out var columns)) return new FunctionWeights(new double[functions], new double[functions], 0);
        if (functions > 0)
        {
            Reach(columns.Self, functions - 1);
            Reach(columns.Total, functions - 1);
        }
        var sum = columns.Self.Sum();
        var totals = columns.Total.ToArray();
        if (TotalsAreSumsOfLines)
        {
            foreach (ref var total in totals.AsSpan()) total = Math.Min(total, sum);
        }
        return new FunctionWeights(columns.Self.ToArray(), totals, sum);
    }

    private static long Sum(long known, long more)
    {
        if (more < 0) return known;
        return known < 0 ? more : Math.Min(long.MaxValue - known, more) + known;
    }

    /// <summary>Lengthens a list with zeros until it has the index.</summary>
    public static void Reach<T>(List<T> list, int index)
    {
        var count = list.Count;
        if (count > index) return;
        CollectionsMarshal.SetCount(list, index + 1);
        CollectionsMarshal.AsSpan(list)[count..].Clear();
    }
}
