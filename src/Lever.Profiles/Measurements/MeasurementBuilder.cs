namespace Lever.Profiles.Measurements;

/// <summary>
/// Collects what a reader finds, completes it (the median of samples for one) and keeps it within bounds: a value that no clock can
/// show is a problem, not a number.
/// </summary>
internal sealed class MeasurementBuilder(string format, string name)
{
    /// <summary>Benchmarks of one file. Suites of many thousands exist; beyond is damage.</summary>
    private const int MaxBenchmarks = 100_000;

    /// <summary>The standard deviation of a normal distribution against its median absolute deviation.</summary>
    private const double NormalPerMedian = 1.4826;

    private readonly List<Benchmark> benchmarks = [];
    private readonly HashSet<string> ids = [];
    private readonly List<ProfileProblem> problems = [];
    private string producer = "";
    private long withoutValue;
    private long repeated;
    private long beyondLimit;

    public void WrittenBy(string tool) => producer = Cut(tool.Trim());

    public void Problem(ProfilePlace place, string message)
    {
        if (problems.Count < ProfileLimits.Problems) problems.Add(new ProfileProblem(place, message));
    }

    /// <summary>Adds a benchmark as the file gives it. One without any usable value, or of an id already taken, is counted as a problem.</summary>
    public void Add(Benchmark benchmark)
    {
        var runs = benchmark.Runs.Select(run => run.Where(IsSane).ToArray()).Where(run => run.Length > 0).ToArray();
        var samples = runs.Length == 1 ? runs[0] : runs.SelectMany(run => run).ToArray();
        var mean = samples.Length > 0 ? samples.Average() : Sane(benchmark.Mean);
        var complete = benchmark with
        {
            Id = Cut(benchmark.Id), UnitName = Cut(benchmark.UnitName), Runs = runs, Mean = mean,
            Median = samples.Length > 0 ? MedianOf(samples) : Sane(benchmark.Median),
            Deviation = samples.Length > 1 ? DeviationOf(samples, samples.Average()) : Sane(benchmark.Deviation),
            Count = samples.Length > 0 ? samples.Length : benchmark.Count,
            Interval = benchmark.Interval is { } interval && IsSane(interval.Low) && IsSane(interval.High) && interval.Low <= interval.High
                ? interval : null,
        };
        complete = complete with { Spread = SpreadOf(complete, samples) };
        if (!double.IsFinite(complete.Typical)) withoutValue++;
        else if (benchmarks.Count >= MaxBenchmarks) beyondLimit++;
        else if (!ids.Add(complete.Id)) repeated++;
        else benchmarks.Add(complete);
    }

    public MeasurementFile Build()
    {
        if (withoutValue > 0) Problem(ProfilePlace.File, $"{withoutValue} benchmarks have no value (failed, skipped or damaged); they are left out");
        if (repeated > 0) Problem(ProfilePlace.File, $"{repeated} results repeat a benchmark that came before; the first counts");
        if (beyondLimit > 0) Problem(ProfilePlace.File, $"more than {MaxBenchmarks} benchmarks: {beyondLimit} are left out");
        if (benchmarks.Count == 0 && problems.Count == 0) Problem(ProfilePlace.File, "the file holds no benchmark");
        return new MeasurementFile(format, name, producer, benchmarks, problems);
    }

    private static bool IsSane(double value) => value >= 0 && value <= ProfileLimits.Weight;

    private static double? Sane(double? value) => value is { } known && IsSane(known) ? known : null;

    private static double? SpreadOf(Benchmark benchmark, double[] samples)
    {
        var typical = benchmark.Typical;
        if (!(typical > 0)) return null;
        if (samples.Length > 1) return NormalPerMedian * MedianOf([.. samples.Select(sample => Math.Abs(sample - typical))]) / typical;
        if (benchmark.Deviation is { } deviation) return deviation / typical;
        return benchmark.Interval is { } interval ? (interval.High - interval.Low) / 2 / typical : null;
    }

    private static double MedianOf(double[] samples)
    {
        var sorted = (double[])samples.Clone();
        Array.Sort(sorted);
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double DeviationOf(double[] samples, double mean)
    {
        var squares = 0.0;
        foreach (var sample in samples) squares += (sample - mean) * (sample - mean);
        return Math.Sqrt(squares / (samples.Length - 1));
    }

    private static string Cut(string text) => text.Length <= ProfileLimits.Name ? text : text[..ProfileLimits.Name];
}
