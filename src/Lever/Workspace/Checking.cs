using Lever.Proving;
using Lever.Review.Cost;
using Lever.Review.Findings;
using Lever.Review.Ranking;
using Lever.Workspace.Caching;

namespace Lever.Workspace;

/// <summary>A check and the files that it looked at.</summary>
/// <param name="Files">Empty where nobody asked for their hashes.</param>
internal sealed record CheckRun(CheckResult Result, IReadOnlyList<CheckedFile> Files);

/// <summary>Makes the result of <c>lever check</c> from the files of a job.</summary>
internal static class Checking
{
    /// <param name="wantsHashes">Will the files be written to?</param>
    public static CheckRun Run(ReviewJob job, bool wantsHashes = false)
    {
        if (!wantsHashes && job.Cache is { } cache && CheckCache.Serves(job))
            return new CheckRun(ResultOf(job, cache.Run(job, () => FileChecks.Run(job, wantsHashes: true))), []);
        var run = FileChecks.Run(job, wantsHashes: wantsHashes);
        return new CheckRun(ResultOf(job, RuleFindings.Of(run)), wantsHashes ? run.Results : []);
    }

    private static CheckResult ResultOf(ReviewJob job, RuleFindings found) => new()
    {
        Files = found.Files,
        Findings = [.. new ReportedFindings(job).Of(found.Findings)],
        Problems = [.. job.Problems, .. found.Problems],
        Withheld = found.Withheld,
        StoppedEarly = !found.IsWhole,
    };
}

/// <summary>What a check reports of what the files gave: without what is known or did not change, priced, and with proofs where there are any.</summary>
internal sealed class ReportedFindings(ReviewJob job)
{
    private readonly CostTable table = CostRows.Of(job.Settings, job.Calibrated);
    private readonly ProvenFindings proofs = new(job.Configuration.Folder);

    /// <summary>The project's files by path; empty where all lines count.</summary>
    private readonly Dictionary<string, SourceFile> files = job.Changed is null ? [] : job.Project.ToDictionary(file => file.Path, StringComparer.Ordinal);

    public IEnumerable<Finding> Of(IEnumerable<Finding> findings) =>
        findings.Where(IsNew).Select(finding => proofs.With(Pricing.Price(finding, job.Settings, table)));

    private bool IsNew(Finding finding)
    {
        if (job.Known.Contains(finding.Fingerprint)) return false;
        if (job.Changed is not { } changed) return true;
        // The lines of a notebook's file are those of its JSON; which cell they are in is not worth knowing.
        if (finding.Cell is not null || changed.Touches(files[finding.Path].FullPath, finding.Range.Start.Line, finding.Range.End.Line)) return true;
        // A change of a function is told where it is felt, in whatever file that is.
        foreach (var step in finding.Chain)
            if (files.TryGetValue(step.Path, out var place) && changed.Touches(place.FullPath, step.Range.Start.Line, step.Range.End.Line)) return true;
        return false;
    }
}
