using System.Text.Json;
using Lever.Syntax.Text;

namespace Lever.Serving.Lsp;

/// <summary>What a client counts the characters of a line in.</summary>
internal enum PositionEncoding
{
    Utf16,
    Utf8,
    Utf32,
}

/// <summary>A place as the protocol counts it: line and character from 0.</summary>
internal readonly record struct LspPosition(int Line, int Character)
{
    public static LspPosition? Of(JsonElement? element) =>
        element is { } parts && parts.Whole("line") is { } line && parts.Whole("character") is { } character ? new LspPosition(line, character) : null;

    public void Write(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject(name);
        json.WriteNumber("line", Line);
        json.WriteNumber("character", Character);
        json.WriteEndObject();
    }
}

/// <summary>A half-open range as the protocol counts it.</summary>
internal readonly record struct LspRange(LspPosition Start, LspPosition End)
{
    public static LspRange? Of(JsonElement? element) =>
        element is { } parts && LspPosition.Of(parts.Part("start")) is { } start && LspPosition.Of(parts.Part("end")) is { } end ? new LspRange(start, end) : null;

    public void Write(Utf8JsonWriter json, string name = "range")
    {
        json.WriteStartObject(name);
        Start.Write(json, "start");
        End.Write(json, "end");
        json.WriteEndObject();
    }
}

/// <summary>Places as findings count them, as the protocol counts them.</summary>
internal static class Places
{
    /// <param name="hasMark">Does the client's text have a byte order mark before this one's first line?</param>
    public static LspPosition PositionOf(LineMap lines, Position position, PositionEncoding encoding, bool hasMark)
    {
        var line = Math.Clamp(position.Line, 1, lines.LineCount);
        var text = lines.BytesOf(line);
        var part = text[..Characters.OffsetOf(position.Line > lines.LineCount ? int.MaxValue : position.Column - 1, text, PositionEncoding.Utf32)];
        return new LspPosition(line - 1, Characters.Count(part, encoding) + (hasMark && line == 1 ? MarkLength(encoding) : 0));
    }

    /// <summary>How long a byte order mark is.</summary>
    public static int MarkLength(PositionEncoding encoding) => encoding == PositionEncoding.Utf8 ? 3 : 1;
}

/// <summary>Characters of a line against its bytes in UTF-8.</summary>
internal static class Characters
{
    /// <summary>The offset of a character in a line's bytes; past the line's end that end, inside of a character its start.</summary>
    public static int OffsetOf(int character, ReadOnlySpan<byte> line, PositionEncoding encoding)
    {
        if (encoding == PositionEncoding.Utf8)
        {
            var at = Math.Min(character, line.Length);
            while (at > 0 && at < line.Length && (line[at] & 0xC0) == 0x80) at--;
            return at;
        }
        var seen = 0;
        for (var at = 0; at < line.Length; at++)
        {
            if ((line[at] & 0xC0) == 0x80) continue;
            var units = UnitsOf(line[at], encoding);
            if (seen + units > character) return at;
            seen += units;
        }
        return line.Length;
    }

    /// <summary>How many units a part of a line has.</summary>
    public static int Count(ReadOnlySpan<byte> part, PositionEncoding encoding)
    {
        if (encoding == PositionEncoding.Utf8) return part.Length;
        var count = 0;
        foreach (var value in part)
            if ((value & 0xC0) != 0x80) count += UnitsOf(value, encoding);
        return count;
    }

    /// <summary>Characters that take four bytes in UTF-8 are those that take two units in UTF-16.</summary>
    private static int UnitsOf(byte first, PositionEncoding encoding) => encoding == PositionEncoding.Utf16 && first >= 0xF0 ? 2 : 1;

    /// <summary>The offset at which a line starts, counted from 0; null past the last line.</summary>
    public static int? LineStart(ReadOnlySpan<byte> text, int line)
    {
        var at = 0;
        for (; line > 0; line--)
        {
            var length = text[at..].IndexOfAny((byte)'\n', (byte)'\r');
            if (length < 0) return null;
            at += length + 1;
            if (text[at - 1] == '\r' && at < text.Length && text[at] == '\n') at++;
        }
        return at;
    }

    /// <summary>A line without its break, from the offset at which it starts.</summary>
    public static ReadOnlySpan<byte> LineAt(ReadOnlySpan<byte> text, int start)
    {
        var rest = text[start..];
        var length = rest.IndexOfAny((byte)'\n', (byte)'\r');
        return length < 0 ? rest : rest[..length];
    }
}
