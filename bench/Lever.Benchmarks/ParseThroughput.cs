using System.Globalization;
using Lever.Syntax.Python;
using Lever.Syntax.Rust;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Benchmarks;

/// <summary>Measures how fast Python and Rust files are lexed and parsed on one thread, in memory.</summary>
internal static class ParseThroughput
{
    private const int Rounds = 15;

    /// <param name="directory">All `.py` and `.rs` files below it are read before the clock starts.</param>
    public static int Run(string directory)
    {
        var python = new PythonParser();
        Run("Python", Read(directory, "*.py"), text => python.Lex(text).Count, text => python.Parse(text));
        var rust = new RustParser();
        Run("Rust", Read(directory, "*.rs"), text => rust.Lex(text).Count, text => rust.Parse(text));
        return 0;
    }

    private static SourceText[] Read(string directory, string pattern) =>
        [.. Directory.EnumerateFiles(directory, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => SourceText.FromUtf8(File.ReadAllBytes(path)))];

    private static void Run(string language, SourceText[] texts, Func<SourceText, int> lex, Func<SourceText, SyntaxTree> parse)
    {
        if (texts.Length == 0) return;
        var bytes = texts.Sum(text => (long)text.Length);
        long tokens = 0, nodes = 0, broken = 0;
        foreach (var text in texts)
        {
            tokens += lex(text);
            var tree = parse(text);
            nodes += tree.Count;
            if (tree.Problems.Count > 0) broken++;
        }
        Print($"{language}: {texts.Length} files, {bytes} bytes, {tokens} tokens, {nodes} nodes, {broken} files with problems");
        Measure("lex", bytes, texts, text => lex(text));
        Measure("lex + parse + layout", bytes, texts, text => parse(text));
    }

    // Processor time rather than the clock's, so that a busy machine disturbs little.
    private static void Measure(string name, long bytes, SourceText[] texts, Action<SourceText> work)
    {
        var best = TimeSpan.MaxValue;
        var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < Rounds; round++)
        {
            var started = Environment.CpuUsage.TotalTime;
            foreach (var text in texts) work(text);
            var elapsed = Environment.CpuUsage.TotalTime - started;
            if (elapsed < best) best = elapsed;
        }
        var allocated = (GC.GetAllocatedBytesForCurrentThread() - allocatedBefore) / Rounds;
        Print($"{name}: {bytes / best.TotalSeconds / 1e6:F0} MB/s, best of {Rounds}: {best.TotalMilliseconds:F1} ms, {allocated} bytes allocated a round");
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
