using Lever.Proving;
using Lever.Review.Cost;
using Lever.Review.Findings;
using Lever.Review.Ranking;
using Lever.Workspace.Caching;

namespace Lever.Workspace;

/// <summary>A check and what it was made from.</summary>
/// <param name="Files">Empty where nobody asked for their hashes.</param>
/// <param name="Known">Findings that are not in the result because the baseline holds them.</param>
/// <param name="Current">The entries of the baseline that were found, as they would be written now.</param>
/// <param name="New">Findings of the result, as a baseline would hold them.</param>
internal sealed record CheckRun(
    CheckResult Result, IReadOnlyList<CheckedFile> Files, IReadOnlyList<BaselineEntry> Known, IReadOnlyDictionary<BaselineEntry, BaselineEntry> Current, IReadOnlyList<BaselineEntry> New);

/// <summary>Makes the result of <c>lever check</c> from the files of a job.</summary>
internal static class Checking
{
    /// <param name="wantsHashes">Will the files be written to?</param>
    /// <param name="repeated">What is kept between checks of the same project; null for a check that stands alone.</param>
    public static CheckRun Run(ReviewJob job, bool wantsHashes = false, RepeatedChecks? repeated = null)
    {
        // What clippy said is of one state of the files.
        if (repeated is not null && !wantsHashes && job.Compiler is null) return Report(job, repeated.Run(job), []);
        if (!wantsHashes && job.Cache is { } cache && CheckCache.Serves(job))
            return Report(job, cache.Run(job, summaries => FileChecks.Run(job, wantsHashes: true, summaries: summaries)), []);
        var run = FileChecks.Run(job, wantsHashes: wantsHashes);
        return Report(job, RuleFindings.Of(run), wantsHashes ? run.Results : []);
    }

    private static CheckRun Report(ReviewJob job, RuleFindings found, IReadOnlyList<CheckedFile> files)
    {
        var (reported, baseline) = (new ReportedFindings(job), new BaselineCheck(job));
        IReadOnlyList<Finding> findings = [.. reported.Of(found.Findings, baseline)];
        IReadOnlyList<FileProblem> problems = [.. job.Problems, .. found.Problems];
        var result = new CheckResult
        {
            Files = found.Files,
            Findings = findings,
            Problems = problems,
            Withheld = found.Withheld,
            Since = job.Request.DiffReference ?? (job.Request.OnlyStaged ? "HEAD" : null),
            Baseline = baseline.Standing(found.IsWhole, problems),
            StoppedEarly = !found.IsWhole,
        };
        return new CheckRun(result, files, baseline.Known, baseline.Current, [.. findings.Select(reported.EntryOf)]);
    }
}

/// <summary>What a check reports of what the files gave: without what is known or did not change, priced, and with proofs where there are any.</summary>
internal sealed class ReportedFindings(ReviewJob job)
{
    private readonly CostTable table = CostRows.Of(job.Settings, job.Calibrated);
    private readonly ProvenFindings proofs = new(job.Configuration.Folder);
    private readonly Dictionary<string, SourceFile> files = job.Project.ToDictionary(file => file.Path, StringComparer.Ordinal);

    /// <param name="baseline">Told of each finding that the baseline holds.</param>
    public IEnumerable<Finding> Of(IEnumerable<Finding> findings, BaselineCheck baseline) =>
        findings.Where(finding => IsChanged(finding) && !baseline.Holds(files[finding.Path], finding)).Select(finding => proofs.With(Pricing.Price(finding, job.Settings, table)));

    /// <summary>A finding as a baseline would hold it.</summary>
    public BaselineEntry EntryOf(Finding finding) => BaselineCheck.EntryOf(job, files[finding.Path], finding);

    /// <summary>Is it in what changed, where that alone counts?</summary>
    private bool IsChanged(Finding finding)
    {
        if (job.Changed is not { } changed) return true;
        // The lines of a notebook's file are those of its JSON; which cell they are in is not worth knowing.
        if (finding.Cell is not null || changed.Touches(files[finding.Path].FullPath, finding.Range.Start.Line, finding.Range.End.Line)) return true;
        // A change of a function is told where it is felt, in whatever file that is.
        foreach (var step in finding.Chain)
            if (files.TryGetValue(step.Path, out var place) && changed.Touches(place.FullPath, step.Range.Start.Line, step.Range.End.Line)) return true;
        return false;
    }
}
