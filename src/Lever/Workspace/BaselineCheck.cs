using Lever.Review.Findings;
using Lever.Review.Settings;

namespace Lever.Workspace;

/// <summary>Holds a run's findings against the baseline: which are known, and which of those that it accepts are gone.</summary>
internal sealed class BaselineCheck(ReviewJob job)
{
    private readonly Dictionary<BaselineEntry, BaselineEntry> current = [];

    // Which of several copies is the one that moved, a part cannot tell; `lever merge` does.
    private readonly MovedEntries? moves = job.Baseline is { } baseline && job.Request.Shard is null ? new MovedEntries(baseline.Missing) : null;

    /// <summary>Those findings of the run that the baseline holds.</summary>
    public List<BaselineEntry> Known { get; } = [];

    /// <summary>What was found of the baseline, as it would be written now.</summary>
    public IReadOnlyDictionary<BaselineEntry, BaselineEntry> Current => current;

    /// <summary>Does the baseline hold it, where it stands or where its file stood before that was renamed or moved?</summary>
    public bool Holds(SourceFile file, Finding finding)
    {
        if (job.Baseline is not { } baseline) return false;
        var entry = EntryOf(job, file, finding);
        var held = baseline.Find(entry.Path, entry.Fingerprint) ?? moves?.Take(finding);
        if (held is null && !baseline.Reports(entry.Fingerprint)) return false;
        if (held is { } known) current[known] = entry;
        Known.Add(entry);
        return true;
    }

    public static BaselineEntry EntryOf(ReviewJob job, SourceFile file, Finding finding) =>
        new(file.PathIn(job.Configuration.Folder), finding.Rule.Name, finding.Symbol, finding.Fingerprint, finding.CodeFingerprint);

    /// <param name="isWhole">Did the run get to its end?</param>
    /// <param name="problems">Files that nothing certain is known of.</param>
    public BaselineStanding? Standing(bool isWhole, IEnumerable<FileProblem> problems)
    {
        if (job.Baseline is not { } baseline) return null;
        var tells = isWhole && job.Changed is null && job.Request.RulePatterns.Count == 0 && baseline.Scope?.Equals(ScopeOf(job)) == true;
        return new BaselineStanding(baseline.Shown, Known.Count, tells ? Gone(baseline, problems) : null) { Missing = job.Request.Shard is null ? [] : baseline.Missing };
    }

    public static BaselineScope ScopeOf(ReviewJob job) => new(
        [.. job.Request.Paths.Select(path => DisplayPath.Of(Path.GetFullPath(path, job.CurrentFolder), job.Configuration.Folder)).Distinct().Order(StringComparer.Ordinal)],
        job.Everything, job.Compiler is not null);

    private List<BaselineEntry> Gone(Baseline baseline, IEnumerable<FileProblem> problems)
    {
        var folder = job.Configuration.Folder;
        var unsure = problems.Select(problem => problem.Path).ToHashSet(StringComparer.Ordinal);
        var project = job.Project.ToDictionary(file => file.PathIn(folder), StringComparer.Ordinal);
        var own = job.Files.Select(file => file.FullPath).ToHashSet(StringComparer.Ordinal);
        return [.. baseline.Entries.Where(entry => !current.ContainsKey(entry)
            // Of a file that is gone, the first part speaks for all.
            && (project.TryGetValue(entry.Path, out var file) ? own.Contains(file.FullPath) && !unsure.Contains(file.Path) : job.Request.Shard is null or { Index: 1 }))];
    }
}
