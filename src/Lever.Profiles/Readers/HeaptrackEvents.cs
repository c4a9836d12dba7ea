namespace Lever.Profiles.Readers;

/// <summary>Allocations of a heaptrack file, and what became of them.</summary>
internal sealed class HeaptrackEvents
{
    private readonly List<Allocation> allocations = [];
    private long live;
    private long highest;
    private long events;
    private long peak;
    private long again;
    private int last = -1;

    /// <summary>All blocks of one size from one trace.</summary>
    private record struct Allocation(long Size, long Trace, long Made, long Freed, long Temporary, long AtPeak);

    // `size trace`.
    public void AddAllocation(ReadOnlySpan<byte> text)
    {
        var words = new HexWords(text);
        words.Next(out var size);
        words.Next(out var trace);
        // More than any machine has is damage; the running total must not overflow.
        allocations.Add(new Allocation(Math.Clamp(size, 0, 1L << 48), trace, 0, 0, 0, 0));
    }

    /// <summary>Counts a block's beginning (<c>+ index</c>) or end (<c>- index</c>), and finds the peak.</summary>
    public void Count(ReadOnlySpan<byte> line)
    {
        events++;
        if (!TryIndex(line, out var index)) return;
        var allocation = allocations[index];
        if (line[0] == '+')
        {
            allocations[index] = allocation with { Made = allocation.Made + 1 };
            live = Math.Min(long.MaxValue / 2, live + allocation.Size);
            last = index;
            if (live <= highest) return;
            (highest, peak) = (live, events);
            return;
        }
        // What is freed before anything else is allocated need not have been allocated.
        allocations[index] = allocation with { Freed = allocation.Freed + 1, Temporary = allocation.Temporary + (last == index ? 1 : 0) };
        live -= allocation.Size;
        last = -1;
    }

    /// <summary>On a second way through the same lines: counts what lives at the peak.</summary>
    public void CountUntilPeak(ReadOnlySpan<byte> line)
    {
        if (++again > peak || !TryIndex(line, out var index)) return;
        var allocation = allocations[index];
        allocations[index] = allocation with { AtPeak = allocation.AtPeak + (line[0] == '+' ? 1 : -1) };
    }

    public void Weigh(HeaptrackTraces traces, ProfileBuilder builder)
    {
        var atPeak = builder.AddMetric(new Metric("heap at its peak", MetricUnit.Bytes, MetricKind.AllocatedBytes));
        var made = builder.AddMetric(new Metric("allocations", MetricUnit.Count, MetricKind.Allocations));
        var temporary = builder.AddMetric(new Metric("temporary allocations", MetricUnit.Count, MetricKind.Allocations));
        var leaked = builder.AddMetric(new Metric("never freed", MetricUnit.Bytes, MetricKind.Unknown));
        foreach (var allocation in allocations)
        {
            var node = traces.Node(allocation.Trace);
            builder.Add(node, atPeak, Math.Max(0, allocation.AtPeak) * (double)allocation.Size);
            builder.Add(node, made, allocation.Made);
            builder.Add(node, temporary, allocation.Temporary);
            builder.Add(node, leaked, Math.Max(0, allocation.Made - allocation.Freed) * (double)allocation.Size);
        }
    }

    private bool TryIndex(ReadOnlySpan<byte> line, out int index)
    {
        var words = new HexWords(line[2..]);
        var isKnown = words.Next(out var number) && number >= 0 && number < allocations.Count;
        index = isKnown ? (int)number : -1;
        return isKnown;
    }
}
