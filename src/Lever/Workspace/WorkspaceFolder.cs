namespace Lever.Workspace;

/// <summary>
/// The folder that a server works in. Whoever speaks to a server may be led by text that others wrote, so every path it names is
/// resolved here first: nothing outside of the folder is read or written, by whatever dots or links a path tries to leave it.
/// </summary>
internal sealed class WorkspaceFolder
{
    /// <summary>Linux follows as many links before it calls them a circle.</summary>
    private const int MostLinks = 40;

    /// <param name="folder">Absolute, and there.</param>
    public WorkspaceFolder(string folder) => Root = Real(Path.GetFullPath(folder), MostLinks) ?? folder;

    /// <summary>Absolute, without links, without a separator at the end.</summary>
    public string Root { get; }

    /// <summary>Where a path leads to.</summary>
    /// <param name="path">Absolute, or relative to the folder; what it names need not be there.</param>
    /// <returns>The absolute path without links, or why it is refused.</returns>
    public (string? FullPath, string? Problem) Resolve(string path)
    {
        if (path.Contains('\0')) return (null, "a path cannot hold a NUL character");
        try
        {
            if (Real(Path.GetFullPath(path, Root), MostLinks) is not { } real) return (null, $"{path}: its links go in a circle");
            return IsBelow(real) ? (real, null) : (null, $"{path}: outside of the workspace {Root}, where this server neither reads nor writes");
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            return (null, $"{path}: {Trouble.Explain(trouble)}");
        }
    }

    /// <summary>Does a path lead to something inside?</summary>
    public bool Holds(string path) => Resolve(path).FullPath is not null;

    private bool IsBelow(string real) =>
        real == Root || real.StartsWith(Root, StringComparison.Ordinal) && (Root[^1] == Path.DirectorySeparatorChar || real[Root.Length] == Path.DirectorySeparatorChar);

    /// <summary>The path with every link on the way replaced by what it leads to; null where they never end.</summary>
    private static string? Real(string path, int links)
    {
        var root = Path.GetPathRoot(path)!;
        var real = root;
        var rest = path[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < rest.Length; i++)
        {
            var next = Path.Join(real, rest[i]);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }
            if (links == 0) return null;
            return Real(Path.GetFullPath(Path.Join([Path.IsPathRooted(target) ? target : Path.Join(real, target), .. rest[(i + 1)..]])), links - 1);
        }
        return real;
    }
}
