using System.Collections.Immutable;

namespace Lever.Experiments.Running;

/// <summary>A program to run, with all that it may know and use.</summary>
/// <param name="FileName">The program: a path, or a name that the PATH of <paramref name="Environment"/> is searched for.</param>
/// <param name="Arguments">Without the program's own name. No shell reads them.</param>
/// <param name="WorkingDirectory">Absolute.</param>
/// <param name="Environment">Complete: nothing else is passed on.</param>
/// <param name="Network">Whether it may use the network; where it may not, it is cut off as far as the system allows that.</param>
/// <param name="Pipes">Whether lines are sent to its standard input and read from its standard output. Where not, its input is empty and its output is kept as text.</param>
public sealed record ProcessRequest(
    string FileName,
    ImmutableArray<string> Arguments,
    string WorkingDirectory,
    ImmutableDictionary<string, string> Environment,
    Limits Limits,
    bool Network,
    bool Pipes);

/// <summary>What a process and its descendants may use before they are ended.</summary>
/// <param name="Time">Wall time from its start.</param>
/// <param name="MemoryBytes">Address space of each process; 0 sets no limit.</param>
public sealed record Limits(TimeSpan Time, long MemoryBytes);
