using System.Diagnostics;
using System.Runtime.InteropServices;
using Lever.Experiments.Running;

namespace Lever.Running;

/// <summary>A process below a supervisor, seen from Lever.</summary>
internal sealed class SupervisedProcess : IWatchedProcess
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(12);

    private readonly Process supervisor;
    private readonly SupervisorFiles files;
    private readonly string folder;
    private readonly long startTicks;
    private readonly Lock gate = new();
    private int control;
    private int? program;
    private TimeSpan lastCpuTime;

    /// <param name="control">Lever's end of the pipe; the run goes on as long as it is open.</param>
    public SupervisedProcess(Process supervisor, SupervisorFiles files, int control, string folder)
    {
        this.supervisor = supervisor;
        this.files = files;
        this.control = control;
        this.folder = folder;
        startTicks = ProcessTable.Of(supervisor.Id)?.StartTicks ?? 0;
        // A killed supervisor must be noticed although nobody waits for it: the program goes on, and holds its streams open.
        supervisor.Exited += (_, _) => ClearUp();
        supervisor.EnableRaisingEvents = true;
    }

    public TimeSpan CpuTime
    {
        get
        {
            program ??= files.ReadStarted();
            if (program is not { } id || LinuxCalls.ProcessorTimeOf(id) is not { } own) return lastCpuTime;
            var reaped = ProcessTable.Of(id)?.ReapedTicks ?? 0;
            return lastCpuTime = own + TimeSpan.FromSeconds((double)reaped / ProcessTable.TicksPerSecond);
        }
    }

    public void End()
    {
        Let();
        if (!supervisor.WaitForExit(patience))
        {
            supervisor.Kill();
            supervisor.WaitForExit();
        }
        ClearUp();
    }

    public ProcessOutcome Outcome()
    {
        Let();
        if (files.ReadReport() is not { } report)
        {
            ClearUp();
            return new ProcessOutcome(
                ProcessEnd.Killed, null, null, CapturedText.Empty, CapturedText.Empty, default, default, default, 0, 0,
                "its supervisor was killed, and the program with it");
        }
        var problem = report.End switch
        {
            ProcessEnd.Exited => null,
            ProcessEnd.Signalled => $"ended by signal {report.Code}, {NameOf(report.Code)}",
            ProcessEnd.TimedOut => "ended because its time was up",
            ProcessEnd.Killed => "ended before its time",
            _ => report.Problem,
        };
        return new ProcessOutcome(
            report.End, report.End == ProcessEnd.Exited ? report.Code : null, report.End == ProcessEnd.Signalled ? report.Code : null,
            CapturedText.Empty, CapturedText.Empty, report.User, report.System, report.Wall, report.PeakBytes, report.Leftovers, problem);
    }

    public void Release()
    {
        Let();
        TemporaryFolders.Remove(folder);
    }

    private void Let()
    {
        var descriptor = Interlocked.Exchange(ref control, -1);
        if (descriptor >= 0) LinuxCalls.Close(descriptor);
    }

    private void ClearUp()
    {
        lock (gate)
            if (files.ReadReport() is null) LostProcesses.End(startTicks);
    }

    private static string NameOf(int signal) => signal switch
    {
        4 => "an illegal instruction",
        6 => "its own abort",
        7 => "a bus error",
        8 => "an arithmetic error",
        9 => "a kill, as for want of memory or CPU time",
        11 => "a wrong memory access",
        15 => "a request to end",
        24 => "the limit on CPU time",
        25 => "the limit on file size",
        _ => "see `kill -l`",
    };
}

/// <summary>Ends what a killed supervisor had below it.</summary>
internal static class LostProcesses
{
    private static readonly Lock gate = new();

    /// <summary>
    /// Programs get sessions of their own, and what Lever starts itself stays in its session: so a child of ours in another session
    /// is an orphan whose supervisor is gone.
    /// </summary>
    /// <param name="since">Only those started later, in clock ticks: others may have been ours before this program became Lever.</param>
    public static void End(long since)
    {
        lock (gate)
        {
            var clock = Stopwatch.StartNew();
            while (clock.Elapsed < TimeSpan.FromSeconds(10))
            {
                var all = ProcessTable.All();
                var self = all.Find(entry => entry.Id == Environment.ProcessId);
                var lost = all.FindAll(entry => entry.Parent == self.Id && entry.Session != self.Session && entry.StartTicks >= since);
                if (lost.Count == 0) return;
                foreach (var entry in lost)
                {
                    foreach (var below in ProcessTable.Below(entry.Id, all)) LinuxCalls.Kill(below.Id, LinuxCalls.SignalKill);
                    LinuxCalls.Kill(entry.Id, LinuxCalls.SignalKill);
                    LinuxCalls.Reap(entry.Id, LinuxCalls.NoHang, out _, out _);
                }
                Thread.Sleep(1);
            }
        }
    }
}
