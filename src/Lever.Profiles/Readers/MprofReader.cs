using System.Globalization;

namespace Lever.Profiles.Readers;

/// <summary>
/// <c>mprof run</c>'s mprof.dat: the process's memory over time (<c>MEM MiB SECONDS</c>), and for decorated functions what it was when
/// each call began and ended (<c>FUNC NAME MiB SECONDS MiB SECONDS LEVEL</c>). Written by memory_profiler's mprof.py.
/// </summary>
internal sealed class MprofReader : ProfileReader
{
    private const double Mebibyte = 1 << 20;

    public override string Format => "mprof";

    public override bool Recognizes(ReadOnlySpan<byte> head, string name) =>
        (head.StartsWith("CMDLINE "u8) || head.StartsWith("MEM "u8) || head.StartsWith("FUNC "u8) || head.StartsWith("CHLD "u8)) && TextLines.HasOne(head, "MEM "u8);

    public override void Read(ReadOnlySpan<byte> bytes, ProfileBuilder builder)
    {
        builder.WrittenBy("mprof");
        var metric = builder.AddMetric(new Metric("growth of memory", MetricUnit.Bytes, MetricKind.AllocatedBytes));
        double? first = null;
        var (highest, functions, bad) = (0.0, 0.0, 0L);
        var lines = new TextLines(bytes);
        while (lines.Next())
        {
            var words = lines.Text.Split(' ', 8, StringSplitOptions.RemoveEmptyEntries);
            if (words is ["MEM", var now, _, ..] && Number(now) is { } level)
            {
                first ??= level;
                highest = Math.Max(highest, level);
            }
            else if (words is ["FUNC", var name, var before, _, var after, _, ..] && Number(before) is { } from && Number(after) is { } to)
            {
                // A call that gave memory back did not grow it.
                var grown = Math.Max(0, to - from) * Mebibyte;
                functions += grown;
                builder.AddRow(Function(name, FunctionOrigin.Python, builder), metric, grown, grown);
            }
            else if (words is ["MEM" or "FUNC", ..]) bad++;
        }
        if (bad > 0) builder.Problem(ProfilePlace.File, $"{bad} lines are cut short; they are left out");
        var rest = (highest - (first ?? 0)) * Mebibyte - functions;
        if (rest > 0) builder.AddRow(Function("[outside of decorated functions]", FunctionOrigin.Synthetic, builder), metric, rest, rest);
        builder.Warn(ProfileWarningKind.Lossy, "this is the growth of the whole process, not what was allocated, and only decorated functions are told apart");
    }

    private static int Function(string name, FunctionOrigin origin, ProfileBuilder builder) =>
        builder.AddFunction(new ProfileFunction(name.StartsWith("__main__.", StringComparison.Ordinal) ? name[9..] : name, "", 0, origin, "", name));

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
