namespace Lever.Profiles;

/// <summary>What a list of functions is sorted by.</summary>
public enum FunctionOrder
{
    Self,
    Total,
}

/// <summary>A line of a list of functions. Shares are of all weight, waiting included.</summary>
/// <param name="Function">Index into <see cref="Profile.Functions"/>.</param>
/// <param name="SelfInterval">The 95 % interval of the self share; null where the number of samples is unknown or nothing was sampled.</param>
public sealed record FunctionRow(
    int Function, string Name, string File, int FirstLine, bool IsIdle,
    double Self, double SelfShare, double Total, double TotalShare, long? Calls, ShareInterval? SelfInterval);

/// <summary>A caller or callee of a function.</summary>
/// <param name="Function">Index into <see cref="Profile.Functions"/>.</param>
/// <param name="Total">Weight that passed from caller to callee, recursion counted once; 0 if only calls are known.</param>
/// <param name="Share">Of the total of the function asked about, or of its calls where only those are known.</param>
/// <param name="Calls">null if unknown.</param>
public sealed record NeighbourRow(int Function, string Name, string File, int FirstLine, double Total, double Share, long? Calls);

/// <summary>What <c>profile show</c> shows, as data: the heaviest functions, and who calls a function and whom it calls.</summary>
public static class ProfileView
{
    /// <summary>The heaviest functions.</summary>
    /// <param name="count">How many at most.</param>
    public static IReadOnlyList<FunctionRow> Top(Profile profile, int count, FunctionOrder order = FunctionOrder.Self, int metric = 0)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var weights = profile.Weights(metric);
        return Enumerable.Range(0, profile.Functions.Count)
            .Where(f => weights.Total[f] > 0 || weights.Self[f] > 0)
            .OrderByDescending(f => order == FunctionOrder.Self ? weights.Self[f] : weights.Total[f]).ThenBy(f => f)
            .Take(count).Select(f => Row(profile, weights, f)).ToArray();
    }

    /// <summary>Who calls a function, heaviest first.</summary>
    /// <param name="function">Index into <see cref="Profile.Functions"/>.</param>
    public static IReadOnlyList<NeighbourRow> Callers(Profile profile, int function, int metric = 0)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return profile.Stacks.IsEmpty
            ? FromEdges(profile, profile.Calls.Edges.Where(edge => edge.Callee == function && edge.Metric == metric), edge => edge.Caller, function, metric)
            : FromStacks(profile, CallersInStacks(profile, function, metric), function, metric);
    }

    /// <summary>Whom a function calls, heaviest first.</summary>
    /// <param name="function">Index into <see cref="Profile.Functions"/>.</param>
    public static IReadOnlyList<NeighbourRow> Callees(Profile profile, int function, int metric = 0)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return profile.Stacks.IsEmpty
            ? FromEdges(profile, profile.Calls.Edges.Where(edge => edge.Caller == function && edge.Metric == metric), edge => edge.Callee, function, metric)
            : FromStacks(profile, CalleesInStacks(profile, function, metric), function, metric);
    }

    private static FunctionRow Row(Profile profile, FunctionWeights weights, int f)
    {
        var function = profile.Functions[f];
        var share = Share(weights.Self[f], weights.Sum);
        return new FunctionRow(f, function.Name, function.File, function.FirstLine, profile.IsIdle(f),
            weights.Self[f], share, weights.Total[f], Share(weights.Total[f], weights.Sum), profile.Calls.Calls(f),
            profile.SampleCount is { } samples ? SamplingError.Wilson(share, samples) : null);
    }

    // Only outermost occurrences have callers that count: the total of a recursive function is theirs.
    private static Dictionary<int, double> CallersInStacks(Profile profile, int function, int metric)
    {
        var stacks = profile.Stacks;
        var subtree = stacks.SubtreeWeights(stacks.Self(metric));
        var callers = new Dictionary<int, double>();
        var countedUntil = 0;
        for (var node = 0; node < stacks.Count; node++)
        {
            if (node < countedUntil || FunctionAt(profile, node) != function) continue;
            countedUntil = stacks.EndOf(node);
            if (FunctionAt(profile, stacks.ParentOf(node)) is >= 0 and var caller) callers[caller] = callers.GetValueOrDefault(caller) + subtree[node];
        }
        return callers;
    }

    private static Dictionary<int, double> CalleesInStacks(Profile profile, int function, int metric)
    {
        var stacks = profile.Stacks;
        var subtree = stacks.SubtreeWeights(stacks.Self(metric));
        var callees = new Dictionary<int, double>();
        var countedUntil = new Dictionary<int, int>();
        for (var node = 0; node < stacks.Count; node++)
        {
            if (FunctionAt(profile, node) is not (>= 0 and var callee) || FunctionAt(profile, stacks.ParentOf(node)) != function) continue;
            if (node < countedUntil.GetValueOrDefault(callee)) continue;
            countedUntil[callee] = stacks.EndOf(node);
            callees[callee] = callees.GetValueOrDefault(callee) + subtree[node];
        }
        return callees;
    }

    private static int FunctionAt(Profile profile, int node)
    {
        if (node < 0) return -1;
        var frame = profile.Stacks.FrameOf(node);
        return frame < 0 ? -1 : profile.Frames[frame].Function;
    }

    private static NeighbourRow[] FromStacks(Profile profile, Dictionary<int, double> totals, int function, int metric)
    {
        var whole = profile.Weights(metric).Total[function];
        return totals.Select(entry => Neighbour(profile, entry.Key, entry.Value, Share(entry.Value, whole), null))
            .OrderByDescending(row => row.Total).ThenBy(row => row.Function).ToArray();
    }

    private static NeighbourRow[] FromEdges(
        Profile profile, IEnumerable<CallEdge> edges, Func<CallEdge, int> other, int function, int metric)
    {
        var groups = edges.GroupBy(other)
            .Select(group => (Function: group.Key, Total: group.Sum(edge => edge.Total), Calls: group.Sum(edge => (double)Math.Max(0, edge.Calls))))
            .ToArray();
        var hasTime = groups.Any(group => group.Total > 0);
        var whole = hasTime ? profile.Weights(metric).Total[function] : groups.Sum(group => group.Calls);
        return groups
            .Select(group => Neighbour(profile, group.Function, group.Total, Share(hasTime ? group.Total : group.Calls, whole),
                profile.Calls.HasCalls ? (long)Math.Min(group.Calls, 1e18) : null))
            .OrderByDescending(row => row.Share).ThenBy(row => row.Function).ToArray();
    }

    private static NeighbourRow Neighbour(Profile profile, int f, double total, double share, long? calls)
    {
        var function = profile.Functions[f];
        return new NeighbourRow(f, function.Name, function.File, function.FirstLine, total, share, calls);
    }

    private static double Share(double part, double whole) => whole > 0 ? Math.Clamp(part / whole, 0, 1) : 0;
}
