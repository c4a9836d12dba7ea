using System.Text;

namespace Lever.Review.Semantics.Python;

/// <summary>Whether a file can mean any of some library names at all: a cheap question that spares most files the dear ones.</summary>
public sealed class ImportedLibraries
{
    private readonly byte[][] modules;

    /// <param name="paths">Dotted names of functions and classes; each dotted prefix is a module from which they may come.</param>
    public ImportedLibraries(IEnumerable<string> paths) => modules = [.. paths.SelectMany(Prefixes).Distinct().Select(Encoding.UTF8.GetBytes)];

    /// <summary>Does any of the modules' names occur in the file?</summary>
    public bool MayOccurIn(PythonModule module)
    {
        foreach (var name in modules)
            if (module.Tree.Names.Find(name) >= 0) return true;
        return false;
    }

    private static IEnumerable<string> Prefixes(string path)
    {
        for (var dot = path.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = path.IndexOf('.', dot + 1)) yield return path[..dot];
    }
}
