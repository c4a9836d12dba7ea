using System.Runtime.InteropServices;
using System.Text;

namespace Lever.Syntax.Trees;

/// <summary>Names of many files, numbered in the order in which they are met. Looking one up makes no string of it.</summary>
public sealed class NameSet
{
    private const int FirstSlots = 1024;

    private const int FirstBytes = 1 << 14;

    /// <param name="First">The first eight bytes as a little-endian word, zeros after a shorter name: with the second they are all of most names, which are compared without a look elsewhere.</param>
    /// <param name="Second">The next eight bytes.</param>
    /// <param name="Start">Where its bytes stand among those of all names.</param>
    private readonly record struct Entry(ulong First, ulong Second, int Start, int Length, uint Hash);

    /// <summary>The names one behind the other.</summary>
    private byte[] bytes = new byte[FirstBytes];
    private int taken;

    private readonly List<Entry> names = [];
    private readonly List<string?> texts = [];
    /// <summary>For a hash, a number of the set plus one; zero where no name is.</summary>
    private int[] slots = new int[FirstSlots];

    public int Count => names.Count;

    /// <summary>The number of a file's name, which is added where it is new.</summary>
    /// <param name="id">The name's id in the file's table.</param>
    public int Add(NameTable table, int id) => Add(table[id], table.HashOf(id), table.WordsOf(id));

    /// <summary>The number of a name, which is added where it is new.</summary>
    public int Add(ReadOnlySpan<byte> name) => Add(name, NameTable.Hash(name), (NameTable.Word(name), name.Length > 8 ? NameTable.Word(name[8..]) : 0));

    /// <summary>The bytes of a name.</summary>
    public ReadOnlySpan<byte> this[int number] => BytesOf(names[number]);

    public string Text(int number) => texts[number] ??= Encoding.UTF8.GetString(this[number]);

    public void Clear()
    {
        names.Clear();
        texts.Clear();
        taken = 0;
        Array.Clear(slots);
    }

    private int Add(ReadOnlySpan<byte> name, uint hash, (ulong First, ulong Second) words)
    {
        var mask = slots.Length - 1;
        var slot = (int)hash & mask;
        var (first, second) = words;
        var entries = CollectionsMarshal.AsSpan(names);
        for (; slots[slot] != 0; slot = slot + 1 & mask)
        {
            ref readonly var known = ref entries[slots[slot] - 1];
            // No name holds a zero, so that shorter ones differ in their words.
            if (known.Hash == hash && known.First == first && known.Second == second && (name.Length < 16 || name.SequenceEqual(BytesOf(known)))) return slots[slot] - 1;
        }
        if (bytes.Length - taken < name.Length) Array.Resize(ref bytes, Math.Max(bytes.Length * 2, taken + name.Length));
        name.CopyTo(bytes.AsSpan(taken));
        names.Add(new Entry(first, second, taken, name.Length, hash));
        taken += name.Length;
        texts.Add(null);
        slots[slot] = names.Count;
        if (names.Count * 2 > mask) Grow();
        return names.Count - 1;
    }

    private ReadOnlySpan<byte> BytesOf(Entry entry) => bytes.AsSpan(entry.Start, entry.Length);

    private void Grow()
    {
        slots = new int[slots.Length * 2];
        for (var number = 0; number < names.Count; number++)
        {
            var slot = (int)names[number].Hash & slots.Length - 1;
            while (slots[slot] != 0) slot = slot + 1 & slots.Length - 1;
            slots[slot] = number + 1;
        }
    }
}
