using System.Text;
using Lever.Review.Findings;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Rust;

/// <summary>A module of a file of its own, as `mod name;` declares it.</summary>
/// <param name="File">Where it may lie, in the spelling of the declaring file's path; of the places that Rust looks at, one exists.</param>
/// <param name="IsForTests">Is it compiled for tests alone?</param>
internal readonly record struct ModuleFile(string File, bool IsForTests);

/// <summary>What a file says of those below it: the modules that it declares, and the lints of clippy's that it allows them all.</summary>
internal sealed record ModuleDeclarations(string Path, IReadOnlyList<ModuleFile> Modules, IReadOnlyList<string> AllowedLints)
{
    public static ModuleDeclarations Of(RustModule module)
    {
        var modules = new List<ModuleFile>();
        foreach (var id in module.Bindings.Items)
            if (module.Tree[id].AsModule is { Items: null } declared) Add(declared, module, modules);
        return new ModuleDeclarations(module.Path, modules, LintLevels.AllowedByFile(module.Tree));
    }

    private static void Add(ModuleView declared, RustModule module, List<ModuleFile> modules)
    {
        var isForTests = module.IsInTest(declared.Node);
        if (declared.Node.Attribute("path"u8)?.Input?.AsLiteral is { IsString: true } literal)
        {
            modules.Add(new ModuleFile(Joined(FolderOf(module.Path), Encoding.UTF8.GetString(literal.Content)), isForTests));
            return;
        }
        var folder = ChildFolderOf(module.Path);
        foreach (var name in InlineModulesAround(declared.Node)) folder = Below(folder, name);
        modules.Add(new ModuleFile(Below(folder, declared.Name + ".rs"), isForTests));
        modules.Add(new ModuleFile(Below(folder, declared.Name + "/mod.rs"), isForTests));
    }

    private static Stack<string> InlineModulesAround(Node node)
    {
        var names = new Stack<string>();
        for (var at = node.Parent; !at.IsRoot; at = at.Parent)
            if (at.AsModule is { } around) names.Push(around.Name);
        return names;
    }

    private static string FolderOf(string path) => path.LastIndexOf('/') is >= 0 and var end ? path[..end] : "";

    /// <summary>The folder of a file's modules: its own for a crate's root and a `mod.rs`, else one that is named as the file is.</summary>
    private static string ChildFolderOf(string path)
    {
        var folder = FolderOf(path);
        var file = path[(path.LastIndexOf('/') + 1)..];
        var isRoot = file is "mod.rs" or "lib.rs" or "main.rs" or "build.rs"
            || folder[(folder.LastIndexOf('/') + 1)..] is "bin" or "tests" or "benches" or "examples";
        return isRoot ? folder : path.EndsWith(".rs", StringComparison.Ordinal) ? path[..^3] : path;
    }

    /// <summary>The path below a folder that has no such steps as `..`.</summary>
    private static string Below(string folder, string path) => folder.Length == 0 ? path : folder + "/" + path;

    /// <summary>A path below a folder, without `.` and `..` steps.</summary>
    private static string Joined(string folder, string path)
    {
        var parts = folder.Length == 0 ? [] : folder.Split('/').ToList();
        foreach (var part in path.Split('/', '\\'))
        {
            if (part is "" or ".") continue;
            if (part == ".." && parts.Count > 0 && parts[^1] != "..") parts.RemoveAt(parts.Count - 1);
            else parts.Add(part);
        }
        return string.Join('/', parts);
    }
}

/// <summary>The files of a project as their `mod` declarations tie them together.</summary>
internal sealed class ModuleFiles
{
    /// <summary>Deeper nests of modules are taken for a circle.</summary>
    private const int Deepest = 32;

    private readonly Dictionary<string, List<(string Parent, bool IsForTests)>> declared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> allowed = new(StringComparer.Ordinal);

    public void Add(ModuleDeclarations declarations)
    {
        if (declarations.AllowedLints.Count > 0) allowed.TryAdd(declarations.Path, declarations.AllowedLints);
        foreach (var module in declarations.Modules)
        {
            if (!declared.TryGetValue(module.File, out var parents)) declared.Add(module.File, parents = []);
            parents.Add((declarations.Path, module.IsForTests));
        }
    }

    /// <summary>The role that a file has from those that declare it, where all of them give it the same.</summary>
    /// <param name="ofPath">The role that a path says of itself.</param>
    public Role? RoleOf(string path, Func<string, Role?> ofPath) => RoleOf(path, ofPath, 0);

    private Role? RoleOf(string path, Func<string, Role?> ofPath, int depth)
    {
        if (ofPath(path) is { } own) return own;
        if (depth == Deepest || !declared.TryGetValue(path, out var parents)) return null;
        Role? common = null;
        foreach (var (parent, isForTests) in parents)
        {
            if ((isForTests ? Role.Test : RoleOf(parent, ofPath, depth + 1)) is not { } role || common is { } other && other != role) return null;
            common = role;
        }
        return common;
    }

    /// <summary>Is a lint allowed in all of a file by one that it is a module of?</summary>
    public bool IsAllowed(string path, string lint) => allowed.Count > 0 && IsAllowed(path, lint, 0);

    private bool IsAllowed(string path, string lint, int depth)
    {
        if (allowed.TryGetValue(path, out var lints) && lints.Contains(lint)) return true;
        if (depth == Deepest || !declared.TryGetValue(path, out var parents)) return false;
        foreach (var (parent, _) in parents)
            if (parent != path && IsAllowed(parent, lint, depth + 1)) return true;
        return false;
    }
}
