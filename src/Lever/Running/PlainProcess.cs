using System.Diagnostics;
using Lever.Experiments.Running;

namespace Lever.Running;

/// <summary>A process where there is no supervisor: the framework watches it.</summary>
internal sealed class PlainProcess : IWatchedProcess, IDisposable
{
    private readonly Process process;
    private readonly Timer timer;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private ProcessEnd? ended;

    public PlainProcess(Process process, Limits limits)
    {
        this.process = process;
        timer = new Timer(_ => Kill(ProcessEnd.TimedOut), null, limits.Time, Timeout.InfiniteTimeSpan);
    }

    public TimeSpan CpuTime => Read(() => process.TotalProcessorTime);

    public void End() => Kill(ProcessEnd.Killed);

    public ProcessOutcome Outcome()
    {
        timer.Dispose();
        var end = ended ?? ProcessEnd.Exited;
        var problem = end switch { ProcessEnd.Exited => null, ProcessEnd.TimedOut => "ended because its time was up", _ => "ended before its time" };
        return new ProcessOutcome(
            end, end == ProcessEnd.Exited ? process.ExitCode : null, null, CapturedText.Empty, CapturedText.Empty,
            Read(() => process.UserProcessorTime), Read(() => process.PrivilegedProcessorTime), clock.Elapsed, 0, 0, problem);
    }

    /// <summary>Some systems forget a process' times when it ends.</summary>
    private static TimeSpan Read(Func<TimeSpan> time)
    {
        try
        {
            return time();
        }
        catch (InvalidOperationException)
        {
            return TimeSpan.Zero;
        }
    }

    public void Release() => Dispose();

    public void Dispose() => timer.Dispose();

    private void Kill(ProcessEnd reason)
    {
        try
        {
            if (process.HasExited) return;
            ended ??= reason;
            process.Kill(entireProcessTree: true);
        }
        catch (Exception trouble) when (trouble is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It ended meanwhile.
        }
    }
}
