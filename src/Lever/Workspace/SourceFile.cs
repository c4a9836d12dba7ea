using Lever.Review.Findings;

namespace Lever.Workspace;

/// <summary>A file to review.</summary>
/// <param name="FullPath">Absolute.</param>
/// <param name="Path">Relative to the current folder, with forward slashes.</param>
/// <param name="IsNamed">Was it named by the user itself, not found in a folder?</param>
internal sealed record SourceFile(string FullPath, string Path, Language Language, bool IsNamed)
{
    /// <summary>The path that globs of the settings are held against.</summary>
    /// <param name="projectFolder">Absolute.</param>
    public string PathIn(string projectFolder)
    {
        var inside = FullPath.StartsWith(projectFolder, StringComparison.Ordinal)
            && FullPath.Length > projectFolder.Length && FullPath[projectFolder.Length] == System.IO.Path.DirectorySeparatorChar;
        return inside ? FullPath[(projectFolder.Length + 1)..].Replace(System.IO.Path.DirectorySeparatorChar, '/') : DisplayPath.Of(FullPath, projectFolder);
    }

    /// <summary>The language that a name's ending says; null where it says none that Lever reads.</summary>
    public static Language? LanguageOf(ReadOnlySpan<char> name)
    {
        if (name.EndsWith(".py", StringComparison.Ordinal) || name.EndsWith(".pyi", StringComparison.Ordinal)) return Language.Python;
        if (name.EndsWith(".rs", StringComparison.Ordinal)) return Language.Rust;
        return name.EndsWith(".ipynb", StringComparison.Ordinal) ? Language.Notebook : null;
    }
}

/// <summary>What was found to review.</summary>
/// <param name="Files">Sorted by path, each once.</param>
/// <param name="Problems">What could not be looked into, or is no source although the user named it.</param>
/// <param name="Missing">Paths that the user named and that do not exist, as the user wrote them.</param>
internal sealed record SourceFiles(IReadOnlyList<SourceFile> Files, IReadOnlyList<FileProblem> Problems, IReadOnlyList<string> Missing);
