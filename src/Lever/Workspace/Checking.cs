using Lever.Review.Findings;
using Lever.Proving;
using Lever.Review.Ranking;

namespace Lever.Workspace;

/// <summary>A check and what it was made from.</summary>
/// <param name="Known">Findings that are not in the result because the baseline holds them.</param>
/// <param name="New">Findings of the result, as a baseline would hold them.</param>
internal sealed record CheckRun(CheckResult Result, IReadOnlyList<CheckedFile> Files, IReadOnlyList<BaselineEntry> Known, IReadOnlyList<BaselineEntry> New);

/// <summary>Makes the result of <c>lever check</c> from the files of a job.</summary>
internal static class Checking
{
    public static CheckRun Run(ReviewJob job, bool wantsHashes = false)
    {
        var run = FileChecks.Run(job, wantsHashes: wantsHashes);
        var table = CostRows.Of(job.Settings, job.Calibrated);
        var proofs = new ProvenFindings(job.Configuration.Folder);
        var baseline = new BaselineCheck(job);
        var findings = new List<Finding>();
        var problems = new List<FileProblem>(job.Problems);
        var entries = new List<BaselineEntry>();
        int read = 0, withheld = 0;
        var bytes = 0L;
        foreach (var file in run.Results)
        {
            problems.AddRange(file.Problems);
            if (file.Analysis is not { } analysis) continue;
            read++;
            bytes += file.Bytes;
            withheld += analysis.Withheld;
            problems.AddRange(analysis.Problems);
            foreach (var finding in analysis.Findings)
            {
                if (!IsChanged(job, file.File, finding) || baseline.Holds(file.File, finding)) continue;
                findings.Add(proofs.With(Pricing.Price(finding, job.Settings, table)));
                entries.Add(BaselineCheck.EntryOf(job, file.File, finding));
            }
        }
        var result = new CheckResult
        {
            Files = new FileCounts(read, run.Results.Count - read, bytes),
            Findings = findings,
            Problems = problems,
            Withheld = withheld,
            Since = job.Request.DiffReference ?? (job.Request.OnlyStaged ? "HEAD" : null),
            Baseline = baseline.Standing(run.IsWhole, problems),
            StoppedEarly = !run.IsWhole,
        };
        return new CheckRun(result, run.Results, baseline.Known, entries);
    }

    /// <summary>Is it in what changed, where that alone counts?</summary>
    private static bool IsChanged(ReviewJob job, SourceFile file, Finding finding)
    {
        if (job.Changed is not { } changed) return true;
        // The lines of a notebook's file are those of its JSON; which cell they are in is not worth knowing.
        if (finding.Cell is not null || changed.Touches(file.FullPath, finding.Range.Start.Line, finding.Range.End.Line)) return true;
        // A change of a function is told where it is felt, in whatever file that is.
        foreach (var step in finding.Chain)
            if (job.Project.FirstOrDefault(other => other.Path == step.Path) is { } place && changed.Touches(place.FullPath, step.Range.Start.Line, step.Range.End.Line)) return true;
        return false;
    }
}
