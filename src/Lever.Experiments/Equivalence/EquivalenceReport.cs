using System.Collections.Immutable;

namespace Lever.Experiments.Equivalence;

/// <summary>A case that was not compared.</summary>
public sealed record DroppedCase(int Case, string Label, string Reason);

/// <summary>What comparing two versions on many inputs came to. Equal behaviour is shown only where <see cref="IsEquivalent"/>.</summary>
/// <param name="Cases">Inputs that the source holds.</param>
/// <param name="Compared">Those on which both versions were compared, inside of the annotations.</param>
/// <param name="Results">Those of the compared on which the baseline gives a result and raises nothing.</param>
/// <param name="Differences">Those that count; at most <see cref="MostKept"/> are kept.</param>
/// <param name="Outside">Differences on inputs outside of the annotations, or where the baseline runs out of stack or memory: reported, not held against the patch.</param>
/// <param name="DifferenceCount">All that count, kept or not.</param>
/// <param name="Dropped">Cases that the baseline itself gives no answer to.</param>
/// <param name="Varying">Places that vary from run to run of the baseline alone and were left out of the comparison.</param>
/// <param name="Untestable">Why nothing can be said; null where something can.</param>
/// <param name="FreshArguments">Calls change their arguments: every timed call needs its own.</param>
/// <param name="Consume">A version gives an iterator: timing must go through it.</param>
/// <param name="BaselineRemembers">The baseline itself remembers results from call to call.</param>
/// <param name="Policy">What the user agreed to.</param>
public sealed record EquivalenceReport(
    int Cases,
    int Compared,
    int Results,
    ImmutableArray<Difference> Differences,
    ImmutableArray<Difference> Outside,
    int DifferenceCount,
    ImmutableArray<DroppedCase> Dropped,
    ImmutableArray<(Aspect Aspect, string Where)> Varying,
    string? Untestable,
    bool FreshArguments,
    bool Consume,
    bool BaselineRemembers,
    Agreement Policy)
{
    /// <summary>Enough to understand a change by.</summary>
    public const int MostKept = 60;

    public bool IsEquivalent => Untestable is null && DifferenceCount == 0 && Results > 0;

    public static EquivalenceReport Nothing(string reason, Agreement policy) => new(0, 0, 0, [], [], 0, [], [], reason, false, false, false, policy);
}
