namespace Lever.Profiles.Measurements.Readers;

/// <summary>
/// hyperfine's <c>--export-json</c>: whole commands in seconds. Written by sharkdp/hyperfine, src/benchmark/benchmark_result.rs.
/// </summary>
internal sealed class HyperfineReader : MeasurementReader
{
    public override string Format => "hyperfine";

    public override bool Recognizes(ReadOnlySpan<byte> head) =>
        JsonHead.IsObject(head) && JsonHead.Has(head, "\"results\""u8) && JsonHead.Has(head, "\"command\""u8)
        && (JsonHead.Has(head, "\"times\""u8) || JsonHead.Has(head, "\"user\""u8));

    public override void Read(ReadOnlySpan<byte> bytes, MeasurementBuilder builder)
    {
        builder.WrittenBy(Format);
        var benchmark = new Benchmark("");
        var parameters = new List<BenchmarkParameter>();
        var samples = new List<double>();
        var values = new JsonValues(bytes);
        while (values.Next())
        {
            if (values.At("results/*/times/*"u8)) samples.Add(values.Number ?? double.NaN);
            else if (values.At("results/*/command"u8)) benchmark = benchmark with { Id = values.Text };
            else if (values.At("results/*/mean"u8)) benchmark = benchmark with { Mean = values.Number };
            else if (values.At("results/*/median"u8)) benchmark = benchmark with { Median = values.Number };
            else if (values.At("results/*/stddev"u8)) benchmark = benchmark with { Deviation = values.Number };
            else if (values.At("results/*/parameters/*"u8)) parameters.Add(new BenchmarkParameter(values.Key(3), values.Text));
            else if (values.Ends("results/*"u8))
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
