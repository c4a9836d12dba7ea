using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Lever.Syntax.Rust;
using Lever.Syntax.Text;

namespace Lever.Dev.RustDiff;

/// <summary>Parses Rust files: which have problems, whether all trees hold together, how fast.</summary>
internal static class RustParseCommand
{
    public static int Run(ReadOnlySpan<string> words)
    {
        var arguments = Arguments.Read(words);
        var files = RustFiles.Below(arguments.Rest);
        var problems = new ConcurrentBag<string>();
        var violations = 0;
        var bytes = 0L;
        Parallel.ForEach(files, () => new RustParser(), (file, _, parser) =>
        {
            var text = SourceText.FromUtf8(File.ReadAllBytes(file.Path));
            var tree = parser.Parse(text, file.Edition);
            Interlocked.Add(ref bytes, text.Length);
            if (tree.Problems.Count > 0)
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"{file.Path}:{tree.Lines.LineAt(tree.Problems[0].Span.Start)}: {tree.Problems[0].Message} ({tree.Problems.Count} in all)"));
            if (TreeVerifier.FindViolation(tree) is { } violation)
            {
                Interlocked.Increment(ref violations);
                problems.Add($"{file.Path}: TREE: {violation}");
            }
            return parser;
        }, _ => { });
        foreach (var problem in problems.Order(StringComparer.Ordinal).Take(arguments.Number("show", 20))) Console.WriteLine(problem);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files.Count} files, {bytes / 1e6:F1} MB, {problems.Count} problems, {violations} violations"));
        Time(files);
        return violations == 0 ? 0 : 1;
    }

    private static void Time(IReadOnlyList<RustFile> files)
    {
        var texts = files.Select(file => (Text: SourceText.FromUtf8(File.ReadAllBytes(file.Path)), file.Edition)).ToList();
        var parser = new RustParser();
        for (var round = 0; round < 3; round++)
        {
            var watch = Stopwatch.StartNew();
            var nodes = 0L;
            foreach (var (text, edition) in texts) nodes += parser.Parse(text, edition).Count;
            var seconds = watch.Elapsed.TotalSeconds;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{texts.Sum(text => (long)text.Text.Length) / 1e6 / seconds:F0} MB/s, {nodes} nodes"));
        }
    }
}
