using System.Globalization;
using Lever.Profiles.Names;

namespace Lever.Profiles.Readers;

/// <summary>What the samples of a perf script weigh, and how far their stacks can be trusted.</summary>
internal sealed class PerfScriptSamples(ProfileBuilder builder)
{
    private const double MuchBroken = 0.3;
    private const double Nanosecond = 1e-9;

    /// <summary>A stack this shallow cannot be whole, but in a program's first instructions.</summary>
    private const int Shallow = 2;

    // Where threads of a process and of the kernel begin, in C, Rust and Go.
    private static readonly HashSet<string> Roots =
    [
        "_start", "main", "__libc_start_main", "__libc_start_call_main", "__libc_start_main_impl", "_dl_start", "_dl_start_user",
        "clone", "clone3", "__clone", "__clone3", "__GI___clone", "__GI___clone3", "start_thread", "thread_start",
        "std::rt::lang_start", "std::sys::pal::unix::thread::Thread::new::thread_start", "runtime.goexit", "runtime.mstart",
        "runtime.rt0_go", "runtime.mcall", "runtime.systemstack",
    ];

    private sealed record Event(int Metric, double Scale, bool HasPeriod);

    private readonly List<Event> events = [];
    private readonly List<bool> beginsThread = [];
    private long stacks;
    private long broken;
    private long single;
    private long lost;
    private int noStack = -1;

    /// <summary>The frame of samples without one.</summary>
    public int NoStack => noStack >= 0 ? noStack : noStack = builder.AddFrame(builder.AddFunction(
        new ProfileFunction("[no stack]", "", 0, FunctionOrigin.Synthetic, "", "[no stack]")), 0);

    /// <param name="name">perf's name of the event without modifiers.</param>
    /// <param name="hasPeriod">Whether its samples say how many events each stands for.</param>
    public int AddEvent(string name, bool hasPeriod)
    {
        var isClock = name is "cpu-clock" or "task-clock";
        // Hybrid processors count per kind of core: cpu_core/cycles/.
        var isCycles = name.Contains("cycles", StringComparison.Ordinal);
        var kind = isClock || isCycles ? MetricKind.CpuTime : MetricKind.Unknown;
        var metric = !hasPeriod ? new Metric(name, MetricUnit.Samples, kind)
            : isClock ? new Metric(name, MetricUnit.Seconds, kind)
            : new Metric(name, MetricUnit.Count, kind);
        events.Add(new Event(builder.AddMetric(metric), isClock && hasPeriod ? Nanosecond : 1, hasPeriod));
        return events.Count - 1;
    }

    /// <summary>Remembers whether threads begin in a frame.</summary>
    public void Judge(int frame, in FrameName name)
    {
        while (beginsThread.Count <= frame) beginsThread.Add(false);
        beginsThread[frame] = Roots.Contains(name.Name) || name.Origin == FunctionOrigin.Kernel;
    }

    /// <param name="depth">Frames of the stack.</param>
    /// <param name="outermost">The outermost frame; -1 if there is none.</param>
    /// <param name="second">The one it called; the same if it called none.</param>
    public void Add(int number, double period, int node, int depth, int outermost, int second)
    {
        var sampled = events[number];
        builder.Add(node, sampled.Metric, sampled.HasPeriod ? Math.Max(0, period) * sampled.Scale : 1);
        if (sampled.Metric == 0) builder.CountSamples(1);
        stacks++;
        if (depth <= 1) single++;
        var isWhole = depth > 0 && (beginsThread[outermost] || beginsThread[second]);
        if (!isWhole || (depth <= Shallow && !beginsThread[outermost])) broken++;
    }

    /// <summary>Takes note of a line that is no sample, if it is one perf is known to write.</summary>
    public bool Notice(ReadOnlySpan<byte> line)
    {
        var mark = line.IndexOf("LOST "u8);
        if (mark >= 0)
        {
            lost++;
            return true;
        }
        return line.IndexOf("PERF_RECORD_"u8) >= 0;
    }

    public void Finish()
    {
        if (lost > 0)
            builder.Warn(ProfileWarningKind.EventsLost, $"perf lost events {lost} times while it recorded; lower the rate with `perf record -F 99`");
        if (stacks == 0) return;
        if (single == stacks)
        {
            builder.Warn(ProfileWarningKind.BrokenStacks,
                "the samples have no callers; record with `perf record -g`, or with `--call-graph dwarf`");
        }
        else if (broken > MuchBroken * stacks)
        {
            var share = (100.0 * broken / stacks).ToString("0", CultureInfo.InvariantCulture);
            builder.Warn(ProfileWarningKind.BrokenStacks,
                $"{share} % of the stacks break off before the thread's start, so callers are missing; build with "
                + "`-C force-frame-pointers=yes`, or record with `perf record --call-graph dwarf`");
        }
    }
}
