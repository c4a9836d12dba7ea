using System.CommandLine;
using System.Globalization;
using Lever.Review.Findings;
using Lever.Review.Reports;
using Lever.Review.Rules;
using Lever.ShellCompletion;
using Lever.Workspace;

namespace Lever.Commands;

/// <summary><c>lever review</c>: what to do first, and why.</summary>
internal static class ReviewCommand
{
    private const string Summary = "Say what to do first: the top issues, ranked by what they are worth to your goal";

    private static HelpPage Page() => new(Summary)
    {
        About = "The answer has five parts: where the time probably goes, the top issues, patches, what they risk, and what to measure. "
            + "With a profile the ranking rests on measured weight, without one on the shape of the code; each claim says which.\n"
            + "A baseline keeps `check` from telling again what was accepted. A review ranks that all the same and says how much of it there is: what was accepted may be what is worth most.",
        Examples =
        [
            ("lever review", "the current folder, from its code alone"),
            ("lever review src --profile out.pstats", "ranked by where a profile puts the time"),
            ("lever review --goal latency=300ms --top 3", "for a goal, briefly"),
            ("lever review --format json", "for programs"),
            ("lever review --profile out.pstats --format html > review.html", "as one page, with code, patches and flame graphs"),
        ],
        ExitCodes =
        [
            ("0", "nothing at or above --fail-on"), ("1", "issues at or above --fail-on"),
            ("2", "wrong command line, configuration or input"), ("3", "a fault of Lever's own"),
            ("130", "interrupted; what was finished is reported and marked"),
        ],
        Next = "`lever explain RULE` says more of an issue; `lever check` lists every finding.",
    };

    /// <param name="review">Makes the review of a job.</param>
    public static Command Create(GlobalOptions global, Host host, Func<ReviewJob, ReviewResult> review)
    {
        var paths = Options.Paths();
        var profile = Options.Texts("--profile", "FILE", "A profile of the code; may be given more than once").Offering(Offers.Files);
        var goal = Options.GoalOption();
        var top = Options.Whole("--top", "N", 1, "How many issues to show (default 10)");
        var format = Options.Choice("--format", "FORMAT", "How to print", ["terminal", "markdown", "json", "html"]);
        var failOn = Options.FailOn();
        var clippy = Options.Clippy();
        var command = new TaughtCommand("review", Summary, Page) { paths, profile, goal, top, format, failOn, clippy };
        command.SetAction(parsed =>
        {
            var request = new JobRequest
            {
                Paths = parsed.GetValue(paths)!,
                Global = global.Read(parsed),
                Profiles = parsed.GetValue(profile)!,
                Clippy = parsed.GetValue(clippy),
                Override = settings => settings with
                {
                    Goal = parsed.GetValue(goal) ?? settings.Goal,
                    Check = CheckCommand.Overridden(settings.Check, [], [], parsed.GetValue(failOn)) with { Top = parsed.GetValue(top) ?? settings.Check.Top },
                },
            };
            return Run(request, host, parsed.GetValue(format)!, review);
        });
        return command;
    }

    private static int Run(JobRequest request, Host host, string format, Func<ReviewJob, ReviewResult> review)
    {
        if (ReviewJob.Collect(request, host, [.. RuleCatalog.All.Select(rule => rule.Name)]) is not { } job) return ExitCode.Usage;
        var result = review(job);
        switch (format)
        {
            case "json":
                ReviewJson.Write(host.Output, result, ToolVersion.Info);
                break;
            case "html":
                ReviewPage.Write(host, job, result);
                break;
            case "markdown":
                ReviewMarkdown.Write(host.Out, result);
                break;
            default:
                ReviewTerminal.Write(host.Out, result, host.Layout(request.Global.Color));
                break;
        }
        host.Out.Flush();
        if (!request.Global.IsQuiet) NoteAccepted(job, result, host);
        if (result.StoppedEarly) return ExitCode.Interrupted;
        if (result.Problems.Any(problem => problem.IsFault)) return ExitCode.Fault;
        return result.Issues.Any(issue => issue.Finding.Grade >= job.Settings.Check.FailOn) ? ExitCode.Found : ExitCode.Fine;
    }

    private static void NoteAccepted(ReviewJob job, ReviewResult result, Host host)
    {
        if (job.Baseline is not { } baseline) return;
        var files = job.Project.ToDictionary(file => file.Path, StringComparer.Ordinal);
        var check = new BaselineCheck(job);
        var accepted = result.Issues.Count(issue => files.TryGetValue(issue.Finding.Path, out var file) && check.Holds(file, issue.Finding));
        if (accepted > 0)
            host.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"lever: note: {accepted} of these {result.Issues.Count} issues {(accepted == 1 ? "is" : "are")} accepted in {baseline.Shown}; a review ranks what was accepted too, `lever check` does not tell it again"));
    }
}
