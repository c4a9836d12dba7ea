using System.Globalization;
using System.Text;
using Lever.Review.Findings;

namespace Lever.Review.Reports;

/// <summary>
/// Annotations of a pull request, as workflow commands of GitHub Actions: one line a finding, its properties and its data
/// escaped as the runner unescapes them.
/// </summary>
public static class CheckGitHub
{
    public static void Write(TextWriter output, CheckResult result)
    {
        foreach (var finding in result.Findings) WriteFinding(output, finding);
        foreach (var problem in result.Problems)
        {
            output.Write(string.Create(CultureInfo.InvariantCulture,
                $"::warning file={Property(problem.Path)},line={problem.Line},title=not reviewed::{Data(Visible.Clean(problem.Message))}\n"));
        }
    }

    /// <summary>Severity follows the grade.</summary>
    internal static string Level(Grade grade) => grade switch
    {
        Grade.Pattern => "notice",
        Grade.Estimated or Grade.Profiled => "warning",
        _ => "error",
    };

    private static void WriteFinding(TextWriter output, Finding finding)
    {
        var (start, end) = finding.Range;
        var endLine = FindingWords.LastLine(finding);
        var title = finding.Rule.Name;
        var place = new StringBuilder("file=").Append(Property(finding.Path));
        if (FindingWords.InCell(finding) is { } inCell)
        {
            // Lines count within the cell, and the annotation can only count them in the file.
            place.Append(",line=1");
            title = $"{title} ({inCell})";
        }
        else
        {
            place.Append(CultureInfo.InvariantCulture, $",line={start.Line},endLine={endLine}");
            // Columns of a range over several lines are refused.
            if (endLine == start.Line)
                place.Append(CultureInfo.InvariantCulture, $",col={start.Column},endColumn={Math.Max(start.Column, end.Column)}");
        }
        string[] message = [finding.Message, Wording.Full(finding), finding.Fix.Summary.Length > 0 ? $"fix: {finding.Fix.Summary}" : ""];
        var data = string.Join("%0A", message.Where(line => line.Length > 0).Select(line => Data(Visible.Clean(line))));
        output.Write($"::{Level(Wording.Borne(finding))} {place},title={Property(title)}::{data}\n");
    }

    private static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
