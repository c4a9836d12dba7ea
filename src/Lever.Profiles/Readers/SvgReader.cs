using System.Globalization;
using System.Net;
using System.Text;
using Lever.Profiles.Names;

namespace Lever.Profiles.Readers;

/// <summary>
/// The picture of a flame graph, which is what <c>py-spy record</c> and <c>cargo flamegraph</c> write unless told otherwise. There
/// is no specification; flamegraph.pl and inferno's src/flamegraph are read here:
/// <code>
/// &lt;g&gt;&lt;title&gt;fit (als.py:130) (48 samples, 1.66%)&lt;/title&gt;&lt;rect x="10" y="84" width="19" …/&gt;
/// &lt;g&gt;&lt;title&gt;main (1,234 samples, 5.67%)&lt;/title&gt;&lt;rect x="0.1%" y="36" width="9%" fg:x="12" fg:w="1234"/&gt;
/// </code>
/// A frame's caller is the one below (or above) which it lies. Narrow frames are not drawn, so what they weighed is their
/// caller's here.
/// </summary>
internal sealed class SvgReader : ProfileReader
{
    /// <summary>More than this many "samples" are periods of a counter.</summary>
    private const double CountsEnd = 1e7;

    public override string Format => "flamegraph-svg";

    public override bool Recognizes(ReadOnlySpan<byte> head, string name)
    {
        var svg = head.IndexOf("<svg"u8);
        if (svg < 0) return false;
        var rest = head[svg..];
        var title = rest.IndexOf("%)</title>"u8);
        return rest.IndexOf("total_samples="u8) >= 0 || title >= 0;
    }

    public override void Read(ReadOnlySpan<byte> bytes, ProfileBuilder builder)
    {
        var unit = "";
        var bars = ReadBars(bytes, ref unit);
        if (bars.Count == 0)
        {
            builder.Problem(ProfilePlace.File, "the picture has no frames with titles and widths");
            return;
        }
        var isUpright = IsUpright(bars);
        bars.Sort((a, b) => a.Y != b.Y ? (isUpright ? b.Y.CompareTo(a.Y) : a.Y.CompareTo(b.Y)) : a.X.CompareTo(b.X));
        var tree = new InclusiveTree(builder, AddMetric(unit, bars.Max(bar => bar.Weight), builder));
        var orphans = AddFrames(bars, tree, builder);
        tree.Finish(builder.Root(builder.AddThread("")));
        if (orphans > 0) builder.Problem(ProfilePlace.File, $"{orphans} frames lie over no other; they are taken for outermost ones");
        builder.Warn(ProfileWarningKind.Lossy,
            "a picture leaves narrow frames out and gives their weight to their callers; record with "
            + "`py-spy record -f speedscope -o profile.json`, or keep the stacks: `cargo flamegraph --post-process 'tee profile.folded'`");
    }

    private readonly record struct Bar(string Name, double Weight, double X, double Width, double Y);

    private static List<Bar> ReadBars(ReadOnlySpan<byte> svg, ref string unit)
    {
        var bars = new List<Bar>();
        while (true)
        {
            var title = svg.IndexOf("<title>"u8);
            if (title < 0 || bars.Count >= ProfileLimits.Nodes) return bars;
            svg = svg[(title + 7)..];
            var end = svg.IndexOf("</title>"u8);
            if (end < 0) return bars;
            var text = svg[..end];
            svg = svg[(end + 8)..];
            // The rectangle follows at once, but for white space and, in some, a link.
            var near = svg[..Math.Min(svg.Length, 512)];
            var rectangle = near.IndexOf("<rect"u8);
            var next = near.IndexOf("<title>"u8);
            if (rectangle < 0 || (next >= 0 && next < rectangle)) continue;
            var attributes = near[(rectangle + 5)..];
            var close = attributes.IndexOf((byte)'>');
            if (close >= 0) attributes = attributes[..close];
            if (TryBar(text, attributes, ref unit, out var bar)) bars.Add(bar);
        }
    }

    // fit (implicit/als.py:130) (48 samples, 1.66%)
    private static bool TryBar(ReadOnlySpan<byte> title, ReadOnlySpan<byte> attributes, ref string unit, out Bar bar)
    {
        bar = default;
        var open = title.LastIndexOf(" ("u8);
        if (open < 0 || title[^1] != ')') return false;
        var inside = title[(open + 2)..^1];
        var blank = inside.IndexOf((byte)' ');
        var percent = inside.LastIndexOf((byte)',');
        if (blank <= 0 || percent <= blank) return false;
        var digits = Encoding.UTF8.GetString(inside[..blank]);
        if (!double.TryParse(digits, NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight)) return false;
        var exact = Attribute(attributes, " fg:w="u8, out var width) && width > 0;
        var x = 0.0;
        if (!(exact ? Attribute(attributes, " fg:x="u8, out x) : Attribute(attributes, " width="u8, out width) && Attribute(attributes, " x="u8, out x))) return false;
        if (!Attribute(attributes, " y="u8, out var y)) return false;
        if (unit.Length == 0) unit = Encoding.UTF8.GetString(inside[(blank + 1)..percent]);
        var name = Encoding.UTF8.GetString(title[..Math.Min(open, ProfileLimits.Name)]);
        // What inferno's titles say may be scaled and rounded, its widths are not.
        bar = new Bar(name.Contains('&') ? WebUtility.HtmlDecode(name) : name, exact ? width : weight, x, width, y);
        return true;
    }

    // Widths may be percentages: 12.5%
    private static bool Attribute(ReadOnlySpan<byte> attributes, ReadOnlySpan<byte> key, out double value)
    {
        value = 0;
        var at = attributes.IndexOf(key);
        if (at < 0 || at + key.Length >= attributes.Length) return false;
        var text = attributes[(at + key.Length + 1)..];
        var end = text.IndexOfAny((byte)'"', (byte)'\'');
        return end > 0 && System.Buffers.Text.Utf8Parser.TryParse(text[..end], out value, out _) && double.IsFinite(value);
    }

    // The outermost frame is called `all` and as wide as the picture; it stands at the bottom of an upright one.
    private static bool IsUpright(List<Bar> bars)
    {
        var widest = bars.MaxBy(bar => (bar.Width, bar.Name == "all" ? 1 : 0));
        return bars.Count(bar => bar.Y < widest.Y) >= bars.Count(bar => bar.Y > widest.Y);
    }

    private static int AddMetric(string unit, double whole, ProfileBuilder builder)
    {
        if (unit == "bytes") return builder.AddMetric(new Metric("memory", MetricUnit.Bytes, MetricKind.AllocatedBytes));
        if (unit != "samples" || whole > CountsEnd) return builder.AddMetric(new Metric("weight", MetricUnit.Unknown, MetricKind.Unknown));
        builder.CountSamples((long)whole);
        return builder.AddMetric(new Metric("samples", MetricUnit.Samples, MetricKind.Time));
    }

    /// <summary>Adds the bars, sorted by row from the outermost and by place, and says how many had no caller.</summary>
    private static int AddFrames(List<Bar> bars, InclusiveTree tree, ProfileBuilder builder)
    {
        var ids = new Dictionary<string, int>();
        var orphans = 0;
        int callersStart = 0, callersEnd = 0, rowStart = 0;
        var caller = 0;
        for (var i = 0; i < bars.Count; i++)
        {
            if (bars[i].Y != bars[rowStart].Y)
            {
                (callersStart, callersEnd, rowStart) = (rowStart, i, i);
                caller = callersStart;
            }
            var middle = bars[i].X + bars[i].Width / 2;
            while (caller < callersEnd && bars[caller].X + bars[caller].Width < middle) caller++;
            var isBelow = caller < callersEnd && bars[caller].X <= middle;
            if (!isBelow && callersEnd > 0) orphans++;
            // What hangs below `all` but is not drawn is nobody's.
            var isRoot = callersEnd == 0 && bars[i].Name == "all";
            var node = tree.Add(isBelow ? caller : InclusiveTree.NoParent, isRoot ? InclusiveTree.NoFrame : FrameOf(bars[i].Name, ids, builder));
            tree.Weigh(node, 0, bars[i].Weight);
        }
        return orphans;
    }

    private static int FrameOf(string text, Dictionary<string, int> ids, ProfileBuilder builder)
    {
        if (ids.TryGetValue(text, out var frame)) return frame;
        var name = FrameText.Parse(text);
        frame = builder.AddFrame(builder.AddFunction(name, 0), name.Line);
        ids.Add(text, frame);
        return frame;
    }
}
