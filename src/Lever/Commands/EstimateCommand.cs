using System.CommandLine;
using Lever.Answering;
using Lever.Review.Cost;
using Lever.ShellCompletion;
using Lever.Workspace;

namespace Lever.Commands;

/// <summary><c>lever estimate</c>: the back of an envelope.</summary>
internal static class EstimateCommand
{
    private const string Summary = "Estimate what an expression of unit costs, or a function's findings, come to";

    private static HelpPage Page() => new(Summary)
    {
        About = "Costs come from lever.toml's [costs] and the shipped table; every term is shown with its share and its source. Sizes that are not given stay open.\n"
            + "A name that is a template works out that template: " + string.Join(", ", EstimateTemplates.All.Select(template => template.Name)) + ".",
        Examples =
        [
            ("lever estimate '200*db.query + 2MB@mem.sequential'", "a request, roughly"),
            ("lever estimate 'n*py.call' -n n=10k", "with a size"),
            ("lever estimate 'overlap(db.query, net.datacenter)'", "parts that run side by side"),
            ("lever estimate feed.dedupe.unique", "the findings of a function, now and fixed"),
        ],
        ExitCodes = [("0", "estimated"), ("2", "the expression is wrong, or there is no such row or function")],
        Next = "`lever explain ROW` says where a cost row comes from.",
    };

    public static Command Create(GlobalOptions global, Host host)
    {
        var expression = new Argument<string>("EXPR|TARGET") { Description = "An expression over cost rows, a template's name, or a function as module.name or path.py:name" }.Offering(Offers.Files);
        var sizes = Options.Texts("-n", "name=size", "A size: n=1000, n=100..10k, page=4KiB; may be given more than once");
        var command = new TaughtCommand("estimate", Summary, Page) { expression, sizes };
        command.SetAction(parsed =>
        {
            var chosen = global.Read(parsed);
            if (Configuration.OfCurrentFolder(chosen, host) is not { } configuration) return ExitCode.Usage;
            var answer = Estimates.Of(parsed.GetValue(expression)!, parsed.GetValue(sizes)!, configuration, chosen, host);
            if (answer.Problem is { } problem) host.Error.Write(problem);
            else host.Out.Write(answer.Text);
            return answer.Problem is null ? ExitCode.Fine : ExitCode.Usage;
        });
        return command;
    }
}
