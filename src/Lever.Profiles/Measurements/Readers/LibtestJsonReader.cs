namespace Lever.Profiles.Measurements.Readers;

/// <summary>libtest's results as JSON lines: <c>{"type":"bench","name":"…","median":NS,"deviation":NS}</c> among the lines of other events.</summary>
internal sealed class LibtestJsonReader : MeasurementReader
{
    private const double Nanosecond = 1e-9;

    public override string Format => "libtest-json";

    public override bool Recognizes(ReadOnlySpan<byte> head) =>
        JsonHead.IsObject(head) && JsonHead.Has(head, "\"deviation\""u8) && JsonHead.Has(head, "\"median\""u8) && head.IndexOf("\"bench\""u8) >= 0;

    public override void Read(ReadOnlySpan<byte> bytes, MeasurementBuilder builder)
    {
        builder.WrittenBy("cargo bench");
        var (kind, name) = ("", "");
        double? median = null, deviation = null;
        var values = new JsonValues(bytes);
        while (values.Next())
        {
            if (values.At("type"u8)) kind = values.Text;
            else if (values.At("name"u8)) name = values.Text;
            else if (values.At("median"u8)) median = values.Number;
            else if (values.At("deviation"u8)) deviation = values.Number;
            else if (values.Ends(""u8))
            {
                if (kind == "bench") builder.Add(LibtestReader.FromRange(name, (median ?? double.NaN) * Nanosecond, (deviation ?? 0) * Nanosecond));
                (kind, name, median, deviation) = ("", "", null, null);
            }
        }
        values.Report(builder);
    }
}
