using Lever.Review.Cost;
using Lever.Review.Findings;

namespace Lever.Review.Ranking;

/// <summary>A finding with what fixing it may be worth on the goal: an interval that is drawn from when ranks are computed.</summary>
/// <param name="Saved">In one unit for all candidates of a review: shares of the profile, or nanoseconds weighed by heat.</param>
/// <param name="Probability">How likely the finding holds: its rule's precision.</param>
/// <param name="Places">Further findings of the same rule in the same function.</param>
public sealed record Candidate(Finding Finding, Interval Saved, double Probability, IReadOnlyList<Finding> Places)
{
    /// <summary>Expected worth: the typical saving times the probability that it is real.</summary>
    public double Expected => Probability * Saved.Typical;
}

/// <summary>What the review weighs by.</summary>
public enum WorthScale
{
    /// <summary>Shares of a profile's total.</summary>
    Share,
    /// <summary>Nanoseconds of one run, weighed by how often the place is thought to run.</summary>
    WeighedTime,
}

/// <summary>Gives each finding its worth on the goal, as the guide's Amdahl argument has it: share x achievable x probability.</summary>
public static class Worths
{
    /// <summary>What is not in the profile's view, such as waiting in a CPU profile, is not believed to be more than this share.</summary>
    private const double UnseenCeiling = 0.02;

    public static Candidate Of(Finding finding, IReadOnlyList<Finding> places, WorthScale scale, GoalMetric goal, CostTable table)
    {
        var saved = scale == WorthScale.Share ? AsShare(finding, places, table) : AsTime(finding, goal, table);
        return new Candidate(finding, saved, finding.Rule.Precision, places);
    }

    private static Interval AsShare(Finding finding, IReadOnlyList<Finding> places, CostTable table)
    {
        if (finding.Evidence is not { } evidence) return new Interval(0, UnseenCeiling / 20, UnseenCeiling);
        var share = evidence.Share;
        // Places on other lines of the function add their own lines' time; places within one region share it.
        foreach (var place in places)
            if (place.Evidence is { Scope: "line" } other && place.Region != finding.Region) share = Math.Min(1, share + other.Share);
        var achievable = Pricing.Achievable(finding, table);
        return new Interval(share * achievable.Low, share * achievable.Typical, share * achievable.High);
    }

    private static Interval AsTime(Finding finding, GoalMetric goal, CostTable table)
    {
        // What the user benches matters, and no fix saves more than the call takes.
        if (finding.Benchmark is { } benchmark && finding.Worth?.Metric != "bytes")
        {
            var (call, achievable) = (benchmark.Seconds * 1e9 * BenchedHeat, Pricing.Achievable(finding, table));
            return new Interval(call * achievable.Low, call * achievable.Typical, call * achievable.High);
        }
        return RunWorth.Of(finding, goal);
    }

    /// <summary>What somebody took the trouble to bench is two steps of heat above warm code, for nobody benches what runs seldom.</summary>
    private const double BenchedHeat = 100;
}
