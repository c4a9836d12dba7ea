namespace Lever.Profiles;

/// <summary>
/// An index of pairs of numbers that others keep: it stores their positions only. The seed differs from run to run, so that no
/// file can be made to collide; positions do not depend on it.
/// </summary>
internal sealed class PairTable
{
    private static readonly ulong Seed = (ulong)Random.Shared.NextInt64() | 1;

    private int[] slots = new int[64];
    private int count;

    public static int Hash(int a, int b)
    {
        var x = ((ulong)(uint)a << 32 | (uint)b) * 0x9E3779B97F4A7C15UL + Seed;
        x ^= x >> 32;
        x *= 0xD6E8FEB86659FD93UL;
        return (int)(x >> 32);
    }

    /// <summary>The position of the pair in the given arrays, or -1 and the slot to pass to <see cref="Add"/>.</summary>
    public int Find(int a, int b, ReadOnlySpan<int> allA, ReadOnlySpan<int> allB, out int slot)
    {
        var mask = slots.Length - 1;
        slot = Hash(a, b) & mask;
        while (slots[slot] != 0)
        {
            var position = slots[slot] - 1;
            if (allA[position] == a && allB[position] == b) return position;
            slot = (slot + 1) & mask;
        }
        return -1;
    }

    public void Add(int slot, int position, ReadOnlySpan<int> allA, ReadOnlySpan<int> allB)
    {
        slots[slot] = position + 1;
        if (++count * 2 > slots.Length) Grow(allA, allB);
    }

    private void Grow(ReadOnlySpan<int> allA, ReadOnlySpan<int> allB)
    {
        var old = slots;
        slots = new int[old.Length * 2];
        var mask = slots.Length - 1;
        foreach (var entry in old)
        {
            if (entry == 0) continue;
            var slot = Hash(allA[entry - 1], allB[entry - 1]) & mask;
            while (slots[slot] != 0) slot = (slot + 1) & mask;
            slots[slot] = entry;
        }
    }
}
