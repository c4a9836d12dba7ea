using System.Globalization;
using Lever.Review.Cost;
using Lever.Review.Findings;
using Lever.Review.Settings;

namespace Lever.Review.Ranking;

/// <summary>
/// Finds the one question worth asking: the unknown whose answer would change most what the best three issues are expected
/// to be worth.
/// </summary>
internal static class Questions
{
    /// <summary>An answer must be worth this share of the least of the best three, which is what it could displace, else nothing is asked.</summary>
    private const double Threshold = 0.02;

    private const int Considered = 12;

    private static readonly double[] PlausibleSizes = [10, 1000, 100_000];

    private sealed record Unknown(OpenQuestion Question, double[] Probabilities, Func<Candidate, int, double> WorthUnder);

    /// <param name="candidates">Best first.</param>
    public static OpenQuestion? Of(IReadOnlyList<Candidate> candidates, ReviewSettings settings, WorthScale scale, Func<Finding, Candidate> reprice)
    {
        var considered = candidates.Take(Considered).ToList();
        if (considered.Count == 0) return null;
        var unknowns = considered.SelectMany(candidate => SizesOf(candidate, settings, reprice))
            .Concat(considered.Select(candidate => DecisionOf(candidate, settings)).OfType<Unknown>())
            .DistinctBy(unknown => unknown.Question.Key);
        Unknown? best = null;
        var value = considered.Select(candidate => candidate.Expected).OrderDescending().Take(3).Last() * Threshold;
        foreach (var unknown in unknowns)
        {
            var gain = ValueOf(unknown, considered);
            if (gain <= value) continue;
            (best, value) = (unknown, gain);
        }
        if (best is null) return null;
        var unit = scale == WorthScale.Share ? AmountUnit.Share : AmountUnit.Nanoseconds;
        return best.Question with { Value = new Estimate(0, value, value * 3, unit) };
    }

    /// <summary>What the best three are worth with the answer known, minus what three chosen without it are worth.</summary>
    private static double ValueOf(Unknown unknown, List<Candidate> candidates)
    {
        var expected = new double[candidates.Count];
        var known = 0.0;
        for (var answer = 0; answer < unknown.Probabilities.Length; answer++)
        {
            var worths = candidates.Select(candidate => unknown.WorthUnder(candidate, answer)).ToList();
            known += unknown.Probabilities[answer] * Best(worths);
            for (var index = 0; index < worths.Count; index++) expected[index] += unknown.Probabilities[answer] * worths[index];
        }
        return known - Best(expected);
    }

    private static double Best(IEnumerable<double> worths) => worths.OrderDescending().Take(3).Sum();

    private static IEnumerable<Unknown> SizesOf(Candidate candidate, ReviewSettings settings, Func<Finding, Candidate> reprice)
    {
        var finding = candidate.Finding;
        foreach (var size in finding.Cost?.Sizes ?? [])
        {
            // A size that the source, the configuration or an answer fixes is no unknown.
            if (size.High < size.Low * 30 || size.Source.StartsWith('[')) continue;
            var name = Pricing.Counted(size);
            var key = $"size:{finding.Symbol}.{name}";
            if (settings.Answers.ContainsKey(key)) continue;
            var under = PlausibleSizes.Select(value => reprice(WithSize(finding, size, value)).Expected).ToArray();
            var choices = PlausibleSizes.Select(value => new Choice(value.ToString(CultureInfo.InvariantCulture), Words(value))).ToList();
            var question = new OpenQuestion(
                $"how large is `{name}` in `{finding.Symbol}` ({finding.Path}:{finding.Range.Start.Line.ToString(CultureInfo.InvariantCulture)}) as a rule?", key, choices, 1, null);
            yield return new Unknown(question, [0.3, 0.45, 0.25], (other, answer) => other == candidate ? under[answer] : other.Expected);
        }
    }

    private static Unknown? DecisionOf(Candidate candidate, ReviewSettings settings)
    {
        var finding = candidate.Finding;
        if (finding.Question is not { } text) return null;
        var key = "holds:" + finding.Fingerprint;
        if (settings.Answers.ContainsKey(key)) return null;
        var question = new OpenQuestion($"{text} ({finding.Path}:{finding.Range.Start.Line.ToString(CultureInfo.InvariantCulture)})", key,
            [new Choice("yes", "yes"), new Choice("no", "no")], 0, null);
        return new Unknown(question, [candidate.Probability, 1 - candidate.Probability],
            (other, answer) => other != candidate ? other.Expected : answer == 0 ? candidate.Saved.Typical : 0);
    }

    private static Finding WithSize(Finding finding, SizeAssumption size, double value) => finding with
    {
        Cost = finding.Cost! with
        {
            Sizes = [.. finding.Cost.Sizes.Select(other => other == size ? other with { Low = value / 3, Typical = value, High = value * 3 } : other)],
        },
    };

    private static string Words(double size) => size switch { < 100 => "about 10", < 10_000 => "about 1,000", _ => "about 100,000 or more" };
}
