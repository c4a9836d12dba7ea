namespace Lever.Review.Semantics;

/// <summary>Where the number of elements or turns comes from.</summary>
public enum SizeOrigin
{
    /// <summary>A literal, a constant: exactly known.</summary>
    Fixed,
    /// <summary>Small by nature: command-line arguments, headers, columns, path parts.</summary>
    Small,
    /// <summary>Nothing says how large it is.</summary>
    Unknown,
    /// <summary>What callers pass that nobody has seen: it may be the user's data, and it may be three things.</summary>
    Passed,
    /// <summary>The user's data: a file, a query, a document.</summary>
    Data,
    /// <summary>Grows in the loop that uses it, so it is as large as the loop is long.</summary>
    SelfGrowing,
}

/// <summary>A number of elements or turns.</summary>
/// <param name="Typical">A plausible value.</param>
/// <param name="Source">Where the figures come from, in words.</param>
public readonly record struct Size(SizeOrigin Origin, double Low, double Typical, double High, string Source)
{
    public static Size Exactly(double count, string source) => new(SizeOrigin.Fixed, count, count, count, source);

    public static Size SmallBy(string source) => new(SizeOrigin.Small, 3, 8, 50, source);

    public static Size DataBy(string source) => new(SizeOrigin.Data, 100, 1000, 100_000, source);

    /// <summary>What callers pass: data, though seldom as much as a file or a table holds.</summary>
    public static Size PassedBy(string source) => new(SizeOrigin.Passed, 100, 1000, 10_000, source);

    public static readonly Size Unknown = new(SizeOrigin.Unknown, 1, 30, 10_000, "prior");

    /// <summary>Is it large enough to report on without a profile?</summary>
    public bool IsData => Origin == SizeOrigin.Passed || IsSeen;

    /// <summary>Is it large for a reason that the file shows, and not only because a parameter may be?</summary>
    public bool IsSeen => Origin is SizeOrigin.Data or SizeOrigin.SelfGrowing || (Origin == SizeOrigin.Fixed && Typical >= 1000);

    /// <summary>Is it known to be too small to matter?</summary>
    public bool IsSmall => Origin == SizeOrigin.Small || (Origin == SizeOrigin.Fixed && Typical <= 64);

    public Size AtMost(Size other) => other.High < High ? other : this;
}
