namespace Lever.Experiments.Statistics;

/// <summary>A number computed from one sample.</summary>
public delegate double Statistic(ReadOnlySpan<double> sample);

/// <summary>A number computed from two independent samples.</summary>
public delegate double TwoSampleStatistic(ReadOnlySpan<double> first, ReadOnlySpan<double> second);

/// <summary>
/// Bias-corrected and accelerated bootstrap intervals: B. Efron, "Better bootstrap confidence intervals", Journal of the American
/// Statistical Association 82, 1987; B. Efron and R. J. Tibshirani, An Introduction to the Bootstrap, 1993, chapter 14. For figures whose
/// blocks are not paired; paired log ratios have the exact interval of <see cref="SignedRank"/>, which keeps its coverage at a dozen values.
/// </summary>
public static class BootstrapInterval
{
    /// <summary>Enough that the bounds of a 95 % interval wander by about a twentieth of its width.</summary>
    public const int Resamples = 2000;

    /// <summary>The interval of a statistic of one sample at confidence 1 − <paramref name="alpha"/>; unbounded for fewer than two values.</summary>
    public static Interval Of(ReadOnlySpan<double> sample, Statistic statistic, double alpha, ulong seed, int resamples = Resamples)
    {
        var second = Array.Empty<double>();
        return Of(sample.ToArray(), second, (first, _) => statistic(first), alpha, seed, resamples);
    }

    /// <summary>
    /// The ratio of two medians, <paramref name="baseline"/> over <paramref name="patched"/>, for samples that are not paired.
    /// </summary>
    public static Interval RatioOfMedians(ReadOnlySpan<double> baseline, ReadOnlySpan<double> patched, double alpha, ulong seed, int resamples = Resamples) =>
        Of(baseline.ToArray(), patched.ToArray(), (first, second) => Median.Of(first) / Median.Of(second), alpha, seed, resamples);

    private static Interval Of(double[] first, double[] second, TwoSampleStatistic statistic, double alpha, ulong seed, int resamples)
    {
        var estimate = first.Length == 0 ? double.NaN : statistic(first, second);
        if (first.Length < 2 || second.Length == 1) return new(estimate, double.NegativeInfinity, double.PositiveInfinity);
        var values = Resample(first, second, statistic, seed, resamples);
        Array.Sort(values);
        var bias = Bias(values, estimate);
        var acceleration = Acceleration(first, second, statistic);
        return new(estimate, At(values, Corrected(alpha / 2, bias, acceleration)), At(values, Corrected(1 - alpha / 2, bias, acceleration)));
    }

    private static double[] Resample(double[] first, double[] second, TwoSampleStatistic statistic, ulong seed, int resamples)
    {
        var random = new SeededRandom(seed);
        var (drawnFirst, drawnSecond) = (new double[first.Length], new double[second.Length]);
        var values = new double[resamples];
        for (var i = 0; i < values.Length; i++)
        {
            Draw(first, drawnFirst, random);
            Draw(second, drawnSecond, random);
            values[i] = statistic(drawnFirst, drawnSecond);
        }

        return values;
    }

    private static void Draw(double[] from, double[] to, SeededRandom random)
    {
        for (var i = 0; i < to.Length; i++)
            to[i] = from[random.Below(from.Length)];
    }

    /// <summary>The normal score of the share of resamples below the estimate; ties count half, so a statistic with steps is not pushed aside.</summary>
    private static double Bias(double[] values, double estimate)
    {
        var below = 0.0;
        foreach (var value in values)
            below += value < estimate ? 1 : value == estimate ? 0.5 : 0;
        // Half a resample stands in for none: the score of 0 would be infinite.
        return Normal.Quantile(Math.Clamp(below / values.Length, 0.5 / values.Length, 1 - 0.5 / values.Length));
    }

    /// <summary>A sixth of the skewness of the jackknife influences; with two samples each counts by its own size.</summary>
    private static double Acceleration(double[] first, double[] second, TwoSampleStatistic statistic)
    {
        var (cubes, squares) = (0.0, 0.0);
        Add(first, left => statistic(left, second));
        Add(second, left => statistic(first, left));
        return squares > 0 ? cubes / (6 * Math.Pow(squares, 1.5)) : 0;

        void Add(double[] sample, Statistic without)
        {
            if (sample.Length < 2) return;
            var left = new double[sample.Length];
            for (var i = 0; i < left.Length; i++)
                left[i] = without((double[])[.. sample[..i], .. sample[(i + 1)..]]);
            var mean = left.Average();
            foreach (var value in left)
            {
                var influence = (mean - value) * (sample.Length - 1) / sample.Length;
                squares += influence * influence;
                cubes += influence * influence * influence;
            }
        }
    }

    private static double Corrected(double probability, double bias, double acceleration)
    {
        var shifted = bias + Normal.Quantile(probability);
        return Normal.Below(bias + shifted / (1 - acceleration * shifted));
    }

    private static double At(double[] sorted, double probability)
    {
        var place = Math.Clamp(probability * (sorted.Length + 1) - 1, 0, sorted.Length - 1);
        var lower = (int)place;
        if (lower == sorted.Length - 1) return sorted[lower];
        return sorted[lower] + (place - lower) * (sorted[lower + 1] - sorted[lower]);
    }
}
