namespace Lever.Profiles.Readers;

/// <summary>What Tachyon's samples weigh, by the mode that they were taken in.</summary>
internal static class TachyonMetrics
{
    /// <summary>Declares the time of the samples.</summary>
    public static int Add(ProfileBuilder builder, TachyonMode mode)
    {
        if (mode == TachyonMode.Gil)
        {
            builder.Warn(ProfileWarningKind.ClockUnknown,
                "only samples of threads that held the GIL were kept: waiting, and native code that runs without it, are not in these numbers");
        }
        if (mode == TachyonMode.Exception)
        {
            builder.Warn(ProfileWarningKind.ClockUnknown,
                "only samples of threads with an exception at hand were kept: these numbers say what handling exceptions costs, and nothing of the rest");
        }
        return builder.AddMetric(new Metric("sampled time", MetricUnit.Seconds, mode switch
        {
            TachyonMode.Wall or TachyonMode.All => MetricKind.WallTime,
            TachyonMode.Cpu => MetricKind.CpuTime,
            _ => MetricKind.Time,
        }));
    }

    /// <summary>Says what totals by line cannot tell.</summary>
    public static void WarnOfRecursion(ProfileBuilder builder) => builder.Warn(ProfileWarningKind.Lossy,
        "totals are those of lines: a function that calls itself from several places is counted for each of them, so its total is too large; `--binary` keeps whole stacks");

    /// <summary>The mode of a name as the JSON lines spell it.</summary>
    public static TachyonMode Mode(string name) => name switch
    {
        "wall" => TachyonMode.Wall,
        "cpu" => TachyonMode.Cpu,
        "gil" => TachyonMode.Gil,
        "all" => TachyonMode.All,
        "exception" => TachyonMode.Exception,
        _ => TachyonMode.Unknown,
    };
}
