using System.Runtime.InteropServices;
using Lever.Syntax.Text;

namespace Lever.Syntax.Trees;

/// <summary>A tree that was put away with its text, to be laid out again without the work of parsing. It lives as long as its <see cref="TreeStore"/>.</summary>
/// <remarks>
/// A node takes eight bytes: its kind, how far it starts from the one before, and its length, the size of its subtree and its data in two bytes each. A
/// value that does not fit is marked, and stands in a list of its own.
/// </remarks>
public sealed unsafe class PackedTree
{
    private const int NodeSize = 8;

    private readonly byte* block;
    private readonly int textLength;
    private readonly int nodeCount;
    private readonly int nameCount;
    private readonly int commentCount;

    /// <summary>The values that did not fit, in the order of the nodes.</summary>
    private readonly int[] wide;

    /// <summary>Few files have any.</summary>
    private readonly Problem[] problems;

    private PackedTree(SyntaxTree tree, byte* block)
    {
        this.block = block;
        (textLength, nodeCount, nameCount, commentCount) = (tree.Text.Length, tree.Count, tree.Names.Count, tree.comments.Count);
        problems = [.. tree.problems];
        var parts = new Parts(this);
        wide = PackNodes(tree, parts);
        tree.Names.Pack(parts.Names);
        CollectionsMarshal.AsSpan(tree.comments).CopyTo(parts.Comments);
        tree.Text.Bytes.CopyTo(parts.Text);
    }

    /// <summary>Puts a tree away; null where the store has no room for it.</summary>
    internal static PackedTree? Of(SyntaxTree tree, TreeStore store)
    {
        var block = store.Take(NodeSize * (long)tree.Count + sizeof(PackedName) * (long)tree.Names.Count + sizeof(Span) * (long)tree.comments.Count + tree.Text.Length);
        return block is null ? null : new PackedTree(tree, block);
    }

    /// <summary>The file, as UTF-8.</summary>
    public ReadOnlySpan<byte> Text => new Parts(this).Text;

    internal int NodeCount => nodeCount;

    internal ReadOnlySpan<PackedName> Names => new Parts(this).Names;

    internal ReadOnlySpan<Span> Comments => new Parts(this).Comments;

    internal IReadOnlyList<Problem> Problems => problems;

    private static int[] PackNodes(SyntaxTree tree, Parts parts)
    {
        var count = tree.Count;
        var (starts, ends, subtreeEnds, data) = (tree.starts, tree.ends, tree.subtreeEnds, tree.data);
        Span<byte> steps = parts.Steps;
        Span<ushort> lengths = parts.Lengths, sizes = parts.Sizes, values = parts.Data;
        tree.kinds.AsSpan(0, count).CopyTo(parts.Kinds);
        var wide = new List<int>();
        var last = 0;
        for (var id = 0; id < count; id++)
        {
            var start = starts[id];
            steps[id] = (byte)Fitting(start - last, byte.MaxValue, wide);
            last = start;
            lengths[id] = (ushort)Fitting(ends[id] - start, ushort.MaxValue, wide);
            sizes[id] = (ushort)Fitting(subtreeEnds[id] - id, ushort.MaxValue, wide);
            values[id] = (ushort)Fitting(data[id], ushort.MaxValue, wide);
        }
        return [.. wide];
    }

    /// <summary>A value below the mark; the mark itself where the value has to stand in the list.</summary>
    private static int Fitting(int value, int mark, List<int> wide)
    {
        if ((uint)value < (uint)mark) return value;
        wide.Add(value);
        return mark;
    }

    /// <summary>Lays the nodes out in arrays that are long enough.</summary>
    internal void UnpackNodes(SyntaxTree tree)
    {
        var parts = new Parts(this);
        ReadOnlySpan<byte> steps = parts.Steps;
        ReadOnlySpan<ushort> lengths = parts.Lengths, sizes = parts.Sizes, values = parts.Data;
        var (starts, ends, parents, subtreeEnds, data) = (tree.starts, tree.ends, tree.parents, tree.subtreeEnds, tree.data);
        parts.Kinds.CopyTo(tree.kinds);
        var (next, start, parent) = (0, 0, 0);
        for (var id = 0; id < nodeCount; id++)
        {
            int step = steps[id], length = lengths[id], size = sizes[id], value = values[id];
            if (step == byte.MaxValue) step = wide[next++];
            if (length == ushort.MaxValue) length = wide[next++];
            if (size == ushort.MaxValue) size = wide[next++];
            if (value == ushort.MaxValue) value = wide[next++];
            start += step;
            starts[id] = start;
            ends[id] = start + length;
            subtreeEnds[id] = id + size;
            data[id] = value;
            // The root, which is its own parent, ends behind all others.
            while (id >= subtreeEnds[parent]) parent = parents[parent];
            parents[id] = parent;
            if (size > 1) parent = id;
        }
    }

    /// <summary>The parts of a block, those with the widest elements first, so that each is aligned.</summary>
    private readonly ref struct Parts
    {
        public readonly Span<PackedName> Names;
        public readonly Span<Span> Comments;
        public readonly Span<ushort> Lengths, Sizes, Data;
        public readonly Span<byte> Steps, Kinds, Text;

        public Parts(PackedTree tree)
        {
            var at = tree.block;
            Names = Next<PackedName>(ref at, tree.nameCount);
            Comments = Next<Span>(ref at, tree.commentCount);
            Lengths = Next<ushort>(ref at, tree.nodeCount);
            Sizes = Next<ushort>(ref at, tree.nodeCount);
            Data = Next<ushort>(ref at, tree.nodeCount);
            Steps = Next<byte>(ref at, tree.nodeCount);
            Kinds = Next<byte>(ref at, tree.nodeCount);
            Text = Next<byte>(ref at, tree.textLength);
        }

        private static Span<T> Next<T>(scoped ref byte* at, int count)
            where T : unmanaged
        {
            var part = new Span<T>(at, count);
            at += (long)sizeof(T) * count;
            return part;
        }
    }
}
