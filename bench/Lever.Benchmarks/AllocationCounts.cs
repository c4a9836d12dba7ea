using System.Globalization;
using Lever.Review.Rules;
using Lever.Review.Rules.Python;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Text;

namespace Lever.Benchmarks;

/// <summary>Bytes allocated for one file by a parser and an analyzer that have seen it before.</summary>
/// <param name="Path">Relative to the folder measured, with forward slashes.</param>
internal sealed record AllocationCount(string Path, long Parse, long Check);

/// <summary>
/// What a worker allocates for a file in which no rule finds anything: the price of looking. Unlike times, the counts are the same
/// on every machine, so they are committed as <c>bench/allocations.txt</c> and a test holds us to them.
/// </summary>
internal static class AllocationCounts
{
    public static int Run(string directory)
    {
        Console.WriteLine("# Bytes allocated for a file in which no rule finds anything, by a warm parser and by a warm parser with all rules.");
        Console.WriteLine("# dotnet run -c Release --project bench/Lever.Benchmarks -- allocations examples > bench/allocations.txt");
        foreach (var count in Of(directory)) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count.Parse,6} {count.Check,6} {count.Path}"));
        return 0;
    }

    public static IReadOnlyList<AllocationCount> Of(string directory)
    {
        string[] paths = [.. Directory.EnumerateFiles(directory, "*.py", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(directory, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];
        var texts = paths.Select(path => SourceText.FromUtf8(File.ReadAllBytes(Path.Combine(directory, path)))).ToArray();
        var project = new ProjectIndex(paths, _ => null);
        var parser = new PythonParser();
        var analyzer = new FileAnalyzer(new RuleEngine(RuleCatalog.Python), new AnalysisOptions(true, false, _ => null, (_, _) => false, new DateOnly(2026, 1, 1)));
        var counts = new List<AllocationCount>();
        for (var at = 0; at < paths.Length; at++)
        {
            var (path, text) = (paths[at], texts[at]);
            if (analyzer.Analyze(path, text, project) is not { Findings.Count: 0, Problems.Count: 0 }) continue;
            var parse = Least(() => parser.Parse(text));
            counts.Add(new AllocationCount(path, parse, Least(() => analyzer.Analyze(path, text, project))));
        }
        return counts;
    }

    /// <summary>Of several runs the one that allocates least: the first ones fill buffers and caches.</summary>
    private static long Least(Action work)
    {
        var least = long.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }
}
