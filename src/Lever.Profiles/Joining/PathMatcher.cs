using Lever.Profiles.Names;

namespace Lever.Profiles.Joining;

/// <summary>What a profile's path has in common with the project's files.</summary>
/// <param name="Files">The files with the longest common end; several where it leaves the choice open.</param>
/// <param name="Common">How many components of the paths agree, from the end.</param>
/// <param name="IsWhole">Whether one of the paths agrees from its beginning, and by more than a bare file name within folders.</param>
internal readonly record struct PathMatch(IReadOnlyList<int> Files, int Common, bool IsWhole)
{
    public static PathMatch None { get; } = new([], 0, false);
}

/// <summary>Finds project files by the paths of a profile, which may come from another machine, folder or container.</summary>
internal sealed class PathMatcher
{
    private readonly string[][] files;
    private readonly Dictionary<string, List<int>> byName = [];
    private readonly Dictionary<string, int> byPath = [];

    public PathMatcher(IReadOnlyList<SourceFile> project)
    {
        files = new string[project.Count][];
        for (var i = 0; i < files.Length; i++)
        {
            var path = PathText.Normalize(project[i].Path);
            files[i] = path.Split('/');
            byPath.TryAdd(path, i);
            if (!byName.TryGetValue(files[i][^1], out var list)) byName.Add(files[i][^1], list = []);
            list.Add(i);
        }
    }

    /// <summary>The file at exactly this path, or null.</summary>
    public int? At(string path) => byPath.TryGetValue(path, out var file) ? file : null;

    /// <summary>The files whose paths end as the given one does, those with the longest common end.</summary>
    /// <param name="path">Normalised.</param>
    public PathMatch Match(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != "..").ToArray();
        if (parts.Length == 0 || !byName.TryGetValue(parts[^1], out var candidates)) return PathMatch.None;
        var best = new List<int>();
        var (bestCommon, bestWhole) = (0, false);
        foreach (var file in candidates)
        {
            var common = CommonEnd(parts, files[file]);
            var whole = common == files[file].Length && (common > 1 || parts.Length == 1);
            whole |= common == parts.Length && common > 1;
            if (best.Count > 0 && (common, whole).CompareTo((bestCommon, bestWhole)) < 0) continue;
            if (common > bestCommon || whole != bestWhole) best.Clear();
            best.Add(file);
            (bestCommon, bestWhole) = (common, whole);
        }
        return new PathMatch(best, bestCommon, bestWhole);
    }

    /// <summary>
    /// The file that an installed copy of the project was made from: <c>site-packages/pkg/a.py</c> comes from <c>pkg/a.py</c> or
    /// <c>src/pkg/a.py</c>, and nothing shorter will do.
    /// </summary>
    public int? OfInstalled(string belowPackages) =>
        At(belowPackages) ?? At("src/" + belowPackages) ?? At("python/" + belowPackages) ?? At("lib/" + belowPackages);

    /// <summary>What stands before the project's path in a matched one; null if it is not contained whole.</summary>
    public string? PrefixOf(string path, int file)
    {
        var own = string.Join('/', files[file]);
        return files[file].Length > 1 && path.EndsWith("/" + own, StringComparison.Ordinal) ? path[..^own.Length] : null;
    }

    private static int CommonEnd(string[] a, string[] b)
    {
        var common = 0;
        while (common < a.Length && common < b.Length && a[^(common + 1)] == b[^(common + 1)]) common++;
        return common;
    }
}
