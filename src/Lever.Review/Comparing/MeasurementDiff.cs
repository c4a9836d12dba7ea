using Lever.Experiments.Statistics;
using Lever.Profiles.Measurements;

namespace Lever.Review.Comparing;

/// <summary>
/// Compares two files of benchmark results. A change counts where its whole interval lies beyond the noise floor: one percent, or more
/// where the samples themselves drift. Where a file has no samples, its own intervals are taken, and where it has none, nothing is said.
/// </summary>
public static class MeasurementDiff
{
    /// <summary>An interval this sure misses one benchmark in a hundred that did not change; the floor guards further.</summary>
    private const double Alpha = 0.01;

    /// <summary>Criterion's own threshold: smaller changes come from where code and data happen to lie in memory.</summary>
    private const double SmallestFloor = 0.01;

    /// <summary>Counts of a simulated machine repeat, but for addresses that differ from run to run.</summary>
    private const double ExactFloor = 0.001;

    /// <summary>Fewer samples than this say nothing about noise.</summary>
    private const int FewestSamples = 6;

    /// <summary>
    /// Samples that follow each other share the state of the machine, so thousands of them know no more than these many stretches.
    /// </summary>
    private const int MostBlocks = 30;

    private const ulong Seed = 0x1EAF;

    public static MeasurementComparison Compare(MeasurementFile before, MeasurementFile after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var old = before.Benchmarks.Select(each => each.Id).ToHashSet();
        var now = after.Benchmarks.ToDictionary(each => each.Id);
        var changes = before.Benchmarks.Where(each => now.ContainsKey(each.Id)).Select(each => Compare(each, now[each.Id])).ToArray();
        return new MeasurementComparison(changes,
            [.. before.Benchmarks.Select(each => each.Id).Where(id => !now.ContainsKey(id))],
            [.. after.Benchmarks.Select(each => each.Id).Where(id => !old.Contains(id))],
            CommonShift(changes));
    }

    /// <summary>Compares one benchmark's two measurements.</summary>
    public static MeasurementChange Compare(Benchmark before, Benchmark after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (before.Unit != after.Unit || before.MoreIsBetter != after.MoreIsBetter) return Untold(before, after, double.NaN, "the units differ");
        if (!(before.Typical > 0 && after.Typical > 0)) return Zero(before, after);
        var ratio = after.Typical / before.Typical;
        if (before.IsExact && after.IsExact) return Judge(before, after, new Interval(ratio, ratio, ratio), ExactFloor, "counts repeat exactly");
        if (Blocks(before) is { Length: >= FewestSamples } old && Blocks(after) is { Length: >= FewestSamples } now)
        {
            var interval = BootstrapInterval.RatioOfMedians(now, old, Alpha, Seed) with { Estimate = ratio };
            var floor = Math.Max(SmallestFloor, Math.Max(Drift(old), Drift(now)));
            var processes = Math.Min(before.Runs.Count, after.Runs.Count);
            return Judge(before, after, interval, floor, processes >= FewestSamples ? $"{processes} processes on each side" : "samples of one process on each side");
        }
        if (Bounds(before) is { } first && Bounds(after) is { } second)
        {
            var low = Math.Sqrt(Square(Math.Log(before.Typical / first.High)) + Square(Math.Log(after.Typical / second.Low)));
            var high = Math.Sqrt(Square(Math.Log(before.Typical / first.Low)) + Square(Math.Log(after.Typical / second.High)));
            return Judge(before, after, new Interval(ratio, ratio * Math.Exp(-low), ratio * Math.Exp(high)), SmallestFloor, "the spread that the files give");
        }
        return Untold(before, after, ratio, "the files do not tell the noise");
    }

    private static MeasurementChange Judge(Benchmark before, Benchmark after, Interval ratio, double floor, string basis)
    {
        // A noisy machine raises the floor above which a change counts; it does not make large differences the same.
        var (rises, falls) = (ratio.Low > 1 + floor, ratio.High < 1 / (1 + floor));
        var verdict = rises == falls
            ? ratio.Low >= 1 / (1 + SmallestFloor) && ratio.High <= 1 + SmallestFloor ? ChangeVerdict.Same : ChangeVerdict.Unclear
            : rises == before.MoreIsBetter ? ChangeVerdict.Better : ChangeVerdict.Worse;
        return new MeasurementChange(before, after, ratio, floor, verdict, basis);
    }

    private static MeasurementChange Zero(Benchmark before, Benchmark after) =>
        before.IsExact && after.IsExact && before.Typical == after.Typical
            ? new MeasurementChange(before, after, new Interval(1, 1, 1), ExactFloor, ChangeVerdict.Same, "counts repeat exactly")
            : Untold(before, after, double.NaN, "a value is zero");

    private static MeasurementChange Untold(Benchmark before, Benchmark after, double ratio, string why) =>
        new(before, after, new Interval(ratio, double.NegativeInfinity, double.PositiveInfinity), SmallestFloor, ChangeVerdict.NoiseUnknown, why);

    // One value for each process where there are enough of them, since those are independent; else the medians of equal stretches.
    private static double[] Blocks(Benchmark benchmark)
    {
        if (benchmark.Runs.Count >= FewestSamples) return [.. benchmark.Runs.Take(10 * MostBlocks).Select(run => Median.Of([.. run]))];
        var samples = benchmark.Runs.SelectMany(run => run).ToArray();
        if (samples.Length <= MostBlocks) return samples;
        var blocks = new double[MostBlocks];
        for (var i = 0; i < blocks.Length; i++)
        {
            var (start, end) = ((int)((long)samples.Length * i / MostBlocks), (int)((long)samples.Length * (i + 1) / MostBlocks));
            blocks[i] = Median.Of(samples.AsSpan(start, end - start));
        }
        return blocks;
    }

    // The same code against itself: by how much the first half of the samples differs from the second.
    private static double Drift(double[] blocks)
    {
        var half = blocks.Length / 2;
        var (early, late) = (Median.Of(blocks.AsSpan(0, half)), Median.Of(blocks.AsSpan(half)));
        return early > 0 && late > 0 ? Math.Exp(Math.Abs(Math.Log(late / early))) - 1 : 0;
    }

    // An interval of the file's own, or of its standard deviation: rounds of one process are no independent samples, so few of them count.
    private static MeasuredInterval? Bounds(Benchmark benchmark)
    {
        if (benchmark is { Deviation: { } deviation, Count: >= FewestSamples and var count })
        {
            var width = -Normal.Quantile(Alpha / 2) * deviation / Math.Sqrt(Math.Min(count, MostBlocks));
            return benchmark.Typical > width ? new MeasuredInterval(benchmark.Typical - width, benchmark.Typical + width, 1 - Alpha) : null;
        }
        return benchmark.Interval is { Low: > 0 } interval && interval.Low <= benchmark.Typical && benchmark.Typical <= interval.High ? interval : null;
    }

    private static double? CommonShift(MeasurementChange[] changes)
    {
        const int Fewest = 5;
        var ratios = changes.Where(change => !change.Before.IsExact && change.Ratio.Estimate > 0).Select(change => change.Ratio.Estimate).ToArray();
        if (ratios.Length < Fewest) return null;
        var middle = Median.Of(ratios);
        var together = ratios.Count(ratio => middle > 1 ? ratio > 1 + SmallestFloor : ratio < 1 - SmallestFloor);
        return Math.Abs(middle - 1) > 2 * SmallestFloor && together >= 0.9 * ratios.Length ? middle : null;
    }

    private static double Square(double x) => x * x;
}
