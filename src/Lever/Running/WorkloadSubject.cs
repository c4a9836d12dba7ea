using System.Collections.Immutable;
using System.Globalization;
using Lever.Experiments;
using Lever.Experiments.Running;

namespace Lever.Running;

/// <summary>A command of the user's, and how it is run.</summary>
/// <param name="Command">As the user wrote it.</param>
/// <param name="Network">May it use the network?</param>
/// <param name="Normalize">Takes from the output what may differ from run to run, such as times; null where every byte counts.</param>
internal sealed record Workload(string Command, Limits Limits, bool Network, Func<string, string>? Normalize = null);

/// <summary>One side of a workload: where it runs.</summary>
/// <param name="Folder">The project's, in the side's copy.</param>
internal sealed record WorkloadSide(string Folder, ImmutableDictionary<string, string> Environment);

/// <summary>What a run of a workload showed of its behaviour.</summary>
/// <param name="Output">The hash of its standard output; after normalizing, where that is asked for.</param>
internal readonly record struct WorkloadBehaviour(int ExitCode, string Output);

/// <summary>
/// Runs a workload on one side of an experiment: every measurement is a run of the whole command, with its wall time, the CPU time of
/// all its processes and the largest of them.
/// </summary>
internal sealed class WorkloadSubject(IProcessRunner runner, Workload workload, Arm arm, WorkloadSide side, ulong hashSeed, WorkloadBehaviours behaviours) : ISubject
{
    /// <summary>Normalizing needs all of the output; more is not kept.</summary>
    private const int LongestNormalized = StreamCapture.Kept;

    public Measured Measure(int round, ulong seed)
    {
        var (outcome, behaviour, problem) = RunOnce();
        if (outcome is null || behaviour is not { } shown) return new Measured(null, problem);
        behaviours.Add(arm, shown);
        // A time of zero has no logarithm, and the system counts no finer.
        var cpu = Math.Max(outcome.CpuTime.TotalNanoseconds, 1000);
        return new Measured(new Measurement(cpu, Math.Max(outcome.WallTime.TotalNanoseconds, 1000), outcome.PeakBytes, 1), null);
    }

    public void Dispose()
    {
        // Between measurements nothing of it runs.
    }

    private (ProcessOutcome? Outcome, WorkloadBehaviour? Behaviour, string? Problem) RunOnce()
    {
        var words = CommandWords.Split(workload.Command);
        if (words.Count == 0) return (null, null, "the workload cannot be run: its command is empty");
        var environment = side.Environment.SetItem("PYTHONHASHSEED", (hashSeed % uint.MaxValue).ToString(CultureInfo.InvariantCulture));
        using var process = runner.Start(new ProcessRequest(words[0], [.. words.Skip(1)], side.Folder, environment, workload.Limits, workload.Network, Pipes: false));
        var outcome = process.Wait(workload.Limits.Time + TimeSpan.FromSeconds(15));
        if (outcome.End != ProcessEnd.Exited) return (null, null, Failure(outcome));
        if (workload.Normalize is null) return (outcome, new WorkloadBehaviour(outcome.ExitCode!.Value, outcome.Output.Hash), null);
        if (outcome.Output.TotalBytes > LongestNormalized) return (null, null, "the workload writes more than 1 MB, which is too much to be normalized before it is compared");
        return (outcome, new WorkloadBehaviour(outcome.ExitCode!.Value, workload.Normalize(outcome.Output.Text)), null);
    }

    private static string Failure(ProcessOutcome outcome)
    {
        if (outcome.End == ProcessEnd.NotStarted) return $"the workload cannot be run: {outcome.Problem}";
        var last = LastLine.Of(outcome.Errors.Text);
        return $"the workload {outcome.Problem ?? "does not end"}{(last is null ? "" : $": {last}")}";
    }
}

/// <summary>Where programs say what went wrong.</summary>
internal static class LastLine
{
    private const int Longest = 200;

    /// <summary>Shortened where it is long; null where there is none.</summary>
    public static string? Of(string text)
    {
        var line = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();
        return line is { Length: > Longest } ? string.Concat(line.AsSpan(0, Longest), "…") : line;
    }
}

/// <summary>What the sides of a workload showed over all their runs, and whether they show the same. Safe to add to from several threads.</summary>
internal sealed class WorkloadBehaviours
{
    private readonly Lock gate = new();
    private readonly Dictionary<Arm, HashSet<WorkloadBehaviour>> seen = [];

    public void Add(Arm arm, WorkloadBehaviour behaviour)
    {
        lock (gate)
        {
            if (!seen.TryGetValue(arm, out var known)) seen[arm] = known = [];
            known.Add(behaviour);
        }
    }

    /// <summary>
    /// Fail closed: any difference counts as a change, except where the workload's output differs from itself without the patch;
    /// then only exit codes are compared.
    /// </summary>
    public WorkloadVerdict Verdict()
    {
        lock (gate)
        {
            var before = seen.GetValueOrDefault(Arm.Baseline, []).Union(seen.GetValueOrDefault(Arm.Control, [])).ToHashSet();
            var after = seen.GetValueOrDefault(Arm.Patched, []);
            if (before.Count == 0 || after.Count == 0) return new WorkloadVerdict(false, false, "the workload has not run on both sides");
            var codes = before.Select(each => each.ExitCode).ToHashSet();
            if (codes.Count > 1) return new WorkloadVerdict(false, true, "without the patch the workload ends now with one exit code, now with another: its behaviour cannot be compared");
            var code = codes.Single();
            foreach (var each in after)
                if (each.ExitCode != code) return new WorkloadVerdict(true, false, $"the workload ends with exit code {each.ExitCode}, before the patch with {code}");
            if (before.Count > 1) return new WorkloadVerdict(false, true, "the workload's output differs from run to run without the patch: only exit codes were compared");
            return before.SetEquals(after)
                ? new WorkloadVerdict(false, false, code == 0 ? null : $"the workload ends with exit code {code} on both sides")
                : new WorkloadVerdict(true, false, "the workload's output is not the same as before the patch");
        }
    }
}

/// <param name="IsLoose">Was only part of the behaviour compared, since the workload does not agree with itself?</param>
/// <param name="Remark">A sentence for the report; null where all is the same.</param>
internal readonly record struct WorkloadVerdict(bool BehaviourChanged, bool IsLoose, string? Remark);
