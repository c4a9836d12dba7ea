using Lever.Profiles.Names;

namespace Lever.Profiles.Comparing;

/// <summary>Whether a function's weight changed, as far as the sampling error lets one tell.</summary>
public enum ChangeVerdict
{
    /// <summary>The profiles do not say how many samples stand behind them, so that nobody knows how far two runs of the same code differ.</summary>
    Unknown,
    WithinNoise,
    Grew,
    Shrank,
}

/// <summary>A function of two profiles. Weights are in the metric's unit, or are shares between 0 and 1 where only shares can be compared.</summary>
/// <param name="Change">After less before.</param>
/// <param name="Low">The interval of the change, at 95 % for all functions together; null where the noise is not known.</param>
public sealed record FunctionChange(string Name, string File, double Before, double After, double Change, double? Low, double? High, ChangeVerdict Verdict);

/// <summary>What changed between two profiles of the same work.</summary>
/// <param name="IsShares">Are shares compared, since amounts of samples hang on how long and how often was looked?</param>
/// <param name="Changes">The largest changes first.</param>
public sealed record ProfileDiff(Metric Metric, bool IsShares, double BeforeSum, double AfterSum, IReadOnlyList<FunctionChange> Changes)
{
    private const double Confidence = 0.95;

    /// <summary>Compares two profiles function by function.</summary>
    /// <param name="byTotal">Compare what functions take with what they call, and not what they take themselves?</param>
    /// <returns>Null where the two measure nothing in common.</returns>
    public static ProfileDiff? Of(Profile before, Profile after, bool byTotal = false)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (CommonMetric(before, after) is not var (first, second)) return null;
        var metric = before.Metrics[first];
        var isShares = metric.Unit is MetricUnit.Samples or MetricUnit.Unknown;
        var (sums, others) = (before.Weights(first).Sum, after.Weights(second).Sum);
        if (sums <= 0 || others <= 0) return null;
        var functions = new Dictionary<FrameKey, (double Before, double After, ProfileFunction About)>();
        Gather(before, first, byTotal, functions, isAfter: false);
        Gather(after, second, byTotal, functions, isAfter: true);
        var z = SamplingError.Quantile(1 - (1 - Confidence) / 2 / Math.Max(1, functions.Count));
        var scale = isShares ? (Before: 1 / sums, After: 1 / others) : (Before: 1.0, After: 1.0);
        var changes = functions.Values.Select(pair =>
        {
            var (was, isNow) = (pair.Before * scale.Before, pair.After * scale.After);
            var interval = Interval(new Side(pair.Before, sums, before.SampleCount), new Side(pair.After, others, after.SampleCount), isShares, z);
            return new FunctionChange(pair.About.Name, pair.About.File, was, isNow, isNow - was, interval?.Low, interval?.High, VerdictOf(interval));
        });
        return new ProfileDiff(metric, isShares, sums, others, [.. changes.OrderByDescending(change => Math.Abs(change.Change)).ThenBy(change => change.Name, StringComparer.Ordinal)]);
    }

    /// <summary>A function's weight in one profile.</summary>
    private readonly record struct Side(double Weight, double Sum, long? Samples);

    private static (int, int)? CommonMetric(Profile before, Profile after)
    {
        for (var first = 0; first < before.Metrics.Count; first++)
            for (var second = 0; second < after.Metrics.Count; second++)
                if (before.Metrics[first].Unit == after.Metrics[second].Unit && before.Metrics[first].Kind == after.Metrics[second].Kind) return (first, second);
        return null;
    }

    /// <summary>Functions are the same where their names and their files' own names are: lines move, and the two runs may be of different checkouts.</summary>
    private static void Gather(Profile profile, int metric, bool byTotal, Dictionary<FrameKey, (double, double, ProfileFunction)> functions, bool isAfter)
    {
        var weights = profile.Weights(metric);
        for (var at = 0; at < profile.Functions.Count; at++)
        {
            var weight = byTotal ? weights.Total[at] : weights.Self[at];
            if (weight <= 0) continue;
            var function = profile.Functions[at];
            var file = PathText.Normalize(function.File);
            var key = new FrameKey(file[(file.LastIndexOf('/') + 1)..], 0, function.Name);
            var (before, after, about) = functions.GetValueOrDefault(key, (0, 0, function));
            functions[key] = isAfter ? (before, after + weight, about) : (before + weight, after, about);
        }
    }

    private static (double Low, double High)? Interval(Side before, Side after, bool isShares, double z)
    {
        if (before.Samples is not (> 0 and var first) || after.Samples is not (> 0 and var second)) return null;
        var (p, q) = (Math.Clamp(before.Weight / before.Sum, 0, 1), Math.Clamp(after.Weight / after.Sum, 0, 1));
        if (isShares)
        {
            // Newcombe's hybrid score interval for a difference of proportions (R. G. Newcombe, 1998, method 10).
            var (one, two) = (SamplingError.Wilson(p, first, z), SamplingError.Wilson(q, second, z));
            return (q - p - Math.Sqrt(Square(q - two.Low) + Square(one.High - p)), q - p + Math.Sqrt(Square(two.High - q) + Square(p - one.Low)));
        }
        // Samples of a function come like rain: their number's variance is the number itself, and never less than that of one.
        var (worth, worthAfter) = (before.Sum / first, after.Sum / second);
        var half = z * Math.Sqrt(Square(worth) * Math.Max(1, p * first) + Square(worthAfter) * Math.Max(1, q * second));
        return (after.Weight - before.Weight - half, after.Weight - before.Weight + half);
    }

    private static double Square(double value) => value * value;

    private static ChangeVerdict VerdictOf((double Low, double High)? interval) => interval switch
    {
        null => ChangeVerdict.Unknown,
        ( > 0, _) => ChangeVerdict.Grew,
        (_, < 0) => ChangeVerdict.Shrank,
        _ => ChangeVerdict.WithinNoise,
    };
}
