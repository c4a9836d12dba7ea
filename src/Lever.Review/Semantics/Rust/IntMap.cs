using System.Numerics;

namespace Lever.Review.Semantics.Rust;

/// <summary>A map of pairs of numbers to numbers in one array, kept from file to file.</summary>
internal sealed class IntMap
{
    private const int MinimumSlots = 64;

    private (ulong Key, int Value)[] slots = Empty(MinimumSlots);
    /// <summary>What the entries were in before it grew, and will be in when it grows again.</summary>
    private (ulong Key, int Value)[] spare = [];
    private int mask = MinimumSlots - 1;
    private int count;

    /// <summary>Forgets all, and takes only as much of the memory as about so many entries need.</summary>
    public void Reset(int expected)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(expected * 2, MinimumSlots));
        if (slots.Length < size) slots = Empty(size);
        else Array.Clear(slots, 0, size);
        mask = size - 1;
        count = 0;
    }

    /// <summary>The number of a pair; -1 where it has none.</summary>
    public int Find(int first, int second)
    {
        var key = Key(first, second);
        for (var at = Slot(key); ; at = (at + 1) & mask)
        {
            ref readonly var slot = ref slots[at];
            if (slot.Key == key) return slot.Value;
            if (slot.Key == 0) return -1;
        }
    }

    public void Set(int first, int second, int value)
    {
        if ((count + 1) * 2 > mask) Grow();
        var key = Key(first, second);
        var at = Slot(key);
        while (slots[at].Key != 0 && slots[at].Key != key) at = (at + 1) & mask;
        if (slots[at].Key == 0) count++;
        slots[at] = (key, value);
    }

    /// <summary>Gives a pair its number, unless it has one.</summary>
    public void Add(int first, int second, int value)
    {
        if ((count + 1) * 2 > mask) Grow();
        var key = Key(first, second);
        var at = Slot(key);
        while (slots[at].Key != 0 && slots[at].Key != key) at = (at + 1) & mask;
        if (slots[at].Key != 0) return;
        count++;
        slots[at] = (key, value);
    }

    private void Grow()
    {
        var old = slots.AsSpan(0, mask + 1);
        var size = (mask + 1) * 2;
        if (spare.Length < size) spare = Empty(size);
        else Array.Clear(spare, 0, size);
        (slots, spare) = (spare, slots);
        mask = size - 1;
        foreach (ref readonly var entry in old)
        {
            if (entry.Key == 0) continue;
            var at = Slot(entry.Key);
            while (slots[at].Key != 0) at = (at + 1) & mask;
            slots[at] = entry;
        }
    }

    /// <summary>Its memory is written at once: a look into fresh memory that nobody has written costs a fault of its own before that of the first write, and tells the other processors.</summary>
    private static (ulong, int)[] Empty(int size)
    {
        var slots = GC.AllocateUninitializedArray<(ulong, int)>(size);
        Array.Clear(slots);
        return slots;
    }

    /// <summary>First numbers count from one here, so that no key is zero, which means an empty slot.</summary>
    private static ulong Key(int first, int second) => ((ulong)(uint)(first + 1) << 32) | (uint)second;

    private int Slot(ulong key) => (int)((key * 0x9e3779b97f4a7c15) >> 40) & mask;
}
