namespace Lever.Profiles.Measurements.Readers;

/// <summary>What <c>perf stat -j</c> writes: an object a line, the value a number as text.</summary>
internal sealed class PerfStatJsonReader : MeasurementReader
{
    public override string Format => "perf-stat-json";

    public override bool Recognizes(ReadOnlySpan<byte> head) =>
        JsonHead.Has(head, "\"counter-value\""u8) && JsonHead.Has(head, "\"event\""u8);

    public override void Read(ReadOnlySpan<byte> bytes, MeasurementBuilder builder)
    {
        builder.WrittenBy("perf stat");
        var counters = new PerfStatCounters();
        var (name, unit, text) = ("", "", "");
        double? variation = null, running = null;
        // A file begins with a comment of perf's own kind.
        var start = bytes.IndexOf((byte)'{');
        var values = new JsonValues(start < 0 ? default : bytes[start..]);
        while (values.Next())
        {
            if (values.At("event"u8)) name = values.Text;
            else if (values.At("unit"u8)) unit = values.Text;
            else if (values.At("counter-value"u8)) text = values.Text;
            else if (values.At("variance"u8)) variation = values.Number;
            else if (values.At("pcnt-running"u8)) running = values.Number;
            else if (values.Ends(""u8))
            {
                if (UnitWords.Number(text) is { } value && name != "") counters.Add(name, unit, value, variation, running ?? 100);
                else if (name != "") counters.Missing(name);
                (name, unit, text, variation, running) = ("", "", "", null, null);
            }
        }
        values.Report(builder);
        counters.Finish(builder);
    }
}
