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
    public static ShareInterval Wilson(double share, double samples) => Wilson(share, samples, Z95);

    /// <summary>The same at another confidence.</summary>
    /// <param name="z">The standard normal distribution's quantile.</param>
    internal static ShareInterval Wilson(double share, double samples, double z)
    {
        if (samples <= 0) return new ShareInterval(0, 1);
        var p = Math.Clamp(share, 0, 1);
        var z2 = z * z;
        var scale = 1 + z2 / samples;
        var center = (p + z2 / (2 * samples)) / scale;
        var half = z * Math.Sqrt(p * (1 - p) / samples + z2 / (4 * samples * samples)) / scale;
        return new ShareInterval(Math.Max(0, center - half), Math.Min(1, center + half));
    }

    /// <summary>
    /// The standard normal distribution's quantile: Newton's steps on the tail from a rational start (Abramowitz and Stegun, 26.2.23). Fifteen digits are
    /// right from 0.9 up, seven at 0.75, and ever fewer towards the middle.
    /// </summary>
    /// <param name="probability">Above 0.5 and below 1.</param>
    internal static double Quantile(double probability)
    {
        var tail = 1 - probability;
        var t = Math.Sqrt(-2 * Math.Log(tail));
        var z = t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t);
        for (var step = 0; step < 3; step++) z += (UpperTail(z) - tail) / Density(z);
        return z;
    }

    private static double Density(double z) => Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>The probability above z, by Laplace's continued fraction from its far end, which takes the more terms the smaller z is.</summary>
    private static double UpperTail(double z)
    {
        const int terms = 200;
        var fraction = z;
        for (var term = terms; term > 0; term--) fraction = z + term / fraction;
        return Density(z) / fraction;
    }
}
