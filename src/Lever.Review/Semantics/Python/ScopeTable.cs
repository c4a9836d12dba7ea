using System.Numerics;

namespace Lever.Review.Semantics.Python;

/// <summary>
/// Which symbol a name means in a scope. Most names are bound by one scope alone, which is noted beside the name; those that several scopes
/// bind are looked up by open addressing over one array. Both are kept from file to file.
/// </summary>
internal sealed class ScopeTable
{
    private const int MinimumSlots = 256;
    private const int None = -1;

    private Binding[] firsts = [];
    private int names;
    private Slot[] slots = new Slot[MinimumSlots];
    private int mask = MinimumSlots - 1;
    private int count;
    /// <summary>The number of the file at hand: slots that hold another one are empty, so that none need be cleared.</summary>
    private int file;

    /// <summary>What is known of a name.</summary>
    /// <param name="Scope">The first scope that binds it.</param>
    /// <param name="Symbol">What it means there; -1 where nothing binds it.</param>
    /// <param name="HasMore">Do other scopes bind it too?</param>
    /// <param name="AskedIn">The scope in which its meaning was asked for last.</param>
    /// <param name="Meaning">What it meant there: references to a name mostly come one after the other in one scope.</param>
    private record struct Binding(int Scope, int Symbol, bool HasMore, int AskedIn, int Meaning);

    private record struct Slot(int Scope, int Name, int Symbol, int File);

    /// <summary>Forgets all, and takes only as much of the memory as a file of this many names will need.</summary>
    /// <param name="names">Distinct names of the file; about as many symbols are expected.</param>
    public void Reset(int names)
    {
        this.names = 0;
        Extend(names);
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(names * 4, MinimumSlots));
        if (slots.Length < size) slots = new Slot[size];
        mask = size - 1;
        count = 0;
        file++;
    }

    /// <summary>The symbol; -1 where the scope does not bind the name.</summary>
    public int Find(int scope, int name)
    {
        if (name >= names) return None;
        ref readonly var first = ref firsts[name];
        if (first.Scope == scope) return first.Symbol;
        if (!first.HasMore) return None;
        ref readonly var slot = ref SlotOf(scope, name);
        return slot.File == file ? slot.Symbol : None;
    }

    /// <summary>The symbol, which is added where the scope does not bind the name yet.</summary>
    public int FindOrAdd(int scope, int name, int symbol)
    {
        ref var first = ref FirstOf(name, scope, symbol);
        if (first.Scope == scope) return first.Symbol;
        first.HasMore = true;
        ref var slot = ref SlotOf(scope, name);
        if (slot.File == file) return slot.Symbol;
        Add(ref slot, scope, name, symbol);
        return symbol;
    }

    /// <summary>Makes a name of a scope mean a symbol, whatever it meant before.</summary>
    public void Set(int scope, int name, int symbol)
    {
        ref var first = ref FirstOf(name, scope, symbol);
        if (first.Scope == scope)
        {
            first.Symbol = symbol;
            return;
        }
        first.HasMore = true;
        ref var slot = ref SlotOf(scope, name);
        if (slot.File == file) slot.Symbol = symbol;
        else Add(ref slot, scope, name, symbol);
    }

    /// <summary>
    /// Is it known what a name means in a scope, without a look at the scopes around that? It is where nothing binds the name, or the module alone:
    /// imports, functions, classes and builtins, as a rule; and where the same was asked last. Answers hold once all names are bound.
    /// </summary>
    /// <param name="symbol">-1 where nothing binds the name.</param>
    public bool TryMeaning(int scope, int name, out int symbol)
    {
        ref readonly var first = ref firsts[name];
        if (!first.HasMore && first.Scope <= 0)
        {
            symbol = first.Symbol;
            return true;
        }
        symbol = first.Meaning;
        return first.AskedIn == scope;
    }

    /// <summary>Keeps what a name means in a scope until the name is asked for in another one.</summary>
    public void KeepMeaning(int scope, int name, int symbol) => (firsts[name].AskedIn, firsts[name].Meaning) = (scope, symbol);

    /// <summary>What is known of a name, which the scope binds to the symbol where none did so far.</summary>
    private ref Binding FirstOf(int name, int scope, int symbol)
    {
        // Binding `import a.b` may add the name `a` to the file's.
        if (name >= names) Extend(name + 1);
        ref var first = ref firsts[name];
        if (first.Symbol == None) (first.Scope, first.Symbol) = (scope, symbol);
        return ref first;
    }

    private void Extend(int wanted)
    {
        if (firsts.Length < wanted) Array.Resize(ref firsts, wanted * 2);
        firsts.AsSpan(names, wanted - names).Fill(new Binding(None, None, false, None, None));
        names = wanted;
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
