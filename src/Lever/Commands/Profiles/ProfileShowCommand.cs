using System.CommandLine;
using System.Globalization;
using Lever.Profiles;
using Lever.Profiles.Measurements;
using Lever.Review.Findings;
using Lever.Review.Ranking;
using Lever.Review.Reports;
using Lever.ShellCompletion;
using Lever.Workspace;

namespace Lever.Commands.Profiles;

/// <summary><c>lever profile show</c>: what a profile says.</summary>
internal static class ProfileShowCommand
{
    private const string Summary = "Show the heaviest functions of a profile, or who calls a function and whom it calls";

    private static HelpPage Page() => new(Summary)
    {
        About = "The format is recognised by the content: " + string.Join(", ", ProfileReaders.Formats) + "; gzipped or not.\n"
            + "Results of benchmarks are shown as a table of their own: " + string.Join(", ", MeasurementReaders.Formats) + ".\n"
            + """
            What follows from the whole profile, such as what allocation or importing takes, stands below the table, each with its doubt.

            --format json prints the contract lever.profile/1. Of a profile: name, format, producer, metrics (name, unit, clock, total), samples, threads,
            waiting_share, doubts, problems, match_rate (with --code: project, stale, library, native, unmatched), functions (name, file, line, self,
            self_share, self_share_95, total, total_share, calls, waiting), callers and callees where asked, conclusions. Of results: match_rate and
            benchmarks (id, unit, typical, mean, median, spread, samples, more_is_better, exact, file, line, measures). Times are in seconds, sizes in
            bytes, shares between 0 and 1; null is what the file does not tell.
            """,
        Examples =
        [
            ("lever profile show out.pstats", "the functions that took most themselves"),
            ("lever profile show stacks.folded --top 30", "more of them"),
            ("lever profile show out.pstats --callers decode", "who calls `decode`, and for how much of its weight"),
            ("lever profile show stacks.folded --format html --output profile.html", "flame graphs, as one file to open in a browser"),
            ("lever profile show out.pstats --format json --code src", "for programs, and how much of it is in src"),
            ("lever profile show target/criterion --code .", "what criterion measured last, with the functions that it measured"),
        ],
        ExitCodes = [("0", "shown"), ("2", "the file is no profile that Lever reads, or holds no such function")],
        Next = "`lever review --profile FILE` ranks findings by the profile.",
    };

    private static readonly string[] topHeads = ["self", "", "total", "", "calls", "function"];
    private static readonly string[] neighbourHeads = ["share", "weight", "calls", "function"];

    /// <summary>What to show of a file.</summary>
    /// <param name="Code">The source that it is to be joined to; null where there is none.</param>
    private sealed record Request(string Path, int Top, string? Callers, string? Callees, string Format, string? Output, CodeOfProfile? Code);

    public static Command Create(GlobalOptions global, Host host)
    {
        var file = new Argument<string>("FILE") { Description = "A profile" }.Offering(Offers.Files);
        var top = Options.Whole("--top", "N", 1, "How many functions to show (default 20)");
        var callers = Options.Text("--callers", "FUNCTION", "Who calls a function");
        var callees = Options.Text("--callees", "FUNCTION", "Whom a function calls");
        var code = Options.Texts("--code", "PATH", "The source to join it to; may be given more than once").Offering(Offers.Files);
        var format = Options.Choice("--format", "FORMAT", "How to show it; html is a page of its own, with flame graphs", ["terminal", "json", "html"]);
        var output = Options.File("--output", "Where to write the page or the JSON (default: standard output)");
        var command = new TaughtCommand("show", Summary, Page) { file, top, callers, callees, code, format, output };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(format) == "html") return ProfilePage.Write(parsed.GetValue(file)!, parsed.GetValue(output), host);
            CodeOfProfile? source = null;
            if (parsed.GetValue(code) is { Length: > 0 } paths && (source = CodeOfProfile.Read(paths, global.Read(parsed), host)) is null) return ExitCode.Usage;
            return Show(new Request(parsed.GetValue(file)!, parsed.GetValue(top) ?? 20, parsed.GetValue(callers), parsed.GetValue(callees), parsed.GetValue(format)!, parsed.GetValue(output), source), host);
        });
        return command;
    }

    /// <summary>Shows a profile that was just recorded.</summary>
    public static int Show(string path, int top, Host host) => Show(new Request(path, top, null, null, "terminal", null, null), host);

    private static int Show(Request request, Host host)
    {
        if (MeasurementReport.Open(request.Path, host) is { } results) return ShowResults(results, request, host);
        if (ProfileFile.Read(request.Path, host) is not { } profile) return ExitCode.Usage;
        var asked = new List<ProfileNeighbours>();
        foreach (var (name, areCallers) in new[] { (request.Callers, true), (request.Callees, false) })
        {
            if (name is null) continue;
            if (Find(profile, name, host) is not { } found) return ExitCode.Usage;
            asked.Add(new ProfileNeighbours(areCallers, found));
        }
        var joined = request.Code?.Join(profile);
        var conclusions = joined is null ? Conclusions.Of(profile) : Conclusions.Of(joined);
        if (request.Format == "json")
            return ReportFile.Write(request.Output, host, stream => ProfileJson.Write(stream, profile, request.Top, asked, conclusions, joined?.Index.Match)) ? ExitCode.Fine : ExitCode.Usage;
        foreach (var question in asked) WriteNeighbours(profile, question, request.Top, host);
        if (asked.Count > 0) return ExitCode.Fine;
        WriteTop(profile, request.Top, host.Out);
        if (joined is not null) host.Out.Write(EvidenceWording.Placed(joined.Index.Match) + "\n\n");
        Write(conclusions, host.Out);
        return ExitCode.Fine;
    }

    private static int ShowResults(MeasurementFile file, Request request, Host host)
    {
        var joined = request.Code?.Join(file).ToDictionary(join => join.Benchmark.Id, StringComparer.Ordinal);
        var placed = file.Benchmarks.Select(benchmark => joined?.GetValueOrDefault(benchmark.Id) is { } join
            ? new PlacedBenchmark(benchmark, join.Place, join.Line, join.Measures is { } measures ? (measures.Path, measures.Function) : null) : new PlacedBenchmark(benchmark, null, 0, null)).ToList();
        var conclusions = Conclusions.Of(file);
        if (request.Format == "json") return ReportFile.Write(request.Output, host, stream => ProfileJson.Write(stream, file, placed, joined is not null, conclusions)) ? ExitCode.Fine : ExitCode.Usage;
        var shown = MeasurementReport.Show(file, request.Top, joined, host);
        if (shown == ExitCode.Fine) Write(conclusions, host.Out);
        return shown;
    }

    private static void WriteTop(Profile profile, int top, TextWriter output)
    {
        var metric = profile.Metrics[0];
        var samples = profile.SampleCount is { } count ? string.Create(CultureInfo.InvariantCulture, $", {count} samples") : "";
        output.Write($"{profile.Name}: {profile.Format}, {metric.Name}{samples}, {ProfileText.Amount(profile.Weights(0).Sum, metric.Unit)} in all\n\n");
        var rows = new List<string[]> { topHeads };
        foreach (var row in ProfileView.Top(profile, top))
            rows.Add([ProfileText.Share(row.SelfShare), ProfileText.Amount(row.Self, metric.Unit), ProfileText.Share(row.TotalShare), ProfileText.Amount(row.Total, metric.Unit), ProfileText.Calls(row.Calls), ProfileText.Place(row.Name, row.File, row.FirstLine, row.IsIdle)]);
        ProfileText.Table(output, rows);
    }

    private static void Write(IReadOnlyList<Conclusion> conclusions, TextWriter output)
    {
        foreach (var conclusion in conclusions)
        {
            output.Write(ProfileText.Clean($"{conclusion.Text}\n  but {conclusion.Doubt}\n"));
            if (conclusion.Next is { } next) output.Write($"  next  {next}\n");
        }
    }

    /// <returns>The functions of that name; null where there is none, and it was said.</returns>
    private static IReadOnlyList<int>? Find(Profile profile, string name, Host host)
    {
        var found = profile.FindFunctions(name);
        if (found.Count > 0) return found;
        host.Error.WriteLine($"lever: no function of the profile is called `{name}`{NearestWord.Hint(name, [.. profile.Functions.Select(function => function.Name).Distinct()])}");
        return null;
    }

    private static void WriteNeighbours(Profile profile, ProfileNeighbours question, int top, Host host)
    {
        foreach (var function in question.Functions)
        {
            var about = profile.Functions[function];
            host.Out.Write($"{(question.AreCallers ? "callers" : "callees")} of {ProfileText.Place(about.Name, about.File, about.FirstLine, profile.IsIdle(function))}\n\n");
            var neighbours = question.AreCallers ? ProfileView.Callers(profile, function) : ProfileView.Callees(profile, function);
            var rows = new List<string[]> { neighbourHeads };
            foreach (var row in neighbours.Take(top)) rows.Add([ProfileText.Share(row.Share), ProfileText.Amount(row.Total, profile.Metrics[0].Unit), ProfileText.Calls(row.Calls), ProfileText.Place(row.Name, row.File, row.FirstLine, isIdle: false)]);
            if (rows.Count == 1) host.Out.Write("  none\n\n");
            else ProfileText.Table(host.Out, rows);
        }
    }
}
