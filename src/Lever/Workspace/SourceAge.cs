namespace Lever.Workspace;

/// <summary>Which source files changed after a profile was recorded, by the times of the files.</summary>
internal static class SourceAge
{
    /// <summary>A checkout writes all files of a repository within this time, profiles among them, in no order that means anything.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    /// <summary>The paths of those files that were written after the profile. Files that git restored together with the profile are not asked.</summary>
    public static IReadOnlyList<string> ChangedSince(string profile, IReadOnlyList<SourceFile> files)
    {
        var recorded = File.GetLastWriteTimeUtc(profile);
        var newer = files.Where(file => File.GetLastWriteTimeUtc(file.FullPath) > recorded + Slack).ToList();
        if (newer.Count == 0 || Path.GetDirectoryName(profile) is not { } folder) return [];
        var touched = GitRepository.Touched(folder, [profile, .. newer.Select(file => file.FullPath)]);
        // Of a profile and a source that both are as they were committed, the times are those of a checkout.
        return [.. newer.Where(file => touched is null || touched.Contains(profile) || touched.Contains(file.FullPath)).Select(file => file.Path)];
    }
}
