namespace Lever.Profiles.Measurements.Readers;

/// <summary>
/// pyperf's JSON: every benchmark was measured by several processes, whose values are already those of one iteration. What all runs and
/// benchmarks share stands in the metadata above them. Specified by psf/pyperf, doc/api.rst and pyperf/_bench.py.
/// </summary>
internal sealed class PyperfReader : MeasurementReader
{
    public override string Format => "pyperf";

    public override bool Recognizes(ReadOnlySpan<byte> head) =>
        JsonHead.IsObject(head) && JsonHead.Has(head, "\"benchmarks\""u8) && JsonHead.Has(head, "\"runs\""u8)
        && (JsonHead.Has(head, "\"warmups\""u8) || JsonHead.Has(head, "\"values\""u8));

    public override void Read(ReadOnlySpan<byte> bytes, MeasurementBuilder builder)
    {
        builder.WrittenBy(Format);
        var found = new List<(string Name, string Unit, double[][] Runs)>();
        var (name, unit, commonName, commonUnit) = ("", "", "", "");
        var runs = new List<double[]>();
        var samples = new List<double>();
        var values = new JsonValues(bytes);
        while (values.Next())
        {
            if (values.At("benchmarks/*/runs/*/values/*"u8)) samples.Add(values.Number ?? double.NaN);
            else if (values.At("benchmarks/*/metadata/name"u8)) name = values.Text;
            else if (values.At("benchmarks/*/metadata/unit"u8)) unit = values.Text;
            else if (values.At("metadata/name"u8)) commonName = values.Text;
            else if (values.At("metadata/unit"u8)) commonUnit = values.Text;
            else if (values.Ends("benchmarks/*/runs/*"u8))
            {
                // Runs that only calibrate have no values.
                if (samples.Count > 0) runs.Add([.. samples]);
                samples.Clear();
            }
            else if (values.Ends("benchmarks/*"u8))
            {
                found.Add((name, unit, [.. runs]));
                (name, unit) = ("", "");
                runs.Clear();
            }
        }
        values.Report(builder);
        foreach (var each in found)
        {
            var word = each.Unit != "" ? each.Unit : commonUnit;
            builder.Add(new Benchmark(each.Name != "" ? each.Name : commonName)
            {
                Unit = word switch { "" or "second" => MetricUnit.Seconds, "byte" => MetricUnit.Bytes, _ => MetricUnit.Count },
                UnitName = word is "" or "second" or "byte" ? "" : word,
                Runs = each.Runs,
            });
        }
    }
}
