using System.Globalization;
using System.Text.Json;
using Lever.Review.Findings;
using Lever.Review.Reports;

namespace Lever.Serving.Mcp;

/// <summary>Reviews as answers of a bounded length.</summary>
internal static class ReviewPages
{
    /// <summary>Some 1,500 tokens, of about four characters each.</summary>
    private const int PageLength = 6_000;

    private const int MostProblems = 3;

    private const int MostSteps = 3;

    public static string ListOf(ReviewRun run) => string.Create(CultureInfo.InvariantCulture, $"run {run.Number}");

    public static string Uri(ReviewRun run) => string.Create(CultureInfo.InvariantCulture, $"lever://runs/{run.Number}");

    /// <summary>As many issues from an offset on as a page holds, at least one; what concerns the review as a whole stands on its first page.</summary>
    public static ReviewAnswer Page(ReviewRun run, int offset)
    {
        var issues = run.Result.Issues.Skip(offset).Select(Issue).ToList();
        while (true)
        {
            var page = Of(run, offset, issues);
            if (issues.Count <= 1 || JsonSerializer.SerializeToUtf8Bytes(page, McpJson.Default.ReviewAnswer).Length <= PageLength) return page;
            issues.RemoveAt(issues.Count - 1);
        }
    }

    /// <summary>The whole review.</summary>
    public static ReviewAnswer Whole(ReviewRun run) => Of(run, 0, [.. run.Result.Issues.Select(Issue)]) with
    {
        MeasurementPlan = [.. run.Result.MeasurementPlan.Select(Step)], Problems = [.. run.Result.Problems.Select(Problem)], ProblemsLeftOut = 0,
    };

    private static ReviewAnswer Of(ReviewRun run, int offset, IReadOnlyList<IssueAnswer> issues)
    {
        var result = run.Result;
        var end = offset + issues.Count;
        var isFirst = offset == 0;
        var problems = result.Problems.Take(isFirst ? MostProblems : 0).Select(Problem).ToList();
        return new ReviewAnswer(
            Uri(run), new GoalAnswer(ReviewWords.Of(result.Goal.Metric), result.Goal.Target, result.Goal.Origin), result.Files.Read,
            isFirst ? [.. result.Evidence.Select(Evidence)] : [], Plain.Sentence(result.Hypothesis.Text), result.Hypothesis.Flat, issues,
            result.Say.MustNotSay, [.. result.MeasurementPlan.Take(isFirst ? MostSteps : 0).Select(Step)], isFirst && result.Question is { } question ? Question(question) : null,
            problems, result.Problems.Count - problems.Count, result.LeftOut + result.Issues.Count - end,
            end < result.Issues.Count ? new Cursor(ListOf(run), end).ToString() : null, result.StoppedEarly);
    }

    private static EvidenceAnswer Evidence(EvidenceItem item) => new(Plain.Name(item.Profile), item.Format, item.Metric, item.Samples, item.MatchRate, [.. item.Warnings.Select(Plain.Sentence)]);

    private static IssueAnswer Issue(Issue issue)
    {
        var finding = issue.Finding;
        return new IssueAnswer(
            issue.Rank.Position, issue.Rank.Ties, finding.Rule.Name, Plain.Name(finding.Path), finding.Range.Start.Line, Plain.Name(finding.Symbol), Words.Of(Wording.Borne(finding)),
            Plain.Sentence(finding.Message), Plain.Sentence(Wording.Full(issue)), Plain.Sentence(finding.Fix.Summary), Words.Of(finding.Fix.Applicability), Words.Of(issue.Effort),
            [.. issue.Risks.Select(risk => Plain.Sentence($"{ReviewWords.Of(risk.Kind)}: {risk.Text}"))], issue.AlsoAt.Count, finding.Fingerprint);
    }

    private static StepAnswer Step(MeasurementStep step) => new(Plain.Sentence(step.Command), step.Metric, Plain.Sentence(step.LaunchBar), Plain.Sentence(step.Why));

    private static QuestionAnswer Question(OpenQuestion question) => new(
        Plain.Sentence(question.Text), question.Key, [.. question.Choices.Select(choice => new ChoiceAnswer(choice.Value, choice.Text))],
        question.Default >= 0 && question.Default < question.Choices.Count ? question.Choices[question.Default].Value : null);

    private static ProblemAnswer Problem(FileProblem problem) => new(Plain.Name(problem.Path), problem.Line, Plain.Sentence(problem.Message));
}
