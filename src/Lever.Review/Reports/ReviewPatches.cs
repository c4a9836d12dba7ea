using System.Globalization;
using Lever.Review.Findings;
using Lever.Syntax.Text;

namespace Lever.Review.Reports;

/// <summary>The patch sketches of a review's issues.</summary>
public static class ReviewPatches
{
    /// <param name="source">Gives the text of a file or of a notebook's cell, or null where it is not at hand.</param>
    public static IReadOnlyList<IssuePatch> Of(IEnumerable<Issue> issues, Func<string, int?, SourceText?> source) =>
        [.. issues.Select(issue => Of(issue, source)).OfType<IssuePatch>()];

    private static IssuePatch? Of(Issue issue, Func<string, int?, SourceText?> source)
    {
        var finding = issue.Finding;
        var text = finding.Fix.Edits.Count > 0 ? source(finding.Path, finding.Cell) : null;
        var diff = text is null ? null : Diff(finding, text);
        if (diff is { Length: > 0 })
        {
            // A notebook's lines stand inside JSON, where no line diff of the cell could be applied.
            var form = finding.Cell is null ? PatchForm.Diff : PatchForm.Sketch;
            return new IssuePatch(issue.Rank.Position, finding.Path, form, diff, finding.Fix.Applicability, finding.Fix.Contract);
        }
        return Replacement(finding.Rule.Doc) is { } sketch
            ? new IssuePatch(issue.Rank.Position, finding.Path, PatchForm.Sketch, sketch, Applicability.Manual, finding.Fix.Contract)
            : null;
    }

    /// <summary>A finding's edits as a unified diff; null where they change nothing.</summary>
    internal static string? Diff(Finding finding, SourceText text)
    {
        var name = finding.Cell is { } cell ? string.Create(CultureInfo.InvariantCulture, $"{finding.Path}#cell{cell}") : finding.Path;
        return UnifiedDiff.Text(name, text, PatchText.Apply(text, finding.Fix.Edits));
    }

    /// <summary>The code that a rule's page shows under "Use instead"; null where it shows none.</summary>
    internal static string? Replacement(string doc)
    {
        var heading = doc.IndexOf("Use instead", StringComparison.Ordinal);
        if (heading < 0) return null;
        var open = doc.IndexOf("```", heading, StringComparison.Ordinal);
        var start = open < 0 ? -1 : doc.IndexOf('\n', open) + 1;
        var end = start <= 0 ? -1 : doc.IndexOf("```", start, StringComparison.Ordinal);
        return end < 0 ? null : doc[start..end].TrimEnd() + "\n";
    }
}
