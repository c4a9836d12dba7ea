using System.Globalization;
using System.Text.Json;
using Lever.Review.Cost;
using Lever.Review.Findings;
using Lever.Syntax.Text;
using Range = Lever.Review.Findings.Range;

namespace Lever.Review.Reports;

/// <summary>
/// SARIF 2.1.0 (OASIS), with what GitHub's code scanning asks on top: a message text in every result, a region in every
/// location, and rules with their help in Markdown. No rule bears a security tag.
/// </summary>
public static class CheckSarif
{
    private const string Root = "%SRCROOT%";

    /// <summary>GitHub refuses a run with more results (its documentation, "SARIF results exceed limit").</summary>
    private const int MostResults = 25_000;

    /// <param name="goal">What results are ranked by.</param>
    public static void Write(Stream output, CheckResult result, ToolInfo tool, GoalMetric goal)
    {
        var leftOut = result.Findings.Count - MostResults;
        if (leftOut > 0) result = result with { Findings = [.. result.Findings.OrderByDescending(Wording.Borne).Take(MostResults)] };
        RuleInfo[] rules = [.. result.Findings.Select(finding => finding.Rule)
            .DistinctBy(rule => rule.Name)
            .OrderBy(rule => rule.Name, StringComparer.Ordinal)];
        var indexes = rules.Index().ToDictionary(rule => rule.Item.Name, rule => rule.Index, StringComparer.Ordinal);
        using var json = new Utf8JsonWriter(output, FindingJson.Options);
        json.WriteStartObject();
        json.WriteString("$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(json, tool, rules);
        WriteInvocation(json, result, leftOut);
        json.WriteString("columnKind", "unicodeCodePoints");
        WriteRoot(json);
        json.WriteStartArray("results");
        foreach (var finding in result.Findings)
        {
            WriteResult(json, finding, indexes[finding.Rule.Name], goal);
            if (json.BytesPending > 1 << 16) json.Flush();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        output.Write("\n"u8);
    }

    /// <summary>Severity follows the grade: a shape is a note, an estimate or a profile a warning, a proof an error.</summary>
    private static string Level(Grade grade) => grade switch
    {
        Grade.Pattern => "note",
        Grade.Estimated or Grade.Profiled => "warning",
        _ => "error",
    };

    private static void WriteTool(Utf8JsonWriter json, ToolInfo tool, IReadOnlyList<RuleInfo> rules)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", tool.Name);
        json.WriteString("version", tool.Version);
        json.WriteString("semanticVersion", tool.Version);
        if (tool.Home is { } home) json.WriteString("informationUri", home);
        json.WriteStartArray("rules");
        foreach (var rule in rules) WriteRule(json, rule);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter json, RuleInfo rule)
    {
        json.WriteStartObject();
        json.WriteString("id", rule.Name);
        json.WriteString("name", PascalName(rule.Name));
        WriteText(json, "shortDescription", Sentence(rule.Summary));
        WriteText(json, "fullDescription", Sentence(rule.Summary));
        json.WriteStartObject("help");
        json.WriteString("text", rule.Doc.Trim());
        json.WriteString("markdown", rule.Doc.Trim());
        json.WriteEndObject();
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", Level(rule.Tier == Tier.A ? Grade.Estimated : Grade.Pattern));
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteString("precision", rule.Precision switch
        {
            >= 0.95 => "very-high",
            >= 0.8 => "high",
            >= 0.5 => "medium",
            _ => "low",
        });
        json.WriteString("problem.severity", rule.Tier == Tier.A ? "warning" : "recommendation");
        var tags = new[] { "performance", Words.Of(rule.Language), Words.Of(rule.Technique), Words.Of(rule.Lever) };
        FindingJson.WriteStrings(json, "tags", tags.Distinct().Concat(rule.Checklist));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteInvocation(Utf8JsonWriter json, CheckResult result, int leftOut)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", !result.StoppedEarly);
        json.WriteStartArray("toolExecutionNotifications");
        foreach (var problem in result.Problems)
        {
            json.WriteStartObject();
            json.WriteString("level", "warning");
            WriteText(json, "message", Sentence(problem.Message));
            json.WriteStartArray("locations");
            var at = new Position(Math.Max(1, problem.Line), 1);
            WriteLocation(json, problem.Path, cell: null, new Range(at, at), symbol: null, message: null, id: null);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        if (leftOut > 0)
        {
            json.WriteStartObject();
            json.WriteString("level", "warning");
            WriteText(json, "message", $"{Figures.Count(leftOut)} findings of the lowest grade are left out: GitHub takes no more than {Figures.Count(MostResults)}.");
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteRoot(Utf8JsonWriter json)
    {
        json.WriteStartObject("originalUriBaseIds");
        json.WriteStartObject(Root);
        WriteText(json, "description", "The folder that the check was run in.");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, Finding finding, int ruleIndex, GoalMetric goal)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Rule.Name);
        json.WriteNumber("ruleIndex", ruleIndex);
        json.WriteString("level", Level(Wording.Borne(finding)));
        json.WriteNumber("rank", RunWorth.Rank(finding, goal));
        WriteText(json, "message", $"{Sentence(FindingWords.Message(finding))} {Sentence(Wording.Full(finding))}");
        json.WriteStartArray("locations");
        WriteLocation(json, finding.Path, finding.Cell, finding.Range, finding.Symbol, message: null, id: null);
        json.WriteEndArray();
        if (finding.Labels.Count > 0) WriteLabels(json, finding);
        if (finding.Chain.Count > 0) WriteCodeFlow(json, finding);
        // GitHub's upload computes primaryLocationLineHash itself and warns of one that it would compute otherwise.
        json.WriteStartObject("partialFingerprints");
        json.WriteString("leverFingerprint/v1", finding.Fingerprint);
        json.WriteEndObject();
        if (finding.Fix.Edits.Count > 0 && finding.Cell is null) WriteFix(json, finding);
        json.WriteStartObject("properties");
        json.WriteString("tier", Words.Of(finding.Tier));
        json.WriteString("grade", Words.Of(Wording.Borne(finding)));
        json.WriteString("role", Words.Of(finding.Role));
        json.WriteString("heat", Words.Of(finding.Heat));
        json.WriteString("fix", finding.Fix.Summary);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteLabels(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartArray("relatedLocations");
        foreach (var (index, label) in finding.Labels.Index())
            WriteLocation(json, finding.Path, finding.Cell, label.Range, symbol: null, label.Text, index + 1);
        json.WriteEndArray();
    }

    /// <summary>The finding's own place and the calls that lead from it or to it (SARIF 2.1.0, section 3.36).</summary>
    private static void WriteCodeFlow(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartArray("codeFlows");
        json.WriteStartObject();
        json.WriteStartArray("threadFlows");
        json.WriteStartObject();
        json.WriteStartArray("locations");
        if (!finding.ChainLeadsHere) WriteFlowStep(json, finding.Path, finding.Range, finding.Symbol, finding.Message);
        foreach (var step in finding.Chain) WriteFlowStep(json, step.Path, step.Range, step.Symbol, step.Text);
        if (finding.ChainLeadsHere) WriteFlowStep(json, finding.Path, finding.Range, finding.Symbol, finding.Message);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteFlowStep(Utf8JsonWriter json, string path, Range range, string symbol, string text)
    {
        json.WriteStartObject();
        json.WritePropertyName("location");
        WriteLocation(json, path, null, range, symbol, text, id: null);
        json.WriteEndObject();
    }

    private static void WriteFix(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartArray("fixes");
        json.WriteStartObject();
        var terms = string.Concat(finding.Fix.Contract.Select(term => $" {Sentence(term)}"));
        WriteText(json, "description", Sentence(finding.Fix.Summary) + terms);
        json.WriteStartArray("artifactChanges");
        json.WriteStartObject();
        WriteArtifact(json, finding.Path);
        json.WriteStartArray("replacements");
        foreach (var edit in finding.Fix.Edits)
        {
            json.WriteStartObject();
            WriteRegion(json, "deletedRegion", edit.Range);
            if (edit.NewText.Length > 0) WriteText(json, "insertedContent", edit.NewText);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteLocation(Utf8JsonWriter json, string path, int? cell, Range range, string? symbol, string? message, int? id)
    {
        json.WriteStartObject();
        if (id is { } number) json.WriteNumber("id", number);
        if (message is not null) WriteText(json, "message", Sentence(message));
        json.WriteStartObject("physicalLocation");
        WriteArtifact(json, path);
        // Lines of a notebook count within a cell; in the file they would point elsewhere.
        var start = new Position(1, 1);
        WriteRegion(json, "region", cell is null ? range : new Range(start, start));
        json.WriteEndObject();
        if (symbol is { Length: > 0 } || cell is not null) WriteLogicalLocation(json, symbol, cell);
        json.WriteEndObject();
    }

    private static void WriteLogicalLocation(Utf8JsonWriter json, string? symbol, int? cell)
    {
        var names = new[] { cell is { } number ? string.Create(CultureInfo.InvariantCulture, $"cell {number}") : null, symbol };
        json.WriteStartArray("logicalLocations");
        json.WriteStartObject();
        json.WriteString("fullyQualifiedName", string.Join(", ", names.Where(name => !string.IsNullOrEmpty(name))));
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteArtifact(Utf8JsonWriter json, string path)
    {
        json.WriteStartObject("artifactLocation");
        if (path.StartsWith('/'))
        {
            json.WriteString("uri", $"file://{Palette.EscapedPath(path)}");
        }
        else
        {
            json.WriteString("uri", Palette.EscapedPath(path));
            json.WriteString("uriBaseId", Root);
        }
        json.WriteEndObject();
    }

    private static void WriteRegion(Utf8JsonWriter json, string name, Range range)
    {
        json.WriteStartObject(name);
        json.WriteNumber("startLine", range.Start.Line);
        json.WriteNumber("startColumn", range.Start.Column);
        json.WriteNumber("endLine", range.End.Line);
        json.WriteNumber("endColumn", range.End.Column);
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    /// <summary>SARIF's messages are sentences; ours have no final period until here.</summary>
    private static string Sentence(string text)
    {
        text = text.Trim();
        if (text.Length == 0) return text;
        if (!text.EndsWith('.') && !text.EndsWith('?') && !text.EndsWith('!')) text += ".";
        return char.IsLower(text[0]) ? char.ToUpperInvariant(text[0]) + text[1..] : text;
    }

    private static string PascalName(string name) =>
        string.Concat(name.Split('-', StringSplitOptions.RemoveEmptyEntries).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
}
