using System.Globalization;
using Lever.Syntax.Python;
using Lever.Syntax.Text;

namespace Lever.Benchmarks;

/// <summary>Measures how fast Python files are lexed and parsed on one thread, in memory.</summary>
internal static class ParseThroughput
{
    private const int Rounds = 15;

    /// <param name="directory">All `.py` files below it are read before the clock starts.</param>
    public static int Run(string directory)
    {
        var texts = Directory.EnumerateFiles(directory, "*.py", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => SourceText.FromUtf8(File.ReadAllBytes(path))).ToArray();
        var bytes = texts.Sum(text => (long)text.Length);
        var parser = new PythonParser();
        long tokens = 0, nodes = 0, broken = 0;
        foreach (var text in texts)
        {
            tokens += parser.Lex(text).Count;
            var tree = parser.Parse(text);
            nodes += tree.Count;
            if (tree.Problems.Count > 0) broken++;
        }
        Print($"{texts.Length} files, {bytes} bytes, {tokens} tokens, {nodes} nodes, {broken} files with problems");
        Measure("lex", bytes, texts, text => parser.Lex(text));
        Measure("lex + parse + layout", bytes, texts, text => parser.Parse(text));
        return 0;
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
