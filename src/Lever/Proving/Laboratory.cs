using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Lever.Experiments;
using Lever.Experiments.Equivalence;
using Lever.Experiments.Harnesses;
using Lever.Experiments.Plans;
using Lever.Experiments.Proofs;
using Lever.Experiments.Running;
using Lever.Running;

namespace Lever.Proving;

/// <summary>One interpreter with both versions of a project: where functions are compared and measured.</summary>
/// <param name="place">A folder with the harness' files.</param>
internal sealed class Laboratory(Workbench bench, ProofRequest request, ProofSides sides, Interpreter interpreter, string place)
{
    private static readonly Limits workerLimits = new(TimeSpan.FromMinutes(20), 8L << 30);
    private static readonly TimeSpan caseTime = TimeSpan.FromSeconds(5);

    /// <summary>The project's tests may take as long as the experiment itself.</summary>
    private readonly Limits testLimits = new(TimeSpan.FromSeconds(Math.Clamp(request.Plan.Budget.TotalSeconds, 30, 600)), 0);

    /// <summary>Calls of the function that are kept while the tests run.</summary>
    private const int MostRecorded = 160;

    private readonly Dictionary<string, ImmutableDictionary<string, string>> hints = new(StringComparer.Ordinal);

    private HostFacts? facts;

    public ProofRequest Request => request;

    public ProofSides Sides => sides;

    public string PatchText => Encoding.UTF8.GetString(sides.Patch);

    /// <summary>A third of the budget, at most a minute and a half: the rest is for timing.</summary>
    public TimeSpan ComparisonTime => TimeSpan.FromSeconds(Math.Clamp(request.Plan.Budget.TotalSeconds / 3, 10, 90));

    public ImmutableArray<Fact> Host => HostDescription.Of(Facts);

    public ImmutableArray<Fact> Toolchain => Toolchains.Of(interpreter);

    private HostFacts Facts => facts ??= HostFacts.Gather(bench.Runner, bench.Variables.GetValueOrDefault("PATH", ""), place);

    /// <summary>Inputs of the user's; else made from annotations; else recorded while the project's tests run.</summary>
    /// <returns>Them, or why there are none.</returns>
    public (InputPlan? Inputs, string? Lack) InputsFor(TestedFunction function)
    {
        var seed = request.Plan.Seed;
        if (request.Inputs is { } file) return (InputPlan.Generated(seed) with { Source = InputSource.Given, File = file }, null);
        using var harness = PythonHarness.Start(bench.Runner, Worker(sides.Before), sides.Before.Folder, seed);
        var loaded = harness.Load(sides.Before.Folder, Target(function), null);
        if (!loaded.Has) return (null, loaded.Problem);
        if (loaded.Value!.NoSignature is not { } unannotated) return (InputPlan.Generated(seed), null);
        var (recorded, lack) = Record(function);
        return recorded is null
            ? (null, $"inputs cannot be made, since {unannotated}; none could be recorded either: {lack}; give them with --inputs FILE")
            : (InputPlan.Generated(seed) with { Source = InputSource.Recorded, File = recorded }, null);
    }

    public FunctionExperiment Experiment(TestedFunction function, InputPlan inputs) => new(
        new FunctionArm(bench.Runner, Worker(sides.Before), sides.Before.Folder), new FunctionArm(bench.Runner, Worker(sides.After), sides.After.Folder),
        Target(function), inputs, request.Agreement, bench.Host.Clock);

    /// <summary>The project's tests before and after, and which of them broke; null where there are none.</summary>
    public (ProofTests? Tests, string? Broken) Tests()
    {
        var tests = new ProjectTests(bench.Runner, interpreter, testLimits);
        var environment = Environment(sides.Before);
        var framework = tests.Detect(sides.Before.Folder, environment);
        TestRun? before = null, after = null;
        var comparison = ProjectTests.Compare(
            () => before = tests.Run(framework, sides.Before.Folder, sides.Before.Home, environment),
            () => after = tests.Run(framework, sides.After.Folder, sides.After.Home, Environment(sides.After)));
        var command = framework == TestFramework.Pytest ? "pytest" : "unittest";
        if (before is null || before.Outcomes.Count == 0) return (null, null);
        var words = new ProofTests(command, Words(before), after is null ? "not run" : Words(after));
        if (!comparison.BehaviourChanged) return (words, null);
        return (words, $"tests that passed before fail with the change: {string.Join(", ", comparison.Broken.Take(5))}");
    }

    /// <summary>Instructions and memory of both sides: what noise does not touch.</summary>
    public IEnumerable<Experiments.Proofs.Witness> Witnesses(FunctionExperiment experiment, EquivalenceReport report)
    {
        if (experiment.Instructions() is { Has: true, Value: var counted } && counted is { Baseline: > 0, Patched: > 0 })
            yield return new Experiments.Proofs.Witness("bytecode instructions", "per call", counted.Baseline, counted.Patched);
        if (experiment.Memory(report.Consume) is { Has: true, Value: var memory } && memory.Baseline.PeakBytes + memory.Patched.PeakBytes > 0)
            yield return new Experiments.Proofs.Witness("peak memory by tracemalloc", "bytes per call", memory.Baseline.PeakBytes, memory.Patched.PeakBytes);
    }

    /// <summary>The same experiment at each size, in equal parts of the budget.</summary>
    public ImmutableArray<Regime> Sweep(TestedFunction function, InputPlan inputs, EquivalenceReport report, Prover prover)
    {
        var regimes = ImmutableArray.CreateBuilder<Regime>();
        if (inputs.Source != InputSource.Generated) return [];
        foreach (var size in request.Sweep)
        {
            if (bench.Stop.IsCancellationRequested) break;
            prover.Say(string.Create(CultureInfo.InvariantCulture, $"at size {size}"));
            var plan = request.Plan with { Looks = [12, 24], Budget = request.Plan.Budget / request.Sweep.Length };
            using var experiment = Experiment(function, inputs with { Size = size });
            if (!experiment.Prepare().Has) continue;
            var result = Lever.Experiments.Experiment.Run(plan, experiment.Subjects(report), bench.Host.Clock, cancellation: bench.Stop);
            if (result.Effect is { } effect) regimes.Add(new Regime(string.Create(CultureInfo.InvariantCulture, $"{interpreter.Major}.{interpreter.Minor}"), size, effect, result.Verdict));
        }
        return regimes.ToImmutable();
    }

    /// <summary>Calls that the project's tests make, for a function that refuses what was made for it; null where there are none.</summary>
    public InputPlan? RecordedFor(TestedFunction function) =>
        Record(function).File is { } recorded ? InputPlan.Generated(request.Plan.Seed) with { Source = InputSource.Recorded, File = recorded } : null;

    private (string? File, string? Lack) Record(TestedFunction function)
    {
        var tests = new ProjectTests(bench.Runner, interpreter, testLimits);
        var framework = tests.Detect(sides.Before.Folder, Environment(sides.Before));
        using var harness = PythonHarness.Start(bench.Runner, Worker(sides.Before), sides.Before.Folder, request.Plan.Seed);
        var loaded = harness.Load(sides.Before.Folder, Target(function), null);
        if (!loaded.Has) return (null, loaded.Problem);
        var file = Path.Join(place, $"calls-{Guid.NewGuid():N}.pickle");
        var recording = harness.Record(framework == TestFramework.Pytest ? "pytest" : "unittest", [], file, MostRecorded, request.Plan.Seed, testLimits.Time);
        if (!recording.Has) return (null, recording.Problem);
        return recording.Value!.Kept > 0
            ? (file, null)
            : (null, recording.Value.Seen == 0 ? "the project's tests do not call it" : "the arguments that the project's tests call it with cannot be kept");
    }

    private PythonTarget Target(TestedFunction function) => PythonTarget.InFile(function.Path, function.Name) with { Hints = HintsFor(function.Path) };

    /// <summary>Both versions are called as the file reads before the change.</summary>
    private ImmutableDictionary<string, string> HintsFor(string path)
    {
        if (!hints.TryGetValue(path, out var known)) hints[path] = known = ParameterHints.Of(File.ReadAllBytes(Path.Join(sides.Before.Folder, path)));
        return known;
    }

    private PythonWorker Worker(ProjectCopy side) => new(interpreter.Executable, place, Environment(side), workerLimits, caseTime);

    private ImmutableDictionary<string, string> Environment(ProjectCopy side) => side.Environment(bench.Variables, request.Project);

    internal static string Words(TestRun run)
    {
        var other = run.Outcomes.Count - run.Passed;
        return string.Create(CultureInfo.InvariantCulture, $"{run.Passed} passed{(other > 0 ? $", {other} other" : "")}{(run.Problem is { } problem ? $" ({problem})" : "")}");
    }
}
