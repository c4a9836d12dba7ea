namespace Lever.Profiles;

/// <summary>The unit of a weight. Readers scale every time to seconds and every size to bytes.</summary>
public enum MetricUnit
{
    /// <summary>The file does not say; only shares mean anything.</summary>
    Unknown,
    Samples,
    Seconds,
    Bytes,
    /// <summary>Events of the kind the metric's name gives.</summary>
    Count,
}

/// <summary>What a weight measures.</summary>
public enum MetricKind
{
    Unknown,
    /// <summary>Time, on a clock the file does not name.</summary>
    Time,
    /// <summary>Elapsed time, waiting included.</summary>
    WallTime,
    /// <summary>Time on a processor.</summary>
    CpuTime,
    AllocatedBytes,
    Allocations,
    /// <summary>Time in which a thread waited for Python's global lock.</summary>
    GilWait,
    /// <summary>Time in which a thread waited for a lock of the program.</summary>
    LockWait,
}

/// <summary>One thing a profile weighs.</summary>
/// <param name="Name">The producer's word for it, for people.</param>
public sealed record Metric(string Name, MetricUnit Unit, MetricKind Kind);
