using System.Runtime.InteropServices;

namespace Lever.Profiles.Readers;

/// <summary>Allocations of a heaptrack file, and what became of them.</summary>
internal sealed class HeaptrackEvents
{
    private readonly List<Allocation> allocations = [];
    private long live;
    private long highest;

    /// <summary>How many peaks there were, each higher than the one before.</summary>
    private int peaks;
    private int last = -1;

    /// <summary>All blocks of one size from one trace.</summary>
    /// <param name="Since">Blocks made less blocks freed since the peak of the number <paramref name="Peak"/>.</param>
    private record struct Allocation(long Size, long Trace, long Made, long Freed, long Temporary, long Since, int Peak);

    // `size trace`.
    public void AddAllocation(ReadOnlySpan<byte> text)
    {
        var words = new HexWords(text);
        words.Next(out var size);
        words.Next(out var trace);
        // More than any machine has is damage; the running total must not overflow.
        allocations.Add(new Allocation(Math.Clamp(size, 0, 1L << 48), trace, 0, 0, 0, 0, 0));
    }

    /// <summary>Counts a block's beginning (<c>+ index</c>) or end (<c>- index</c>), and finds the peak.</summary>
    public void Count(ReadOnlySpan<byte> line)
    {
        if (!TryIndex(line, out var index)) return;
        ref var allocation = ref CollectionsMarshal.AsSpan(allocations)[index];
        // What changed after the last peak is forgotten where a higher one has come since.
        if (allocation.Peak != peaks) (allocation.Since, allocation.Peak) = (0, peaks);
        if (line[0] == '+')
        {
            allocation.Made++;
            allocation.Since++;
            live = Math.Min(long.MaxValue / 2, live + allocation.Size);
            last = index;
            if (live <= highest) return;
            highest = live;
            peaks++;
            return;
        }
        allocation.Freed++;
        allocation.Since--;
        // What is freed before anything else is allocated need not have been allocated.
        if (last == index) allocation.Temporary++;
        live -= allocation.Size;
        last = -1;
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
            var since = allocation.Peak == peaks ? allocation.Since : 0;
            builder.Add(node, atPeak, Math.Max(0, allocation.Made - allocation.Freed - since) * (double)allocation.Size);
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
