using System.Globalization;
using Lever.Review.Findings;

namespace Lever.Workspace.Caching;

/// <summary>What manifests held when they were looked at. They are few and lie outside of what is reviewed, so they are read each time.</summary>
/// <param name="folder">What their paths are kept relative to, so that a checkout elsewhere is served as well; absolute.</param>
internal sealed class ManifestContents(string folder)
{
    /// <param name="looked">Absolute paths of the manifests that were looked for.</param>
    /// <returns>By path, what each held; null where there was none.</returns>
    public IReadOnlyDictionary<string, string?> Of(IEnumerable<string> looked) =>
        looked.ToDictionary(path => Path.GetRelativePath(folder, path), ContentOf, StringComparer.Ordinal);

    /// <summary>Do all of them hold what they held?</summary>
    public bool Hold(IReadOnlyDictionary<string, string?> kept) => kept.All(manifest => ContentOf(Path.GetFullPath(manifest.Key, folder)) == manifest.Value);

    private static string? ContentOf(string path)
    {
        try
        {
            if (!File.Exists(path)) return null;
            var hash = ContentHash.Of(FileReader.ReadSmall(path));
            return string.Create(CultureInfo.InvariantCulture, $"{hash.Length}:{hash.Value:x}");
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            return Trouble.Explain(trouble);
        }
    }
}
