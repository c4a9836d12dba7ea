using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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

    /// <summary>Nodes that are put away or laid out together.</summary>
    private const int BlockSize = 16;

    private const int HalfBlock = BlockSize / 2;

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

    private static int[] PackNodes(SyntaxTree tree, in Parts parts)
    {
        var count = tree.Count;
        tree.kinds.AsSpan(0, count).CopyTo(parts.Kinds);
        var wide = new List<int>();
        var id = 0;
        // Nearly all nodes fit: blocks of them are put away at once, and what is in a block with one that does not is put away a node at a time.
        for (; id + BlockSize <= count; id += BlockSize)
            if (id == 0 || !PackBlock(tree, parts, id)) PackEach(tree, parts, id, id + BlockSize, wide);
        PackEach(tree, parts, id, count, wide);
        return [.. wide];
    }

    /// <summary>Puts a block of nodes away, none of which is the first; false where one of them does not fit.</summary>
    private static bool PackBlock(SyntaxTree tree, in Parts parts, int id)
    {
        ReadOnlySpan<int> starts = tree.starts.AsSpan(id, BlockSize), before = tree.starts.AsSpan(id - 1, BlockSize), ends = tree.ends.AsSpan(id, BlockSize);
        ReadOnlySpan<int> subtreeEnds = tree.subtreeEnds.AsSpan(id, BlockSize), data = tree.data.AsSpan(id, BlockSize);
        Span<Vector128<ushort>> steps = stackalloc Vector128<ushort>[2];
        var (anyStep, any, marked) = (Vector128<int>.Zero, Vector128<int>.Zero, Vector128<ushort>.Zero);
        var ids = Vector128.Create(id) + Vector128.Create(0, 1, 2, 3);
        for (var at = 0; at < BlockSize; at += HalfBlock)
        {
            Vector128<int> start = Four(starts, at), next = Four(starts, at + 4);
            Vector128<int> step = start - Four(before, at), nextStep = next - Four(before, at + 4);
            Vector128<int> length = Four(ends, at) - start, nextLength = Four(ends, at + 4) - next;
            Vector128<int> size = Four(subtreeEnds, at) - ids, nextSize = Four(subtreeEnds, at + 4) - ids - Vector128.Create(4);
            Vector128<int> value = Four(data, at), nextValue = Four(data, at + 4);
            ids += Vector128.Create(HalfBlock);
            anyStep |= step | nextStep;
            any |= length | nextLength | size | nextSize | value | nextValue;
            Vector128<ushort> lengths = Narrowed(length, nextLength), sizes = Narrowed(size, nextSize), values = Narrowed(value, nextValue);
            marked |= Vector128.Equals(lengths, Vector128<ushort>.AllBitsSet) | Vector128.Equals(sizes, Vector128<ushort>.AllBitsSet) | Vector128.Equals(values, Vector128<ushort>.AllBitsSet);
            steps[at / HalfBlock] = Narrowed(step, nextStep);
            lengths.CopyTo(parts.Lengths[(id + at)..]);
            sizes.CopyTo(parts.Sizes[(id + at)..]);
            values.CopyTo(parts.Data[(id + at)..]);
        }
        var packed = Vector128.Narrow(steps[0], steps[1]);
        packed.CopyTo(parts.Steps[id..]);
        return ((any & Vector128.Create(~0xffff)) | (anyStep & Vector128.Create(~0xff))) == Vector128<int>.Zero && marked == Vector128<ushort>.Zero
            && !Vector128.EqualsAny(packed, Vector128<byte>.AllBitsSet);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Four(ReadOnlySpan<int> values, int at) => Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> Narrowed(Vector128<int> first, Vector128<int> second) => Vector128.Narrow(first.AsUInt32(), second.AsUInt32());

    private static void PackEach(SyntaxTree tree, in Parts parts, int first, int end, List<int> wide)
    {
        var last = first == 0 ? 0 : tree.starts[first - 1];
        for (var id = first; id < end; id++)
        {
            var start = tree.starts[id];
            parts.Steps[id] = (byte)Fitting(start - last, byte.MaxValue, wide);
            last = start;
            parts.Lengths[id] = (ushort)Fitting(tree.ends[id] - start, ushort.MaxValue, wide);
            parts.Sizes[id] = (ushort)Fitting(tree.subtreeEnds[id] - id, ushort.MaxValue, wide);
            parts.Data[id] = (ushort)Fitting(tree.data[id], ushort.MaxValue, wide);
        }
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
        parts.Kinds.CopyTo(tree.kinds);
        var (id, next, start) = (0, 0, 0);
        for (; id + BlockSize <= nodeCount; id += BlockSize)
            if (!UnpackBlock(tree, parts, id, ref start)) UnpackEach(tree, parts, id, id + BlockSize, ref next, ref start);
        UnpackEach(tree, parts, id, nodeCount, ref next, ref start);
        FindParents(tree);
    }

    /// <summary>Lays a block of nodes out; false, and nothing, where a value of theirs is marked.</summary>
    /// <param name="start">Where the node before the block starts; then, where the block's last one does.</param>
    private static bool UnpackBlock(SyntaxTree tree, in Parts parts, int id, ref int start)
    {
        ReadOnlySpan<byte> steps = parts.Steps.Slice(id, BlockSize);
        ReadOnlySpan<ushort> lengths = parts.Lengths.Slice(id, BlockSize), sizes = parts.Sizes.Slice(id, BlockSize), data = parts.Data.Slice(id, BlockSize);
        var marked = Vector128.Equals(Eight(lengths, 0), Vector128<ushort>.AllBitsSet) | Vector128.Equals(Eight(lengths, HalfBlock), Vector128<ushort>.AllBitsSet)
            | Vector128.Equals(Eight(sizes, 0), Vector128<ushort>.AllBitsSet) | Vector128.Equals(Eight(sizes, HalfBlock), Vector128<ushort>.AllBitsSet)
            | Vector128.Equals(Eight(data, 0), Vector128<ushort>.AllBitsSet) | Vector128.Equals(Eight(data, HalfBlock), Vector128<ushort>.AllBitsSet);
        if (marked != Vector128<ushort>.Zero || Vector128.EqualsAny(Vector128.Create(steps), Vector128<byte>.AllBitsSet)) return false;
        Span<int> starts = tree.starts.AsSpan(id, BlockSize), ends = tree.ends.AsSpan(id, BlockSize), subtreeEnds = tree.subtreeEnds.AsSpan(id, BlockSize), values = tree.data.AsSpan(id, BlockSize);
        var at = start;
        for (var index = 0; index < steps.Length; index++) starts[index] = at += steps[index];
        start = at;
        var ids = Vector128.Create(id) + Vector128.Create(0, 1, 2, 3);
        for (var half = 0; half < BlockSize; half += HalfBlock)
        {
            var (length, nextLength) = Vector128.Widen(Eight(lengths, half));
            var (size, nextSize) = Vector128.Widen(Eight(sizes, half));
            var (value, nextValue) = Vector128.Widen(Eight(data, half));
            (Four(starts, half) + length.AsInt32()).CopyTo(ends[half..]);
            (Four(starts, half + 4) + nextLength.AsInt32()).CopyTo(ends[(half + 4)..]);
            (ids + size.AsInt32()).CopyTo(subtreeEnds[half..]);
            (ids + Vector128.Create(4) + nextSize.AsInt32()).CopyTo(subtreeEnds[(half + 4)..]);
            value.AsInt32().CopyTo(values[half..]);
            nextValue.AsInt32().CopyTo(values[(half + 4)..]);
            ids += Vector128.Create(HalfBlock);
        }
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> Eight(ReadOnlySpan<ushort> values, int at) => Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)at);

    private void UnpackEach(SyntaxTree tree, in Parts parts, int first, int end, ref int next, ref int start)
    {
        for (var id = first; id < end; id++)
        {
            int step = parts.Steps[id], length = parts.Lengths[id], size = parts.Sizes[id], value = parts.Data[id];
            if (step == byte.MaxValue) step = wide[next++];
            if (length == ushort.MaxValue) length = wide[next++];
            if (size == ushort.MaxValue) size = wide[next++];
            if (value == ushort.MaxValue) value = wide[next++];
            start += step;
            tree.starts[id] = start;
            tree.ends[id] = start + length;
            tree.subtreeEnds[id] = id + size;
            tree.data[id] = value;
        }
    }

    private void FindParents(SyntaxTree tree)
    {
        ReadOnlySpan<int> subtreeEnds = tree.subtreeEnds.AsSpan(0, nodeCount);
        var parents = tree.parents.AsSpan(0, nodeCount);
        int parent = 0, end = subtreeEnds[0];
        for (var id = 0; id < parents.Length; id++)
        {
            // The root, which is its own parent, ends behind all others.
            while (id >= end) end = subtreeEnds[parent = parents[parent]];
            parents[id] = parent;
            if (subtreeEnds[id] > id + 1) end = subtreeEnds[parent = id];
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
