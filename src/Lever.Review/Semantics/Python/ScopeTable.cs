using System.Numerics;

namespace Lever.Review.Semantics.Python;

/// <summary>
/// Which symbol a name means in a scope: open addressing over one array, kept from file to file, since this is the lookup that every name of
/// every file needs, once for each scope around it.
/// </summary>
internal sealed class ScopeTable
{
    private const int MinimumSlots = 256;

    private (ulong Key, int Symbol)[] slots = new (ulong, int)[MinimumSlots];
    private int mask = MinimumSlots - 1;
    private int count;

    /// <summary>Forgets all, and takes only as much of the memory as a file of this many names will need.</summary>
    /// <param name="names">Distinct names of the file; about as many symbols are expected.</param>
    public void Reset(int names)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(names * 4, MinimumSlots));
        if (slots.Length < size) slots = new (ulong, int)[size];
        else Array.Clear(slots, 0, size);
        mask = size - 1;
        count = 0;
    }

    /// <summary>The symbol; -1 where the scope does not bind the name.</summary>
    public int Find(int scope, int name)
    {
        var key = Key(scope, name);
        for (var at = Slot(key); ; at = (at + 1) & mask)
        {
            ref readonly var slot = ref slots[at];
            if (slot.Key == key) return slot.Symbol;
            if (slot.Key == 0) return -1;
        }
    }

    /// <summary>Makes a name of a scope mean a symbol, whatever it meant before.</summary>
    public void Set(int scope, int name, int symbol)
    {
        var key = Key(scope, name);
        var at = Slot(key);
        while (slots[at].Key != 0 && slots[at].Key != key) at = (at + 1) & mask;
        if (slots[at].Key == 0 && ++count * 2 > mask)
        {
            Grow();
            at = Slot(key);
            while (slots[at].Key != 0) at = (at + 1) & mask;
        }
        slots[at] = (key, symbol);
    }

    private void Grow()
    {
        var old = slots.AsSpan(0, mask + 1).ToArray();
        var size = (mask + 1) * 2;
        mask = size - 1;
        if (slots.Length < size) slots = new (ulong, int)[size];
        else Array.Clear(slots, 0, size);
        foreach (var entry in old)
        {
            if (entry.Key == 0) continue;
            var at = Slot(entry.Key);
            while (slots[at].Key != 0) at = (at + 1) & mask;
            slots[at] = entry;
        }
    }

    /// <summary>Scopes count from one here, so that no key is zero, which means an empty slot.</summary>
    private static ulong Key(int scope, int name) => ((ulong)(uint)(scope + 1) << 32) | (uint)name;

    private int Slot(ulong key) => (int)((key * 0x9e3779b97f4a7c15) >> 40) & mask;
}
