using System.Collections.Immutable;
using System.Globalization;

namespace Lever.Experiments.Proofs;

/// <summary>
/// The points of a sweep as sentences: "faster from n = 12 on 3.11+; slower below". Sizes between those tried are not spoken of, and a sign
/// is only where an experiment has shown one.
/// </summary>
public static class Crossover
{
    /// <summary>A sentence for each group of versions that behave alike, the newest group first.</summary>
    public static ImmutableArray<string> Sentences(ImmutableArray<Regime> regimes)
    {
        if (regimes.IsDefaultOrEmpty) return [];
        var versions = regimes.GroupBy(point => point.Version)
            .OrderBy(group => group.Key, VersionOrder.Instance)
            .Select(group => (Version: group.Key, Shape: Shape([.. group.OrderBy(point => point.Size)])))
            .ToList();
        var sentences = new List<string>();
        foreach (var group in Enumerable.Reverse(versions).GroupBy(version => string.Join('|', version.Shape)))
            sentences.Add(Sentence(group.First().Shape, Versions([.. group.Select(one => one.Version).Reverse()], [.. versions.Select(one => one.Version)])));
        return [.. sentences];
    }

    /// <summary>Neighbouring sizes with the same outcome, from the smallest to the largest.</summary>
    private readonly record struct Run(string Outcome, long From, long To)
    {
        public string Sizes => From == To ? $"n = {Figures.Size(From)}" : $"n = {Figures.Size(From)} to {Figures.Size(To)}";
    }

    private static List<Run> Shape(List<Regime> points)
    {
        var runs = new List<Run>();
        foreach (var point in points)
        {
            var outcome = Outcome(point.Verdict);
            if (runs.Count > 0 && runs[^1].Outcome == outcome) runs[^1] = runs[^1] with { To = point.Size };
            else runs.Add(new(outcome, point.Size, point.Size));
        }

        return runs;
    }

    private static string Outcome(Verdict verdict) => verdict switch
    {
        Verdict.Faster => "faster",
        Verdict.Slower => "slower",
        Verdict.NoMaterialDifference => "no material difference",
        Verdict.BehaviourChanged => "behaviour changed",
        _ => "undecided",
    };

    private static string Sentence(List<Run> runs, string versions) => runs switch
    {
        [var only] => $"{only.Outcome} at {(only.From == only.To ? "" : "every size tried, ")}{only.Sizes}, on {versions}",
        [var below, var above] => $"{above.Outcome} from n = {Figures.Size(above.From)} on {versions}; {below.Outcome} below",
        _ => $"on {versions}: {string.Join("; ", runs.Select(run => $"{run.Outcome} at {run.Sizes}"))}",
    };

    /// <summary><c>3.11+</c> where the group reaches from there to the newest version tried, else the versions by name.</summary>
    private static string Versions(List<string> group, List<string> all)
    {
        if (group.Count == all.Count) return all.Count == 1 ? all[0] : $"every version tried ({all[0]} to {all[^1]})";
        var first = all.IndexOf(group[0]);
        if (group.Count > 1 && all.Skip(first).SequenceEqual(group)) return group[0] + "+";
        if (group.Count > 2 && all.Skip(first).Take(group.Count).SequenceEqual(group)) return $"{group[0]} to {group[^1]}";
        return string.Join(", ", group);
    }

    /// <summary>3.8 before 3.11: parts that are numbers compare as such.</summary>
    private sealed class VersionOrder : IComparer<string>
    {
        public static VersionOrder Instance { get; } = new();

        public int Compare(string? x, string? y)
        {
            var (left, right) = (x!.Split('.'), y!.Split('.'));
            for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
            {
                var order = int.TryParse(left[i], NumberStyles.None, CultureInfo.InvariantCulture, out var a) &&
                    int.TryParse(right[i], NumberStyles.None, CultureInfo.InvariantCulture, out var b)
                    ? a.CompareTo(b)
                    : string.CompareOrdinal(left[i], right[i]);
                if (order != 0) return order;
            }

            return left.Length.CompareTo(right.Length);
        }
    }
}
