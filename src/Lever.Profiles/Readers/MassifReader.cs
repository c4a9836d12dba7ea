using System.Globalization;
using System.Runtime.InteropServices;

namespace Lever.Profiles.Readers;

/// <summary>
/// Massif's files: snapshots of a heap over time, some with the calls that allocated (valgrind's manual, "Massif: a heap profiler"). The
/// snapshot at the peak is read, or the last detailed one of a run that was cut off. Its tree grows from the allocation to its callers:
/// <code>
/// n2: 1225050 (heap allocation functions) malloc/new/new[], --alloc-fns, etc.
///  n1: 1225050 0x1091BC: make (w.c:5)
///   n0: 1225050 0x109214: main (w.c:6)
///  n0: 0 in 1 place, below massif's threshold (1.00%)
/// </code>
/// </summary>
internal sealed class MassifReader : ProfileReader
{
    public override string Format => "massif";

    public override bool Recognizes(ReadOnlySpan<byte> head, string name) =>
        TextLines.HasOne(head, "time_unit:"u8) && TextLines.HasOne(head, "snapshot="u8);

    public override void Read(ReadOnlySpan<byte> bytes, ProfileBuilder builder)
    {
        builder.WrittenBy("massif");
        var metric = builder.AddMetric(new Metric("heap at its peak", MetricUnit.Bytes, MetricKind.AllocatedBytes));
        var peak = bytes.LastIndexOf("heap_tree=peak"u8);
        var from = peak >= 0 ? peak : bytes.LastIndexOf("heap_tree=detailed"u8);
        if (from < 0)
        {
            builder.Problem(ProfilePlace.File, "no snapshot tells who allocated; run massif with `--detailed-freq=1`");
            return;
        }
        if (peak < 0) builder.Warn(ProfileWarningKind.Lossy, "the peak was not recorded; this is the last detailed snapshot");
        var lines = new TextLines(bytes[from..]);
        lines.Next();
        ReadTree(ref lines, metric, builder);
        builder.Warn(ProfileWarningKind.Lossy, "places of less than one percent are merged (massif's `--threshold`), and what the heap itself needs is left out");
    }

    // The path holds a frame for each level below the first line, which stands for all allocators.
    private static void ReadTree(ref TextLines lines, int metric, ProfileBuilder builder)
    {
        var path = new List<int>();
        while (lines.Next())
        {
            var text = lines.Text;
            if (text.StartsWith('#')) return;
            var line = text.AsSpan().TrimStart(' ');
            var depth = text.Length - line.Length;
            var colon = line.IndexOf(": ");
            if (colon < 2 || line[0] != 'n') continue;
            var rest = line[(colon + 2)..];
            var blank = rest.IndexOf(' ');
            if (blank < 0 || !double.TryParse(rest[..blank], NumberStyles.Integer, CultureInfo.InvariantCulture, out var size)) continue;
            if (depth > 0)
            {
                if (path.Count >= depth) CollectionsMarshal.SetCount(path, depth - 1);
                path.Add(builder.AddFrame(Function(rest[(blank + 1)..], builder, out var number), number));
            }
            if (line[1..colon] is not "0" || path.Count == 0) continue;
            var node = builder.Root(builder.AddThread(""));
            for (var i = path.Count - 1; i >= 0; i--) node = builder.Child(node, path[i]);
            builder.Add(node, metric, size);
        }
    }

    // `0x1091BC: make (w.c:5)`, `0x4848899: malloc (in /usr/lib/x.so)`, `in 12 places, all below massif's threshold (1.00%)`.
    private static int Function(ReadOnlySpan<char> text, ProfileBuilder builder, out int line)
    {
        line = 0;
        var address = text.IndexOf(": ");
        if (!text.StartsWith("0x") || address < 0)
        {
            const string Small = "[below massif's threshold]";
            return builder.AddFunction(new ProfileFunction(Small, "", 0, FunctionOrigin.Synthetic, "", Small));
        }
        var name = text[(address + 2)..];
        var (file, module) = ("", "");
        var open = name.LastIndexOf(" (");
        if (open > 0 && name.EndsWith(")"))
        {
            var place = name[(open + 2)..^1];
            name = name[..open];
            var colon = place.LastIndexOf(':');
            if (place.StartsWith("in ")) module = place[3..].ToString();
            else if (colon > 0 && int.TryParse(place[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out line)) file = place[..colon].ToString();
        }
        var symbol = name.ToString();
        return builder.AddFunction(new ProfileFunction(symbol, file, 0, symbol == "???" ? FunctionOrigin.Synthetic : FunctionOrigin.Native, module, symbol));
    }
}
