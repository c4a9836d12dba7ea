using System.Diagnostics;

namespace Lever.Dev;

/// <summary>Finds Python files.</summary>
internal static class PythonFiles
{
    /// <summary>All `.py` files below folders, and files named themselves, sorted by path.</summary>
    public static IReadOnlyList<string> Below(IEnumerable<string> places)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        return [.. places
            .SelectMany(place => File.Exists(place) ? [place] : Directory.EnumerateFiles(place, "*.py", options))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>The folder of an interpreter's standard library, its `site-packages` included.</summary>
    public static string StandardLibrary(string interpreter)
    {
        using var process = Process.Start(new ProcessStartInfo(interpreter, ["-c", "import sysconfig; print(sysconfig.get_path('stdlib'))"])
        {
            RedirectStandardOutput = true,
        })!;
        return process.StandardOutput.ReadToEnd().Trim();
    }
}
