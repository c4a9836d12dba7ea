namespace Lever.Workspace;

/// <summary>Which folder is the project's.</summary>
internal static class ProjectFolder
{
    private static readonly string[] marks = ["pyproject.toml", "setup.cfg", "setup.py", "Cargo.toml"];

    /// <summary>The folder and those above it, up to the one that holds the repository, or the root where there is none.</summary>
    /// <param name="within">What is not to be left on the way.</param>
    public static IEnumerable<string> Upward(string folder, WorkspaceFolder? within = null)
    {
        for (string? at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            yield return at;
            if (IsRepository(at) || at == within?.Root) yield break;
        }
    }

    /// <summary>The nearest folder upward with a project's file, else the repository's, else the folder itself.</summary>
    /// <param name="within">What is not to be left on the way.</param>
    public static string Above(string folder, WorkspaceFolder? within = null)
    {
        foreach (var at in Upward(folder, within))
            if (IsRepository(at) || Array.Exists(marks, mark => File.Exists(Path.Combine(at, mark)))) return at;
        return folder;
    }

    /// <summary>The nearest folder upward that holds a repository; null where there is none.</summary>
    public static string? Repository(string folder)
    {
        for (string? at = folder; at is not null; at = Path.GetDirectoryName(at))
            if (IsRepository(at)) return at;
        return null;
    }

    // In a linked worktree and in a submodule `.git` is a file.
    private static bool IsRepository(string folder) => Path.Exists(Path.Combine(folder, ".git"));
}

/// <summary>Paths as reports show them: relative to the current folder, with forward slashes.</summary>
internal static class DisplayPath
{
    public static string Of(string fullPath, string currentFolder) =>
        Path.GetRelativePath(currentFolder, fullPath).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>The path of another file, from where that of a known one starts.</summary>
    public static string Beside(SourceFile known, string fullPath)
    {
        var parts = new List<string>(known.Path.Split('/')[..^1]);
        foreach (var part in Path.GetRelativePath(Path.GetDirectoryName(known.FullPath)!, fullPath).Split(Path.DirectorySeparatorChar))
        {
            if (part == ".." && parts is [.., not ".."]) parts.RemoveAt(parts.Count - 1);
            else parts.Add(part);
        }
        return string.Join('/', parts);
    }
}
