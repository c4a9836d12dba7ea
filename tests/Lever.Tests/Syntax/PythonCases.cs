namespace Lever.Tests.Syntax;

/// <summary>
/// Sources kept under Cases/Python. Where they stand one a line, `\n`, `\t`, `\x0c` and `\x00` stand for those bytes and `\\` for
/// a backslash before them.
/// </summary>
internal static class PythonCases
{
    public static string Folder { get; } = Path.Combine(FindRoot(), "tests", "Lever.Tests", "Cases", "Python");

    public static IEnumerable<string> Lines(string file) =>
        File.ReadLines(Path.Combine(Folder, file)).Select(Unescape);

    /// <summary>Sources and what is expected of them: `----` stands between the two, `====` before the next source.</summary>
    public static IEnumerable<(string Source, string Expected)> Pairs(string file)
    {
        foreach (var part in File.ReadAllText(Path.Combine(Folder, file)).Split("====\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var halves = part.Split("----\n");
            yield return (halves[0], halves[1]);
        }
    }

    private static string Unescape(string line) => line.Replace("\\\\", "\x01", StringComparison.Ordinal)
        .Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\t", "\t", StringComparison.Ordinal)
        .Replace("\\x0c", "\f", StringComparison.Ordinal).Replace("\\x00", "\0", StringComparison.Ordinal)
        .Replace('\x01', '\\');

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Lever.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
