using System.Globalization;
using Lever.Profiles.Names;

namespace Lever.Profiles.Readers;

/// <summary>
/// memory_profiler's tables, a function each; written by pythonprofilers/memory_profiler, memory_profiler.py. The memory is that of the
/// whole process, and a line's increment what it grew by while the line ran:
/// <code>
/// Filename: mp.py
/// Line #    Mem usage    Increment  Occurrences   Line Contents
///      6     51.9 MiB     30.5 MiB         200           rows.append([0] * 20000)
/// </code>
/// </summary>
internal sealed class MemoryProfilerReader : ProfileReader
{
    private const double Mebibyte = 1 << 20;

    public override string Format => "memory-profiler";

    public override bool Recognizes(ReadOnlySpan<byte> head, string name) => head.IndexOf("Line #    Mem usage"u8) >= 0;

    public override void Read(ReadOnlySpan<byte> bytes, ProfileBuilder builder)
    {
        builder.WrittenBy("memory_profiler");
        var metric = builder.AddMetric(new Metric("growth of memory", MetricUnit.Bytes, MetricKind.AllocatedBytes));
        var rows = new List<(int Line, double Bytes)>();
        var (file, function, firstLine, isBaseline) = ("", "", 0, true);
        var lines = new TextLines(bytes);
        while (lines.Next())
        {
            var line = lines.Text.AsSpan();
            if (line.StartsWith("Filename: "))
            {
                Finish();
                file = line[10..].Trim().ToString();
            }
            else if (line.StartsWith("Line #")) Finish();
            else if (Numbered(line, out var number, out var rest))
            {
                if (firstLine == 0) firstLine = number;
                var increment = Increment(rest, out var source);
                if (function == "") function = NameIn(source);
                // The first row's increment is what the process held before.
                if (increment is { } grown && !isBaseline && grown > 0) rows.Add((number, grown * Mebibyte));
                if (increment is not null) isBaseline = false;
            }
        }
        Finish();
        builder.Warn(ProfileWarningKind.Lossy, "this is the growth of the whole process, not what was allocated: below a MiB a line it means nothing");

        void Finish()
        {
            if (firstLine > 0)
            {
                var name = function == "" ? PythonNames.Line : function;
                var id = builder.AddFunction(new ProfileFunction(name, file.Replace('\\', '/'), firstLine, FunctionOrigin.Python, "", name));
                builder.AddRow(id, metric, 0, 0);
                foreach (var (at, grown) in rows)
                {
                    builder.AddRow(id, metric, grown, grown);
                    builder.AddLine(new LineRow(id, at, metric, grown, grown));
                }
            }
            rows.Clear();
            (function, firstLine, isBaseline) = ("", 0, true);
        }
    }

    private static bool Numbered(ReadOnlySpan<char> line, out int number, out ReadOnlySpan<char> rest)
    {
        var text = line.TrimStart();
        var end = text.IndexOf(' ');
        rest = end < 0 ? default : text[end..];
        return int.TryParse(end < 0 ? text : text[..end], NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;
    }

    // Two amounts in MiB, then the number of times unless the file is old; lines that did not run have none of them.
    private static double? Increment(ReadOnlySpan<char> text, out ReadOnlySpan<char> source)
    {
        source = text;
        if (!Amount(ref source, out _) || !Amount(ref source, out var increment)) return null;
        return increment;
    }

    private static bool Amount(ref ReadOnlySpan<char> text, out double amount)
    {
        amount = 0;
        var rest = text.TrimStart();
        var end = rest.IndexOf(" MiB", StringComparison.Ordinal);
        if (end < 0 || !double.TryParse(rest[..end], NumberStyles.Float, CultureInfo.InvariantCulture, out amount) || !double.IsFinite(amount)) return false;
        text = rest[(end + 4)..];
        return true;
    }

    private static string NameIn(ReadOnlySpan<char> source)
    {
        var def = source.IndexOf("def ");
        if (def < 0) return "";
        var name = source[(def + 4)..];
        var end = name.IndexOf('(');
        return end < 0 ? "" : name[..end].Trim().ToString();
    }
}
