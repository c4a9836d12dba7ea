using System.Text;

namespace Lever.Syntax.Text;

/// <summary>
/// The encoding that a Python file declares in a comment on one of its first two lines, as PEP 263 and CPython's tokenizer
/// read it.
/// </summary>
/// <param name="Name">The declared name as it stands in the file.</param>
/// <param name="Span">Where the name stands, in bytes of the file.</param>
internal readonly record struct CodingCookie(string Name, Span Span)
{
    /// <summary>The declaration, or null where the file has none.</summary>
    public static CodingCookie? Find(ReadOnlySpan<byte> file)
    {
        var lineStart = 0;
        for (var line = 0; line < 2 && lineStart < file.Length; line++)
        {
            var length = file[lineStart..].IndexOfAny((byte)'\n', (byte)'\r');
            var lineEnd = length < 0 ? file.Length : lineStart + length;
            var text = file[lineStart..lineEnd];
            var comment = text.IndexOfAnyExcept(" \t\f"u8);
            // Only a blank line or a comment may stand before the declaration.
            if (comment >= 0 && text[comment] != '#') return null;
            if (comment >= 0 && InComment(text, lineStart) is { } found) return found;
            lineStart = lineEnd + 1;
            if (lineStart < file.Length && file[lineEnd] == '\r' && file[lineStart] == '\n') lineStart++;
        }
        return null;
    }

    private static CodingCookie? InComment(ReadOnlySpan<byte> line, int lineStart)
    {
        for (var at = 0; ;)
        {
            var found = line[at..].IndexOf("coding"u8);
            if (found < 0) return null;
            at += found + "coding".Length;
            if (at >= line.Length || (line[at] != ':' && line[at] != '=')) continue;
            var start = at + 1;
            while (start < line.Length && line[start] is (byte)' ' or (byte)'\t') start++;
            var end = start;
            while (end < line.Length && IsNameByte(line[end])) end++;
            if (end > start)
                return new CodingCookie(Encoding.ASCII.GetString(line[start..end]), new Span(lineStart + start, lineStart + end));
        }
    }

    private static bool IsNameByte(byte value) =>
        char.IsAsciiLetterOrDigit((char)value) || value is (byte)'-' or (byte)'_' or (byte)'.';
}
