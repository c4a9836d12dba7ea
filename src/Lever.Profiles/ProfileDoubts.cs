using System.Globalization;

namespace Lever.Profiles;

/// <summary>Cautions that follow from the numbers, whatever the format.</summary>
internal static class ProfileDoubts
{
    private const double MuchIdle = 0.2;

    /// <param name="known">What the reader warned of itself.</param>
    public static IEnumerable<ProfileWarning> Of(Profile profile, IReadOnlyList<ProfileWarning> known)
    {
        if (!profile.HasWeight) yield break;
        if (profile.Metrics[0].Kind == MetricKind.Time && known.All(warning => warning.Kind != ProfileWarningKind.ClockUnknown))
        {
            yield return new ProfileWarning(ProfileWarningKind.ClockUnknown,
                "the file does not say whether it holds wall or processor time, nor whether idle threads were left out");
        }
        if (profile.SampleCount is { } samples && samples < SamplingError.FewSamples)
        {
            yield return new ProfileWarning(ProfileWarningKind.TooFewSamples,
                $"{samples} samples are too few to tell shares apart; record at least {SamplingError.FewSamples}");
        }
        if (profile.IdleShare(0) is > MuchIdle and var idle)
        {
            var percent = (100 * idle).ToString("0", CultureInfo.InvariantCulture);
            yield return new ProfileWarning(ProfileWarningKind.MostlyIdle,
                $"{percent} % of the weight is waiting (locks, selectors, sleep)");
        }
    }
}
