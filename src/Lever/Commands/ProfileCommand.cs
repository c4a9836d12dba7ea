using System.CommandLine;
using System.Globalization;
using Lever.Profiles;
using Lever.Profiles.Measurements;
using Lever.Workspace;

namespace Lever.Commands;

/// <summary><c>lever profile show</c>: what a profile says.</summary>
internal static class ProfileCommand
{
    private const string Summary = "Look at profiles";

    private static HelpPage Page() => new(Summary)
    {
        Examples = [("lever profile show out.pstats", "the functions that took most")],
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
            ("lever profile show target/criterion", "what criterion's benchmarks measured last"),
        ],
        ExitCodes = [("0", "shown"), ("2", "the file is no profile that Lever reads, or holds no such function")],
        Next = "`lever review --profile FILE` ranks findings by the profile.",
    };

    private static readonly string[] topHeads = ["self", "", "total", "", "calls", "function"];
    private static readonly string[] neighbourHeads = ["share", "weight", "calls", "function"];

    public static Command Create(GlobalOptions global, Host host)
    {
        var file = new Argument<string>("FILE") { Description = "A profile" };
        var top = Options.Whole("--top", "N", 1, "How many functions to show (default 20)");
        var callers = Options.Text("--callers", "FUNCTION", "Who calls a function");
        var callees = Options.Text("--callees", "FUNCTION", "Whom a function calls");
        var show = new TaughtCommand("show", ShowSummary, ShowPage) { file, top, callers, callees };
        show.SetAction(parsed => Show(parsed.GetValue(file)!, parsed.GetValue(top) ?? 20, parsed.GetValue(callers), parsed.GetValue(callees), host));
        return new TaughtCommand("profile", Summary, Page) { show };
    }

    private static int Show(string path, int top, string? callers, string? callees, Host host)
    {
        byte[] bytes;
        try
        {
            if (MeasurementInput.Open(Path.GetFullPath(path, host.CurrentFolder)) is { } measurements) return MeasurementReport.Show(measurements, top, host);
            bytes = FileReader.ReadSmall(Path.GetFullPath(path, host.CurrentFolder));
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            host.Error.WriteLine($"lever: {path}: {Trouble.Explain(trouble)}");
            return ExitCode.Usage;
        }
        var profile = ProfileReaders.Read(bytes, Path.GetFileName(path));
        foreach (var problem in profile.Problems) host.Error.WriteLine($"lever: {path}: {problem.Place}: {problem.Message}");
        foreach (var warning in profile.Warnings) host.Error.WriteLine($"lever: {path}: note: {warning.Message}");
        if (!profile.HasWeight)
        {
            host.Error.WriteLine($"lever: {path}: there is no weight in this profile");
            return ExitCode.Usage;
        }
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
        output.Write($"{profile.Name}: {profile.Format}, {metric.Name}{samples}, {Amount(profile.Weights(0).Sum, metric.Unit)} in all\n\n");
        var rows = new List<string[]> { topHeads };
        foreach (var row in ProfileView.Top(profile, top))
            rows.Add([Share(row.SelfShare), Amount(row.Self, metric.Unit), Share(row.TotalShare), Amount(row.Total, metric.Unit), Calls(row.Calls), Place(row.Name, row.File, row.FirstLine, row.IsIdle)]);
        Table(output, rows);
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
            host.Out.Write($"{(isCallers ? "callers" : "callees")} of {Place(about.Name, about.File, about.FirstLine, profile.IsIdle(function))}\n\n");
            var neighbours = isCallers ? ProfileView.Callers(profile, function) : ProfileView.Callees(profile, function);
            var rows = new List<string[]> { neighbourHeads };
            foreach (var row in neighbours.Take(top)) rows.Add([Share(row.Share), Amount(row.Total, profile.Metrics[0].Unit), Calls(row.Calls), Place(row.Name, row.File, row.FirstLine, isIdle: false)]);
            if (rows.Count == 1) host.Out.Write("  none\n\n");
            else Table(host.Out, rows);
        }
        return true;
    }

    private static void Table(TextWriter output, List<string[]> rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        foreach (var row in rows)
            output.Write(string.Join("  ", row.Select((cell, column) => column == row.Length - 1 ? cell : cell.PadLeft(widths[column]))) + "\n");
        output.Write('\n');
    }

    private static string Place(string name, string file, int line, bool isIdle)
    {
        var place = file == "" ? "" : line > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({file}:{line})") : $" ({file})";
        // Names come from the file, and a terminal obeys control characters.
        var text = string.Concat((name + place).Select(letter => char.IsControl(letter) ? '\uFFFD' : letter));
        return isIdle ? text + " [waiting]" : text;
    }

    private static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.0} %");

    private static string Calls(long? calls) => calls?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Amount(double weight, MetricUnit unit) => unit switch
    {
        MetricUnit.Seconds when weight < 1e-3 => string.Create(CultureInfo.InvariantCulture, $"{weight * 1e6:0.#} µs"),
        MetricUnit.Seconds when weight < 1 => string.Create(CultureInfo.InvariantCulture, $"{weight * 1e3:0.##} ms"),
        MetricUnit.Seconds => string.Create(CultureInfo.InvariantCulture, $"{weight:0.###} s"),
        MetricUnit.Bytes when weight >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{weight / 1e6:0.#} MB"),
        MetricUnit.Bytes => string.Create(CultureInfo.InvariantCulture, $"{weight:0} B"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{weight:0.##}"),
    };
}
