using Lever.Proving;
using Lever.Review.Cost;
using Lever.Review.Findings;
using Lever.Review.Ranking;
using Lever.Review.Rules;

namespace Lever.Workspace;

/// <summary>A check and what it was made from.</summary>
internal sealed record CheckRun(CheckResult Result, IReadOnlyList<CheckedFile> Files);

/// <summary>Makes the result of <c>lever check</c> from the files of a job.</summary>
internal static class Checking
{
    public static CheckRun Run(ReviewJob job, bool wantsHashes = false)
    {
        var run = FileChecks.Run(job, wantsHashes: wantsHashes);
        var reported = new ReportedFindings(job);
        var findings = new List<Finding>();
        var problems = new List<FileProblem>(job.Problems);
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
            findings.AddRange(reported.Of(file.File, analysis));
        }
        var result = new CheckResult
        {
            Files = new FileCounts(read, run.Results.Count - read, bytes),
            Findings = findings,
            Problems = problems,
            Withheld = withheld,
            StoppedEarly = !run.IsWhole,
        };
        return new CheckRun(result, run.Results);
    }
}

/// <summary>What a check reports of what the files gave: without what is known or did not change, priced, and with proofs where there are any.</summary>
internal sealed class ReportedFindings(ReviewJob job)
{
    private readonly CostTable table = CostRows.Of(job.Settings, job.Calibrated);
    private readonly ProvenFindings proofs = new(job.Configuration.Folder);

    public IEnumerable<Finding> Of(SourceFile file, FileAnalysis analysis) =>
        analysis.Findings.Where(finding => IsNew(file, finding)).Select(finding => proofs.With(Pricing.Price(finding, job.Settings, table)));

    private bool IsNew(SourceFile file, Finding finding)
    {
        if (job.Known.Contains(finding.Fingerprint)) return false;
        if (job.Changed is not { } changed) return true;
        // The lines of a notebook's file are those of its JSON; which cell they are in is not worth knowing.
        if (finding.Cell is not null || changed.Touches(file.FullPath, finding.Range.Start.Line, finding.Range.End.Line)) return true;
        // A change of a function is told where it is felt, in whatever file that is.
        foreach (var step in finding.Chain)
            if (job.Project.FirstOrDefault(other => other.Path == step.Path) is { } place && changed.Touches(place.FullPath, step.Range.Start.Line, step.Range.End.Line)) return true;
        return false;
    }
}
