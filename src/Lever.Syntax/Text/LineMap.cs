using System.Text;

namespace Lever.Syntax.Text;

/// <summary>A place in a file as people count it.</summary>
/// <param name="Line">Line, counted from 1.</param>
/// <param name="Column">Column, counted from 1 in Unicode code points.</param>
public readonly record struct Position(int Line, int Column) : IComparable<Position>
{
    public int CompareTo(Position other) => Line != other.Line ? Line.CompareTo(other.Line) : Column.CompareTo(other.Column);

    public static bool operator <(Position left, Position right) => left.CompareTo(right) < 0;

    public static bool operator >(Position left, Position right) => left.CompareTo(right) > 0;

    public static bool operator <=(Position left, Position right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Position left, Position right) => left.CompareTo(right) >= 0;
}

/// <summary>Turns byte offsets into lines and columns. Lines end at <c>\n</c>, <c>\r\n</c> and a lone <c>\r</c>.</summary>
public sealed class LineMap
{
    private const int Stride = 256;

    private readonly int[] starts;
    private int[]? codePointsBefore;

    public LineMap(SourceText text)
    {
        Text = text;
        var bytes = text.Bytes;
        starts = new int[1 + LineBreaks.Count(bytes)];
        for (int at = 0, line = 1; line < starts.Length; line++)
        {
            at += bytes[at..].IndexOfAny((byte)'\n', (byte)'\r') + 1;
            if (bytes[at - 1] == '\r' && at < bytes.Length && bytes[at] == '\n') at++;
            starts[line] = at;
        }
    }

    public SourceText Text { get; }

    public int LineCount => starts.Length;

    /// <summary>The line of an offset, counted from 1.</summary>
    public int LineAt(int offset)
    {
        var found = Array.BinarySearch(starts, offset);
        return found >= 0 ? found + 1 : ~found;
    }

    public Position PositionAt(int offset)
    {
        offset = Math.Clamp(offset, 0, Text.Length);
        var line = LineAt(offset);
        var start = starts[line - 1];
        if (offset - start <= Stride) return new Position(line, 1 + CountCodePoints(start, offset));
        return new Position(line, 1 + CodePointsBefore(offset) - CodePointsBefore(start));
    }

    /// <summary>The bytes between two places; null where the text has no such places.</summary>
    public Span? SpanOf(Position start, Position end) =>
        OffsetOf(start) is { } first && OffsetOf(end) is { } last && first <= last ? new Span(first, last) : null;

    private int? OffsetOf(Position position)
    {
        if (position.Line < 1 || position.Line > starts.Length) return null;
        var offset = StartOf(position.Line);
        for (var left = position.Column - 1; left > 0; left--)
        {
            if (offset >= EndOf(position.Line)) return null;
            do offset++;
            while (offset < Text.Length && (Text.Bytes[offset] & 0xC0) == 0x80);
        }
        return offset;
    }

    /// <summary>The offset at which a line starts.</summary>
    /// <param name="line">Counted from 1; clamped to the lines there are.</param>
    public int StartOf(int line) => starts[Math.Clamp(line, 1, starts.Length) - 1];

    /// <summary>The offset after the last byte of a line, its line break included.</summary>
    public int EndOf(int line) => line >= starts.Length ? Text.Length : starts[line];

    /// <summary>A line's text without its line break.</summary>
    public string TextOf(int line) => Encoding.UTF8.GetString(BytesOf(line));

    /// <summary>A line's bytes without its line break.</summary>
    public ReadOnlySpan<byte> BytesOf(int line) => Text[new Span(StartOf(line), EndOf(line))].TrimEnd("\r\n"u8);

    /// <summary>How many code points start before an offset; marks at every stride keep very long lines cheap.</summary>
    private int CodePointsBefore(int offset)
    {
        codePointsBefore ??= MarkStrides();
        var mark = offset / Stride;
        return codePointsBefore[mark] + CountCodePoints(mark * Stride, offset);
    }

    private int[] MarkStrides()
    {
        var marks = new int[Text.Length / Stride + 1];
        for (var mark = 1; mark < marks.Length; mark++)
            marks[mark] = marks[mark - 1] + CountCodePoints((mark - 1) * Stride, mark * Stride);
        return marks;
    }

    /// <summary>A code point starts at every byte that is not a UTF-8 continuation byte.</summary>
    private int CountCodePoints(int start, int end)
    {
        var count = 0;
        foreach (var value in Text[new Span(start, end)])
            if ((value & 0xC0) != 0x80) count++;
        return count;
    }
}
