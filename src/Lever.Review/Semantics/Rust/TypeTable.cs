namespace Lever.Review.Semantics.Rust;

/// <summary>The types met in one file, each once, so that equal types are equal numbers. Type 0 is the unknown one.</summary>
internal sealed class TypeTable
{
    private readonly List<Entry> entries = [];
    private readonly List<int> arguments = [];
    private readonly Dictionary<Key, int> single = [];
    private readonly Dictionary<int, List<int>> byHash = [];

    internal readonly record struct Entry(TypeKind Kind, int Head, int First, int Count);

    private readonly record struct Key(TypeKind Kind, int Head, int Argument);

    public TypeTable() => Reset();

    public void Reset()
    {
        entries.Clear();
        arguments.Clear();
        single.Clear();
        foreach (var list in byHash.Values) list.Clear();
        entries.Add(default);
    }

    public Entry this[int id] => entries[id];

    public int Argument(int id, int index) => entries[id] is var entry && (uint)index < (uint)entry.Count ? arguments[entry.First + index] : 0;

    /// <summary>A type with at most one argument.</summary>
    public int Make(TypeKind kind, int head, int argument = -1)
    {
        var key = new Key(kind, head, argument);
        if (single.TryGetValue(key, out var id)) return id;
        var first = arguments.Count;
        if (argument >= 0) arguments.Add(argument);
        entries.Add(new Entry(kind, head, first, argument >= 0 ? 1 : 0));
        single.Add(key, entries.Count - 1);
        return entries.Count - 1;
    }

    public int Make(TypeKind kind, int head, ReadOnlySpan<int> list)
    {
        if (list.Length == 0) return Make(kind, head);
        if (list.Length == 1) return Make(kind, head, list[0]);
        var hash = HashCode.Combine(kind, head, list.Length, list[0], list[1]) & 0xffff;
        if (!byHash.TryGetValue(hash, out var bucket)) byHash.Add(hash, bucket = []);
        foreach (var known in bucket)
            if (entries[known] is var entry && entry.Kind == kind && entry.Head == head && entry.Count == list.Length && Same(entry.First, list)) return known;
        var first = arguments.Count;
        arguments.AddRange(list);
        entries.Add(new Entry(kind, head, first, list.Length));
        bucket.Add(entries.Count - 1);
        return entries.Count - 1;
    }

    private bool Same(int first, ReadOnlySpan<int> list)
    {
        for (var index = 0; index < list.Length; index++)
            if (arguments[first + index] != list[index]) return false;
        return true;
    }
}
