namespace Lever.Profiles.Writing;

/// <summary>Writes stacks in the formats that other tools read.</summary>
public static class ProfileWriters
{
    /// <summary>The names of the formats.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["folded", "speedscope", "pprof"];

    /// <summary>Writes a profile's stacks with the weights of its metrics; of folded stacks, which have one weight, those of the first.</summary>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <exception cref="ArgumentException">The format is none of them, or the profile has no stacks.</exception>
    public static void Write(Profile profile, string format, Stream output)
    {
        ArgumentNullException.ThrowIfNull(profile);
        if (profile.Stacks.IsEmpty) throw new ArgumentException("the profile has no stacks", nameof(profile));
        switch (format)
        {
            case "folded": FoldedWriter.Write(profile, output); break;
            case "speedscope": SpeedscopeWriter.Write(profile, output); break;
            case "pprof": PprofWriter.Write(profile, output); break;
            default: throw new ArgumentException($"no format is called `{format}`", nameof(format));
        }
    }
}
