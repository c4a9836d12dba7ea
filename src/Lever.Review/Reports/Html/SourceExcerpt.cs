using System.Globalization;
using Lever.Review.Findings;
using Lever.Syntax.Text;
using Range = Lever.Review.Findings.Range;

namespace Lever.Review.Reports.Html;

/// <summary>The code around a finding: its places marked, their notes below, and beside each line what it weighs in the profile.</summary>
internal static class SourceExcerpt
{
    private const int Around = 2;
    private const int MostLines = 40;

    /// <summary>Steps of the heat's colour; each is half of the share of the next.</summary>
    private const int Steps = 8;

    private readonly record struct Mark(int From, int To, bool IsPrimary);

    public static void Write(HtmlPage page, LineMap lines, Finding finding, LineHeat? heat)
    {
        var (first, last) = Shown(lines, finding);
        page.Write("<div class=\"excerpt\"><table>");
        for (var line = first; line <= last; line++)
        {
            var share = finding.Cell is null ? heat?.Of(finding.Path, line) : null;
            page.Write($"<tr class=\"heat-{ReviewWords.Number(StepOf(share))}\"><td class=\"line\">{ReviewWords.Number(line)}</td>");
            if (heat is not null) page.Write($"<td class=\"weight\">{(share is { } known ? Percent(known) : "")}</td>");
            page.Write($"<td class=\"code\">{Marked(lines, line, finding)}</td></tr>\n");
            foreach (var note in NotesAt(lines, line, finding))
                page.Write($"<tr class=\"note\"><td></td>{(heat is not null ? "<td></td>" : "")}<td>{HtmlText.Prose(note)}</td></tr>\n");
        }
        page.Write("</table></div>\n");
    }

    private static (int First, int Last) Shown(LineMap lines, Finding finding)
    {
        int[] places = [finding.Range.Start.Line, .. finding.Labels.Select(label => label.Range.Start.Line), finding.Region.First, finding.Region.Last];
        var first = Math.Max(1, places.Min() - Around);
        var last = Math.Min(lines.LineCount, places.Max() + Around);
        if (last - first < MostLines) return (first, last);
        // A loop longer than the page is shown around the finding itself.
        first = Math.Max(first, finding.Range.Start.Line - MostLines / 2);
        return (first, Math.Min(last, first + MostLines - 1));
    }

    private static string Marked(LineMap lines, int line, Finding finding)
    {
        var code = Visible.Code(lines.TextOf(line).TrimEnd());
        var marked = new System.Text.StringBuilder();
        var at = 0;
        foreach (var mark in MarksAt(code, line, finding))
        {
            if (mark.From < at || mark.To <= mark.From) continue;
            marked.Append(HtmlText.OfCode(code.Between(at, mark.From)));
            marked.Append(mark.IsPrimary ? "<mark>" : "<mark class=\"label\">").Append(HtmlText.OfCode(code.Between(mark.From, mark.To))).Append("</mark>");
            at = mark.To;
        }
        return marked.Append(HtmlText.OfCode(code.Between(at, code.Width))).ToString();
    }

    private static IEnumerable<Mark> MarksAt(CodeLine code, int line, Finding finding)
    {
        var marks = new List<Mark>();
        if (finding.Range.Start.Line == line) marks.Add(MarkOf(code, finding.Range, isPrimary: true));
        foreach (var label in finding.Labels)
        {
            if (label.Range.Start.Line != line) continue;
            var mark = MarkOf(code, label.Range, isPrimary: false);
            if (!marks.Exists(other => mark.From < other.To && other.From < mark.To)) marks.Add(mark);
        }
        return marks.OrderBy(mark => mark.From);
    }

    private static Mark MarkOf(CodeLine code, Range range, bool isPrimary) =>
        new(code.CellOf(range.Start.Column), range.End.Line > range.Start.Line ? code.Width : code.CellOf(range.End.Column), isPrimary);

    private static IEnumerable<string> NotesAt(LineMap lines, int line, Finding finding) =>
        finding.Labels.Where(label => Math.Clamp(label.Range.Start.Line, 1, lines.LineCount) == line && label.Text.Length > 0).Select(label => label.Text);

    private static int StepOf(double? share) =>
        share is not > 0 ? 0 : Math.Clamp(Steps + (int)Math.Ceiling(Math.Log2(Math.Min(1, share.Value))), 1, Steps);

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.0} %");
}
