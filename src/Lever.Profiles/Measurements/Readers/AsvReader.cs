using System.Globalization;

namespace Lever.Profiles.Measurements.Readers;

/// <summary>
/// asv's <c>.asv/results/MACHINE/COMMIT-ENVIRONMENT.json</c>, version 2: a row for each benchmark, whose columns the file names; within
/// a column a value for each combination of parameters, the last parameter fastest. Written by airspeed-velocity/asv, asv/results.py.
/// Units stand in another file, so the names' prefixes tell them, as asv itself makes them.
/// </summary>
internal sealed class AsvReader : MeasurementReader
{
    public override string Format => "asv";

    public override bool Recognizes(ReadOnlySpan<byte> head) =>
        JsonHead.IsObject(head) && JsonHead.Has(head, "\"result_columns\""u8) && JsonHead.Has(head, "\"results\""u8);

    public override void Read(ReadOnlySpan<byte> bytes, MeasurementBuilder builder)
    {
        builder.WrittenBy(Format);
        var columnOf = new Dictionary<int, string>();
        var row = new Row();
        var values = new JsonValues(bytes);
        while (values.Next())
        {
            if (values.At("result_columns/*"u8)) columnOf.TryAdd(values.Item(1), values.Text);
            else if (values.Ends("results/*"u8))
            {
                row.Add(values.Key(1), builder);
                row = new Row();
            }
            // A benchmark without parameters may give its value without a list around it.
            else if (values.At("results/*/*"u8) && columnOf.GetValueOrDefault(values.Item(2)) == "result") row.Results.Add(values.Number);
            else if (values.At("results/*/*/*"u8)) row.Take(columnOf.GetValueOrDefault(values.Item(2)), ref values);
            else if (values.At("results/*/*/*/*"u8)) row.TakeNested(columnOf.GetValueOrDefault(values.Item(2)), ref values);
        }
        values.Report(builder);
        if (!columnOf.ContainsValue("result") || !columnOf.ContainsValue("params")) builder.Problem(ProfilePlace.File, "the file does not say in which column results and parameters stand");
    }

    /// <summary>What the columns of one benchmark hold.</summary>
    private sealed class Row
    {
        private readonly List<List<string>> parameters = [];
        private readonly Dictionary<int, List<double>> samples = [];
        private readonly Dictionary<int, double> lows = [];
        private readonly Dictionary<int, double> highs = [];
        private readonly Dictionary<int, double> counts = [];

        public List<double?> Results { get; } = [];

        public void Take(string? column, ref JsonValues values)
        {
            var item = values.Item(3);
            if (column == "result") Results.Add(values.Number);
            else if (values.Number is not { } number) return;
            else if (column == "stats_ci_99_a") lows[item] = number;
            else if (column == "stats_ci_99_b") highs[item] = number;
            else if (column == "stats_repeat") counts[item] = number;
        }

        public void TakeNested(string? column, ref JsonValues values)
        {
            if (column == "params")
            {
                while (parameters.Count <= values.Item(3) && parameters.Count < 64) parameters.Add([]);
                if (values.Item(3) is >= 0 and < 64 and var parameter) parameters[parameter].Add(values.Text);
            }
            else if (column == "samples" && values.Number is { } number)
            {
                if (!samples.TryGetValue(values.Item(3), out var taken)) samples.Add(values.Item(3), taken = []);
                taken.Add(number);
            }
        }

        public void Add(string name, MeasurementBuilder builder)
        {
            var unit = UnitOf(name);
            for (var i = 0; i < Results.Count; i++)
            {
                var chosen = Combination(i);
                builder.Add(new Benchmark(chosen.Length == 0 ? name : $"{name}({string.Join(", ", chosen.Select(each => each.Value))})")
                {
                    Parameters = chosen, Unit = unit, Median = Results[i], Count = Counted.From(counts.TryGetValue(i, out var count) ? count : null),
                    Runs = samples.TryGetValue(i, out var taken) ? [taken.ToArray()] : [],
                    Interval = lows.TryGetValue(i, out var low) && highs.TryGetValue(i, out var high) ? new MeasuredInterval(low, high, 0.99) : null,
                });
            }
        }

        private BenchmarkParameter[] Combination(int index)
        {
            var chosen = new BenchmarkParameter[parameters.Count];
            for (var i = parameters.Count - 1; i >= 0; i--)
            {
                var count = Math.Max(1, parameters[i].Count);
                var value = parameters[i].Count == 0 ? "" : parameters[i][index % count];
                chosen[i] = new BenchmarkParameter("param" + (i + 1).ToString(CultureInfo.InvariantCulture), value);
                index /= count;
            }
            return chosen;
        }

        private static MetricUnit UnitOf(string name)
        {
            var last = name[(name.LastIndexOf('.') + 1)..];
            if (last.StartsWith("time", StringComparison.OrdinalIgnoreCase)) return MetricUnit.Seconds;
            return last.StartsWith("mem", StringComparison.OrdinalIgnoreCase) || last.StartsWith("peakmem", StringComparison.OrdinalIgnoreCase)
                ? MetricUnit.Bytes : MetricUnit.Unknown;
        }
    }
}
