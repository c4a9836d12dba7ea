using System.Text.Json;
using Lever.Review.Findings;

namespace Lever.Review.Reports;

public enum ReviewDetail
{
    /// <summary>About 1,500 tokens: as many issues as fit, what concerns them, and how much was left out.</summary>
    Brief,
    /// <summary>Everything.</summary>
    Full,
    /// <summary>Everything, and amounts with all their digits: for another program of ours, which rounds them when people are to read them.</summary>
    Exact,
}

/// <summary>The contract <c>lever.review/1</c>.</summary>
public static class ReviewJson
{
    /// <summary>A token of JSON is about four characters.</summary>
    private const int BriefLength = 6_000;
    private const int LongestBriefPatch = 1_200;

    public static void Write(Stream output, ReviewResult result, ToolInfo tool, ReviewDetail detail = ReviewDetail.Brief)
    {
        var document = ReadOnlyMemory<byte>.Empty;
        foreach (var (issues, patches) in detail == ReviewDetail.Brief ? BriefSizes(result) : [(result.Issues.Count, result.Patches.Count)])
        {
            document = Document(result, tool, issues, patches, detail);
            if (document.Length <= BriefLength) break;
        }
        output.Write(document.Span);
        output.Write("\n"u8);
    }

    /// <summary>What a brief report tries to hold, most first: a third issue is worth more than a second patch.</summary>
    private static IEnumerable<(int Issues, int Patches)> BriefSizes(ReviewResult result)
    {
        var all = result.Issues.Count;
        for (var issues = all; issues > 3; issues--) yield return (issues, issues);
        for (var patches = Math.Min(3, all); patches > 1; patches--) yield return (Math.Min(3, all), patches);
        for (var issues = Math.Min(3, all); issues > 1; issues--) yield return (issues, 1);
        yield return (Math.Min(2, all), 1);
    }

    private static ReadOnlyMemory<byte> Document(ReviewResult result, ToolInfo tool, int shown, int mostPatches, ReviewDetail detail)
    {
        var issues = result.Issues.Take(shown).ToList();
        var positions = issues.Select(issue => issue.Rank.Position).ToHashSet();
        var brief = detail == ReviewDetail.Brief;
        var patches = result.Patches
            .Where(patch => !brief || (positions.Contains(patch.Issue) && patch.Text.Length <= LongestBriefPatch))
            .Take(mostPatches)
            .ToList();
        var tradeoffs = result.Tradeoffs.Where(tradeoff => !brief || tradeoff.Issues.Count == 0 || tradeoff.Issues.Any(positions.Contains));
        var claims = result.Say.MaySay.Where(claim => !brief || claim.Issue is not { } issue || positions.Contains(issue));

        var buffer = new System.Buffers.ArrayBufferWriter<byte>(BriefLength);
        using var json = new Utf8JsonWriter(buffer, FindingJson.Options);
        json.WriteStartObject();
        json.WriteString("schema", "lever.review/1");
        FindingJson.WriteTool(json, tool);
        FindingJson.WriteFiles(json, result.Files);
        WriteGoal(json, result.Goal);
        WriteArray(json, "evidence", result.Evidence, WriteEvidence);
        WriteHypothesis(json, result.Hypothesis);
        WriteArray(json, "issues", issues, (json, issue) => WriteIssue(json, issue, detail));
        WriteArray(json, "patches", patches, WritePatch);
        WriteArray(json, "tradeoffs", tradeoffs, WriteTradeoff);
        WriteArray(json, "measurement_plan", result.MeasurementPlan, WriteStep);
        WriteQuestion(json, result.Question);
        WriteArray(json, "say", claims, WriteClaim);
        FindingJson.WriteStrings(json, "must_not_say", result.Say.MustNotSay);
        WriteArray(json, "sources", Sources(result, issues, brief), WriteSource);
        json.WriteStartObject("left_out");
        json.WriteNumber("issues", result.LeftOut + result.Issues.Count - shown);
        json.WriteNumber("patches", result.Patches.Count - patches.Count);
        json.WriteEndObject();
        FindingJson.WriteProblems(json, result.Problems);
        json.WriteBoolean("stopped_early", result.StoppedEarly);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static IEnumerable<NumberSource> Sources(ReviewResult result, IReadOnlyList<Issue> issues, bool brief)
    {
        if (!brief) return result.Sources;
        var named = result.Evidence.Select(item => item.Source)
            .Concat(result.Hypothesis.Facts.SelectMany(fact => fact.Sources))
            .Concat(issues.SelectMany(issue => issue.Impact?.Sources ?? []))
            .ToHashSet(StringComparer.Ordinal);
        return result.Sources.Where(source => named.Contains(source.Id));
    }

    private static void WriteArray<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> writeFields)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            writeFields(json, item);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteGoal(Utf8JsonWriter json, ReviewGoal goal)
    {
        json.WriteStartObject("goal");
        json.WriteString("metric", ReviewWords.Of(goal.Metric));
        json.WriteString("target", goal.Target);
        json.WriteString("unit", ReviewWords.Of(goal.Unit));
        json.WriteString("origin", goal.Origin);
        json.WriteEndObject();
    }

    private static void WriteEvidence(Utf8JsonWriter json, EvidenceItem item)
    {
        json.WriteString("profile", item.Profile);
        json.WriteString("format", item.Format);
        json.WriteString("metric", item.Metric);
        if (item.Samples is { } samples) json.WriteNumber("samples", samples);
        if (item.MatchRate is { } rate) FindingJson.WriteAmount(json, "match_rate", rate);
        else json.WriteNull("match_rate");
        FindingJson.WriteStrings(json, "warnings", item.Warnings);
        json.WriteString("source", item.Source);
    }

    private static void WriteHypothesis(Utf8JsonWriter json, Hypothesis hypothesis)
    {
        json.WriteStartObject("hypothesis");
        json.WriteString("text", hypothesis.Text);
        json.WriteBoolean("flat_profile", hypothesis.Flat);
        WriteArray(json, "facts", hypothesis.Facts, static (json, fact) =>
        {
            json.WriteString("text", fact.Text);
            FindingJson.WriteStrings(json, "sources", fact.Sources);
        });
        json.WriteEndObject();
    }

    private static void WriteIssue(Utf8JsonWriter json, Issue issue, ReviewDetail detail)
    {
        json.WriteStartObject("rank");
        json.WriteNumber("position", issue.Rank.Position);
        FindingJson.WriteAmount(json, "p_first", issue.Rank.PFirst);
        json.WriteStartArray("ties");
        foreach (var tie in issue.Rank.Ties) json.WriteNumberValue(tie);
        json.WriteEndArray();
        json.WriteEndObject();
        WriteImpact(json, issue);
        json.WriteString("effort", Words.Of(issue.Effort));
        WriteArray(json, "risks", issue.Risks, static (json, risk) =>
        {
            json.WriteString("kind", ReviewWords.Of(risk.Kind));
            json.WriteString("text", risk.Text);
        });
        json.WriteString("next", issue.Next);
        WriteArray(json, "also_at", issue.AlsoAt, static (json, place) =>
        {
            json.WriteString("path", place.Path);
            if (place.Cell is { } cell) json.WriteNumber("cell", cell);
            FindingJson.WriteRange(json, place.Range.Start, place.Range.End);
            json.WriteString("symbol", place.Symbol);
        });
        FindingJson.WriteFields(json, issue.Finding, detail);
    }

    /// <summary>The impact is a number, so it is null where the grade permits none.</summary>
    private static void WriteImpact(Utf8JsonWriter json, Issue issue)
    {
        if (issue.Impact is not { } impact || Wording.Borne(issue.Finding) == Grade.Pattern)
        {
            json.WriteNull("impact");
            return;
        }
        json.WriteStartObject("impact");
        WriteEstimate(json, "amount", impact.Amount);
        json.WriteString("per", impact.Per);
        WriteEstimate(json, "share", impact.Share);
        FindingJson.WriteStrings(json, "sources", impact.Sources);
        json.WriteEndObject();
    }

    private static void WriteEstimate(Utf8JsonWriter json, string name, Estimate? estimate)
    {
        if (estimate is null)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        FindingJson.WriteAmount(json, "low", estimate.Low);
        FindingJson.WriteAmount(json, "typical", estimate.Typical);
        FindingJson.WriteAmount(json, "high", estimate.High);
        json.WriteString("unit", ReviewWords.Of(estimate.Unit));
        json.WriteEndObject();
    }

    private static void WritePatch(Utf8JsonWriter json, IssuePatch patch)
    {
        json.WriteNumber("issue", patch.Issue);
        json.WriteString("path", patch.Path);
        json.WriteString("form", ReviewWords.Of(patch.Form));
        json.WriteString("applicability", Words.Of(patch.Applicability));
        json.WriteString("text", patch.Text);
    }

    private static void WriteTradeoff(Utf8JsonWriter json, Tradeoff tradeoff)
    {
        json.WriteString("kind", ReviewWords.Of(tradeoff.Kind));
        json.WriteString("text", tradeoff.Text);
        json.WriteStartArray("issues");
        foreach (var position in tradeoff.Issues) json.WriteNumberValue(position);
        json.WriteEndArray();
    }

    private static void WriteStep(Utf8JsonWriter json, MeasurementStep step)
    {
        json.WriteString("command", step.Command);
        json.WriteString("metric", step.Metric);
        json.WriteString("launch_bar", step.LaunchBar);
        json.WriteString("why", step.Why);
    }

    private static void WriteQuestion(Utf8JsonWriter json, OpenQuestion? question)
    {
        if (question is null)
        {
            json.WriteNull("question");
            return;
        }
        json.WriteStartObject("question");
        json.WriteString("text", question.Text);
        json.WriteString("key", question.Key);
        WriteArray(json, "choices", question.Choices, static (json, choice) =>
        {
            json.WriteString("value", choice.Value);
            json.WriteString("text", choice.Text);
        });
        var known = question.Default >= 0 && question.Default < question.Choices.Count;
        json.WriteString("default", known ? question.Choices[question.Default].Value : null);
        WriteEstimate(json, "value", question.Value);
        json.WriteEndObject();
    }

    private static void WriteClaim(Utf8JsonWriter json, Claim claim)
    {
        if (claim.Issue is { } issue) json.WriteNumber("issue", issue);
        else json.WriteNull("issue");
        json.WriteString("grade", Words.Of(claim.Grade));
        json.WriteString("text", claim.Text);
    }

    private static void WriteSource(Utf8JsonWriter json, NumberSource source)
    {
        json.WriteString("id", source.Id);
        json.WriteString("kind", ReviewWords.Of(source.Kind));
        json.WriteString("text", source.Text);
    }
}
