using System.Text.Json;
using Lever.Profiles.Joining;

namespace Lever.Profiles.Writing;

/// <summary>What the page of a profile leaves out to stay quick.</summary>
/// <param name="Limit">Stacks of this share of the whole or less are not drawn apart, 0 to 1; 0 if all of them are.</param>
/// <param name="Stacks">How many distinct stacks those are.</param>
/// <param name="Share">Their weight by the first metric as a share of the whole, 0 to 1.</param>
/// <param name="Functions">How many functions are so light that the table does not hold them.</param>
public readonly record struct LeftOut(double Limit, int Stacks, double Share, int Functions);

/// <summary>
/// A profile as the HTML report embeds it: functions, stacks and edges as columns, which are small and read quickly. Weights of functions
/// are those of <see cref="Profile.Weights"/>; what is left out of the stacks stands in them as a function of its own, so that they add up.
/// </summary>
public static class PageData
{
    /// <summary>More nodes than a screen can show, few enough to be laid out in a tenth of a second.</summary>
    public const int MostNodes = 100_000;

    /// <summary>More functions than anybody reads.</summary>
    public const int MostFunctions = 20_000;

    /// <summary>Writes one object.</summary>
    /// <param name="json">Its encoder must escape <c>&lt;</c>, as the default one does.</param>
    /// <param name="marks">For functions of the profile, the positions of issues that are about them.</param>
    public static LeftOut Write(
        Utf8JsonWriter json, Profile profile, IReadOnlyDictionary<int, IReadOnlyList<int>>? marks = null,
        int mostNodes = MostNodes, int mostFunctions = MostFunctions)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(profile);
        var shares = SharesOf(profile);
        var merged = new MergedStacks(profile);
        var limit = Math.Max(merged.LimitFor(mostNodes), FunctionLimit(shares, mostFunctions));
        var stacks = merged.Above(limit);
        var kept = KeptFunctions(profile, shares, stacks, limit);
        var indexOf = Enumerable.Repeat(-1, profile.Functions.Count + 2).ToArray();
        for (var at = 0; at < kept.Length; at++) indexOf[kept[at]] = at;
        (indexOf[^2], indexOf[^1]) = (kept.Length, kept.Length + 1);
        var left = LeftOutOf(profile, merged, stacks, limit, shares.Count(share => share > 0) - kept.Length);

        json.WriteStartObject();
        WriteHead(json, profile);
        json.WriteNumber("rest", kept.Length);
        json.WriteStartObject("leftOut");
        json.WriteNumber("limit", limit);
        json.WriteNumber("functions", left.Functions);
        json.WriteEndObject();
        WriteFunctions(json, profile, kept);
        WriteWeights(json, profile, kept);
        WriteStacks(json, stacks, indexOf);
        WriteEdges(json, profile, indexOf);
        WriteMarks(json, marks, indexOf);
        json.WriteEndObject();
        json.Flush();
        return left;
    }

    /// <summary>The greatest share that each function has in any metric.</summary>
    private static double[] SharesOf(Profile profile)
    {
        var shares = new double[profile.Functions.Count];
        for (var metric = 0; metric < profile.Metrics.Count; metric++)
        {
            var weights = profile.Weights(metric);
            if (weights.Sum <= 0) continue;
            for (var function = 0; function < shares.Length; function++)
                shares[function] = Math.Max(shares[function], Math.Max(weights.Self[function], weights.Total[function]) / weights.Sum);
        }
        return shares;
    }

    private static double FunctionLimit(double[] shares, int most)
    {
        if (shares.Length <= most) return 0;
        var ordered = (double[])shares.Clone();
        Array.Sort(ordered);
        return ordered[^(most + 1)];
    }

    private static int[] KeptFunctions(Profile profile, double[] shares, KeptStacks stacks, double limit)
    {
        var isKept = Array.ConvertAll(shares, share => share > limit);
        // Sums of different order may differ in their last digits; a node that is shown has its function with it.
        foreach (var function in stacks.Functions)
            if (function >= 0 && function < isKept.Length) isKept[function] = true;
        return [.. Enumerable.Range(0, profile.Functions.Count).Where(function => isKept[function])];
    }

    private static LeftOut LeftOutOf(Profile profile, MergedStacks merged, KeptStacks stacks, double limit, int functions)
    {
        var (rests, weight) = (0, 0.0);
        for (var node = 0; node < stacks.Functions.Count; node++)
        {
            if (stacks.Functions[node] < profile.Functions.Count) continue;
            rests++;
            weight += stacks.Self[0][node];
        }
        var sum = profile.Weights(0).Sum;
        return new LeftOut(limit, limit > 0 ? merged.Count - (stacks.Functions.Count - rests) : 0, sum > 0 ? weight / sum : 0, Math.Max(0, functions));
    }

    private static void WriteHead(Utf8JsonWriter json, Profile profile)
    {
        json.WriteStartArray("metrics");
        for (var metric = 0; metric < profile.Metrics.Count; metric++)
        {
            var sum = profile.Weights(metric).Sum;
            json.WriteStartObject();
            json.WriteString("name", profile.Metrics[metric].Name);
            json.WriteString("unit", profile.Metrics[metric].Unit switch
            {
                MetricUnit.Seconds => "seconds",
                MetricUnit.Bytes => "bytes",
                MetricUnit.Samples => "samples",
                _ => "count",
            });
            WriteWeight(json, "sum", sum);
            WriteWeight(json, "idle", profile.IdleShare(metric) * sum);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("threads");
        foreach (var thread in profile.Threads) json.WriteStringValue(thread.Name);
        json.WriteEndArray();
    }

    private static void WriteFunctions(Utf8JsonWriter json, Profile profile, int[] kept)
    {
        var texts = new List<string>();
        var indices = new Dictionary<string, int>(StringComparer.Ordinal);
        int IndexOf(string text)
        {
            if (text.Length == 0) return -1;
            if (indices.TryGetValue(text, out var known)) return known;
            texts.Add(text);
            indices.Add(text, texts.Count - 1);
            return texts.Count - 1;
        }

        json.WriteStartObject("functions");
        json.WriteStartArray("name");
        foreach (var function in kept) json.WriteStringValue(profile.Functions[function].Name);
        json.WriteStringValue("(lighter stacks)");
        json.WriteStringValue("(lighter stacks that wait)");
        json.WriteEndArray();
        Column("file", function => IndexOf(function.File), -1);
        Column("module", function => IndexOf(function.Module), -1);
        Column("line", function => function.FirstLine, 0);
        Column("origin", function => (int)function.Origin, (int)FunctionOrigin.Synthetic);
        json.WriteStartArray("idle");
        foreach (var function in kept) json.WriteNumberValue(profile.IsIdle(function) ? 1 : 0);
        json.WriteNumberValue(0);
        json.WriteNumberValue(1);
        json.WriteEndArray();
        json.WriteStartArray("calls");
        foreach (var function in profile.Calls.HasCalls ? kept : []) json.WriteNumberValue(profile.Calls.Calls(function) ?? -1);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartArray("files");
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();

        void Column(string name, Func<ProfileFunction, int> value, int ofRest)
        {
            json.WriteStartArray(name);
            foreach (var function in kept) json.WriteNumberValue(value(profile.Functions[function]));
            json.WriteNumberValue(ofRest);
            json.WriteNumberValue(ofRest);
            json.WriteEndArray();
        }
    }

    private static void WriteWeights(Utf8JsonWriter json, Profile profile, int[] kept)
    {
        json.WriteStartArray("weights");
        for (var metric = 0; metric < profile.Metrics.Count; metric++)
        {
            var weights = profile.Weights(metric);
            json.WriteStartObject();
            Column("self", weights.Self);
            Column("total", weights.Total);
            // Where nothing waits, what works is all there is.
            if (!profile.Stacks.IsEmpty && profile.IdleShare(metric) > 0) Column("working", WorkingTotals(profile, metric).Total);
            json.WriteEndObject();
        }
        json.WriteEndArray();

        void Column(string name, ReadOnlySpan<double> ofFunctions)
        {
            json.WriteStartArray(name);
            foreach (var function in kept) WriteWeight(json, ofFunctions[function]);
            json.WriteEndArray();
        }
    }

    private static FunctionWeights WorkingTotals(Profile profile, int metric)
    {
        int[] functionOfFrame = [.. profile.Frames.Select(frame => frame.Function)];
        return profile.Stacks.Totals(functionOfFrame, profile.Functions.Count, new IdleSplit(profile, metric).ActiveSelf);
    }

    private static void WriteStacks(Utf8JsonWriter json, KeptStacks stacks, int[] indexOf)
    {
        json.WriteStartObject("nodes");
        json.WriteStartArray("fn");
        foreach (var function in stacks.Functions) json.WriteNumberValue(function < 0 ? function : indexOf[function]);
        json.WriteEndArray();
        json.WriteStartArray("depth");
        foreach (var depth in stacks.Depths) json.WriteNumberValue(depth);
        json.WriteEndArray();
        json.WriteStartArray("self");
        foreach (var column in stacks.Self)
        {
            json.WriteStartArray();
            foreach (var weight in column) WriteWeight(json, weight);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteEdges(Utf8JsonWriter json, Profile profile, int[] indexOf)
    {
        CallEdge[] edges = profile.Stacks.IsEmpty
            ? [.. profile.Calls.Edges.Where(edge => indexOf[edge.Caller] >= 0 && indexOf[edge.Callee] >= 0)]
            : [];
        json.WriteStartObject("edges");
        Column("caller", (json, edge) => json.WriteNumberValue(indexOf[edge.Caller]));
        Column("callee", (json, edge) => json.WriteNumberValue(indexOf[edge.Callee]));
        Column("metric", (json, edge) => json.WriteNumberValue(edge.Metric));
        Column("calls", (json, edge) => json.WriteNumberValue(edge.Calls));
        Column("total", (json, edge) => WriteWeight(json, edge.Total));
        json.WriteEndObject();

        void Column(string name, Action<Utf8JsonWriter, CallEdge> write)
        {
            json.WriteStartArray(name);
            foreach (var edge in edges) write(json, edge);
            json.WriteEndArray();
        }
    }

    private static void WriteMarks(Utf8JsonWriter json, IReadOnlyDictionary<int, IReadOnlyList<int>>? marks, int[] indexOf)
    {
        if (marks is null) return;
        json.WriteStartObject("marks");
        foreach (var (function, issues) in marks.OrderBy(mark => mark.Key))
        {
            if (indexOf[function] < 0) continue;
            json.WriteStartArray(indexOf[function].ToString(System.Globalization.CultureInfo.InvariantCulture));
            foreach (var issue in issues) json.WriteNumberValue(issue);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    /// <summary>Sums of decimal fractions carry digits that mean nothing and cost space; a weight beyond all bounds is no number in JSON.</summary>
    private static void WriteWeight(Utf8JsonWriter json, double weight) => json.WriteNumberValue(Shortened(weight));

    private static void WriteWeight(Utf8JsonWriter json, string name, double weight) => json.WriteNumber(name, Shortened(weight));

    private static double Shortened(double weight)
    {
        if (!double.IsFinite(weight)) return 0;
        if (weight == Math.Floor(weight)) return weight;
        var scale = Math.Pow(10, 12 - Math.Ceiling(Math.Log10(Math.Abs(weight))));
        return double.IsFinite(scale) && scale > 0 ? Math.Round(weight * scale) / scale : weight;
    }
}
