using System.Runtime.InteropServices;

namespace Lever.Review.Semantics.Rust;

/// <summary>The types met in one file, each once, so that equal types are equal numbers. Type 0 is the unknown one.</summary>
internal sealed class TypeTable
{
    private const int FewSlots = 256;

    private readonly List<Entry> entries = [];
    private readonly List<int> arguments = [];
    /// <summary>For a hash, the first type of it; a file with many types uses more of the array.</summary>
    private int[] slots = new int[FewSlots];
    private int mask = FewSlots - 1;

    /// <param name="Next">The next type of the same slot; 0 after the last.</param>
    internal readonly record struct Entry(TypeKind Kind, int Head, int First, int Count, uint Hash, int Next);

    public TypeTable() => entries.Add(default);

    public void Reset()
    {
        entries.Clear();
        arguments.Clear();
        mask = FewSlots - 1;
        Array.Clear(slots, 0, FewSlots);
        entries.Add(default);
    }

    public Entry this[int id] => entries[id];

    public int Argument(int id, int index) => entries[id] is var entry && (uint)index < (uint)entry.Count ? arguments[entry.First + index] : 0;

    public int Make(TypeKind kind, int head) => Make(kind, head, []);

    public int Make(TypeKind kind, int head, int argument) => Make(kind, head, [argument]);

    public int Make(TypeKind kind, int head, ReadOnlySpan<int> list)
    {
        var hash = ((uint)kind + 1) * 0x9e3779b1 ^ (uint)head * 0x85ebca6b;
        foreach (var argument in list) hash = (hash ^ (uint)argument) * 0x01000193;
        hash ^= hash >> 15;
        for (var id = slots[hash & mask]; id != 0; id = entries[id].Next)
            if (entries[id] is var entry && entry.Hash == hash && entry.Kind == kind && entry.Head == head && CollectionsMarshal.AsSpan(arguments).Slice(entry.First, entry.Count).SequenceEqual(list))
                return id;
        if (entries.Count > mask) Grow();
        ref var slot = ref slots[hash & mask];
        var first = arguments.Count;
        arguments.AddRange(list);
        entries.Add(new Entry(kind, head, first, list.Length, hash, slot));
        return slot = entries.Count - 1;
    }

    private void Grow()
    {
        mask = mask * 2 + 1;
        if (slots.Length <= mask) slots = new int[mask + 1];
        else Array.Clear(slots, 0, mask + 1);
        var all = CollectionsMarshal.AsSpan(entries);
        for (var id = 1; id < all.Length; id++)
        {
            ref var slot = ref slots[all[id].Hash & mask];
            all[id] = all[id] with { Next = slot };
            slot = id;
        }
    }
}
