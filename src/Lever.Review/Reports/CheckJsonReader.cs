using System.Text.Json;
using Lever.Review.Findings;
using Lever.Syntax.Text;
using Range = Lever.Review.Findings.Range;

namespace Lever.Review.Reports;

/// <summary>The report of a part, read again.</summary>
/// <param name="Version">Of the program that wrote it.</param>
public sealed record CheckPart(CheckResult Result, ShardInfo Shard, string Version);

/// <summary>Reads what <see cref="CheckJson"/> writes of a part, so that every report can be made from it as from the check itself.</summary>
public static class CheckJsonReader
{
    /// <param name="ruleNamed">The rule of a name; null where there is none.</param>
    /// <param name="problem">A sentence that says why there is nothing; null where there is.</param>
    public static CheckPart? Read(ReadOnlyMemory<byte> document, Func<string, RuleInfo?> ruleNamed, out string? problem)
    {
        try
        {
            using var json = JsonDocument.Parse(document);
            var root = json.RootElement;
            problem = root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("schema", out var schema) || schema.GetString() != "lever.check/1" ? "this is no report of `lever check --format json`"
                : !root.TryGetProperty("shard", out _) ? "this is the report of a whole check, not of a part; parts are made with `lever check --shard i/n --format json`" : null;
            return problem is null ? Part(root, ruleNamed) : null;
        }
        catch (JsonException trouble)
        {
            problem = $"this is no JSON, at line {trouble.LineNumber + 1}; was it written to its end?";
        }
        // What the accessors throw where a field is missing, or is something else.
        catch (Exception trouble) when (trouble is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            problem = $"this is no report of `lever check` as this version writes it: {trouble.Message.TrimEnd('.')}";
        }
        return null;
    }

    private static CheckPart Part(JsonElement root, Func<string, RuleInfo?> ruleNamed)
    {
        var files = root.GetProperty("files");
        var shard = root.GetProperty("shard");
        var result = new CheckResult
        {
            Files = new FileCounts(Int(files, "read"), Int(files, "skipped"), files.GetProperty("bytes").GetInt64()),
            Findings = [.. Items(root, "findings").Select(finding => FindingOf(finding, ruleNamed))],
            Problems = [.. Items(root, "problems").Select(problem => new FileProblem(Text(problem, "path"), Int(problem, "line"), Text(problem, "message")) { IsFault = problem.TryGetProperty("fault", out _) })],
            Withheld = Int(root, "withheld"),
            Since = Optional(root, "since"),
            Baseline = root.TryGetProperty("baseline", out var baseline) ? StandingOf(baseline) : null,
            StoppedEarly = root.GetProperty("stopped_early").GetBoolean(),
        };
        var info = new ShardInfo(Int(shard, "index"), Int(shard, "count"), Text(shard, "settings"), Text(shard, "sources"));
        if (info.Index < 1 || info.Index > info.Count) throw new FormatException($"there is no part {info.Index} of {info.Count}");
        return new CheckPart(result, info, Text(root.GetProperty("tool"), "version"));
    }

    private static BaselineStanding StandingOf(JsonElement baseline) => new(
        Text(baseline, "file"), Int(baseline, "known"),
        baseline.GetProperty("gone").ValueKind == JsonValueKind.Null ? null : [.. Items(baseline, "gone").Select(EntryOf)])
    {
        Missing = baseline.TryGetProperty("missing", out _) ? [.. Items(baseline, "missing").Select(EntryOf)] : [],
    };

    private static BaselineEntry EntryOf(JsonElement entry) => new(Text(entry, "path"), Text(entry, "rule"), Text(entry, "symbol"), Text(entry, "fingerprint"), Text(entry, "code"));

    private static Finding FindingOf(JsonElement finding, Func<string, RuleInfo?> ruleNamed)
    {
        var name = Text(finding, "rule");
        return new Finding
        {
            Rule = ruleNamed(name) ?? throw new FormatException($"there is no rule {name}"),
            Path = Text(finding, "path"),
            Cell = finding.TryGetProperty("cell", out var cell) ? cell.GetInt32() : null,
            // Bytes and regions serve fixes and profiles, which no report of a check needs.
            Span = default,
            Region = default,
            Range = RangeOf(finding),
            Symbol = Text(finding, "symbol"),
            Role = Named<Role>(finding, "role", Words.Of),
            Heat = Named<Heat>(finding, "heat", Words.Of),
            HeatFrom = Optional(finding, "heat_from"),
            Tier = Named<Tier>(finding, "tier", Words.Of),
            Grade = Named<Grade>(finding, "grade", Words.Of),
            Message = Text(finding, "message"),
            Labels = [.. Items(finding, "labels").Select(label => new Label(RangeOf(label), Text(label, "text")))],
            Chain = finding.TryGetProperty("chain", out _) ? [.. Items(finding, "chain").Select(step => new ChainStep(Text(step, "path"), RangeOf(step), Text(step, "symbol"), Text(step, "text")))] : [],
            ChainLeadsHere = finding.TryGetProperty("chain_leads_here", out _),
            Cost = finding.GetProperty("cost") is { ValueKind: JsonValueKind.Object } cost ? CostOf(cost) : null,
            Worth = WorthOf(finding.GetProperty("worth")),
            Fix = FixOf(finding.GetProperty("fix")),
            Evidence = finding.TryGetProperty("evidence", out var evidence) ? EvidenceOf(evidence) : null,
            Proof = finding.TryGetProperty("proof", out var proof) ? ProofOf(proof) : null,
            Question = Optional(finding, "question"),
            Fingerprint = Text(finding, "fingerprint"),
            CodeFingerprint = Text(finding, "code_fingerprint"),
        };
    }

    private static FindingCost CostOf(JsonElement cost)
    {
        var typical = cost.GetProperty("assumed");
        return new FindingCost(Text(cost, "before"), Text(cost, "after"), cost.GetProperty("break_even").GetString(),
            [.. Items(cost, "sizes").Select(size => new SizeAssumption(Text(size, "name"), Number(size, "low"), Number(typical, Text(size, "name")), Number(size, "high"), Text(size, "source")))]);
    }

    private static Worth? WorthOf(JsonElement worth) => worth.ValueKind == JsonValueKind.Null ? null : new Worth(Text(worth, "metric"), Number(worth, "low"), Number(worth, "high"));

    private static Fix FixOf(JsonElement fix) => new(
        Named<Applicability>(fix, "applicability", Words.Of), Text(fix, "summary"),
        [.. Items(fix, "edits").Select(edit => new Edit(default, RangeOf(edit), Text(edit, "text")))],
        [.. Items(fix, "contract").Select(term => term.GetString()!)]);

    private static ProfileEvidence EvidenceOf(JsonElement evidence) => new(
        Text(evidence, "profile"), Text(evidence, "metric"), Number(evidence, "share"), Text(evidence, "scope"), Number(evidence, "weight"), Text(evidence, "unit"),
        evidence.TryGetProperty("calls", out var calls) ? calls.GetInt64() : null);

    private static ProofEvidence ProofOf(JsonElement proof) => new(
        Text(proof, "file"), Number(proof, "ratio"), Number(proof, "low"), Number(proof, "high"), Text(proof, "inputs"), proof.TryGetProperty("saved", out var saved) ? WorthOf(saved) : null);

    private static Range RangeOf(JsonElement place) => new(PositionOf(place.GetProperty("start")), PositionOf(place.GetProperty("end")));

    private static Position PositionOf(JsonElement position) =>
        new Position(Int(position, "line"), Int(position, "column")) is { Line: >= 1, Column: >= 1 } place ? place : throw new FormatException("lines and columns count from 1");

    private static IEnumerable<JsonElement> Items(JsonElement owner, string name) => owner.GetProperty(name).EnumerateArray();

    private static string Text(JsonElement owner, string name) => owner.GetProperty(name).GetString() ?? throw new FormatException($"`{name}` is null");

    private static string? Optional(JsonElement owner, string name) => owner.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static int Int(JsonElement owner, string name) => owner.GetProperty(name).GetInt32();

    private static double Number(JsonElement owner, string name) =>
        owner.GetProperty(name).GetDouble() is var number && double.IsFinite(number) ? number : throw new FormatException($"`{name}` is too large");

    /// <summary>The value of an enumeration that is written with a word.</summary>
    private static T Named<T>(JsonElement owner, string name, Func<T, string> wordOf)
        where T : struct, Enum
    {
        var word = Text(owner, name);
        foreach (var value in Enum.GetValues<T>())
            if (wordOf(value) == word) return value;
        throw new FormatException($"`{word}` is no {name}");
    }
}
