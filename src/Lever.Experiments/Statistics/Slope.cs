namespace Lever.Experiments.Statistics;

/// <summary>
/// What one more unit of x costs: the median of the slopes through all pairs of points, which a third of bad points cannot move far, and the
/// distribution-free interval that Kendall's statistic gives it. H. Theil, 1950; P. K. Sen, Journal of the American Statistical
/// Association 63, 1968. The interval is conservative, as in <see cref="SignedRank"/>.
/// </summary>
public static class Slope
{
    /// <summary>Up to this many points Kendall's distribution is exact; beyond, a normal approximation with continuity correction.</summary>
    private const int ExactUpTo = 60;

    /// <summary>
    /// Slope and interval at confidence 1 − <paramref name="alpha"/>. Pairs with the same x say nothing and are left out; then the interval
    /// rests on the variance corrected for those ties. NaN and unbounded where no two points differ in x.
    /// </summary>
    /// <param name="x">Sizes.</param>
    /// <param name="y">What was measured at each.</param>
    public static Interval Through(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double alpha)
    {
        var slopes = new List<double>(x.Length * (x.Length - 1) / 2);
        for (var i = 0; i < x.Length; i++)
            for (var j = i + 1; j < x.Length; j++)
                if (x[i] != x[j]) slopes.Add((y[j] - y[i]) / (x[j] - x[i]));
        if (slopes.Count == 0) return new(double.NaN, double.NegativeInfinity, double.PositiveInfinity);
        var sorted = slopes.ToArray();
        Array.Sort(sorted);
        var rank = LowerRank(x, sorted.Length, alpha / 2);
        var estimate = Median.OfSorted(sorted);
        return rank == 0
            ? new(estimate, double.NegativeInfinity, double.PositiveInfinity)
            : new(estimate, sorted[rank - 1], sorted[^rank]);
    }

    /// <summary>Where the line with that slope meets x = 0: the median of y − slope·x.</summary>
    public static double Intercept(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double slope)
    {
        var rests = new double[x.Length];
        for (var i = 0; i < rests.Length; i++)
            rests[i] = y[i] - slope * x[i];
        return Median.Of(rests);
    }

    private static int LowerRank(ReadOnlySpan<double> x, int pairs, double tail)
    {
        var count = x.Length;
        var tied = pairs < count * (count - 1) / 2;
        if (count <= ExactUpTo && !tied) return ExactLowerRank(count, tail);
        var deviation = Math.Sqrt(VarianceOfS(x));
        // S = pairs − 2·(discordant pairs); its values are two apart, so the continuity correction is one.
        return (int)Math.Max(0, Math.Floor((pairs + deviation * Normal.Quantile(tail) - 1) / 2) + 1);
    }

    /// <summary>n(n−1)(2n+5)/18, less the same of every group of equal x (M. G. Kendall, Rank Correlation Methods, chapter 4).</summary>
    private static double VarianceOfS(ReadOnlySpan<double> x)
    {
        var sorted = x.ToArray();
        Array.Sort(sorted);
        var variance = Term(sorted.Length);
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            for (end = start + 1; end < sorted.Length && sorted[end] == sorted[start];)
                end++;
            variance -= Term(end - start);
        }

        return variance;

        static double Term(double n) => n * (n - 1) * (2 * n + 5) / 18;
    }

    /// <summary>The number of inversions of a random order: inserting the k-th item makes 0 to k − 1 of them, each as likely.</summary>
    private static int ExactLowerRank(int count, double tail)
    {
        var probabilities = new double[count * (count - 1) / 2 + 1];
        probabilities[0] = 1;
        for (var (items, highest) = (2, 0); items <= count; items++)
        {
            highest += items - 1;
            var next = new double[probabilities.Length];
            var window = 0.0;
            for (var inversions = 0; inversions <= highest; inversions++)
            {
                window += probabilities[inversions] - (inversions >= items ? probabilities[inversions - items] : 0);
                next[inversions] = window / items;
            }

            probabilities = next;
        }

        var below = 0.0;
        for (var rank = 0; rank < probabilities.Length; rank++)
        {
            below += probabilities[rank];
            if (below > tail * (1 + 1e-9)) return rank;
        }

        return probabilities.Length;
    }
}
