using System.CommandLine;
using System.Globalization;
using Lever.Proving;
using Lever.Review.Findings;
using Lever.Review.Reports;
using Lever.Review.Rules;
using Lever.Review.Settings;
using Lever.Workspace;

namespace Lever.Commands;

/// <summary><c>lever check</c>: the linter.</summary>
internal static class CheckCommand
{
    /// <summary>A fix may bring out findings that others hid; a rule that never came to rest would be a fault.</summary>
    private const int FixRounds = 10;

    private const string Summary = "Find code that costs more than it must, a line for each finding";

    private static HelpPage Page() => new(Summary)
    {
        About = "No code is run, and files are changed by --fix only. Findings fail the run only where --fail-on or the configuration asks for it.",
        Examples =
        [
            ("lever check", "the current folder"),
            ("lever check src tests/test_a.py", "these only"),
            ("lever check --diff origin/main", "the lines that this branch changed, for a pull request"),
            ("lever check --select 'py-*-in-loop'", "some rules only"),
            ("lever check --format json > lever-baseline.json", "accept what there is; see [baseline]"),
            ("lever check --fix", "make the edits that keep behaviour"),
            ("lever check --fix --cargo", "in Rust only those that compile"),
        ],
        ExitCodes =
        [
            ("0", "nothing at or above --fail-on"), ("1", "findings at or above --fail-on"),
            ("2", "wrong command line, configuration or input"), ("3", "a fault of Lever's own"),
            ("130", "interrupted; what was finished is reported and marked"),
        ],
        Next = "`lever explain RULE` says why a rule holds and when not to follow it.",
    };

    public static Command Create(GlobalOptions global, Host host)
    {
        var paths = Options.Paths();
        var diff = Options.Text("--diff", "REF", "Only lines changed since the branch left this commit");
        var select = Options.Rules("--select", "Only these rules; * stands for any part of a name");
        var ignore = Options.Rules("--ignore", "Not these rules");
        var format = Options.Choice("--format", "FORMAT", "How to print", ["terminal", "json", "sarif", "github"]);
        var failOn = Options.FailOn();
        var everything = Options.Flag("--all", "Every tier in every role: tests and start-up code too");
        var fix = Options.Flag("--fix", "Make the edits that keep behaviour");
        var unsafeFixes = Options.Flag("--unsafe-fixes", "With --fix, also make edits that may change behaviour as their contract says");
        var clippy = Options.Clippy();
        var cargo = Options.Flag("--cargo", "With --fix, have cargo check edits in Rust first, in a copy, and leave out what does not compile");
        var watch = Options.Flag("--watch", "Check again whenever a file changes, until interrupted");
        var shard = Options.Shard();
        var command = new TaughtCommand("check", Summary, Page) { paths, diff, select, ignore, format, failOn, everything, fix, unsafeFixes, cargo, clippy, watch, shard };
        command.Validators.Add(result =>
        {
            if (result.GetValue(unsafeFixes) && !result.GetValue(fix)) result.AddError("--unsafe-fixes needs --fix");
            if (result.GetValue(cargo) && !result.GetValue(fix)) result.AddError("--cargo needs --fix");
        });
        command.SetAction(parsed =>
        {
            var chosen = global.Read(parsed);
            var request = new JobRequest
            {
                Paths = parsed.GetValue(paths)!,
                Global = chosen,
                DiffReference = parsed.GetValue(diff),
                Shard = parsed.GetValue(shard),
                Clippy = parsed.GetValue(clippy),
                Everything = parsed.GetValue(everything),
                Override = settings => settings with { Check = Overridden(settings.Check, parsed.GetValue(select)!, parsed.GetValue(ignore)!, parsed.GetValue(failOn)) },
                RulePatterns = [.. Names(parsed.GetValue(select)!), .. Names(parsed.GetValue(ignore)!)],
            };
            Applicability? fixes = !parsed.GetValue(fix) ? null : parsed.GetValue(unsafeFixes) ? Applicability.Unsafe : Applicability.Safe;
            int Check() => Run(request, host, parsed.GetValue(format)!, fixes, parsed.GetValue(cargo));
            return parsed.GetValue(watch) ? Watch.Repeat(Check, ReviewJob.CommonFolder(request.Paths, host.CurrentFolder), host) : Check();
        });
        return command;
    }

    /// <summary>What the command line says over the configuration.</summary>
    internal static CheckSettings Overridden(CheckSettings configured, string[] select, string[] ignore, string? failOn)
    {
        if (select.Length > 0) configured = configured with { Select = [.. Names(select).Select(GlobPattern.Parse)] };
        if (ignore.Length > 0) configured = configured with { Ignore = [.. configured.Ignore, .. Names(ignore).Select(GlobPattern.Parse)] };
        return failOn is not null && CheckSettings.TryReadFailOn(failOn, out var grade) ? configured with { FailOn = grade } : configured;
    }

    private static IEnumerable<string> Names(string[] values) =>
        values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private static int Run(JobRequest request, Host host, string format, Applicability? fixes, bool asksCargo)
    {
        if (ReviewJob.Collect(request, host, [.. RuleCatalog.All.Select(rule => rule.Name)]) is not { } job) return ExitCode.Usage;
        var run = Checking.Run(job, wantsHashes: fixes is not null);
        if (fixes is { } most)
        {
            using var judge = asksCargo ? new CargoJudge(host) : null;
            var fixedRust = false;
            for (var round = 0; round < FixRounds && Fix(run, most, job, host, request.Global.IsQuiet, judge, ref fixedRust); round++) run = Checking.Run(job, wantsHashes: true);
            if (fixedRust && judge is null && !request.Global.IsQuiet) host.Error.WriteLine(CargoJudge.Unjudged);
        }
        Report(run.Result, format, job, host, request.Global.Color);
        if (run.Result.StoppedEarly) return ExitCode.Interrupted;
        if (run.Result.Problems.Any(problem => problem.IsFault)) return ExitCode.Fault;
        var failOn = job.Settings.Check.FailOn;
        return run.Result.Findings.Any(finding => finding.Grade >= failOn) ? ExitCode.Found : ExitCode.Fine;
    }

    /// <returns>Whether any file was written.</returns>
    private static bool Fix(CheckRun run, Applicability most, ReviewJob job, Host host, bool isQuiet, CargoJudge? judge, ref bool fixedRust)
    {
        var files = run.Files.ToDictionary(file => file.File.Path, StringComparer.Ordinal);
        var written = 0;
        IReadOnlyList<Finding> edits = [.. run.Result.Findings.Where(finding => finding.Fix.Applicability <= most && finding.Fix.Edits.Count > 0)];
        if (judge is not null) edits = judge.Keep(edits, path => (files[path].File, files[path].Hash));
        foreach (var group in edits.GroupBy(finding => finding.Path, StringComparer.Ordinal))
        {
            if (job.Stop.IsCancellationRequested) break;
            var outcome = FixWriter.Write(files[group.Key].File, files[group.Key].Hash, [.. group]);
            if (outcome.Trouble is { } trouble) host.Error.WriteLine($"lever: {group.Key}: not fixed: {trouble}");
            if (outcome.Applied.Count == 0) continue;
            written++;
            fixedRust |= files[group.Key].File.Language == Language.Rust;
            if (isQuiet) continue;
            host.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{group.Key}: {outcome.Applied.Count} fixed"));
            foreach (var finding in outcome.Applied.Where(finding => finding.Fix.Applicability == Applicability.Unsafe))
                foreach (var clause in finding.Fix.Contract) host.Error.WriteLine($"  {finding.Rule.Name}: {clause}");
        }
        return written > 0;
    }

    private static void Report(CheckResult result, string format, ReviewJob job, Host host, ColorMode color)
    {
        switch (format)
        {
            case "json":
                CheckJson.Write(host.Output, result, ToolVersion.Info);
                break;
            case "sarif":
                CheckSarif.Write(host.Output, result, ToolVersion.Info);
                break;
            case "github":
                CheckGitHub.Write(host.Out, result);
                break;
            default:
                CheckTerminal.Write(host.Out, result, host.Layout(color), new SourceLines(job.Project).LinesOf);
                break;
        }
        host.Out.Flush();
    }
}
