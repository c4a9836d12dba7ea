using Lever.Profiles.Joining;

namespace Lever.Profiles;

/// <summary>A function with its shares of the working weight, each between 0 and 1.</summary>
/// <param name="Function">Index into <see cref="Profile.Functions"/>.</param>
public readonly record struct FunctionShare(int Function, double SelfShare, double TotalShare);

/// <summary>
/// The shape of a profile: one peak to attack, or flat, where many small wins and the loops near the top of the stacks count.
/// Shares are of the weight that was not waiting; what is no function (an unknown address, say) holds weight but no rank.
/// </summary>
/// <param name="IsFlat">No function holds 10 % of self weight, or the top ten hold less than half.</param>
/// <param name="TopShare">Self share of the heaviest function.</param>
/// <param name="TopTenShare">Self share of the ten heaviest together.</param>
/// <param name="EffectiveFunctions">How many equally heavy functions would be as spread out: 1/Σp².</param>
/// <param name="BySelf">The heaviest functions by self share, at most thirty.</param>
/// <param name="ByTotal">The heaviest functions by total share, at most thirty.</param>
/// <param name="Drivers">
/// Functions that hold half of the weight or more below them and little themselves: the loops to restructure. The innermost,
/// that of the least total, comes first.
/// </param>
/// <param name="ProjectSelfShare">Self share of the project's functions; null unless a <see cref="ProfileIndex"/> was given.</param>
/// <param name="CollectorShare">Total share of garbage collection; null where the profile never shows the collector.</param>
/// <param name="AllocationMetric">Index of a metric that weighs allocation; null if there is none.</param>
public sealed record Flatness(
    bool IsFlat, double TopShare, double TopTenShare, double EffectiveFunctions,
    IReadOnlyList<FunctionShare> BySelf, IReadOnlyList<FunctionShare> ByTotal, IReadOnlyList<FunctionShare> Drivers,
    double? ProjectSelfShare, double? CollectorShare, int? AllocationMetric)
{
    private const double Peak = 0.10;
    private const double TopTenAtLeast = 0.50;
    private const double DriverTotal = 0.50;
    private const double DriverSelf = 0.10;
    private const int Listed = 30;

    private static readonly HashSet<string> Collectors = ["<GC>", ":GC:", "(garbage collector)", "gc.collect", "gc_collect_main"];

    /// <param name="metric">Index into <see cref="Profile.Metrics"/>.</param>
    /// <param name="index">The join to the project, if there is one.</param>
    public static Flatness Of(Profile profile, int metric = 0, ProfileIndex? index = null)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var shares = Shares(profile, metric);
        var ranked = shares.Where(share => profile.Functions[share.Function].Origin != FunctionOrigin.Synthetic && !profile.IsIdle(share.Function)).ToArray();
        var bySelf = ranked.Where(share => share.SelfShare > 0).OrderByDescending(share => share.SelfShare).ThenBy(share => share.Function).ToArray();
        var byTotal = ranked.Where(share => share.TotalShare > 0).OrderByDescending(share => share.TotalShare).ThenBy(share => share.Function).ToArray();
        var top = bySelf.Length == 0 ? 0 : bySelf[0].SelfShare;
        var topTen = bySelf.Take(10).Sum(share => share.SelfShare);
        var squares = bySelf.Sum(share => share.SelfShare * share.SelfShare);
        var drivers = byTotal.Where(share => share.TotalShare >= DriverTotal && share.SelfShare < DriverSelf).Reverse().Take(Listed).ToArray();
        return new Flatness(
            bySelf.Length > 0 && (top < Peak || topTen < TopTenAtLeast), top, topTen, squares > 0 ? 1 / squares : 0,
            bySelf.Take(Listed).ToArray(), byTotal.Take(Listed).ToArray(), drivers,
            index is null ? null : shares.Where(share => index.IsProject(share.Function)).Sum(share => share.SelfShare),
            CollectorShareOf(profile, shares), AllocationMetricOf(profile));
    }

    private static FunctionShare[] Shares(Profile profile, int metric)
    {
        var split = new IdleSplit(profile, metric);
        var weights = profile.Weights(metric);
        var active = split.Active;
        if (!profile.Stacks.IsEmpty)
        {
            var functionOfFrame = profile.Frames.Select(frame => frame.Function).ToArray();
            weights = profile.Stacks.Totals(functionOfFrame, profile.Functions.Count, split.ActiveSelf);
        }
        else
        {
            active *= 1 - profile.IdleShare(metric);
        }
        var shares = new FunctionShare[profile.Functions.Count];
        for (var function = 0; function < shares.Length; function++)
        {
            var self = profile.IsIdle(function) || active <= 0 ? 0 : Math.Clamp(weights.Self[function] / active, 0, 1);
            var total = active <= 0 ? 0 : Math.Clamp(weights.Total[function] / active, 0, 1);
            shares[function] = new FunctionShare(function, self, total);
        }
        return shares;
    }

    private static double? CollectorShareOf(Profile profile, FunctionShare[] shares)
    {
        var seen = shares.Where(share => Collectors.Contains(profile.Functions[share.Function].Name)).ToArray();
        return seen.Length == 0 ? null : Math.Min(1, seen.Sum(share => share.TotalShare));
    }

    private static int? AllocationMetricOf(Profile profile)
    {
        for (var metric = 0; metric < profile.Metrics.Count; metric++)
        {
            if (profile.Metrics[metric].Kind is MetricKind.AllocatedBytes or MetricKind.Allocations) return metric;
        }
        return null;
    }
}
