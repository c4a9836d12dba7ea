using System.Globalization;
using Lever.Review.Findings;
using Lever.Syntax.Text;

namespace Lever.Review.Reports;

/// <summary>The report of <c>lever check</c> for people: a finding's place and message, its code, its worth, its fix.</summary>
public static class CheckTerminal
{
    private const int Column = 8;

    public static void Write(TextWriter output, CheckResult result, TerminalLayout layout, SourceLookup source)
    {
        var page = new TerminalPage(output, layout);
        var (inFull, briefly) = AlikeFindings.Split(result.Findings);
        foreach (var finding in inFull)
        {
            WriteFinding(page, finding, source(finding.Path, finding.Cell));
            page.Blank();
        }
        foreach (var alike in briefly)
        {
            WriteAlike(page, alike, isRead: layout.Width > 0);
            page.Blank();
        }
        foreach (var problem in result.Problems) WriteProblem(page, problem);
        if (result.Problems.Count > 0) page.Blank();
        WriteSummary(page, result);
    }

    /// <summary>A place as editors and terminals recognise it.</summary>
    internal static string Place(Finding finding)
    {
        var start = finding.Range.Start;
        var cell = finding.Cell is { } number ? string.Create(CultureInfo.InvariantCulture, $":cell {number}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{finding.Path}{cell}:{start.Line}:{start.Column}");
    }

    internal static string Files(FileCounts files)
    {
        var read = $"{Counted(files.Read, "file")} read, {Figures.Of(files.Bytes, AmountUnit.Bytes, 2)}";
        return files.Skipped == 0 ? read : $"{read}, {Figures.Count(files.Skipped)} skipped";
    }

    internal static string Counted(long count, string thing) => $"{Figures.Count(count)} {thing}{(count == 1 ? "" : "s")}";

    internal static void WriteProblem(TerminalPage page, FileProblem problem)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"{problem.Path}:{problem.Line}:");
        page.Entry(0, 2, new StyledText().Place(problem.Path, place), new StyledText().Prose(problem.Message));
    }

    private static void WriteFinding(TerminalPage page, Finding finding, LineMap? lines)
    {
        page.Entry(0, 2, new StyledText().Place(finding.Path, Place(finding), ":"), new StyledText().Prose(finding.Message, Style.Message));
        page.Paragraph(2, 4, new StyledText().Dots(Style.Dim,
            [finding.Rule.Name, $"tier {Words.Of(finding.Tier)}", Words.Of(Wording.Borne(finding)), finding.Symbol, HotThrough(finding)]));
        WriteCode(page, finding, lines);
        WriteChain(page, 2, Column, finding.Chain);
        page.Paragraph(2, 4, new StyledText().Prose(Wording.Full(finding)));
        WriteFix(page, finding.Fix);
        if (finding.Question is { } question) page.Entry(2, Column, StyledText.Of(Style.Dim, "asks"), new StyledText().Prose(question));
    }

    /// <summary>Findings of which others of their kind, that are told in full, say the rest.</summary>
    /// <param name="isRead">Does a person read it? A message that is the one of the line before is left out then; what reads lines from a pipe wants it in each.</param>
    private static void WriteAlike(TerminalPage page, IReadOnlyList<Finding> alike, bool isRead)
    {
        page.Paragraph(0, 2, StyledText.Of(Style.Heading, $"{Figures.Count(alike.Count)} more of {alike[0].Rule.Name}").Add(Style.Plain, " with the fix given above:"));
        var before = "";
        foreach (var finding in alike)
        {
            if (isRead && finding.Message == before) page.Paragraph(0, 2, new StyledText().Place(finding.Path, Place(finding)));
            else page.Entry(0, 2, new StyledText().Place(finding.Path, Place(finding), ":"), new StyledText().Prose(finding.Message));
            before = finding.Message;
        }
    }

    /// <summary>What brings the place its heat through calls; empty where nothing does.</summary>
    internal static string HotThrough(Finding finding) => finding.HeatFrom is { } source ? $"hot through {source}" : "";

    private static void WriteCode(TerminalPage page, Finding finding, LineMap? lines)
    {
        if (lines is not null && CodeFrame.Fits(lines, finding))
        {
            page.Blank();
            CodeFrame.Write(page, lines, finding.Range, finding.Labels);
            page.Blank();
            return;
        }
        foreach (var label in finding.Labels)
        {
            var start = label.Range.Start;
            page.Paragraph(2, 4, new StyledText()
                .Add(Style.Dim, string.Create(CultureInfo.InvariantCulture, $"{start.Line}:{start.Column}: "))
                .Prose(label.Text));
        }
    }

    /// <summary>The calls on the way to the cost, a line each.</summary>
    internal static void WriteChain(TerminalPage page, int indent, int column, IReadOnlyList<ChainStep> chain)
    {
        foreach (var (index, step) in chain.Index())
            page.Entry(indent, column, StyledText.Of(Style.Dim, index == 0 ? "via" : ""),
                new StyledText().Place(step.Path, PlaceOf(step)).Add(Style.Plain, "  ").Prose(step.Text));
    }

    internal static string PlaceOf(ChainStep step) =>
        string.Create(CultureInfo.InvariantCulture, $"{step.Path}:{step.Range.Start.Line}:{step.Range.Start.Column}");

    private static void WriteFix(TerminalPage page, Fix fix)
    {
        if (fix.Summary.Length == 0) return;
        page.Entry(2, Column, StyledText.Of(Style.Dim, "fix"),
            new StyledText().Prose(fix.Summary).Add(Style.Dim, $" ({ReviewWords.Consent(fix.Applicability)})"));
        // What a patch may change or needs is said before anyone applies it.
        foreach (var term in fix.Contract) page.Entry(Column, Column + 2, StyledText.Of(Style.Dim, "·"), new StyledText().Prose(term));
    }

    private static void WriteSummary(TerminalPage page, CheckResult result)
    {
        if (result.StoppedEarly) page.Paragraph(0, 2, StyledText.Of(Style.Bad, "Stopped early: some files were not looked at."));
        string[] rest =
        [
            Files(result.Files),
            result.Problems.Count > 0 ? Counted(result.Problems.Count, "problem") : "",
            result.Baseline is { Known: > 0 } baseline ? $"{Figures.Count(baseline.Known)} known in {baseline.File}" : "",
            result.Withheld > 0 ? $"{Figures.Count(result.Withheld)} more with --all" : "",
        ];
        var found = result.Findings.Count == 0
            ? StyledText.Of(Style.Good, "No findings")
            : StyledText.Of(Style.Heading, Counted(result.Findings.Count, "finding")).Add(Style.Plain, $" ({Grades(result.Findings)})");
        page.Paragraph(0, 2, found);
        page.Paragraph(0, 2, new StyledText().Dots(Style.Dim, rest));
    }

    private static string Grades(IReadOnlyList<Finding> findings) =>
        string.Join(", ", findings.GroupBy(Wording.Borne)
            .OrderByDescending(group => group.Key)
            .Select(group => $"{Figures.Count(group.Count())} {Words.Of(group.Key)}"));
}
