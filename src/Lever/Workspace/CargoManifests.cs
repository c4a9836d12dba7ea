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
        var pyo3 = PyO3Of(folder, root);
        return new RustCrate((root.Table("lib")?.Text("name") ?? name).Replace('-', '_'), edition, oldest is { } known ? (known.Major, known.Minor) : null)
        {
            PyO3 = pyo3, PythonModule = pyo3 is null ? null : ReadToml(Path.Combine(folder, "pyproject.toml"))?.Table("tool", "maturin")?.Text("module-name"),
        };
    }

    /// <summary>The version of PyO3 among the dependencies, perhaps inherited from the workspace; (0, 0) where no version is written.</summary>
    private static (int Major, int Minor)? PyO3Of(string folder, TomlTable root)
    {
        if (root.Table("dependencies")?["pyo3"] is not { } dependency) return null;
        if (dependency is TomlTable { } table && table["workspace"] is TomlFlag { Value: true }) dependency = Workspace(folder, root)?.Table("dependencies")?["pyo3"] ?? dependency;
        var version = (dependency as TomlText)?.Value ?? (dependency as TomlTable)?.Text("version");
        return version is not null && Quantities.Version(version.TrimStart('^', '~', '=', '>', ' ')) is { } known ? (known.Major, known.Minor) : (0, 0);
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
