namespace Lever.Review.Cost;

/// <summary>Exponents of what is counted. Base units are the nanosecond and the byte; a plain count has neither.</summary>
public readonly record struct Dimension(int Time, int Bytes)
{
    public static Dimension Count => default;

    public static Dimension OfTime => new(1, 0);

    public static Dimension OfBytes => new(0, 1);

    /// <summary>Bytes per time.</summary>
    public static Dimension Bandwidth => new(-1, 1);

    /// <summary>Time per byte.</summary>
    public static Dimension TimePerByte => new(1, -1);

    public static Dimension operator *(Dimension left, Dimension right) => new(left.Time + right.Time, left.Bytes + right.Bytes);

    public static Dimension operator /(Dimension left, Dimension right) => new(left.Time - right.Time, left.Bytes - right.Bytes);

    public Dimension Power(int exponent) => new(Time * exponent, Bytes * exponent);

    /// <summary>The dimension as messages call it, with its article: <c>a time</c>, <c>bytes</c>, <c>a count</c>.</summary>
    public override string ToString() => this switch
    {
        (0, 0) => "a count",
        (1, 0) => "a time",
        (0, 1) => "bytes",
        (-1, 1) => "a bandwidth",
        (1, -1) => "a time per byte",
        (-1, 0) => "a rate per time",
        _ => FormattableString.Invariant($"time^{Time} * bytes^{Bytes}"),
    };
}

/// <summary>What a number in an expression may be followed by.</summary>
/// <param name="Name">As it is written; empty for a plain number.</param>
/// <param name="Factor">How many base units (nanoseconds, bytes, ones) it stands for.</param>
internal readonly record struct Unit(string Name, double Factor, Dimension Dimension)
{
    public static readonly Unit None = new("", 1, Dimension.Count);

    // Prefixes of bytes are decimal, as in the data sheets that bandwidths come from; the binary ones have their own names.
    private static readonly Unit[] All =
    [
        new("K", 1e3, Dimension.Count), new("M", 1e6, Dimension.Count), new("G", 1e9, Dimension.Count),
        new("ns", 1, Dimension.OfTime), new("us", 1e3, Dimension.OfTime), new("ms", 1e6, Dimension.OfTime),
        new("s", 1e9, Dimension.OfTime), new("min", 60e9, Dimension.OfTime), new("h", 3600e9, Dimension.OfTime),
        new("B", 1, Dimension.OfBytes), new("KB", 1e3, Dimension.OfBytes), new("MB", 1e6, Dimension.OfBytes),
        new("GB", 1e9, Dimension.OfBytes), new("TB", 1e12, Dimension.OfBytes),
        new("KiB", 1024, Dimension.OfBytes), new("MiB", 1048576, Dimension.OfBytes), new("GiB", 1073741824, Dimension.OfBytes),
        new("Mbps", 0.000125, Dimension.Bandwidth), new("Gbps", 0.125, Dimension.Bandwidth),
    ];

    public const string Known = "K, M, G; ns, us, ms, s, min, h; B, KB, MB, GB, TB, KiB, MiB, GiB; Mbps, Gbps; or a rate such as GB/s";

    public static Unit? Named(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty) return None;
        if (name is "k") name = "K";
        if (name is "kB") name = "KB";
        if (name is "µs" or "μs") name = "us";      // The micro sign and the Greek letter.
        foreach (var unit in All)
            if (name.SequenceEqual(unit.Name)) return unit;
        return null;
    }

    /// <summary>A bandwidth or a time per byte; null where the two do not make one.</summary>
    public static Unit? Rate(Unit over, Unit under)
    {
        var dimension = over.Dimension / under.Dimension;
        var isRate = over.Dimension == Dimension.OfBytes && under.Dimension == Dimension.OfTime
            || over.Dimension == Dimension.OfTime && under.Dimension == Dimension.OfBytes;
        return isRate ? new Unit($"{over.Name}/{under.Name}", over.Factor / under.Factor, dimension) : null;
    }
}
