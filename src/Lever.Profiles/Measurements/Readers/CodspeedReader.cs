namespace Lever.Profiles.Measurements.Readers;

/// <summary>
/// CodSpeed's walltime results: nanoseconds of one iteration, without the samples. Written by CodSpeedHQ/pytest-codspeed,
/// instruments/walltime.py, and by codspeed-rust.
/// </summary>
internal sealed class CodspeedReader : MeasurementReader
{
    private const double Nanosecond = 1e-9;

    public override string Format => "codspeed";

    public override bool Recognizes(ReadOnlySpan<byte> head) =>
        JsonHead.IsObject(head) && JsonHead.Has(head, "\"instrument\""u8) && JsonHead.Has(head, "\"benchmarks\""u8);

    public override void Read(ReadOnlySpan<byte> bytes, MeasurementBuilder builder)
    {
        var benchmark = new Benchmark("");
        var (creator, version) = (Format, "");
        var values = new JsonValues(bytes);
        while (values.Next())
        {
            if (values.At("benchmarks/*/uri"u8)) benchmark = benchmark with { Id = values.Text };
            else if (values.At("benchmarks/*/name"u8) && benchmark.Id == "") benchmark = benchmark with { Id = values.Text };
            else if (values.At("benchmarks/*/stats/mean_ns"u8)) benchmark = benchmark with { Mean = values.Number * Nanosecond };
            else if (values.At("benchmarks/*/stats/median_ns"u8)) benchmark = benchmark with { Median = values.Number * Nanosecond };
            else if (values.At("benchmarks/*/stats/stdev_ns"u8)) benchmark = benchmark with { Deviation = values.Number * Nanosecond };
            else if (values.At("benchmarks/*/stats/rounds"u8)) benchmark = benchmark with { Count = Counted.From(values.Number) };
            else if (values.At("creator/name"u8)) creator = values.Text;
            else if (values.At("creator/version"u8)) version = values.Text;
            else if (values.Ends("benchmarks/*"u8))
            {
                builder.Add(benchmark);
                benchmark = new Benchmark("");
            }
        }
        values.Report(builder);
        builder.WrittenBy($"{creator} {version}");
    }
}
