using System.Collections.Concurrent;
using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Review.Settings;
using Lever.Syntax.Rust;

namespace Lever.Workspace;

/// <summary>
/// The crates that files belong to, from the nearest `Cargo.toml` above them that has a `[package]`. What a package inherits stands under
/// `[workspace.package]` of a manifest further up. Manifests that cannot be read say nothing.
/// </summary>
internal sealed class CargoManifests
{
    private readonly ConcurrentDictionary<string, (RustCrate Crate, string Folder)?> crates = new(StringComparer.Ordinal);

    /// <summary>The Rust files among some, with their crates; manifests are looked for only where there are any.</summary>
    public static RustProject ProjectOf(IEnumerable<SourceFile> files)
    {
        var manifests = new CargoManifests();
        var places = new Dictionary<string, RustPlace>(StringComparer.Ordinal);
        foreach (var file in files)
            if (file.Language == Language.Rust && manifests.PlaceOf(file) is { } place) places[file.Path] = place;
        return places.Count == 0 ? RustProject.Empty : new RustProject(places);
    }

    /// <summary>The edition that a file is written in: 2021 where no manifest stands above it.</summary>
    public Edition EditionOf(SourceFile file) => PlaceOf(file)?.Crate.Edition ?? Edition.Rust2021;

    private RustPlace? PlaceOf(SourceFile file) => CrateOf(Path.GetDirectoryName(file.FullPath)) is { } found
        ? new RustPlace(found.Crate, Path.GetRelativePath(found.Folder, file.FullPath).Replace(Path.DirectorySeparatorChar, '/')) : null;

    private (RustCrate Crate, string Folder)? CrateOf(string? folder)
    {
        if (folder is null) return null;
        if (crates.TryGetValue(folder, out var known)) return known;
        var found = ReadCrate(folder) is { } own ? (own, folder) : CrateOf(Path.GetDirectoryName(folder));
        crates[folder] = found;
        return found;
    }

    private static RustCrate? ReadCrate(string folder)
    {
        if (ReadManifest(folder) is not { } root || root.Table("package") is not { } package || package.Text("name") is not { } name) return null;
        var inherited = package["edition"] is TomlTable || package["rust-version"] is TomlTable ? WorkspacePackage(folder, root) : null;
        // Cargo's rule: a package that says nothing is of 2015.
        var edition = (package.Text("edition") ?? (package["edition"] is TomlTable ? inherited?.Text("edition") : null)) switch
        {
            "2018" => Edition.Rust2018,
            "2021" => Edition.Rust2021,
            "2024" => Edition.Rust2024,
            _ => Edition.Rust2015,
        };
        var version = package.Text("rust-version") ?? (package["rust-version"] is TomlTable ? inherited?.Text("rust-version") : null);
        var oldest = version is null ? null : Quantities.Version(version);
        var crate = new RustCrate((root.Table("lib")?.Text("name") ?? name).Replace('-', '_'), edition, oldest is { } known ? (known.Major, known.Minor) : null) { IsMacros = root.Table("lib")?["proc-macro"] is TomlFlag { Value: true } };
        return PyO3Of(folder, root) is { } pyo3 ? WithPython(crate, pyo3, folder, root) : crate;
    }

    /// <summary>A crate that is a Python extension, with what its manifests say of that.</summary>
    private static RustCrate WithPython(RustCrate crate, (int Major, int Minor) pyo3, string folder, TomlTable root)
    {
        var python = ReadToml(Path.Combine(folder, "pyproject.toml"));
        var supported = python?.Table("project")?.Text("requires-python") is { } requires ? ProjectVersions.Oldest(requires) : null;
        return crate with
        {
            PyO3 = pyo3,
            PyO3Features = PyO3Features(folder, root),
            PythonModule = python?.Table("tool", "maturin")?.Text("module-name"),
            OldestPython = supported is { } known ? (known.Major, known.Minor) : null,
        };
    }

    /// <summary>
    /// The version of PyO3 among the dependencies, perhaps inherited from the workspace, else that of the lock file; (0, 0) where no version is written.
    /// Of a range of versions it is the oldest.
    /// </summary>
    private static (int Major, int Minor)? PyO3Of(string folder, TomlTable root)
    {
        if (root.Table("dependencies")?["pyo3"] is not { } own) return null;
        var dependency = own is TomlTable { } table && table["workspace"] is TomlFlag { Value: true } ? Workspace(folder, root)?.Table("dependencies")?["pyo3"] ?? own : own;
        var version = (dependency as TomlText)?.Value ?? (dependency as TomlTable)?.Text("version");
        return version is not null && ProjectVersions.Oldest(version) is { } known ? (known.Major, known.Minor) : LockedPyO3(folder) ?? (0, 0);
    }

    /// <summary>What the nearest `Cargo.lock` says.</summary>
    private static (int Major, int Minor)? LockedPyO3(string folder)
    {
        for (var above = folder; above is not null; above = Path.GetDirectoryName(above))
        {
            var file = Path.Combine(above, "Cargo.lock");
            if (!File.Exists(file)) continue;
            try
            {
                var isPyO3 = false;
                foreach (var line in FileReader.ReadSmallText(file).AsSpan().EnumerateLines())
                {
                    if (isPyO3 && line.StartsWith("version = \"")) return Quantities.Version(line[11..].TrimEnd('"').ToString()) is { } known ? (known.Major, known.Minor) : null;
                    isPyO3 = line.SequenceEqual("name = \"pyo3\"");
                }
            }
            catch (Exception trouble) when (Trouble.IsExpected(trouble))
            {
            }
            return null;
        }
        return null;
    }

    /// <summary>The features of the dependency, of the workspace's, and those that the crate's default features turn on.</summary>
    private static List<string> PyO3Features(string folder, TomlTable root)
    {
        var found = new List<string>();
        var dependency = root.Table("dependencies")?["pyo3"] as TomlTable;
        AddTexts(dependency, found);
        if (dependency?["workspace"] is TomlFlag { Value: true }) AddTexts(Workspace(folder, root)?.Table("dependencies")?["pyo3"] as TomlTable, found);
        var (waiting, seen) = (new Queue<string>(["default"]), new HashSet<string>());
        while (waiting.TryDequeue(out var feature))
        {
            if (!seen.Add(feature) || root.Table("features")?[feature] is not TomlList { Items: var items }) continue;
            foreach (var item in items.OfType<TomlText>())
                if (item.Value.StartsWith("pyo3/", StringComparison.Ordinal)) found.Add(item.Value[5..]);
                else waiting.Enqueue(item.Value);
        }
        return found;

        static void AddTexts(TomlTable? dependency, List<string> found)
        {
            if (dependency?["features"] is TomlList { Items: var items }) found.AddRange(items.OfType<TomlText>().Select(item => item.Value));
        }
    }

    private static TomlTable? WorkspacePackage(string folder, TomlTable own) => Workspace(folder, own)?.Table("package");

    private static TomlTable? Workspace(string folder, TomlTable own)
    {
        if (own.Table("workspace") is { } whole) return whole;
        // A package may say where its workspace lies; else it is above.
        if (own.Table("package")?.Text("workspace") is { } place) return ReadManifest(Path.GetFullPath(place, folder))?.Table("workspace");
        for (var above = Path.GetDirectoryName(folder); above is not null; above = Path.GetDirectoryName(above))
            if (ReadManifest(above)?.Table("workspace") is { } workspace) return workspace;
        return null;
    }

    private static TomlTable? ReadManifest(string folder) => ReadToml(Path.Combine(folder, "Cargo.toml"));

    private static TomlTable? ReadToml(string file)
    {
        if (!File.Exists(file)) return null;
        try
        {
            return TomlFile.Parse(FileReader.ReadSmallText(file), "").Root;
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            return null;
        }
    }
}
