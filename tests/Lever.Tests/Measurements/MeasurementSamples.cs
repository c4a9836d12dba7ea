using System.Runtime.CompilerServices;
using Lever.Profiles.Measurements;

namespace Lever.Tests.Measurements;

/// <summary>The committed results of benchmark tools, a folder a format.</summary>
internal static class MeasurementSamples
{
    private static readonly string folder = Path.Combine(Here(), "..", "Cases", "measurements");

    public static IEnumerable<string> All => Directory.EnumerateDirectories(folder).SelectMany(Directory.EnumerateFiles)
        .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal);

    public static byte[] Bytes(string sample) => File.ReadAllBytes(Path.Combine(folder, sample));

    public static MeasurementFile Read(string sample) => MeasurementReaders.Read(Bytes(sample), Path.GetFileName(sample));

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
