using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lever.Profiles;
using Lever.Profiles.Comparing;
using Lever.ShellCompletion;

namespace Lever.Commands.Profiles;

/// <summary><c>lever profile diff</c>: what changed between two profiles, and what is only noise.</summary>
internal static class ProfileDiffCommand
{
    private const string Summary = "Say which functions take more or less than in another profile of the same work";

    private static HelpPage Page() => new(Summary)
    {
        About = """
            Functions are matched by their names and files, not by lines. Where both profiles say how many samples they rest on, a change counts only if
            sampling alone would not explain it, with 95 % confidence for all functions together; where they do not, nobody can tell, and it is said.
            Amounts of time and memory are compared as they are, numbers of samples by their shares.
            """,
        Examples =
        [
            ("lever profile diff before.folded after.folded", "the functions that changed most"),
            ("lever profile diff a.pb.gz b.pb.gz --by total", "with what they call"),
            ("lever profile diff before.json after.json", "results of benchmarks: pytest-benchmark, criterion, hyperfine, pyperf and others"),
        ],
        ExitCodes = [("0", "compared"), ("2", "a file is no profile that Lever reads, or the two measure nothing in common")],
        Next = "`lever prove` decides by experiment whether a change helps.",
    };

    private static readonly string[] orders = ["self", "total"];
    private static readonly string[] formats = ["terminal", "json"];

    public static Command Create(Host host)
    {
        var before = new Argument<string>("BEFORE") { Description = "A profile" }.Offering(Offers.Files);
        var after = new Argument<string>("AFTER") { Description = "A profile of the same work" }.Offering(Offers.Files);
        var top = Options.Whole("--top", "N", 1, "How many functions to show (default 20)");
        var order = Options.Choice("--by", "WEIGHT", "What to compare: what functions take themselves, or with what they call", orders);
        var format = Options.Choice("--format", "FORMAT", "How to print", formats);
        var command = new TaughtCommand("diff", Summary, Page) { before, after, top, order, format };
        command.SetAction(parsed => Run(parsed.GetValue(before)!, parsed.GetValue(after)!, parsed.GetValue(top) ?? 20, parsed.GetValue(order) == "total", parsed.GetValue(format) == "json", host));
        return command;
    }

    private static int Run(string before, string after, int top, bool byTotal, bool asJson, Host host)
    {
        if (!asJson && MeasurementReport.TryDiff(before, after, host) is { } told) return told;
        if (ProfileFile.Read(before, host) is not { } first || ProfileFile.Read(after, host) is not { } second) return ExitCode.Usage;
        if (ProfileDiff.Of(first, second, byTotal) is not { } diff)
        {
            host.Error.WriteLine($"lever: {before} measures {Kinds(first)}, {after} {Kinds(second)}: there is nothing to compare");
            return ExitCode.Usage;
        }
        if (asJson) WriteJson(host, diff, top);
        else Write(host.Out, diff, top);
        return ExitCode.Fine;
    }

    private static string Kinds(Profile profile) => string.Join(" and ", profile.Metrics.Select(metric => metric.Name));

    private static readonly string[] heads = ["before", "after", "change", "", "function"];

    private static void Write(TextWriter output, ProfileDiff diff, int top)
    {
        var unit = diff.Metric.Unit;
        output.Write(diff.IsShares
            ? string.Create(CultureInfo.InvariantCulture, $"{diff.Metric.Name}, in shares: how many samples there are hangs on how long was looked\n\n")
            : string.Create(CultureInfo.InvariantCulture, $"{diff.Metric.Name}: {ProfileText.Amount(diff.BeforeSum, unit)} before, {ProfileText.Amount(diff.AfterSum, unit)} after\n\n"));
        var rows = new List<string[]> { heads };
        foreach (var change in diff.Changes.Take(top))
            rows.Add([Weight(change.Before), Weight(change.After), (change.Change < 0 ? "" : "+") + (diff.IsShares ? Points(change.Change) : Signed(change.Change)), Word(change.Verdict), ProfileText.Place(change.Name, change.File, 0, isIdle: false)]);
        ProfileText.Table(output, rows);
        var real = diff.Changes.Count(change => change.Verdict is ChangeVerdict.Grew or ChangeVerdict.Shrank);
        output.Write(diff.Changes.Count > 0 && diff.Changes[0].Verdict == ChangeVerdict.Unknown
            ? "How far two runs of the same code differ is not known: one run each, and no number of samples. Look at large changes only, or measure again.\n"
            : string.Create(CultureInfo.InvariantCulture, $"{real} of {diff.Changes.Count} functions changed by more than sampling explains.\n"));

        string Weight(double weight) => diff.IsShares ? ProfileText.Share(weight) : ProfileText.Amount(weight, unit);
        string Signed(double change) => change < 0 ? "-" + ProfileText.Amount(-change, unit) : ProfileText.Amount(change, unit);
    }

    private static string Points(double change) => string.Create(CultureInfo.InvariantCulture, $"{change * 100:0.0} points");

    private static string Word(ChangeVerdict verdict) => verdict switch
    {
        ChangeVerdict.Grew => "grew",
        ChangeVerdict.Shrank => "shrank",
        ChangeVerdict.WithinNoise => "within noise",
        _ => "",
    };

    private static void WriteJson(Host host, ProfileDiff diff, int top)
    {
        host.Out.Flush();
        using (var json = new Utf8JsonWriter(host.Output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("schema", "lever.profile-diff/1");
            json.WriteString("metric", diff.Metric.Name);
            json.WriteString("unit", diff.IsShares ? "share" : Unit(diff.Metric.Unit));
            json.WriteNumber("before", diff.BeforeSum);
            json.WriteNumber("after", diff.AfterSum);
            json.WriteStartArray("functions");
            foreach (var change in diff.Changes.Take(top))
            {
                json.WriteStartObject();
                json.WriteString("name", change.Name);
                json.WriteString("path", change.File);
                json.WriteNumber("before", change.Before);
                json.WriteNumber("after", change.After);
                json.WriteNumber("change", change.Change);
                if (change is { Low: { } low, High: { } high })
                {
                    json.WriteNumber("low", low);
                    json.WriteNumber("high", high);
                }
                json.WriteString("verdict", change.Verdict switch { ChangeVerdict.Grew => "grew", ChangeVerdict.Shrank => "shrank", ChangeVerdict.WithinNoise => "within-noise", _ => "unknown" });
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        host.Output.Write("\n"u8);
    }

    private static string Unit(MetricUnit unit) => unit switch { MetricUnit.Seconds => "seconds", MetricUnit.Bytes => "bytes", _ => "count" };
}
