namespace Lever.Profiles;

/// <summary>How much of a file is kept, whatever it holds. Real profiles stay far below; hostile ones stop here.</summary>
internal static class ProfileLimits
{
    /// <summary>Bytes of a decompressed file.</summary>
    public const int Bytes = 1 << 30;

    /// <summary>Distinct stacks, every prefix counted.</summary>
    public const int Nodes = 8_000_000;

    public const int Functions = 1_000_000;

    public const int Frames = 4_000_000;

    public const int Threads = 100_000;

    public const int Metrics = 64;

    /// <summary>Frames of one stack. What lies deeper is left out, but for the leaf.</summary>
    public const int Depth = 8192;

    /// <summary>Characters of one name.</summary>
    public const int Name = 4096;

    public const int Problems = 50;

    /// <summary>One weight; anything larger is noise, and sums stay finite.</summary>
    public const double Weight = 1e18;
}
