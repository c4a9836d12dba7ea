using Lever.Review.Semantics.Rust.Calls;
using Lever.Syntax.Rust;

namespace Lever.Review.Semantics.Rust;

/// <summary>What a Cargo manifest says of its crate.</summary>
/// <param name="Name">As code and symbols spell it, with `_` for `-`.</param>
/// <param name="RustVersion">The oldest compiler that it supports, as (major, minor); null where it says none.</param>
public sealed record RustCrate(string Name, Edition Edition, (int Major, int Minor)? RustVersion)
{
    /// <summary>Is it a crate of procedural macros, which run while others are compiled?</summary>
    public bool IsMacros { get; init; }

    /// <summary>Is it made for the build scripts of others: does it find, compile or write what those are built from?</summary>
    public bool IsForBuilds { get; init; }

    /// <summary>Is it part of a command-line program, which people start for one answer, and of no server, editor or game, which live on?</summary>
    public bool IsCommand { get; init; }

    /// <summary>Does it bring a server, a window, or what another program loads: something that goes on until it is stopped?</summary>
    public bool LivesOn { get; init; }

    /// <summary>The lints of clippy's that it allows all of its code, without `clippy::`.</summary>
    public IReadOnlyList<string> AllowedLints { get; init; } = [];

    /// <summary>Its build script, from the manifest's folder; null where the manifest says that it has none.</summary>
    public string? BuildScript { get; init; } = "build.rs";

    /// <summary>The version of PyO3 that it is built with, as (major, minor); null where it is no Python extension.</summary>
    public (int Major, int Minor)? PyO3 { get; init; }

    /// <summary>The features of PyO3 that it turns on always, such as `abi3-py38`.</summary>
    public IReadOnlyList<string> PyO3Features { get; init; } = [];

    /// <summary>The oldest Python that its package supports, as (major, minor); null where it says none.</summary>
    public (int Major, int Minor)? OldestPython { get; init; }

    /// <summary>The dotted name that its build configuration gives its Python module; null where it gives none.</summary>
    public string? PythonModule { get; init; }

    /// <summary>The oldest compiler that can build it, as (major, minor): its edition came with one.</summary>
    public (int Major, int Minor) OldestCompiler => RustVersion ?? Oldest(Edition);

    /// <summary>The compiler that an edition came with.</summary>
    public static (int Major, int Minor) Oldest(Edition edition) => edition switch
    {
        Edition.Rust2015 => (1, 0),
        Edition.Rust2018 => (1, 31),
        Edition.Rust2021 => (1, 56),
        _ => (1, 85),
    };
}

/// <summary>A setting of `[profile.release]`.</summary>
/// <param name="Name">Such as `opt-level`.</param>
/// <param name="Value">As it stands in the file: `"s"`, `1`, `true`.</param>
/// <param name="File">The manifest or cargo's configuration: relative to the current folder, with forward slashes.</param>
/// <param name="Line">From 1.</param>
public sealed record ProfileSetting(string Name, string Value, string File, int Line);

/// <summary>How a workspace's release builds are made, as far as it says so.</summary>
public sealed record ReleaseProfile(IReadOnlyList<ProfileSetting> Settings);

/// <summary>A file's place in its crate.</summary>
/// <param name="Path">From the folder of the manifest, with forward slashes.</param>
public sealed record RustPlace(RustCrate Crate, string Path)
{
    /// <summary>
    /// What release builds of its workspace are told, at the one file at which is told what concerns the build as a whole: the root of a program or of
    /// an extension. Null at all other files, and where nothing is told.
    /// </summary>
    public ReleaseProfile? Release { get; init; }
}

/// <summary>The Rust files of a run with the crates that they belong to.</summary>
/// <param name="places">By the files' paths; files without a manifest are not among them.</param>
public sealed class RustProject(IReadOnlyDictionary<string, RustPlace> places)
{
    public static RustProject Empty { get; } = new(new Dictionary<string, RustPlace>());

    /// <summary>What the project's files declare, as far as they were looked at.</summary>
    internal RustIndex Index { get; private init; } = RustIndex.Empty;

    /// <summary>The calls between the project's functions; null where nobody looks beyond a file.</summary>
    internal CallGraph? Calls { get; private init; }

    /// <summary>The same project, with what its files declare.</summary>
    internal RustProject With(RustIndex index) => new(places) { Index = index };

    /// <summary>The same project, with the calls between its functions.</summary>
    internal RustProject With(CallGraph calls) => new(places) { Index = Index, Calls = calls };

    /// <summary>The crate of a file; null where no manifest stands above it.</summary>
    public RustCrate? CrateOf(string path) => places.GetValueOrDefault(path)?.Crate;

    /// <summary>Is a file what cargo runs before it compiles the file's crate?</summary>
    public bool IsBuildScript(string path) => places.GetValueOrDefault(path) is { } place && place.Path == place.Crate.BuildScript;

    /// <inheritdoc cref="RustPlace.Release"/>
    public ReleaseProfile? ReleaseAt(string path) => places.GetValueOrDefault(path)?.Release;

    /// <summary>The edition that a file is written in; 2021 where no manifest says which.</summary>
    public Edition EditionOf(string path) => CrateOf(path)?.Edition ?? Edition.Rust2021;

    /// <summary>
    /// The path of a file's module as symbols of a compiled program spell it: Cargo makes crates of their own of the files in `src/bin`, `tests`,
    /// `benches` and `examples`.
    /// </summary>
    public string ModuleOf(string path)
    {
        var place = places.GetValueOrDefault(path);
        if (place is not null && place.Path == place.Crate.BuildScript) return "build_script_build";
        var names = place is not null ? place.Path.AsSpan() : path.AsSpan(path.LastIndexOf('/') + 1);
        if (names.EndsWith(".rs")) names = names[..^3];
        string? crate = null;
        if (names.StartsWith("src/bin/")) names = names[8..];
        else if (names.StartsWith("tests/")) names = names[6..];
        else if (names.StartsWith("benches/")) names = names[8..];
        else if (names.StartsWith("examples/")) names = names[9..];
        else if (place is not null)
        {
            crate = place.Crate.Name;
            if (names is "src") names = [];
            else if (names.StartsWith("src/")) names = names[4..];
            if (names is "lib" or "main") names = [];
        }
        var end = names.LastIndexOf('/') + 1;
        // A file of the folder's own name stands for the folder.
        if (names[end..] is "mod" or "main" && (end > 0 || crate is not null)) names = names[..Math.Max(end - 1, 0)];
        return Spelled(crate, names);
    }

    /// <summary>A crate's name and the folders and file below it, as paths of Rust are spelled.</summary>
    private static string Spelled(string? crate, ReadOnlySpan<char> names)
    {
        const int usual = 256;
        // Each file is asked for at each look: the text is put together in place.
        var most = (crate?.Length ?? 0) + 2 + names.Length * 2;
        var text = most <= usual ? stackalloc char[usual] : new char[most];
        var length = 0;
        foreach (var letter in crate.AsSpan()) text[length++] = letter == '-' ? '_' : letter;
        if (crate is not null && !names.IsEmpty) length += Separate(text[length..]);
        foreach (var letter in names)
            if (letter == '/') length += Separate(text[length..]);
            else text[length++] = letter == '-' ? '_' : letter;
        return new string(text[..length]);

        static int Separate(Span<char> rest)
        {
            "::".CopyTo(rest);
            return 2;
        }
    }
}
