namespace Lever.Profiles.Readers;

internal enum PickleKind
{
    None,
    Number,
    Text,
    Tuple,
    List,
    Dictionary,
    /// <summary>A class by its name; it is never looked up.</summary>
    Class,
    /// <summary>An instance: its class first, then its state.</summary>
    Instance,
}

/// <summary>A value of a pickle. The same value may stand in several places, and a container in itself.</summary>
internal sealed class PickleValue(PickleKind kind, string text = "", double number = 0, List<PickleValue>? items = null)
{
    // Before the value that uses it: static members come to be in the order of the text.
    private static readonly List<PickleValue> empty = [];

    public static PickleValue None { get; } = new(PickleKind.None);

    public PickleKind Kind => kind;

    /// <summary>Of text, and the qualified name of a class.</summary>
    public string Text => text;

    public double Number => number;

    /// <summary>Of containers; a dictionary's keys and values by turns.</summary>
    public List<PickleValue> Items { get; } = items ?? empty;

    /// <summary>A member of a dictionary by a text key; <see cref="None"/> where there is none.</summary>
    public PickleValue Member(string key)
    {
        for (var i = 0; i + 1 < Items.Count; i += 2)
        {
            if (Items[i].Kind == PickleKind.Text && Items[i].Text == key) return Items[i + 1];
        }
        return None;
    }
}
