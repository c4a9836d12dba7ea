using Lever.Profiles.Measurements;

namespace Lever.Workspace;

/// <summary>Finds benchmark results behind a path: a file of any format, or criterion's folder.</summary>
internal static class MeasurementInput
{
    private const string Criterion = "criterion";
    private const string Latest = "new";
    private const string Description = "benchmark.json";
    private const int MostBenchmarks = 100_000;

    /// <summary>
    /// The results at a path, or null where it holds none. A folder is criterion's; its last run is read, or the baseline whose name
    /// stands behind the folder's: <c>target/criterion/base</c>.
    /// </summary>
    /// <param name="within">What nothing outside of is to be read; null for no such bound.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public static MeasurementFile? Open(string path, WorkspaceFolder? within)
    {
        var full = Path.TrimEndingDirectorySeparator(path);
        if (Directory.Exists(full)) return OfCriterion(full, Latest, within);
        if (File.Exists(full))
        {
            if (Path.GetFileName(full) is "estimates.json" or "sample.json" && File.Exists(Beside(full, Description))) return OfOne(Path.GetDirectoryName(full)!, within);
            var bytes = FileReader.ReadSmall(full);
            return MeasurementReaders.Recognize(bytes, Path.GetFileName(full)) is null ? null : MeasurementReaders.Read(bytes, Path.GetFileName(full));
        }
        return Path.GetDirectoryName(full) is { } parent && Directory.Exists(parent) ? OfCriterion(parent, Path.GetFileName(full), within) : null;
    }

    private static MeasurementFile? OfCriterion(string folder, string baseline, WorkspaceFolder? within)
    {
        var root = Directory.Exists(Path.Combine(folder, "target", Criterion)) ? Path.Combine(folder, "target", Criterion) : folder;
        // A misspelt path must not set off a search through whatever lies around it.
        if (!root.Split(Path.DirectorySeparatorChar).Contains(Criterion) || within?.Holds(root) == false) return null;
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 16, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        string[] found = [.. Directory.EnumerateFiles(root, Description, options)
            .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == baseline).Take(MostBenchmarks).Order(StringComparer.Ordinal)];
        return found.Length == 0 ? null : MeasurementReaders.Read(found.Select(file => Files(Path.GetDirectoryName(file)!, root, within)), Path.GetFileName(root));
    }

    private static MeasurementFile OfOne(string folder, WorkspaceFolder? within) => MeasurementReaders.Read([Files(folder, Path.GetDirectoryName(Path.GetDirectoryName(folder))!, within)], Path.GetFileName(folder));

    private static CriterionFiles Files(string folder, string root, WorkspaceFolder? within) => new(
        Path.GetRelativePath(root, Path.GetDirectoryName(folder)!).Replace('\\', '/'), Content(folder, Description, within), Content(folder, "estimates.json", within), Content(folder, "sample.json", within));

    private static byte[] Content(string folder, string name, WorkspaceFolder? within)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) && within?.Holds(path) != false ? FileReader.ReadSmall(path) : [];
    }

    private static string Beside(string path, string name) => Path.Combine(Path.GetDirectoryName(path)!, name);
}
