using System.Globalization;
using System.Runtime.InteropServices;

namespace Lever.Profiles.Readers;

/// <summary>
/// What <c>python -X importtime</c> prints to its errors: microseconds of each module's own code, imported modules before the one that
/// imports them and two blanks further in (CPython's Python/import.c). Other output between the lines is left aside.
/// <code>import time:       148 |        148 |   _io</code>
/// </summary>
internal sealed class ImportTimeReader : ProfileReader
{
    private const double Microsecond = 1e-6;

    /// <summary>Imports nest some dozens deep.</summary>
    private const int Deepest = 1024;

    public override string Format => "importtime";

    public override bool Recognizes(ReadOnlySpan<byte> head, string name) => head.IndexOf("import time: self [us] |"u8) >= 0;

    public override void Read(ReadOnlySpan<byte> bytes, ProfileBuilder builder)
    {
        builder.WrittenBy("python -X importtime");
        var metric = builder.AddMetric(new Metric("import time", MetricUnit.Seconds, MetricKind.WallTime));
        var imports = new List<(int Depth, double Seconds, int Frame)>();
        var lines = new TextLines(bytes);
        while (lines.Next())
        {
            if (Parse(lines.Text) is not { } import) continue;
            var function = builder.AddFunction(new ProfileFunction(import.Module, "", 0, FunctionOrigin.Python, import.Module, import.Module));
            imports.Add((import.Depth, import.Seconds, builder.AddFrame(function, 0)));
        }
        // From the last line to the first a module comes before what it imports.
        var path = new List<int> { builder.Root(builder.AddThread("")) };
        for (var i = imports.Count - 1; i >= 0; i--)
        {
            var (depth, seconds, frame) = imports[i];
            if (depth < path.Count - 1) CollectionsMarshal.SetCount(path, depth + 1);
            path.Add(builder.Child(path[^1], frame));
            builder.Add(path[^1], metric, seconds);
        }
    }

    private static (int Depth, double Seconds, string Module)? Parse(string line)
    {
        var start = line.IndexOf("import time:", StringComparison.Ordinal);
        var bar = start < 0 ? -1 : line.IndexOf('|', start);
        var last = bar < 0 ? -1 : line.IndexOf('|', bar + 1);
        // The heading has no number, nor have modules that were there already (`-X importtime=2`).
        if (last < 0 || !double.TryParse(line.AsSpan()[(start + 12)..bar], NumberStyles.Integer, CultureInfo.InvariantCulture, out var own)) return null;
        var rest = line.AsSpan()[(last + 1)..];
        var module = rest.Trim();
        if (module.IsEmpty) return null;
        var blanks = rest.Length - rest.TrimStart().Length;
        return (Math.Clamp((blanks - 1) / 2, 0, Deepest), own * Microsecond, module.ToString());
    }
}
