namespace Lever.Profiles.Measurements.Readers;

/// <summary>
/// What <c>cargo criterion --message-format=json</c> prints: a line for each benchmark, its samples as totals of batches.
/// Specified by cargo-criterion's book, "External tools".
/// </summary>
internal sealed class CargoCriterionReader : MeasurementReader
{
    public override string Format => "cargo-criterion";

    public override bool Recognizes(ReadOnlySpan<byte> head) =>
        JsonHead.IsObject(head) && JsonHead.Has(head, "\"reason\""u8) && head.IndexOf("\"benchmark-complete\""u8) >= 0;

    public override void Read(ReadOnlySpan<byte> bytes, MeasurementBuilder builder)
    {
        var (id, unit, isBenchmark) = ("", "", false);
        double? median = null, low = null, high = null;
        var (iterations, totals) = (new List<double>(), new List<double>());
        var values = new JsonValues(bytes);
        while (values.Next())
        {
            if (values.At("reason"u8)) isBenchmark = values.Text == "benchmark-complete";
            else if (values.At("id"u8)) id = values.Text;
            else if (values.At("unit"u8)) unit = values.Text;
            else if (values.At("iteration_count/*"u8)) iterations.Add(values.Number ?? 0);
            else if (values.At("measured_values/*"u8)) totals.Add(values.Number ?? double.NaN);
            else if (values.At("median/estimate"u8)) median = values.Number;
            else if (values.At("median/lower_bound"u8)) low = values.Number;
            else if (values.At("median/upper_bound"u8)) high = values.Number;
            else if (values.Ends(""u8))
            {
                var scaled = UnitWords.Of(unit);
                if (isBenchmark)
                {
                    builder.Add(new Benchmark(id)
                    {
                        Unit = scaled.Unit, UnitName = scaled.Unit == MetricUnit.Unknown ? unit : "", Median = median * scaled.Scale,
                        Interval = low is { } from && high is { } to ? new MeasuredInterval(from * scaled.Scale, to * scaled.Scale, 0.95) : null,
                        Runs = totals.Count > 0 ? [CriterionReader.PerIteration(totals, iterations, scaled.Scale)] : [],
                    });
                }
                (id, unit, isBenchmark, median, low, high) = ("", "", false, null, null, null);
                iterations.Clear();
                totals.Clear();
            }
        }
        values.Report(builder);
    }
}
