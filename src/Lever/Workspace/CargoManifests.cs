using System.Collections.Concurrent;
using System.Globalization;
using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Review.Settings;
using Lever.Syntax.Rust;

namespace Lever.Workspace;

/// <summary>
/// The crates that files belong to, from the nearest `Cargo.toml` above them that has a `[package]`. What a package inherits stands under
/// `[workspace.package]` of a manifest further up. Manifests that cannot be read say nothing.
/// </summary>
internal sealed class CargoManifests(WorkspaceFolder? within = null)
{
    private readonly ConcurrentDictionary<string, Found?> crates = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TomlTable?> manifests = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ReleaseProfile?> profiles = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> looked = new(StringComparer.Ordinal);

    /// <summary>The files that were looked for so far, whether they are there or not: what the answers follow from. Absolute.</summary>
    public IEnumerable<string> Looked => looked.Keys;

    /// <param name="Folder">That of its manifest.</param>
    /// <param name="Workspace">The folder of the manifest that cargo asks for profiles.</param>
    /// <param name="Release">What that manifest tells release builds; null where it says nothing.</param>
    /// <param name="Roots">The files that its programs and extensions start with, from its folder.</param>
    private sealed record Found(RustCrate Crate, string Folder, string Workspace, ReleaseProfile? Release, IReadOnlySet<string> Roots);

    /// <summary>The Rust files among some, with their crates; manifests are looked for only where there are any.</summary>
    public RustProject ProjectOf(IEnumerable<SourceFile> files)
    {
        var places = new Dictionary<string, RustPlace>(StringComparer.Ordinal);
        foreach (var file in files)
            if (file.Language == Language.Rust && PlaceOf(file) is { } place) places[file.Path] = place;
        if (places.Count == 0) return RustProject.Empty;
        foreach (var (file, release) in Spokesmen(files, places))
            places[file.Path] = places[file.Path] with { Release = new ReleaseProfile([.. release.Settings.Select(setting => setting with { File = DisplayPath.Beside(file, setting.File) })]) };
        return new RustProject(places);
    }

    /// <summary>
    /// For each workspace that says how release builds are made, the root of one of its programs or extensions: rather of the outermost package, and of
    /// a program.
    /// </summary>
    private List<(SourceFile File, ReleaseProfile Release)> Spokesmen(IEnumerable<SourceFile> files, Dictionary<string, RustPlace> places)
    {
        var candidates = from file in files
                         where places.ContainsKey(file.Path) && RustRoles.OfPath(file.Path) is null
                         let crate = CrateOf(Path.GetDirectoryName(file.FullPath))
                         where crate.Release is not null
                         let inside = places[file.Path].Path
                         where crate.Roots.Contains(inside) || IsProgram(inside)
                         orderby crate.Folder != crate.Workspace, inside == "src/lib.rs", inside != "src/main.rs", file.Path.Length
                         group (file, crate.Release) by crate.Workspace;
        return [.. candidates.Select(workspace => workspace.First())];
    }

    private static bool IsProgram(string path) => path == "src/main.rs" || path.StartsWith("src/bin/", StringComparison.Ordinal) && path.Count('/') == (path.EndsWith("/main.rs", StringComparison.Ordinal) ? 3 : 2);

    /// <summary>The edition that a file is written in: 2021 where no manifest stands above it.</summary>
    public Edition EditionOf(SourceFile file) => PlaceOf(file)?.Crate.Edition ?? Edition.Rust2021;

    private RustPlace? PlaceOf(SourceFile file) => CrateOf(Path.GetDirectoryName(file.FullPath)) is { } found ? new RustPlace(found.Crate, file.PathIn(found.Folder)) : null;

    private Found? CrateOf(string? folder)
    {
        if (folder is null) return null;
        if (crates.TryGetValue(folder, out var known)) return known;
        var found = ReadCrate(folder) ?? CrateOf(Path.GetDirectoryName(folder));
        crates[folder] = found;
        return found;
    }

    private Found? ReadCrate(string folder)
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
        var crate = new RustCrate((root.Table("lib")?.Text("name") ?? name).Replace('-', '_'), edition, oldest is { } known ? (known.Major, known.Minor) : null)
        {
            IsMacros = root.Table("lib")?["proc-macro"] is TomlFlag { Value: true },
            IsForBuilds = IsForBuilds(name, root, package),
            IsCommand = IsCommand(root) && !LivesOn(root),
            LivesOn = LivesOn(root),
            AllowedLints = AllowedLints(folder, root),
            BuildScript = package["build"] switch { TomlText { Value: var path } => path, TomlFlag { Value: false } => null, _ => "build.rs" },
        };
        if (PyO3Of(folder, root) is { } pyo3) crate = WithPython(crate, pyo3, folder, root);
        var workspace = WorkspaceOf(folder, root)?.Folder ?? folder;
        return new Found(crate, folder, workspace, profiles.GetOrAdd(workspace, ReleaseOf), RootsOf(root, crate));
    }

    /// <summary>What `[lints.clippy]` allows by name, in the package's manifest or in that of the workspace where the package says so; groups of lints name none.</summary>
    private List<string> AllowedLints(string folder, TomlTable root)
    {
        var lints = root.Table("lints");
        if (lints?["workspace"] is TomlFlag { Value: true }) lints = Workspace(folder, root)?.Table("lints");
        var levels = lints?.Table("clippy")?.Entries ?? [];
        return [.. levels.Where(entry => ((entry.Value as TomlText)?.Value ?? (entry.Value as TomlTable)?.Text("level")) == "allow").Select(entry => entry.Key)];
    }

    /// <summary>By what crates of that kind say of themselves on crates.io, are called, or depend on: nobody else writes Rust as tokens.</summary>
    private static bool IsForBuilds(string name, TomlTable root, TomlTable package) =>
        Lists(package, "keywords", "build-dependencies") || Lists(package, "categories", "development-tools::build-utils")
        || name.EndsWith("-build", StringComparison.Ordinal) || name.EndsWith("-codegen", StringComparison.Ordinal) || name.EndsWith("_codegen", StringComparison.Ordinal)
        || name.EndsWith("-gen", StringComparison.Ordinal) || name.EndsWith("_gen", StringComparison.Ordinal)
        || root.Table("dependencies") is { } needed && needed["quote"] is not null && needed["proc-macro2"] is not null;

    /// <summary>Does it read the arguments of a command?</summary>
    private static bool IsCommand(TomlTable root) => root.Table("dependencies") is { } needed && ArgumentParsers.Any(name => needed[name] is not null);

    private static bool LivesOn(TomlTable root) => root.Table("dependencies") is { } needed && LivingOn.Any(name => needed[name] is not null);

    private static readonly string[] ArgumentParsers = ["clap", "structopt", "argh", "lexopt", "bpaf", "pico-args", "gumdrop", "docopt"];

    /// <summary>Servers, windows, terminals that are drawn anew, and what another program loads.</summary>
    private static readonly string[] LivingOn =
    [
        "axum", "actix-web", "actix-server", "hyper", "tonic", "warp", "rocket", "poem", "salvo", "tide", "ntex", "pingora", "tower", "tower-http", "jsonrpsee", "libp2p", "pgwire", "tower-lsp", "lsp-server",
        "ratatui", "tui", "winit", "egui", "eframe", "iced", "bevy", "tauri", "wgpu", "gtk", "gtk4", "sdl2", "gpui", "pyo3",
    ];

    private static bool Lists(TomlTable package, string key, string word) =>
        package[key] is TomlList { Items: var items } && items.OfType<TomlText>().Any(item => item.Value == word);

    /// <summary>Programs that the manifest lists, and the library where it is an extension; what is made for browsers is made to be small.</summary>
    private static HashSet<string> RootsOf(TomlTable root, RustCrate crate)
    {
        var roots = new HashSet<string>(StringComparer.Ordinal);
        if (root["bin"] is TomlList { Items: var programs })
            foreach (var program in programs.OfType<TomlTable>())
                if (program.Text("path") is { } path) roots.Add(path);
        var isShared = root.Table("lib")?["crate-type"] is TomlList { Items: var kinds } && kinds.OfType<TomlText>().Any(kind => kind.Value == "cdylib");
        if (crate.PyO3 is not null || isShared && root.Table("dependencies")?["wasm-bindgen"] is null) roots.Add(root.Table("lib")?.Text("path") ?? "src/lib.rs");
        return roots;
    }

    /// <summary>
    /// What `[profile.release]` of a workspace's manifest says, and cargo's configuration beside it, which wins. What another profile that inherits it says
    /// anew is left out: that profile may be the one that is shipped.
    /// </summary>
    private ReleaseProfile? ReleaseOf(string folder)
    {
        var file = Path.Combine(folder, "Cargo.toml");
        var settings = new Dictionary<string, ProfileSetting>(StringComparer.Ordinal);
        var written = ReadManifest(folder)?.Table("profile");
        Take(written?.Table("release"), file);
        var configuration = Path.Combine(folder, ".cargo", "config.toml");
        Take(ReadToml(configuration)?.Table("profile", "release"), configuration);
        foreach (var (_, _, other) in written?.Entries ?? [])
            if (other is TomlTable table && table.Text("inherits") == "release")
                foreach (var (key, _, _) in table.Entries) settings.Remove(key);
        // Packages that have their own level are those that have to be fast.
        foreach (var (_, _, package) in written?.Table("release", "package")?.Entries ?? [])
            if (package is TomlTable own && own["opt-level"] is not null) settings.Remove("opt-level");
        return settings.Count == 0 ? null : new ReleaseProfile([.. settings.Values]);

        void Take(TomlTable? table, string place)
        {
            foreach (var (key, line, value) in table?.Entries ?? [])
                if (Spelled(value) is { } text) settings[key] = new ProfileSetting(key, text, place, line);
        }
    }

    private static string? Spelled(TomlValue value) => value switch
    {
        TomlText text => $"\"{text.Value}\"",
        TomlNumber number => number.Value.ToString(CultureInfo.InvariantCulture),
        TomlFlag flag => flag.Value ? "true" : "false",
        _ => null,
    };

    /// <summary>A crate that is a Python extension, with what its manifests say of that.</summary>
    private RustCrate WithPython(RustCrate crate, (int Major, int Minor) pyo3, string folder, TomlTable root)
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
    private (int Major, int Minor)? PyO3Of(string folder, TomlTable root)
    {
        if (root.Table("dependencies")?["pyo3"] is not { } own) return null;
        var dependency = own is TomlTable { } table && table["workspace"] is TomlFlag { Value: true } ? Workspace(folder, root)?.Table("dependencies")?["pyo3"] ?? own : own;
        var version = (dependency as TomlText)?.Value ?? (dependency as TomlTable)?.Text("version");
        return version is not null && ProjectVersions.Oldest(version) is { } known ? (known.Major, known.Minor) : LockedPyO3(folder) ?? (0, 0);
    }

    /// <summary>What the nearest `Cargo.lock` says.</summary>
    private (int Major, int Minor)? LockedPyO3(string folder)
    {
        for (var above = folder; above is not null; above = Path.GetDirectoryName(above))
        {
            var file = Path.Combine(above, "Cargo.lock");
            looked[file] = true;
            if (!File.Exists(file) || within?.Holds(file) == false) continue;
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
    private List<string> PyO3Features(string folder, TomlTable root)
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

    private TomlTable? WorkspacePackage(string folder, TomlTable own) => Workspace(folder, own)?.Table("package");

    private TomlTable? Workspace(string folder, TomlTable own) => WorkspaceOf(folder, own)?.Table;

    /// <summary>The workspace that a package belongs to, with the folder of its manifest.</summary>
    private (TomlTable Table, string Folder)? WorkspaceOf(string folder, TomlTable own)
    {
        if (own.Table("workspace") is { } whole) return (whole, folder);
        // A package may say where its workspace lies; else it is above.
        if (own.Table("package")?.Text("workspace") is { } place) return Path.GetFullPath(place, folder) is var said && ReadManifest(said)?.Table("workspace") is { } there ? (there, said) : null;
        for (var above = Path.GetDirectoryName(folder); above is not null; above = Path.GetDirectoryName(above))
            if (ReadManifest(above)?.Table("workspace") is { } workspace) return IsExcluded(workspace, Path.GetRelativePath(above, folder)) ? null : (workspace, above);
        return null;
    }

    private static bool IsExcluded(TomlTable workspace, string folder) =>
        workspace["exclude"] is TomlList { Items: var items } && items.OfType<TomlText>().Any(item => (folder + "/").StartsWith(item.Value.TrimEnd('/') + "/", StringComparison.Ordinal));

    private TomlTable? ReadManifest(string folder) => manifests.GetOrAdd(folder, folder => ReadToml(Path.Combine(folder, "Cargo.toml")));

    private TomlTable? ReadToml(string file)
    {
        looked[file] = true;
        if (!File.Exists(file) || within?.Holds(file) == false) return null;
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
