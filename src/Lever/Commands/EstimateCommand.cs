using System.CommandLine;
using Lever.Review.Cost;
using Lever.Review.Findings;
using Lever.Review.Rules;
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
            var (configuration, problems) = Configuration.Load(chosen.Config, host.CurrentFolder, host.CurrentFolder, []);
            foreach (var problem in problems) host.Error.WriteLine($"lever: {problem}");
            if (problems.Count > 0) return ExitCode.Usage;
            var given = new List<NamedSize>();
            foreach (var (name, size) in configuration.Settings.Sizes)
                given.Add(NamedSize.Of(new SizeAssumption(name, size.Low, Math.Sqrt(size.Low * size.High), size.High, configuration.Origin + " [sizes]")));
            foreach (var text in parsed.GetValue(sizes)!)
            {
                if (NamedSize.TryParse(text, "given with -n", out var size, out var problem)) given.Add(size);
                else return Refuse(host, text, problem);
            }
            return Run(parsed.GetValue(expression)!, given, configuration, chosen, host);
        });
        return command;
    }

    private static int Run(string text, List<NamedSize> sizes, Configuration configuration, GlobalChoices chosen, Host host)
    {
        var table = CostRows.Of(configuration.Settings, CalibratedCosts.Read(host));
        if (EstimateTemplates.Named(text) is { } template)
        {
            host.Out.Write(EstimateText.Render(template, table));
            return ExitCode.Fine;
        }
        var isNamed = table.Find(text) is not null || sizes.Exists(size => size.Name == text);
        if (!isNamed && IsTarget(text) && Targets(text, table, chosen, host) is { Count: > 0 } targets)
        {
            host.Out.Write(string.Join('\n', targets.Select(EstimateText.Render)));
            return ExitCode.Fine;
        }
        if (!Estimator.TryEstimate(text, table, sizes, out var report, out var problem)) return Refuse(host, text, problem);
        host.Out.Write(EstimateText.Render(report));
        return ExitCode.Fine;
    }

    private static int Refuse(Host host, string text, CostProblem problem)
    {
        host.Error.Write(EstimateText.Render(text, problem));
        return ExitCode.Usage;
    }

    /// <summary>A dotted name, or a path and a name: what cannot be arithmetic.</summary>
    private static bool IsTarget(string text) =>
        text.Contains(".py:", StringComparison.Ordinal)
        || text.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '.') && text.Contains('.', StringComparison.Ordinal);

    /// <summary>The functions of the current folder that a name fits, each with its findings.</summary>
    private static List<TargetEstimate> Targets(string target, CostTable table, GlobalChoices chosen, Host host)
    {
        var colon = target.LastIndexOf(".py:", StringComparison.Ordinal);
        var path = colon < 0 ? "." : target[..(colon + 3)];
        var name = colon < 0 ? target : target[(colon + 4)..];
        var request = new JobRequest { Paths = [path], Global = chosen with { IsQuiet = true }, Everything = true };
        if (ReviewJob.Collect(request, host, []) is not { } job) return [];
        var targets = new List<TargetEstimate>();
        foreach (var file in FileChecks.Run(job, withProfile: true).Results)
        {
            foreach (var function in file.Analysis?.Functions ?? [])
            {
                var symbol = Symbol(function);
                if (symbol != name && !symbol.EndsWith("." + name, StringComparison.Ordinal)) continue;
                var findings = file.Analysis!.Findings.Where(finding => finding.FunctionLine == function.FirstLine);
                targets.Add(new TargetEstimate(symbol, function.Path, function.DefLine, null, [.. findings.Select(finding => new FindingEstimate(finding, Evaluate(finding, table)))]));
            }
        }
        return targets;
    }

    private static CostEvaluation? Evaluate(Finding finding, CostTable table) =>
        finding.Cost is { } cost && CostModel.TryEvaluate(cost, table, out var evaluation, out _) ? evaluation : null;

    private static string Symbol(FunctionPlace function)
    {
        var module = function.Path.EndsWith("/__init__.py", StringComparison.Ordinal) ? function.Path[..^"/__init__.py".Length] : Path.ChangeExtension(function.Path, null);
        return $"{module.Replace('/', '.')}.{function.QualifiedName}";
    }
}
