using System.Globalization;

namespace Lever.Review.Cost;

/// <summary>An interval with what it counts, in base units: nanoseconds, bytes, or ones.</summary>
public readonly record struct Quantity(Interval Value, Dimension Dimension)
{
    public static Quantity Count(double value) => new(Interval.Exactly(value), Dimension.Count);

    /// <summary>The typical value at one significant figure in a unit people use, without the interval.</summary>
    public string Typical => QuantityText.Of(Value.Typical, Dimension);

    /// <summary>One significant figure and the interval: <c>3 ms (1–10 ms)</c>; the interval is left out of exact figures.</summary>
    public override string ToString() => QuantityText.Of(this);
}

/// <summary>Writes quantities for people, independent of culture.</summary>
internal static class QuantityText
{
    /// <summary>A unit is used from <c>From</c> of its own; seconds stay seconds up to two minutes.</summary>
    private readonly record struct Scale(string Name, double Factor, double From);

    private static readonly Scale[] Times =
    [
        new("ns", 1, 0), new("µs", 1e3, 1), new("ms", 1e6, 1), new("s", 1e9, 1), new("min", 60e9, 2), new("h", 3600e9, 2), new("days", 86400e9, 2),
    ];

    private static readonly Scale[] Sizes = [new("B", 1, 0), new("KB", 1e3, 1), new("MB", 1e6, 1), new("GB", 1e9, 1), new("TB", 1e12, 1)];

    private static readonly Scale[] Counts = [new("", 1, 0), new("K", 1e3, 10), new("M", 1e6, 1), new("G", 1e9, 1)];

    private static readonly Scale[] Bandwidths =
        [new("B/s", 1e-9, 0), new("KB/s", 1e-6, 1), new("MB/s", 1e-3, 1), new("GB/s", 1, 1)];

    private static readonly Scale[] TimesPerByte = [new("ns/KB", 1e-3, 0), new("µs/KB", 1, 1), new("ms/KB", 1e3, 1), new("s/KB", 1e6, 1)];

    private static readonly Scale[] Rates = [new("/s", 1e-9, 0), new("K/s", 1e-6, 1), new("M/s", 1e-3, 1), new("G/s", 1, 1)];

    public static string Of(Quantity quantity)
    {
        var (low, typical, high) = quantity.Value;
        var text = Of(typical, quantity.Dimension);
        if (quantity.Value.IsExact) return text;
        // Ends are rounded outwards, but not for a twentieth of a digit; where they lie close together one figure would widen the interval too much.
        var figures = low > 0 && high < 4 * low ? 2 : 1;
        var (from, fromUnit) = Parts(low, quantity.Dimension, figures, Below);
        var (to, toUnit) = Parts(high, quantity.Dimension, figures, Above);
        return fromUnit == toUnit || from == "0"
            ? $"{text} ({from}–{to}{Spaced(toUnit)})"
            : $"{text} ({from}{Spaced(fromUnit)}–{to}{Spaced(toUnit)})";
    }

    public static string Of(double value, Dimension dimension)
    {
        var (number, unit) = Parts(value, dimension, figures: 1, Nearest);
        return number + Spaced(unit);
    }

    /// <summary>A size as it was given: not rounded to one figure, since it is an input.</summary>
    public static string Input(Quantity quantity)
    {
        var (low, typical, high) = quantity.Value;
        var text = Exact(typical, quantity.Dimension);
        return quantity.Value.IsExact ? text : $"{text} ({Exact(low, quantity.Dimension)}–{Exact(high, quantity.Dimension)})";
    }

    private static string Exact(double value, Dimension dimension)
    {
        var (number, unit) = Parts(value, dimension, figures: 6, Nearest);
        return number + Spaced(unit);
    }

    private static string Spaced(string unit) => unit is "" or "K" or "M" or "G" || unit.StartsWith('/') ? unit : " " + unit;

    private static (string Number, string Unit) Parts(double value, Dimension dimension, int figures, Func<double, double> whole)
    {
        if (double.IsNaN(value)) return ("undefined", "");
        if (double.IsInfinity(value)) return (value > 0 ? "unbounded" : "-unbounded", "");
        if (value == 0) return ("0", "");
        var scales = dimension switch
        {
            (0, 0) => Counts,
            (1, 0) => Times,
            (0, 1) => Sizes,
            (-1, 1) => Bandwidths,
            (1, -1) => TimesPerByte,
            (-1, 0) => Rates,
            _ => null,
        };
        if (scales is null) return (Number(Round(value, figures, whole)), FormattableString.Invariant($"ns^{dimension.Time}*B^{dimension.Bytes}"));
        var best = scales[0];
        foreach (var scale in scales.AsSpan(1))
        {
            var rounded = Math.Abs(Round(value / scale.Factor, figures, whole));
            if (rounded >= scale.From) best = scale;
        }
        return (Number(Round(value / best.Factor, figures, whole)), best.Name);
    }

    /// <summary>A value at some significant figures, halves away from zero.</summary>
    public static double Round(double value, int figures) => Round(value, figures, Nearest);

    // Through text, so that no binary remainder shows, nor tips a value over that is whole but for one.
    private static double Round(double value, int figures, Func<double, double> whole)
    {
        if (value == 0) return 0;
        var exponent = (int)Math.Floor(Math.Log10(Math.Abs(value))) - figures + 1;
        var digits = whole(Math.Round(value / Math.Pow(10, exponent), 9));
        return double.Parse(FormattableString.Invariant($"{digits:0}E{exponent}"), CultureInfo.InvariantCulture);
    }

    private static double Below(double value) => Math.Floor(value + 0.05);

    private static double Above(double value) => Math.Ceiling(value - 0.05);

    private static double Nearest(double value) => Math.Round(value, MidpointRounding.AwayFromZero);

    private static string Number(double value) => Math.Abs(value) is >= 1e-6 and < 1e12
        ? value.ToString("0.##########", CultureInfo.InvariantCulture)
        : value.ToString("0.#####e+0", CultureInfo.InvariantCulture);
}
