using System.Runtime.InteropServices;

namespace Lever.Profiles.Readers;

/// <summary>Turns one thread's events into stacks: between two events, time is that of the innermost function open.</summary>
internal sealed class TraceStacks(ProfileBuilder builder, TraceFrames frames, string thread)
{
    private const double Microsecond = 1e-6;

    /// <param name="End">When it is over at the latest: its own end, or its caller's.</param>
    private readonly record struct Open(int Name, int Frame, int Node, double End);

    private readonly List<Open> stack = [];
    private readonly Dictionary<int, int> openings = [];
    private int root;
    private double last;

    public void Add(List<TraceEvent> events)
    {
        if (events.Count == 0) return;
        root = builder.Root(builder.AddThread(thread));
        // At one moment the longer call is the outer one; otherwise the file's order holds.
        CollectionsMarshal.AsSpan(events).Sort((a, b) =>
            a.Time != b.Time ? a.Time.CompareTo(b.Time)
            : a.Duration > 0 && b.Duration > 0 && a.Duration != b.Duration ? b.Duration.CompareTo(a.Duration)
            : a.Order.CompareTo(b.Order));
        foreach (var next in events) Take(next);
        // What is left open ends with the last event, or at its own end.
        while (stack.Count > 0) Close(double.IsPositiveInfinity(stack[^1].End) ? last : stack[^1].End);
    }

    private void Take(TraceEvent next)
    {
        while (stack.Count > 0 && stack[^1].End <= next.Time) Close(stack[^1].End);
        Advance(next.Time);
        if (next.Duration != TraceEvent.Ends)
        {
            var end = next.Duration == TraceEvent.Begins ? double.PositiveInfinity : next.Time + next.Duration;
            if (stack.Count > 0) end = Math.Min(end, stack[^1].End);
            stack.Add(new Open(next.Name, next.Frame, builder.Child(stack.Count == 0 ? root : stack[^1].Node, frames.FrameOf(next.Frame)), end));
            CollectionsMarshal.GetValueRefOrAddDefault(openings, next.Name, out _)++;
            return;
        }
        // An end closes the call of its name and those left open inside it; one of no open call closes nothing.
        if (stack.Count == 0) return;
        if (next.Name != TraceFrames.Unnamed && openings.GetValueOrDefault(next.Name) == 0) return;
        while (next.Name != TraceFrames.Unnamed && stack[^1].Name != next.Name) Close(next.Time);
        Close(next.Time);
    }

    private void Close(double at)
    {
        Advance(at);
        CollectionsMarshal.GetValueRefOrAddDefault(openings, stack[^1].Name, out _)--;
        stack.RemoveAt(stack.Count - 1);
    }

    private void Advance(double at)
    {
        if (stack.Count > 0 && at > last) builder.Add(stack[^1].Node, frames.MetricOf(stack[^1].Frame), (at - last) * Microsecond);
        last = Math.Max(last, at);
        if (stack.Count == 0) last = at;
    }
}
