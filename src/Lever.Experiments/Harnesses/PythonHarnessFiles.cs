using System.Collections.Immutable;
using System.Text;

namespace Lever.Experiments.Harnesses;

/// <summary>The worker's own files, to be written side by side into a folder that the project does not see.</summary>
public static class PythonHarnessFiles
{
    private const string Prefix = "harness/";

    /// <summary>Names with texts, in order of their names.</summary>
    public static ImmutableArray<(string Name, string Text)> All { get; } = Read();

    private static ImmutableArray<(string Name, string Text)> Read()
    {
        var assembly = typeof(PythonHarnessFiles).Assembly;
        var files = ImmutableArray.CreateBuilder<(string, string)>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            files.Add((resource[Prefix.Length..], reader.ReadToEnd()));
        }
        return files.ToImmutable();
    }
}
