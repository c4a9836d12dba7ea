using System.CommandLine;
using System.Globalization;
using Lever.Commands.Profiles;
using Lever.Profiles;
using Lever.Profiles.Measurements;
using Lever.ShellCompletion;
using Lever.Workspace;

namespace Lever.Commands;

/// <summary><c>lever profile show</c>: what a profile says.</summary>
internal static class ProfileCommand
{
    private const string Summary = "Look at profiles";

    private static HelpPage Page() => new(Summary)
    {
        Examples =
        [
            ("lever profile run -- python app.py", "record a program with the best profiler that is there"),
            ("lever profile show out.pstats", "the functions that took most"),
            ("lever profile diff before.folded after.folded", "what changed, and what is only noise"),
        ],
    };

    private const string ShowSummary = "Show the heaviest functions of a profile, or who calls a function and whom it calls";

    private static HelpPage ShowPage() => new(ShowSummary)
    {
        About = "The format is recognised by the content: " + string.Join(", ", ProfileReaders.Formats) + "; gzipped or not.\n"
            + "Results of benchmarks are shown as a table of their own: " + string.Join(", ", MeasurementReaders.Formats) + ".",
        Examples =
        [
            ("lever profile show out.pstats", "the functions that took most themselves"),
            ("lever profile show stacks.folded --top 30", "more of them"),
            ("lever profile show out.pstats --callers decode", "who calls `decode`, and for how much of its weight"),
            ("lever profile show stacks.folded --format html --output profile.html", "flame graphs, as one file to open in a browser"),
            ("lever profile show target/criterion", "what criterion's benchmarks measured last"),
        ],
        ExitCodes = [("0", "shown"), ("2", "the file is no profile that Lever reads, or holds no such function")],
        Next = "`lever review --profile FILE` ranks findings by the profile.",
    };

    private static readonly string[] topHeads = ["self", "", "total", "", "calls", "function"];
    private static readonly string[] neighbourHeads = ["share", "weight", "calls", "function"];

    public static Command Create(GlobalOptions global, Host host)
    {
        var file = new Argument<string>("FILE") { Description = "A profile" }.Offering(Offers.Files);
        var top = Options.Whole("--top", "N", 1, "How many functions to show (default 20)");
        var callers = Options.Text("--callers", "FUNCTION", "Who calls a function");
        var callees = Options.Text("--callees", "FUNCTION", "Whom a function calls");
        var format = Options.Choice("--format", "FORMAT", "How to show it; html is a page of its own, with flame graphs", ["terminal", "html"]);
        var output = Options.File("--output", "Where to write the page (default: standard output)");
        var show = new TaughtCommand("show", ShowSummary, ShowPage) { file, top, callers, callees, format, output };
        show.SetAction(parsed => parsed.GetValue(format) == "html"
            ? ProfilePage.Write(parsed.GetValue(file)!, parsed.GetValue(output), host)
            : Show(parsed.GetValue(file)!, parsed.GetValue(top) ?? 20, parsed.GetValue(callers), parsed.GetValue(callees), host));
        return new TaughtCommand("profile", Summary, Page) { ProfileRunCommand.Create(host), show, ProfileDiffCommand.Create(host), ProfileConvertCommand.Create(host) };
    }

    internal static int Show(string path, int top, string? callers, string? callees, Host host)
    {
        if (MeasurementReport.TryShow(path, top, host) is { } shown) return shown;
        if (ProfileFile.Read(path, host) is not { } profile) return ExitCode.Usage;
        foreach (var (name, isCallers) in new[] { (callers, true), (callees, false) })
        {
            if (name is null) continue;
            if (!ShowNeighbours(profile, name, isCallers, top, host)) return ExitCode.Usage;
        }
        if (callers is null && callees is null) ShowTop(profile, top, host.Out);
        return ExitCode.Fine;
    }

    private static void ShowTop(Profile profile, int top, TextWriter output)
    {
        var metric = profile.Metrics[0];
        var samples = profile.SampleCount is { } count ? string.Create(CultureInfo.InvariantCulture, $", {count} samples") : "";
        output.Write($"{profile.Name}: {profile.Format}, {metric.Name}{samples}, {ProfileText.Amount(profile.Weights(0).Sum, metric.Unit)} in all\n\n");
        var rows = new List<string[]> { topHeads };
        foreach (var row in ProfileView.Top(profile, top))
            rows.Add([ProfileText.Share(row.SelfShare), ProfileText.Amount(row.Self, metric.Unit), ProfileText.Share(row.TotalShare), ProfileText.Amount(row.Total, metric.Unit), ProfileText.Calls(row.Calls), ProfileText.Place(row.Name, row.File, row.FirstLine, row.IsIdle)]);
        ProfileText.Table(output, rows);
    }

    private static bool ShowNeighbours(Profile profile, string name, bool isCallers, int top, Host host)
    {
        var found = profile.FindFunctions(name);
        if (found.Count == 0)
        {
            host.Error.WriteLine($"lever: no function of the profile is called `{name}`{NearestWord.Hint(name, [.. profile.Functions.Select(function => function.Name).Distinct()])}");
            return false;
        }
        foreach (var function in found)
        {
            var about = profile.Functions[function];
            host.Out.Write($"{(isCallers ? "callers" : "callees")} of {ProfileText.Place(about.Name, about.File, about.FirstLine, profile.IsIdle(function))}\n\n");
            var neighbours = isCallers ? ProfileView.Callers(profile, function) : ProfileView.Callees(profile, function);
            var rows = new List<string[]> { neighbourHeads };
            foreach (var row in neighbours.Take(top)) rows.Add([ProfileText.Share(row.Share), ProfileText.Amount(row.Total, profile.Metrics[0].Unit), ProfileText.Calls(row.Calls), ProfileText.Place(row.Name, row.File, row.FirstLine, isIdle: false)]);
            if (rows.Count == 1) host.Out.Write("  none\n\n");
            else ProfileText.Table(host.Out, rows);
        }
        return true;
    }
}
