using Lever.Profiles.Readers;

namespace Lever.Profiles.Measurements.Readers;

/// <summary>
/// The table that divan prints (nvzqz/divan, src/tree_painter.rs), the only output it has:
/// <code>
/// example       fastest       │ slowest       │ median        │ mean          │ samples │ iters
/// ├─ add        0.304 ns      │ 0.35 ns       │ 0.31 ns       │ 0.315 ns      │ 100     │ 102400
/// ╰─ parse                    │               │               │               │         │
///    ╰─ 10      14.5 ns       │ 20 ns         │ 14.9 ns       │ 15 ns         │ 100     │ 12800
/// </code>
/// Rows of throughput and allocations hang below without a branch of their own, and are left out.
/// </summary>
internal sealed class DivanReader : MeasurementReader
{
    /// <summary>Modules and parameters nest a few levels deep.</summary>
    private const int Deepest = 64;

    public override string Format => "divan";

    public override bool Recognizes(ReadOnlySpan<byte> head) =>
        head.IndexOf("fastest"u8) is >= 0 and var at && head[at..].IndexOf("slowest"u8) is >= 0 and < 64 && head.IndexOf("│"u8) >= 0;

    public override void Read(ReadOnlySpan<byte> bytes, MeasurementBuilder builder)
    {
        builder.WrittenBy(Format);
        var path = new List<string>();
        var lines = new TextLines(bytes);
        while (lines.Next())
        {
            var line = lines.Text;
            if (line.Contains("fastest", StringComparison.Ordinal) && line.Contains("slowest", StringComparison.Ordinal))
            {
                var name = line.AsSpan()[..line.IndexOf("fastest", StringComparison.Ordinal)].Trim();
                path = [name.ToString()];
                continue;
            }
            var branch = line.AsSpan().IndexOfAny("├╰");
            if (branch < 0 || branch + 3 > line.Length || path.Count == 0) continue;
            var depth = Math.Min(branch / 3 + 1, Math.Min(path.Count, Deepest));
            path.RemoveRange(depth, path.Count - depth);
            Row(line.AsSpan()[(branch + 3)..], path, builder, lines.Place);
        }
    }

    private static void Row(ReadOnlySpan<char> row, List<string> path, MeasurementBuilder builder, ProfilePlace place)
    {
        var cells = row.ToString().Split('│');
        var first = cells[0].AsSpan().TrimEnd();
        // The fastest time stands behind the name, at least two blanks from it unless the name is the longest.
        var unit = first.LastIndexOf(' ');
        var number = unit < 0 ? -1 : first[..unit].TrimEnd().LastIndexOf(' ');
        double? fastest = number < 0 ? null : UnitWords.Scaled(first[(number + 1)..]);
        var name = (fastest is null ? first : first[..number]).Trim().ToString();
        path.Add(name);
        if (fastest is not { } low) return;
        if (cells.Length < 6 || UnitWords.Scaled(cells[1]) is not { } high || UnitWords.Scaled(cells[2]) is not { } median)
        {
            builder.Problem(place, "this row of the table lacks columns; it is left out");
            return;
        }
        builder.Add(new Benchmark(string.Join("::", path))
        {
            Median = median, Mean = UnitWords.Scaled(cells[3]), Count = Counted.From(UnitWords.Number(cells[4])),
            Interval = new MeasuredInterval(low, high, 0),
        });
    }
}
