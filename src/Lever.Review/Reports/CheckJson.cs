using System.Text.Json;
using Lever.Review.Findings;

namespace Lever.Review.Reports;

/// <summary>The contract <c>lever.check/1</c>: one document with every finding.</summary>
public static class CheckJson
{
    /// <param name="shard">What a part says of itself, whose amounts are then written with all their digits, for `lever merge`; null for a whole check.</param>
    public static void Write(Stream output, CheckResult result, ToolInfo tool, ShardInfo? shard = null)
    {
        using var json = new Utf8JsonWriter(output, FindingJson.Options);
        json.WriteStartObject();
        json.WriteString("schema", "lever.check/1");
        FindingJson.WriteTool(json, tool);
        if (shard is not null) WriteShard(json, shard);
        FindingJson.WriteFiles(json, result.Files);
        if (result.Since is { } since) json.WriteString("since", since);
        if (result.Baseline is { } baseline) WriteBaseline(json, baseline);
        json.WriteStartArray("findings");
        foreach (var finding in result.Findings)
        {
            json.WriteStartObject();
            FindingJson.WriteFields(json, finding, shard is null ? ReviewDetail.Full : ReviewDetail.Exact);
            json.WriteString("claim", Wording.Full(finding));
            json.WriteEndObject();
            // A large report goes out piece by piece and never stands in memory whole.
            if (json.BytesPending > 1 << 16) json.Flush();
        }
        json.WriteEndArray();
        FindingJson.WriteProblems(json, result.Problems);
        json.WriteNumber("withheld", result.Withheld);
        json.WriteBoolean("stopped_early", result.StoppedEarly);
        json.WriteEndObject();
        json.Flush();
        output.Write("\n"u8);
    }

    private static void WriteShard(Utf8JsonWriter json, ShardInfo shard)
    {
        json.WriteStartObject("shard");
        json.WriteNumber("index", shard.Index);
        json.WriteNumber("count", shard.Count);
        json.WriteString("settings", shard.Settings);
        json.WriteString("sources", shard.Sources);
        json.WriteEndObject();
    }

    private static void WriteBaseline(Utf8JsonWriter json, BaselineStanding baseline)
    {
        json.WriteStartObject("baseline");
        json.WriteString("file", baseline.File);
        json.WriteNumber("known", baseline.Known);
        if (baseline.Gone is null) json.WriteNull("gone");
        else WriteEntries(json, "gone", baseline.Gone);
        if (baseline.Missing.Count > 0) WriteEntries(json, "missing", baseline.Missing);
        json.WriteEndObject();
    }

    private static void WriteEntries(Utf8JsonWriter json, string name, IReadOnlyList<BaselineEntry> entries)
    {
        json.WriteStartArray(name);
        foreach (var entry in entries)
        {
            json.WriteStartObject();
            json.WriteString("path", entry.Path);
            json.WriteString("rule", entry.Rule);
            json.WriteString("symbol", entry.Symbol);
            json.WriteString("fingerprint", entry.Fingerprint);
            json.WriteString("code", entry.Code);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
