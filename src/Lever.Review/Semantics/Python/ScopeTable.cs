using System.Numerics;

namespace Lever.Review.Semantics.Python;

/// <summary>
/// Which symbol a name means in a scope: open addressing over one array, kept from file to file, since this is the lookup that every name of
/// every file needs, once for each scope around it.
/// </summary>
internal sealed class ScopeTable
{
    private const int MinimumSlots = 256;

    private Slot[] slots = new Slot[MinimumSlots];
    private int mask = MinimumSlots - 1;
    private int count;
    /// <summary>The number of the file at hand: slots that hold another one are empty, so that none need be cleared.</summary>
    private int file;

    private record struct Slot(int Scope, int Name, int Symbol, int File);

    /// <summary>Forgets all, and takes only as much of the memory as a file of this many names will need.</summary>
    /// <param name="names">Distinct names of the file; about as many symbols are expected.</param>
    public void Reset(int names)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(names * 4, MinimumSlots));
        if (slots.Length < size) slots = new Slot[size];
        mask = size - 1;
        count = 0;
        file++;
    }

    /// <summary>The symbol; -1 where the scope does not bind the name.</summary>
    public int Find(int scope, int name)
    {
        ref readonly var slot = ref SlotOf(scope, name);
        return slot.File == file ? slot.Symbol : -1;
    }

    /// <summary>The symbol, which is added where the scope does not bind the name yet.</summary>
    public int FindOrAdd(int scope, int name, int symbol)
    {
        ref var slot = ref SlotOf(scope, name);
        if (slot.File == file) return slot.Symbol;
        Add(ref slot, scope, name, symbol);
        return symbol;
    }

    /// <summary>Makes a name of a scope mean a symbol, whatever it meant before.</summary>
    public void Set(int scope, int name, int symbol)
    {
        ref var slot = ref SlotOf(scope, name);
        if (slot.File == file) slot.Symbol = symbol;
        else Add(ref slot, scope, name, symbol);
    }

    /// <summary>The slot of a name in a scope, or the empty one that it would take.</summary>
    private ref Slot SlotOf(int scope, int name)
    {
        for (var at = First(scope, name); ; at = (at + 1) & mask)
        {
            ref var slot = ref slots[at];
            if (slot.File != file || slot.Name == name && slot.Scope == scope) return ref slot;
        }
    }

    private void Add(ref Slot slot, int scope, int name, int symbol)
    {
        slot = new Slot(scope, name, symbol, file);
        if (++count * 2 > mask) Grow();
    }

    private void Grow()
    {
        var old = slots.AsSpan(0, mask + 1).ToArray();
        var size = (mask + 1) * 2;
        mask = size - 1;
        if (slots.Length < size) slots = new Slot[size];
        else Array.Clear(slots, 0, size);
        foreach (var entry in old)
            if (entry.File == file) SlotOf(entry.Scope, entry.Name) = entry;
    }

    private int First(int scope, int name) => (int)(((((ulong)(uint)scope << 32) | (uint)name) * 0x9e3779b97f4a7c15) >> 40) & mask;
}
