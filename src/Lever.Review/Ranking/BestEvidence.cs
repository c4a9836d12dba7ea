using Lever.Profiles;
using Lever.Profiles.Joining;
using Lever.Review.Findings;

namespace Lever.Review.Ranking;

/// <summary>Which of several profiles a review rests on, and why not on the others.</summary>
/// <param name="Ordered">Those that say something of the goal, the better evidence first; among equals in the order given.</param>
/// <param name="Facts">One for each of the others: why it is the weaker evidence, and where it says something else.</param>
internal sealed record BestEvidence(IReadOnlyList<ProfiledCode> Ordered, IReadOnlyList<Fact> Facts)
{
    /// <summary>A difference between two profiles that is worth a word.</summary>
    private const double Disagreement = 0.05;

    /// <summary>Where there are no profiles.</summary>
    public static BestEvidence None { get; } = new([], []);

    public ProfiledCode? Best => Ordered.Count > 0 ? Ordered[0] : null;

    /// <summary>One way in which a profile is better evidence than another.</summary>
    /// <param name="Standing">The more the better.</param>
    /// <param name="Weakness">What is wrong with the second, which stands lower than the first.</param>
    private sealed record Criterion(Func<ProfiledCode, ReviewGoal, double> Standing, Func<ProfiledCode, ProfiledCode, ReviewGoal, string> Weakness);

    /// <summary>The first in which two profiles differ decides between them.</summary>
    private static readonly Criterion[] Criteria =
    [
        new((code, _) => HoldsCode(code) ? 1 : 0, (_, _, _) => EvidenceWording.HoldsLittle),
        new((code, _) => code.Profile.SampleCount is { } samples && samples < SamplingError.FewSamples ? 0 : 1, (_, code, _) => EvidenceWording.FewSamples(code.Profile.SampleCount ?? 0)),
        new((code, _) => Has(code, ProfileWarningKind.SymbolsMissing) || Has(code, ProfileWarningKind.DebugBuild) ? 0 : 1,
            (_, code, _) => Has(code, ProfileWarningKind.DebugBuild) ? EvidenceWording.OfDebugBuild : EvidenceWording.SymbolsMissing),
        new((code, _) => code.Profile.IsTraced ? 0 : 1, (_, _, _) => EvidenceWording.Traces),
        new(ClockStanding, (_, code, goal) => EvidenceWording.WrongClock(code.MetricWords, goal.Metric)),
        // Some times as many samples count, some more do not.
        new((code, _) => code.Profile.SampleCount is { } samples ? Math.Floor(Math.Log(samples, 4)) : double.MaxValue,
            (better, code, _) => EvidenceWording.FewerSamples(code.Profile.SampleCount ?? 0, better.Profile.SampleCount)),
        new((code, _) => code.Profile.HasLines ? 1 : 0, (_, _, _) => EvidenceWording.KnowsNoLines),
        new((code, _) => code.Unit == "ns" ? 1 : 0, (_, _, _) => EvidenceWording.GivesNoTime),
        new((code, _) => Has(code, ProfileWarningKind.Lossy) ? 0 : 1, (_, _, _) => EvidenceWording.LeavesOut),
    ];

    public static BestEvidence Of(IReadOnlyList<ProfiledCode> joined, ReviewGoal goal)
    {
        var relevant = joined.Where(code => goal.Metric == GoalMetric.Memory && code.WeighsMemory).ToList();
        if (relevant.Count == 0) relevant = [.. joined.Where(code => code.WeighsTime)];
        var ordered = relevant.Order(Comparer<ProfiledCode>.Create((a, b) => Compare(b, a, goal))).ToList();
        return new BestEvidence(ordered, [.. ordered.Skip(1).Select(other => Told(ordered[0], other, goal))]);
    }

    private static int Compare(ProfiledCode a, ProfiledCode b, ReviewGoal goal)
    {
        foreach (var criterion in Criteria)
            if (criterion.Standing(a, goal).CompareTo(criterion.Standing(b, goal)) is not 0 and var order) return order;
        return (a.Profile.SampleCount ?? 0).CompareTo(b.Profile.SampleCount ?? 0);
    }

    private static Fact Told(ProfiledCode best, ProfiledCode other, ReviewGoal goal)
    {
        var weakness = Array.Find(Criteria, criterion => criterion.Standing(best, goal) > criterion.Standing(other, goal))?.Weakness(best, other, goal);
        var differences = HoldsCode(best) && HoldsCode(other) ? Differences(best, other) : null;
        var incomparable = differences is null ? null
            : !SharesCompare(best, other) ? EvidenceWording.OnlyOneCountsWaiting
            : differences.Count > 0 && OfTwoClocks(best.Index.Metric.Kind, other.Index.Metric.Kind) ? EvidenceWording.OfTwoClocks(best.MetricWords, other.MetricWords) : null;
        return new Fact(EvidenceWording.Choice(best.Profile.Name, other.Profile.Name, weakness, incomparable, differences), [best.SourceId, other.SourceId]);
    }

    private static bool HoldsCode(ProfiledCode code) => code.Index.Match.Project > ProfiledCode.Negligible;

    private static bool OfTwoClocks(MetricKind one, MetricKind other) => (one, other) is (MetricKind.CpuTime, MetricKind.WallTime) or (MetricKind.WallTime, MetricKind.CpuTime);

    /// <summary>Tables count waiting into what waits; samples leave it out: where there is much of it, the shares of the two are of different things.</summary>
    private static bool SharesCompare(ProfiledCode best, ProfiledCode other) =>
        best.Index.ShareOf == other.Index.ShareOf || (best.Profile.IdleShare(0) < Disagreement && other.Profile.IdleShare(0) < Disagreement);

    /// <summary>The functions that the two weigh most differently, by more than their samples explain; two at most.</summary>
    private static List<Difference> Differences(ProfiledCode best, ProfiledCode other)
    {
        var others = other.Index.Functions.ToDictionary(function => (function.Path, function.QualifiedName, function.FirstLine));
        var differences = new List<Difference>();
        foreach (var ours in best.Index.Functions)
        {
            // What one of them never saw may be there under a name that could not be placed.
            if (!others.TryGetValue((ours.Path, ours.QualifiedName, ours.FirstLine), out var theirs)) continue;
            var (here, there) = (ours.TotalShare, theirs.TotalShare);
            if (Math.Abs(here - there) >= Disagreement && !MayBeEqual(ours, theirs)) differences.Add(new Difference(ours.QualifiedName, here, there));
        }
        return [.. differences.OrderByDescending(difference => Math.Abs(difference.Here - difference.There)).ThenBy(difference => difference.Function, StringComparer.Ordinal).Take(2)];
    }

    private static bool MayBeEqual(FunctionEvidence ours, FunctionEvidence theirs) =>
        ours.TotalInterval is { } here && theirs.TotalInterval is { } there && here.Low <= there.High && there.Low <= here.High;

    /// <summary>Latency is made of waiting too, throughput of the processors' time. A goal that nobody stated decides nothing.</summary>
    private static double ClockStanding(ProfiledCode code, ReviewGoal goal) => goal.Origin == "assumed" ? 0 : (goal.Metric, code.Index.Metric.Kind) switch
    {
        (GoalMetric.Latency, MetricKind.WallTime) or (GoalMetric.Throughput, MetricKind.CpuTime) => 1,
        (GoalMetric.Latency, MetricKind.CpuTime) or (GoalMetric.Throughput, MetricKind.WallTime) => -1,
        _ => 0,
    };

    private static bool Has(ProfiledCode code, ProfileWarningKind kind) => code.Profile.Warnings.Any(warning => warning.Kind == kind);
}
