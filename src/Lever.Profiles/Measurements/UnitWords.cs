using System.Globalization;

namespace Lever.Profiles.Measurements;

/// <summary>A unit as a tool writes it, and what one of it is in Lever's own.</summary>
/// <param name="Scale">What a value is multiplied by.</param>
internal readonly record struct ScaledUnit(MetricUnit Unit, double Scale);

/// <summary>Words for units, and numbers with them.</summary>
internal static class UnitWords
{
    /// <summary>The unit a word means; of <see cref="MetricUnit.Unknown"/> where it is none of time or size.</summary>
    public static ScaledUnit Of(ReadOnlySpan<char> word) => word switch
    {
        "ps" => new(MetricUnit.Seconds, 1e-12),
        "ns" or "nsec" or "nanoseconds" => new(MetricUnit.Seconds, 1e-9),
        "us" or "µs" or "μs" or "usec" or "microseconds" => new(MetricUnit.Seconds, 1e-6),
        "ms" or "msec" or "milliseconds" => new(MetricUnit.Seconds, 1e-3),
        "s" or "sec" or "second" or "seconds" => new(MetricUnit.Seconds, 1),
        "m" or "min" or "minutes" => new(MetricUnit.Seconds, 60),
        "h" => new(MetricUnit.Seconds, 3600),
        "B" or "byte" or "bytes" or "Bytes" => new(MetricUnit.Bytes, 1),
        "KB" or "kB" => new(MetricUnit.Bytes, 1e3),
        "MB" => new(MetricUnit.Bytes, 1e6),
        "GB" => new(MetricUnit.Bytes, 1e9),
        "KiB" => new(MetricUnit.Bytes, 1024),
        "MiB" => new(MetricUnit.Bytes, 1 << 20),
        "GiB" => new(MetricUnit.Bytes, 1 << 30),
        _ => new(MetricUnit.Unknown, 1),
    };

    /// <summary>A number with a point, or with commas between thousands; null for anything else.</summary>
    public static double? Number(ReadOnlySpan<char> text) =>
        double.TryParse(text.Trim(), NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number) ? number : null;

    /// <summary>A number with its unit behind it, such as <c>14.5 ns</c>, in seconds or bytes.</summary>
    public static double? Scaled(ReadOnlySpan<char> text)
    {
        var trimmed = text.Trim();
        var blank = trimmed.IndexOf(' ');
        if (blank < 0 || Number(trimmed[..blank]) is not { } number) return null;
        var unit = Of(trimmed[(blank + 1)..].Trim());
        return unit.Unit == MetricUnit.Unknown ? null : number * unit.Scale;
    }
}
