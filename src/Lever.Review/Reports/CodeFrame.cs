using System.Globalization;
using Lever.Review.Findings;
using Lever.Syntax.Text;
using Range = Lever.Review.Findings.Range;

namespace Lever.Review.Reports;

/// <summary>Gives the lines of a file under review, or null where its text is not at hand.</summary>
/// <param name="cell">Number of the notebook cell, from 1; null in an ordinary file.</param>
public delegate LineMap? SourceLookup(string path, int? cell);

/// <summary>
/// The code of a finding with its places underlined. A place of several lines is underlined on its first, which names it;
/// a gap of more than one line between places is drawn as a gap.
/// </summary>
internal static class CodeFrame
{
    private const int LongestGapShown = 2;
    private const int NarrowestNote = 24;
    private const int LongestLine = 2_000;

    /// <param name="From">First cell of the underline.</param>
    /// <param name="To">Cell after its last.</param>
    private readonly record struct Mark(int Line, int From, int To, Style Style, string Note);

    /// <summary>Whether the lines to be shown are of a length that people write; generated ones would bury the finding.</summary>
    public static bool Fits(LineMap lines, Finding finding) =>
        finding.Labels.Select(label => label.Range.Start.Line)
            .Append(finding.Range.Start.Line)
            .All(line => lines.EndOf(line) - lines.StartOf(line) <= LongestLine);

    public static void Write(TerminalPage page, LineMap lines, Range primary, IReadOnlyList<Label> labels)
    {
        var marks = Marks(lines, primary, labels);
        var shown = Shown(marks);
        var gutter = Math.Max(3, shown[^1].ToString(CultureInfo.InvariantCulture).Length + 1);
        var previous = shown[0];
        foreach (var line in shown)
        {
            if (line - previous > 1) page.Line(gutter, StyledText.Of(Style.Dim, " ⋮"));
            WriteLine(page, lines, line, gutter, [.. marks.Where(mark => mark.Line == line)]);
            previous = line;
        }
    }

    private static List<Mark> Marks(LineMap lines, Range primary, IReadOnlyList<Label> labels)
    {
        // A label on the finding's own place is the underline's note.
        var note = labels.FirstOrDefault(label => label.Range == primary)?.Text ?? "";
        List<Mark> marks = [MarkOf(lines, primary, Style.Primary, note)];
        foreach (var label in labels)
            if (label.Range != primary) marks.Add(MarkOf(lines, label.Range, Style.Label, label.Text));
        return marks;
    }

    private static Mark MarkOf(LineMap lines, Range range, Style style, string note)
    {
        var line = Math.Clamp(range.Start.Line, 1, lines.LineCount);
        var code = Visible.Code(lines.TextOf(line).TrimEnd());
        var from = code.CellOf(range.Start.Column);
        var to = range.End.Line > range.Start.Line ? code.Width : code.CellOf(range.End.Column);
        return new Mark(line, from, Math.Max(to, from + 1), style, note);
    }

    private static List<int> Shown(List<Mark> marks)
    {
        List<int> shown = [];
        foreach (var line in marks.Select(mark => mark.Line).Distinct().Order())
        {
            if (shown.Count > 0 && line - shown[^1] - 1 <= LongestGapShown)
                for (var between = shown[^1] + 1; between < line; between++) shown.Add(between);
            shown.Add(line);
        }
        return shown;
    }

    private static void WriteLine(TerminalPage page, LineMap lines, int line, int gutter, IReadOnlyList<Mark> marks)
    {
        var code = Visible.Code(lines.TextOf(line).TrimEnd());
        var room = page.Layout.Width == 0 ? int.MaxValue : Math.Max(NarrowestNote, page.Layout.Width - gutter - 3);
        var (from, to) = Window(code, room, marks);
        var number = line.ToString(CultureInfo.InvariantCulture).PadLeft(gutter);
        var text = new StyledText().Add(Style.Dim, $"{number} │");
        if (code.Width > 0)
        {
            text.Add(Style.Plain, " ").Add(Style.Dim, from > 0 ? "…" : "");
            text.Add(Style.Plain, code.Between(from > 0 ? from + 1 : 0, to < code.Width ? to - 1 : to));
            text.Add(Style.Dim, to < code.Width ? "…" : "");
        }
        page.Line(0, text);
        foreach (var row in Rows(marks)) WriteRow(page, gutter, room, from, to, row);
    }

    /// <summary>The cells of a line that are shown: all of them where they fit, else those around the strongest mark.</summary>
    private static (int From, int To) Window(CodeLine code, int room, IReadOnlyList<Mark> marks)
    {
        if (code.Width <= room) return (0, code.Width);
        if (marks.Count == 0 || marks[0].To < room || marks[0].From < room / 2) return (0, room);
        var from = Math.Clamp(marks[0].From - room / 4, 0, code.Width - room);
        return (from, from + room);
    }

    /// <summary>Marks that can stand on one row: a note runs to the end of its row.</summary>
    private static List<List<Mark>> Rows(IReadOnlyList<Mark> marks)
    {
        List<List<Mark>> rows = [];
        foreach (var mark in marks.OrderBy(mark => mark.Note.Length > 0).ThenBy(mark => mark.From))
        {
            var row = rows.Find(row => row[^1].Note.Length == 0 && row[^1].To < mark.From);
            if (row is null) rows.Add([mark]);
            else row.Add(mark);
        }
        return rows;
    }

    private static void WriteRow(TerminalPage page, int gutter, int room, int windowFrom, int windowTo, List<Mark> row)
    {
        var text = Margin(gutter);
        var at = 0;
        foreach (var mark in row)
        {
            // What lies outside the shown part of the line is pointed at, not underlined.
            var outside = mark.To <= windowFrom || mark.From > windowTo;
            // A mark may stand one cell behind the line's end, where something is missing.
            var limit = Math.Min(windowTo - windowFrom + 1, room);
            var from = Math.Max(at, Math.Clamp(mark.From - windowFrom, 0, limit - 1));
            var to = Math.Clamp(outside ? from + 1 : mark.To - windowFrom, Math.Min(from + 1, limit), limit);
            text.Add(Style.Plain, new string(' ', from - at));
            text.Add(mark.Style, outside && to > from ? "…" : new string(mark.Style == Style.Primary ? '━' : '─', to - from));
            at = to;
        }
        var last = row[^1];
        if (last.Note.Length == 0)
        {
            page.Line(0, text);
            return;
        }
        if (room - at - 1 >= Math.Min(NarrowestNote, Visible.Width(last.Note)))
        {
            WriteNote(page, gutter, text.Add(Style.Plain, " "), at + 1, last);
            return;
        }
        page.Line(0, text);
        var indent = Math.Min(Math.Max(0, last.From - windowFrom), Math.Max(0, room - Math.Max(NarrowestNote, Visible.Width(last.Note))));
        WriteNote(page, gutter, Margin(gutter).Add(Style.Plain, new string(' ', indent)), indent, last);
    }

    /// <summary>A note beside its underline; where it is longer than the row, it goes on below itself.</summary>
    private static void WriteNote(TerminalPage page, int gutter, StyledText row, int indent, Mark mark)
    {
        var room = page.Layout.Width == 0 ? int.MaxValue : Math.Max(NarrowestNote, page.Layout.Width - gutter - 3 - indent);
        var line = "";
        foreach (var word in Visible.Clean(mark.Note).Split(' '))
        {
            if (line.Length > 0 && Visible.Width(line) + 1 + Visible.Width(word) > room)
            {
                page.Line(0, row.Add(mark.Style, line));
                row = Margin(gutter).Add(Style.Plain, new string(' ', indent));
                line = "";
            }
            line = line.Length == 0 ? word : $"{line} {word}";
        }
        page.Line(0, row.Add(mark.Style, line));
    }

    private static StyledText Margin(int gutter) => StyledText.Of(Style.Dim, $"{new string(' ', gutter)} │ ");
}
