namespace Lever.Experiments.Statistics;

/// <summary>The middle of a sample.</summary>
public static class Median
{
    /// <summary>The middle value, or the mean of the two middle ones; NaN for an empty sample. The sample is left as it is.</summary>
    public static double Of(ReadOnlySpan<double> sample)
    {
        if (sample.IsEmpty) return double.NaN;
        var sorted = sample.ToArray();
        Array.Sort(sorted);
        return OfSorted(sorted);
    }

    /// <summary>The median of values that are in ascending order; there is at least one.</summary>
    internal static double OfSorted(ReadOnlySpan<double> sorted)
    {
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : sorted[middle - 1] + (sorted[middle] - sorted[middle - 1]) / 2;
    }
}
