using Lever.Review.Findings;

namespace Lever.Workspace.Caching;

/// <summary>
/// Answers a check of files that nobody touched from what an earlier run kept: in the time that it takes to walk the folders and look at the
/// files' stamps. Contents decide, not times: after a fresh checkout, or with a branch that was checked before, the files are read but not analysed.
/// </summary>
internal sealed class CheckCache(CacheFolder folder, TimeProvider clock)
{
    /// <summary>Fewer files are checked as soon as looked up.</summary>
    private const int FewFiles = 64;

    /// <summary>Can the job's findings be kept, and are they worth it?</summary>
    public static bool Serves(ReviewJob job) => job.Project.Count >= FewFiles && job.Compiler is null;

    /// <summary>The findings of a job: kept ones, or those that a check makes, which are then kept.</summary>
    /// <param name="check">Checks the job's files and hashes them, with what is kept of what the others tell; null where that is not wanted.</param>
    public RuleFindings Run(ReviewJob job, Func<KeptSummaries?, ParallelResults<CheckedFile>> check)
    {
        var taken = clock.GetUtcNow().Ticks;
        if (FileStamps.Take(job.Project) is not { } stamps) return RuleFindings.Of(check(null));
        var manifests = new ManifestContents(job.Configuration.Folder);
        var recalled = FileStamps.Recall(folder, job.Project, stamps, job.Jobs);
        if (recalled is { } known)
        {
            var wanted = CheckRecipe.Of(job, known.Hashes);
            if (folder.Read(wanted.Name) is { } bytes && KeptCheck.Parse(bytes) is { } kept
                && kept.Recipe.AsSpan().SequenceEqual(wanted.Bytes) && manifests.Hold(kept.Manifests))
            {
                folder.Touch(wanted.Name);
                if (!known.AllHeld) FileStamps.Keep(folder, job.Project, stamps, known.Hashes, taken);
                return kept.Found;
            }
        }
        var summaries = job.Around.Count > 0 ? KeptSummaries.Open(folder, job, recalled?.Hashes) : null;
        var run = check(summaries);
        var found = RuleFindings.Of(run);
        if (!run.IsWhole || found.Problems.Any(problem => problem.IsFault)) return found;
        if (HashesOf(job, run, recalled?.Hashes, summaries) is not { } hashes) return found;
        // What was written while the files were read may have been read half old and half new.
        if (FileStamps.Take(job.Project) is not { } after || !after.AsSpan().SequenceEqual(stamps)) return found;
        var recipe = CheckRecipe.Of(job, hashes);
        folder.Write(recipe.Name, new KeptCheck(recipe.Bytes, manifests.Of(job.Looked), found).Write());
        FileStamps.Keep(folder, job.Project, stamps, hashes, taken);
        summaries?.Keep();
        return found;
    }

    /// <summary>The contents of all files of the project; those that the run did not read, and nobody knew before, are read here.</summary>
    private static ContentHash[]? HashesOf(ReviewJob job, ParallelResults<CheckedFile> run, ContentHash[]? known, KeptSummaries? summaries)
    {
        var checkedFiles = run.Results.ToDictionary(file => file.File.FullPath, file => file.Hash, StringComparer.Ordinal);
        var reader = new FileReader();
        var hashes = new ContentHash[job.Project.Count];
        for (var at = 0; at < hashes.Length; at++)
        {
            if (checkedFiles.TryGetValue(job.Project[at].FullPath, out var hash) && hash != default)
            {
                hashes[at] = hash;
                continue;
            }
            if ((known?[at] ?? summaries?.HashOf(at)) is { } before)
            {
                hashes[at] = before;
                continue;
            }
            var read = reader.Read(job.Project[at].FullPath);
            if (read.Problem is not null) return null;
            hashes[at] = ContentHash.Of(read.Bytes);
        }
        return hashes;
    }
}
