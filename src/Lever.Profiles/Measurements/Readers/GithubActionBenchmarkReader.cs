namespace Lever.Profiles.Measurements.Readers;

/// <summary>
/// The history that github-action-benchmark keeps in <c>dev/bench/data.js</c>, or in a JSON file without the assignment before it. The
/// newest entry of every suite is read. Written by benchmark-action/github-action-benchmark, src/write.ts; units are the tools' own text.
/// </summary>
internal sealed class GithubActionBenchmarkReader : MeasurementReader
{
    private static ReadOnlySpan<byte> Assignment => "window.BENCHMARK_DATA"u8;

    public override string Format => "github-action-benchmark";

    public override bool Recognizes(ReadOnlySpan<byte> head) =>
        head.TrimStart(" \t\r\n"u8).StartsWith(Assignment)
        || (JsonHead.IsObject(head) && JsonHead.Has(head, "\"lastUpdate\""u8) && JsonHead.Has(head, "\"entries\""u8));

    public override void Read(ReadOnlySpan<byte> bytes, MeasurementBuilder builder)
    {
        builder.WrittenBy(Format);
        var json = JsonOf(bytes);
        var newest = new Dictionary<string, List<Entry>>();
        var entry = new Entry("", "", "", "", null);
        var (tool, entries) = ("", new List<Entry>());
        var values = new JsonValues(json);
        while (values.Next())
        {
            if (values.At("entries/*/*/benches/*/name"u8)) entry = entry with { Name = values.Text };
            else if (values.At("entries/*/*/benches/*/value"u8)) entry = entry with { Value = values.Number };
            else if (values.At("entries/*/*/benches/*/unit"u8)) entry = entry with { Unit = values.Text };
            else if (values.At("entries/*/*/benches/*/range"u8)) entry = entry with { Range = values.Text };
            else if (values.At("entries/*/*/benches/*/extra"u8)) entry = entry with { Extra = values.Text };
            else if (values.At("entries/*/*/tool"u8)) tool = values.Text;
            else if (values.Ends("entries/*/*/benches/*"u8))
            {
                entries.Add(entry);
                entry = new Entry("", "", "", "", null);
            }
            else if (values.Ends("entries/*/*"u8))
            {
                // Entries are in the order of time, so the last one stays.
                for (var i = 0; i < entries.Count; i++) entries[i] = entries[i] with { IsRate = tool == "customBiggerIsBetter" };
                newest[values.Key(1)] = entries;
                (tool, entries) = ("", []);
            }
        }
        values.Report(builder);
        foreach (var (suite, results) in newest)
        {
            foreach (var result in results) builder.Add(Result(result, newest.Count > 1 ? $"{suite}: {result.Name}" : result.Name));
        }
    }

    private readonly record struct Entry(string Name, string Unit, string Range, string Extra, double? Value)
    {
        public bool IsRate { get; init; }
    }

    private static Benchmark Result(Entry entry, string id)
    {
        var word = entry.Unit.AsSpan();
        var per = word.IndexOf('/');
        var scaled = UnitWords.Of(per < 0 ? word : word[..per]);
        var isRate = entry.IsRate || word.EndsWith("/sec") || word.EndsWith("/s");
        var scale = isRate ? 1 : scaled.Scale;
        var benchmark = new Benchmark(id)
        {
            Unit = isRate ? MetricUnit.Unknown : scaled.Unit, UnitName = isRate || scaled.Unit == MetricUnit.Unknown ? entry.Unit : "",
            MoreIsBetter = isRate, Mean = entry.Value * scale, Count = Rounds(entry.Extra),
        };
        // Of cargo the range is that of all samples, of pytest their deviation.
        var range = entry.Range.AsSpan().Trim();
        if (range.StartsWith("stddev:")) return benchmark with { Deviation = UnitWords.Number(range[7..]) * scale };
        if (entry.Value is not { } value || UnitWords.Number(range.TrimStart("±+/- ")) is not { } width) return benchmark;
        return benchmark with { Interval = new MeasuredInterval(Math.Max(0, (value - width) * scale), (value + width) * scale, 0) };
    }

    private static long? Rounds(string extra)
    {
        foreach (var line in extra.AsSpan().EnumerateLines())
        {
            if (line.StartsWith("rounds:")) return Counted.From(UnitWords.Number(line[7..]));
        }
        return null;
    }

    private static ReadOnlySpan<byte> JsonOf(ReadOnlySpan<byte> bytes)
    {
        var text = bytes.TrimStart(" \t\r\n"u8);
        if (!text.StartsWith(Assignment)) return text;
        var start = text.IndexOf((byte)'{');
        return start < 0 ? default : text[start..].TrimEnd("; \t\r\n"u8);
    }
}
