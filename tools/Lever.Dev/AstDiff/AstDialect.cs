namespace Lever.Dev.AstDiff;

/// <summary>
/// What a CPython version's positions can be relied on for, as `ast_dump.py` says in its first line; the script's own text
/// tells why. What a dialect lacks is left out of both dumps.
/// </summary>
/// <param name="Keywords">Keyword arguments have positions (3.9).</param>
/// <param name="Aliases">Imported names have positions (3.10).</param>
/// <param name="Slices">Slices have positions, and so has a tuple with a slice in it (3.9).</param>
/// <param name="FStrings">Positions inside f-strings are those of the file (3.12).</param>
/// <param name="Ends">Parameters and starred expressions have reliable ends (3.9).</param>
internal sealed record AstDialect(bool Keywords, bool Aliases, bool Slices, bool FStrings, bool Ends)
{
    public static AstDialect Full { get; } = new(true, true, true, true, true);

    /// <summary>Reads the script's line `dialect NAME...`; null where it is no such line.</summary>
    public static AstDialect? Parse(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not ["dialect", ..]) return null;
        return new AstDialect(
            words.Contains("keywords"), words.Contains("aliases"), words.Contains("slices"), words.Contains("fstrings"), words.Contains("ends"));
    }
}
