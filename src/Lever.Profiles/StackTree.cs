namespace Lever.Profiles;

/// <summary>
/// Every distinct stack of a profile, as one prefix tree laid out in preorder: the descendants of node n are
/// <c>n+1 .. EndOf(n)-1</c>. Its roots stand for threads, every other node for a frame called from its parent.
/// </summary>
public sealed class StackTree
{
    private readonly int[] frames;
    private readonly int[] parents;
    private readonly int[] ends;
    private readonly double[][] self;

    /// <param name="frames">Frame of each node, or the complement of its thread for a root.</param>
    /// <param name="self">For each metric, the weight of the samples that end in each node.</param>
    internal StackTree(int[] frames, int[] parents, int[] ends, double[][] self)
    {
        this.frames = frames;
        this.parents = parents;
        this.ends = ends;
        this.self = self;
    }

    public int Count => frames.Length;

    public bool IsEmpty => frames.Length == 0;

    /// <summary>Index into <see cref="Profile.Frames"/>, or a negative number for a thread's root.</summary>
    public int FrameOf(int node) => frames[node];

    /// <summary>Index into <see cref="Profile.Threads"/> of a root node.</summary>
    public int ThreadOf(int root) => ~frames[root];

    /// <summary>The caller, or -1 for a root.</summary>
    public int ParentOf(int node) => parents[node];

    /// <summary>One past the node's last descendant.</summary>
    public int EndOf(int node) => ends[node];

    /// <summary>Weight of the samples that end in each node.</summary>
    public ReadOnlySpan<double> Self(int metric) => self[metric];

    /// <summary>Weight of each node with its descendants.</summary>
    public double[] SubtreeWeights(ReadOnlySpan<double> nodeSelf)
    {
        var weights = nodeSelf.ToArray();
        for (var node = weights.Length - 1; node > 0; node--)
        {
            if (parents[node] >= 0) weights[parents[node]] += weights[node];
        }
        return weights;
    }

    /// <summary>
    /// Sums weights by a key given to each frame. A sample counts once towards a key's total, however often the key recurs on
    /// its stack: in preorder, a node inside the reach of the key's last counted node adds nothing new.
    /// </summary>
    /// <param name="keyOfFrame">A key below <paramref name="keys"/> for every frame, or a negative number for none.</param>
    /// <param name="nodeSelf">The weights to sum: those of a metric, or a part of them.</param>
    public FunctionWeights Totals(ReadOnlySpan<int> keyOfFrame, int keys, ReadOnlySpan<double> nodeSelf)
    {
        var subtree = SubtreeWeights(nodeSelf);
        var own = new double[keys];
        var total = new double[keys];
        var countedUntil = new int[keys];
        var sum = 0.0;
        for (var node = 0; node < frames.Length; node++)
        {
            sum += nodeSelf[node];
            var key = frames[node] < 0 ? -1 : keyOfFrame[frames[node]];
            if (key < 0) continue;
            own[key] += nodeSelf[node];
            if (node < countedUntil[key]) continue;
            countedUntil[key] = ends[node];
            total[key] += subtree[node];
        }
        return new FunctionWeights(own, total, sum);
    }
}

/// <summary>Weights by function, or by any other key.</summary>
public sealed class FunctionWeights
{
    private readonly double[] self;
    private readonly double[] total;

    internal FunctionWeights(double[] self, double[] total, double sum)
    {
        this.self = self;
        this.total = total;
        Sum = sum;
    }

    /// <summary>Weight of everything: what shares are shares of.</summary>
    public double Sum { get; }

    /// <summary>Weight spent in the function itself.</summary>
    public ReadOnlySpan<double> Self => self;

    /// <summary>Weight spent in the function and everything it called, recursion counted once.</summary>
    public ReadOnlySpan<double> Total => total;
}
