namespace Lever.Profiles.Measurements.Readers;

/// <summary>Counts as files give them.</summary>
internal static class Counted
{
    /// <summary>A whole number of things; null for what is none.</summary>
    public static long? From(double? number) => number is >= 0 and <= 1e15 and var count ? (long)count : null;
}
