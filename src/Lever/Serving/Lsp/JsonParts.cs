using System.Text;
using System.Text.Json;

namespace Lever.Serving.Lsp;

/// <summary>Looks into JSON that may hold anything: what is missing or of another type is null.</summary>
internal static class JsonParts
{
    public static JsonElement? Part(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;

    public static JsonElement? Part(this JsonElement element, string first, string second) => element.Part(first)?.Part(second);

    public static JsonElement? Part(this JsonElement element, string first, string second, string third) => element.Part(first, second)?.Part(third);

    /// <summary>A string; a lone half of a surrogate pair, for which UTF-8 has no bytes, becomes U+FFFD, which is as long in UTF-16.</summary>
    public static string? Text(this JsonElement element, string name) => element.Part(name)?.AsText();

    public static string? AsText(this JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String) return null;
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            using var mended = JsonDocument.Parse(WithoutLoneSurrogates(element.GetRawText()));
            return mended.RootElement.GetString();
        }
    }

    /// <summary>A whole number from 0 to 2^31-1, which the protocol calls a uinteger.</summary>
    public static int? Whole(this JsonElement element, string name) =>
        element.Part(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) && value >= 0 ? value : null;

    public static bool IsTrue(this JsonElement element, string first, string second, string third) => element.Part(first, second, third) is { ValueKind: JsonValueKind.True };

    /// <summary>The elements of an array; none where there is no array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    /// <summary>The strings of an array; null where there is no array.</summary>
    public static IReadOnlyList<string>? Texts(this JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Array } array ? [.. array.EnumerateArray().Select(AsText).OfType<string>()] : null;

    /// <param name="literal">A string as JSON spells it, in its quotes.</param>
    private static string WithoutLoneSurrogates(string literal)
    {
        var mended = new StringBuilder(literal.Length);
        for (var at = 0; at < literal.Length; at++)
        {
            mended.Append(literal[at]);
            if (literal[at] != '\\') continue;
            at++;
            mended.Append(literal[at]);
            if (literal[at] != 'u') continue;
            var unit = Unit(literal, at + 1);
            var isPair = char.IsHighSurrogate(unit) && at + 10 < literal.Length && literal[at + 5] == '\\' && literal[at + 6] == 'u' && char.IsLowSurrogate(Unit(literal, at + 7));
            mended.Append(char.IsSurrogate(unit) && !isPair ? "FFFD" : literal.AsSpan(at + 1, isPair ? 10 : 4));
            at += isPair ? 10 : 4;
        }
        return mended.ToString();
    }

    private static char Unit(string literal, int at) => (char)ushort.Parse(literal.AsSpan(at, 4), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);
}
