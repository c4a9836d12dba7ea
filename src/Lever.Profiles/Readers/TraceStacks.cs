using System.Runtime.InteropServices;

namespace Lever.Profiles.Readers;

/// <summary>
/// Turns one thread's events into stacks: between two events, time is that of the innermost function open. Every function has the time that its events give it, even
/// where they overlap without nesting: one that outlasts its caller stands below its caller's caller for the rest.
/// </summary>
internal sealed class TraceStacks(ProfileBuilder builder, TraceFrames frames, string thread)
{
    private const double Microsecond = 1e-6;

    /// <summary>In microseconds: times are rounded, so a call seems to outlast its caller by less than this.</summary>
    private const double Rounding = 1;

    /// <summary>Calls that do not nest are looked through one by one, so of deeper stacks none outlasts its caller.</summary>
    private const int DeepestOutlasting = 1000;

    /// <param name="End">When it is over.</param>
    private readonly record struct Open(int Frame, int Node, double End);

    private readonly List<Open> stack = [];
    private int root;
    private double last;

    /// <summary>How many open calls outlast the one around them.</summary>
    private int outlasting;

    public void Add(List<TraceEvent> events)
    {
        if (events.Count == 0) return;
        root = builder.Root(builder.AddThread(thread));
        var latest = events.Max(happened => happened.Time + Math.Max(0, happened.Duration));
        var calls = Paired(events);
        // At one moment the longer call is the outer one; otherwise the file's order holds.
        calls.Sort((a, b) => a.Time != b.Time ? a.Time.CompareTo(b.Time) : a.Duration != b.Duration ? b.Duration.CompareTo(a.Duration) : a.Order.CompareTo(b.Order));
        foreach (var call in calls)
        {
            CloseUntil(call.Time);
            Advance(call.Time);
            Push(call);
        }
        CloseUntil(latest);
        // What is left open ends with the last event.
        Advance(latest);
    }

    /// <summary>Calls that last for a time: an end closes the innermost call of its name that is open; one of no open call closes nothing. What nothing closes lasts for ever.</summary>
    private static List<TraceEvent> Paired(List<TraceEvent> events)
    {
        if (!events.Exists(happened => happened.Duration < 0)) return events;
        CollectionsMarshal.AsSpan(events).Sort((a, b) => a.Time != b.Time ? a.Time.CompareTo(b.Time) : a.Order.CompareTo(b.Order));
        var calls = new List<TraceEvent>(events.Count);
        var open = new Stack<int>();
        var byName = new Dictionary<int, Stack<int>>();
        foreach (var happened in events)
        {
            if (happened.Duration == TraceEvent.Ends)
            {
                var candidates = happened.Name == TraceFrames.Unnamed ? open : byName.GetValueOrDefault(happened.Name);
                // A call that its name closed is still among those that an end without a name may close, and the other way round.
                while (candidates is { Count: > 0 } && !double.IsPositiveInfinity(calls[candidates.Peek()].Duration)) candidates.Pop();
                if (candidates is { Count: > 0 } && candidates.Pop() is var closed) calls[closed] = calls[closed] with { Duration = happened.Time - calls[closed].Time };
                continue;
            }
            if (happened.Duration == TraceEvent.Begins)
            {
                open.Push(calls.Count);
                if (!byName.TryGetValue(happened.Name, out var named)) byName.Add(happened.Name, named = new Stack<int>());
                named.Push(calls.Count);
            }
            calls.Add(happened.Duration == TraceEvent.Begins ? happened with { Duration = double.PositiveInfinity } : happened);
        }
        return calls;
    }

    private void Push(in TraceEvent call)
    {
        var end = call.Time + call.Duration;
        if (stack.Count > 0 && end > stack[^1].End)
        {
            if (double.IsPositiveInfinity(end) || end - stack[^1].End < Rounding || stack.Count > DeepestOutlasting) end = stack[^1].End;
            else outlasting++;
        }
        stack.Add(new Open(call.Frame, Below(stack.Count - 1, call.Frame), end));
        if (stack.Count <= DeepestOutlasting || outlasting == 0) return;
        for (var i = 1; i < stack.Count; i++) stack[i] = stack[i] with { End = Math.Min(stack[i].End, stack[i - 1].End) };
        outlasting = 0;
    }

    private int Below(int position, int frame) => builder.Child(position < 0 ? root : stack[position].Node, frames.FrameOf(frame));

    private void CloseUntil(double time)
    {
        while (stack.Count > 0)
        {
            var first = stack.Count - 1;
            // Calls that nest end from the innermost on.
            if (outlasting > 0)
                for (var i = first - 1; i >= 0; i--)
                    if (stack[i].End < stack[first].End) first = i;
            if (stack[first].End > time) return;
            Advance(stack[first].End);
            Remove(first);
        }
    }

    private void Remove(int position)
    {
        stack.RemoveAt(position);
        if (position == stack.Count && outlasting == 0) return;
        for (var i = position; i < stack.Count; i++) stack[i] = stack[i] with { Node = Below(i - 1, stack[i].Frame) };
        outlasting = 0;
        for (var i = 1; i < stack.Count; i++)
            if (stack[i].End > stack[i - 1].End) outlasting++;
    }

    private void Advance(double at)
    {
        if (stack.Count > 0 && at > last) builder.Add(stack[^1].Node, frames.MetricOf(stack[^1].Frame), (at - last) * Microsecond);
        last = Math.Max(last, at);
        if (stack.Count == 0) last = at;
    }
}
