using System.Collections.Immutable;
using System.Globalization;
using Lever.Review.Findings;
using Lever.Workspace;

namespace Lever.Running;

/// <summary>How much may be copied.</summary>
internal sealed record CopyLimits(long Bytes, int Files)
{
    public static CopyLimits Default { get; } = new(2L << 30, 200_000);
}

/// <summary>
/// A temporary copy of a project, for programs to run in. The user's own folder is only ever read, and so are its repository's index
/// and list of worktrees.
/// </summary>
internal sealed class ProjectCopy : IDisposable
{
    private readonly string place;

    private ProjectCopy(string place, string folder, IReadOnlyList<string> notes)
    {
        this.place = place;
        Folder = folder;
        Notes = notes;
        Home = Path.Combine(place, "home");
        Directory.CreateDirectory(Home);
    }

    /// <summary>The project's folder in the copy.</summary>
    public string Folder { get; }

    /// <summary>An empty folder beside it: home, and the place for temporary files.</summary>
    public string Home { get; }

    /// <summary>Sentences on what of the copy is not as in the project.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Copies what lies in a folder now, tracked by git or not.</summary>
    /// <param name="folder">The project's; absolute.</param>
    /// <returns>The copy, or a sentence that says why there is none.</returns>
    public static (ProjectCopy? Copy, string? Problem) OfFolder(string folder, TemporaryFolders folders, CopyLimits? limits = null)
    {
        var root = Path.TrimEndingDirectorySeparator(folder);
        return Make(folders, place =>
        {
            var target = Path.Combine(place, NameOf(root));
            var (notes, problem) = FolderCopier.Copy(root, target, limits ?? CopyLimits.Default);
            return problem is null ? (new ProjectCopy(place, target, notes), null) : (null, problem);
        });
    }

    /// <summary>Makes the files of a commit. Nothing that git does not track is in it.</summary>
    /// <param name="folder">The project's, in a repository; absolute.</param>
    /// <param name="reference">A branch, tag or commit.</param>
    public static (ProjectCopy? Copy, string? Problem) OfReference(string folder, string reference, TemporaryFolders folders) => Make(folders, place =>
    {
        var target = Path.Combine(place, NameOf(Path.TrimEndingDirectorySeparator(folder)));
        var (prefix, notes, problem) = GitCheckout.Make(folder, reference, target, Path.Combine(place, "index"));
        if (problem is not null) return (null, problem);
        var project = Path.Combine(target, prefix);
        if (!Directory.Exists(project)) return (null, $"`{reference}` has no folder {prefix}");
        return (new ProjectCopy(place, Path.TrimEndingDirectorySeparator(project), notes), null);
    });

    /// <summary>Makes a finding's edits.</summary>
    /// <param name="path">The finding's file, relative to the project's folder.</param>
    /// <param name="analysed">Of the bytes that the findings are about.</param>
    public PatchOutcome Apply(string path, Language language, ContentHash analysed, IReadOnlyList<Finding> findings)
    {
        var file = new SourceFile(Path.Combine(Folder, path), path, language, IsNamed: true);
        var outcome = FixWriter.Write(file, analysed, findings);
        if (outcome.Trouble is { } trouble) return new PatchOutcome([], $"{path}: {trouble}");
        return outcome.LeftOut > 0 ? new PatchOutcome([], $"{path}: the edits of {outcome.LeftOut} findings overlap others") : new PatchOutcome([path], null);
    }

    /// <summary>Applies a unified diff whose names start from the project's folder.</summary>
    public PatchOutcome Apply(ReadOnlySpan<byte> patch) => PatchApplier.Apply(patch, Folder);

    /// <summary>
    /// An environment whose Python finds the copy's modules before those of an installation of the project that leads to the user's
    /// own folder (<c>pip install -e</c>).
    /// </summary>
    /// <param name="original">The user's folder, which entries of PYTHONPATH may lead into.</param>
    public ImmutableDictionary<string, string> Environment(IEnumerable<KeyValuePair<string, string>> own, string original, IEnumerable<string>? allowed = null)
    {
        var clean = CleanEnvironment.Of(own, Home, allowed);
        var root = Path.TrimEndingDirectorySeparator(original);
        var given = clean.GetValueOrDefault("PYTHONPATH", "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(entry => Path.GetFullPath(entry, root));
        var mapped = given.Select(entry => IsWithin(entry, root) ? Folder + entry[root.Length..] : entry);
        var source = Path.Combine(Folder, "src");
        IEnumerable<string> entries = [.. mapped, .. Directory.Exists(source) ? [source] : Array.Empty<string>(), Folder];
        return clean.SetItem("PYTHONPATH", string.Join(Path.PathSeparator, entries.Distinct(StringComparer.Ordinal)));
    }

    public void Dispose() => TemporaryFolders.Remove(place);

    internal static bool IsWithin(string path, string root) =>
        path.StartsWith(root, StringComparison.Ordinal) && (path.Length == root.Length || path[root.Length] == Path.DirectorySeparatorChar);

    private static (ProjectCopy? Copy, string? Problem) Make(TemporaryFolders folders, Func<string, (ProjectCopy? Copy, string? Problem)> fill)
    {
        string? place = null;
        ProjectCopy? copy = null;
        try
        {
            place = folders.Create("copy");
            (copy, var problem) = fill(place);
            return (copy, problem);
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            return (null, $"the project cannot be copied: {Trouble.Explain(trouble)}");
        }
        finally
        {
            if (copy is null && place is not null) TemporaryFolders.Remove(place);
        }
    }

    /// <summary>Tracebacks and the like show a familiar name.</summary>
    private static string NameOf(string folder) => Path.GetFileName(folder) is { Length: > 0 } name and not ("home" or "index") ? name : "project";
}

/// <summary>Copies a folder without what experiments need not, or must not, have.</summary>
internal static class FolderCopier
{
    /// <summary>Histories, caches and installed packages: large, made anew when needed, and none of the project's own code.</summary>
    private static readonly HashSet<string> leftOut = new(StringComparer.Ordinal)
    {
        ".git", ".hg", ".svn", ".jj", "node_modules", "__pycache__", ".lever", ".tox", ".nox", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".pytype",
        ".hypothesis", ".cache", ".idea", ".vscode", ".ipynb_checkpoints", ".venv",
    };

    /// <returns>Sentences on what is not as it was; a problem where nothing was copied.</returns>
    public static (IReadOnlyList<string> Notes, string? Problem) Copy(string source, string target, CopyLimits limits)
    {
        var work = new Work(source, target, limits);
        work.Folder("");
        return (work.Notes, work.Problem);
    }

    private sealed class Work(string source, string target, CopyLimits limits)
    {
        private const int NotedLinks = 5;
        private readonly Dictionary<string, long> bytesByFolder = new(StringComparer.Ordinal);
        private long bytes;
        private int files;
        private int links;

        public List<string> Notes { get; } = [];

        public string? Problem { get; private set; }

        public void Folder(string path)
        {
            Directory.CreateDirectory(Path.Combine(target, path));
            foreach (var entry in new DirectoryInfo(Path.Combine(source, path)).EnumerateFileSystemInfos())
            {
                if (Problem is not null) return;
                var inside = Path.Combine(path, entry.Name);
                if (entry.LinkTarget is { } link) Link(entry, inside, link);
                else if (entry is DirectoryInfo folder)
                {
                    if (!IsLeftOut(folder)) Folder(inside);
                }
                else File((FileInfo)entry, inside);
            }
        }

        private void File(FileInfo file, string path)
        {
            // In a linked worktree `.git` is a file.
            if (file.Name == ".git") return;
            bytes += file.Length;
            files++;
            var first = path.Contains(Path.DirectorySeparatorChar) ? path[..path.IndexOf(Path.DirectorySeparatorChar)] : path;
            bytesByFolder[first] = bytesByFolder.GetValueOrDefault(first) + file.Length;
            if (bytes > limits.Bytes || files > limits.Files)
            {
                var largest = bytesByFolder.MaxBy(each => each.Value).Key;
                Problem = string.Create(CultureInfo.InvariantCulture,
                    $"the project is too large to copy (more than {limits.Bytes >> 20} MB or {limits.Files} files); much of it lies in {largest}: run from a smaller folder, or move that elsewhere");
                return;
            }
            try
            {
                // A pipe or a device has no length either, and opening it could wait forever.
                if (file.Length == 0) System.IO.File.Create(Path.Combine(target, path)).Dispose();
                else file.CopyTo(Path.Combine(target, path));
            }
            catch (Exception trouble) when (trouble is UnauthorizedAccessException or FileNotFoundException)
            {
                Notes.Add($"{path} was not copied: {Trouble.Explain(trouble)}");
            }
        }

        /// <summary>A link into the project leads into the copy; others stay as they are, since data may lie there.</summary>
        private void Link(FileSystemInfo entry, string path, string link)
        {
            var place = Path.Combine(target, path);
            var direct = Path.GetFullPath(link, Path.GetDirectoryName(entry.FullName)!);
            var isInside = ProjectCopy.IsWithin(direct, source);
            var leads = isInside && Path.IsPathRooted(link) ? target + direct[source.Length..] : link;
            if (!isInside)
            {
                var final = FinalTarget(entry) ?? direct;
                leads = ProjectCopy.IsWithin(final, source) ? target + final[source.Length..] : direct;
                if (!ProjectCopy.IsWithin(final, source) && links++ < NotedLinks) Notes.Add($"{path} leads out of the project, to {direct}: it does so in the copy too");
            }
            if (Directory.Exists(entry.FullName)) Directory.CreateSymbolicLink(place, leads);
            else System.IO.File.CreateSymbolicLink(place, leads);
        }

        private static string? FinalTarget(FileSystemInfo entry)
        {
            try
            {
                return entry.ResolveLinkTarget(returnFinalTarget: true)?.FullName;
            }
            catch (IOException)
            {
                // A circle of links.
                return null;
            }
        }

        /// <summary>A virtual environment is known by its mark, whatever its name; a Rust project's output by what stands beside it.</summary>
        private static bool IsLeftOut(DirectoryInfo folder) => leftOut.Contains(folder.Name)
            || folder.Name.StartsWith(TemporaryFolders.Prefix, StringComparison.Ordinal)
            || System.IO.File.Exists(Path.Combine(folder.FullName, "pyvenv.cfg")) || Directory.Exists(Path.Combine(folder.FullName, "conda-meta"))
            || folder.Name == "target" && System.IO.File.Exists(Path.Combine(folder.FullName, "CACHEDIR.TAG"));
    }
}

/// <summary>Writes the files of a commit into a folder, by an index of its own.</summary>
internal static class GitCheckout
{
    private static readonly TimeSpan patience = TimeSpan.FromMinutes(5);

    /// <returns>The project's folder relative to the repository's, with a slash at its end where it is not the same.</returns>
    public static (string Prefix, IReadOnlyList<string> Notes, string? Problem) Make(string folder, string reference, string target, string index)
    {
        var prefix = Git("rev-parse", "--show-prefix");
        if (!prefix.Succeeded) return ("", [], prefix.Problem ?? $"{folder} is in no git repository");
        var commit = Git("rev-parse", "--verify", "--quiet", "--end-of-options", reference + "^{commit}");
        if (!commit.Succeeded) return ("", [], commit.Problem ?? $"git knows no commit `{reference}`; name a branch, a tag or a commit");
        Directory.CreateDirectory(target);
        foreach (var answer in (Func<ToolAnswer>[])[
            () => Git("read-tree", commit.Output.Trim()),
            () => Git("checkout-index", "--all", $"--prefix={target}{Path.DirectorySeparatorChar}")])
        {
            if (answer() is { Succeeded: false } failed) return ("", [], $"git cannot write `{reference}`: {failed.Problem ?? failed.Errors.Trim()}");
        }
        var modules = File.Exists(Path.Combine(target, ".gitmodules"));
        return (prefix.Output.TrimEnd('\n'), modules ? ["submodules are not in the copy of a commit"] : [], null);

        ToolAnswer Git(params string[] arguments) => Tool.Run(
            "git", ["--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.splitIndex=false", "-c", "core.untrackedCache=false", .. arguments], patience, TopOf(arguments),
            new Dictionary<string, string> { ["GIT_INDEX_FILE"] = index, ["GIT_TERMINAL_PROMPT"] = "0" });

        // From a folder below, checkout-index would write that folder's files only.
        string TopOf(string[] arguments) => arguments[0] == "checkout-index" && ProjectFolder.Repository(folder) is { } top ? top : folder;
    }
}
