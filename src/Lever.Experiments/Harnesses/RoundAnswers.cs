using System.Collections.Immutable;
using Lever.Experiments.Equivalence;

namespace Lever.Experiments.Harnesses;

/// <summary>Answers of all arms on the inputs of each round, compared as they come in.</summary>
internal sealed class RoundAnswers(Agreement agreement)
{
    private readonly Dictionary<(ulong Seed, int Case), List<(Arm Arm, Observation Seen)>> waiting = [];
    private readonly List<Difference> differences = [];
    private readonly Dictionary<ulong, (bool Baseline, bool Patched)> remembering = [];

    public ImmutableArray<Difference> Differences
    {
        get { lock (waiting) return [.. differences]; }
    }

    /// <summary>
    /// Whether the patched version remembers results that the baseline does not: its calls cost less when they are made again, and the
    /// baseline's, on the same inputs, do not. Known once both have measured.
    /// </summary>
    public bool Remembers(Arm arm, ulong seed, bool costsLess)
    {
        if (arm == Arm.Control) return false;
        lock (waiting)
        {
            if (!remembering.Remove(seed, out var known))
            {
                remembering[seed] = arm == Arm.Patched ? (false, costsLess) : (costsLess, false);
                return false;
            }
            var (baseline, patched) = arm == Arm.Patched ? (known.Baseline, costsLess) : (costsLess, known.Patched);
            return patched && !baseline;
        }
    }

    /// <summary>Compares one arm's answers with those of the others; gives the first difference that counts.</summary>
    public Difference? Add(Arm arm, ulong seed, ImmutableArray<Observation> samples, Masks masks)
    {
        lock (waiting)
        {
            Difference? first = null;
            foreach (var seen in samples)
            {
                if (!waiting.TryGetValue((seed, seen.Case), out var others)) waiting[(seed, seen.Case)] = others = [];
                foreach (var (other, known) in others)
                {
                    if ((arm == Arm.Patched) == (other == Arm.Patched)) continue;
                    var (before, after) = arm == Arm.Patched ? (known, seen) : (seen, known);
                    // What the baseline does not answer cannot be held against the patch.
                    if (before.NoAnswer is not null || before.Unmade is not null) continue;
                    var found = Comparison.Compare(before, after, agreement).Find(one => !masks.Cover(one));
                    if (found is null) continue;
                    first ??= found;
                    if (differences.Count < EquivalenceReport.MostKept) differences.Add(found);
                }
                others.Add((arm, seen));
                if (others.Count == 3) waiting.Remove((seed, seen.Case));
            }
            return first;
        }
    }
}
