namespace Lever.Profiles.Readers;

/// <summary>What the numbers behind folded stacks mean, which the file seldom says.</summary>
internal sealed class FoldedWeights
{
    /// <summary>Above this mean, weights are periods or bytes rather than counts of samples.</summary>
    private const double CountsEnd = 100_000;

    private readonly ProfileBuilder builder;
    private readonly FoldedDialect dialect;
    private readonly int primary;
    private readonly int second = -1;
    private readonly int third = -1;
    private double sum;
    private long lines;
    private bool isWhole = true;

    public FoldedWeights(ProfileBuilder builder, FoldedDialect dialect)
    {
        this.builder = builder;
        this.dialect = dialect;
        var isAustin = dialect.Writer is FoldedWriter.Austin1 or FoldedWriter.Austin3;
        if (isAustin && dialect.Mode == "memory")
        {
            primary = builder.AddMetric(new Metric("memory", MetricUnit.Bytes, MetricKind.AllocatedBytes));
        }
        else if (isAustin)
        {
            primary = builder.AddMetric(dialect.Mode == "cpu"
                ? new Metric("cpu time", MetricUnit.Seconds, MetricKind.CpuTime)
                : new Metric("wall time", MetricUnit.Seconds, MetricKind.WallTime));
            if (dialect is { Writer: FoldedWriter.Austin3, Values: 3 })
            {
                second = builder.AddMetric(new Metric("cpu time", MetricUnit.Seconds, MetricKind.CpuTime));
                third = builder.AddMetric(new Metric("memory", MetricUnit.Bytes, MetricKind.AllocatedBytes));
            }
        }
        else if (dialect.Values == 2)
        {
            // A differential file: how the program is now comes first.
            primary = builder.AddMetric(new Metric("after", MetricUnit.Unknown, MetricKind.Unknown));
            second = builder.AddMetric(new Metric("before", MetricUnit.Unknown, MetricKind.Unknown));
        }
        else
        {
            primary = builder.AddMetric(new Metric("weight", MetricUnit.Unknown, MetricKind.Unknown));
        }
        builder.WrittenBy(dialect.Writer switch
        {
            FoldedWriter.Austin1 or FoldedWriter.Austin3 => "Austin",
            FoldedWriter.Tachyon => "Tachyon",
            _ => "",
        });
    }

    /// <summary>How many numbers end each line.</summary>
    public int Count => dialect.Values;

    public void Add(int node, ReadOnlySpan<double> values)
    {
        const double microsecond = 1e-6;
        lines++;
        if (dialect.Writer is FoldedWriter.Austin1 or FoldedWriter.Austin3)
        {
            builder.Add(node, primary, dialect.Mode == "memory" ? Math.Max(0, values[0]) : values[0] * microsecond);
            if (third < 0) return;
            // time, whether idle, bytes: only growth is allocation.
            builder.Add(node, second, values[1] == 0 ? values[0] * microsecond : 0);
            builder.Add(node, third, Math.Max(0, values[2]));
            return;
        }
        var now = dialect.Values == 2 ? values[1] : values[0];
        builder.Add(node, primary, now);
        if (second >= 0) builder.Add(node, second, values[0]);
        sum += now;
        isWhole &= now == Math.Floor(now);
    }

    /// <summary>Whole numbers of moderate size are taken for counts of samples.</summary>
    public void Finish()
    {
        if (lines == 0 || second >= 0 || dialect.Writer is FoldedWriter.Austin1 or FoldedWriter.Austin3) return;
        if (!isWhole || sum / lines > CountsEnd) return;
        builder.Redefine(primary, new Metric("samples", MetricUnit.Samples, MetricKind.Time));
        builder.CountSamples((long)Math.Min(sum, 1e18));
    }
}
