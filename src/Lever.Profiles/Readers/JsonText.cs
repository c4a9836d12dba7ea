using System.Text;
using System.Text.Json;

namespace Lever.Profiles.Readers;

/// <summary>What every JSON reader needs: strings that survive bad UTF-8, and keys found without reading all before them.</summary>
internal static class JsonText
{
    public static JsonReaderOptions Options { get; } = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

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
