using System.Numerics;
using System.Text;

namespace Lever.Syntax.Trees;

/// <summary>
/// A fixed set of names, numbered, that files' names are looked up in. Asking for each name of a file whether it is of the set takes
/// one look into a table; asking for each name of a large set whether the file has it takes far more.
/// </summary>
public sealed class NameIndex
{
    private readonly byte[][] names;
    /// <summary>For a hash, itself and a number of the set plus one; zero where the set has no such name.</summary>
    private readonly (uint Hash, int Number)[] slots;
    /// <summary>A bit for each slot that is taken: small enough to stay near the processor, it turns away most names that are not of the set.</summary>
    private readonly ulong[] taken;

    /// <param name="names">Distinct names; the place of each is its number.</param>
    public NameIndex(IEnumerable<string> names)
    {
        this.names = [.. names.Select(Encoding.UTF8.GetBytes)];
        // Three of four slots and more stay empty.
        slots = new (uint, int)[BitOperations.RoundUpToPowerOf2((uint)Math.Max(this.names.Length * 4, 64))];
        taken = new ulong[slots.Length / 64];
        for (var number = 0; number < this.names.Length; number++)
        {
            var hash = NameTable.Hash(this.names[number]);
            var slot = (int)hash & slots.Length - 1;
            while (slots[slot].Number != 0) slot = slot + 1 & slots.Length - 1;
            slots[slot] = (hash, number + 1);
            taken[slot >> 6] |= 1UL << slot;
        }
    }

    /// <summary>The bytes of a name.</summary>
    public ReadOnlySpan<byte> this[int number] => names[number];

    /// <summary>The number of a file's name; -1 where it is not of the set.</summary>
    /// <param name="id">The name's id in the file's table.</param>
    public int Find(NameTable table, int id) => IsTaken(table.HashOf(id)) ? Find(table[id], table.HashOf(id)) : -1;

    /// <summary>The number of a name; -1 where it is not of the set.</summary>
    public int Find(ReadOnlySpan<byte> name) => Find(name, NameTable.Hash(name));

    private bool IsTaken(uint hash) => (taken[((int)hash & slots.Length - 1) >> 6] >> (int)hash & 1) != 0;

    private int Find(ReadOnlySpan<byte> name, uint hash)
    {
        var slots = this.slots;
        for (var at = (int)hash & slots.Length - 1; ; at = at + 1 & slots.Length - 1)
        {
            var (known, number) = slots[at];
            if (number == 0) return -1;
            if (known == hash && name.SequenceEqual(names[number - 1])) return number - 1;
        }
    }

    /// <summary>Is a file's name of the set?</summary>
    public bool Contains(NameTable table, int id) => Find(table, id) >= 0;
}
