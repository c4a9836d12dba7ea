using System.Collections.Immutable;
using System.Globalization;
using Lever.Experiments.Equivalence;
using Lever.Experiments.Plans;

namespace Lever.Experiments.Harnesses;

/// <summary>One call in the harness' programs, and what it is made with.</summary>
/// <param name="Name">Of the function, or the call itself where the user gives it.</param>
/// <param name="Number">Among the calls of the programs.</param>
/// <param name="NumberFresh">Of the same call with variables of its own every time; the same number where there is one way only.</param>
/// <param name="HasInputs">Are there inputs that differ from seed to seed?</param>
/// <param name="Size">How many elements containers get, and characters texts.</param>
public sealed record RustCall(string Name, int Number, int NumberFresh, bool HasInputs, ulong Seed, int Size);

/// <summary>Two versions of one Rust function: compared, then measured, always on equal inputs. Used by one thread but for the measurements.</summary>
public sealed class RustFunctionExperiment(RustArm baseline, RustArm patched, RustCall call, Agreement agreement, TimeProvider clock)
{
    private const int UsualCases = 48;
    private const int OddCases = 152;

    /// <summary>A version that loses more processes than this is not asked any further.</summary>
    private const int MostRestarts = 6;

    private readonly Lock gate = new();
    private readonly Dictionary<ulong, (Arm Arm, RustObservation Seen)> waiting = [];
    private readonly List<Difference> late = [];

    /// <summary>Differences that inputs of the measurement showed: new ones in every round.</summary>
    public ImmutableArray<Difference> LateDifferences
    {
        get { lock (gate) return [.. late]; }
    }

    /// <summary>Compares the versions on all inputs, and the baseline with itself: what varies from process to process is left out.</summary>
    /// <param name="budget">After this long the cases left over are dropped, and named as such.</param>
    public EquivalenceReport Compare(TimeSpan budget)
    {
        var began = clock.GetTimestamp();
        using var before = new Session(baseline);
        using var control = new Session(baseline);
        using var after = new Session(patched);
        var cases = call.HasInputs ? UsualCases + OddCases : 1;
        var (compared, results, differing, isFresh, isSeen) = (0, 0, 0, false, false);
        var (differences, dropped, varying) = (new List<Difference>(), new List<DroppedCase>(), new HashSet<(Aspect, string)>());
        for (var number = 0; number < cases; number++)
        {
            if (clock.GetElapsedTime(began) > budget)
            {
                dropped.Add(new DroppedCase(number, "this and all further cases", "there was no time left to compare them"));
                break;
            }
            if (before.Restarts > MostRestarts || after.Restarts > MostRestarts)
            {
                dropped.Add(new DroppedCase(number, "this and all further cases", "processes die again and again"));
                break;
            }
            var (seed, isOdd) = (call.Seed + (ulong)number, number >= UsualCases);
            var (first, silence) = before.Observe(call, seed, isOdd);
            if (first is null)
            {
                dropped.Add(new DroppedCase(number, isOdd ? "odd" : "usual", silence!));
                continue;
            }
            if (first is { Panicked: null, ToldBy: "nothing" })
                return EquivalenceReport.Nothing("its result can be neither printed nor hashed, so it cannot be compared; give a call that ends in something that can be, such as `.len()`, with --call", agreement);
            var (twin, _) = control.Observe(call, seed, isOdd);
            var byItself = twin is null ? [] : RustComparison.Compare(number, first, twin, Agreement.Nothing);
            varying.UnionWith(byItself.Select(each => (each.Aspect, each.Where)));
            var (second, why) = after.Observe(call, seed, isOdd);
            compared++;
            if (first.Panicked is null) results++;
            isSeen |= first.Panicked is not null || first.Result != "()" || first.Arguments.Length + first.Output.Length > 0;
            isFresh |= RustComparison.ChangesItsVariables(first) || second is not null && RustComparison.ChangesItsVariables(second);
            IReadOnlyList<Difference> found = second is null
                ? [new Difference(number, Label(first), Aspect.NoAnswer, "", "an answer", why!)]
                : [.. RustComparison.Compare(number, first, second, agreement, isOrderFree: byItself.Exists(each => each.Aspect == Aspect.Order))
                    .Where(each => !byItself.Exists(own => own.Aspect == each.Aspect && own.Aspect != Aspect.Order))];
            if (found.Count == 0) continue;
            differing++;
            differences.AddRange(found.Take(Math.Max(0, EquivalenceReport.MostKept - differences.Count)));
        }
        var untestable = compared == 0 ? dropped is [var none, ..] ? none.Reason : "no input could be compared"
            : differing > 0 ? null
            : results == 0 ? "every input makes it panic; give a call with --call"
            : !isSeen ? "it gives `()`, and nothing else that it does can be seen; end the call in what it changes, as in --call '{ sort(&mut list); list }'"
            : null;
        return new EquivalenceReport(cases, compared, results, [.. differences], [], differing, [.. dropped], [.. varying.Order()], untestable, isFresh, false, false, agreement);

        string Label(RustObservation seen) => seen.Call.Length > 0 ? seen.Call : call.Name;
    }

    /// <summary>Fresh processes for the engine, once <see cref="Compare"/> has found equal behaviour.</summary>
    /// <remarks>
    /// Where code happens to lie can change the time of a short loop by a tenth (Mytkowicz and others 2009). So every block takes other programs of the
    /// same code: in sixteen blocks each layout of one arm meets each of another, and luck shows in the spread, the control's too.
    /// </remarks>
    public StartSubject Subjects(EquivalenceReport report, PlanMetric metric) => (arm, block, _) =>
    {
        var apart = arm switch { Arm.Baseline => 0, Arm.Control => block / 4 + 2, _ => block / 4 };
        return new StartedSubject(new Subject(this, new RustHarness(arm == Arm.Patched ? patched : baseline, block + apart), arm, Number(report), metric), null);
    };

    /// <summary>Allocations of one call and its highest memory, on the same inputs; needs programs whose allocator counts.</summary>
    public static (double Allocations, double PeakBytes)? Memory(RustArm arm, RustCall call, EquivalenceReport report)
    {
        using var harness = new RustHarness(arm);
        var measured = harness.Measure(report.FreshArguments ? call.NumberFresh : call.Number, call.Seed, call.Size, PlanMetric.PeakMemory);
        return measured.Has ? (measured.Value.Allocations, measured.Value.Value.PeakBytes) : null;
    }

    private int Number(EquivalenceReport report) => report.FreshArguments ? call.NumberFresh : call.Number;

    private Difference? Add(Arm arm, ulong seed, RustObservation seen)
    {
        lock (gate)
        {
            if (!waiting.Remove(seed, out var other))
            {
                waiting[seed] = (arm, seen);
                return null;
            }
            var (before, after) = arm == Arm.Patched ? (other.Seen, seen) : (seen, other.Seen);
            if (RustComparison.Compare(0, before, after, agreement, isOrderFree: true) is not [var first, ..]) return null;
            late.Add(first);
            return first;
        }
    }

    /// <summary>One process that measures a call; what it gives on inputs of the measurement is compared too.</summary>
    private sealed class Subject(RustFunctionExperiment owner, RustHarness harness, Arm arm, int number, PlanMetric metric) : ISubject
    {
        public Measured Measure(int round, ulong seed)
        {
            var timed = harness.Measure(number, seed, owner.Call.Size, metric);
            if (!timed.Has) return new Measured(null, timed.Problem);
            // Which rounds are watched must not be known to a patch beforehand.
            if (!owner.Call.HasInputs || seed % 4 != 0) return new Measured(timed.Value.Value, null);
            var seen = harness.Observe(number, seed, owner.Call.Size, isOdd: false);
            if (!seen.Has) return new Measured(null, seen.Problem);
            // The control only repeats the baseline, and yet has to do what the others do: a call more leaves its traces in memory.
            if (arm == Arm.Control) return new Measured(timed.Value.Value, null);
            return owner.Add(arm, seed, seen.Value!) is { } difference
                ? new Measured(null, string.Create(CultureInfo.InvariantCulture, $"the versions differ on an input of round {round}, {difference.Call}: {difference.Before} before, {difference.After} after"))
                : new Measured(timed.Value.Value, null);
        }

        public void Dispose() => harness.Dispose();
    }

    private RustCall Call => call;

    /// <summary>A version that is asked case by case, in a new process where the last one died.</summary>
    private sealed class Session(RustArm arm) : IDisposable
    {
        private RustHarness? harness;

        public int Restarts { get; private set; }

        public (RustObservation? Seen, string? Silence) Observe(RustCall call, ulong seed, bool isOdd)
        {
            harness ??= new RustHarness(arm);
            var answer = harness.Observe(call.Number, seed, call.Size, isOdd);
            if (answer.Has) return (answer.Value, null);
            if (!harness.IsAlive)
            {
                harness.Dispose();
                harness = null;
                Restarts++;
            }
            return (null, answer.Problem);
        }

        public void Dispose() => harness?.Dispose();
    }
}
