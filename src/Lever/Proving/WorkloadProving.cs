using System.Collections.Immutable;
using System.Text;
using Lever.Experiments;
using Lever.Experiments.Plans;
using Lever.Experiments.Proofs;
using Lever.Experiments.Running;
using Lever.Running;

namespace Lever.Proving;

/// <summary>Runs a command of the user's on both sides: what it writes is compared, its time and memory are measured. Works for any language.</summary>
internal sealed class WorkloadProving(Workbench bench, GlobalChoices chosen, ProofStore store, DateTimeOffset started)
{
    private static readonly Limits limits = new(TimeSpan.FromMinutes(30), 0);

    /// <summary>Every run of the command is a fresh process already: more than one round a block would only make blocks longer.</summary>
    private const int Rounds = 1;

    /// <summary>What of the workload is compared.</summary>
    private const string Policy = "output and exit code";

    private const string ExitCodes = "exit codes only";

    /// <param name="benchmark">The one of criterion's that the command runs: its own figures are read; null for the times of the whole command.</param>
    public Proof Prove(ProofRequest request, ProofSides sides, string command, BenchmarkRun? benchmark = null)
    {
        var rust = RustProving.Concerns(sides, command) ? new RustProving(bench, request, sides) : null;
        var (interpreter, _) = rust is null or { IsForPython: true } || request.Python is not null ? bench.Interpreter(request.Python, request.Project) : default;
        var built = rust?.Prepare(command, interpreter);
        ImmutableArray<Fact> toolchain = [.. interpreter is null ? [] : Toolchains.Of(interpreter), .. built?.Toolchain ?? []];
        var equivalence = ProofEquivalence.None with { Tests = built?.Tests, Agreed = request.Agreed };
        // What criterion writes is times.
        Func<string, string>? normalize = benchmark is null ? null : _ => "";
        var workloads = (Before: new Workload(built?.Before ?? command, limits, request.Network, normalize), After: new Workload(built?.After ?? command, limits, request.Network, normalize));
        var behaviours = new WorkloadBehaviours();
        var (before, after) = (Side(request, sides.Before, interpreter, rust), Side(request, sides.After, interpreter, rust));
        var plan = request.Plan with
        {
            Scope = PlanScope.Workload,
            Metric = request.Plan.Metric == PlanMetric.Cpu && !request.Arguments.Contains("--metric") ? PlanMetric.Wall : request.Plan.Metric,
            Rounds = Rounds,
            Warmup = 0,
            Arms = sides.Hashes,
            Interpreter = string.Join(", ", ((string?[])[interpreter is null ? null : Prover.Name(interpreter), built?.Compiler]).Where(name => name is { Length: > 0 })),
            Exclusions = built?.Remarks ?? [],
            Inputs = benchmark?.Shown ?? command,
        };
        if (built is { Problem: { } unbuilt }) return Ended(request, sides, plan, built.Verdict, unbuilt) with { Equivalence = equivalence, Toolchain = toolchain, Witnesses = built.Sizes };
        // Programs, files and caches of the system are warm for both sides alike after this, and whether the workload runs at all is known.
        foreach (var (arm, side) in (ReadOnlySpan<(Arm, WorkloadSide)>)[(Arm.Baseline, before), (Arm.Patched, after)])
        {
            using var first = Subject(arm, side, request.Plan.Seed);
            if (first.Measure(0, request.Plan.Seed).Problem is { } problem)
                return Ended(request, sides, plan, arm == Arm.Patched ? Verdict.BehaviourChanged : Verdict.Untestable, arm == Arm.Patched ? $"with the change {problem}" : problem);
        }
        if (behaviours.Verdict() is { BehaviourChanged: true, Remark: { } changed })
            return Ended(request, sides, plan, Verdict.BehaviourChanged, changed) with { Equivalence = equivalence with { Policy = Policy }, Toolchain = toolchain, Witnesses = built?.Sizes ?? [] };

        var result = store.Run(plan, (arm, _, seed) => new StartedSubject(Subject(arm, arm == Arm.Patched ? after : before, seed), null), bench, chosen, plan.Inputs);
        var behaviour = behaviours.Verdict();
        var proof = Proof.Of(result, SubjectOf(request, sides, plan.Inputs), ToolVersion.Text) with
        {
            Host = HostDescription.Of(HostFacts.Gather(bench.Runner, bench.Variables.GetValueOrDefault("PATH", ""), sides.Before.Home)),
            Toolchain = toolchain,
            Equivalence = equivalence with { Policy = behaviour.IsLoose || benchmark is not null ? ExitCodes : Policy },
            Patch = Encoding.UTF8.GetString(sides.Patch),
            Arguments = request.Arguments,
            Started = started,
            // A bench of criterion's runs for as long as it is told to: only what it measures of itself says anything.
            Witnesses = [.. benchmark is null ? Witnesses(result) : [], .. built?.Sizes ?? []],
        };
        if (behaviour.BehaviourChanged) return proof with { Verdict = Verdict.BehaviourChanged, Reason = behaviour.Remark!, Effect = null, ToResolve = null };
        return behaviour.Remark is { } remark ? proof with { Plan = plan, Reason = $"{proof.Reason}; {remark}" } : proof;

        ISubject Subject(Arm arm, WorkloadSide side, ulong seed) => benchmark is null
            ? new WorkloadSubject(bench.Runner, arm == Arm.Patched ? workloads.After : workloads.Before, arm, side, seed, behaviours)
            : new CriterionSubject(place => new WorkloadSubject(bench.Runner, arm == Arm.Patched ? workloads.After : workloads.Before, arm, side with { Environment = side.Environment.SetItem(CriterionSubject.Home, place) }, seed, behaviours), benchmark.Id, bench.Folders);
    }

    /// <summary>What was recorded beside the metric: the other clock, and memory.</summary>
    private static IEnumerable<Experiments.Proofs.Witness> Witnesses(ExperimentResult result)
    {
        if (result.Blocks.IsEmpty) yield break;
        foreach (var metric in (PlanMetric[])[PlanMetric.Wall, PlanMetric.Cpu, PlanMetric.PeakMemory])
        {
            if (metric == result.Plan.Metric) continue;
            var (name, unit, scale) = metric switch
            {
                PlanMetric.Wall => ("wall time", "ms per run", 1e6),
                PlanMetric.Cpu => ("CPU time", "ms per run", 1e6),
                _ => ("peak memory", "MB per run", 1024.0 * 1024),
            };
            yield return new Experiments.Proofs.Witness(name, unit, Middle(result, metric, Arm.Baseline) / scale, Middle(result, metric, Arm.Patched) / scale);
        }
    }

    private static double Middle(ExperimentResult result, PlanMetric metric, Arm arm) =>
        Experiments.Statistics.Median.Of([.. result.Blocks.SelectMany(block => block.Rounds).Select(round => Block.Value(metric, round.Of(arm)))]);

    private WorkloadSide Side(ProofRequest request, ProjectCopy copy, Interpreter? interpreter, RustProving? rust)
    {
        var environment = rust?.Environment(copy) ?? copy.Environment(bench.Variables, request.Project);
        // `python` in the command means the project's interpreter.
        if (interpreter is not null)
            environment = environment.SetItem("PATH", Path.GetDirectoryName(interpreter.Executable) + Path.PathSeparator + environment.GetValueOrDefault("PATH", ""));
        return new WorkloadSide(copy.Folder, environment);
    }

    private static ProofSubject SubjectOf(ProofRequest request, ProofSides sides, string command) => new(
        request.Finding?.Finding.Fingerprint, request.Finding?.Finding.Rule.Name, sides.Changed.Count > 0 ? sides.Changed[0] : "", command, sides.Hashes.Baseline, sides.Hashes.Patched);

    private Proof Ended(ProofRequest request, ProofSides sides, Plan plan, Verdict verdict, string reason) => new()
    {
        ToolVersion = ToolVersion.Text,
        Subject = SubjectOf(request, sides, plan.Inputs),
        Plan = plan,
        Verdict = verdict,
        Reason = reason,
        Arguments = request.Arguments,
        Patch = Encoding.UTF8.GetString(sides.Patch),
        Started = started,
        Ended = bench.Host.Clock.GetUtcNow(),
    };
}
