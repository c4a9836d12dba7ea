using System.Text;
using System.Text.Json;

namespace Lever.Profiles.Readers;

/// <summary>What every JSON reader needs: strings that survive bad UTF-8, and keys found without reading all before them.</summary>
internal static class JsonText
{
    public static JsonReaderOptions Options { get; } = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>For trees, which nest as deep as the program's stacks did.</summary>
    public static JsonReaderOptions DeepOptions { get; } = Options with { MaxDepth = 1 << 20 };

    /// <summary>
    /// Whether the reader stands at this property or string. Escaped spellings are not looked into: no producer escapes a key,
    /// and the framework's own comparison throws on half a surrogate pair.
    /// </summary>
    public static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> text) =>
        !reader.ValueIsEscaped && reader.ValueSpan.SequenceEqual(text);

    /// <summary>The value of a string or property name, invalid UTF-8 replaced; empty for any other token.</summary>
    public static string Text(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName)) return "";
        if (!reader.ValueIsEscaped) return Encoding.UTF8.GetString(reader.ValueSpan);
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or escapes beside invalid UTF-8.
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }

    /// <summary>Whether the reader stands at a property of this name; if so it goes on to the value.</summary>
    public static bool At(ref Utf8JsonReader reader, ReadOnlySpan<byte> key) => Is(ref reader, key) && reader.Read();

    /// <summary>Goes into the object that is the value, or past a value that is none.</summary>
    public static bool EnterObject(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.PropertyName) reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject) return true;
        reader.Skip();
        return false;
    }

    /// <summary>Goes into the array that is the value, or past a value that is none.</summary>
    public static bool EnterArray(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.PropertyName) reader.Read();
        if (reader.TokenType == JsonTokenType.StartArray) return true;
        reader.Skip();
        return false;
    }

    /// <summary>The next property of the object the reader is in.</summary>
    public static bool NextProperty(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>The next item of the array the reader is in.</summary>
    public static bool NextItem(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType != JsonTokenType.EndArray;

    /// <summary>The number that is the value, or else the other; goes past any value.</summary>
    public static double Number(ref Utf8JsonReader reader, double other = 0)
    {
        if (reader.TokenType == JsonTokenType.PropertyName) reader.Read();
        var number = reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var value) && double.IsFinite(value) ? value : other;
        reader.Skip();
        return number;
    }

    /// <summary>The whole number that is the value, or else the other; goes past any value.</summary>
    public static int Whole(ref Utf8JsonReader reader, int other = 0)
    {
        if (reader.TokenType == JsonTokenType.PropertyName) reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var value)) return value;
        var number = Number(ref reader, other);
        return number is >= int.MinValue and <= int.MaxValue ? (int)number : other;
    }

    /// <summary>The string that is the value, empty if it is none; goes past any value.</summary>
    public static string TextValue(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.PropertyName) reader.Read();
        var text = Text(ref reader);
        reader.Skip();
        return text;
    }

    /// <summary>A column of whole numbers; what is none counts as -1.</summary>
    public static void Column(ref Utf8JsonReader reader, List<int> column)
    {
        if (!EnterArray(ref reader)) return;
        while (NextItem(ref reader)) column.Add(Whole(ref reader, -1));
    }

    /// <summary>A column of numbers; what is none counts as 0.</summary>
    public static void Column(ref Utf8JsonReader reader, List<double> column)
    {
        if (!EnterArray(ref reader)) return;
        while (NextItem(ref reader)) column.Add(Number(ref reader));
    }

    /// <summary>A column of strings; what is none counts as empty.</summary>
    public static void Column(ref Utf8JsonReader reader, List<string> column)
    {
        if (!EnterArray(ref reader)) return;
        while (NextItem(ref reader)) column.Add(TextValue(ref reader));
    }

    /// <summary>
    /// Where the value of a key begins: the first place where the key stands in quotes with a colon behind it. The caller checks
    /// that the value is what it expects, and may ask for a later place.
    /// </summary>
    /// <param name="quotedKey">The key with its quotes.</param>
    /// <returns>-1 if the key does not occur.</returns>
    public static int ValueOf(ReadOnlySpan<byte> json, ReadOnlySpan<byte> quotedKey, int from = 0)
    {
        while (true)
        {
            var found = json[from..].IndexOf(quotedKey);
            if (found < 0) return -1;
            var key = from + found;
            from = key + quotedKey.Length;
            if (key > 0 && json[key - 1] == '\\') continue;
            var at = SkipBlanks(json, from);
            if (at < json.Length && json[at] == ':') return SkipBlanks(json, at + 1);
        }
    }

    private static int SkipBlanks(ReadOnlySpan<byte> json, int at)
    {
        while (at < json.Length && (json[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')) at++;
        return at;
    }
}
