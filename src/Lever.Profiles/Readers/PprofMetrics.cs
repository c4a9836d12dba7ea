namespace Lever.Profiles.Readers;

/// <summary>What the values of a pprof sample mean.</summary>
internal sealed class PprofMetrics
{
    /// <summary>No sampler is faster: a shorter time between two samples is that of a converter, which keeps no samples.</summary>
    private const double ShortestPeriod = 1e-5;

    private readonly ProfileBuilder builder;
    private readonly int[] metrics;
    private readonly double[] scales;
    private readonly int first;
    private readonly int samples = -1;
    private readonly double period;
    private double sum;
    private double count;

    public PprofMetrics(ReadOnlySpan<byte> file, PprofTables tables, ProfileBuilder builder)
    {
        this.builder = builder;
        var types = tables.SampleTypes;
        var known = new (Metric Metric, double Scale)[Math.Min(types.Count, ProfileLimits.Metrics)];
        for (var i = 0; i < known.Length; i++)
        {
            known[i] = MetricOf(tables.Text(file, types[i].Type), tables.Text(file, types[i].Unit));
            if (known[i].Metric.Unit == MetricUnit.Samples && samples < 0) samples = i;
        }
        metrics = new int[known.Length];
        scales = new double[known.Length];
        first = FirstOf(known, tables, types);
        // The metric to show is added before the others.
        for (var turn = 0; turn < known.Length; turn++)
        {
            var i = turn == 0 ? first : turn <= first ? turn - 1 : turn;
            metrics[i] = builder.AddMetric(known[i].Metric);
            scales[i] = known[i].Scale;
        }
        if (known.Length == 0) builder.Problem(ProfilePlace.File, "the file does not say what its values are");
        else if (tables.PeriodType == types[first]) period = tables.Period;
    }

    public void Add(int node, List<ulong> values)
    {
        for (var i = 0; i < metrics.Length && i < values.Count; i++)
        {
            var value = (double)(long)values[i];
            if (value == 0) continue;
            builder.Add(node, metrics[i], value * scales[i]);
            if (i == first) sum += value;
            if (i == samples) count += value;
        }
    }

    /// <summary>Samples are counted where a value counts them, and else follow from the time between two.</summary>
    public void Finish()
    {
        if (samples >= 0) builder.CountSamples((long)Math.Clamp(count, 0, 1e18));
        else if (period * scales.ElementAtOrDefault(first) >= ShortestPeriod && builder.IsTime(metrics[first])) builder.CountSamples((long)Math.Clamp(sum / period, 0, 1e18));
    }

    // What the producer wants shown; else the processor's time, and else the last as pprof does.
    private static int FirstOf((Metric Metric, double Scale)[] known, PprofTables tables, List<(ulong Type, ulong Unit)> types)
    {
        var chosen = tables.DefaultType == 0 ? -1 : types.FindIndex(0, known.Length, type => type.Type == tables.DefaultType);
        if (chosen < 0) chosen = Array.FindIndex(known, metric => metric.Metric is { Kind: MetricKind.CpuTime, Unit: MetricUnit.Seconds });
        return chosen < 0 ? Math.Max(0, known.Length - 1) : chosen;
    }

    private static (Metric Metric, double Scale) MetricOf(string type, string unit)
    {
        var (known, scale) = unit switch
        {
            "nanoseconds" or "nanosecond" or "ns" => (MetricUnit.Seconds, 1e-9),
            "microseconds" or "microsecond" or "us" or "µs" or "μs" => (MetricUnit.Seconds, 1e-6),
            "milliseconds" or "millisecond" or "ms" => (MetricUnit.Seconds, 1e-3),
            "seconds" or "second" or "s" => (MetricUnit.Seconds, 1.0),
            "bytes" or "byte" => (MetricUnit.Bytes, 1.0),
            _ when type is "samples" or "sample" or "cpu-samples" or "wall-samples" => (MetricUnit.Samples, 1.0),
            _ => (MetricUnit.Count, 1.0),
        };
        return (new Metric(type.Length > 0 ? type : "value", known, KindOf(type, known)), scale);
    }

    // Go's and Datadog's names: alloc_objects, alloc-space, inuse_space, heap-space, cpu-time, wall-time.
    private static MetricKind KindOf(string type, MetricUnit unit)
    {
        bool Says(string word) => type.Contains(word, StringComparison.OrdinalIgnoreCase);
        if (unit == MetricUnit.Bytes) return MetricKind.AllocatedBytes;
        if (Says("alloc") || Says("inuse") || Says("heap")) return MetricKind.Allocations;
        if (unit == MetricUnit.Seconds && Says("lock-acquire-wait")) return MetricKind.LockWait;
        if (Says("lock") || Says("contention") || Says("delay") || Says("exception")) return MetricKind.Unknown;
        if (Says("cpu") || Says("cycles")) return MetricKind.CpuTime;
        if (Says("wall")) return MetricKind.WallTime;
        return unit is MetricUnit.Seconds or MetricUnit.Samples ? MetricKind.Time : MetricKind.Unknown;
    }
}
