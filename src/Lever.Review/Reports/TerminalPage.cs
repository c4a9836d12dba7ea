using System.Text;

namespace Lever.Review.Reports;

/// <summary>How a terminal report is laid out.</summary>
/// <param name="Width">Cells in a line; 0 where lines are not to be wrapped, as in a pipe.</param>
public sealed record TerminalLayout(Palette Palette, int Width)
{
    /// <summary>Plain and unwrapped: one fact, one line.</summary>
    public static TerminalLayout Pipe { get; } = new(Palette.Plain, 0);
}

/// <param name="Target">Path of the file that the text leads to; null where it leads nowhere.</param>
/// <param name="Whole">Not to be broken, and not to be parted from what stands before it.</param>
internal readonly record struct Piece(Style Style, string Text, string? Target = null, bool Whole = false);

/// <summary>Text in pieces, each with its style. All of it is cleaned on the way in.</summary>
internal sealed class StyledText
{
    private readonly List<Piece> pieces = [];

    public IReadOnlyList<Piece> Pieces => pieces;

    public static StyledText Of(Style style, string text) => new StyledText().Add(style, text);

    public StyledText Add(Style style, string text)
    {
        var clean = Visible.Clean(text);
        if (clean.Length > 0) pieces.Add(new Piece(style, clean));
        return this;
    }

    /// <summary>The place of a file, leading to it where the terminal knows hyperlinks.</summary>
    public StyledText Place(string path, string text, string after = "")
    {
        pieces.Add(new Piece(Style.Place, Visible.Clean(text), path));
        return Add(Style.Place, after);
    }

    /// <summary>The numbers of a claim's sources, which stay with its last word.</summary>
    public StyledText Mark(string mark)
    {
        if (mark.Length > 0) pieces.Add(new Piece(Style.Dim, mark, Whole: true));
        return this;
    }

    /// <summary>Prose in which what stands between backticks is code.</summary>
    public StyledText Prose(string text, Style style = Style.Plain)
    {
        var parts = text.Split('`');
        // A backtick without its partner is an ordinary character.
        for (var at = 0; at < parts.Length; at++)
        {
            if (at % 2 == 0) Add(style, parts[at]);
            else if (at == parts.Length - 1) Add(style, $"`{parts[at]}");
            else Add(Style.Code, $"`{parts[at]}`");
        }
        return this;
    }

    public StyledText Dots(Style style, IEnumerable<string> parts) => Add(style, string.Join(" · ", parts.Where(part => part.Length > 0)));
}

/// <summary>Writes lines and wrapped paragraphs.</summary>
internal sealed class TerminalPage(TextWriter output, TerminalLayout layout)
{
    private const int NarrowestText = 20;

    public TerminalLayout Layout => layout;

    public void Blank() => output.Write('\n');

    /// <summary>One line, however long it is: what people copy must not be broken.</summary>
    public void Line(int indent, StyledText text)
    {
        output.Write(new string(' ', indent));
        foreach (var piece in text.Pieces) Put(piece);
        output.Write('\n');
    }

    /// <summary>A paragraph, wrapped at spaces.</summary>
    /// <param name="indent">Cells before the first line.</param>
    /// <param name="hang">Cells before each further line.</param>
    public void Paragraph(int indent, int hang, StyledText text)
    {
        output.Write(new string(' ', indent));
        Wrapped(indent, hang, text);
    }

    /// <summary>A dim word in front, and a paragraph beside it.</summary>
    public void Entry(int indent, int column, StyledText head, StyledText text)
    {
        var used = indent + head.Pieces.Sum(piece => Visible.Width(piece.Text));
        output.Write(new string(' ', indent));
        foreach (var piece in head.Pieces) Put(piece);
        output.Write(new string(' ', Math.Max(1, column - used)));
        Wrapped(Math.Max(used + 1, column), column, text);
    }

    private void Wrapped(int start, int hang, StyledText text)
    {
        var limit = layout.Width == 0 ? int.MaxValue : Math.Max(layout.Width, hang + NarrowestText);
        var column = start;
        List<Piece> line = [];
        foreach (var word in Words(text))
        {
            var width = word.Sum(piece => Visible.Width(piece.Text));
            if (line.Count > 0 && column + 1 + width > limit)
            {
                Flush(line);
                output.Write(new string(' ', hang));
                column = hang;
            }
            // A space between two words of one style belongs to it, so that the style is set once.
            if (line.Count > 0) line.Add(new Piece(line[^1].Style == word[0].Style ? word[0].Style : Style.Plain, " "));
            column += width + (line.Count > 0 ? 1 : 0);
            line.AddRange(word);
        }
        Flush(line);
    }

    private void Flush(List<Piece> line)
    {
        for (var at = 0; at < line.Count;)
        {
            var piece = line[at++];
            while (at < line.Count && line[at].Style == piece.Style && line[at].Target == piece.Target)
                piece = piece with { Text = piece.Text + line[at++].Text };
            Put(piece);
        }
        output.Write('\n');
        line.Clear();
    }

    private void Put(Piece piece)
    {
        var painted = layout.Palette.Paint(piece.Style, piece.Text);
        output.Write(piece.Target is { } path ? layout.Palette.Link(path, painted) : painted);
    }

    /// <summary>Splits at spaces, but not between a number and its unit.</summary>
    private static List<List<Piece>> Words(StyledText text)
    {
        List<List<Piece>> words = [];
        List<Piece> word = [];
        foreach (var piece in text.Pieces)
        {
            if (piece.Whole)
            {
                word.Add(piece);
                continue;
            }
            var rest = piece.Text.AsSpan();
            while (true)
            {
                var space = rest.IndexOf(' ');
                var part = space < 0 ? rest : rest[..space];
                if (part.Length > 0) word.Add(piece with { Text = part.ToString() });
                if (space < 0) break;
                rest = rest[(space + 1)..];
                if (word.Count == 0) continue;
                if (char.IsAsciiDigit(word[^1].Text[^1]) && StartsWithUnit(rest))
                {
                    word[^1] = word[^1] with { Text = word[^1].Text + " " };
                    continue;
                }
                words.Add(word);
                word = [];
            }
        }
        if (word.Count > 0) words.Add(word);
        return words;
    }

    private static bool StartsWithUnit(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && (char.IsAsciiLetter(text[end]) || text[end] is '%' or 'µ')) end++;
        return text[..end] is "%" or "ns" or "µs" or "ms" or "s" or "min" or "h"
            or "B" or "kB" or "MB" or "GB" or "TB" or "samples";
    }
}
