using Lever.Running;
using Lever.Syntax.Rust;
using Lever.Syntax.Text;

namespace Lever.Proving;

/// <summary>Rust's tests stand among the code that they test; a patch must leave them alone there too.</summary>
internal static class RustTestsGuard
{
    /// <summary>What a patch does to tests; null where nothing.</summary>
    public static string? Objection(ProofSides sides)
    {
        foreach (var path in sides.Changed)
            if (path.EndsWith(".rs", StringComparison.Ordinal) && !Tests(sides.Before, path).SequenceEqual(Tests(sides.After, path), StringComparer.Ordinal))
                return $"the patch edits the tests in `{path}`";
        return null;
    }

    private static List<string> Tests(ProjectCopy side, string path)
    {
        var (found, file) = (new List<string>(), Path.Join(side.Folder, path));
        if (!File.Exists(file)) return found;
        var tree = RustParser.ParseOnce(SourceText.FromUtf8(File.ReadAllBytes(file)));
        for (var id = 0; id < tree.Count; id++)
        {
            if (tree[id] is not { IsItem: true, IsForTests: true } item) continue;
            found.Add(item.Text);
            id = item.SubtreeEnd - 1;
        }
        return found;
    }
}
