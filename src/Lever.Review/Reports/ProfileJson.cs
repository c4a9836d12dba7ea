using System.Text.Json;
using Lever.Profiles;
using Lever.Profiles.Joining;
using Lever.Profiles.Measurements;
using Lever.Review.Findings;

namespace Lever.Review.Reports;

/// <summary>Functions that were asked about, with who calls them or whom they call.</summary>
/// <param name="Functions">Indices into <see cref="Profile.Functions"/>.</param>
public sealed record ProfileNeighbours(bool AreCallers, IReadOnlyList<int> Functions);

/// <summary>A benchmark with its place in the source.</summary>
/// <param name="Path">Null where it was not found, or not looked for.</param>
/// <param name="Measures">The one function of the project that it calls while time is taken, with its file; null where there is none, or several.</param>
public sealed record PlacedBenchmark(Benchmark Benchmark, string? Path, int Line, (string Path, string Function)? Measures);

/// <summary>The contract <c>lever.profile/1</c>: what a profile, or a file of benchmark results, says.</summary>
public static class ProfileJson
{
    /// <param name="top">How many functions, and how many neighbours of each.</param>
    /// <param name="match">How much of it was found in the source; null where that was not asked.</param>
    public static void Write(Stream output, Profile profile, int top, IReadOnlyList<ProfileNeighbours> asked, IReadOnlyList<Conclusion> conclusions, MatchRate? match)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(asked);
        using (var json = new Utf8JsonWriter(output, FindingJson.Options))
        {
            json.WriteStartObject();
            WriteHead(json, profile.Name, profile.Format, profile.Producer);
            json.WriteStartArray("metrics");
            foreach (var (index, metric) in profile.Metrics.Index()) WriteMetric(json, metric, profile.Weights(index).Sum);
            json.WriteEndArray();
            WriteCount(json, "samples", profile.SampleCount);
            json.WriteNumber("threads", profile.Threads.Count);
            json.WriteNumber("waiting_share", Share(profile.IdleShare(0)));
            WriteTexts(json, "doubts", profile.Warnings.Select(warning => warning.Message));
            WriteTexts(json, "problems", profile.Problems.Select(problem => $"{problem.Place}: {problem.Message}"));
            WriteMatch(json, match);
            json.WriteStartArray("functions");
            foreach (var row in ProfileView.Top(profile, top)) WriteFunction(json, row);
            json.WriteEndArray();
            foreach (var group in asked.GroupBy(question => question.AreCallers))
            {
                json.WriteStartArray(group.Key ? "callers" : "callees");
                foreach (var function in group.SelectMany(question => question.Functions)) WriteNeighbours(json, profile, function, group.Key, top);
                json.WriteEndArray();
            }
            json.WriteStartArray("conclusions");
            foreach (var conclusion in conclusions)
            {
                json.WriteStartObject();
                ReviewJson.WriteConclusion(json, conclusion);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        output.Write("\n"u8);
    }

    /// <param name="benchmarks">In the file's order.</param>
    /// <param name="isPlaced">Was the source looked through for them?</param>
    public static void Write(Stream output, MeasurementFile file, IReadOnlyList<PlacedBenchmark> benchmarks, bool isPlaced, IReadOnlyList<Conclusion> conclusions)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(benchmarks);
        using (var json = new Utf8JsonWriter(output, FindingJson.Options))
        {
            json.WriteStartObject();
            WriteHead(json, file.Name, file.Format, file.Producer);
            WriteTexts(json, "problems", file.Problems.Select(problem => $"{problem.Place}: {problem.Message}"));
            if (isPlaced && benchmarks.Count > 0) json.WriteNumber("match_rate", Share((double)benchmarks.Count(each => each.Path is not null) / benchmarks.Count));
            else json.WriteNull("match_rate");
            json.WriteStartArray("benchmarks");
            foreach (var each in benchmarks) WriteBenchmark(json, each);
            json.WriteEndArray();
            json.WriteStartArray("conclusions");
            foreach (var conclusion in conclusions)
            {
                json.WriteStartObject();
                ReviewJson.WriteConclusion(json, conclusion);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        output.Write("\n"u8);
    }

    private static void WriteHead(Utf8JsonWriter json, string name, string format, string producer)
    {
        json.WriteString("schema", "lever.profile/1");
        json.WriteString("name", name);
        json.WriteString("format", format);
        if (producer.Length > 0) json.WriteString("producer", producer);
        else json.WriteNull("producer");
    }

    private static void WriteMetric(Utf8JsonWriter json, Metric metric, double total)
    {
        json.WriteStartObject();
        json.WriteString("name", metric.Name);
        json.WriteString("unit", UnitOf(metric.Unit));
        if (metric.Kind is MetricKind.Time or MetricKind.WallTime or MetricKind.CpuTime)
            json.WriteString("clock", metric.Kind switch { MetricKind.WallTime => "wall", MetricKind.CpuTime => "cpu", _ => "unknown" });
        else json.WriteNull("clock");
        json.WriteNumber("total", total);
        json.WriteEndObject();
    }

    private static void WriteMatch(Utf8JsonWriter json, MatchRate? match)
    {
        if (match is null)
        {
            json.WriteNull("match_rate");
            return;
        }
        json.WriteStartObject("match_rate");
        json.WriteNumber("project", Share(match.Project));
        json.WriteNumber("stale", Share(match.Stale));
        json.WriteNumber("library", Share(match.Library));
        json.WriteNumber("native", Share(match.Native));
        json.WriteNumber("unmatched", Share(match.Unmatched));
        json.WriteEndObject();
    }

    private static void WriteFunction(Utf8JsonWriter json, FunctionRow row)
    {
        json.WriteStartObject();
        WritePlace(json, row.Name, row.File, row.FirstLine);
        json.WriteNumber("self", row.Self);
        json.WriteNumber("self_share", Share(row.SelfShare));
        if (row.SelfInterval is { } interval)
        {
            json.WriteStartArray("self_share_95");
            json.WriteNumberValue(Share(interval.Low));
            json.WriteNumberValue(Share(interval.High));
            json.WriteEndArray();
        }
        json.WriteNumber("total", row.Total);
        json.WriteNumber("total_share", Share(row.TotalShare));
        WriteCount(json, "calls", row.Calls);
        json.WriteBoolean("waiting", row.IsIdle);
        json.WriteEndObject();
    }

    private static void WriteNeighbours(Utf8JsonWriter json, Profile profile, int function, bool areCallers, int top)
    {
        var about = profile.Functions[function];
        json.WriteStartObject();
        WritePlace(json, about.Name, about.File, about.FirstLine);
        json.WriteStartArray("rows");
        foreach (var row in (areCallers ? ProfileView.Callers(profile, function) : ProfileView.Callees(profile, function)).Take(top))
        {
            json.WriteStartObject();
            WritePlace(json, row.Name, row.File, row.FirstLine);
            json.WriteNumber("total", row.Total);
            json.WriteNumber("share", Share(row.Share));
            WriteCount(json, "calls", row.Calls);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteBenchmark(Utf8JsonWriter json, PlacedBenchmark placed)
    {
        var benchmark = placed.Benchmark;
        json.WriteStartObject();
        json.WriteString("id", benchmark.Id);
        json.WriteString("unit", benchmark.Unit == MetricUnit.Count && benchmark.UnitName.Length > 0 ? benchmark.UnitName : UnitOf(benchmark.Unit));
        json.WriteNumber("typical", benchmark.Typical);
        WriteAmount(json, "mean", benchmark.Mean);
        WriteAmount(json, "median", benchmark.Median);
        WriteAmount(json, "spread", benchmark.Spread);
        WriteCount(json, "samples", benchmark.Count);
        json.WriteBoolean("more_is_better", benchmark.MoreIsBetter);
        json.WriteBoolean("exact", benchmark.IsExact);
        if (placed.Path is { } path)
        {
            json.WriteString("file", path);
            json.WriteNumber("line", placed.Line);
        }
        if (placed.Measures is var (measuredPath, function))
        {
            json.WriteStartObject("measures");
            json.WriteString("function", function);
            json.WriteString("file", measuredPath);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter json, string name, string file, int line)
    {
        json.WriteString("name", name);
        if (file.Length > 0) json.WriteString("file", file);
        else json.WriteNull("file");
        if (line > 0) json.WriteNumber("line", line);
        else json.WriteNull("line");
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void WriteCount(Utf8JsonWriter json, string name, long? count)
    {
        if (count is { } known) json.WriteNumber(name, known);
        else json.WriteNull(name);
    }

    private static void WriteAmount(Utf8JsonWriter json, string name, double? amount)
    {
        if (amount is { } known && double.IsFinite(known)) json.WriteNumber(name, known);
        else json.WriteNull(name);
    }

    /// <summary>Shares with six digits: more are noise of the division.</summary>
    private static double Share(double share) => Math.Round(share, 6);

    private static string UnitOf(MetricUnit unit) => unit switch
    {
        MetricUnit.Seconds => "seconds",
        MetricUnit.Bytes => "bytes",
        MetricUnit.Samples => "samples",
        MetricUnit.Count => "count",
        _ => "unknown",
    };
}
