using System.Text.Json;
using Lever.Profiles.Readers;

namespace Lever.Profiles.Measurements;

/// <summary>
/// Walks JSON value by value without building a document. The walk stops at every scalar and at the end of every object and list; a
/// reader asks where it stands by a path: keys between slashes, <c>*</c> for any key or list item.
/// </summary>
internal ref struct JsonValues
{
    /// <summary>Results nest less than ten deep; deeper JSON counts as broken.</summary>
    private const int MaxDepth = 64;

    private readonly ReadOnlySpan<byte> json;
    private readonly Level[] levels = new Level[MaxDepth + 1];
    private Utf8JsonReader reader;
    private bool isAhead;

    /// <param name="json">One document, or several one after the other, as JSON lines are.</param>
    public JsonValues(ReadOnlySpan<byte> json)
    {
        this.json = PythonNumbers.Clean(json);
        reader = new Utf8JsonReader(this.json, new JsonReaderOptions
        {
            AllowTrailingCommas = true, AllowMultipleValues = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = MaxDepth,
        });
    }

    /// <summary>The key of a container's current member, by its place in the text; or the current item of a list.</summary>
    private record struct Level(int Start, int Length, int Item);

    /// <summary>Whether the walk ended at something that is no JSON.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Bytes walked so far.</summary>
    public readonly long Position => reader.BytesConsumed;

    /// <summary>The number here; null for anything else.</summary>
    public double? Number => reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number) ? number : null;

    /// <summary>The text here, numbers and truth values as they are written; empty for null.</summary>
    public string Text => reader.TokenType switch
    {
        JsonTokenType.String => Cut(JsonText.Text(ref reader)),
        JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => Cut(System.Text.Encoding.ASCII.GetString(reader.ValueSpan)),
        _ => "",
    };

    public bool Next()
    {
        if (IsBroken) return false;
        try
        {
            while (isAhead || reader.Read())
            {
                isAhead = false;
                var depth = reader.CurrentDepth;
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    levels[depth - 1] = new Level((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length, -1);
                    continue;
                }
                var ends = reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;
                if (!ends && depth > 0 && levels[depth - 1].Length < 0) levels[depth - 1].Item++;
                if (reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject)) return true;
                levels[depth] = reader.TokenType == JsonTokenType.StartArray ? new Level(0, -1, -1) : default;
            }
        }
        catch (JsonException)
        {
            IsBroken = true;
        }
        return false;
    }

    /// <summary>The next number of the list that the walk stands in, without asking for its path again; null where something else comes, which the walk goes on with.</summary>
    public double? NextNumber()
    {
        try
        {
            if (!reader.Read()) return null;
        }
        catch (JsonException)
        {
            IsBroken = true;
            return null;
        }
        isAhead = reader.TokenType != JsonTokenType.Number;
        if (isAhead) return null;
        levels[reader.CurrentDepth - 1].Item++;
        return Number ?? double.NaN;
    }

    /// <summary>Whether the walk stands at a scalar of this path.</summary>
    public readonly bool At(ReadOnlySpan<byte> path) => !StandsAtEnd && Matches(path);

    /// <summary>Whether the walk stands at the end of the object or list of this path; the empty path is the whole document.</summary>
    public readonly bool Ends(ReadOnlySpan<byte> path) => StandsAtEnd && Matches(path);

    /// <summary>The key at a level of the path, from 0; empty for list items.</summary>
    public readonly string Key(int level)
    {
        var (start, length, _) = levels[level];
        return length <= 0 ? "" : Cut(System.Text.Encoding.UTF8.GetString(json.Slice(start, length)));
    }

    /// <summary>The item of a list at a level of the path, from 0; -1 for keys.</summary>
    public readonly int Item(int level) => levels[level].Item;

    /// <summary>Says what broke the walk off, if anything did.</summary>
    public readonly void Report(MeasurementBuilder builder)
    {
        if (IsBroken) builder.Problem(ProfilePlace.Byte(Position), "the JSON is broken or cut short here; what stands before is used");
    }

    private readonly bool StandsAtEnd => reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;

    private readonly bool Matches(ReadOnlySpan<byte> path)
    {
        var depth = reader.CurrentDepth;
        for (var level = 0; level < depth; level++)
        {
            if (path.IsEmpty) return false;
            var slash = path.IndexOf((byte)'/');
            var key = slash < 0 ? path : path[..slash];
            path = slash < 0 ? default : path[(slash + 1)..];
            if (key.Length == 1 && key[0] == '*') continue;
            var (start, length, _) = levels[level];
            if (length != key.Length || !json.Slice(start, length).SequenceEqual(key)) return false;
        }
        return path.IsEmpty;
    }

    private static string Cut(string text) => text.Length <= ProfileLimits.Name ? text : text[..ProfileLimits.Name];
}
