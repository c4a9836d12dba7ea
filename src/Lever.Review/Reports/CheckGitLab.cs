using System.Globalization;
using System.Text;
using System.Text.Json;
using Lever.Review.Findings;

namespace Lever.Review.Reports;

/// <summary>
/// Code Quality of GitLab: a list of what it calls degradations, each with a description, a check, a severity, a fingerprint and lines
/// (docs.gitlab.com, "Code Quality report format"). GitLab compares two reports by fingerprint, so that none may stand twice.
/// </summary>
public static class CheckGitLab
{
    public static void Write(Stream output, CheckResult result)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        using var json = new Utf8JsonWriter(output, FindingJson.Options);
        json.WriteStartArray();
        foreach (var finding in result.Findings)
        {
            string?[] sentences = [FindingWords.Message(finding), Wording.Full(finding), FindingWords.Fix(finding) is { } fix ? $"fix: {fix}" : null];
            var text = string.Join("; ", sentences.OfType<string>());
            WriteEntry(json, text, finding.Rule.Name, Severity(Wording.Borne(finding)), Unique(seen, finding.Fingerprint, finding.Path), finding.Path, FindingWords.FirstLine(finding), FindingWords.LastLine(finding));
        }
        foreach (var problem in result.Problems)
            WriteEntry(json, $"not reviewed: {problem.Message}", "not-reviewed", "info", Unique(seen, problem.Message, problem.Path), problem.Path, problem.Line, problem.Line);
        json.WriteEndArray();
        json.Flush();
        output.Write("\n"u8);
    }

    /// <summary>Severity follows the grade; nothing that Lever says blocks by itself.</summary>
    private static string Severity(Grade grade) => grade switch
    {
        Grade.Pattern => "info",
        Grade.Estimated => "minor",
        Grade.Profiled => "major",
        _ => "critical",
    };

    private static void WriteEntry(Utf8JsonWriter json, string description, string check, string severity, string fingerprint, string path, int first, int last)
    {
        json.WriteStartObject();
        json.WriteString("description", Visible.Clean(description));
        json.WriteString("check_name", check);
        json.WriteString("fingerprint", fingerprint);
        json.WriteString("severity", severity);
        json.WriteStartObject("location");
        json.WriteString("path", path);
        json.WriteStartObject("lines");
        json.WriteNumber("begin", Math.Max(1, first));
        json.WriteNumber("end", Math.Max(1, last));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        if (json.BytesPending > 1 << 16) json.Flush();
    }

    /// <summary>Without line numbers, so that edits elsewhere keep it; what is told twice of a file is numbered.</summary>
    private static string Unique(Dictionary<string, int> seen, string what, string path)
    {
        var key = path + "\n" + what;
        seen.TryGetValue(key, out var count);
        seen[key] = count + 1;
        if (count > 0) key += "\n" + count.ToString(CultureInfo.InvariantCulture);
        return ContentHash.Of(Encoding.UTF8.GetBytes(key)).Value.ToString("x16", CultureInfo.InvariantCulture);
    }
}
