using System.Collections.Immutable;
using Lever.Syntax.Rust;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Proving;

/// <summary>A module on the way from a crate's root to a function.</summary>
/// <param name="File">That its text stands in; absolute.</param>
/// <param name="End">Where in the file more items can be added.</param>
/// <param name="Child">The next module on the way, as it is declared here; empty for the last one.</param>
internal sealed record ModuleStep(string File, int End, string Child);

/// <summary>Where a crate's modules stand: what <c>mod</c> declarations lead to, as the compiler follows them.</summary>
internal static class RustModules
{
    /// <summary>The modules from a root file to the one that a function stands in.</summary>
    /// <param name="root">The crate's root file; absolute.</param>
    /// <param name="file">The function's; absolute.</param>
    /// <param name="inline">The inline modules around it.</param>
    /// <returns>Null where no declaration leads there: a macro may stand between.</returns>
    public static IReadOnlyList<ModuleStep>? Way(string root, string file, ImmutableArray<string> inline) =>
        Search(root, Path.GetDirectoryName(root)!, Path.GetFullPath(file), inline, new HashSet<string>(StringComparer.Ordinal));

    /// <param name="folder">Where the files of its modules are.</param>
    private static List<ModuleStep>? Search(string at, string folder, string file, ImmutableArray<string> inline, HashSet<string> seen)
    {
        if (!File.Exists(at) || !seen.Add(Path.GetFullPath(at))) return null;
        var tree = RustParser.ParseOnce(SourceText.FromUtf8(File.ReadAllBytes(at)));
        if (Path.GetFullPath(at) == file) return Inner(tree.Root, at, inline);
        return InItems(tree.Root, at, tree.Text.Length, folder, isFile: true);

        List<ModuleStep>? InItems(Node items, string own, int end, string place, bool isFile)
        {
            foreach (var item in items.Children)
            {
                if (item.AsModule is not { } module || item.IsForTests) continue;
                var name = item.Child(2).Text;
                var bare = module.Name;
                List<ModuleStep>? found = null;
                if (module.Items is { } inner) found = InItems(inner, own, inner.End - 1, Path.Join(place, bare), isFile: false);
                else if (PathOf(item) is { } given)
                {
                    var target = Path.GetFullPath(given, isFile ? Path.GetDirectoryName(own)! : place);
                    found = Search(target, Path.GetDirectoryName(target)!, file, inline, seen);
                }
                else
                {
                    found = Search(Path.Join(place, bare + ".rs"), Path.Join(place, bare), file, inline, seen) ?? Search(Path.Join(place, bare, "mod.rs"), Path.Join(place, bare), file, inline, seen);
                }
                if (found is not null) return [new ModuleStep(own, end, name), .. found];
            }
            return null;
        }
    }

    /// <summary>The way through inline modules of one file.</summary>
    private static List<ModuleStep>? Inner(Node items, string file, ImmutableArray<string> inline)
    {
        var end = items.IsRoot ? items.Tree.Text.Length : items.End - 1;
        if (inline.IsEmpty) return [new ModuleStep(file, end, "")];
        foreach (var item in items.Children)
            if (item.AsModule is { Items: { } inner } module && module.Name == inline[0] && Inner(inner, file, inline[1..]) is { } rest) return [new ModuleStep(file, end, item.Child(2).Text), .. rest];
        return null;
    }

    /// <summary>Of <c>#[path = "…"]</c>.</summary>
    private static string? PathOf(Node module) => module.Attribute("path"u8)?.Input?.AsLiteral is { IsString: true } text ? System.Text.Encoding.UTF8.GetString(text.Content) : null;
}
