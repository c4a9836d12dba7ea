using System.Globalization;

namespace Lever.Review.Findings;

/// <summary>
/// Numbers as reports print them: estimates with one significant figure and their interval, measured shares with two,
/// the same under any culture.
/// </summary>
public static class Figures
{
    private static readonly string[] ByteUnits = ["B", "kB", "MB", "GB", "TB", "PB"];

    /// <summary>An amount with a given number of significant figures, such as <c>20 ms</c>, <c>3 MB</c>, <c>0.4 %</c>.</summary>
    public static string Of(double amount, AmountUnit unit, int figures = 1) => unit switch
    {
        AmountUnit.Nanoseconds => Duration(amount, figures),
        AmountUnit.Bytes => Bytes(amount, figures),
        AmountUnit.Share => $"{Number(amount * 100, figures)} %",
        _ => $"{Number(amount, figures)} samples",
    };

    /// <summary>
    /// An interval with one figure at each end, or two where one would hide that the ends differ: <c>3–20 ms</c>;
    /// null where the ends are equal.
    /// </summary>
    public static string? Interval(double low, double high, AmountUnit unit)
    {
        for (var figures = 1; figures <= 2; figures++)
        {
            var (from, to) = (Of(low, unit, figures), Of(high, unit, figures));
            if (from == to) continue;
            var (fromUnit, toUnit) = (from.LastIndexOf(' '), to.LastIndexOf(' '));
            var sameUnit = low == 0 || from.AsSpan(fromUnit).SequenceEqual(to.AsSpan(toUnit));
            return sameUnit ? $"{from[..fromUnit]}–{to}" : $"{from}–{to}";
        }
        return null;
    }

    /// <summary>A measured share, in whole percent or, below one, with one figure: <c>38 %</c>, <c>0.4 %</c>.</summary>
    public static string MeasuredShare(double share) =>
        share >= 0.01 ? $"{Math.Round(share * 100).ToString("0", CultureInfo.InvariantCulture)} %" : Of(share, AmountUnit.Share);

    /// <summary>A size or count as it was given: thousands are separated, and what is no whole number has three figures.</summary>
    public static string Count(double count) =>
        count == Math.Floor(count) && Math.Abs(count) < 1e15
            ? count.ToString("#,0", CultureInfo.InvariantCulture)
            : Number(count, 3);

    /// <summary>A number with so many significant figures and no exponent.</summary>
    public static string Number(double value, int figures)
    {
        if (double.IsNaN(value)) return "unknown";
        if (double.IsInfinity(value)) return value > 0 ? "∞" : "-∞";
        var rounded = Rounded(value, figures);
        return rounded.ToString(Math.Abs(rounded) >= 1 ? "#,0.##" : "0.##########", CultureInfo.InvariantCulture);
    }

    /// <summary>The nearest number with so many significant figures. What is not finite becomes zero, for JSON has no word for it.</summary>
    public static double Rounded(double value, int figures)
    {
        if (!double.IsFinite(value) || value == 0) return 0;
        var power = (int)Math.Floor(Math.Log10(Math.Abs(value))) - figures + 1;
        // Powers of ten are exact upwards of 1, so a negative one is divided by and not multiplied with.
        var scale = Math.Pow(10, Math.Abs(power));
        if (!double.IsFinite(scale)) return 0;
        return power >= 0
            ? Math.Round(value / scale, MidpointRounding.AwayFromZero) * scale
            : Math.Round(value * scale, MidpointRounding.AwayFromZero) / scale;
    }

    private static string Duration(double nanoseconds, int figures)
    {
        nanoseconds = Rounded(nanoseconds, figures);
        return Math.Abs(nanoseconds) switch
        {
            0 => "0 ns",
            < 1e3 => $"{Number(nanoseconds, figures)} ns",
            < 1e6 => $"{Number(nanoseconds / 1e3, figures)} µs",
            < 1e9 => $"{Number(nanoseconds / 1e6, figures)} ms",
            < 120e9 => $"{Number(nanoseconds / 1e9, figures)} s",
            < 7200e9 => $"{Number(nanoseconds / 60e9, figures)} min",
            _ => $"{Number(nanoseconds / 3600e9, figures)} h",
        };
    }

    private static string Bytes(double bytes, int figures)
    {
        var power = 0;
        while (power < ByteUnits.Length - 1 && Math.Abs(Rounded(bytes, figures)) >= 1000)
        {
            bytes /= 1000;
            power++;
        }
        return $"{Number(bytes, figures)} {ByteUnits[power]}";
    }
}
