using Lever.Profiles.Names;

namespace Lever.Profiles.Joining;

/// <summary>Whose code a file of a profile is.</summary>
internal enum FileOwner
{
    Project,
    Library,
    /// <summary>Compiled code without a source file, and what is no function.</summary>
    Native,
    /// <summary>Several project files would fit.</summary>
    Ambiguous,
    Unmatched,
}

/// <summary>Decides for every path of a profile which project file it is, if any.</summary>
internal sealed class PathJoin
{
    /// <summary>Of the named functions seen in a file found by part of its path, at least this share must be in the source.</summary>
    private const double FunctionsToAgree = 0.5;

    private readonly PathMatcher matcher;
    private readonly FunctionFinder[] finders;
    /// <summary>Null where the project has no Rust.</summary>
    private readonly RustSymbols? symbols;
    private readonly Dictionary<string, (FileOwner Owner, int File)> decisions = [];

    /// <param name="functions">The profile's functions at the lines they were seen.</param>
    public PathJoin(IReadOnlyList<SourceFile> project, FunctionFinder[] finders, IEnumerable<(ProfileFunction Function, int Line)> functions)
    {
        matcher = new PathMatcher(project);
        this.finders = finders;
        symbols = RustSymbols.Of(project);
        var byPath = functions.Where(f => f.Function.File.Length > 0)
            .GroupBy(f => PathText.Normalize(f.Function.File))
            .OrderBy(group => group.Key, StringComparer.Ordinal).ToArray();
        var prefix = CommonPrefix(byPath.Select(group => group.Key));
        foreach (var group in byPath) decisions.Add(group.Key, Decide(group.Key, group.ToArray(), prefix));
    }

    public (FileOwner Owner, int File) Of(ProfileFunction function) => function.File.Length switch
    {
        > 0 => decisions[PathText.Normalize(function.File)],
        _ when function.Origin == FunctionOrigin.Builtin => (FileOwner.Library, -1),
        _ when symbols is not null && symbols.FileOf(function.Name) is { } file => (FileOwner.Project, file),
        _ => (FileOwner.Native, -1),
    };

    /// <summary>
    /// Where the project lay when the profile was taken: the folder before most of the paths that contain a project path whole.
    /// </summary>
    private string? CommonPrefix(IEnumerable<string> paths)
    {
        var prefixes = new Dictionary<string, int>();
        foreach (var path in paths)
        {
            if (LibraryPaths.IsLibrary(path) || matcher.Match(path) is not { IsWhole: true, Files: [var file] }) continue;
            if (matcher.PrefixOf(path, file) is { Length: > 0 } prefix) prefixes[prefix] = prefixes.GetValueOrDefault(prefix) + 1;
        }
        return prefixes.Count == 0 ? null : prefixes.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal).First().Key;
    }

    private (FileOwner, int) Decide(string path, (ProfileFunction Function, int Line)[] seen, string? prefix)
    {
        if (LibraryPaths.BelowPackages(path) is { } below)
            return matcher.OfInstalled(below) is { } copy ? (FileOwner.Project, copy) : (FileOwner.Library, -1);
        if (LibraryPaths.IsLibrary(path)) return (FileOwner.Library, -1);
        if (prefix is not null && path.StartsWith(prefix, StringComparison.Ordinal) && matcher.At(path[prefix.Length..]) is { } known)
            return (FileOwner.Project, known);
        var match = matcher.Match(path);
        var fitting = match.IsWhole ? match.Files : match.Files.Where(file => Agreement(file, seen) >= FunctionsToAgree).ToArray();
        if (fitting.Count == 1) return (FileOwner.Project, fitting[0]);
        if (fitting.Count > 1)
        {
            var best = fitting.Max(file => Agreement(file, seen));
            var agreeing = fitting.Where(file => Agreement(file, seen) == best).ToArray();
            return agreeing.Length == 1 ? (FileOwner.Project, agreeing[0]) : (FileOwner.Ambiguous, -1);
        }
        return LibraryPaths.LooksStandard(path) ? (FileOwner.Library, -1) : (FileOwner.Unmatched, -1);
    }

    /// <summary>The share of the named functions seen that stand in the file; 0 if only its module's code was seen.</summary>
    private double Agreement(int file, (ProfileFunction Function, int Line)[] seen)
    {
        int named = 0, agreeing = 0;
        foreach (var (function, line) in seen)
        {
            if (function.Name == PythonNames.Module || PythonNames.IsAnonymous(function.Name)) continue;
            named++;
            if (finders[file].Find(function.Name, line).Match is FrameMatch.Exact or FrameMatch.ByName) agreeing++;
        }
        return named == 0 ? 0 : (double)agreeing / named;
    }
}
