using Lever.Profiles.Readers;

namespace Lever.Profiles.Measurements.Readers;

/// <summary>
/// What <c>cargo bench</c> prints of libtest's benchmarks, and criterion with <c>--output-format bencher</c>:
/// <code>test tests::sum ... bench:       1,234.56 ns/iter (+/- 78.90) = 73142 MB/s</code>
/// The figure behind the plus and minus is the distance between the fastest and the slowest sample (rust-lang/rust, library/test).
/// </summary>
internal sealed class LibtestReader : MeasurementReader
{
    public override string Format => "libtest";

    public override bool Recognizes(ReadOnlySpan<byte> head) => head.IndexOf(" ... bench:"u8) >= 0 && head.IndexOf("/iter (+/-"u8) >= 0;

    public override void Read(ReadOnlySpan<byte> bytes, MeasurementBuilder builder)
    {
        builder.WrittenBy("cargo bench");
        var lines = new TextLines(bytes);
        while (lines.Next())
        {
            if (lines.Bytes.IndexOf(" ... bench:"u8) < 0) continue;
            if (Parse(lines.Text) is { } benchmark) builder.Add(benchmark);
            else builder.Problem(lines.Place, "this is no result of a benchmark: `NAME ... bench: N ns/iter (+/- N)` is expected");
        }
    }

    private static Benchmark? Parse(string line)
    {
        var text = line.AsSpan().Trim();
        if (text.StartsWith("test ")) text = text[5..];
        var mark = text.IndexOf(" ... bench:");
        if (mark < 0) return null;
        var name = text[..mark].Trim();
        var rest = text[(mark + " ... bench:".Length)..].Trim();
        var iteration = rest.IndexOf("/iter (+/-");
        if (iteration < 0 || UnitWords.Scaled(rest[..iteration]) is not { } value) return null;
        var width = rest[(iteration + "/iter (+/-".Length)..];
        var close = width.IndexOf(')');
        if (close < 0 || UnitWords.Number(width[..close]) is not { } distance) return null;
        var unit = UnitWords.Of(rest[..iteration].Trim()[(rest[..iteration].Trim().IndexOf(' ') + 1)..].Trim());
        return FromRange(name.ToString(), value, distance * unit.Scale);
    }

    /// <summary>A result of which the median and the distance between the extremes are known, in seconds.</summary>
    public static Benchmark FromRange(string name, double median, double distance) => new(name)
    {
        Median = median, Interval = new MeasuredInterval(Math.Max(0, median - distance / 2), median + distance / 2, 0),
    };
}
