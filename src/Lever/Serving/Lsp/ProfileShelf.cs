using Lever.Profiles;
using Lever.Workspace;

namespace Lever.Serving.Lsp;

/// <summary>The profiles of a project, each read once as long as its file stays as it is.</summary>
/// <param name="named">Paths, absolute or relative to the folder; null to take what lies in its folder <c>profiles</c>.</param>
internal sealed class ProfileShelf(WorkspaceFolder folder, IReadOnlyList<string>? named)
{
    private const string Folder = "profiles";

    /// <summary>More files than this are no profiles that somebody works with.</summary>
    private const int Most = 20;

    /// <summary>Bytes; what is larger has to be named.</summary>
    private const long Largest = 64 << 20;

    private Dictionary<string, (DateTime Written, long Length, Profile Profile)> kept = new(StringComparer.Ordinal);

    /// <summary>The profiles that have any weight; what cannot be read, or is none, is passed over.</summary>
    public IReadOnlyList<Profile> Read()
    {
        var found = new Dictionary<string, (DateTime Written, long Length, Profile Profile)>(StringComparer.Ordinal);
        foreach (var path in Paths())
        {
            var file = new FileInfo(path);
            if (!file.Exists || named is null && file.Length > Largest) continue;
            if (kept.TryGetValue(path, out var known) && (known.Written, known.Length) == (file.LastWriteTimeUtc, file.Length)) found[path] = known;
            else if (Reviewing.Read(path, []) is { } profile) found[path] = (file.LastWriteTimeUtc, file.Length, profile);
        }
        kept = found;
        return [.. found.Values.Select(each => each.Profile).Where(profile => profile.HasWeight)];
    }

    private IEnumerable<string> Paths()
    {
        if (named is not null) return named.Select(path => folder.Resolve(path).FullPath).OfType<string>();
        try
        {
            var own = Path.Join(folder.Root, Folder);
            return Directory.Exists(own) ? [.. Directory.EnumerateFiles(own).Order(StringComparer.Ordinal).Take(Most).Select(path => folder.Resolve(path).FullPath).OfType<string>()] : [];
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            return [];
        }
    }
}
