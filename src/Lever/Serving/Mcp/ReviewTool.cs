using System.ComponentModel;
using Lever.Review.Findings;
using Lever.Review.Rules;
using Lever.Review.Settings;
using Lever.Workspace;
using ModelContextProtocol;
using ModelContextProtocol.Server;

namespace Lever.Serving.Mcp;

/// <summary><c>review</c>: what to do first, and why.</summary>
internal sealed class ReviewTool(Session session)
{
    /// <summary>Issues that are ranked for paging; what lies below is only counted.</summary>
    private const int MostIssues = 100;

    private static readonly IReadOnlyList<string> ruleNames = [.. RuleCatalog.All.Select(rule => rule.Name)];

    public McpServerTool Tool(TextWriter faults) => Tools.Make(Answer, "review", "Review for performance",
        "Says what to do first to make Python or Rust code of the workspace faster: ranked issues with the grade of evidence behind each, what may be said of them, and what to measure. "
        + "Reads only. Profiles given here or added with profile_add make the ranking rest on measured weight. Pages of about 1,500 tokens.", ToolNature.Reads, faults);

    private async Task<ReviewAnswer> Answer(
        McpServer server, IProgress<ProgressNotificationValue> progress,
        [Description("Files and folders of the workspace; default: all of it")] string[]? paths = null,
        [Description("Profile files of the workspace to rank by, beside those added with profile_add")] string[]? profiles = null,
        [Description("What to gain: latency, throughput or memory, with the figure to reach if there is one, such as latency=300ms")] string? goal = null,
        [Description("Answers to questions of earlier reviews, value by key; kept for this session, by keep_answer for good")] Dictionary<string, string>? answers = null,
        [Description("May the user be asked the review's one question, where the client can ask?")] bool ask = true,
        [Description("next_cursor of an earlier page; everything else is ignored then")] string? cursor = null,
        CancellationToken stop = default)
    {
        if (cursor is not null) return Continued(cursor);
        foreach (var (key, value) in answers ?? []) session.Remember(key, value);
        var settings = GoalOf(goal);
        var watcher = Tools.Watcher(progress);
        Task<ReviewRun> Make() => session.Read(request => Review(request, paths is { Length: > 0 } ? paths : ["."], profiles ?? [], settings), watcher, stop);
        var run = await Make().ConfigureAwait(false);
        if (ask && run.Result.Question is { } question && await Questions.Ask(server, question, stop).ConfigureAwait(false) is { } answer)
        {
            session.Remember(question.Key, answer);
            run = await Make().ConfigureAwait(false);
        }
        return ReviewPages.Page(run, 0);
    }

    private ReviewAnswer Continued(string cursor)
    {
        var (list, offset) = Cursor.Parse(cursor);
        var run = session.Runs.FirstOrDefault(run => ReviewPages.ListOf(run) == list) ?? throw new McpException("the review that `cursor` goes through is no longer kept; review again");
        return ReviewPages.Page(run, Math.Min(offset, run.Result.Issues.Count));
    }

    private ReviewRun Review(Request request, string[] paths, string[] profiles, Goal? goal)
    {
        var job = ReviewJob.Collect(new JobRequest
        {
            Paths = [.. paths.Select(session.Inside)],
            Global = session.Choices,
            Profiles = [.. session.Profiles.Select(profile => session.Inside(profile.FullPath)).Concat(profiles.Select(session.Inside)).Distinct()],
            Override = settings => settings with
            {
                Goal = goal ?? settings.Goal,
                Check = settings.Check with { Top = MostIssues },
                Answers = new Dictionary<string, string>(settings.Answers.Concat(session.Answers).GroupBy(answer => answer.Key).Select(answer => answer.Last()), StringComparer.Ordinal),
            },
        }, request.Host, ruleNames) ?? throw request.Refused();
        var result = Reviewing.Run(job);
        job.Stop.ThrowIfCancellationRequested();
        return session.Keep(result);
    }

    private static Goal? GoalOf(string? text)
    {
        if (text is null) return null;
        var (goal, problem) = Options.ReadGoal(text);
        return goal ?? throw new McpException($"goal: {problem}");
    }
}
