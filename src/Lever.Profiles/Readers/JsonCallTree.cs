using System.Text.Json;

namespace Lever.Profiles.Readers;

/// <summary>What a nested report says of one call.</summary>
internal struct CallFields
{
    public string Name;
    public string File;
    public int Line;
    public double Weight;
    public double Count;
}

/// <summary>
/// A call tree written as objects inside objects, each with a list of <c>children</c>. It is walked without recursion, so it may
/// nest as deep as it likes.
/// </summary>
/// <param name="read">Reads the property the reader stands at, and goes past its value.</param>
/// <param name="resolve">The builder's frame, or <see cref="InclusiveTree.NoFrame"/>.</param>
internal sealed class JsonCallTree(InclusiveTree tree, JsonCallTree.ReadProperty read, Func<CallFields, int> resolve)
{
    public delegate void ReadProperty(ref Utf8JsonReader reader, ref CallFields fields);

    private readonly List<(int Node, CallFields Fields)> open = [];

    /// <summary>Reads the tree whose outermost object is the value; a tree cut short keeps the calls that are whole.</summary>
    public void Read(ref Utf8JsonReader reader)
    {
        if (!JsonText.EnterObject(ref reader)) return;
        Open();
        while (open.Count > 0 && reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject: Open(); break;
                case JsonTokenType.EndObject: Close(); break;
                case JsonTokenType.StartArray: reader.Skip(); break;
                case JsonTokenType.PropertyName:
                    // Into the list of children; its objects are calls inside this one.
                    if (JsonText.At(ref reader, "children"u8)) JsonText.EnterArray(ref reader);
                    else Property(ref reader);
                    break;
            }
        }
    }

    /// <summary>Uses the calls that were open when the file broke off.</summary>
    public void Finish()
    {
        while (open.Count > 0) Close();
    }

    private void Open()
    {
        var parent = open.Count == 0 ? InclusiveTree.NoParent : open[^1].Node;
        open.Add((tree.Add(parent, InclusiveTree.NoFrame), new CallFields { Name = "", File = "" }));
    }

    private void Property(ref Utf8JsonReader reader)
    {
        var (node, fields) = open[^1];
        read(ref reader, ref fields);
        open[^1] = (node, fields);
    }

    private void Close()
    {
        var (node, fields) = open[^1];
        open.RemoveAt(open.Count - 1);
        tree.SetFrame(node, resolve(fields));
        tree.Weigh(node, 0, fields.Weight);
        tree.Weigh(node, 1, fields.Count);
    }
}
