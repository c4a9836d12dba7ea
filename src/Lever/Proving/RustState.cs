using Lever.Syntax.Rust;
using Lever.Syntax.Text;

namespace Lever.Proving;

/// <summary>
/// Variables that outlive calls. A patch that adds a table of such could remember results, and win every race in which a call is made again
/// with the same arguments: the harness' own race is one.
/// </summary>
internal static class RustState
{
    /// <summary>What makes a variable a table: something compiled once, such as a regular expression, remembers no results.</summary>
    private static readonly string[] tables = ["Map", "Vec<", "Cache", "VecDeque", "Set<", "Option<"];

    /// <summary>The first table that a change adds; null where it adds none.</summary>
    public static string? Added(ProofSides sides)
    {
        foreach (var path in sides.Changed.Where(path => path.EndsWith(".rs", StringComparison.Ordinal)))
        {
            var before = Tables(Path.Join(sides.Before.Folder, path));
            if (Tables(Path.Join(sides.After.Folder, path)).FirstOrDefault(name => !before.Contains(name)) is { } added) return added;
        }
        return null;
    }

    private static List<string> Tables(string file)
    {
        var found = new List<string>();
        if (!File.Exists(file)) return found;
        var tree = RustParser.ParseOnce(SourceText.FromUtf8(File.ReadAllBytes(file)));
        for (var id = 0; id < tree.Count; id++)
        {
            var node = tree[id];
            if (node.Kind == Kind.Static && node.Optional(3) is { } type && IsTable(type.Text) && node.ItemName is { } name) found.Add(name.Text);
            if (node.Kind == Kind.MacroCall && node.FirstChild.AsPath is { Name: "thread_local" or "lazy_static" or "cached" } && IsTable(node.Text)) found.Add(Static(node.Text));
        }
        return found;

        static bool IsTable(string text) => Array.Exists(tables, table => text.Contains(table, StringComparison.Ordinal));
    }

    private static string Static(string text)
    {
        var words = text.Split([' ', ':', '\n', '{'], StringSplitOptions.RemoveEmptyEntries);
        var at = Array.IndexOf(words, "static");
        return at >= 0 && at + 1 < words.Length ? words[at + 1] == "ref" && at + 2 < words.Length ? words[at + 2] : words[at + 1] : "thread_local!";
    }
}
