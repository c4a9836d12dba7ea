using System.Collections.Concurrent;
using Lever.Review.Semantics.Python.Templates;

namespace Lever.Workspace;

/// <summary>
/// The templates of a project's pages, by the names under which code renders them: files below a folder `templates` or `jinja2` that stands beside
/// Python files. Looked for when a view is found that renders one.
/// </summary>
internal sealed class TemplateFiles(IEnumerable<string> pythonFiles, WorkspaceFolder? within = null)
{
    private readonly Lazy<IReadOnlyList<string>> roots = new(() => RootsOf(pythonFiles));
    private readonly ConcurrentDictionary<string, bool> looked = new(StringComparer.Ordinal);

    /// <summary>The files that were looked for so far, whether they are there or not: what the answers follow from. Absolute.</summary>
    public IEnumerable<string> Looked => looked.Keys;

    /// <summary>The template of a name; null where there is none, where several could be meant, or where it cannot be read.</summary>
    public Template? Find(string name)
    {
        if (!IsPlain(name)) return null;
        string? found = null;
        foreach (var root in roots.Value)
        {
            var file = Path.Combine(root, name);
            looked[file] = true;
            if (!File.Exists(file)) continue;
            if (found is not null) return null;
            found = file;
        }
        return found is null ? null : Read(found);
    }

    private Template? Read(string file)
    {
        try
        {
            if (within?.Holds(file) == false || new FileInfo(file).Length > Template.LargestFile) return null;
            return Template.Read(FileReader.ReadSmall(file));
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            return null;
        }
    }

    /// <summary>Is it a path that stays below a folder?</summary>
    private static bool IsPlain(string name) =>
        name.Length is > 0 and < 200 && !name.Contains('\0', StringComparison.Ordinal) && !name.Contains('\\', StringComparison.Ordinal) && !name.Contains(':', StringComparison.Ordinal)
            && !name.StartsWith('/') && !name.Split('/').Contains("..");

    private static IReadOnlyList<string> RootsOf(IEnumerable<string> pythonFiles)
    {
        var roots = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var folder in pythonFiles.Select(Path.GetDirectoryName).OfType<string>().Distinct(StringComparer.Ordinal))
            foreach (var name in (ReadOnlySpan<string>)["templates", "jinja2"])
                if (Path.Combine(folder, name) is var root && Directory.Exists(root)) roots.Add(root);
        return [.. roots];
    }
}
