using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Rust;

/// <summary>Full paths as numbers: those of the library tables under their numbers there, others as they are met. It lives from file to file.</summary>
internal sealed class PathTable
{
    /// <summary>Beyond it the table starts again: files that stand together speak of the same paths, and a small table stays in the processor's caches.</summary>
    private const int MaxOwn = 1 << 13;

    /// <summary>Names up to this many bytes are looked up without an array for each.</summary>
    private const int LongestName = 128;

    private readonly List<(int Parent, int Segment)> paths = [];
    private readonly NameSet ownSegments = new();
    /// <summary>Paths by what they are below and their last name; zero, which is no path's child, where none is.</summary>
    private int[] slots = [];
    private readonly List<string?> texts = [];
    /// <summary>Those that were asked for; others are all zeros.</summary>
    private readonly List<PathKey> keys = [];
    private int[] segmentOfName = [];
    private NameTable names = null!;

    public PathTable() => Fill();

    /// <summary>The slots of the paths of the library tables, with room for others.</summary>
    private static readonly int[] librarySlots = LibrarySlots();

    private static int[] LibrarySlots()
    {
        var found = new int[BitOperations.RoundUpToPowerOf2((uint)(RustLibrary.Paths.Length + MaxOwn) * 2)];
        for (var id = 1; id < RustLibrary.Paths.Length; id++) found[SlotOf(RustLibrary.Paths[id].Parent, RustLibrary.Paths[id].Segment, found, RustLibrary.Paths)] = id;
        return found;
    }

    private void Fill()
    {
        paths.Clear();
        ownSegments.Clear();
        paths.AddRange(RustLibrary.Paths);
        if (slots.Length != librarySlots.Length) slots = [.. librarySlots];
        else librarySlots.CopyTo(slots, 0);
        // Those of the library tables stay as they are.
        CollectionsMarshal.SetCount(texts, paths.Count);
        CollectionsMarshal.SetCount(keys, paths.Count);
    }

    /// <summary>Prepares for another file's names. A table that a huge project has filled starts again.</summary>
    /// <returns>Whether all numbers but those of the library tables have lost their meaning.</returns>
    public bool Reset(NameTable table)
    {
        names = table;
        if (segmentOfName.Length < table.Count) segmentOfName = new int[table.Count * 3 / 2];
        else Array.Clear(segmentOfName, 0, table.Count);
        if (paths.Count < RustLibrary.Paths.Length + MaxOwn) return false;
        Fill();
        return true;
    }

    /// <summary>The segment that one of the file's names is.</summary>
    public int SegmentOf(int name)
    {
        ref var known = ref segmentOfName[name];
        if (known != 0) return known - 1;
        var id = RustLibrary.SegmentNames.Find(names, name);
        if (id < 0) id = RustLibrary.Segments.Length + ownSegments.Add(names, name);
        known = id + 1;
        return id;
    }

    /// <summary>The path of a primitive type; 0 for any other text.</summary>
    public int FindPrimitive(ReadOnlySpan<byte> name) => names.Find(name) is >= 0 and var id ? Primitive(SegmentOf(id)) : PrimitiveOf(name);

    private int Primitive(int segment) => FindChild(0, segment) is > 0 and var path && RustLibrary.SymbolOf(path) is { IsType: true } ? path : 0;

    /// <summary>A suffix is no name of its file.</summary>
    private int PrimitiveOf(ReadOnlySpan<byte> name) => name switch
    {
        [(byte)'u', (byte)'8'] => RustLibrary.U8,
        [(byte)'u', (byte)'s', ..] => RustLibrary.Usize,
        [(byte)'i', (byte)'3', ..] => RustLibrary.I32,
        [(byte)'f', (byte)'6', ..] => RustLibrary.F64,
        _ => Primitive(SegmentOf(Encoding.UTF8.GetString(name).AsSpan())),
    };

    public int SegmentOf(ReadOnlySpan<char> text)
    {
        Span<byte> name = stackalloc byte[LongestName];
        if (!Encoding.UTF8.TryGetBytes(text, name, out var length))
        {
            name = new byte[Encoding.UTF8.GetByteCount(text)];
            length = Encoding.UTF8.GetBytes(text, name);
        }
        name = name[..length];
        return RustLibrary.SegmentNames.Find(name) is >= 0 and var known ? known : RustLibrary.Segments.Length + ownSegments.Add(name);
    }

    /// <summary>The path below another one; aliases are followed.</summary>
    public int Child(int parent, int segment)
    {
        var slot = SlotOf(parent, segment);
        if (slots[slot] is > 0 and var known) return RustLibrary.Target(known);
        var id = paths.Count;
        paths.Add((parent, segment));
        texts.Add(null);
        keys.Add(default);
        slots[slot] = id;
        if (paths.Count * 2 > slots.Length) Grow();
        return id;
    }

    private int SlotOf(int parent, int segment) => SlotOf(parent, segment, slots, CollectionsMarshal.AsSpan(paths));

    /// <summary>Where a path is or has to be.</summary>
    private static int SlotOf(int parent, int segment, int[] slots, ReadOnlySpan<(int Parent, int Segment)> known)
    {
        var mask = slots.Length - 1;
        var slot = (int)((((ulong)(uint)parent << 32 | (uint)segment) * 0x9e3779b97f4a7c15) >> 40) & mask;
        while (slots[slot] is > 0 and var id && (known[id].Parent != parent || known[id].Segment != segment)) slot = slot + 1 & mask;
        return slot;
    }

    private void Grow()
    {
        slots = new int[slots.Length * 2];
        for (var id = 1; id < paths.Count; id++) slots[SlotOf(paths[id].Parent, paths[id].Segment)] = id;
    }

    /// <summary>The path below another one; -1 where nothing spoke of it yet.</summary>
    public int FindChild(int parent, int segment) => slots[SlotOf(parent, segment)] is > 0 and var id ? RustLibrary.Target(id) : -1;

    public int Parent(int path) => paths[path].Parent;

    public int Segment(int path) => paths[path].Segment;

    public string SegmentText(int segment) => segment < RustLibrary.Segments.Length ? RustLibrary.Segments[segment] : ownSegments.Text(segment - RustLibrary.Segments.Length);

    private ReadOnlySpan<byte> SegmentBytes(int segment) => segment < RustLibrary.Segments.Length ? RustLibrary.SegmentNames[segment] : ownSegments[segment - RustLibrary.Segments.Length];

    /// <summary>The path's last name.</summary>
    public string Name(int path) => SegmentText(paths[path].Segment);

    /// <summary>The number of a path's text.</summary>
    public int Of(string text)
    {
        var at = 0;
        foreach (var range in text.AsSpan().Split("::")) at = Child(at, SegmentOf(text.AsSpan(range)));
        return at;
    }

    /// <summary>The key of a path, which other files know it by.</summary>
    public PathKey KeyOf(int path)
    {
        if (path == 0) return PathKey.Root;
        ref var known = ref CollectionsMarshal.AsSpan(keys)[path];
        return known != default ? known : known = KeyBelow(paths[path].Parent, paths[path].Segment);
    }

    /// <summary>The key of the path that a name makes below another one, whether it has a number or not.</summary>
    public PathKey KeyBelow(int parent, int segment) => KeyOf(parent).Below(SegmentBytes(segment));

    public string Text(int path)
    {
        if (texts[path] is { } known) return known;
        var (parent, segment) = paths[path];
        return texts[path] = parent > 0 ? string.Concat(Text(parent), "::", SegmentText(segment)) : SegmentText(segment);
    }
}
