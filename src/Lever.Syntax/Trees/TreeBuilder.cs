using Lever.Syntax.Text;

namespace Lever.Syntax.Trees;

/// <summary>
/// Collects nodes in the order in which a parser finishes them (children before parents), then lays them out in preorder.
/// Its buffers are reused from file to file.
/// </summary>
public sealed class TreeBuilder
{
    private const int MaxProblems = 1000;

    private static readonly Comparison<Problem> ByStart = (left, right) => left.Span.Start.CompareTo(right.Span.Start);

    private readonly SyntaxTree tree = new(SourceText.FromUtf8([]), new NameTable());
    private byte[] kinds = new byte[1024];
    private int[] starts = new int[1024];
    private int[] ends = new int[1024];
    private int[] firsts = new int[1024];
    private int[] data = new int[1024];
    private (int First, int Id)[] open = new (int, int)[64];

    /// <summary>How many nodes are finished. Taken before a node's first child, it is the mark that <see cref="Finish"/> asks for.</summary>
    public int Mark { get; private set; }

    public NameTable Names => tree.Names;

    internal void Reset(SourceText text)
    {
        tree.Text = text;
        tree.Names.Reset(text);
        tree.comments.Clear();
        tree.problems.Clear();
        tree.ForgetLines();
        Mark = 0;
    }

    /// <summary>Finishes a node whose descendants are all nodes finished since <paramref name="mark"/>.</summary>
    public void Finish(byte kind, int mark, int start, int end, int payload = 0)
    {
        if (Mark == kinds.Length) Grow();
        kinds[Mark] = kind;
        starts[Mark] = start;
        ends[Mark] = end;
        firsts[Mark] = mark;
        data[Mark] = payload;
        Mark++;
    }

    public void Leaf(byte kind, int start, int end, int payload = 0) => Finish(kind, Mark, start, end, payload);

    /// <summary>The kind of the node finished last.</summary>
    public byte LastKind => kinds[Mark - 1];

    public int LastStart => starts[Mark - 1];

    public int LastEnd => ends[Mark - 1];

    /// <summary>Reads and rewrites finished nodes, for constructs that turn out later to be another kind.</summary>
    internal Span<byte> Kinds => kinds.AsSpan(0, Mark);

    internal ReadOnlySpan<int> Starts => starts.AsSpan(0, Mark);

    internal ReadOnlySpan<int> Ends => ends.AsSpan(0, Mark);

    internal ReadOnlySpan<int> Firsts => firsts.AsSpan(0, Mark);

    internal Span<int> Payloads => data.AsSpan(0, Mark);

    /// <summary>Drops all nodes finished since <paramref name="mark"/>, for a parser that backtracks.</summary>
    public void Rewind(int mark) => Mark = mark;

    public void AddComment(Span span) => tree.comments.Add(span);

    /// <summary>Notes a problem. A file full of them is no source; those past the limit are dropped.</summary>
    public void AddProblem(Span span, string message)
    {
        if (tree.problems.Count < MaxProblems) tree.problems.Add(new Problem(span, message));
    }

    internal int ProblemCount => tree.problems.Count;

    internal void SortProblems()
    {
        if (tree.problems.Count > 1) tree.problems.Sort(ByStart);
    }

    /// <summary>Does one of the first problems, which are sorted, start within a range?</summary>
    internal bool HasProblem(int count, int start, int end)
    {
        var (low, high) = (0, count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (tree.problems[middle].Span.Start < start) low = middle + 1;
            else high = middle;
        }
        return low < count && tree.problems[low].Span.Start <= end;
    }

    internal void RewindProblems(int count) => tree.problems.RemoveRange(count, tree.problems.Count - count);

    /// <summary>Lays the finished nodes out in preorder. The last finished node must be the root.</summary>
    /// <remarks>
    /// Before a node come, in preorder, its ancestors and all nodes finished before its first descendant; so its preorder
    /// number is that count plus its depth, and one backward pass with a stack of open ancestors computes everything.
    /// </remarks>
    internal SyntaxTree Build()
    {
        var count = Mark;
        if (tree.kinds.Length < count)
        {
            var capacity = kinds.Length;
            tree.kinds = new byte[capacity];
            tree.starts = new int[capacity];
            tree.ends = new int[capacity];
            tree.parents = new int[capacity];
            tree.subtreeEnds = new int[capacity];
            tree.data = new int[capacity];
        }
        var depth = 0;
        for (var node = count - 1; node >= 0; node--)
        {
            while (depth > 0 && node < open[depth - 1].First) depth--;
            var id = firsts[node] + depth;
            tree.kinds[id] = kinds[node];
            tree.starts[id] = starts[node];
            tree.ends[id] = ends[node];
            tree.data[id] = data[node];
            tree.subtreeEnds[id] = id + (node - firsts[node]) + 1;
            tree.parents[id] = depth > 0 ? open[depth - 1].Id : 0;
            if (firsts[node] == node) continue;
            if (depth == open.Length) Array.Resize(ref open, depth * 2);
            open[depth++] = (firsts[node], id);
        }
        tree.Count = count;
        SortProblems();
        return tree;
    }

    private void Grow()
    {
        var size = kinds.Length * 2;
        Array.Resize(ref kinds, size);
        Array.Resize(ref starts, size);
        Array.Resize(ref ends, size);
        Array.Resize(ref firsts, size);
        Array.Resize(ref data, size);
    }
}
