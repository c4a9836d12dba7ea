using Lever.Review.Findings;
using Lever.Proving;
using Lever.Review.Ranking;

namespace Lever.Workspace;

/// <summary>A check and what it was made from.</summary>
internal sealed record CheckRun(CheckResult Result, IReadOnlyList<CheckedFile> Files);

/// <summary>Makes the result of <c>lever check</c> from the files of a job.</summary>
internal static class Checking
{
    public static CheckRun Run(ReviewJob job, bool wantsHashes = false)
    {
        var run = FileChecks.Run(job, wantsHashes: wantsHashes);
        var table = CostRows.Of(job.Settings, job.Calibrated);
        var proofs = new ProvenFindings(job.Configuration.Folder);
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
            foreach (var finding in analysis.Findings)
                if (IsNew(job, file.File, finding)) findings.Add(proofs.With(Pricing.Price(finding, job.Settings, table)));
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

    private static bool IsNew(ReviewJob job, SourceFile file, Finding finding)
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
