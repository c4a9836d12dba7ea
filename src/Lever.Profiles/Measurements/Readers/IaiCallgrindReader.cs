namespace Lever.Profiles.Measurements.Readers;

/// <summary>
/// The summary.json of iai-callgrind and gungraun (<c>--save-summary</c>): what Valgrind counted, the same at every run. Schemas 2 and
/// later are read, iai-callgrind-runner/schemas: a metric is <c>{"metrics": {"Left": NEW}}</c> or <c>{"Both": [NEW, OLD]}</c>, a value a
/// number or, since schema 4, <c>{"Int": N}</c>.
/// </summary>
internal sealed class IaiCallgrindReader : MeasurementReader
{
    public override string Format => "iai-callgrind";

    public override bool Recognizes(ReadOnlySpan<byte> head) =>
        JsonHead.IsObject(head) && JsonHead.Has(head, "\"kind\""u8)
        && (head.IndexOf("\"LibraryBenchmark\""u8) >= 0 || head.IndexOf("\"BinaryBenchmark\""u8) >= 0);

    public override void Read(ReadOnlySpan<byte> bytes, MeasurementBuilder builder)
    {
        builder.WrittenBy(Format);
        var (module, function, id, tool) = ("", "", "", "");
        var metrics = new List<(string Tool, string Metric, double Value)>();
        var values = new JsonValues(bytes);
        while (values.Next())
        {
            if (values.At("module_path"u8)) module = values.Text;
            else if (values.At("function_name"u8)) function = values.Text;
            else if (values.At("id"u8)) id = values.Text;
            else if (values.At("profiles/*/tool"u8)) tool = values.Text;
            else if (values.Number is { } number && MetricLevel(ref values) is >= 0 and var level)
                metrics.Add((tool, values.Key(level), number));
        }
        values.Report(builder);
        var name = module.EndsWith("::" + function, StringComparison.Ordinal) || function == "" ? module : $"{module}::{function}";
        foreach (var (from, metric, value) in metrics)
        {
            var prefix = from is "" or "Callgrind" ? "" : from + " ";
            builder.Add(new Benchmark($"{name} {id}".TrimEnd() + $" [{prefix}{metric}]")
            {
                Unit = MetricUnit.Count, UnitName = metric == "Ir" ? "instructions" : metric, IsExact = true, Median = value, Count = 1,
            });
        }
    }

    // Where the metric's name stands in the path of a new value; -1 for the old ones and all else.
    private static int MetricLevel(ref JsonValues values)
    {
        if (values.At("profiles/*/summaries/total/summary/*/*/metrics/Left/*"u8)
            || values.At("profiles/*/summaries/total/summary/*/*/metrics/Left"u8)) return 6;
        if ((values.At("profiles/*/summaries/total/summary/*/*/metrics/Both/*/*"u8)
            || values.At("profiles/*/summaries/total/summary/*/*/metrics/Both/*"u8)) && values.Item(9) == 0) return 6;
        if (values.At("callgrind_summary/callgrind_run/total/summary/*/metrics/Left"u8)) return 4;
        if (values.At("callgrind_summary/callgrind_run/total/summary/*/metrics/Both/*"u8) && values.Item(7) == 0) return 4;
        return -1;
    }
}
