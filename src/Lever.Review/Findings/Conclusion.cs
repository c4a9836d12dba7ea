namespace Lever.Review.Findings;

/// <summary>What a conclusion from a profile is about.</summary>
public enum ConclusionKind
{
    Gil,
    /// <summary>Little of the time that passed was spent on a processor.</summary>
    Waiting,
    Locks,
    BlockedLoop,
    AsyncRuntime,
    Imports,
    Objects,
    Collector,
    Copies,
    Clones,
    /// <summary>What allocating and freeing takes.</summary>
    Allocation,
    /// <summary>Where a profile of memory puts it.</summary>
    AllocationSites,
    /// <summary>What crossing between Python and Rust takes.</summary>
    Boundary,
    Counters,
}

/// <summary>
/// What a measurement says of the program as a whole, beside single places. It is of grade <see cref="Grade.Profiled"/>: measured, and of no change's effect.
/// </summary>
/// <param name="Text">Whole, with its figures; no final period.</param>
/// <param name="Doubt">Why it may mislead; no final period.</param>
/// <param name="Next">What to run to know more; null where nothing more is to be known.</param>
/// <param name="Share">Of the profile's weight, 0 to 1; null where it is no share.</param>
/// <param name="Issues">Positions of the listed issues in the functions that it names.</param>
/// <param name="Sources">Ids from <see cref="ReviewResult.Sources"/>.</param>
public sealed record Conclusion(
    ConclusionKind Kind, string Text, string Doubt, string? Next, double? Share, IReadOnlyList<int> Issues, IReadOnlyList<string> Sources);
