using System.Globalization;

namespace Lever.Profiles;

/// <summary>Cautions that follow from the numbers, whatever the format.</summary>
internal static class ProfileDoubts
{
    private const double MuchIdle = 0.2;

    public static IEnumerable<ProfileWarning> Of(Profile profile)
    {
        if (!profile.HasWeight) yield break;
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
