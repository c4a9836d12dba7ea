using System.Diagnostics;
using System.Globalization;
using Lever.Review.Findings;
using Lever.Review.Rules;
using Lever.Review.Rules.Python;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Text;

namespace Lever.Dev.Corpus;

/// <summary>Runs rules over folders of real code and prints findings with their lines, for critical reading.</summary>
internal static class CorpusCommand
{
    public static int Run(string[] arguments)
    {
        var everything = arguments.Contains("--all");
        var names = Option(arguments, "--rules")?.Split(',');
        var sample = int.Parse(Option(arguments, "--sample") ?? "0", CultureInfo.InvariantCulture);
        var seed = int.Parse(Option(arguments, "--seed") ?? "1", CultureInfo.InvariantCulture);
        var context = int.Parse(Option(arguments, "--context") ?? "0", CultureInfo.InvariantCulture);
        var roots = arguments.Where((argument, index) => !argument.StartsWith("--", StringComparison.Ordinal)
            && (index == 0 || arguments[index - 1] is not ("--rules" or "--sample" or "--seed" or "--context"))).ToList();
        if (roots.Count == 0)
        {
            Console.Error.WriteLine("lever-dev corpus [--rules A,B] [--all] [--sample N] [--seed S] [--context LINES] PATH...");
            return 2;
        }
        var rules = RuleCatalog.Python.Where(rule => names is null || names.Contains(rule.Info.Name)).ToList();
        var clock = Stopwatch.StartNew();
        var findings = new List<(Finding Finding, string[] Lines)>();
        var lines = 0L;
        foreach (var root in roots) lines += Analyze(root, rules, everything, findings);
        var shown = sample > 0 ? Sample(findings, sample, seed) : findings;
        foreach (var (finding, text) in shown) Print(finding, text, context);
        Console.WriteLine();
        foreach (var group in findings.GroupBy(entry => entry.Finding.Rule.Name).OrderBy(group => group.Key, StringComparer.Ordinal))
            Console.WriteLine($"{group.Count(),6}  {group.Key}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{findings.Count} findings in {lines} lines: {findings.Count * 1000.0 / Math.Max(1, lines):0.000} in 1,000; {clock.ElapsedMilliseconds} ms"));
        return 0;
    }

    private static long Analyze(string root, List<PythonRule> rules, bool everything, List<(Finding, string[])> findings)
    {
        var folder = Directory.Exists(root) ? root : Path.GetDirectoryName(Path.GetFullPath(root))!;
        var files = (Directory.Exists(root) ? Directory.EnumerateFiles(root, "*.py", SearchOption.AllDirectories) : [root])
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal).ToList();
        ProjectIndex project = null!;
        project = new ProjectIndex(files, path => ModuleInterfaces.Of(Read(folder, path), path, project));
        var options = new AnalysisOptions(everything, false, _ => null, (_, _) => false, DateOnly.FromDateTime(DateTime.Today));
        var analyzer = new FileAnalyzer(new RuleEngine(rules), options);
        var texts = files.ToDictionary(path => path, path => Read(folder, path), StringComparer.Ordinal);
        var split = texts.ToDictionary(text => text.Key, text => text.Value.ToString().Split('\n'), StringComparer.Ordinal);
        foreach (var analysis in CallAnalysis.Analyze(analyzer, texts, project))
            foreach (var finding in analysis.Findings) findings.Add((finding with { Path = Path.Combine(root, finding.Path) }, split[analysis.Path]));
        return split.Values.Sum(lines => (long)lines.Length);
    }

    private static SourceText Read(string folder, string path) => SourceText.FromUtf8(File.ReadAllBytes(Path.Combine(folder, path)));

    private static List<(Finding, string[])> Sample(List<(Finding, string[])> findings, int count, int seed)
    {
        var random = new Random(seed);
        return [.. findings.OrderBy(_ => random.Next()).Take(count)];
    }

    private static void Print(Finding finding, string[] lines, int context)
    {
        var line = finding.Range.Start.Line;
        Console.WriteLine($"{finding.Path}:{line} {finding.Rule.Name} {Words.Of(finding.Tier)} {Words.Of(finding.Role)} {Words.Of(finding.Heat)}: {finding.Message}");
        foreach (var size in finding.Cost?.Sizes ?? []) Console.WriteLine($"        {size.Name}: {size.Typical} ({size.Source})");
        foreach (var step in finding.Chain) Console.WriteLine($"        {step.Path}:{step.Range.Start.Line} {step.Symbol}: {step.Text}");
        for (var at = Math.Max(1, line - context); at <= Math.Min(lines.Length, line + context); at++)
            Console.WriteLine($"   {(at == line ? ">" : " ")} {at,5} {lines[at - 1].TrimEnd()}");
    }

    private static string? Option(string[] arguments, string name) =>
        Array.IndexOf(arguments, name) is var at and >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
}
