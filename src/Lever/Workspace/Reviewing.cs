using Lever.Profiles;
using Lever.Proving;
using Lever.Review;
using Lever.Review.Cost;
using Lever.Review.Findings;
using Lever.Review.Reports;
using Lever.Review.Settings;

namespace Lever.Workspace;

/// <summary>Makes the result of <c>lever review</c> from the files and profiles of a job.</summary>
internal static class Reviewing
{
    public static ReviewResult Run(ReviewJob job)
    {
        var problems = new List<FileProblem>(job.Problems);
        var profiles = job.Profiles.Select(path => Read(path, problems)).OfType<Profile>().ToList();
        // Without a profile the tiers decide what is worth looking at; with one, the profile does.
        var run = FileChecks.Run(job, withProfile: profiles.Count > 0);
        var analyses = run.Results.Select(file => file.Analysis).OfType<Lever.Review.Rules.FileAnalysis>().ToList();
        problems.AddRange(run.Results.SelectMany(file => file.Problems));
        var counts = new FileCounts(analyses.Count, run.Results.Count - analyses.Count, run.Results.Sum(file => (long)file.Bytes));
        var settings = job.Settings;
        var proofs = new ProvenFindings(job.Configuration.Folder);
        if (!proofs.IsEmpty) analyses = analyses.ConvertAll(analysis => analysis with { Findings = [.. analysis.Findings.Select(proofs.With)] });
        var review = Reviewer.Review(analyses, counts, profiles, GoalOf(settings), settings, CostRows.Of(settings, job.Calibrated), job.Everything, settings.Check.Top);
        return review with
        {
            Patches = ReviewPatches.Of(review.Issues, new SourceLines(job.Project).TextOf),
            Problems = [.. review.Problems, .. problems],
            StoppedEarly = !run.IsWhole,
        };
    }

    /// <summary>Reads a profile, and says what is wrong with it.</summary>
    /// <returns>Null where it cannot be read at all.</returns>
    public static Profile? Read(string path, List<FileProblem> problems)
    {
        try
        {
            var profile = ProfileReaders.Read(FileReader.ReadSmall(path), Path.GetFileName(path));
            problems.AddRange(profile.Problems.Select(problem => new FileProblem(Path.GetFileName(path), 1, $"{problem.Place}: {problem.Message}")));
            return profile;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            problems.Add(new FileProblem(Path.GetFileName(path), 1, Trouble.Explain(trouble)));
            return null;
        }
    }

    private static ReviewGoal GoalOf(ReviewSettings settings) => settings.Goal is { } goal
        ? new ReviewGoal(goal.Metric, goal.TargetText, goal.Metric == GoalMetric.Memory ? AmountUnit.Bytes : AmountUnit.Nanoseconds, "configuration")
        : new ReviewGoal(GoalMetric.Latency, null, AmountUnit.Nanoseconds, "assumed");
}
