using Lever.Review.Semantics.Rust.Placement;
using Lever.Syntax.Rust;
using Lever.Syntax.Text;
using Lever.Workspace;

namespace Lever.Commands;

/// <summary>A type that <c>lever explain layout</c> is asked about, found.</summary>
/// <param name="Name">As it was asked for, or its path in its crate.</param>
/// <param name="Declaration">Null for types that nobody declares, such as tuples, and for those of libraries.</param>
/// <param name="Layout">Null where it is not known.</param>
/// <param name="Missing">The fields that it is not known for.</param>
internal sealed record FoundLayout(string Name, TypeDeclaration? Declaration, Layout? Layout, IReadOnlyList<string> Missing);

/// <summary>From the words `PATH:TYPE` to a layout, or to what is wrong with them.</summary>
internal static class LayoutQuestion
{
    public static FoundLayout? Answer(string place, int jobs, Host host, out string problem)
    {
        var currentFolder = host.CurrentFolder;
        if (Split(place, currentFolder) is not var (path, written))
        {
            problem = $"`{place}` is not PATH:TYPE, as `src/lib.rs:Record` or `src/lib.rs:Pair<u32, String>` are";
            return null;
        }
        var fullPath = Path.GetFullPath(path, currentFolder);
        if (host.Workspace?.Resolve(path) is { Problem: { } outside })
        {
            problem = outside;
            return null;
        }
        if (!Path.Exists(fullPath))
        {
            problem = $"{path}: no such file or folder";
            return null;
        }
        var tree = new RustParser().Parse(SourceText.From($"type Asked = {written};"), Edition.Rust2021);
        if (tree.Problems.Count > 0 || tree.Root.Children.Count != 1 || tree.Root.FirstChild.AsTypeAlias?.Type is not { } node)
        {
            problem = $"`{written}` is no Rust type";
            return null;
        }
        var term = TypeTerm.Of(node);
        FoundLayout? found = null;
        problem = "";
        // Other crates of the workspace are read only where the crate's own files leave something open.
        foreach (var folder in RustTypes.Around(fullPath, host.Workspace))
        {
            found = Find(term, written, RustTypes.Read([path, folder], currentFolder, jobs, host.Workspace), DisplayPath.Of(fullPath, currentFolder), Directory.Exists(fullPath), out problem);
            if (found?.Layout is not null) break;
        }
        return found;
    }

    /// <summary>At the first colon that is none of a `::` and stands behind something that exists, else at the last one.</summary>
    private static (string Path, string Type)? Split(string place, string currentFolder)
    {
        (string, string)? last = null;
        for (var at = 1; at < place.Length - 1; at++)
        {
            if (place[at] != ':' || place[at - 1] == ':' || place[at + 1] == ':') continue;
            last = (place[..at], place[(at + 1)..].Trim());
            if (Path.Exists(Path.GetFullPath(place[..at], currentFolder))) return last;
        }
        return last;
    }

    private static FoundLayout? Find(TypeTerm term, string written, RustTypes types, string path, bool isFolder, out string problem)
    {
        problem = "";
        var layouts = new TypeLayouts(types.Index);
        var module = isFolder ? "" : types.ModuleOf(path);
        if (term is not TypeTerm.Path named) return new FoundLayout(written, null, layouts.Of(term, module, []), []);
        if ((isFolder ? null : types.Index.Resolve(named.Names, module, named.IsGlobal)) is not { Type: { } declared })
        {
            var name = named.Names[^1];
            var all = types.Index.Types.Where(type => type.Kind is not (DeclarationKind.Constant or DeclarationKind.Module) && (isFolder ? IsIn(type, path) : type.File == path)).ToList();
            var candidates = all.Where(type => ("::" + type.Path).EndsWith("::" + string.Join("::", named.Names), StringComparison.Ordinal)).ToList();
            if (candidates.Count > 1)
            {
                problem = $"{path} has several types called `{name}`: {string.Join(", ", candidates.Select(type => $"{type.Path} ({type.File}:{type.Line})").Order(StringComparer.Ordinal).Take(6))}; name the file or the module";
                return null;
            }
            if (candidates.Count == 0)
            {
                // Primitives and what the prelude brings are known everywhere.
                if (layouts.Of(term, module, []) is { } known) return new FoundLayout(written, null, known, []);
                problem = $"{path} has no struct, enum or union `{name}`{NearestWord.Hint(name, [.. all.Select(type => type.Name).Distinct().Order(StringComparer.Ordinal)])}";
                return null;
            }
            declared = candidates[0];
            module = declared.Module;
        }
        var needed = declared.Parameters.Count(parameter => parameter.Default is null);
        if (named.Arguments.Length < needed || named.Arguments.Length > declared.Parameters.Count)
        {
            var list = string.Join(", ", declared.Parameters.Select(parameter => parameter.Name));
            problem = declared.Parameters.Count == 0
                ? $"`{declared.Name}` takes no generic arguments"
                : $"`{declared.Name}<{list}>` is generic: its layout hangs on its arguments; name them, as in `{path}:{declared.Name}<{string.Join(", ", declared.Parameters.Select(parameter => parameter.IsConstant ? "16" : "u64"))}>`";
            return null;
        }
        var resolved = layouts.Instance(declared, named.Arguments, module);
        var layout = layouts.Of(resolved);
        var own = resolved.Declaration is { } own1 && types.Index.Owns(own1) ? own1 : null;
        return new FoundLayout(own is null || named.Arguments.Length > 0 ? written : own.Path, own, layout, layout is null ? layouts.Missing(resolved) : []);
    }

    private static bool IsIn(TypeDeclaration type, string folder) => folder == "." || type.File.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);
}
