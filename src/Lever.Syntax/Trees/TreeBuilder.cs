using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lever.Syntax.Text;

namespace Lever.Syntax.Trees;

/// <summary>
/// Collects nodes in the order in which a parser finishes them (children before parents), then lays them out in preorder.
/// Its buffers are reused from file to file.
/// </summary>
public sealed class TreeBuilder
{
    private const int MaxProblems = 1000;
    private const int Reserve = 1 << 16;

    private static readonly Comparison<Problem> ByStart = (left, right) => left.Span.Start.CompareTo(right.Span.Start);

    private readonly SyntaxTree tree = new(SourceText.FromUtf8([]), new NameTable());
    private FinishedNode[] nodes = new FinishedNode[1024];
    private int[] path = new int[64];
    /// <summary>The text of a tree that was put away.</summary>
    private byte[] text = [];

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
        // Five bytes a node are few. A text that might not fit gets room for nearly all texts at once: untouched memory costs nothing, and
        // each large array that is given up brings the next collection of the whole heap nearer.
        if (nodes.Length < text.Length / 5) nodes = WorkArrays.Enlarged(nodes, 0, Math.Max(text.Length / 4, Reserve));
    }

    /// <summary>Finishes a node whose descendants are all nodes finished since <paramref name="mark"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Finish(byte kind, int mark, int start, int end, int payload = 0)
    {
        var nodes = this.nodes;
        var index = Mark;
        if ((uint)index >= (uint)nodes.Length) nodes = Grow();
        nodes[index] = new FinishedNode(start, end, mark, payload, 0, kind);
        nodes[mark].Opens++;
        Mark = index + 1;
    }

    public void Leaf(byte kind, int start, int end, int payload = 0) => Finish(kind, Mark, start, end, payload);

    /// <summary>The kind of the node finished last.</summary>
    public byte LastKind => nodes[Mark - 1].Kind;

    public int LastStart => nodes[Mark - 1].Start;

    public int LastEnd => nodes[Mark - 1].End;

    /// <summary>Reads and rewrites finished nodes, for constructs that turn out later to be another kind.</summary>
    internal Span<FinishedNode> Finished => nodes.AsSpan(0, Mark);

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
    /// number is that count plus its depth. Backwards through the order of finishing, the next node is one level deeper than
    /// this one, less the subtrees that start with this one (<see cref="FinishedNode.Opens"/>): the pass branches nowhere.
    /// </remarks>
    internal SyntaxTree Build()
    {
        var count = Mark;
        if (tree.kinds.Length < count) GrowTree(nodes.Length);
        ref var kinds = ref MemoryMarshal.GetArrayDataReference(tree.kinds);
        ref var starts = ref MemoryMarshal.GetArrayDataReference(tree.starts);
        ref var ends = ref MemoryMarshal.GetArrayDataReference(tree.ends);
        ref var data = ref MemoryMarshal.GetArrayDataReference(tree.data);
        ref var subtreeEnds = ref MemoryMarshal.GetArrayDataReference(tree.subtreeEnds);
        ref var parents = ref MemoryMarshal.GetArrayDataReference(tree.parents);
        var finished = nodes.AsSpan(0, count);
        var path = this.path;
        var depth = 0;
        for (var index = finished.Length - 1; index >= 0; index--)
        {
            ref readonly var node = ref finished[index];
            if (depth + 1 >= path.Length) path = GrowPath();
            var id = node.First + depth;
            // One check stands for those of the six arrays, which are all as long.
            if ((uint)id >= (uint)count) throw new InvalidOperationException("a node's mark lies behind the node");
            Unsafe.Add(ref kinds, id) = node.Kind;
            Unsafe.Add(ref starts, id) = node.Start;
            Unsafe.Add(ref ends, id) = node.End;
            Unsafe.Add(ref data, id) = node.Data;
            Unsafe.Add(ref subtreeEnds, id) = id + (index - node.First) + 1;
            // The ids of the nodes above this one; the root is its own parent.
            Unsafe.Add(ref parents, id) = path[depth];
            path[depth + 1] = id;
            depth += 1 - node.Opens;
        }
        tree.Count = count;
        SortProblems();
        return tree;
    }

    /// <summary>A tree that was put away, laid out as if it had just been built.</summary>
    internal SyntaxTree Unpack(PackedTree packed)
    {
        var count = packed.NodeCount;
        if (tree.kinds.Length < count) GrowTree(Math.Max(count * 3 / 2, Reserve));
        packed.UnpackNodes(tree);
        tree.Count = count;
        tree.Text = TextOf(packed.Text);
        tree.Names.Unpack(tree.Text, packed.Names);
        tree.comments.Clear();
        tree.comments.AddRange(packed.Comments);
        tree.problems.Clear();
        tree.problems.AddRange(packed.Problems);
        tree.ForgetLines();
        return tree;
    }

    private SourceText TextOf(ReadOnlySpan<byte> bytes)
    {
        if (text.Length < bytes.Length + SourceText.Padding) text = GC.AllocateUninitializedArray<byte>(bytes.Length * 3 / 2 + (1 << 16));
        bytes.CopyTo(text);
        text.AsSpan(bytes.Length, SourceText.Padding).Clear();
        return new SourceText(text, bytes.Length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private FinishedNode[] Grow()
    {
        return nodes = WorkArrays.Enlarged(nodes, Mark, nodes.Length * 2);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int[] GrowPath()
    {
        Array.Resize(ref path, path.Length * 2);
        return path;
    }

    private void GrowTree(int capacity)
    {
        tree.kinds = GC.AllocateUninitializedArray<byte>(capacity);
        tree.starts = GC.AllocateUninitializedArray<int>(capacity);
        tree.ends = GC.AllocateUninitializedArray<int>(capacity);
        tree.parents = GC.AllocateUninitializedArray<int>(capacity);
        tree.subtreeEnds = GC.AllocateUninitializedArray<int>(capacity);
        tree.data = GC.AllocateUninitializedArray<int>(capacity);
    }
}

/// <summary>A node in the order of finishing.</summary>
/// <param name="First">The index of its first descendant; its own index where it has none.</param>
/// <param name="Opens">How many nodes, itself included, have it as their first; 0 for a node with descendants.</param>
internal record struct FinishedNode(int Start, int End, int First, int Data, int Opens, byte Kind);
