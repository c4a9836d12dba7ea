using Lever.Syntax.Text;

namespace Lever.Syntax.Python.Notebooks;

/// <summary>A code cell of a notebook.</summary>
/// <param name="Number">The cell's place among all cells of the notebook, Markdown cells included, counted from 1.</param>
/// <param name="Span">Where its source stands in <see cref="Notebook.Text"/>.</param>
public readonly record struct NotebookCell(int Number, Span Span);

/// <summary>A place in a notebook as people count it.</summary>
/// <param name="Cell">The cell's number (<see cref="NotebookCell.Number"/>).</param>
/// <param name="Position">Line and column in that cell.</param>
public readonly record struct CellPosition(int Cell, Position Position);

/// <summary>
/// The Python of a Jupyter notebook (nbformat 3 and 4): its code cells, one after the other, as one source text. IPython's magics
/// and shell commands are replaced by placeholders of the same length, so that the text is Python and no offset moves.
/// </summary>
public sealed class Notebook
{
    private readonly SourceStrings strings;
    private readonly byte[] original;
    private readonly IReadOnlyList<Span> placeholders;
    private readonly LineMap lines;

    private Notebook(
        SourceStrings strings, string language, SourceText text, byte[] original,
        IReadOnlyList<NotebookCell> cells, IReadOnlyList<Span> placeholders, IReadOnlyList<Problem> problems)
    {
        this.strings = strings;
        this.original = original;
        this.placeholders = placeholders;
        Language = language;
        Text = text;
        Cells = cells;
        Problems = problems;
        lines = new LineMap(text);
    }

    /// <summary>The kernel's language in lower case; `python` where the notebook does not say.</summary>
    public string Language { get; }

    /// <summary>The code cells, each ended by a line break. Empty where the language is not Python.</summary>
    public SourceText Text { get; }

    public IReadOnlyList<NotebookCell> Cells { get; }

    /// <summary>Why the file, or a part of it, could not be read. Spans are bytes of the notebook's file.</summary>
    public IReadOnlyList<Problem> Problems { get; }

    /// <summary>Reads a notebook's file; of a broken one, the cells before the break.</summary>
    public static Notebook Read(ReadOnlySpan<byte> file)
    {
        var json = NotebookJson.Read(file);
        var strings = new SourceStrings(file, json.Language == "python" ? json.CodeCells : []);
        var original = strings.Text.ToArray();
        var problems = new List<Problem>(json.Problems);
        if (SourceDecoder.ReplaceInvalid(original) is { Count: > 0 } invalid)
            problems.Add(new(strings.SpanInFile(invalid.First), "a byte in this cell is not valid UTF-8; save the notebook as UTF-8"));
        var neutral = new byte[original.Length + SourceText.Padding];
        original.CopyTo(neutral, 0);
        var cells = new List<NotebookCell>();
        var placeholders = new List<Span>();
        foreach (var (number, span) in strings.Cells)
        {
            cells.Add(new NotebookCell(number, span));
            foreach (var magic in NotebookMagics.Neutralise(neutral.AsSpan(span.Start, span.Length)))
                placeholders.Add(new Span(span.Start + magic.Start, span.Start + magic.End));
        }
        return new Notebook(strings, json.Language, new SourceText(neutral, original.Length), original, cells, placeholders, problems);
    }

    /// <summary>The cell that an offset of <see cref="Text"/> stands in; only where there are cells.</summary>
    public NotebookCell CellAt(int offset)
    {
        int low = 0, high = Cells.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (Cells[middle].Span.Start <= offset) low = middle;
            else high = middle - 1;
        }
        return Cells[low];
    }

    /// <summary>Cell, line and column of an offset of <see cref="Text"/>; only where there are cells.</summary>
    public CellPosition Locate(int offset)
    {
        var cell = CellAt(offset);
        var position = lines.PositionAt(Math.Clamp(offset, cell.Span.Start, cell.Span.End));
        return new CellPosition(cell.Number, position with { Line = position.Line - lines.LineAt(cell.Span.Start) + 1 });
    }

    /// <summary>One cell's source by itself, magics replaced.</summary>
    public SourceText TextOf(NotebookCell cell) => SourceText.FromUtf8(Text[cell.Span]);

    /// <summary>
    /// The notebook's file with edits to its code made: only the strings of the touched source lines are rewritten, every other
    /// byte stays. Null where an edit leaves its cell or touches a magic.
    /// </summary>
    /// <param name="file">The bytes that were read.</param>
    /// <param name="edits">Spans of <see cref="Text"/> and what replaces them; in source order, without overlaps.</param>
    public byte[]? WithEdits(ReadOnlySpan<byte> file, IReadOnlyList<(Span Span, string NewText)> edits)
    {
        ArgumentNullException.ThrowIfNull(edits);
        var end = 0;
        foreach (var (span, _) in edits)
        {
            if (span.Start < end || span.End < span.Start || Cells.Count == 0) return null;
            var cell = CellAt(span.Start);
            if (!cell.Span.Contains(span)) return null;
            foreach (var placeholder in placeholders)
                if (placeholder.Overlaps(span)) return null;
            end = span.End;
        }
        return strings.Rewrite(file, original, edits);
    }
}
