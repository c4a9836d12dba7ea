using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Lever.Syntax.Text;

namespace Lever.Syntax.Python.Notebooks;

/// <summary>The JSON strings that hold a notebook's code, decoded one after the other, and the way back into the file.</summary>
internal sealed class SourceStrings
{
    private readonly List<Piece> pieces = [];
    private readonly ArrayBufferWriter<byte> text = new();

    /// <param name="File">The JSON string with its quotes, in the file.</param>
    /// <param name="Text">Its content, in the text.</param>
    /// <param name="Cell">Index of its cell among the code cells.</param>
    private readonly record struct Piece(Span File, Span Text, int Cell);

    public SourceStrings(ReadOnlySpan<byte> file, IReadOnlyList<JsonCell> codeCells)
    {
        var cells = new List<(int Number, Span Span)>();
        foreach (var cell in codeCells)
        {
            var start = text.WrittenCount;
            foreach (var token in cell.Strings)
            {
                var from = text.WrittenCount;
                Unescape(file[(token.Start + 1)..(token.End - 1)]);
                pieces.Add(new Piece(token, new Span(from, text.WrittenCount), cells.Count));
            }
            cells.Add((cell.Number, new Span(start, text.WrittenCount)));
            // Cells are separate statements even where the last line of one lacks its line break.
            text.Write("\n"u8);
        }
        Cells = cells;
    }

    public IReadOnlyList<(int Number, Span Span)> Cells { get; }

    public ReadOnlySpan<byte> Text => text.WrittenSpan;

    /// <summary>The JSON string that an offset of the text comes from.</summary>
    public Span SpanInFile(int offset)
    {
        foreach (var piece in pieces)
            if (piece.Text.Contains(offset)) return piece.File;
        return new Span(0, 0);
    }

    /// <summary>The file with edits made; each edit stays within one cell, and they stand in order.</summary>
    /// <param name="original">The text before magics were replaced.</param>
    public byte[] Rewrite(ReadOnlySpan<byte> file, ReadOnlySpan<byte> original, IReadOnlyList<(Span Span, string NewText)> edits)
    {
        var output = new ArrayBufferWriter<byte>(file.Length);
        var copied = 0;
        for (var next = 0; next < edits.Count;)
        {
            var (first, last) = Touched(edits[next].Span);
            var content = new ArrayBufferWriter<byte>();
            var at = pieces[first].Text.Start;
            // All edits that touch the same strings are made together.
            for (; next < edits.Count; next++)
            {
                var (span, newText) = edits[next];
                var touched = Touched(span);
                if (touched.First > last) break;
                last = Math.Max(last, touched.Last);
                content.Write(original[at..span.Start]);
                Encoding.UTF8.GetBytes(newText, content);
                at = span.End;
            }
            content.Write(original[at..pieces[last].Text.End]);
            output.Write(file[copied..pieces[first].File.Start]);
            WriteStrings(output, content.WrittenSpan, IsList(file, first) ? Separator(file, first) : default);
            copied = pieces[last].File.End;
        }
        output.Write(file[copied..]);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The strings that an edit changes; an edit between two of them changes the earlier one.</summary>
    private (int First, int Last) Touched(Span span)
    {
        int low = 0, high = pieces.Count - 1;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (pieces[middle].Text.End > span.Start || (pieces[middle].Text.End == span.Start && IsLastOfCell(middle))) high = middle;
            else low = middle + 1;
        }
        var last = low;
        while (pieces[last].Text.End < span.End) last++;
        return (low, last);
    }

    private bool IsLastOfCell(int piece) => piece + 1 == pieces.Count || pieces[piece + 1].Cell != pieces[piece].Cell;

    private bool IsFirstOfCell(int piece) => piece == 0 || pieces[piece - 1].Cell != pieces[piece].Cell;

    private static bool IsBlank(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r';

    /// <summary>Is the cell's source a list of lines rather than one string?</summary>
    private bool IsList(ReadOnlySpan<byte> file, int piece)
    {
        if (!IsFirstOfCell(piece) || !IsLastOfCell(piece)) return true;
        var before = pieces[piece].File.Start - 1;
        while (before > 0 && IsBlank(file[before])) before--;
        return before >= 0 && file[before] == '[';
    }

    /// <summary>What stands between two strings of the list: a comma and the blanks that stand before this string.</summary>
    private byte[] Separator(ReadOnlySpan<byte> file, int piece)
    {
        var end = pieces[piece].File.Start;
        var start = end;
        while (start > 0 && IsBlank(file[start - 1])) start--;
        return [(byte)',', .. file[start..end]];
    }

    private static void WriteStrings(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> content, ReadOnlySpan<byte> separator)
    {
        while (true)
        {
            var lineBreak = separator.IsEmpty ? -1 : content.IndexOf((byte)'\n');
            var line = lineBreak < 0 ? content : content[..(lineBreak + 1)];
            WriteString(output, line);
            content = content[line.Length..];
            if (content.IsEmpty) return;
            output.Write(separator);
        }
    }

    /// <summary>A JSON string as Jupyter writes it: characters beyond ASCII stand for themselves.</summary>
    private static void WriteString(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> content)
    {
        output.Write("\""u8);
        foreach (var value in content)
        {
            if (value is (byte)'"' or (byte)'\\') output.Write([(byte)'\\', value]);
            else if (value == '\n') output.Write("\\n"u8);
            else if (value == '\r') output.Write("\\r"u8);
            else if (value == '\t') output.Write("\\t"u8);
            else if (value < 0x20) Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\\u{value:x4}"), output);
            else output.Write([value]);
        }
        output.Write("\""u8);
    }

    private void Unescape(ReadOnlySpan<byte> json)
    {
        while (true)
        {
            var escape = json.IndexOf((byte)'\\');
            if (escape < 0) break;
            text.Write(json[..escape]);
            var letter = json[escape + 1];
            json = json[(escape + 2)..];
            if (letter == 'u') json = UnescapeUnicode(json);
            else text.Write([Unescaped(letter)]);
        }
        text.Write(json);
    }

    private static byte Unescaped(byte letter) => letter switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => letter,
    };

    private ReadOnlySpan<byte> UnescapeUnicode(ReadOnlySpan<byte> rest)
    {
        var unit = CodeUnit(rest);
        rest = rest[4..];
        Rune rune;
        if (char.IsHighSurrogate(unit) && rest.StartsWith("\\u"u8) && CodeUnit(rest[2..]) is var low && char.IsLowSurrogate(low))
        {
            rune = new Rune(unit, low);
            rest = rest[6..];
        }
        // Half a character: Python source cannot hold it, and a placeholder keeps the string a string.
        else if (char.IsSurrogate(unit)) rune = new Rune('?');
        else rune = new Rune(unit);
        text.Advance(rune.EncodeToUtf8(text.GetSpan(4)));
        return rest;
    }

    private static char CodeUnit(ReadOnlySpan<byte> digits) =>
        Utf8Parser.TryParse(digits[..4], out ushort unit, out _, 'x') ? (char)unit : '?';
}
