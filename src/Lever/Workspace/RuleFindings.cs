using Lever.Review.Findings;

namespace Lever.Workspace;

/// <summary>What the rules say of a job's files: nothing is priced yet, and nothing left out that was known before.</summary>
/// <param name="Withheld">Findings that a wider selection would show.</param>
/// <param name="IsWhole">False where the run was stopped before the last file.</param>
internal sealed record RuleFindings(FileCounts Files, int Withheld, IReadOnlyList<Finding> Findings, IReadOnlyList<FileProblem> Problems, bool IsWhole)
{
    public static RuleFindings Of(ParallelResults<CheckedFile> run)
    {
        var findings = new List<Finding>();
        var problems = new List<FileProblem>();
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
            findings.AddRange(analysis.Findings);
        }
        return new RuleFindings(new FileCounts(read, run.Results.Count - read, bytes), withheld, findings, problems, run.IsWhole);
    }
}
