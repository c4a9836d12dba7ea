using Lever.Profiles;
using Lever.Profiles.Joining;
using Lever.Review.Findings;
using Lever.Review.Settings;

namespace Lever.Review.Ranking;

/// <summary>What speaks against believing a profile, to be said before anything is concluded from it.</summary>
internal static class Trust
{
    /// <summary>Weight in code that is not where the profile has it, from which on the source is another one.</summary>
    private const double MovedEnough = 0.005;

    /// <summary>A file that holds less of the weight makes no conclusion wrong.</summary>
    private const double HeavyEnough = 0.01;

    private const double MuchWaiting = 0.2;

    public static IEnumerable<string> Doubts(ProfiledCode code, ReviewGoal goal, ReviewSettings settings, Measured measured)
    {
        var match = code.Index.Match;
        var hasMoved = match.Moved > MovedEnough;
        if (hasMoved) yield return EvidenceWording.StandsElsewhere(match.Moved, match.MovedFiles);
        if (!hasMoved && measured.ChangedSince(code.Profile, HeavyFiles(code.Index)) is { Count: > 0 } changed) yield return EvidenceWording.ChangedSince(changed);
        if (match.Project <= ProfiledCode.Negligible) yield return EvidenceWording.OfOtherCode(match.Files.Select(file => file.Path).FirstOrDefault());
        if (code.Profile.Python is { } ran && settings.Target.Python is { } target && new LanguageVersion(ran.Major, ran.Minor) < target)
            yield return EvidenceWording.OtherPython(ran, (target.Major, target.Minor));
        // An assumed goal is no reason to doubt what the user measured.
        if (goal.Origin != "assumed" && ClockDoubt(code, goal.Metric) is { } doubt) yield return doubt;
    }

    /// <summary>What holds of profiles together.</summary>
    public static IEnumerable<string> Doubts(IReadOnlyList<ProfiledCode> joined)
    {
        var versions = joined.Select(code => code.Profile.Python).OfType<(int Major, int Minor)>().Distinct().Order().ToList();
        if (versions.Count > 1) yield return EvidenceWording.SeveralPythons(versions);
    }

    private static string? ClockDoubt(ProfiledCode code, GoalMetric goal) => goal switch
    {
        GoalMetric.Latency when code.Index.Metric.Kind == MetricKind.CpuTime => EvidenceWording.SeesNoWaiting,
        GoalMetric.Throughput when code.Index.Metric.Kind == MetricKind.WallTime && code.Profile.IdleShare(0) > MuchWaiting => EvidenceWording.CountsWaiting,
        GoalMetric.Memory when !code.WeighsMemory => EvidenceWording.WeighsNoMemory,
        _ => null,
    };

    private static List<string> HeavyFiles(ProfileIndex index) => [.. index.Functions
        .GroupBy(function => function.Path, StringComparer.Ordinal)
        .Where(file => file.Sum(function => function.SelfShare) >= HeavyEnough)
        .OrderByDescending(file => file.Sum(function => function.SelfShare))
        .Select(file => file.Key)];
}
