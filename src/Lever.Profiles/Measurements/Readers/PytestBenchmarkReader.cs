namespace Lever.Profiles.Measurements.Readers;

/// <summary>
/// pytest-benchmark's JSON (<c>--benchmark-json</c>, <c>.benchmarks/*/*.json</c>): seconds of one iteration, with all samples where they
/// were saved. Written by ionelmc/pytest-benchmark, src/pytest_benchmark/session.py and stats.py.
/// </summary>
internal sealed class PytestBenchmarkReader : MeasurementReader
{
    /// <summary>The distance between the quartiles of a normal distribution against its standard deviation.</summary>
    private const double NormalQuartiles = 1.349;

    public override string Format => "pytest-benchmark";

    public override bool Recognizes(ReadOnlySpan<byte> head) =>
        JsonHead.IsObject(head) && JsonHead.Has(head, "\"machine_info\""u8)
        && (JsonHead.Has(head, "\"commit_info\""u8) || JsonHead.Has(head, "\"benchmarks\""u8));

    public override void Read(ReadOnlySpan<byte> bytes, MeasurementBuilder builder)
    {
        builder.WrittenBy(Format);
        var benchmark = new Benchmark("");
        var parameters = new List<BenchmarkParameter>();
        var samples = new List<double>();
        var values = new JsonValues(bytes);
        while (values.Next())
        {
            if (values.At("benchmarks/*/stats/data/*"u8))
            {
                samples.Add(values.Number ?? double.NaN);
                while (values.NextNumber() is { } sample) samples.Add(sample);
            }
            else if (values.At("benchmarks/*/fullname"u8)) benchmark = benchmark with { Id = values.Text };
            else if (values.At("benchmarks/*/params/*"u8)) parameters.Add(new BenchmarkParameter(values.Key(3), values.Text));
            else if (values.At("benchmarks/*/stats/mean"u8)) benchmark = benchmark with { Mean = values.Number };
            else if (values.At("benchmarks/*/stats/median"u8)) benchmark = benchmark with { Median = values.Number };
            else if (values.At("benchmarks/*/stats/stddev"u8)) benchmark = benchmark with { Deviation = benchmark.Deviation ?? values.Number };
            // A few rounds that the system interrupted make the deviation a hundred times what it is without them.
            else if (values.At("benchmarks/*/stats/iqr"u8) && values.Number is > 0 and var quartiles) benchmark = benchmark with { Deviation = quartiles / NormalQuartiles };
            else if (values.At("benchmarks/*/stats/rounds"u8)) benchmark = benchmark with { Count = Counted.From(values.Number) };
            else if (values.At("version"u8)) builder.WrittenBy($"{Format} {values.Text}");
            else if (values.Ends("benchmarks/*"u8))
            {
                builder.Add(benchmark with { Parameters = [.. parameters], Runs = samples.Count > 0 ? [samples.ToArray()] : [] });
                benchmark = new Benchmark("");
                parameters.Clear();
                samples.Clear();
            }
        }
        values.Report(builder);
    }
}
