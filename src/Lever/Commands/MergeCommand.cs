using System.CommandLine;
using System.Globalization;
using Lever.Review.Findings;
using Lever.Review.Reports;
using Lever.Review.Rules;
using Lever.Review.Rules.Clippy;
using Lever.Review.Settings;
using Lever.Workspace;

namespace Lever.Commands;

/// <summary><c>lever merge</c>: the reports of <c>check --shard i/n</c> as one.</summary>
internal static class MergeCommand
{
    private const string Summary = "Make one report of those that `lever check --shard i/n --format json` wrote";

    /// <summary>So many missing parts are named.</summary>
    private const int MostNamed = 8;

    private static HelpPage Page() => new(Summary)
    {
        About = "The report is the same, byte for byte, as that of one check of all files. Formats that quote code read it from the current folder.",
        Examples =
        [
            ("lever merge shard-*.json", "all parts, for people"),
            ("lever merge 1.json 2.json --format sarif", "for code scanning"),
            ("lever merge shard-*.json --fail-on estimated", "with the exit code that the whole check would have"),
        ],
        ExitCodes = [("0", "nothing at or above --fail-on"), ("1", "findings at or above --fail-on"), ("2", "a part is missing, is there twice, or is not of the same check")],
        Next = "`lever check --shard 1/4 --format json > shard-1.json` makes a part.",
    };

    /// <summary>A report with the file that it was read from.</summary>
    private sealed record Part(string File, CheckPart Read);

    public static Command Create(GlobalOptions global, Host host)
    {
        var reports = new Argument<string[]>("REPORT...") { Description = "The reports of all parts, in any order", Arity = ArgumentArity.OneOrMore };
        var format = CheckReport.FormatOption();
        var linkBase = CheckReport.LinkBaseOption();
        var failOn = Options.FailOn();
        var command = new TaughtCommand("merge", Summary, Page) { reports, format, linkBase, failOn };
        command.Validators.Add(result => CheckReport.Require(result, format, linkBase));
        command.SetAction(parsed =>
        {
            var chosen = global.Read(parsed);
            var report = new CheckReport(parsed.GetValue(format)!, parsed.GetValue(linkBase), chosen.Color);
            return Run(parsed.GetValue(reports)!, report, parsed.GetValue(failOn), chosen, host);
        });
        return command;
    }

    private static int Run(IReadOnlyList<string> files, CheckReport report, string? failOn, GlobalChoices chosen, Host host)
    {
        var complaints = new List<string>();
        var parts = files.Select(file => Read(file, host, complaints)).OfType<Part>().ToList();
        var (configuration, wrong) = Configuration.Load(chosen.Config, host.CurrentFolder, host.CurrentFolder, [.. RuleCatalog.All.Select(rule => rule.Name)]);
        complaints.AddRange(wrong.Select(problem => problem.ToString()));
        if (complaints.Count == 0) complaints.AddRange(Disagreements(parts));
        if (complaints.Count > 0)
        {
            foreach (var complaint in complaints) host.Error.WriteLine($"lever: {complaint}");
            return ExitCode.Usage;
        }
        var result = Merged([.. parts.Select(part => part.Read.Result)]);
        if (!chosen.IsQuiet) CheckCommand.BaselineNote(result.Baseline, host);
        var limit = CheckCommand.Overridden(configuration.Settings.Check, [], [], failOn).FailOn;
        report.Write(result, SourcesOf(result, host), limit, configuration.Settings, shard: null, host);
        return CheckReport.ExitCodeOf(result, limit);
    }

    private static Part? Read(string file, Host host, List<string> complaints)
    {
        string? problem;
        try
        {
            if (CheckJsonReader.Read(FileReader.ReadSmall(Path.GetFullPath(file, host.CurrentFolder)), RuleNamed, out problem) is { } part) return new Part(file, part);
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            problem = Trouble.Explain(trouble);
        }
        complaints.Add($"{file}: {problem}");
        return null;
    }

    private static RuleInfo? RuleNamed(string name) => RuleCatalog.Find(name) ?? ClippyLints.Find(name)?.Info;

    /// <summary>Why the reports are not all parts of one check.</summary>
    private static IEnumerable<string> Disagreements(List<Part> parts)
    {
        var first = parts[0];
        foreach (var part in parts)
        {
            var (shard, expected) = (part.Read.Shard, first.Read.Shard);
            if (part.Read.Version != ToolVersion.Text) yield return $"{part.File}: written by lever {part.Read.Version}, and this is {ToolVersion.Text}; run all parts and the merge with one version";
            else if (shard.Count != expected.Count) yield return $"{part.File}: one of {Number(shard.Count)} parts, and {first.File} is one of {Number(expected.Count)}";
            else if (shard.Settings != expected.Settings) yield return $"{part.File}: made with another configuration, other options, or another baseline than {first.File}";
            else if (shard.Sources != expected.Sources) yield return $"{part.File}: made over other files than {first.File}; check out the same commit for all parts";
        }
        foreach (var same in parts.GroupBy(part => part.Read.Shard.Index).Where(same => same.Count() > 1))
            yield return $"{same.ElementAt(1).File}: part {Number(same.Key)}, as {same.First().File} is";
        var missing = Enumerable.Range(1, first.Read.Shard.Count).Except(parts.Select(part => part.Read.Shard.Index)).Take(MostNamed + 1).Select(Number).ToList();
        if (missing.Count > MostNamed) missing[MostNamed] = "…";
        if (missing.Count > 0) yield return $"part{(missing.Count == 1 ? "" : "s")} {string.Join(", ", missing)} of {Number(first.Read.Shard.Count)} missing";
    }

    private static CheckResult Merged(IReadOnlyList<CheckResult> parts)
    {
        // Which of several copies is the one that moved, only all parts together can tell.
        var moves = new MovedEntries(parts[0].Baseline?.Missing ?? []);
        var moved = new HashSet<BaselineEntry>();
        var findings = ReadingOrder.Of(parts.SelectMany(part => part.Findings)).Where(finding => moves.Take(finding) is not { } entry || !moved.Add(entry)).ToList();
        return Merged(parts, findings, moved);
    }

    private static CheckResult Merged(IReadOnlyList<CheckResult> parts, IReadOnlyList<Finding> findings, HashSet<BaselineEntry> moved) => new()
    {
        Files = new FileCounts(parts.Sum(part => part.Files.Read), parts.Sum(part => part.Files.Skipped), parts.Sum(part => part.Files.Bytes)),
        Findings = findings,
        Problems = [.. parts.SelectMany(part => part.Problems)],
        Withheld = parts.Sum(part => part.Withheld),
        Since = parts[0].Since,
        Baseline = parts[0].Baseline is { } baseline ? Merged(baseline.File, [.. parts.Select(part => part.Baseline!)], moved) : null,
        StoppedEarly = parts.Any(part => part.StoppedEarly),
    };

    private static BaselineStanding Merged(string file, IReadOnlyList<BaselineStanding> parts, HashSet<BaselineEntry> moved) => new(
        file, parts.Sum(part => part.Known) + moved.Count,
        parts.Any(part => part.Gone is null) ? null : BaselineEntry.Sorted(parts.SelectMany(part => part.Gone!).Where(entry => !moved.Contains(entry))));

    /// <summary>The files that findings are in, where they lie in the current folder.</summary>
    private static IEnumerable<SourceFile> SourcesOf(CheckResult result, Host host) => result.Findings.Select(finding => finding.Path).Distinct(StringComparer.Ordinal)
        .Select(path => new SourceFile(Path.GetFullPath(path, host.CurrentFolder), path, SourceFile.LanguageOf(path) ?? Language.Python, IsNamed: false));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
