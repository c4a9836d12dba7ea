using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Lever.Syntax.Rust;
using Lever.Syntax.Text;

namespace Lever.Dev.RustDiff;

/// <summary>Parses Rust files: which have problems, whether all trees hold together, how fast.</summary>
internal static class RustParseCommand
{
    public static int Run(string[] args)
    {
        var edition = Edition.Rust2021;
        var places = new List<string>();
        var show = 20;
        for (var index = 0; index < args.Length; index++)
        {
            if (args[index] == "--edition") edition = (Edition)int.Parse(args[++index], CultureInfo.InvariantCulture);
            else if (args[index] == "--show") show = int.Parse(args[++index], CultureInfo.InvariantCulture);
            else places.Add(args[index]);
        }
        var options = new EnumerationOptions { RecurseSubdirectories = true };
        // A list names a file and its edition on each line.
        var editions = new Dictionary<string, Edition>();
        if (places is [var list] && list.EndsWith(".list", StringComparison.Ordinal))
        {
            editions = File.ReadLines(list).Select(line => line.Split('\t')).ToDictionary(parts => parts[0], parts => (Edition)int.Parse(parts[1], CultureInfo.InvariantCulture));
            places = [.. editions.Keys];
        }
        string[] files = [.. places.SelectMany(place => File.Exists(place) ? [place] : Directory.EnumerateFiles(place, "*.rs", options)).Order(StringComparer.Ordinal)];
        var problems = new ConcurrentBag<string>();
        var violations = 0;
        var bytes = 0L;
        Parallel.ForEach(files, () => new RustParser(), (file, _, parser) =>
        {
            var text = SourceText.FromUtf8(File.ReadAllBytes(file));
            var tree = parser.Parse(text, editions.GetValueOrDefault(file, edition));
            Interlocked.Add(ref bytes, text.Length);
            if (tree.Problems.Count > 0)
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"{file}:{tree.Lines.LineAt(tree.Problems[0].Span.Start)}: {tree.Problems[0].Message} ({tree.Problems.Count} in all)"));
            if (TreeVerifier.FindViolation(tree) is { } violation)
            {
                Interlocked.Increment(ref violations);
                problems.Add($"{file}: TREE: {violation}");
            }
            return parser;
        }, _ => { });
        foreach (var problem in problems.Order(StringComparer.Ordinal).Take(show)) Console.WriteLine(problem);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files.Length} files, {bytes / 1e6:F1} MB, {problems.Count} problems, {violations} violations"));
        Time(files, edition);
        return violations == 0 ? 0 : 1;
    }

    private static void Time(string[] files, Edition edition)
    {
        SourceText[] texts = [.. files.Select(file => SourceText.FromUtf8(File.ReadAllBytes(file)))];
        var parser = new RustParser();
        for (var round = 0; round < 3; round++)
        {
            var watch = Stopwatch.StartNew();
            var nodes = 0L;
            foreach (var text in texts) nodes += parser.Parse(text, edition).Count;
            var seconds = watch.Elapsed.TotalSeconds;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{texts.Sum(text => (long)text.Length) / 1e6 / seconds:F0} MB/s, {nodes} nodes"));
        }
    }
}
