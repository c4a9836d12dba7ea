using Lever.Review.Findings;
using Lever.Review.Settings;
using Lever.Workspace;

namespace Lever.Setup;

/// <summary>What lies in a project's folder, as far as names tell.</summary>
/// <param name="Python">How many files of Python, notebooks included.</param>
/// <param name="Rust">How many files of Rust.</param>
/// <param name="Target">The oldest versions that the project says it supports.</param>
/// <param name="Tests">How many of the files are tests.</param>
/// <param name="Benches">Scripts and benches that measure something, relative to the folder, with forward slashes.</param>
/// <param name="Profiles">Files that look like profiles, relative to the folder.</param>
internal sealed record ProjectSurvey(int Python, int Rust, TargetVersions Target, int Tests, IReadOnlyList<string> Benches, IReadOnlyList<string> Profiles)
{
    private const int MostNamed = 5;

    private static readonly string[] profileEndings = [".pstats", ".prof", ".speedscope.json", ".folded", ".collapsed", ".pb.gz", ".pprof", ".pyisession", ".memray.json", ".lprof", ".mprof"];

    private static readonly EnumerationOptions nearby = new() { RecurseSubdirectories = true, MaxRecursionDepth = 2, IgnoreInaccessible = true };

    /// <param name="folder">Absolute.</param>
    public static ProjectSurvey Of(string folder)
    {
        var files = SourceFinder.Find(["."], folder).Files;
        var benches = files.Where(IsBench).Select(file => file.Path).Where(IsPlain).Take(MostNamed).ToList();
        var profiles = Directory.EnumerateFiles(folder, "*", nearby)
            .Where(file => Array.Exists(profileEndings, ending => file.EndsWith(ending, StringComparison.Ordinal)))
            .Select(file => DisplayPath.Of(file, folder)).Where(IsPlain).Order(StringComparer.Ordinal).Take(MostNamed).ToList();
        return new ProjectSurvey(
            files.Count(file => file.Language != Language.Rust), files.Count(file => file.Language == Language.Rust),
            new TargetVersions { Python = ProjectVersions.Python(folder), Rust = ProjectVersions.Rust(folder) }, files.Count(IsTest), benches, profiles);
    }

    private static bool IsTest(SourceFile file) => NameOf(file) is var name && (name.StartsWith("test_", StringComparison.Ordinal) || name.EndsWith("_test.py", StringComparison.Ordinal) || IsBelow(file, "tests") || IsBelow(file, "test"));

    /// <summary>Cargo's benches, and scripts of Python; what lies below `src` is part of a program that runs benches, and a notebook is no command.</summary>
    private static bool IsBench(SourceFile file) => file.Language switch
    {
        Language.Rust => IsBelow(file, "benches") && !IsBelow(file, "src"),
        Language.Python => !IsTest(file) && !NameOf(file).StartsWith('_') && !IsBelow(file, "src")
            && (IsBelow(file, "benches") || IsBelow(file, "bench") || IsBelow(file, "benchmarks") || NameOf(file).StartsWith("bench_", StringComparison.Ordinal)),
        _ => false,
    };

    private static bool IsBelow(SourceFile file, string folder) => file.Path.StartsWith(folder + "/", StringComparison.Ordinal) || file.Path.Contains($"/{folder}/", StringComparison.Ordinal);

    private static string NameOf(SourceFile file) => Path.GetFileName(file.Path);

    /// <summary>Other names would have to be quoted in settings and in shells; they are not worth proposing.</summary>
    private static bool IsPlain(string path) => path.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '.' or '_' or '-');
}
