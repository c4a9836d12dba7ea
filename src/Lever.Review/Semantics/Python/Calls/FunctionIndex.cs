namespace Lever.Review.Semantics.Python.Calls;

/// <summary>Functions by their names. Names of one owner come one after the other as a rule, so that the owner's table is looked up once for all of them.</summary>
internal sealed class FunctionIndex
{
    private readonly Dictionary<string, Dictionary<string, int>> owners = new(StringComparer.Ordinal);
    private string lastOwner = "";
    private Dictionary<string, int>? last;

    /// <summary>Adds a function; the first of a name stays.</summary>
    public void Add(DottedName name, int index)
    {
        if (TableOf(name.Owner) is not { } table) last = owners[lastOwner = name.Owner] = table = new Dictionary<string, int>(StringComparer.Ordinal);
        table.TryAdd(name.Name, index);
    }

    public bool TryGet(DottedName name, out int index)
    {
        index = -1;
        return TableOf(name.Owner) is { } table && table.TryGetValue(name.Name, out index);
    }

    private Dictionary<string, int>? TableOf(string owner)
    {
        if (ReferenceEquals(owner, lastOwner)) return last;
        lastOwner = owner;
        return last = owners.GetValueOrDefault(owner);
    }
}
