using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Lever.Syntax.Text;

namespace Lever.Syntax.Trees;

/// <summary>
/// The distinct identifiers of one file, numbered in order of first appearance, so that equal names are equal integers.
/// </summary>
public sealed class NameTable
{
    private Entry[] entries = new Entry[256];
    private int[] slots = new int[512];
    private string?[] texts = new string?[256];
    private byte[] buffer = [];

    /// <summary>Texts of names across files, since the same few thousand names fill every project; a later name takes an earlier one's place.</summary>
    private readonly string?[] pool = new string?[1 << 14];

    /// <param name="Word">Its first eight bytes as a little-endian word, zeros after a shorter name.</param>
    private readonly record struct Entry(ulong Word, int Start, int Length, uint Hash);

    public int Count { get; private set; }

    /// <summary>Forgets all names and reads later ones from <paramref name="text"/>; keeps the memory.</summary>
    internal void Reset(SourceText text)
    {
        buffer = text.Buffer;
        Array.Clear(texts, 0, Count);
        Count = 0;
        Array.Clear(slots);
    }

    /// <summary>The id of the name at a place of the text, which is added where it is new.</summary>
    /// <param name="start">Offset of the identifier's first byte.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="hash">A hash of its bytes: <see cref="Hash"/>.</param>
    internal int Intern(int start, int length, uint hash) => Intern(start, length, hash, FirstWord(start, length));

    /// <param name="word">The name's first eight bytes as a little-endian word, zeros after a shorter name.</param>
    internal int Intern(int start, int length, uint hash, ulong word)
    {
        var slots = this.slots;
        var entries = this.entries;
        for (var slot = (int)hash; ; slot++)
        {
            slot &= slots.Length - 1;
            var id = slots[slot] - 1;
            if (id < 0) return Add(slot, new Entry(word, start, length, hash));
            ref readonly var entry = ref entries[id];
            if (entry.Word != word || entry.Length != length) continue;
            if (length <= 8 || buffer.AsSpan(entry.Start + 8, length - 8).SequenceEqual(buffer.AsSpan(start + 8, length - 8)))
                return id;
        }
    }

    internal int Intern(int start, int length) => Intern(start, length, Hash(buffer.AsSpan(start, length)));

    private ulong FirstWord(int start, int length)
    {
        var word = BinaryPrimitives.ReadUInt64LittleEndian(buffer.AsSpan(start));
        return length >= 8 ? word : word & ((1UL << (length * 8)) - 1);
    }

    private int Add(int slot, Entry entry)
    {
        if (Count == entries.Length)
        {
            Array.Resize(ref entries, entries.Length * 2);
            Array.Resize(ref texts, texts.Length * 2);
        }
        entries[Count] = entry;
        slots[slot] = ++Count;
        if (Count * 2 >= slots.Length) Grow();
        return Count - 1;
    }

    /// <summary>The id of a name, or -1 where the file does not contain it.</summary>
    public int Find(ReadOnlySpan<byte> name)
    {
        var hash = Hash(name);
        var mask = slots.Length - 1;
        for (var slot = (int)hash & mask; ; slot = (slot + 1) & mask)
        {
            var id = slots[slot] - 1;
            if (id < 0) return -1;
            if (entries[id].Hash == hash && this[id].SequenceEqual(name)) return id;
        }
    }

    /// <summary>The bytes of a name.</summary>
    public ReadOnlySpan<byte> this[int id] => buffer.AsSpan(entries[id].Start, entries[id].Length);

    /// <summary>The name as a string, made once; a name met in an earlier file usually costs nothing.</summary>
    public string Text(int id) => texts[id] ??= Pooled(id);

    private string Pooled(int id)
    {
        var bytes = this[id];
        ref var slot = ref pool[(int)entries[id].Hash & (pool.Length - 1)];
        if (slot is { } known && known.Length == bytes.Length && Ascii.Equals(bytes, known)) return known;
        return slot = Encoding.UTF8.GetString(bytes);
    }

    /// <summary>An odd number whose products have well-mixed upper halves; lexers may also look their keywords up with it.</summary>
    internal const ulong Multiplier = 0xb57c8e05e3c9b0e1;

    /// <summary>A hash of eight bytes a step; the last step of a longer name takes its last eight bytes, which may overlap.</summary>
    internal static uint Hash(ReadOnlySpan<byte> name)
    {
        if (name.Length <= 8)
        {
            var word = 0UL;
            for (var at = name.Length - 1; at >= 0; at--) word = word << 8 | name[at];
            return Fold(word * Multiplier);
        }
        var state = 0UL;
        for (var rest = name; rest.Length > 8; rest = rest[8..])
            state = (state ^ BinaryPrimitives.ReadUInt64LittleEndian(rest)) * Multiplier;
        return Fold((BitOperations.RotateLeft(state, 29) ^ BinaryPrimitives.ReadUInt64LittleEndian(name[^8..])) * Multiplier);
    }

    /// <summary>The hash of a name of up to eight bytes, given as little-endian word times <see cref="Multiplier"/>.</summary>
    internal static uint Fold(ulong product) => (uint)(product >> 32) ^ (uint)(product >> 47);

    private void Grow()
    {
        slots = new int[slots.Length * 2];
        var mask = slots.Length - 1;
        for (var id = 0; id < Count; id++)
        {
            var slot = (int)entries[id].Hash & mask;
            while (slots[slot] != 0) slot = (slot + 1) & mask;
            slots[slot] = id + 1;
        }
    }
}
