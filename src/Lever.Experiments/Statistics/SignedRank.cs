namespace Lever.Experiments.Statistics;

/// <summary>
/// The one-sample Hodges-Lehmann estimate and the distribution-free interval that belongs to it: both come from the Walsh averages, the
/// means of all pairs (each value with itself as well). F. Wilcoxon, Biometrics Bulletin 1, 1945; J. L. Hodges and E. L. Lehmann, Annals
/// of Mathematical Statistics 34, 1963; J. W. Tukey, 1949; M. Hollander and D. A. Wolfe, Nonparametric Statistical Methods, chapter 3.
/// <para>The interval is conservative: between the achievable confidences the higher is taken, never an interpolation.</para>
/// </summary>
public static class SignedRank
{
    /// <summary>Up to this many values the null distribution is exact; beyond, a normal approximation with continuity correction.</summary>
    private const int ExactUpTo = 300;

    /// <summary>The median of the Walsh averages; NaN for an empty sample.</summary>
    public static double HodgesLehmann(ReadOnlySpan<double> sample) =>
        sample.IsEmpty ? double.NaN : Median.OfSorted(WalshAverages(sample));

    /// <summary>
    /// Estimate and two-sided interval for the centre of a symmetric distribution. The bounds are infinite where so few values cannot carry
    /// the confidence asked for: 95 % takes 6 values, 99.9 % takes 11.
    /// </summary>
    /// <param name="sample">Independent values.</param>
    /// <param name="alpha">The chance, over both sides, that the interval may miss; in (0, 1).</param>
    public static Interval Centre(ReadOnlySpan<double> sample, double alpha)
    {
        if (sample.IsEmpty) return new(double.NaN, double.NegativeInfinity, double.PositiveInfinity);
        var averages = WalshAverages(sample);
        var estimate = Median.OfSorted(averages);
        var rank = LowerRank(sample.Length, alpha / 2);
        return rank == 0
            ? new(estimate, double.NegativeInfinity, double.PositiveInfinity)
            : new(estimate, averages[rank - 1], averages[averages.Length - rank]);
    }

    /// <summary>The two-sided p of the hypothesis that the centre is 0, from the exact distribution; values equal to 0 are left out.</summary>
    public static double PValue(ReadOnlySpan<double> sample)
    {
        var positive = 0L;
        var count = 0;
        foreach (var value in sample)
            count += value != 0 ? 1 : 0;
        // The statistic is the number of positive Walsh averages; an average of exactly 0 (a tie of ranks) counts half, on the safe side.
        var zeros = 0L;
        for (var i = 0; i < sample.Length; i++)
        {
            if (sample[i] == 0) continue;
            for (var j = i; j < sample.Length; j++)
            {
                if (sample[j] == 0) continue;
                var sum = sample[i] + sample[j];
                positive += sum > 0 ? 1 : 0;
                zeros += sum == 0 ? 1 : 0;
            }
        }

        var total = (long)count * (count + 1) / 2;
        var smaller = Math.Min(positive + (zeros + 1) / 2, total - positive - zeros / 2);
        return Math.Min(1, 2 * AtMost(count, smaller));
    }

    /// <summary>
    /// Which Walsh average, counted from 1 upwards, is the lower bound at a one-sided chance of <paramref name="tail"/>: the greatest r with
    /// P(T ≤ r − 1) ≤ tail, where T is the signed-rank statistic. 0 where there is none.
    /// </summary>
    internal static int LowerRank(int count, double tail)
    {
        if (count > ExactUpTo) return ApproximateLowerRank(count, tail);
        var probabilities = Distribution(count);
        var below = 0.0;
        for (var rank = 0; rank < probabilities.Length; rank++)
        {
            below += probabilities[rank];
            // A sum of rounded terms may miss an exact tail such as 2^-5 by its last digit.
            if (below > tail * (1 + 1e-12)) return rank;
        }

        return probabilities.Length;
    }

    private static int ApproximateLowerRank(int count, double tail)
    {
        var (mean, deviation) = Moments(count);
        return (int)Math.Max(0, Math.Floor(mean + deviation * Normal.Quantile(tail) - 0.5) + 1);
    }

    /// <summary>P(T ≤ <paramref name="value"/>) for <paramref name="count"/> values without ties.</summary>
    internal static double AtMost(int count, long value)
    {
        if (value < 0) return 0;
        if (count > ExactUpTo)
        {
            var (mean, deviation) = Moments(count);
            return Normal.Below((value + 0.5 - mean) / deviation);
        }

        var probabilities = Distribution(count);
        var sum = 0.0;
        for (var i = 0; i < probabilities.Length && i <= value; i++)
            sum += probabilities[i];
        return Math.Min(1, sum);
    }

    private static (double Mean, double Deviation) Moments(int count) =>
        (count * (count + 1.0) / 4, Math.Sqrt(count * (count + 1.0) * (2.0 * count + 1) / 24));

    /// <summary>P(T = 0), P(T = 1), …: each rank joins the sum with chance one half, one rank after another.</summary>
    private static double[] Distribution(int count)
    {
        var probabilities = new double[count * (count + 1) / 2 + 1];
        probabilities[0] = 1;
        var highest = 0;
        for (var rank = 1; rank <= count; rank++)
        {
            highest += rank;
            for (var sum = highest; sum >= rank; sum--)
                probabilities[sum] = (probabilities[sum] + probabilities[sum - rank]) / 2;
            for (var sum = rank - 1; sum >= 0; sum--)
                probabilities[sum] /= 2;
        }

        return probabilities;
    }

    private static double[] WalshAverages(ReadOnlySpan<double> sample)
    {
        var averages = new double[sample.Length * (sample.Length + 1) / 2];
        var next = 0;
        for (var i = 0; i < sample.Length; i++)
            for (var j = i; j < sample.Length; j++)
                averages[next++] = sample[i] / 2 + sample[j] / 2;
        Array.Sort(averages);
        return averages;
    }
}
