using System.Globalization;
using Lever.Review.Findings;

namespace Lever.Review.Reports;

/// <summary>What the reports for other programs say of a finding in the same words.</summary>
internal static class FindingWords
{
    /// <summary>The message; of a notebook with the cell and its line before it, since lines of the file mean nothing there.</summary>
    public static string Message(Finding finding) => InCell(finding) is { } place ? $"{place}: {finding.Message}" : finding.Message;

    /// <summary>A cell of a notebook and its line; null in an ordinary file.</summary>
    public static string? InCell(Finding finding) =>
        finding.Cell is { } cell ? string.Create(CultureInfo.InvariantCulture, $"cell {cell}, line {finding.Range.Start.Line}") : null;

    /// <summary>What to do, and what the user agrees to by it; null where nothing is to be said.</summary>
    public static string? Fix(Finding finding)
    {
        var fix = finding.Fix;
        if (fix.Summary.Length == 0) return null;
        var terms = string.Concat(fix.Contract.Select(term => $"; {term}"));
        return $"{fix.Summary} ({ReviewWords.Consent(fix.Applicability)}{terms})";
    }

    /// <summary>The line of the file that a finding is told at.</summary>
    public static int FirstLine(Finding finding) => finding.Cell is null ? finding.Range.Start.Line : 1;

    /// <summary>The last line that holds anything of the finding: a range that ends before a line's first column holds nothing of it.</summary>
    public static int LastLine(Finding finding)
    {
        if (finding.Cell is not null) return 1;
        var (start, end) = finding.Range;
        return end.Column == 1 && end.Line > start.Line ? end.Line - 1 : end.Line;
    }
}
