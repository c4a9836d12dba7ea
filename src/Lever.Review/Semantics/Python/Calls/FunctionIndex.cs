namespace Lever.Review.Semantics.Python.Calls;

/// <summary>Functions by their names. Names of one owner come one after the other as a rule, so that the owner is looked up once for all of them.</summary>
/// <param name="capacity">About how many functions are going to be added.</param>
internal sealed class FunctionIndex(int capacity = 0)
{
    private readonly Dictionary<string, int> owners = new(StringComparer.Ordinal);
    private readonly Dictionary<Key, int> functions = new(capacity);
    private string lastText = "";
    private int lastNumber = -1;

    /// <param name="Owner">The owner's number.</param>
    private readonly record struct Key(int Owner, string Name)
    {
        public bool Equals(Key other) => Owner == other.Owner && Name == other.Name;

        public override int GetHashCode() => Owner * -1640531535 ^ Name.GetHashCode();
    }

    /// <summary>Adds a function; the first of a name stays.</summary>
    public void Add(DottedName name, int index)
    {
        var owner = NumberOf(name.Owner);
        if (owner < 0) owners.Add(name.Owner, lastNumber = owner = owners.Count);
        functions.TryAdd(new Key(owner, name.Name), index);
    }

    public bool TryGet(DottedName name, out int index)
    {
        index = -1;
        return NumberOf(name.Owner) is >= 0 and var owner && functions.TryGetValue(new Key(owner, name.Name), out index);
    }

    private int NumberOf(string owner)
    {
        if (ReferenceEquals(owner, lastText)) return lastNumber;
        lastText = owner;
        return lastNumber = owners.TryGetValue(owner, out var number) ? number : -1;
    }
}
