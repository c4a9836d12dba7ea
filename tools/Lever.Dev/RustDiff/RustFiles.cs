using System.Globalization;
using System.Text.RegularExpressions;
using Lever.Syntax.Rust;

namespace Lever.Dev.RustDiff;

/// <summary>A Rust file and the edition of the crate that it belongs to.</summary>
internal readonly record struct RustFile(string Path, Edition Edition);

/// <summary>Finds Rust files, and their editions in the nearest Cargo.toml of a package.</summary>
internal static partial class RustFiles
{
    /// <summary>All `.rs` files below folders, files named themselves, and those that a `.list` file names, a path and an edition on each line.</summary>
    public static IReadOnlyList<RustFile> Below(IEnumerable<string> places)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        var editions = new Dictionary<string, Edition>(StringComparer.Ordinal);
        return [.. places
            .SelectMany(place => place.EndsWith(".list", StringComparison.Ordinal)
                ? File.ReadLines(place).Select(line => line.Split('\t')).Select(parts => new RustFile(parts[0], Read(parts[1])))
                : Paths(Path.GetFullPath(place)).Select(path => new RustFile(path, Of(Path.GetDirectoryName(path), editions))))
            .OrderBy(file => file.Path, StringComparer.Ordinal)];

        IEnumerable<string> Paths(string place) => File.Exists(place) ? [place] : Directory.EnumerateFiles(place, "*.rs", options);
    }

    private static Edition Read(string year) => (Edition)int.Parse(year, CultureInfo.InvariantCulture);

    private static Edition Of(string? folder, Dictionary<string, Edition> known)
    {
        if (folder is null) return Edition.Rust2015;
        if (known.TryGetValue(folder, out var edition)) return edition;
        edition = InManifest(folder) ?? Of(Path.GetDirectoryName(folder), known);
        known[folder] = edition;
        return edition;
    }

    private static Edition? InManifest(string folder)
    {
        if (Section(folder, "package") is not { } package) return null;
        if (Year().Match(package) is { Success: true } year) return Read(year.Groups[1].Value);
        if (!Inherited().IsMatch(package)) return Edition.Rust2015;
        for (var parent = folder; parent is not null; parent = Path.GetDirectoryName(parent))
            if (Section(parent, "workspace.package") is { } workspace && Year().Match(workspace) is { Success: true } inherited) return Read(inherited.Groups[1].Value);
        return Edition.Rust2015;
    }

    /// <summary>The lines of a section of a folder's Cargo.toml, or null where it has none.</summary>
    private static string? Section(string folder, string name)
    {
        var path = Path.Combine(folder, "Cargo.toml");
        if (!File.Exists(path)) return null;
        var lines = File.ReadLines(path).SkipWhile(line => line.Trim() != $"[{name}]").ToList();
        return lines.Count == 0 ? null : string.Join('\n', lines.Skip(1).TakeWhile(line => !line.StartsWith('[')));
    }

    [GeneratedRegex("^\\s*edition\\s*=\\s*\"(\\d{4})\"", RegexOptions.Multiline)]
    private static partial Regex Year();

    [GeneratedRegex(@"^\s*edition(\.workspace\s*=|\s*=\s*\{\s*workspace\s*=)", RegexOptions.Multiline)]
    private static partial Regex Inherited();
}
