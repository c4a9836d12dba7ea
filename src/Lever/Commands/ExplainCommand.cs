using System.CommandLine;
using System.Globalization;
using Lever.Review.Cost;
using Lever.Review.Findings;
using Lever.Review.Reports;
using Lever.Review.Rules;
using Lever.ShellCompletion;
using Lever.Workspace;

namespace Lever.Commands;

/// <summary><c>lever explain</c>: what a word of a report means.</summary>
internal static class ExplainCommand
{
    private const string Summary = "Explain a rule, a term of the reports, a cost row, a topic, or the layout of a Rust type";

    private static HelpPage Page() => new(Summary)
    {
        Examples =
        [
            ("lever explain py-membership-in-grown-list", "why it costs, an example, when to keep it, whether the patch is safe"),
            ("lever explain tier", "a term"),
            ("lever explain py.list.compare", "a cost row: its value, meaning and source"),
            ("lever explain layout src/lib.rs:Record", "where the fields of a Rust type lie in memory, and what padding costs"),
            ("lever explain message-passing", $"a topic; the others: {string.Join(", ", Topics.Names.Where(name => name != "message-passing"))}"),
        ],
        ExitCodes = [("0", "explained"), ("2", "there is no such name; the nearest is said")],
        Next = "`lever rules` lists the rules.",
    };

    public static Command Create(GlobalOptions global, Host host)
    {
        var name = new Argument<string>("NAME") { Description = "A rule, a term, a cost row or a topic" }.Offering(Offers.Explained);
        var place = new Argument<string?>("PATH:TYPE") { Description = "After `layout`: a file or folder and a type in it", Arity = ArgumentArity.ZeroOrOne }.Offering(Offers.Files);
        var format = Options.Choice("--format", "FORMAT", "How to print a layout", ["terminal", "json"]);
        var command = new TaughtCommand("explain", Summary, Page) { name, place, format };
        command.SetAction(parsed =>
        {
            var chosen = global.Read(parsed);
            if (parsed.GetValue(name) == "layout") return ExplainLayout(parsed.GetValue(place), parsed.GetValue(format)!, chosen, host);
            if (parsed.GetValue(place) is { } rest) return Refuse(host, $"nothing may follow `{parsed.GetValue(name)}`, but `{rest}` does; only `layout` takes a PATH:TYPE");
            return Run(parsed.GetValue(name)!, chosen, host);
        });
        return command;
    }

    private static int ExplainLayout(string? place, string format, GlobalChoices chosen, Host host)
    {
        if (place is null) return Refuse(host, "PATH:TYPE is missing, as in `lever explain layout src/lib.rs:Record`");
        if (LayoutQuestion.Answer(place, chosen.Jobs, host.CurrentFolder, out var problem) is not { } found) return Refuse(host, problem);
        if (format == "json") LayoutText.WriteJson(host.Output, found);
        else LayoutText.Write(host.Out, found, host.Layout(chosen.Color).Palette);
        return ExitCode.Fine;
    }

    private static int Refuse(Host host, string problem)
    {
        host.Error.WriteLine($"lever explain: {problem}");
        return ExitCode.Usage;
    }

    private static int Run(string name, GlobalChoices chosen, Host host)
    {
        var palette = host.Layout(chosen.Color).Palette;
        if (RuleCatalog.Find(name) is { } rule)
        {
            WriteRule(host.Out, rule, palette);
            return ExitCode.Fine;
        }
        if (Glossary.Terms.TryGetValue(name, out var meaning))
        {
            host.Out.Write($"{palette.Paint(Style.Heading, name)}: {meaning}\n");
            return ExitCode.Fine;
        }
        if (Topics.Find(name) is { } topic)
        {
            host.Out.Write(palette.Paint(Style.Heading, name) + "\n");
            WritePage(host.Out, topic, palette);
            return ExitCode.Fine;
        }
        var (configuration, problems) = Configuration.Load(chosen.Config, host.CurrentFolder, host.CurrentFolder, []);
        foreach (var problem in problems) host.Error.WriteLine($"lever: {problem}");
        if (problems.Count > 0) return ExitCode.Usage;
        var table = CostRows.Of(configuration.Settings, CalibratedCosts.Read(host));
        if (table.Find(name) is { } row)
        {
            host.Out.Write(EstimateText.Render(row));
            return ExitCode.Fine;
        }
        string[] names = [.. RuleCatalog.All.Select(each => each.Name), .. Glossary.Terms.Keys, .. Topics.Names, .. table.Ids];
        host.Error.WriteLine($"lever explain: no rule, term, cost row or topic is called `{name}`{NearestWord.Hint(name, names)}");
        return ExitCode.Usage;
    }

    private static void WriteRule(TextWriter output, RuleInfo rule, Palette palette)
    {
        output.Write(palette.Paint(Style.Heading, rule.Name) + "\n");
        output.Write(palette.Paint(Style.Dim, string.Create(CultureInfo.InvariantCulture,
            $"{Words.Of(rule.Language)} · {Words.Of(rule.Lever)} · tier {Words.Of(rule.Tier)} · effort {Words.Of(rule.Effort)} · {Words.NameOf(rule.Language)} {RulesCommand.Regime(rule)} · right in {rule.Precision * 100:0} % of the cases read")));
        output.Write("\n\n");
        WritePage(output, rule.Doc, palette);
        if (MeasuredEffects.Table(rule.Name) is { } measured) output.Write($"\n{palette.Paint(Style.Heading, "Measured")}\n{measured}");
    }

    private static void WritePage(TextWriter output, string page, Palette palette)
    {
        foreach (var line in page.Trim().Split('\n'))
            output.Write((line.StartsWith('#') ? palette.Paint(Style.Heading, line.TrimStart('#', ' ')) : line) + "\n");
    }
}
