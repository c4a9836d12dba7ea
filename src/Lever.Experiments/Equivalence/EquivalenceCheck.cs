using System.Collections.Immutable;
using System.Globalization;
using Lever.Experiments.Harnesses;

namespace Lever.Experiments.Equivalence;

/// <summary>
/// Runs both versions on every input, the baseline twice: under another hash seed, so that what varies by itself is known and
/// left out. Whatever is not seen on one side counts as a difference.
/// </summary>
internal sealed class EquivalenceCheck(Func<Arm, ulong, Answered<PythonHarness>> start, PreparedFunction function, InputPlan inputs, Agreement agreement, TimeProvider clock)
{
    /// <summary>A version that loses more workers than this is not asked any further.</summary>
    private const int MostRestarts = 6;

    private const int CountedCases = 16;

    private readonly List<Difference> held = [];
    private readonly List<Difference> outside = [];
    private readonly List<DroppedCase> dropped = [];
    private int heldCount;

    /// <summary>Fewer instructions by more than what an event loop or a collected object may add.</summary>
    internal static bool IsLess(double again, double first) => again >= 0 && first - again > Math.Max(3, 0.05 * first);

    public EquivalenceReport Run(TimeSpan budget)
    {
        var began = clock.GetTimestamp();
        var seed = inputs.Seed;
        using var before = new Session(Arm.Baseline, start, seed);
        using var control = new Session(Arm.Control, start, seed + 1);
        using var after = new Session(Arm.Patched, start, seed);
        using var twin = new Session(Arm.Baseline, start, seed);
        CompareLoading();
        var triples = new List<(Observation Before, Observation Control, Observation After)>();
        for (var number = 0; number < function.Cases; number++)
        {
            if (clock.GetElapsedTime(began) > budget)
            {
                dropped.Add(new DroppedCase(number, "this and all further cases", "there was no time left to compare them"));
                break;
            }
            if (before.Restarts > MostRestarts || after.Restarts > MostRestarts)
            {
                dropped.Add(new DroppedCase(number, "this and all further cases", "workers die again and again"));
                break;
            }
            var first = before.Observe(number);
            // A call that was recorded but cannot be made again says as little as one that was made up.
            if (Silence(first) is { } silence && inputs.Source != InputSource.Given)
            {
                dropped.Add(new DroppedCase(number, first.Label, silence));
                continue;
            }
            triples.Add((first, control.Observe(number), after.Observe(number)));
        }
        if (Kept(triples) is { } kept) return EquivalenceReport.Nothing(kept, agreement) with { Cases = function.Cases, Dropped = [.. dropped] };
        var masks = WhatVaries(triples, twin);
        var compared = Judge(triples, masks);
        var results = triples.Count(one => !one.Before.Outside && Silence(one.Before) is null && one.Before.Raised is null);
        var (remembers, baselineRemembers) = CompareMemory(triples, before, after);
        if (remembers is not null && !agreement.Has(Clause.Cache)) Hold(remembers);
        var untestable = Untestable(triples, compared, results, masks);
        return new EquivalenceReport(function.Cases, compared, results, [.. held], [.. outside], heldCount, [.. dropped],
            [.. masks.Places.OrderBy(place => place.Aspect).ThenBy(place => place.Where, StringComparer.Ordinal)], untestable,
            triples.Exists(one => IsTimed(one.Before) && (one.Before.Mutates || one.After.Mutates)), triples.Exists(one => one.Before.IsLazy || one.After.IsLazy), baselineRemembers, agreement);
    }

    /// <summary>Made inputs are timed on usual ones alone; what a call does to odd ones, such as taking from an iterator, does not matter there.</summary>
    private bool IsTimed(Observation seen) => inputs.Source != InputSource.Generated || seen.Label == "usual";

    private static string? Silence(Observation seen) => seen.NoAnswer ?? (seen.Unmade is { } why ? "its arguments cannot be made: " + why : null);

    private void CompareLoading()
    {
        var (one, other) = (function.Baseline, function.Patched);
        if (one.Kind != other.Kind) Hold(new Difference(-1, one.Name, Aspect.Type, "the kind of function", one.Kind, other.Kind));
        if (!one.Replaced.SequenceEqual(other.Replaced, StringComparer.Ordinal))
            Hold(new Difference(-1, one.Name, Aspect.Process, "functions replaced by the import", Listed(one.Replaced), Listed(other.Replaced)));

        static string Listed(ImmutableArray<string> names) => names.IsEmpty ? "none" : string.Join(", ", names);
    }

    /// <summary>State that no one can put back would make every later case depend on the earlier ones.</summary>
    private static string? Kept(List<(Observation Before, Observation Control, Observation After)> triples)
    {
        var kept = triples.Select(one => one.Before.Kept).FirstOrDefault(one => !one.IsEmpty, []);
        return kept.IsEmpty ? null : $"it changes global state that cannot be put back: {string.Join(", ", kept)}";
    }

    private static Masks WhatVaries(List<(Observation Before, Observation Control, Observation After)> triples, Session twin)
    {
        var masks = Masks.None;
        var asked = 0;
        foreach (var (before, control, _) in triples)
        {
            if (Silence(before) is not null) continue;
            var varying = Comparison.Compare(before, control, Agreement.Nothing).Where(one => !masks.Cover(one) && one.Aspect is not (Aspect.NoAnswer or Aspect.Unseen)).ToList();
            if (varying.Count == 0) continue;
            masks = masks.With(varying.Where(one => one.Aspect == Aspect.Order));
            varying.RemoveAll(one => one.Aspect == Aspect.Order);
            if (varying.Count == 0) continue;
            // Where only another hash seed makes a difference, both versions can still be compared under the same one.
            if (asked++ > 40) masks = masks.With(varying);
            else masks = masks.With(Comparison.Compare(before, twin.Observe(before.Case), Agreement.Nothing).Where(one => one.Aspect is not (Aspect.NoAnswer or Aspect.Unseen)));
        }
        return masks;
    }

    private int Judge(List<(Observation Before, Observation Control, Observation After)> triples, Masks masks)
    {
        var compared = 0;
        var isGuessed = inputs.Source == InputSource.Generated && function.Baseline.Signature.ValueKind == System.Text.Json.JsonValueKind.Array
            && function.Baseline.Signature.GetRawText().Contains("\"guessed\"", StringComparison.Ordinal);
        foreach (var (before, _, after) in triples)
        {
            var exhausted = before.Raised is "RecursionError" or "MemoryError" && after.NoAnswer is null;
            // Of a guessed type nobody promised that the function takes it.
            var refused = isGuessed && before.Raised is ("TypeError" or "AttributeError");
            var inside = !before.Outside && !exhausted && !refused;
            if (inside) compared++;
            foreach (var difference in Comparison.Compare(before, after, agreement))
            {
                if (masks.Cover(difference)) continue;
                if (inside) Hold(difference);
                else if (outside.Count < EquivalenceReport.MostKept) outside.Add(difference);
            }
        }
        return compared;
    }

    private void Hold(Difference difference)
    {
        heldCount++;
        // A few of every kind say more than many of one.
        if (held.Count < EquivalenceReport.MostKept && held.Count(one => one.Aspect == difference.Aspect) < 12) held.Add(difference);
    }

    private string? Untestable(List<(Observation Before, Observation Control, Observation After)> triples, int compared, int results, Masks masks)
    {
        if (compared == 0 && heldCount == 0)
            return dropped.Count == 0 ? "no input lies inside of the annotations" : $"the baseline answers no input: {dropped[0].Label}: {dropped[0].Reason}";
        if (masks.Places.Any(place => place is { Aspect: Aspect.Result or Aspect.Type or Aspect.Exception, Where: "result" or "items" or "" }))
            return "its result varies from run to run by itself: " + string.Join(", ", masks.Places.Select(place => Words(place.Aspect)).Distinct().Order(StringComparer.Ordinal));
        // Equal exceptions on inputs that nobody would give show nothing of the work that is to be faster.
        if (results == 0 && heldCount == 0) return $"it raises {triples.Select(one => one.Before.Raised).First(one => one is not null)} on every input made for it; record inputs, or give some";
        // Both sides give something that cannot be looked into, and nothing else differs.
        if (heldCount > 0 && held.TrueForAll(one => one.Aspect == Aspect.Unseen && one.Before == one.After))
        {
            heldCount = 0;
            held.Clear();
            var seen = triples.First(one => !one.Before.Unseen.IsEmpty).Before;
            return $"its result holds what cannot be compared: {string.Join(", ", seen.Unseen)}, as from {seen.Call}";
        }
        return null;

        static string Words(Aspect aspect) => aspect.ToString().ToLowerInvariant();
    }

    private (Difference? Remembers, bool Baseline) CompareMemory(List<(Observation Before, Observation Control, Observation After)> triples, Session before, Session after)
    {
        List<int> usable = [.. triples.Where(one => !one.Before.Outside && one.Before.NoAnswer is null && one.After.NoAnswer is null && one.Before.Raised is null && one.After.Unmade is null)
            .Select(one => one.Before.Case).Take(CountedCases + 4)];
        if (usable.Count == 0) return (null, false);
        // The last few are called first: what a first call prepares for every later one is no memory of its arguments.
        var hasArguments = function.Baseline.Signature.ValueKind != System.Text.Json.JsonValueKind.Array || function.Baseline.Signature.GetArrayLength() > 0;
        List<int> warm = hasArguments ? usable[^Math.Min(4, usable.Count / 2)..] : [];
        var counted = usable[..^warm.Count];
        var (first, second) = (before.Count(counted, warm), after.Count(counted, warm));
        var baselineRemembers = first.Any(Remembers);
        if (first.IsEmpty) return (null, baselineRemembers);
        if (second.IsEmpty) return (new Difference(-1, function.Baseline.Name, Aspect.NoAnswer, "counting instructions", "an answer", "none"), baselineRemembers);
        var known = first.Where(row => !Remembers(row)).Select(row => row.Case).ToHashSet();
        foreach (var row in second.Where(row => known.Contains(row.Case) && Remembers(row)))
        {
            var call = triples.First(one => one.Before.Case == row.Case).Before.Call;
            var old = first.First(one => one.Case == row.Case);
            return (new Difference(row.Case, call, Aspect.Remembers, "", Says(old), Says(row)), baselineRemembers);
        }
        return (null, baselineRemembers);

        static bool Remembers((int Case, double First, double Second, double Third) row) => IsLess(row.Second, row.First) || IsLess(row.Third, row.First);

        static string Says((int Case, double First, double Second, double Third) row) => string.Create(CultureInfo.InvariantCulture,
            $"{row.First:0} instructions for the first call, {row.Second:0} for an equal one");
    }

    /// <summary>A version with a worker that is replaced when it is lost.</summary>
    private sealed class Session(Arm arm, Func<Arm, ulong, Answered<PythonHarness>> start, ulong seed) : IDisposable
    {
        private PythonHarness? harness;

        public int Restarts { get; private set; }

        public Observation Observe(int number)
        {
            if (Harness() is not { Has: true } ready) return Observation.Missing(number, "", "", false, Harness().Problem ?? "the worker does not start", null);
            var seen = ready.Value!.Observe(number);
            return seen.Has ? seen.Value! : Observation.Missing(number, "", "", false, seen.Problem, null);
        }

        public ImmutableArray<(int Case, double First, double Second, double Third)> Count(List<int> cases, List<int> warm)
        {
            var counts = Harness() is { Has: true } ready ? ready.Value!.Count(cases, warm) : default;
            return counts is { Has: true, Value.IsDefault: false } ? counts.Value : [];
        }

        public void Dispose() => harness?.Dispose();

        private Answered<PythonHarness> Harness()
        {
            if (harness is { IsAlive: true }) return new Answered<PythonHarness>(harness, Lack.None, null);
            if (harness is not null)
            {
                Restarts++;
                harness.Dispose();
                harness = null;
            }
            if (Restarts > MostRestarts) return new Answered<PythonHarness>(null, Lack.Lost, "workers die again and again");
            var started = start(arm, seed);
            harness = started.Value;
            return started;
        }
    }
}
