using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using Lever.Syntax.Text;

namespace Lever.Syntax.Trees;

/// <summary>
/// The distinct identifiers of one file, numbered in order of first appearance, so that equal names are equal integers.
/// </summary>
public sealed class NameTable
{
    private const int MinSlots = 512;

    private Entry[] entries = new Entry[256];
    private int[] slots = new int[MinSlots];
    private int mask = MinSlots - 1;
    private string?[] texts = new string?[256];
    private byte[] buffer = [];

    /// <summary>Texts of names across files, since the same few thousand names fill every project; a later name takes an earlier one's place.</summary>
    private readonly PooledText[] pool = new PooledText[1 << 14];

    /// <summary>A text with the words of its name: they are all of most names, which are compared without a look at the string.</summary>
    private readonly record struct PooledText(ulong First, ulong Second, string? Text);

    /// <param name="First">Its first eight bytes as a little-endian word, zeros after a shorter name.</param>
    /// <param name="Second">The next eight bytes.</param>
    private readonly record struct Entry(ulong First, ulong Second, int Start, int Length, uint Hash);

    public int Count { get; private set; }

    /// <summary>Forgets all names and reads later ones from <paramref name="text"/>; keeps the memory.</summary>
    internal void Reset(SourceText text)
    {
        buffer = text.Buffer;
        Array.Clear(texts, 0, Count);
        Count = 0;
        // A small file pays for a small table, whatever the largest one before it needed. Names are far rarer than one in 16 bytes.
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(text.Length / 16, MinSlots));
        mask = size - 1;
        if (slots.Length < size) slots = new int[size];
        else Array.Clear(slots, 0, size);
    }

    /// <summary>The id of the name at a place of the text, which is added where it is new.</summary>
    /// <param name="start">Offset of the identifier's first byte.</param>
    /// <param name="length">Its length in bytes.</param>
    internal int Intern(int start, int length)
    {
        var name = buffer.AsSpan(start, length);
        return Intern(start, length, Hash(name), Word(name), length > 8 ? Word(name[8..]) : 0);
    }

    /// <param name="hash">The name's <see cref="Hash"/>.</param>
    /// <param name="first">Its first eight bytes as a little-endian word, zeros after a shorter name.</param>
    /// <param name="second">The next eight bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Intern(int start, int length, uint hash, ulong first, ulong second)
    {
        var slots = this.slots;
        var entries = this.entries;
        var mask = this.mask;
        for (var slot = (int)hash; ; slot++)
        {
            slot &= mask;
            var id = slots[slot] - 1;
            if (id < 0) return Add(slot, start, length, hash, first, second);
            ref readonly var entry = ref entries[id];
            if (entry.First == first && entry.Second == second && entry.Length == length && (length <= 16 || EqualAfterWords(entry, start)))
                return id;
        }
    }

    private bool EqualAfterWords(Entry entry, int start) =>
        buffer.AsSpan(entry.Start, entry.Length).SequenceEqual(buffer.AsSpan(start, entry.Length));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Add(int slot, int start, int length, uint hash, ulong first, ulong second)
    {
        if (Count == entries.Length)
        {
            Array.Resize(ref entries, entries.Length * 2);
            Array.Resize(ref texts, texts.Length * 2);
        }
        entries[Count] = new Entry(first, second, start, length, hash);
        slots[slot] = ++Count;
        if (Count * 2 > mask) Grow();
        return Count - 1;
    }

    /// <summary>The id of a name, or -1 where the file does not contain it.</summary>
    public int Find(ReadOnlySpan<byte> name)
    {
        var hash = Hash(name);
        for (var slot = (int)hash & mask; ; slot = (slot + 1) & mask)
        {
            var id = slots[slot] - 1;
            if (id < 0) return -1;
            if (entries[id].Hash == hash && this[id].SequenceEqual(name)) return id;
        }
    }

    /// <summary>The bytes of a name.</summary>
    public ReadOnlySpan<byte> this[int id] => buffer.AsSpan(entries[id].Start, entries[id].Length);

    /// <summary>Is it this name, which is all ASCII? Costs less than its text, which may have to be made.</summary>
    public bool Is(int id, string name) => entries[id].Length == name.Length && Ascii.Equals(this[id], name);

    internal uint HashOf(int id) => entries[id].Hash;

    /// <summary>The name as a string, made once; a name met in an earlier file usually costs nothing.</summary>
    public string Text(int id) => texts[id] ??= Pooled(id);

    private string Pooled(int id)
    {
        var bytes = this[id];
        var (first, second) = WordsOf(id);
        ref var slot = ref pool[(int)entries[id].Hash & (pool.Length - 1)];
        // No name holds a zero, so that shorter ones differ in their words.
        if (slot.Text is { } known && slot.First == first && slot.Second == second && (bytes.Length < 16 || known.Length == bytes.Length && Ascii.Equals(bytes, known))) return known;
        slot = new PooledText(first, second, Encoding.UTF8.GetString(bytes));
        return slot.Text!;
    }

    /// <summary>A name's first eight bytes as a little-endian word, zeros after a shorter name, and the next eight.</summary>
    internal (ulong First, ulong Second) WordsOf(int id)
    {
        var (start, length) = (entries[id].Start, entries[id].Length);
        return (WordAt(start, length), length > 8 ? WordAt(start + 8, length - 8) : 0);
    }

    /// <summary>Up to eight bytes of the text, which zeros follow.</summary>
    private ulong WordAt(int start, int length)
    {
        var word = BinaryPrimitives.ReadUInt64LittleEndian(buffer.AsSpan(start));
        return length >= 8 ? word : word & (1UL << length * 8) - 1;
    }

    /// <summary>An odd number whose products have well-mixed upper halves; lexers may also look their keywords up with it.</summary>
    internal const ulong Multiplier = 0xb57c8e05e3c9b0e1;

    /// <summary>A hash of names; for up to sixteen bytes that of their two words.</summary>
    internal static uint Hash(ReadOnlySpan<byte> name)
    {
        if (name.Length <= 8) return Fold(Mix(Word(name), 0));
        if (name.Length <= 16) return Fold(Mix(Word(name), Word(name[8..])));
        var state = 0UL;
        for (var rest = name; rest.Length > 8; rest = rest[8..]) state = Mix(state ^ Word(rest), 0);
        return Fold(Mix(BitOperations.RotateLeft(state, 29), Word(name[^8..])));
    }

    /// <summary>Two words in one; the first alone is only multiplied.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Mix(ulong first, ulong second) => (first ^ (second * 0x9e3779b97f4a7c15)) * Multiplier;

    /// <summary>The hash of mixed words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Fold(ulong mixed) => (uint)(mixed >> 32) ^ (uint)(mixed >> 47);

    /// <summary>Up to eight bytes as a little-endian word.</summary>
    internal static ulong Word(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= 8) return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        var word = 0UL;
        for (var at = bytes.Length - 1; at >= 0; at--) word = word << 8 | bytes[at];
        return word;
    }

    internal void Pack(Span<PackedName> packed)
    {
        for (var id = 0; id < packed.Length; id++) packed[id] = new PackedName(entries[id].Start, entries[id].Length, entries[id].Hash);
    }

    /// <summary>Takes the names of a tree that was put away. Only a parser adds names, and it starts with none.</summary>
    internal void Unpack(SourceText text, ReadOnlySpan<PackedName> packed)
    {
        buffer = text.Buffer;
        Array.Clear(texts, 0, Count);
        Count = packed.Length;
        if (entries.Length < Count)
        {
            entries = new Entry[Count * 3 / 2];
            texts = new string?[entries.Length];
        }
        for (var id = 0; id < packed.Length; id++) entries[id] = new Entry(0, 0, packed[id].Start, packed[id].Length, packed[id].Hash);
        Fill((int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(Count * 2 + 1, MinSlots)));
    }

    private void Grow() => Fill((mask + 1) * 2);

    private void Fill(int size)
    {
        mask = size - 1;
        if (slots.Length < size) slots = new int[size];
        else Array.Clear(slots, 0, size);
        for (var id = 0; id < Count; id++)
        {
            var slot = (int)entries[id].Hash & mask;
            while (slots[slot] != 0) slot = (slot + 1) & mask;
            slots[slot] = id + 1;
        }
    }
}

/// <summary>A name of a tree that was put away.</summary>
internal readonly record struct PackedName(int Start, int Length, uint Hash);
