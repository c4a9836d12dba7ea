namespace Lever.Profiles;

/// <summary>Bounds of a share, each between 0 and 1.</summary>
public readonly record struct ShareInterval(double Low, double High);

/// <summary>How far a share seen in samples may be from the true one.</summary>
public static class SamplingError
{
    /// <summary>Below this many samples a profile carries a warning: a share of 10 % is then known to 6 points only.</summary>
    public const int FewSamples = 100;

    private const double Z95 = 1.959963984540054;

    /// <summary>Wilson's score interval at 95 % confidence (E. B. Wilson, 1927).</summary>
    /// <param name="share">Between 0 and 1.</param>
    /// <param name="samples">How many samples the share was taken of.</param>
    public static ShareInterval Wilson(double share, double samples)
    {
        if (samples <= 0) return new ShareInterval(0, 1);
        var p = Math.Clamp(share, 0, 1);
        var z2 = Z95 * Z95;
        var scale = 1 + z2 / samples;
        var center = (p + z2 / (2 * samples)) / scale;
        var half = Z95 * Math.Sqrt(p * (1 - p) / samples + z2 / (4 * samples * samples)) / scale;
        return new ShareInterval(Math.Max(0, center - half), Math.Min(1, center + half));
    }
}
