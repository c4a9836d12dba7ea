using System.Globalization;

namespace Lever.Review.Settings;

/// <summary>Reads quantities as people write them in a configuration or on a command line; null where the text is none.</summary>
public static class Quantities
{
    private static readonly (string Unit, double Factor)[] durations =
    [
        ("ns", 1), ("us", 1e3), ("µs", 1e3), ("μs", 1e3), ("ms", 1e6), ("s", 1e9), ("min", 60e9), ("m", 60e9), ("h", 3600e9),
    ];

    private static readonly (string Unit, double Factor)[] sizes =
    [
        ("B", 1), ("kB", 1e3), ("KB", 1e3), ("MB", 1e6), ("GB", 1e9), ("TB", 1e12),
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40),
    ];

    private static readonly (string Unit, double Factor)[] counts = [("", 1), ("k", 1e3), ("K", 1e3), ("M", 1e6), ("G", 1e9)];

    /// <summary>A time such as <c>300ms</c> or <c>1.5 s</c>, in nanoseconds.</summary>
    public static double? Nanoseconds(string text) => Read(text, durations);

    /// <summary>A size such as <c>512MB</c> (10^6) or <c>64KiB</c> (2^10), in bytes.</summary>
    public static double? Bytes(string text) => Read(text, sizes);

    /// <summary>A count such as <c>1000</c>, <c>32k</c> or <c>1e6</c>.</summary>
    public static double? Count(string text) => Read(text, counts);

    /// <summary>A rate such as <c>2000/s</c> or <c>5k/min</c>, per second.</summary>
    public static double? PerSecond(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || Count(text[..slash]) is not { } count) return null;
        var unit = text[(slash + 1)..].Trim();
        return Nanoseconds("1" + unit) is { } nanoseconds ? count / nanoseconds * 1e9 : null;
    }

    /// <summary>A share such as <c>3%</c>, as a number: 0.03.</summary>
    public static double? Share(string text) => Read(text, [("%", 0.01)]);

    /// <summary>A count or a range of counts such as <c>100..1000</c>.</summary>
    public static SizeRange? Range(string text)
    {
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0) return Count(text) is { } single ? new SizeRange(single, single) : null;
        if (Count(text[..dots]) is not { } low || Count(text[(dots + 2)..]) is not { } high || low > high) return null;
        return new SizeRange(low, high);
    }

    /// <summary>A version such as <c>3.11</c>; what follows the minor number is not looked at.</summary>
    public static LanguageVersion? Version(string text)
    {
        var parts = text.Trim().Split('.');
        if (parts.Length < 2 || !TryReadWhole(parts[0], out var major) || !TryReadWhole(parts[1], out var minor)) return null;
        return new LanguageVersion(major, minor);
    }

    private static bool TryReadWhole(string digits, out int value) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static double? Read(string text, ReadOnlySpan<(string Unit, double Factor)> units)
    {
        var trimmed = text.AsSpan().Trim();
        foreach (var (unit, factor) in units)
        {
            if (!trimmed.EndsWith(unit, StringComparison.Ordinal)) continue;
            var number = trimmed[..^unit.Length].TrimEnd();
            if (!double.TryParse(number, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value))
                continue;
            if (double.IsFinite(value * factor)) return value * factor;
        }
        return null;
    }
}
