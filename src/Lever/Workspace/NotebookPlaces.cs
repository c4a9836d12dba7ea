using System.Globalization;
using Lever.Review.Findings;
using Lever.Syntax.Python.Notebooks;
using Lever.Syntax.Text;
using Range = Lever.Review.Findings.Range;

namespace Lever.Workspace;

/// <summary>
/// A notebook is analysed as one text, so that a cell sees the names of those before it; people see cells. This tells places of
/// the text as places of a cell.
/// </summary>
internal sealed class NotebookPlaces
{
    private readonly Notebook notebook;
    private readonly int[] firstLines;

    public NotebookPlaces(Notebook notebook)
    {
        this.notebook = notebook;
        var lines = new LineMap(notebook.Text);
        firstLines = [.. notebook.Cells.Select(cell => lines.LineAt(cell.Span.Start))];
    }

    /// <summary>The finding with its span, ranges and edits counted within its cell. Labels in other cells are left out.</summary>
    public Finding InCell(Finding finding)
    {
        var at = CellAtLine(finding.Range.Start.Line);
        var cell = notebook.Cells[at];
        return finding with
        {
            Cell = cell.Number,
            Span = Shift(finding.Span, cell),
            Range = Shift(finding.Range, at),
            Region = (finding.Region.First - firstLines[at] + 1, finding.Region.Last - firstLines[at] + 1),
            Labels = [.. finding.Labels.Where(label => CellAtLine(label.Range.Start.Line) == at).Select(label => label with { Range = Shift(label.Range, at) })],
            Fix = finding.Fix with
            {
                Edits = [.. finding.Fix.Edits.Select(edit => edit with { Span = Shift(edit.Span, cell), Range = Shift(edit.Range, at) })],
            },
        };
    }

    public FileProblem InCell(FileProblem problem)
    {
        if (firstLines.Length == 0) return problem;
        var at = CellAtLine(problem.Line);
        var message = string.Create(CultureInfo.InvariantCulture, $"cell {notebook.Cells[at].Number}: {problem.Message}");
        return problem with { Line = problem.Line - firstLines[at] + 1, Message = message };
    }

    private int CellAtLine(int line)
    {
        var found = Array.BinarySearch(firstLines, line);
        return found >= 0 ? found : Math.Max(0, ~found - 1);
    }

    private static Span Shift(Span span, NotebookCell cell) => new(span.Start - cell.Span.Start, span.End - cell.Span.Start);

    private Range Shift(Range range, int cell) => new(Shift(range.Start, cell), Shift(range.End, cell));

    private Position Shift(Position position, int cell) => position with { Line = position.Line - firstLines[cell] + 1 };
}
