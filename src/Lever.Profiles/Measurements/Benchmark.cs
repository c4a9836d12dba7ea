namespace Lever.Profiles.Measurements;

/// <summary>Where a benchmark's value lies, by the file's own word.</summary>
/// <param name="Confidence">Between 0 and 1; 0 where the file gives the range of all samples and no confidence.</param>
public readonly record struct MeasuredInterval(double Low, double High, double Confidence);

/// <summary>One parameter a benchmark ran with, as text.</summary>
public readonly record struct BenchmarkParameter(string Name, string Value);

/// <summary>
/// How long one thing takes, or how much of something it needs, as a benchmark tool measured it. Times are in seconds and sizes in
/// bytes, of one iteration.
/// </summary>
/// <param name="Id">The producer's full name, the same in two files of the same benchmark.</param>
public sealed record Benchmark(string Id)
{
    public IReadOnlyList<BenchmarkParameter> Parameters { get; init; } = [];

    public MetricUnit Unit { get; init; } = MetricUnit.Seconds;

    /// <summary>What is counted where the unit is neither time nor size: <c>instructions</c> for one; empty if the file does not tell.</summary>
    public string UnitName { get; init; } = "";

    /// <summary>Whether the value is a rate, of which more is better.</summary>
    public bool MoreIsBetter { get; init; }

    /// <summary>Whether the same program gives the same value again, as simulated instructions do.</summary>
    public bool IsExact { get; init; }

    /// <summary>The samples, a list for each process that took them, in the order they were taken; empty where the file has none.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Runs { get; init; } = [];

    /// <summary>How many samples the figures rest on; null if the file does not tell.</summary>
    public long? Count { get; init; }

    /// <summary>The share of the run's time, between 0 and 1, in which a counter counted; its value is scaled up to the whole.</summary>
    public double CountedShare { get; init; } = 1;

    public double? Median { get; init; }

    public double? Mean { get; init; }

    /// <summary>The standard deviation of the samples, or what the file's quartiles tell of it where it has no samples.</summary>
    public double? Deviation { get; init; }

    public MeasuredInterval? Interval { get; init; }

    /// <summary>The figure to compare: the median, which outliers do not move, or else the mean.</summary>
    public double Typical => Median ?? Mean ?? double.NaN;

    /// <summary>
    /// The spread of the samples against the typical value: their median absolute deviation, scaled to be the standard deviation of a normal
    /// distribution, which outliers do not move; without samples the standard deviation, or else half the interval's width. Null if the
    /// file tells none of them.
    /// </summary>
    public double? Spread { get; init; }
}
