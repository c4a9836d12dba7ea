using System.CommandLine;
using System.Globalization;
using Lever.Proving;
using Lever.Review.Findings;
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
        About = "No code is run, and files are changed by --fix only. Findings fail the run only where --fail-on or the configuration asks for it.\n"
            + "In SARIF, `rank` is what a review ranks by without a profile: the expected worth of the fix on the goal under [goal], from 0 to 100, ten points more "
            + "for about ten times the worth. It depends on the finding alone.\n"
            + "A baseline's findings stay accepted when their file is renamed or moved: what has the same code elsewhere, while the old file is gone, is the same finding, and a second copy is not.",
        Examples =
        [
            ("lever check", "the current folder"),
            ("lever check src tests/test_a.py", "these only"),
            ("lever check --diff origin/main", "the lines that this branch changed, for a pull request"),
            ("lever check --select 'py-*-in-loop'", "some rules only"),
            ("lever check --write-baseline", "accept what there is, or take out what was fixed; see [baseline]"),
            ("lever check --shard 1/4 --format json > 1.json", "a part of the work, for `lever merge`"),
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
        var staged = Options.Flag("--staged", "Only lines that are staged for the next commit");
        var select = Options.Rules("--select", "Only these rules; * stands for any part of a name");
        var ignore = Options.Rules("--ignore", "Not these rules");
        var format = CheckReport.FormatOption();
        var linkBase = CheckReport.LinkBaseOption();
        var failOn = Options.FailOn();
        var everything = Options.Flag("--all", "Every tier in every role: tests and start-up code too");
        var fix = Options.Flag("--fix", "Make the edits that keep behaviour");
        var unsafeFixes = Options.Flag("--unsafe-fixes", "With --fix, also make edits that may change behaviour as their contract says");
        var clippy = Options.Clippy();
        var cargo = Options.Flag("--cargo", "With --fix, have cargo check edits in Rust first, in a copy, and leave out what does not compile");
        var watch = Options.Flag("--watch", "Check again whenever a file changes, until interrupted");
        var shard = Options.Shard();
        var writeBaseline = Options.Flag("--write-baseline", "Take what was fixed out of the baseline; where there is none yet, accept all that is found");
        var acceptNew = Options.Flag("--accept-new", "With --write-baseline, accept new findings too");
        var command = new TaughtCommand("check", Summary, Page) { paths, diff, staged, select, ignore, format, linkBase, failOn, everything, fix, unsafeFixes, cargo, clippy, watch, shard, writeBaseline, acceptNew };
        command.Validators.Add(result =>
        {
            if (result.GetValue(unsafeFixes) && !result.GetValue(fix)) result.AddError("--unsafe-fixes needs --fix");
            if (result.GetValue(cargo) && !result.GetValue(fix)) result.AddError("--cargo needs --fix");
            if (result.GetValue(acceptNew) && !result.GetValue(writeBaseline)) result.AddError("--accept-new needs --write-baseline");
            if (result.GetValue(staged) && result.GetResult(diff) is { Implicit: false }) result.AddError("--staged and --diff exclude each other");
            CheckReport.Require(result, format, linkBase);
            if (result.GetValue(writeBaseline) && result.GetValue(watch)) result.AddError("--write-baseline and --watch exclude each other");
            // What a run leaves out would be taken for fixed.
            if (result.GetValue(writeBaseline))
                foreach (var narrowing in (ReadOnlySpan<Option>)[diff, staged, select, ignore, shard])
                    if (result.GetResult(narrowing) is { Implicit: false }) result.AddError($"--write-baseline needs a whole run, without {narrowing.Name}");
        });
        command.SetAction(parsed =>
        {
            var chosen = global.Read(parsed);
            var request = new JobRequest
            {
                Paths = parsed.GetValue(paths)!,
                Global = chosen,
                DiffReference = parsed.GetValue(diff),
                OnlyStaged = parsed.GetValue(staged),
                Shard = parsed.GetValue(shard),
                Clippy = parsed.GetValue(clippy),
                Everything = parsed.GetValue(everything),
                WritesBaseline = parsed.GetValue(writeBaseline),
                Override = settings => settings with { Check = Overridden(settings.Check, parsed.GetValue(select)!, parsed.GetValue(ignore)!, parsed.GetValue(failOn)) },
                RulePatterns = [.. Names(parsed.GetValue(select)!), .. Names(parsed.GetValue(ignore)!)],
            };
            Applicability? fixes = !parsed.GetValue(fix) ? null : parsed.GetValue(unsafeFixes) ? Applicability.Unsafe : Applicability.Safe;
            var report = new CheckReport(parsed.GetValue(format)!, parsed.GetValue(linkBase), chosen.Color);
            var repeated = parsed.GetValue(watch) ? new RepeatedChecks(host.Clock) : null;
            int Check() => Run(request, host, report, fixes, parsed.GetValue(cargo), parsed.GetValue(acceptNew), repeated);
            return repeated is null ? Check() : Watch.Repeat(Check, ReviewJob.CommonFolder(request.Paths, host.CurrentFolder), host);
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

    private static int Run(JobRequest request, Host host, CheckReport report, Applicability? fixes, bool asksCargo, bool acceptsNew, RepeatedChecks? repeated)
    {
        if (ReviewJob.Collect(request, host, [.. RuleCatalog.All.Select(rule => rule.Name)]) is not { } job) return ExitCode.Usage;
        var run = Checking.Run(job, wantsHashes: fixes is not null, repeated);
        if (fixes is { } most)
        {
            using var judge = asksCargo ? new CargoJudge(host) : null;
            var fixedRust = false;
            for (var round = 0; round < FixRounds && Fix(run, most, job, host, request.Global.IsQuiet, judge, ref fixedRust); round++) run = Checking.Run(job, wantsHashes: true);
            if (fixedRust && judge is null && !request.Global.IsQuiet) host.Error.WriteLine(CargoJudge.Unjudged);
        }
        var result = run.Result;
        if (request.WritesBaseline && WriteBaseline(run, job, acceptsNew, host) is { } written) result = written;
        else if (request.WritesBaseline) return result.StoppedEarly ? ExitCode.Interrupted : ExitCode.Usage;
        else if (!request.Global.IsQuiet) BaselineNote(result.Baseline, host);
        var failOn = job.Settings.Check.FailOn;
        report.Write(result, job.Project, failOn, job.Settings, request.Shard is null ? null : ShardDigest.Of(job), host);
        return CheckReport.ExitCodeOf(result, failOn);
    }

    /// <summary>Says what of the baseline is fixed.</summary>
    internal static void BaselineNote(BaselineStanding? baseline, Host host)
    {
        if (baseline is { Gone: { Count: > 0 } gone })
            host.Error.WriteLine($"lever: {baseline.File}: {CountOf(gone.Count)} fixed; `lever check --write-baseline` takes {(gone.Count == 1 ? "it" : "them")} out");
    }

    private static string CountOf(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} finding{(count == 1 ? "" : "s")}");

    /// <returns>The result as it stands to the new baseline; null where that was not written.</returns>
    private static CheckResult? WriteBaseline(CheckRun run, ReviewJob job, bool acceptsNew, Host host)
    {
        var baseline = job.Baseline!;
        var scope = BaselineCheck.ScopeOf(job);
        var isFirst = baseline.Scope is null;
        string? trouble = null;
        if (run.Result.StoppedEarly) trouble = "not written: the run was stopped early";
        else if (!isFirst && baseline.Scope != scope) trouble = $"not written: it is that of `{baseline.Scope!.Command}`, and this is `{scope.Command}`; remove it to begin anew";
        var gone = run.Result.Baseline?.Gone ?? [];
        // Those that were found are written as they stand now: their file may have moved.
        var kept = baseline.Entries.Except(gone).Select(entry => run.Current.GetValueOrDefault(entry, entry)).ToList();
        var added = isFirst || acceptsNew ? run.New : [];
        trouble ??= baseline.Write(scope, [.. kept, .. added]);
        if (trouble is not null)
        {
            host.Error.WriteLine($"lever: {baseline.Shown}: {trouble}");
            return null;
        }
        if (!job.Request.Global.IsQuiet)
            host.Error.WriteLine($"{baseline.Shown}: {CountOf(kept.Concat(added).Distinct().Count())}{(gone.Count > 0 ? $", {CountOf(gone.Count)} fixed and taken out" : "")}{(added.Count > 0 ? $", {CountOf(added.Count)} accepted" : "")}");
        return run.Result with
        {
            Findings = added.Count > 0 ? [] : run.Result.Findings,
            Baseline = new BaselineStanding(baseline.Shown, run.Known.Count + added.Count, []),
        };
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
}
