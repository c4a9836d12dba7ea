using System.Text;

namespace Lever.Syntax.Text;

/// <summary>A file's text in UTF-8, and what is needed to write a changed text back as the file was.</summary>
/// <param name="Text">The text without a byte order mark.</param>
/// <param name="EncodingName">The file's encoding in lower case, as `utf-8` or `windows-1252`.</param>
/// <param name="HasByteOrderMark">Did the file start with one? Offsets into <paramref name="Text"/> do not count it.</param>
/// <param name="Problems">Why the file is no valid source, whatever its syntax; offsets are those of <paramref name="Text"/>.</param>
public readonly record struct DecodedSource(
    SourceText Text, string EncodingName, bool HasByteOrderMark, IReadOnlyList<Problem> Problems)
{
    /// <summary>The encoding where it is not UTF-8.</summary>
    internal Encoding? Codec { get; init; }

    /// <summary>
    /// The bytes of a changed text in the file's encoding, or null where the text holds a character that the encoding lacks or
    /// where the file itself could not be decoded, so that writing it back would lose bytes.
    /// </summary>
    /// <param name="changed">The whole new text in UTF-8.</param>
    public byte[]? Encode(ReadOnlySpan<byte> changed)
    {
        if (Problems.Count > 0) return null;
        if (Codec is null) return HasByteOrderMark ? [.. SourceDecoder.Utf8Mark, .. changed] : changed.ToArray();
        var text = Encoding.UTF8.GetString(changed);
        var bytes = Codec.GetBytes(text);
        return Codec.GetString(bytes) == text ? bytes : null;
    }
}
