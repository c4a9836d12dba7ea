namespace Lever.Experiments;

/// <summary>One side of an experiment. Every block runs one fresh process of each.</summary>
public enum Arm
{
    /// <summary>The code as it is.</summary>
    Baseline,

    /// <summary>The code as it is, once more: what differs between this and <see cref="Baseline"/> is the host's doing.</summary>
    Control,

    /// <summary>The code with the patch.</summary>
    Patched,
}

/// <summary>What one arm measured in one round.</summary>
/// <param name="CpuNanoseconds">Processor time of all threads, per call (isolated) or per run (workload); above zero.</param>
/// <param name="WallNanoseconds">Elapsed time, per call or per run; above zero.</param>
/// <param name="PeakBytes">Highest resident memory of the process so far; 0 where it is not known.</param>
/// <param name="Loops">How many calls the times are the mean of; at least 1.</param>
public readonly record struct Measurement(double CpuNanoseconds, double WallNanoseconds, long PeakBytes, long Loops);

/// <summary>A measurement, or why there is none (a dead process, a time-out, a report that the system's own figures contradict).</summary>
public readonly record struct Measured(Measurement? Value, string? Problem);

/// <summary>One fresh process of one arm. Disposing it ends the process with all its children.</summary>
public interface ISubject : IDisposable
{
    /// <summary>Measures once; blocks until the answer is there or the subject's own time limit has passed.</summary>
    /// <param name="round">Counts from 0, warm-up included.</param>
    /// <param name="seed">The same for all arms of one round: inputs are shuffled and renewed from it.</param>
    Measured Measure(int round, ulong seed);
}

/// <summary>A started process, or why it did not start.</summary>
public readonly record struct StartedSubject(ISubject? Subject, string? Problem);

/// <summary>Starts a fresh process of an arm.</summary>
/// <param name="arm">Which code it runs.</param>
/// <param name="block">Counts from 0.</param>
/// <param name="seed">The same for all arms of one block, another in every block: hash seeds come from it.</param>
public delegate StartedSubject StartSubject(Arm arm, int block, ulong seed);
