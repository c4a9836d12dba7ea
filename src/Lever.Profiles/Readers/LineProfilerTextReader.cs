using System.Globalization;

namespace Lever.Profiles.Readers;

/// <summary>
/// line_profiler's table as it is printed:
/// <code>
/// Timer unit: 1e-06 s
/// Total time: 0.00053946 s
/// File: lp.py
/// Function: quad at line 5
/// Line #      Hits         Time  Per Hit   % Time  Line Contents
///      7         3          0.5      0.2      0.1      total = 0
/// </code>
/// </summary>
internal sealed class LineProfilerTextReader : ProfileReader
{
    public override string Format => "line-profiler-text";

    public override bool Recognizes(ReadOnlySpan<byte> head, string name) =>
        head.IndexOf("Timer unit: "u8) >= 0 && (head.IndexOf("Total time: "u8) >= 0 || head.IndexOf("Per Hit"u8) >= 0);

    public override void Read(ReadOnlySpan<byte> bytes, ProfileBuilder builder)
    {
        builder.WrittenBy("line_profiler");
        var table = new LineTable(builder);
        var (unit, file) = (1e-6, "");
        var lines = new TextLines(bytes);
        while (lines.Next())
        {
            var line = lines.Text.AsSpan();
            if (line.StartsWith("Timer unit: ")) unit = Number(line[12..].TrimEnd(" s")) ?? unit;
            else if (line.StartsWith("File: ")) file = line[6..].Trim().ToString();
            else if (line.StartsWith("Function: ") && line.LastIndexOf(" at line ") is >= 10 and var at)
                table.Begin(file, (int)Math.Clamp(Number(line[(at + 9)..]) ?? 0, 0, int.MaxValue), line[10..at].ToString());
            else if (Row(line) is { } row && !table.Add(row.Line, row.Hits, row.Time * unit)) break;
        }
        table.Finish();
    }

    // Lines that did not run have a number and their text only; a row that ran has five numbers.
    private static (int Line, double Hits, double Time)? Row(ReadOnlySpan<char> text)
    {
        Span<double> numbers = stackalloc double[5];
        var rest = text.TrimStart();
        for (var i = 0; i < numbers.Length; i++)
        {
            var end = rest.IndexOf(' ');
            if (Number(end < 0 ? rest : rest[..end]) is not { } number) return null;
            numbers[i] = number;
            rest = end < 0 ? default : rest[end..].TrimStart();
        }
        return numbers[0] is >= 1 and <= int.MaxValue ? ((int)numbers[0], numbers[1], numbers[2]) : null;
    }

    private static double? Number(ReadOnlySpan<char> text) =>
        double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
