using System.Collections.Immutable;
using System.Text.Json;
using Lever.Experiments.Equivalence;
using Lever.Experiments.Running;

namespace Lever.Experiments.Harnesses;

/// <summary>One version of a project with the interpreter that runs it.</summary>
/// <param name="Root">Absolute.</param>
public sealed record FunctionArm(IProcessRunner Runner, PythonWorker Worker, string Root);

/// <summary>What the two versions of the function are, before anything is compared.</summary>
/// <param name="Cases">Inputs that the source holds.</param>
public sealed record PreparedFunction(LoadedFunction Baseline, LoadedFunction Patched, int Cases);

/// <summary>Instructions of Python code for the calls that are timed: a witness beside the clock, with no noise.</summary>
public readonly record struct InstructionWitness(double Baseline, double Patched)
{
    /// <summary>Above 1: the patched version executes fewer. Work done by C code does not show.</summary>
    public double Ratio => Patched > 0 ? Baseline / Patched : double.PositiveInfinity;
}

/// <summary>Two versions of one Python function: compared, then measured, always on equal inputs. Used by one thread.</summary>
/// <param name="clock">Bounds the comparison and checks the workers' wall times.</param>
public sealed class FunctionExperiment(FunctionArm baseline, FunctionArm patched, PythonTarget target, InputPlan inputs, Agreement agreement, TimeProvider clock) : IDisposable
{
    /// <summary>The workers that prepared the comparison: they have loaded everything, and each serves once more.</summary>
    private readonly Dictionary<Arm, PythonHarness> loaded = [];

    private readonly RoundAnswers answers = new(agreement);
    private PreparedFunction? prepared;

    /// <summary>Differences that inputs of the measurement showed: new ones in every round.</summary>
    public ImmutableArray<Difference> LateDifferences => answers.Differences;

    /// <summary>Loads both versions and says what there is to test, or why there is nothing.</summary>
    public Answered<PreparedFunction> Prepare()
    {
        if (prepared is not null) return new Answered<PreparedFunction>(prepared, Lack.None, null);
        Dispose();
        var first = loaded[Arm.Baseline] = PythonHarness.Start(baseline.Runner, baseline.Worker, baseline.Root, inputs.Seed);
        var before = first.Load(baseline.Root, target, null);
        if (!before.Has) return before.As<PreparedFunction>();
        if (inputs.Source == InputSource.Generated && before.Value!.NoSignature is { } reason) return new Answered<PreparedFunction>(null, Lack.Untestable, reason);
        var second = loaded[Arm.Patched] = PythonHarness.Start(patched.Runner, patched.Worker, patched.Root, inputs.Seed);
        var after = second.Load(patched.Root, target, Signature(before.Value!));
        if (!after.Has) return new Answered<PreparedFunction>(null, after.Lack, "the patched version: " + after.Problem);
        var cases = first.Inputs(inputs, before.Value!.Pool, after.Value!.Pool);
        if (!cases.Has) return cases.As<PreparedFunction>();
        var same = second.Inputs(inputs, before.Value.Pool, after.Value.Pool);
        if (!same.Has) return same.As<PreparedFunction>();
        prepared = new PreparedFunction(before.Value, after.Value, cases.Value);
        return new Answered<PreparedFunction>(prepared, Lack.None, null);
    }

    /// <summary>Compares the versions on all inputs.</summary>
    /// <param name="budget">After this long the cases left over are dropped, and named as such.</param>
    public EquivalenceReport Compare(TimeSpan budget)
    {
        var ready = Prepare();
        if (ready.Has) return new EquivalenceCheck(Ready, prepared!, inputs, agreement, clock).Run(budget);
        // A version that cannot even be loaded any more behaves differently.
        if (ready.Problem!.StartsWith("the patched version: ", StringComparison.Ordinal))
            return EquivalenceReport.Nothing("", agreement) with
            {
                Untestable = null,
                DifferenceCount = 1,
                Differences = [new Difference(-1, target.Name, Aspect.NoAnswer, "loading", "the function is there", ready.Problem)],
            };
        return EquivalenceReport.Nothing(ready.Problem, agreement);
    }

    /// <summary>Fresh processes for the engine, once <see cref="Compare"/> has found equal behaviour.</summary>
    public StartSubject Subjects(EquivalenceReport report) => (arm, block, seed) =>
    {
        var started = Ready(arm, seed);
        return started.Has
            ? new StartedSubject(new FunctionSubject(started.Value!, arm, inputs, report, agreement, answers, clock), null)
            : new StartedSubject(null, started.Problem);
    };

    /// <summary>Instructions of both versions on the same inputs.</summary>
    public Answered<InstructionWitness> Instructions()
    {
        var before = With(Arm.Baseline, harness => harness.Instructions(inputs, inputs.Seed));
        if (!before.Has) return before.As<InstructionWitness>();
        var after = With(Arm.Patched, harness => harness.Instructions(inputs, inputs.Seed));
        return after.Has ? new Answered<InstructionWitness>(new InstructionWitness(before.Value, after.Value), Lack.None, null) : after.As<InstructionWitness>();
    }

    /// <summary>Memory of both versions on the same inputs.</summary>
    public Answered<(CallMemory Baseline, CallMemory Patched)> Memory(bool consume)
    {
        var before = With(Arm.Baseline, harness => harness.Memory(inputs, inputs.Seed, consume));
        if (!before.Has) return before.As<(CallMemory, CallMemory)>();
        var after = With(Arm.Patched, harness => harness.Memory(inputs, inputs.Seed, consume));
        return after.Has ? new Answered<(CallMemory, CallMemory)>((before.Value, after.Value), Lack.None, null) : after.As<(CallMemory, CallMemory)>();
    }

    public void Dispose()
    {
        foreach (var harness in loaded.Values) harness.Dispose();
        loaded.Clear();
    }

    private Answered<T> With<T>(Arm arm, Func<PythonHarness, Answered<T>> ask)
    {
        var started = Ready(arm, inputs.Seed);
        if (!started.Has) return started.As<T>();
        using var harness = started.Value!;
        return ask(harness);
    }

    /// <summary>A worker that has loaded its version and knows the inputs.</summary>
    private Answered<PythonHarness> Ready(Arm arm, ulong hashSeed)
    {
        if (Prepare() is { Has: false } missing) return missing.As<PythonHarness>();
        if (hashSeed == inputs.Seed && loaded.Remove(arm, out var waiting)) return new Answered<PythonHarness>(waiting, Lack.None, null);
        var side = arm == Arm.Patched ? patched : baseline;
        var harness = PythonHarness.Start(side.Runner, side.Worker, side.Root, hashSeed);
        var function = harness.Load(side.Root, target, Signature(prepared!.Baseline));
        var known = function.Has ? harness.Inputs(inputs, prepared.Baseline.Pool, prepared.Patched.Pool) : function.As<int>();
        if (known.Has) return new Answered<PythonHarness>(harness, Lack.None, null);
        harness.Dispose();
        return known.As<PythonHarness>();
    }

    /// <summary>Both versions are called as the baseline is declared, even where a patch edits annotations.</summary>
    private static JsonElement? Signature(LoadedFunction function) => function.Signature.ValueKind == JsonValueKind.Array ? function.Signature : null;
}
