using Lever.Profiles.Readers;

namespace Lever.Profiles.Measurements.Readers;

/// <summary>What readers of JSON results look for in the head of a file.</summary>
internal static class JsonHead
{
    public static bool IsObject(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOfAnyExcept(" \t\r\n"u8);
        return at >= 0 && head[at] == '{';
    }

    /// <summary>Whether a key occurs.</summary>
    /// <param name="quotedKey">The key with its quotes.</param>
    public static bool Has(ReadOnlySpan<byte> head, ReadOnlySpan<byte> quotedKey) => JsonText.ValueOf(head, quotedKey) >= 0;

    /// <summary>Whether the first place where a key occurs has this text for its value.</summary>
    /// <param name="quotedKey">The key with its quotes.</param>
    /// <param name="value">As the file spells it, with quotes.</param>
    public static bool Is(ReadOnlySpan<byte> head, ReadOnlySpan<byte> quotedKey, ReadOnlySpan<byte> value) =>
        JsonText.ValueOf(head, quotedKey) is >= 0 and var at && head[at..].StartsWith(value);
}
