using System.Globalization;
using System.Text;
using Lever.Review.Findings;

namespace Lever.Review.Reports;

/// <summary>
/// The report of <c>lever check</c> as a comment on a pull request. Its first line is a mark that nobody sees, by which whoever posts it
/// finds the comment of the run before and edits it. It fits GitHub's limit of 65,536 characters, and so GitLab's of 1,000,000.
/// </summary>
public static class CheckMarkdown
{
    /// <summary>The first line of every comment.</summary>
    public const string Mark = "<!-- lever -->";

    private const int MostCharacters = 65_536;
    private const int LongestCell = 700;

    /// <summary>More findings than these are folded away.</summary>
    private const int RowsInSight = 20;

    /// <param name="linkBase">The address that paths are appended to; null for links relative to where the report lies.</param>
    public static void Write(TextWriter output, CheckResult result, string? linkBase)
    {
        var head = new StringBuilder(Mark).Append('\n');
        WriteSummary(head, result);
        var tail = new StringBuilder();
        WriteGrades(tail, result.Findings);
        var left = MostCharacters - head.Length - tail.Length - 500;
        var problems = ProblemsOf(result.Problems, linkBase, left / 4);
        output.Write(head);
        WriteTable(output, result.Findings, linkBase, left - problems.Length);
        output.Write(problems);
        output.Write(tail);
    }

    private static void WriteSummary(StringBuilder text, CheckResult result)
    {
        var isCompared = result.Since is not null || result.Baseline is not null;
        var count = result.Findings.Count == 0 ? (isCompared ? "no new findings" : "no findings") : CheckTerminal.Counted(result.Findings.Count, isCompared ? "new finding" : "finding");
        var where = result.Since is { } since ? $" in what changed since {ReviewMarkdown.Code(since)}" : "";
        text.Append("### Lever: ").Append(count).Append(where).Append("\n\n");
        if (result.StoppedEarly) text.Append("**Stopped early: some files were not looked at.**\n\n");
        if (result.Baseline is { } baseline)
        {
            if (baseline.Known > 0) text.Append(CheckTerminal.Counted(baseline.Known, "finding")).Append(" in ").Append(ReviewMarkdown.Code(baseline.File)).Append(" not shown again.\n\n");
            if (baseline.Gone is { Count: > 0 } gone)
                text.Append("**Fixed: ").Append(CheckTerminal.Counted(gone.Count, "finding")).Append(" of the baseline** no longer found; `lever check --write-baseline` takes ").Append(gone.Count == 1 ? "it" : "them").Append(" out.\n\n");
        }
        text.Append(CheckTerminal.Files(result.Files)).Append(".\n");
    }

    private static void WriteTable(TextWriter output, IReadOnlyList<Finding> findings, string? linkBase, int room)
    {
        if (findings.Count == 0) return;
        const string Header = "\n| where | what | what may be said of it | fix |\n|---|---|---|---|\n";
        const string Folded = "\n</details>\n";
        output.Write(Header);
        var (shown, written) = (0, Header.Length + Folded.Length);
        foreach (var finding in findings)
        {
            var row = RowOf(finding, linkBase);
            var fold = shown == RowsInSight ? $"\n<details><summary>{CheckTerminal.Counted(findings.Count - shown, "further finding")}</summary>\n{Header}" : "";
            if (written + fold.Length + row.Length > room) break;
            output.Write(fold);
            output.Write(row);
            written += fold.Length + row.Length;
            shown++;
        }
        if (shown > RowsInSight) output.Write(Folded);
        if (shown < findings.Count) output.Write($"\n{CheckTerminal.Counted(findings.Count - shown, "finding")} more than a comment can hold; the job's other reports have all.\n");
    }

    private static string RowOf(Finding finding, string? linkBase)
    {
        var grade = Words.Of(Wording.Borne(finding));
        var via = string.Concat(finding.Chain.Select(step => $"<br>via {Link(step.Path, step.Range.Start.Line, null, linkBase)} {Cell(step.Text)}"));
        var fix = FindingWords.Fix(finding) is { } text ? Cell(text) : "";
        return $"| {Link(finding.Path, FindingWords.FirstLine(finding), FindingWords.InCell(finding), linkBase)} | {Cell(finding.Message)}<br>{ReviewMarkdown.Code(finding.Rule.Name)}{via} | {grade}: {Cell(Wording.Full(finding))} | {fix} |\n";
    }

    private static string ProblemsOf(IReadOnlyList<FileProblem> problems, string? linkBase, int room)
    {
        if (problems.Count == 0) return "";
        var text = new StringBuilder("\nNot reviewed:\n\n");
        foreach (var (index, problem) in problems.Index())
        {
            var line = $"- {Link(problem.Path, problem.Line, null, linkBase)}: {Cell(problem.Message)}\n";
            if (text.Length + line.Length > room)
            {
                text.Append("- and ").Append(Figures.Count(problems.Count - index)).Append(" more\n");
                break;
            }
            text.Append(line);
        }
        return text.ToString();
    }

    /// <summary>What the grades that occur do not permit one to say.</summary>
    private static void WriteGrades(StringBuilder text, IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 0) return;
        text.Append("\n<details><summary>What is not claimed</summary>\n\n");
        foreach (var grade in findings.Select(Wording.Borne).Distinct().Order()) text.Append("- ").Append(ReviewMarkdown.Prose(Wording.MustNotSay(grade))).Append('\n');
        text.Append("\n`lever explain RULE` says why a rule holds and when not to follow it.\n\n</details>\n");
    }

    private static string Link(string path, int line, string? inCell, string? linkBase)
    {
        var shown = ReviewMarkdown.Code(inCell is null ? string.Create(CultureInfo.InvariantCulture, $"{path}:{line}") : $"{path}, {inCell}").Replace("|", "\\|", StringComparison.Ordinal);
        var root = linkBase is null or [.., '/'] ? linkBase : linkBase + "/";
        return string.Create(CultureInfo.InvariantCulture, $"[{shown}]({root}{Palette.EscapedPath(path)}#L{line})");
    }

    /// <summary>Prose of bounded length for a cell of the table: even in code a bar would end the cell.</summary>
    private static string Cell(string text)
    {
        var clean = Visible.Clean(text);
        if (clean.Length > LongestCell) clean = clean[..(char.IsHighSurrogate(clean[LongestCell - 1]) ? LongestCell - 1 : LongestCell)] + "…";
        return ReviewMarkdown.Prose(clean).Replace("\\|", "|", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal);
    }
}
