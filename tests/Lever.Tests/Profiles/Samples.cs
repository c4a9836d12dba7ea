using System.Globalization;
using System.Runtime.CompilerServices;
using Lever.Profiles;

namespace Lever.Tests.Profiles;

/// <summary>The committed profiles; what made them stands in <c>Cases/profiles/make</c>.</summary>
internal static class Samples
{
    public static string Folder { get; } = Path.Combine(Here(), "..", "Cases", "profiles");

    public static IEnumerable<string> All => Directory.EnumerateDirectories(Folder)
        .Where(folder => Path.GetFileName(folder) is not ("make" or "__pycache__"))
        .SelectMany(Directory.EnumerateFiles)
        .Where(path => !path.EndsWith(".expected", StringComparison.Ordinal))
        .Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    /// <summary>Samples of the program in <c>make/workload.py</c>; those of tables of lines and of allocations are of other programs.</summary>
    public static IEnumerable<string> OfTheWorkload => All.Where(sample => sample.Split('/')[0] is not ("callgrind" or "cachegrind" or "coz" or "heaptrack"
        or "importtime" or "line-profiler" or "line-profiler-text" or "massif" or "memory-profiler" or "mprof" or "tracemalloc"));

    public static IEnumerable<TheoryDataRow<string>> In(string folder) =>
        All.Where(sample => sample.StartsWith(folder + "/", StringComparison.Ordinal)).Select(sample => new TheoryDataRow<string>(sample));

    public static byte[] Bytes(string sample) => File.ReadAllBytes(Path.Combine(Folder, sample));

    public static Profile Read(string sample) => ProfileReaders.Read(Bytes(sample), Path.GetFileName(sample));

    public static string[][] Expected(string sample) => File.ReadAllLines(Path.Combine(Folder, sample))
        .Select(line => line.Split('\t')).ToArray();

    public static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
