namespace Lever.Profiles.Joining;

/// <summary>What the shares of a <see cref="ProfileIndex"/> are shares of.</summary>
public enum ShareOf
{
    /// <summary>The weight of samples that were not waiting.</summary>
    Active,
    /// <summary>All weight: tables of functions cannot tell where their callers waited.</summary>
    All,
}

/// <summary>What a profile says of one function of the source.</summary>
/// <param name="Path">The source file's path, as the project gave it.</param>
/// <param name="QualifiedName">As the project gave it; <c>&lt;module&gt;</c> for the code of the module itself.</param>
/// <param name="FirstLine">As the project gave it; 1 for a module.</param>
/// <param name="Self">Weight spent in the function itself, code without a name inside it included; in <see cref="ProfileIndex.Metric"/>'s unit.</param>
/// <param name="Total">Weight spent in the function and what it called, recursion counted once.</param>
/// <param name="Waiting">Weight of the samples that waited below the function; 0 where the format cannot tell.</param>
/// <param name="SelfShare">Between 0 and 1, of <see cref="ProfileIndex.ShareOf"/>.</param>
/// <param name="TotalShare">Between 0 and 1, of <see cref="ProfileIndex.ShareOf"/>.</param>
/// <param name="WaitingShare">Between 0 and 1, of all weight.</param>
/// <param name="SelfInterval">The 95 % interval of <paramref name="SelfShare"/>; null where the number of samples is unknown or nothing was sampled.</param>
/// <param name="TotalInterval">The same of <paramref name="TotalShare"/>.</param>
/// <param name="Calls">How often it was called, recursion included; null where the format does not count.</param>
/// <param name="PrimitiveCalls">How often it was called from outside itself; null where the format does not count.</param>
/// <param name="Match">The least sure match among its parts.</param>
/// <param name="Lines">Its executed lines in their order; empty where the format has none.</param>
/// <param name="ProfileFunctions">Indices into <see cref="Profile.Functions"/>, for callers and callees.</param>
public sealed record FunctionEvidence(
    string Path, string QualifiedName, int FirstLine,
    double Self, double Total, double Waiting,
    double SelfShare, double TotalShare, double WaitingShare,
    ShareInterval? SelfInterval, ShareInterval? TotalInterval,
    long? Calls, long? PrimitiveCalls, FrameMatch Match,
    IReadOnlyList<LineEvidence> Lines, IReadOnlyList<int> ProfileFunctions)
{
    /// <summary>
    /// Share of the samples in which it is the innermost function of the project: its own, and that of the libraries and the compiled code it calls. In tables, which
    /// cannot tell, its own alone.
    /// </summary>
    public double InnermostShare { get; init; }
}

/// <summary>What a profile says of one executed line. Shares are those of <see cref="ProfileIndex.ShareOf"/>.</summary>
public readonly record struct LineEvidence(int Line, double Self, double Total, double SelfShare, double TotalShare);

/// <summary>
/// What a profile says of a run of lines: a sample counts once towards the total, however many of the lines are on its stack. In
/// formats with lines but no stacks the total is a lower bound.
/// </summary>
public readonly record struct RangeEvidence(double Self, double Total, double SelfShare, double TotalShare);

/// <summary>Why a path of the profile belongs to no project file.</summary>
public enum UnmatchedReason
{
    /// <summary>No project file and no known library has such a path.</summary>
    Unknown,
    /// <summary>Several project files would fit equally well.</summary>
    Ambiguous,
}

/// <param name="Path">As the profile writes it.</param>
/// <param name="SelfShare">Of all weight.</param>
public readonly record struct UnmatchedFile(string Path, double SelfShare, UnmatchedReason Reason);

/// <summary>How much of the profile was found in the source. The five shares of all self weight add up to 1.</summary>
/// <param name="Project">In functions of the project that name and line identify.</param>
/// <param name="Stale">In files of the project, but in functions that are not there or stand elsewhere now.</param>
/// <param name="Library">In the standard library, installed packages and built-ins.</param>
/// <param name="Native">In compiled code without a source file, and in what is no function.</param>
/// <param name="Unmatched">In files that could not be placed.</param>
/// <param name="Files">The unplaced files, heaviest first, twenty at most.</param>
public sealed record MatchRate(
    double Project, double Stale, double Library, double Native, double Unmatched, IReadOnlyList<UnmatchedFile> Files)
{
    /// <summary>
    /// The part of <see cref="Stale"/> that only another version of the source explains: known functions at lines that are not theirs, named functions of Python that are
    /// not there, lines behind the last. What macros of Rust make, and closures without a line, are no such sign.
    /// </summary>
    public double Moved { get; init; }

    /// <summary>The project's files that hold <see cref="Moved"/>, as the profile writes them, heaviest first, twenty at most.</summary>
    public IReadOnlyList<string> MovedFiles { get; init; } = [];
}
