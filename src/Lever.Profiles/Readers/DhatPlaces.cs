using System.Text.Json;
using Lever.Profiles.Names;

namespace Lever.Profiles.Readers;

/// <summary>A frame of DHAT's table.</summary>
/// <param name="IsOwn">Whether it is the allocator itself.</param>
internal readonly record struct DhatFrame(FrameName Name, bool IsOwn);

/// <summary>The places that allocate.</summary>
internal sealed class DhatPlaces(ProfileBuilder builder, List<DhatFrame> frames)
{
    private readonly List<int> stack = [];
    private readonly int root = builder.Root(builder.AddThread(""));
    private readonly int[] ids = new int[frames.Count];
    private int[]? metrics;
    private long unlisted;

    public string Mode { get; set; } = "";

    public void Read(ref Utf8JsonReader reader)
    {
        if (!JsonText.EnterArray(ref reader)) return;
        metrics ??= AddMetrics();
        while (JsonText.NextItem(ref reader))
        {
            if (JsonText.EnterObject(ref reader)) ReadPlace(ref reader);
        }
        if (unlisted > 0) builder.Problem(ProfilePlace.File, $"{unlisted} references to frames that the file does not list");
    }

    private int[] AddMetrics()
    {
        var isHeap = Mode is "heap" or "rust-heap" or "";
        var unit = Mode.Contains("ad-hoc", StringComparison.Ordinal) ? MetricUnit.Count : MetricUnit.Bytes;
        var kind = isHeap ? MetricKind.AllocatedBytes : MetricKind.Unknown;
        var total = builder.AddMetric(new Metric(isHeap ? "allocated" : Mode == "copy" ? "copied" : "units", unit, kind));
        var blocks = builder.AddMetric(new Metric(
            isHeap ? "blocks" : Mode == "copy" ? "copies" : "events", MetricUnit.Count, isHeap ? MetricKind.Allocations : MetricKind.Unknown));
        if (!isHeap) return [total, blocks];
        return [total, blocks, builder.AddMetric(new Metric("live at the peak", unit, kind)), builder.AddMetric(new Metric("live at the end", unit, kind))];
    }

    private void ReadPlace(ref Utf8JsonReader reader)
    {
        Span<double> values = stackalloc double[4];
        values.Clear();
        stack.Clear();
        while (JsonText.NextProperty(ref reader))
        {
            if (JsonText.At(ref reader, "tb"u8)) values[0] = JsonText.Number(ref reader);
            else if (JsonText.At(ref reader, "tbk"u8)) values[1] = JsonText.Number(ref reader);
            else if (JsonText.At(ref reader, "gb"u8)) values[2] = JsonText.Number(ref reader);
            else if (JsonText.At(ref reader, "eb"u8)) values[3] = JsonText.Number(ref reader);
            else if (JsonText.At(ref reader, "fs"u8)) JsonText.Column(ref reader, stack);
            else reader.Skip();
        }
        var node = NodeOf();
        for (var i = 0; i < metrics!.Length; i++) builder.Add(node, metrics[i], values[i]);
    }

    // The leaf stands first.
    private int NodeOf()
    {
        var first = 0;
        while (first < stack.Count - 1 && IsListed(stack[first]) && frames[stack[first]].IsOwn) first++;
        var node = root;
        for (var i = stack.Count - 1; i >= first; i--)
        {
            if (IsListed(stack[i])) node = builder.Child(node, FrameOf(stack[i]));
            else unlisted++;
        }
        return node;
    }

    private int FrameOf(int frame)
    {
        var name = frames[frame].Name;
        if (ids[frame] == 0) ids[frame] = 1 + builder.AddFrame(builder.AddFunction(name, 0), name.Line);
        return ids[frame] - 1;
    }

    private bool IsListed(int frame) => (uint)frame < (uint)frames.Count;
}
