namespace Lever.Experiments.Running;

/// <summary>Starts programs so that they can be bounded, measured and ended with all that they started.</summary>
public interface IProcessRunner
{
    /// <summary>Starts a program. One that cannot be started is not an error here: its outcome says so.</summary>
    IRunningProcess Start(ProcessRequest request);
}

/// <summary>A started program. <see cref="IDisposable.Dispose"/> ends it and everything that it started.</summary>
public interface IRunningProcess : IDisposable
{
    /// <summary>Sends a line, without its end, to standard input.</summary>
    /// <returns>False where nobody reads it any more, or nothing was read for so long that the process must be stuck.</returns>
    bool TrySend(string line);

    /// <summary>The next line of standard output, without its end.</summary>
    Received Receive(TimeSpan timeout);

    /// <summary>
    /// The CPU time of the process and of its reaped descendants so far, as the system counts it (in steps of its clock, often
    /// 10 ms). Once it has ended: all of its tree's.
    /// </summary>
    TimeSpan CpuTime { get; }

    /// <summary>Waits for its end. After the given time the outcome is <see cref="ProcessEnd.Running"/>, and it runs on.</summary>
    ProcessOutcome Wait(TimeSpan timeout);
}

/// <summary>What came of asking for a line.</summary>
public enum ReceivedKind
{
    Line,

    /// <summary>None came in time; one may still come.</summary>
    TimedOut,

    /// <summary>None will come: standard output is closed.</summary>
    Ended,

    /// <summary>A line longer than a line may be; the start of it is given, and the rest is lost.</summary>
    TooLong,
}

/// <param name="Line">Empty where there is none.</param>
public readonly record struct Received(ReceivedKind Kind, string Line);
