using System.Text.Json;
using Lever.Profiles.Names;

namespace Lever.Profiles.Readers;

/// <summary>The rows of a flamebearer file as they stand there, and the stacks they mean.</summary>
internal sealed class FlamebearerGraph
{
    private readonly List<string> names = [];
    private readonly List<double> numbers = [];
    private readonly List<int> rowEnds = [];
    private string units = "samples";
    private double rate;
    private bool isDouble;

    public string Producer { get; private set; } = "";

    public void ReadBars(ref Utf8JsonReader reader)
    {
        if (!JsonText.EnterObject(ref reader)) return;
        while (JsonText.NextProperty(ref reader))
        {
            if (JsonText.At(ref reader, "names"u8)) JsonText.Column(ref reader, names);
            else if (JsonText.At(ref reader, "levels"u8)) ReadRows(ref reader);
            else ReadProperty(ref reader);
        }
    }

    public void ReadMetadata(ref Utf8JsonReader reader)
    {
        if (!JsonText.EnterObject(ref reader)) return;
        while (JsonText.NextProperty(ref reader)) ReadProperty(ref reader);
    }

    // These stand in the metadata, and before version 1 beside the rows.
    private void ReadProperty(ref Utf8JsonReader reader)
    {
        if (JsonText.At(ref reader, "format"u8)) isDouble = JsonText.TextValue(ref reader) == "double";
        else if (JsonText.At(ref reader, "units"u8)) units = JsonText.TextValue(ref reader);
        else if (JsonText.At(ref reader, "sampleRate"u8)) rate = JsonText.Number(ref reader);
        else if (JsonText.At(ref reader, "spyName"u8)) Producer = JsonText.TextValue(ref reader);
        else reader.Skip();
    }

    private void ReadRows(ref Utf8JsonReader reader)
    {
        if (!JsonText.EnterArray(ref reader)) return;
        while (JsonText.NextItem(ref reader))
        {
            JsonText.Column(ref reader, numbers);
            rowEnds.Add(numbers.Count);
        }
    }

    public void Add(ProfileBuilder builder)
    {
        var scale = units == "samples" && rate > 0 ? 1 / rate : 1;
        var now = builder.AddMetric(MetricOf(isDouble ? "after" : ""));
        var before = isDouble ? builder.AddMetric(MetricOf("before")) : -1;
        var frames = new int[names.Count];
        Array.Fill(frames, -1);
        var above = new List<(double Start, double End, int Node)>();
        var row = new List<(double Start, double End, int Node)>();
        var root = builder.Root(builder.AddThread(""));
        var samples = 0.0;
        for (var level = 0; level < rowEnds.Count; level++)
        {
            var at = 0.0;
            var caller = 0;
            row.Clear();
            for (var i = level == 0 ? 0 : rowEnds[level - 1]; i + Size <= rowEnds[level]; i += Size)
            {
                var bar = BarAt(i);
                var (left, middle) = (at + bar.Distance, at + bar.Distance + bar.Width / 2);
                at = left + bar.Width;
                while (caller < above.Count && above[caller].End < middle) caller++;
                var node = caller < above.Count && above[caller].Start <= middle ? above[caller].Node : root;
                // The first row is the whole, which is no function.
                if (level > 0 && bar.Name is >= 0 and var name && name < frames.Length) node = builder.Child(node, FrameOf((int)name, frames, builder));
                row.Add((left, at, node));
                builder.Add(node, now, bar.Now * scale);
                if (isDouble) builder.Add(node, before, bar.Before * scale);
                samples += Math.Max(0, bar.Now);
            }
            (above, row) = (row, above);
        }
        if (units == "samples") builder.CountSamples((long)Math.Clamp(samples, 0, 1e18));
    }

    private int Size => isDouble ? 7 : 4;

    /// <param name="Distance">From the end of the bar before.</param>
    private readonly record struct Bar(double Distance, double Width, double Now, double Before, double Name);

    // Both halves of a comparison are laid out alike, so their sums are, too.
    private Bar BarAt(int i) => isDouble
        ? new Bar(numbers[i] + numbers[i + 3], numbers[i + 1] + numbers[i + 4], numbers[i + 5], numbers[i + 2], numbers[i + 6])
        : new Bar(numbers[i], numbers[i + 1], numbers[i + 2], 0, numbers[i + 3]);

    private int FrameOf(int name, int[] frames, ProfileBuilder builder)
    {
        if (frames[name] >= 0) return frames[name];
        var frame = FrameText.WithPlace(names[name], "", 0);
        return frames[name] = builder.AddFrame(builder.AddFunction(frame, 0), frame.Line);
    }

    private Metric MetricOf(string name) => units switch
    {
        "samples" when rate > 0 => new Metric(Or(name, "cpu"), MetricUnit.Seconds, MetricKind.CpuTime),
        "samples" => new Metric(Or(name, "samples"), MetricUnit.Samples, MetricKind.Time),
        "bytes" => new Metric(Or(name, "memory"), MetricUnit.Bytes, MetricKind.AllocatedBytes),
        "objects" => new Metric(Or(name, "objects"), MetricUnit.Count, MetricKind.Allocations),
        _ => new Metric(Or(name, units), MetricUnit.Unknown, MetricKind.Unknown),
    };

    private static string Or(string name, string other) => name.Length > 0 ? name : other;
}
