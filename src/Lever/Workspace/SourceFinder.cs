using System.IO.Enumeration;
using System.Text;
using Lever.Review.Findings;

namespace Lever.Workspace;

/// <summary>
/// Finds the files to review as people expect of a linter: what <c>.gitignore</c> and <c>info/exclude</c> name is left out, so
/// are hidden names, environments, caches and build output; links to folders are not followed. What the user names is taken
/// whatever it is called.
/// </summary>
internal sealed class SourceFinder
{
    [Flags]
    private enum Marks
    {
        None = 0,
        IgnoreFile = 1,
        Repository = 2,
        Package = 4,
        /// <summary>A virtual environment, or a cache as bford.info/cachedir marks it; cargo's <c>target</c> is one.</summary>
        NotSource = 8,
        /// <summary>A Cargo manifest, beside which `target` is what was built.</summary>
        Cargo = 16,
    }

    /// <param name="Display">Its path as shown, with a slash at the end; empty for the current folder.</param>
    /// <param name="Relative">Its path from the folder that the ignore rules start at, with a slash at the end; empty for that one.</param>
    private readonly record struct Folder(string FullPath, string Display, string Relative, IgnoreChain? Ignores, bool IsNamed);

    private static readonly EnumerationOptions everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private readonly List<SourceFile> files = [];
    private readonly List<FileProblem> problems = [];
    private readonly List<string> missing = [];
    private readonly Stack<Folder> waiting = new();
    private readonly List<(string Name, bool IsFolder)> entries = [];
    private Marks marks;
    private byte[] path = new byte[4096];

    private SourceFinder()
    {
    }

    /// <summary>Files and folders that the user named, relative to the current folder or absolute.</summary>
    public static SourceFiles Find(IReadOnlyList<string> paths, string currentFolder)
    {
        var finder = new SourceFinder();
        foreach (var named in paths) finder.Take(named, currentFolder);
        finder.files.Sort((left, right) => string.CompareOrdinal(left.Path, right.Path));
        // A file may be both named and found in a named folder.
        var files = new List<SourceFile>(finder.files.Count);
        foreach (var file in finder.files)
            if (files is not [.., var last] || last.FullPath != file.FullPath) files.Add(file);
        return new SourceFiles(files, finder.problems, finder.missing);
    }

    private void Take(string named, string currentFolder)
    {
        var fullPath = Path.TrimEndingDirectorySeparator(Path.GetFullPath(named, currentFolder));
        var display = DisplayPath.Of(fullPath, currentFolder);
        if (Directory.Exists(fullPath)) Walk(fullPath, display == "." ? "" : display + "/");
        else if (!Path.Exists(fullPath)) missing.Add(named);
        else if (LanguageOfNamed(fullPath, display) is { } language) files.Add(new SourceFile(fullPath, display, language, IsNamed: true));
    }

    private Language? LanguageOfNamed(string fullPath, string display)
    {
        if (SourceFile.LanguageOf(fullPath) is { } language) return language;
        var head = new byte[128];
        try
        {
            if (new FileInfo(fullPath).Length > 0)
            {
                using var handle = File.OpenHandle(fullPath);
                var line = head.AsSpan(0, RandomAccess.Read(handle, head, 0));
                var end = line.IndexOfAny((byte)'\n', (byte)'\r');
                if (line.StartsWith("#!"u8) && line[..(end < 0 ? line.Length : end)].IndexOf("python"u8) >= 0) return Language.Python;
            }
            problems.Add(new FileProblem(display, 1, "neither Python nor Rust: neither the name nor a `#!` line says so"));
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            problems.Add(new FileProblem(display, 1, Trouble.Explain(trouble)));
        }
        return null;
    }

    private void Walk(string fullPath, string display)
    {
        waiting.Push(Start(fullPath, display));
        while (waiting.TryPop(out var folder))
        {
            entries.Clear();
            marks = Marks.None;
            Enumerate(folder);
            if (!folder.IsNamed && IsOutput(folder)) continue;
            Sort(WithIgnores(folder));
        }
    }

    /// <summary>The folder that a walk starts at, under the rules of the folders above it up to the repository's.</summary>
    private Folder Start(string fullPath, string display)
    {
        if (ProjectFolder.Repository(fullPath) is not { } repository) return new Folder(fullPath, display, "", null, IsNamed: true);
        var chain = Excludes(repository);
        var inside = Path.GetRelativePath(repository, fullPath).Replace(Path.DirectorySeparatorChar, '/');
        if (inside == ".") return new Folder(fullPath, display, "", chain, IsNamed: true);
        inside += "/";
        for (var end = 0; ; end = inside.IndexOf('/', end) + 1)
        {
            var above = inside[..end];
            if (end == inside.Length) break;
            chain = Extend(chain, Path.Combine(repository, above, ".gitignore"), above);
        }
        return new Folder(fullPath, display, inside, chain, IsNamed: true);
    }

    private void Enumerate(Folder folder)
    {
        try
        {
            var found = new FileSystemEnumerable<(string Name, bool IsFolder)>(
                folder.FullPath, static (ref FileSystemEntry entry) => (entry.FileName.ToString(), entry.IsDirectory), everything)
            {
                ShouldIncludePredicate = IsCandidate,
            };
            foreach (var entry in found) entries.Add(entry);
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            problems.Add(new FileProblem(folder.Display == "" ? "." : folder.Display[..^1], 1, Trouble.Explain(trouble)));
        }
    }

    private bool IsCandidate(ref FileSystemEntry entry)
    {
        var name = entry.FileName;
        if (name[0] == '.')
        {
            if (name is ".gitignore") marks |= Marks.IgnoreFile;
            if (name is ".git") marks |= Marks.Repository;
            return false;
        }
        if (entry.IsDirectory)
        {
            // Asking for the attributes costs a call to the system, so it comes last. A link to a folder may lead in circles.
            return name is not ("venv" or "node_modules" or "__pycache__" or "__pypackages__" or "site-packages" or "_build" or "buck-out")
                && (entry.Attributes & FileAttributes.ReparsePoint) == 0;
        }
        if (name is "pyvenv.cfg" or "CACHEDIR.TAG") marks |= Marks.NotSource;
        // Modules of Rust are folders of any name.
        if (name is "__init__.py" || name.EndsWith(".rs", StringComparison.Ordinal)) marks |= Marks.Package;
        if (name is "Cargo.toml") marks |= Marks.Cargo;
        return SourceFile.LanguageOf(name) is not null;
    }

    private bool IsOutput(Folder folder)
    {
        if (marks.HasFlag(Marks.NotSource)) return true;
        // Packages are called so too.
        return Path.GetFileName(folder.FullPath) is "build" or "dist" && !marks.HasFlag(Marks.Package);
    }

    private Folder WithIgnores(Folder folder)
    {
        // A repository within another has rules of its own only.
        if (marks.HasFlag(Marks.Repository) && folder.Relative != "")
            folder = folder with { Relative = "", Ignores = Excludes(folder.FullPath) };
        if (!marks.HasFlag(Marks.IgnoreFile)) return folder;
        return folder with { Ignores = Extend(folder.Ignores, Path.Combine(folder.FullPath, ".gitignore"), folder.Relative) };
    }

    private void Sort(Folder folder)
    {
        var prefix = Encoding.UTF8.GetByteCount(folder.Relative);
        var longest = prefix + Encoding.UTF8.GetMaxByteCount(entries.Count == 0 ? 0 : entries.Max(entry => entry.Name.Length));
        if (path.Length < longest) path = new byte[longest];
        Encoding.UTF8.GetBytes(folder.Relative, path);
        foreach (var (name, isFolder) in entries)
        {
            var length = prefix + Encoding.UTF8.GetBytes(name, path.AsSpan(prefix));
            if (IgnoreChain.Ignores(folder.Ignores, path.AsSpan(0, length), isFolder) || isFolder && name == "target" && marks.HasFlag(Marks.Cargo)) continue;
            var fullPath = folder.FullPath.EndsWith(Path.DirectorySeparatorChar)
                ? folder.FullPath + name
                : folder.FullPath + Path.DirectorySeparatorChar + name;
            if (isFolder)
                waiting.Push(new Folder(fullPath, folder.Display + name + "/", folder.Relative + name + "/", folder.Ignores, IsNamed: false));
            else
                files.Add(new SourceFile(fullPath, folder.Display + name, SourceFile.LanguageOf(name)!.Value, IsNamed: false));
        }
    }

    /// <summary>The rules of a repository that are not in its tree.</summary>
    private IgnoreChain? Excludes(string repository)
    {
        try
        {
            return Extend(null, Path.Combine(CommonGitFolder(Path.Combine(repository, ".git")), "info", "exclude"), "");
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            return null;
        }
    }

    /// <summary>Where a repository keeps what its worktrees share; see gitrepository-layout(5).</summary>
    private static string CommonGitFolder(string git)
    {
        if (!File.Exists(git)) return git;
        var text = FileReader.ReadSmallText(git);
        if (!text.StartsWith("gitdir:", StringComparison.Ordinal)) return git;
        var own = Path.GetFullPath(text["gitdir:".Length..].Trim(), Path.GetDirectoryName(git)!);
        var common = Path.Combine(own, "commondir");
        return File.Exists(common) ? Path.GetFullPath(FileReader.ReadSmallText(common).Trim(), own) : own;
    }

    private IgnoreChain? Extend(IgnoreChain? chain, string file, string relative)
    {
        if (!File.Exists(file)) return chain;
        try
        {
            var rules = IgnoreFile.Parse(FileReader.ReadSmall(file));
            return rules.IsEmpty ? chain : new IgnoreChain(rules, Encoding.UTF8.GetByteCount(relative), chain);
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            problems.Add(new FileProblem(file, 1, Trouble.Explain(trouble)));
            return chain;
        }
    }
}
