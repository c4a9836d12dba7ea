using System.Globalization;
using Lever.Experiments.Statistics;

namespace Lever.Experiments;

/// <summary>Numbers as sentences carry them: no more digits than the interval bears, the same under every culture.</summary>
internal static class Figures
{
    /// <summary><c>2.1 (2.0 to 2.2)</c>; <c>about 2.1 (no bounds yet)</c> where the sample is too small.</summary>
    public static string Ratio(Interval ratio)
    {
        var digits = Digits(ratio);
        return double.IsFinite(ratio.High) && double.IsFinite(ratio.Low)
            ? $"{Plain(ratio.Estimate, digits)} ({Plain(ratio.Low, digits)} to {Plain(ratio.High, digits)})"
            : $"about {Plain(ratio.Estimate, digits)} (no bounds yet)";
    }

    /// <summary>Enough digits that the bounds differ, none beyond the third; two where there is no width to go by.</summary>
    public static int Digits(Interval ratio)
    {
        var width = ratio.High - ratio.Low;
        if (!double.IsFinite(width) || width <= 0) return 2;
        return Math.Clamp((int)Math.Ceiling(-Math.Log10(width)), 0, 3);
    }

    public static string Plain(double value, int digits) => value.ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>A share as <c>3 %</c> or <c>2.5 %</c>.</summary>
    public static string Percent(double share) => (share * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    /// <summary><c>40 s</c>, <c>12 min</c> or <c>3.5 h</c>.</summary>
    public static string Duration(double seconds) => seconds switch
    {
        < 90 => Math.Ceiling(seconds).ToString("0", CultureInfo.InvariantCulture) + " s",
        < 5400 => (seconds / 60).ToString("0", CultureInfo.InvariantCulture) + " min",
        _ => (seconds / 3600).ToString("0.#", CultureInfo.InvariantCulture) + " h",
    };

    /// <summary>A size as people write it: <c>12</c>, <c>1k</c>, <c>32k</c>, <c>1M</c>.</summary>
    public static string Size(long size) => size switch
    {
        >= 1_000_000 when size % 1_000_000 == 0 => (size / 1_000_000).ToString(CultureInfo.InvariantCulture) + "M",
        >= 1000 when size % 1000 == 0 => (size / 1000).ToString(CultureInfo.InvariantCulture) + "k",
        _ => size.ToString(CultureInfo.InvariantCulture),
    };
}
