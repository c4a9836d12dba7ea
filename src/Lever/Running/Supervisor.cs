using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Lever.Experiments.Running;
using Lever.Workspace;

namespace Lever.Running;

/// <summary>
/// A process of Lever's own above one experiment process (Linux): it sets the limits, measures, and sees to it that nothing
/// remains, however the program, its descendants or Lever itself end.
/// </summary>
/// <remarks>
/// All descendants stay below it, since it adopts orphans. The program is started by the subshell of a shell, which kills the shell and
/// then waits at a gate: so the program is one that the supervisor adopted and that was never a copy of the supervisor, whose own
/// memory the system would otherwise count into the program's peak.
/// </remarks>
internal static class Supervisor
{
    public const string Verb = "supervise";

    /// <summary>Where the tools that start the program are; its own environment stands in the command.</summary>
    private const string Path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>The variable that names the pipe at which the program waits to be adopted.</summary>
    private const string Gate = "LEVER_GATE";

    /// <summary>How long children of the program may take to end by themselves after it.</summary>
    private static readonly TimeSpan grace = TimeSpan.FromMilliseconds(200);

    /// <summary>How often orphans are reaped.</summary>
    private static readonly TimeSpan round = TimeSpan.FromSeconds(1);

    /// <summary>How often, where the kernel cannot tell when a process ends.</summary>
    private static readonly TimeSpan blindRound = TimeSpan.FromMilliseconds(20);

    /// <summary>A file larger than this is no result of an experiment; in 512-byte blocks, as the shell wants it: 4 GB.</summary>
    private const long LargestFile = 8L << 20;

    /// <param name="folder">Of the run; see <see cref="SupervisorFiles"/>.</param>
    public static int Run(string folder)
    {
        var files = new SupervisorFiles(folder);
        if (!OperatingSystem.IsLinux() || files.ReadOrder() is not { } order) return ExitCode.Usage;
        LinuxCalls.OwnGroup();
        LinuxCalls.BecomeSubreaper();
        var control = LinuxCalls.Open(files.Control, LinuxCalls.OpenReadOnly | LinuxCalls.OpenNonBlocking | LinuxCalls.OpenCloseOnExec);
        // Polling tells nothing of those who let go before the pipe was opened here.
        if (control < 0 || LinuxCalls.IsAbandoned(control)) return ExitCode.Fault;
        try
        {
            files.Write(Supervise(order, files, control));
            return ExitCode.Fine;
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            // The folder is gone, so nobody waits for the report.
            return ExitCode.Fault;
        }
        finally
        {
            // Whatever happened, nothing is left.
            new Tree(0).KillAll();
        }
    }

    private static SupervisorReport Supervise(SupervisorOrder order, SupervisorFiles files, int control)
    {
        // What isolates it runs in the shell's process, before the program's: its time is not the program's.
        IReadOnlyList<string> words = ["sh", "-c", "exec \"$@\"", "sh", .. order.Isolation, "/bin/sh", "-c", Script(order.Limits), "sh", .. order.Command];
        var (shell, error) = LinuxCalls.Spawn("/bin/sh", words, [Path, $"{Gate}={files.Gate}"]);
        LinuxCalls.ReleaseStandardStreams();
        if (shell is not { } starter) return NotStarted($"/bin/sh cannot be started: {Marshal.GetPInvokeErrorMessage(error)}");
        LinuxCalls.Reap(starter, 0, out _, out _);
        if (ProcessTable.All().FindAll(entry => entry.Parent == Environment.ProcessId) is not [var program]) return NotStarted("the shell that starts it failed");
        files.WriteStarted(program.Id);
        var tree = new Tree(program.Id);
        var handle = LinuxCalls.OpenProcess(program.Id);
        // Open until the end: what is written is lost where nobody has the other end yet.
        var clock = Stopwatch.StartNew();
        if (!LinuxCalls.WriteLine(LinuxCalls.Open(files.Gate, LinuxCalls.OpenReadWrite | LinuxCalls.OpenCloseOnExec))) return NotStarted("its gate cannot be opened");
        var isReleased = false;
        while (!tree.ProgramHasEnded && !isReleased && clock.Elapsed < order.Limits.Time)
        {
            var left = order.Limits.Time - clock.Elapsed;
            var pause = handle < 0 ? blindRound : round;
            (isReleased, _) = LinuxCalls.Poll(control, handle, left < pause ? left : pause);
            tree.ReapEnded();
        }
        var wall = clock.Elapsed;
        var hasEnded = tree.ProgramHasEnded;
        if (hasEnded) tree.WaitForOthers(grace);
        var killed = tree.KillAll();
        var (end, code) = hasEnded ? Explain(tree.Status) : (isReleased ? ProcessEnd.Killed : ProcessEnd.TimedOut, 0);
        return new SupervisorReport(end, code, tree.User, tree.System, wall, tree.PeakBytes, hasEnded ? killed : 0, "");
    }

    /// <summary>Sets the limits, then becomes the program in a subshell that has ended its parent.</summary>
    private static string Script(Limits limits)
    {
        // A limit that is lower already cannot be raised, and need not be. CPU time gets none: with one, Linux keeps the process' own clock of CPU
        // time by the tick, some milliseconds, and that is the clock that experiments are measured by. The bound on wall time bounds it too.
        var memory = limits.MemoryBytes > 0 ? string.Create(CultureInfo.InvariantCulture, $"ulimit -v {limits.MemoryBytes / 1024} 2>/dev/null;") : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"ulimit -c 0; ulimit -f {LargestFile} 2>/dev/null; {memory} (kill -9 $$; read -r _ < \"${Gate}\"; exec \"$@\"); exit 125");
    }

    private static (ProcessEnd End, int Code) Explain(int status) =>
        (status & 0x7f) == 0 ? (ProcessEnd.Exited, (status >> 8) & 0xff) : (ProcessEnd.Signalled, status & 0x7f);

    private static SupervisorReport NotStarted(string problem) => new(ProcessEnd.NotStarted, 0, default, default, default, 0, 0, problem);

    /// <summary>All below the supervisor.</summary>
    private sealed class Tree(int program)
    {
        private bool hasNone;

        public bool ProgramHasEnded { get; private set; }

        public int Status { get; private set; }

        public TimeSpan User { get; private set; }

        public TimeSpan System { get; private set; }

        public long PeakBytes { get; private set; }

        public void ReapEnded()
        {
            while (true)
            {
                var reaped = LinuxCalls.Reap(-1, LinuxCalls.NoHang, out var status, out var usage);
                hasNone = reaped < 0;
                if (reaped <= 0) return;
                User += usage.User;
                System += usage.System;
                PeakBytes = Math.Max(PeakBytes, usage.PeakBytes);
                if (reaped != program) continue;
                ProgramHasEnded = true;
                Status = status;
            }
        }

        public void WaitForOthers(TimeSpan patience)
        {
            var clock = Stopwatch.StartNew();
            for (ReapEnded(); !hasNone && clock.Elapsed < patience; ReapEnded()) Thread.Sleep(2);
        }

        /// <returns>How many processes were there to kill, as far as they showed themselves.</returns>
        public int KillAll()
        {
            var killed = new HashSet<int>();
            var clock = Stopwatch.StartNew();
            // Those that are started while others are killed show up in the next round. What the kernel itself holds cannot be waited for.
            for (ReapEnded(); !hasNone && clock.Elapsed < TimeSpan.FromSeconds(10); ReapEnded())
            {
                foreach (var entry in ProcessTable.Below(Environment.ProcessId, ProcessTable.All()))
                    if (!entry.HasEnded && LinuxCalls.Kill(entry.Id, LinuxCalls.SignalKill) == 0) killed.Add(entry.Id);
                Thread.Sleep(1);
            }
            return killed.Count;
        }
    }
}
