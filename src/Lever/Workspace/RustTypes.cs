using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Review.Semantics.Rust.Placement;

namespace Lever.Workspace;

/// <summary>The types that the Rust files around a place declare.</summary>
/// <param name="ModuleOf">The path of a file's module.</param>
internal sealed record RustTypes(TypeIndex Index, Func<string, string> ModuleOf)
{
    /// <summary>Reads the Rust files of some places.</summary>
    /// <param name="within">What nothing outside of is to be read; null for no such bound.</param>
    public static RustTypes Read(IReadOnlyList<string> places, string currentFolder, int jobs, WorkspaceFolder? within)
    {
        var files = SourceFinder.Find(places, currentFolder).Files.Where(file => file.Language == Language.Rust && within?.Holds(file.FullPath) != false).ToList();
        var project = new CargoManifests(within).ProjectOf(files);
        // Deep source needs the room that the threads for files have.
        var run = ParallelFiles.Run(files, jobs, () => (Reader: new SourceReader(), Parser: new SourceParser()), (worker, file) =>
        {
            var module = project.ModuleOf(file.Path);
            return worker.Reader.Read(file).Text is { } text
                ? new Declared(module, TypeDeclarations.Of(worker.Parser.Parse(file, text), file.Path, module)) : new Declared(module, null);
        });
        var index = new TypeIndex(Libraries.Index);
        foreach (var (module, types) in run.Results)
            if (types is not null) index.Add(types, module);
        return new RustTypes(index, project.ModuleOf);
    }

    private sealed record Declared(string Module, TypeDeclarations? Types);

    /// <summary>The folder of the crate that a path is in, and that of its workspace, which holds the crates beside it; the path itself where it is in none.</summary>
    /// <param name="within">What is not to be left on the way.</param>
    public static IReadOnlyList<string> Around(string fullPath, WorkspaceFolder? within)
    {
        var found = new List<string>();
        for (var at = Directory.Exists(fullPath) ? fullPath : Path.GetDirectoryName(fullPath); at is not null; at = at == within?.Root ? null : Path.GetDirectoryName(at))
            if (File.Exists(Path.Combine(at, "Cargo.toml"))) found.Add(at);
        return found.Count == 0 ? [fullPath] : found[0] == found[^1] ? [found[0]] : [found[0], found[^1]];
    }
}
