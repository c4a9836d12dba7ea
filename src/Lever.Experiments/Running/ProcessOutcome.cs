namespace Lever.Experiments.Running;

/// <summary>How a process ended.</summary>
public enum ProcessEnd
{
    /// <summary>Not yet.</summary>
    Running,

    /// <summary>By itself, with an exit code.</summary>
    Exited,

    /// <summary>By a signal that was not ours, such as a crash.</summary>
    Signalled,

    /// <summary>By us, because its time was up.</summary>
    TimedOut,

    /// <summary>By us, for another reason: it was disposed of, or its supervisor was lost.</summary>
    Killed,

    /// <summary>It never ran; <see cref="ProcessOutcome.Problem"/> says why.</summary>
    NotStarted,
}

/// <summary>What a process came to.</summary>
/// <param name="ExitCode">Null where it did not end by itself.</param>
/// <param name="Signal">The number of the signal that ended it; null where none did.</param>
/// <param name="Output">Its standard output, bounded; empty where lines were read from it instead.</param>
/// <param name="Errors">Its standard error, bounded.</param>
/// <param name="UserTime">CPU time outside the kernel of the process and all its descendants.</param>
/// <param name="SystemTime">CPU time inside the kernel, likewise.</param>
/// <param name="WallTime">From just before its start to its end, as its supervisor saw it.</param>
/// <param name="PeakBytes">The largest resident set of any one process of the tree; 0 where unknown.</param>
/// <param name="Leftovers">Processes that it left behind at its end; they were ended.</param>
/// <param name="Problem">A sentence for the user; null where it ended by itself.</param>
public sealed record ProcessOutcome(
    ProcessEnd End,
    int? ExitCode,
    int? Signal,
    CapturedText Output,
    CapturedText Errors,
    TimeSpan UserTime,
    TimeSpan SystemTime,
    TimeSpan WallTime,
    long PeakBytes,
    int Leftovers,
    string? Problem)
{
    /// <summary>CPU time of the process and all its descendants.</summary>
    public TimeSpan CpuTime => UserTime + SystemTime;

    /// <summary>Whether it ended by itself with exit code 0.</summary>
    public bool Succeeded => End == ProcessEnd.Exited && ExitCode == 0;
}

/// <summary>What a stream held, as far as it was kept.</summary>
/// <param name="Text">The start of it; bytes that are no UTF-8 are replaced.</param>
/// <param name="TotalBytes">How many bytes came in all.</param>
/// <param name="Hash">The SHA-256 of all bytes that came, in lower-case hexadecimal; empty where there were none.</param>
public sealed record CapturedText(string Text, long TotalBytes, string Hash)
{
    /// <summary>A stream on which nothing came.</summary>
    public static CapturedText Empty { get; } = new("", 0, "");

    public override string ToString() => Text;
}
