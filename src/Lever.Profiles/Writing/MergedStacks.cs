using Lever.Profiles.Joining;

namespace Lever.Profiles.Writing;

/// <summary>
/// The stacks of a profile by functions: what one function calls at different lines is one node for each callee. What weighs too little to
/// be drawn is left out, and stands as two nodes for each caller, one of working and one of waiting samples, so that all weights still add up.
/// </summary>
internal sealed class MergedStacks
{
    private readonly Profile profile;
    private readonly List<int> functions = [];
    private readonly List<int> parents = [];
    private readonly double[][] self;
    private readonly double[][] total;
    private readonly double[][] waiting;
    private readonly double[] shares;

    public MergedStacks(Profile profile)
    {
        this.profile = profile;
        var nodeOf = Merge();
        self = new double[profile.Metrics.Count][];
        total = new double[profile.Metrics.Count][];
        waiting = new double[profile.Metrics.Count][];
        shares = new double[functions.Count];
        for (var metric = 0; metric < self.Length; metric++)
        {
            (self[metric], total[metric]) = Weigh(profile.Stacks.Self(metric), nodeOf);
            (_, waiting[metric]) = Weigh(new IdleSplit(profile, metric).WaitingSelf, nodeOf);
            var sum = profile.Weights(metric).Sum;
            for (var node = 0; sum > 0 && node < shares.Length; node++) shares[node] = Math.Max(shares[node], total[metric][node] / sum);
        }
    }

    public int Count => functions.Count;

    /// <summary>The greatest share that must be left out for no more nodes than these to be left; 0 where all of them fit.</summary>
    public double LimitFor(int most)
    {
        if (Count <= most) return 0;
        var ordered = (double[])shares.Clone();
        Array.Sort(ordered);
        return ordered[^(most + 1)];
    }

    /// <summary>The nodes that weigh more than a share of the whole by some metric, in preorder; siblings in any order.</summary>
    public KeptStacks Above(double limit)
    {
        var (firstChild, nextSibling, firstRoot) = Children();
        var kept = new KeptStacks(self.Length);
        var open = new Stack<(int Node, int Depth)>();
        for (var root = firstRoot; root >= 0; root = nextSibling[root]) open.Push((root, 0));
        var working = new double[self.Length];
        var idle = new double[self.Length];
        while (open.TryPop(out var at))
        {
            kept.Add(functions[at.Node], at.Depth, metric => self[metric][at.Node]);
            Array.Clear(working);
            Array.Clear(idle);
            for (var child = firstChild[at.Node]; child >= 0; child = nextSibling[child])
            {
                if (shares[child] > limit)
                {
                    open.Push((child, at.Depth + 1));
                    continue;
                }
                for (var metric = 0; metric < working.Length; metric++)
                {
                    working[metric] += total[metric][child] - waiting[metric][child];
                    idle[metric] += waiting[metric][child];
                }
            }
            if (working.Any(weight => weight > 0)) kept.Add(profile.Functions.Count, at.Depth + 1, metric => working[metric]);
            if (idle.Any(weight => weight > 0)) kept.Add(profile.Functions.Count + 1, at.Depth + 1, metric => idle[metric]);
        }
        return kept;
    }

    /// <returns>For each node of the profile's tree, the node here.</returns>
    private int[] Merge()
    {
        var stacks = profile.Stacks;
        var nodeOf = new int[stacks.Count];
        var known = new Dictionary<(int Parent, int Function), int>();
        for (var node = 0; node < nodeOf.Length; node++)
        {
            var parent = stacks.ParentOf(node) is >= 0 and var caller ? nodeOf[caller] : -1;
            var function = stacks.FrameOf(node) is >= 0 and var frame ? profile.Frames[frame].Function : stacks.FrameOf(node);
            if (!known.TryGetValue((parent, function), out var merged))
            {
                known.Add((parent, function), merged = functions.Count);
                functions.Add(function);
                parents.Add(parent);
            }
            nodeOf[node] = merged;
        }
        return nodeOf;
    }

    private (double[] Self, double[] Total) Weigh(ReadOnlySpan<double> weights, int[] nodeOf)
    {
        var own = new double[functions.Count];
        for (var node = 0; node < nodeOf.Length; node++) own[nodeOf[node]] += weights[node];
        var below = (double[])own.Clone();
        // A parent is always made before its children.
        for (var node = below.Length - 1; node > 0; node--)
            if (parents[node] >= 0) below[parents[node]] += below[node];
        return (own, below);
    }

    private (int[] FirstChild, int[] NextSibling, int FirstRoot) Children()
    {
        var firstChild = new int[Count];
        var nextSibling = new int[Count];
        Array.Fill(firstChild, -1);
        var firstRoot = -1;
        for (var node = Count - 1; node >= 0; node--)
        {
            ref var first = ref firstRoot;
            if (parents[node] >= 0) first = ref firstChild[parents[node]];
            nextSibling[node] = first;
            first = node;
        }
        return (firstChild, nextSibling, firstRoot);
    }
}

/// <summary>Nodes in preorder as columns.</summary>
internal sealed class KeptStacks(int metrics)
{
    /// <summary>
    /// An index into <see cref="Profile.Functions"/>; its count for what was left out of work, one more for what was left out of waiting;
    /// or the complement of a thread.
    /// </summary>
    public List<int> Functions { get; } = [];

    /// <summary>How many callers stand above each node; 0 for a thread.</summary>
    public List<int> Depths { get; } = [];

    /// <summary>For each metric, the weight of the samples that end in each node.</summary>
    public IReadOnlyList<List<double>> Self { get; } = [.. Enumerable.Range(0, metrics).Select(_ => new List<double>())];

    public void Add(int function, int depth, Func<int, double> selfOfMetric)
    {
        Functions.Add(function);
        Depths.Add(depth);
        for (var metric = 0; metric < Self.Count; metric++) Self[metric].Add(selfOfMetric(metric));
    }
}
