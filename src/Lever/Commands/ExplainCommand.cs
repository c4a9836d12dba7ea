using System.CommandLine;
using Lever.Answering;
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
        if (LayoutQuestion.Answer(place, chosen.Jobs, host, out var problem) is not { } found) return Refuse(host, problem);
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
        var (page, problem) = Explanations.Of(name, host.Layout(chosen.Color).Palette, () => Configuration.OfCurrentFolder(chosen, host), host);
        if (page is not null) host.Out.Write(page);
        else if (problem is not null) host.Error.WriteLine($"lever explain: {problem}");
        return page is null ? ExitCode.Usage : ExitCode.Fine;
    }
}
