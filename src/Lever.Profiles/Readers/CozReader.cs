using System.Globalization;
using Lever.Profiles.Names;

namespace Lever.Profiles.Readers;

/// <summary>
/// Coz's profile.coz: fields between tabs (plasma-umass/coz, libcoz/profiler.cpp). Read are the samples, lines with how often they were
/// seen; the experiments answer another question, which coz's own viewer shows.
/// <code>samples	location=src/queue.c:41	count=123</code>
/// </summary>
internal sealed class CozReader : ProfileReader
{
    public override string Format => "coz";

    public override bool Recognizes(ReadOnlySpan<byte> head, string name) => head.StartsWith("startup\ttime="u8);

    public override void Read(ReadOnlySpan<byte> bytes, ProfileBuilder builder)
    {
        builder.WrittenBy("coz");
        var metric = builder.AddMetric(new Metric("samples", MetricUnit.Samples, MetricKind.CpuTime));
        var lines = new TextLines(bytes);
        while (lines.Next())
        {
            if (!lines.Bytes.StartsWith("samples\t"u8)) continue;
            var (location, count) = ("", -1L);
            foreach (var field in lines.Text.Split('\t', 8))
            {
                if (field.StartsWith("location=", StringComparison.Ordinal)) location = field[9..];
                else if (field.StartsWith("count=", StringComparison.Ordinal) && long.TryParse(field.AsSpan()[6..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) count = number;
            }
            var colon = location.LastIndexOf(':');
            if (count < 0 || colon < 1 || !int.TryParse(location.AsSpan()[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var line))
            {
                builder.Problem(lines.Place, "these samples lack their place or count");
                continue;
            }
            var function = builder.AddFunction(new ProfileFunction(PythonNames.Line, location[..colon], line, FunctionOrigin.Native, "", ""));
            builder.AddRow(function, metric, count, count);
            builder.AddLine(new LineRow(function, line, metric, count, count));
            builder.CountSamples(Math.Min(count, 1L << 40));
        }
    }
}
