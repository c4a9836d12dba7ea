namespace Lever.Profiles.Readers;

/// <summary>
/// A call tree whose nodes weigh what lies below them as well, as reports give it. A parent is added before its children; what
/// the children do not account for is the parent's own.
/// </summary>
internal sealed class InclusiveTree(ProfileBuilder builder, params int[] metrics)
{
    /// <summary>For <see cref="Add"/>: a node that stands for no frame, whose weight is its parent's.</summary>
    public const int NoFrame = -1;

    /// <summary>For <see cref="Add"/>: the parent of a tree's outermost nodes.</summary>
    public const int NoParent = -1;

    private readonly List<int> parents = [];
    private readonly List<int> frames = [];
    private readonly List<double>[] values = metrics.Select(_ => new List<double>()).ToArray();

    public int Count => parents.Count;

    public int Add(int parent, int frame)
    {
        parents.Add(parent);
        frames.Add(frame);
        foreach (var column in values) column.Add(0);
        return parents.Count - 1;
    }

    public void SetFrame(int node, int frame) => frames[node] = frame;

    /// <param name="metric">Position among the metrics given to the constructor; beyond them the value is of no use.</param>
    public void Weigh(int node, int metric, double value)
    {
        if (metric < values.Length) values[metric][node] = value;
    }

    /// <summary>Weighs every node from what is its own.</summary>
    public void WeighOwn(int metric, ReadOnlySpan<double> own)
    {
        var column = values[metric];
        for (var i = 0; i < own.Length; i++) column[i] = own[i];
        for (var i = own.Length - 1; i >= 0; i--)
        {
            if (parents[i] != NoParent) column[parents[i]] += column[i];
        }
    }

    /// <summary>Gives the weights to the builder, below a root of its own; the tree is used up.</summary>
    public void Finish(int root)
    {
        var nodes = new int[parents.Count];
        for (var i = 0; i < nodes.Length; i++)
        {
            var caller = parents[i] == NoParent ? root : nodes[parents[i]];
            nodes[i] = frames[i] == NoFrame ? caller : builder.Child(caller, frames[i]);
        }
        for (var metric = 0; metric < metrics.Length; metric++)
        {
            var own = values[metric].ToArray();
            for (var i = 0; i < own.Length; i++)
            {
                if (parents[i] != NoParent) own[parents[i]] -= values[metric][i];
            }
            // Rounded numbers may leave a little less than nothing.
            for (var i = 0; i < own.Length; i++) builder.Add(nodes[i], metrics[metric], Math.Max(0, own[i]));
        }
    }
}
