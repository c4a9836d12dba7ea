using Lever.Experiments.Statistics;
using Lever.Profiles.Measurements;

namespace Lever.Review.Comparing;

/// <summary>What two measurements of one benchmark allow to say.</summary>
public enum ChangeVerdict
{
    /// <summary>Better, and by more than the noise.</summary>
    Better,
    /// <summary>Worse, and by more than the noise.</summary>
    Worse,
    /// <summary>The same: any change is below one percent.</summary>
    Same,
    /// <summary>The noise hides whether there is a change.</summary>
    Unclear,
    /// <summary>The files do not tell how noisy the figures are, so that nothing can be said.</summary>
    NoiseUnknown,
}

/// <summary>A benchmark before and after.</summary>
/// <param name="Ratio">After over before with its interval; NaN where a value is zero or the units differ, unbounded where noise is unknown.</param>
/// <param name="Floor">The smallest relative change that counts, 0.01 for one percent.</param>
/// <param name="Basis">What the interval rests on, for people; a clause without its period.</param>
public sealed record MeasurementChange(Benchmark Before, Benchmark After, Interval Ratio, double Floor, ChangeVerdict Verdict, string Basis);

/// <summary>Two files of results, benchmark by benchmark.</summary>
/// <param name="Changes">In the order of the file before.</param>
/// <param name="OnlyBefore">Ids that the file after lacks.</param>
/// <param name="OnlyAfter">Ids that the file before lacks.</param>
/// <param name="CommonShift">
/// The median ratio, where nearly all benchmarks moved the same way: then the machine has changed rather than the code. Null otherwise.
/// </param>
public sealed record MeasurementComparison(
    IReadOnlyList<MeasurementChange> Changes, IReadOnlyList<string> OnlyBefore, IReadOnlyList<string> OnlyAfter, double? CommonShift);
