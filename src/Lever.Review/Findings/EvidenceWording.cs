using System.Globalization;
using Lever.Profiles.Joining;

namespace Lever.Review.Findings;

/// <summary>A function that two profiles weigh differently.</summary>
/// <param name="Here">Its share, with what it calls, in the profile that is believed; 0 to 1.</param>
/// <param name="There">The same in the other.</param>
public readonly record struct Difference(string Function, double Here, double There);

/// <summary>
/// What may be said of profiles as evidence: which is believed and why, and what speaks against it. As <see cref="Wording"/> is for findings, this is the
/// one place for sentences about profiles as a whole.
/// </summary>
public static class EvidenceWording
{
    private const int FilesNamed = 3;

    public const string HoldsLittle = "holds next to nothing of this code";
    public const string OfDebugBuild = "is of a build without optimisation";
    public const string SymbolsMissing = "lacks the names of its functions";
    public const string Traces = "traces every call, so that cheap ones look dear";
    public const string GivesNoTime = "counts samples and gives no time";
    public const string KnowsNoLines = "knows no lines";
    public const string LeavesOut = "leaves parts out";

    public const string SeesNoWaiting = "it weighs processor time, and your goal is latency: what waits for locks, disks or other services does not show; record wall time as well (`py-spy record --idle`, `perf trace`)";
    public const string CountsWaiting = "it weighs waiting as it weighs work, and your goal is throughput, which processor time bounds; leave idle threads out";
    public const string WeighsNoMemory = "it weighs time, and your goal is memory; record allocations (`memray run`, `valgrind --tool=dhat`, heaptrack)";

    public static string FewSamples(long samples) => $"holds {Figures.Count(samples)} samples";

    /// <param name="more">Null where the other counted everything.</param>
    public static string FewerSamples(long samples, long? more) => $"holds {Figures.Count(samples)} samples{(more is { } others ? $" against {Figures.Count(others)}" : " and was not counted exactly")}";

    /// <param name="metric">As it reads in a sentence.</param>
    public static string WrongClock(string metric, GoalMetric goal) =>
        $"weighs {metric}, which is not what {(goal == GoalMetric.Latency ? "latency" : goal == GoalMetric.Throughput ? "throughput" : "memory")} is made of";

    /// <summary>Why a profile is believed and not another, and where they differ.</summary>
    /// <param name="weakness">What is wrong with the other; null where it is as good.</param>
    /// <param name="incomparable">Why their shares are of different things; null where they compare.</param>
    /// <param name="differences">Null where there is nothing to compare.</param>
    public static string Choice(string best, string other, string? weakness, string? incomparable, IReadOnlyList<Difference>? differences)
    {
        var rests = weakness is null ? $"`{other}` is evidence as good as `{best}`, on which this rests" : $"this rests on `{best}` rather than on `{other}`, which {weakness}";
        if (incomparable is not null) return $"{rests}; their shares do not compare, for {incomparable}";
        if (differences is null) return rests;
        if (differences.Count == 0) return rests + "; they agree on this code";
        var told = differences.Select((difference, index) =>
            $"`{difference.Function}` takes {Figures.MeasuredShare(difference.Here)}{(index == 0 ? $" by `{best}`" : "")} and {Figures.MeasuredShare(difference.There)}{(index == 0 ? $" by `{other}`" : "")}");
        return $"{rests}; they disagree: {string.Join(", ", told)}";
    }

    public const string OnlyOneCountsWaiting = "only one counts waiting";

    public static string OfTwoClocks(string best, string other) => $"one is of {best} and the other of {other}";

    /// <summary>How much of a profile was found in the source.</summary>
    public static string Placed(MatchRate match) =>
        $"of the profile's weight {Figures.MeasuredShare(match.Project)} is in the reviewed code, {Figures.MeasuredShare(match.Library)} in libraries, "
        + $"{Figures.MeasuredShare(match.Native)} in compiled code, and {Figures.MeasuredShare(match.Stale + match.Unmatched)} could not be placed";

    public static string StandsElsewhere(double share, IReadOnlyList<string> files) =>
        $"{Figures.MeasuredShare(share)} of its weight is in functions or lines that {Files(files)} does not have where the profile has them: it is of another version of the source; record it again";

    public static string ChangedSince(IReadOnlyList<string> files) =>
        $"{Files(files)} changed after it was recorded: what it says of changed lines is of the old ones";

    public static string OfOtherCode(string? file) =>
        "it holds next to nothing of the reviewed code" + (file is null or "" ? "" : $"; most of what could not be placed is in {file}") + "; review the folder that it was recorded of";

    public static string OtherPython((int Major, int Minor) ran, (int Major, int Minor) target) =>
        $"it was recorded under Python {Version(ran)}, and the code is for {Version(target)} or later: costs differ between versions";

    public static string SeveralPythons(IReadOnlyList<(int Major, int Minor)> versions) =>
        $"the profiles were recorded under different Pythons ({string.Join(", ", versions.Select(Version))}): their amounts do not compare";

    private static string Files(IReadOnlyList<string> files) =>
        string.Join(", ", files.Take(FilesNamed).Select(file => $"`{file}`")) + (files.Count > FilesNamed ? $" and {Figures.Count(files.Count - FilesNamed)} more" : "");

    private static string Version((int Major, int Minor) version) => string.Create(CultureInfo.InvariantCulture, $"{version.Major}.{version.Minor}");
}
