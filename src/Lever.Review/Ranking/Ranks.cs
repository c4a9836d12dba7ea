using System.Globalization;
using Lever.Review.Findings;

namespace Lever.Review.Ranking;

/// <summary>Orders candidates by expected worth, and says how sure the order is by drawing from their intervals.</summary>
public static class Ranks
{
    private const int Draws = 2000;

    /// <summary>Two candidates are tied where neither is the greater in at least this share of the draws.</summary>
    private const double Sure = 0.75;

    /// <summary>How many are compared pairwise; ranks below are plain order.</summary>
    private const int Compared = 40;

    /// <param name="candidates">In any order.</param>
    /// <returns>Best first, each with its rank.</returns>
    public static IReadOnlyList<(Candidate Candidate, Rank Rank)> Of(IReadOnlyList<Candidate> candidates)
    {
        var ordered = candidates
            .OrderByDescending(candidate => candidate.Expected)
            .ThenBy(candidate => candidate.Finding.Rule.Effort)
            .ThenBy(candidate => candidate.Finding.Rule.Lever)
            .ThenBy(candidate => candidate.Finding, Comparer<Finding>.Create(ReadingOrder.Compare))
            .ToList();
        var compared = ordered.Take(Compared).ToList();
        var draws = compared.ConvertAll(Draw);
        var result = new List<(Candidate, Rank)>();
        for (var index = 0; index < ordered.Count; index++)
            result.Add((ordered[index], index < compared.Count
                ? new Rank(index + 1, FirstShare(draws, index), Ties(draws, index))
                : new Rank(index + 1, 0, [])));
        return result;
    }

    /// <summary>Draws worths log-uniformly from the interval; a finding that does not hold is worth nothing.</summary>
    private static double[] Draw(Candidate candidate)
    {
        // The seed is the finding itself, so that the same input gives the same bytes.
        var random = new SplitMix64(ulong.Parse(candidate.Finding.Fingerprint, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        var values = new double[Draws];
        var low = Math.Max(candidate.Saved.Low, Math.Max(candidate.Saved.High, 1e-12) / 1e4);
        var (from, to) = (Math.Log(low), Math.Log(Math.Max(candidate.Saved.High, low)));
        for (var draw = 0; draw < Draws; draw++)
            values[draw] = random.Next() < candidate.Probability ? Math.Exp(from + (to - from) * random.Next()) : 0;
        return values;
    }

    private static double FirstShare(List<double[]> draws, int index)
    {
        var first = 0;
        for (var draw = 0; draw < Draws; draw++)
        {
            var best = true;
            for (var other = 0; best && other < draws.Count; other++)
                best = other == index || draws[other][draw] < draws[index][draw] || (draws[other][draw] == draws[index][draw] && index < other);
            if (best) first++;
        }
        return Math.Round((double)first / Draws, 2);
    }

    private static List<int> Ties(List<double[]> draws, int index)
    {
        var ties = new List<int>();
        for (var other = 0; other < draws.Count; other++)
        {
            if (other == index) continue;
            var greater = 0;
            for (var draw = 0; draw < Draws; draw++)
                if (draws[index][draw] > draws[other][draw]) greater++;
            var share = (double)greater / Draws;
            if (share > 1 - Sure && share < Sure) ties.Add(other + 1);
        }
        return ties;
    }
}

/// <summary>Steele, Lea and Flood's SplitMix64 (2014): small, fast, and the same everywhere.</summary>
internal struct SplitMix64(ulong seed)
{
    private ulong state = seed * 0x9E3779B97F4A7C15;

    /// <summary>A number from 0 up to but not including 1.</summary>
    public double Next()
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
