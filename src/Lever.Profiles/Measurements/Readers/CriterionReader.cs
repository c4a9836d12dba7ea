namespace Lever.Profiles.Measurements.Readers;

/// <summary>
/// Criterion's <c>target/criterion/NAME/BASELINE/{benchmark,estimates,sample}.json</c>, in nanoseconds of wall time; the files are
/// written by bheisler/criterion.rs, src/report.rs and src/estimate.rs, alike since version 0.3. One of the files alone is read as well.
/// </summary>
internal sealed class CriterionReader : MeasurementReader
{
    public const string Name = "criterion";

    private const double Nanosecond = 1e-9;

    public override string Format => Name;

    public override bool Recognizes(ReadOnlySpan<byte> head) =>
        JsonHead.IsObject(head)
        && ((JsonHead.Has(head, "\"point_estimate\""u8) && JsonHead.Has(head, "\"confidence_interval\""u8) && !JsonHead.Has(head, "\"reason\""u8))
            || (JsonHead.Has(head, "\"sampling_mode\""u8) && JsonHead.Has(head, "\"iters\""u8)));

    public override void Read(ReadOnlySpan<byte> bytes, MeasurementBuilder builder)
    {
        var isSample = JsonHead.Has(bytes[..Math.Min(bytes.Length, 256)], "\"sampling_mode\""u8);
        var bare = new Benchmark("benchmark");
        builder.Add(isSample ? WithSample(bare, bytes, builder) : WithEstimates(bare, bytes, builder));
    }

    public static void Read(CriterionFiles files, MeasurementBuilder builder)
    {
        var benchmark = Describe(files, builder);
        if (!files.Estimates.IsEmpty) benchmark = WithEstimates(benchmark, files.Estimates.Span, builder);
        if (!files.Sample.IsEmpty) benchmark = WithSample(benchmark, files.Sample.Span, builder);
        builder.Add(benchmark);
    }

    private static Benchmark Describe(CriterionFiles files, MeasurementBuilder builder)
    {
        var benchmark = new Benchmark(files.Folder);
        var values = new JsonValues(files.Benchmark.Span);
        while (values.Next())
        {
            if (values.At("full_id"u8)) benchmark = benchmark with { Id = values.Text };
            else if (values.At("value_str"u8) && values.Text is { Length: > 0 } value)
                benchmark = benchmark with { Parameters = [new BenchmarkParameter("value", value)] };
        }
        values.Report(builder);
        return benchmark;
    }

    private static Benchmark WithEstimates(Benchmark benchmark, ReadOnlySpan<byte> bytes, MeasurementBuilder builder)
    {
        double? low = null, high = null;
        var confidence = 0.95;
        var values = new JsonValues(bytes);
        while (values.Next())
        {
            if (values.Number is not { } number) continue;
            if (values.At("mean/point_estimate"u8)) benchmark = benchmark with { Mean = number * Nanosecond };
            else if (values.At("median/point_estimate"u8)) benchmark = benchmark with { Median = number * Nanosecond };
            else if (values.At("std_dev/point_estimate"u8)) benchmark = benchmark with { Deviation = number * Nanosecond };
            else if (values.At("median/confidence_interval/lower_bound"u8)) low = number * Nanosecond;
            else if (values.At("median/confidence_interval/upper_bound"u8)) high = number * Nanosecond;
            else if (values.At("median/confidence_interval/confidence_level"u8)) confidence = number;
        }
        values.Report(builder);
        return low is { } from && high is { } to ? benchmark with { Interval = new MeasuredInterval(from, to, confidence) } : benchmark;
    }

    // Each time is that of a batch; criterion varies the batches' sizes to see the cost of one more iteration.
    private static Benchmark WithSample(Benchmark benchmark, ReadOnlySpan<byte> bytes, MeasurementBuilder builder)
    {
        var iterations = new List<double>();
        var times = new List<double>();
        var values = new JsonValues(bytes);
        while (values.Next())
        {
            if (values.Number is not { } number) continue;
            if (values.At("iters/*"u8)) iterations.Add(number);
            else if (values.At("times/*"u8)) times.Add(number);
        }
        values.Report(builder);
        if (times.Count == 0) return benchmark;
        if (iterations.Count != times.Count) builder.Problem(ProfilePlace.File, $"{times.Count} times of {iterations.Count} batches: those without a partner are left out");
        return benchmark with { Runs = [PerIteration(times, iterations, Nanosecond)] };
    }

    /// <summary>What one iteration took in each batch.</summary>
    public static double[] PerIteration(List<double> totals, List<double> iterations, double scale)
    {
        var samples = new double[Math.Min(totals.Count, iterations.Count)];
        for (var i = 0; i < samples.Length; i++) samples[i] = totals[i] * scale / iterations[i];
        return samples;
    }
}
