namespace Lever.Syntax.Python.Parsing;

/// <summary>Checks what only some versions of Python have.</summary>
internal static class Versions
{
    /// <summary>Reports syntax that the target version lacks.</summary>
    /// <param name="minor">The feature release that introduced it.</param>
    /// <param name="start">Where it starts; it ends before the current token.</param>
    /// <param name="what">What it is, as the subject of a sentence.</param>
    public static void Require(Cursor c, int minor, int start, string what)
    {
        if (c.TargetMinor < minor) c.Report(start, Math.Max(start, c.End), $"{what} needs Python 3.{minor}; the target is {c.Target}");
    }
}
