using Lever.Review.Cost;
using Lever.Review.Findings;
using Lever.Review.Rules;
using Lever.Workspace;

namespace Lever.Answering;

/// <summary>What an estimate came to.</summary>
/// <param name="Text">As a page of whole lines; empty where there is a problem.</param>
/// <param name="Report">Null where a template or a function was asked about, or there is a problem.</param>
/// <param name="Problem">What is wrong with the expression, as lines with a mark at its place; null where nothing is.</param>
internal sealed record EstimateAnswer(string Text, EstimateReport? Report, string? Problem);

/// <summary>Estimates of expressions over cost rows, of templates, and of a function's findings.</summary>
internal static class Estimates
{
    /// <param name="text">An expression, a template's name, or a function as <c>module.name</c> or <c>path.py:name</c>.</param>
    /// <param name="sizes">As <c>name=size</c>.</param>
    public static EstimateAnswer Of(string text, IReadOnlyList<string> sizes, Configuration configuration, GlobalChoices chosen, Host host)
    {
        var given = new List<NamedSize>();
        foreach (var (name, size) in configuration.Settings.Sizes)
            given.Add(NamedSize.Of(new SizeAssumption(name, size.Low, Math.Sqrt(size.Low * size.High), size.High, configuration.Origin + " [sizes]")));
        foreach (var size in sizes)
        {
            if (NamedSize.TryParse(size, "given with -n", out var known, out var wrong)) given.Add(known);
            else return Refused(size, wrong);
        }
        var table = CostRows.Of(configuration.Settings, CalibratedCosts.Read(host));
        if (EstimateTemplates.Named(text) is { } template) return new EstimateAnswer(EstimateText.Render(template, table), null, null);
        var isNamed = table.Find(text) is not null || given.Exists(size => size.Name == text);
        if (!isNamed && IsTarget(text) && Targets(text, table, chosen, host) is { Count: > 0 } targets)
            return new EstimateAnswer(string.Join('\n', targets.Select(EstimateText.Render)), null, null);
        return Estimator.TryEstimate(text, table, given, out var report, out var problem)
            ? new EstimateAnswer(EstimateText.Render(report), report, null)
            : Refused(text, problem);
    }

    private static EstimateAnswer Refused(string text, CostProblem problem) => new("", null, EstimateText.Render(text, problem));

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
        // What is named from outside of a server's workspace is no target; as an expression it will be refused.
        if (host.Workspace?.Holds(Path.GetFullPath(path, host.CurrentFolder)) == false) return [];
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
