using Lever.Profiles;
using Lever.Profiles.Measurements;

namespace Lever.Review.Ranking;

/// <summary>What was measured of the code, as the shell found it.</summary>
/// <param name="Profiles">Their names are distinct, since sources are told apart by them.</param>
/// <param name="Results">What benchmark tools and hardware counters gave.</param>
public sealed record Measured(IReadOnlyList<Profile> Profiles, IReadOnlyList<MeasurementFile> Results)
{
    public static Measured Nothing { get; } = new([], []);

    /// <summary>Which of some files of the project changed after a profile was recorded, as far as that is known.</summary>
    public Func<Profile, IReadOnlyList<string>, IReadOnlyList<string>> ChangedSince { get; init; } = (_, _) => [];
}
