using Lever.Profiles;
using Lever.Profiles.Measurements;
using Lever.Proving;
using Lever.Review;
using Lever.Review.Cost;
using Lever.Review.Findings;
using Lever.Review.Ranking;
using Lever.Review.Reports;
using Lever.Review.Settings;

namespace Lever.Workspace;

/// <summary>Makes the result of <c>lever review</c> from the files and profiles of a job.</summary>
internal static class Reviewing
{
    public static ReviewResult Run(ReviewJob job)
    {
        var problems = new List<FileProblem>(job.Problems);
        var measured = MeasuredIn(job, problems);
        // Without a profile the tiers decide what is worth looking at; with one, the profile does.
        var run = FileChecks.Run(job, withProfile: measured.Profiles.Count + measured.Results.Count > 0);
        var analyses = run.Results.Select(file => file.Analysis).OfType<Lever.Review.Rules.FileAnalysis>().ToList();
        problems.AddRange(run.Results.SelectMany(file => file.Problems));
        var counts = new FileCounts(analyses.Count, run.Results.Count - analyses.Count, run.Results.Sum(file => (long)file.Bytes));
        var settings = job.Settings;
        var proofs = new ProvenFindings(job.Configuration.Folder);
        if (!proofs.IsEmpty) analyses = analyses.ConvertAll(analysis => analysis with { Findings = [.. analysis.Findings.Select(proofs.With)] });
        var review = Reviewer.Review(analyses, counts, measured, GoalOf(settings), settings, CostRows.Of(settings, job.Calibrated), job.Everything, settings.Check.Top);
        return review with
        {
            Patches = ReviewPatches.Of(review.Issues, new SourceLines(job.Project).TextOf),
            Problems = [.. review.Problems, .. problems],
            StoppedEarly = !run.IsWhole,
        };
    }

    /// <summary>Reads what the job names as profiles: profiles, results of benchmarks, counters.</summary>
    private static Measured MeasuredIn(ReviewJob job, List<FileProblem> problems)
    {
        var profiles = new List<Profile>();
        var results = new List<MeasurementFile>();
        var pathOf = new Dictionary<Profile, string>(ReferenceEqualityComparer.Instance);
        foreach (var path in job.Profiles)
        {
            var name = NameOf(path, job);
            try
            {
                if (MeasurementInput.Open(path, job.Within) is { } file)
                {
                    results.Add(file with { Name = name });
                    problems.AddRange(file.Problems.Select(problem => new FileProblem(name, 1, $"{problem.Place}: {problem.Message}")));
                    continue;
                }
                var profile = ProfileReaders.Read(FileReader.ReadSmall(path), name);
                problems.AddRange(profile.Problems.Select(problem => new FileProblem(name, 1, $"{problem.Place}: {problem.Message}")));
                profiles.Add(profile);
                pathOf.Add(profile, path);
            }
            catch (Exception trouble) when (Trouble.IsExpected(trouble))
            {
                problems.Add(new FileProblem(name, 1, Trouble.Explain(trouble)));
            }
        }
        return new Measured(profiles, results)
        {
            ChangedSince = (profile, files) => SourceAge.ChangedSince(pathOf[profile], [.. job.Project.Where(file => files.Contains(file.Path))]),
        };
    }

    /// <summary>The profiles of a job that can be read, for a page that shows them; what is wrong with them stands in the review.</summary>
    public static IReadOnlyList<Profile> Profiles(ReviewJob job) => MeasuredIn(job, []).Profiles;

    /// <summary>The file's name; its path where another file has the same one, since sources are told apart by it.</summary>
    private static string NameOf(string path, ReviewJob job)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(path));
        return job.Profiles.Count(other => Path.GetFileName(Path.TrimEndingDirectorySeparator(other)) == name) == 1 ? name : DisplayPath.Of(path, job.Configuration.Folder);
    }

    public static ReviewGoal GoalOf(ReviewSettings settings) => settings.Goal is { } goal
        ? new ReviewGoal(goal.Metric, goal.TargetText, goal.Metric == GoalMetric.Memory ? AmountUnit.Bytes : AmountUnit.Nanoseconds, "configuration")
        : new ReviewGoal(GoalMetric.Latency, null, AmountUnit.Nanoseconds, "assumed");
}
