using Lever.Profiles.Names;

namespace Lever.Profiles.Joining;

/// <summary>The Rust functions of a project by the paths that symbols spell, for profiles that name no files.</summary>
internal sealed class RustSymbols
{
    private readonly Dictionary<string, List<(string Path, int File)>> byLast = [];
    private readonly Dictionary<string, int?> known = [];

    private RustSymbols()
    {
    }

    /// <summary>Null where no file of the project is Rust.</summary>
    public static RustSymbols? Of(IReadOnlyList<SourceFile> project)
    {
        RustSymbols? symbols = null;
        for (var file = 0; file < project.Count; file++)
        {
            if (!RustNames.AreOf(project[file].Path)) continue;
            symbols ??= new RustSymbols();
            foreach (var function in project[file].Functions)
            {
                var last = RustNames.Last(function.QualifiedName);
                if (!symbols.byLast.TryGetValue(last, out var list)) symbols.byLast.Add(last, list = []);
                list.Add((function.QualifiedName, file));
            }
        }
        return symbols;
    }

    /// <summary>The file that a symbol's function is in; null where none or several would do.</summary>
    public int? FileOf(string symbol)
    {
        if (!RustNames.IsPath(symbol)) return null;
        if (known.TryGetValue(symbol, out var file)) return file;
        return known[symbol] = Find(RustNames.Normalize(symbol));
    }

    private int? Find(string path)
    {
        if (!byLast.TryGetValue(RustNames.Last(path), out var named)) return null;
        var fitting = named.Where(function => function.Path == path).ToList();
        // A trait may be implemented in another module than the one that its type is in; the crate and the type stay the same.
        if (fitting.Count == 0) fitting = named.Where(function => Ends(function.Path) is { } ends && ends == Ends(path)).ToList();
        return fitting.Select(function => function.File).Distinct().Take(2).ToList() is [var only] ? only : null;
    }

    /// <summary>The crate, and the last two names; null for shorter paths.</summary>
    private static (string, string, string)? Ends(string path) => path.Split("::") is [var crate, .., var owner, var name] ? (crate, owner, name) : null;
}
