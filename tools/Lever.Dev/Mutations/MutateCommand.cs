using System.Diagnostics;
using System.Globalization;
using Lever.Dev.AstDiff;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Dev.Mutations;

/// <summary>
/// `mutate --count N [--seed S] [--start I] [--jobs N] PATH...`: parses mutated files and demands whole trees, without a crash or
/// a hang. A failing input is written to a file, named by its number, and `--start` goes on or back to any number.
/// </summary>
internal static class MutateCommand
{
    private const int Chunk = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Inputs shorter than this say nothing about the time a byte takes.</summary>
    private const int TimedLength = 2000;

    /// <summary>Failing inputs beyond so many are only counted.</summary>
    private const int MostShown = 20;

    public static int Run(ReadOnlySpan<string> words)
    {
        var arguments = Arguments.Read(words, "accept-reject");
        var range = new Range(arguments.Number("start", 0), arguments.Number("count", 10_000), arguments.Number("jobs", Environment.ProcessorCount));
        var seed = (ulong)arguments.Number("seed", 1);
        var show = arguments.Number("show", 30);
        var worst = 2;
        foreach (var language in Language.All)
        {
            var files = language.Files(arguments.Rest);
            if (files.Count == 0) continue;
            var mutator = new Mutator(files, language.Inserts, seed);
            var failed = !arguments.Has("accept-reject") ? new Campaign(language, mutator, range).Run()
                : language == Language.Python ? new AcceptReject(mutator, range, arguments.Text("python", "python3")).Run(show)
                : new RustAcceptReject(mutator, range, arguments.Text("rustc", "rustc")).Run(show);
            worst = worst == 2 ? failed : Math.Max(worst, failed);
        }
        if (worst == 2) Console.Error.WriteLine("no Python or Rust files to mutate: name files or folders that hold some");
        return worst;
    }

    /// <param name="Start">Number of the first input.</param>
    /// <param name="Count">How many inputs.</param>
    /// <param name="Jobs">How many threads share them.</param>
    internal readonly record struct Range(int Start, int Count, int Jobs);

    private sealed class Campaign(Language language, Mutator mutator, Range range)
    {
        private readonly Watch[] watches = [.. Enumerable.Range(0, range.Jobs).Select(_ => new Watch())];
        private readonly Lock gate = new();
        private int next = range.Start;
        private int failures;

        public int Run()
        {
            var clock = Stopwatch.StartNew();
            var threads = watches.Select(watch => new Thread(() => Work(watch), AstDiffCommand.StackSize)).ToList();
            threads.ForEach(thread => thread.Start());
            while (threads.Any(thread => thread.IsAlive))
            {
                threads.First(thread => thread.IsAlive).Join(TimeSpan.FromMilliseconds(500));
                foreach (var watch in watches)
                {
                    if (watch.Running(out var number) < Patience) continue;
                    Fail(number, mutator.Make(number), $"no end after {Patience.TotalSeconds:0} s");
                    Environment.Exit(1);
                }
            }
            Report(clock.Elapsed);
            return failures == 0 ? 0 : 1;
        }

        private void Work(Watch watch)
        {
            var parse = language.NewParser();
            var end = range.Start + range.Count;
            for (var start = Interlocked.Add(ref next, Chunk) - Chunk; start < end; start = Interlocked.Add(ref next, Chunk) - Chunk)
                for (var number = start; number < Math.Min(start + Chunk, end); number++)
                    Parse(number, parse, watch);
        }

        private void Parse(int number, Func<SourceText, SyntaxTree> parse, Watch watch)
        {
            var input = mutator.Make(number);
            watch.Begin(number);
            try
            {
                var text = language == Language.Python ? SourceDecoder.DecodePython(input).Text : SourceText.FromUtf8(input);
                var started = Stopwatch.GetTimestamp();
                var tree = parse(text);
                var took = Stopwatch.GetElapsedTime(started);
                // What looks slow may have been a pause of the machine.
                for (var repeat = 0; repeat < 3 && watch.IsWorst(input.Length, took); repeat++)
                {
                    started = Stopwatch.GetTimestamp();
                    tree = parse(text);
                    took = TimeSpan.FromTicks(Math.Min(took.Ticks, Stopwatch.GetElapsedTime(started).Ticks));
                }
                watch.End(number, input.Length, took, tree);
                if (Fault(tree) is { } fault) Fail(number, input, fault);
            }
#pragma warning disable CA1031 // Whatever escapes the parser is what is looked for here.
            catch (Exception error)
#pragma warning restore CA1031
            {
                watch.End(number, 0, default, null);
                Fail(number, input, error.ToString());
            }
        }

        private string? Fault(SyntaxTree tree)
        {
            foreach (var problem in tree.Problems)
                if (problem.Span.Start < 0 || problem.Span.End < problem.Span.Start || problem.Span.End > tree.Text.Length)
                    return $"a problem's span {problem.Span} leaves the source";
            return language.FindViolation(tree);
        }

        private void Fail(int number, byte[] input, string fault)
        {
            lock (gate)
            {
                if (++failures > MostShown) return;
                var path = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"lever-mutation-{number}.{language.Extension}"));
                File.WriteAllBytes(path, input);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"input {number} ({path}): {fault}"));
            }
        }

        private void Report(TimeSpan elapsed)
        {
            var bytes = watches.Sum(watch => watch.Bytes);
            var parsing = watches.Sum(watch => watch.Parsing.TotalSeconds);
            var slowest = watches.MaxBy(watch => watch.WorstPerByte)!;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
                {language.Extension}: {range.Count:N0} inputs from number {range.Start}, {bytes / 1e6:0} MB, {watches.Sum(watch => watch.Nodes):N0} nodes, {watches.Sum(watch => watch.WithProblems):N0} with problems, in {elapsed.TotalSeconds:0.0} s
                parsing: {bytes / 1e6 / parsing:0} MB/s a thread; slowest input of {TimedLength} bytes and more: number {slowest.WorstNumber}, {slowest.WorstPerByte * 1e9:0} ns a byte; mean {parsing * 1e9 / bytes:0} ns
                {failures} failures
                """));
        }
    }

    /// <summary>One thread's figures, and what it is at.</summary>
    private sealed class Watch
    {
        private long began;
        private int current;

        public long Bytes { get; private set; }

        public long Nodes { get; private set; }

        public int WithProblems { get; private set; }

        public TimeSpan Parsing { get; private set; }

        public double WorstPerByte { get; private set; }

        public int WorstNumber { get; private set; }

        public void Begin(int number)
        {
            current = number;
            Volatile.Write(ref began, Stopwatch.GetTimestamp());
        }

        public void End(int number, int length, TimeSpan took, SyntaxTree? tree)
        {
            Volatile.Write(ref began, 0);
            if (tree is null) return;
            Bytes += length;
            Nodes += tree.Count;
            if (tree.Problems.Count > 0) WithProblems++;
            Parsing += took;
            if (!IsWorst(length, took)) return;
            WorstPerByte = took.TotalSeconds / length;
            WorstNumber = number;
        }

        public bool IsWorst(int length, TimeSpan took) => length >= TimedLength && took.TotalSeconds / length > WorstPerByte;

        public TimeSpan Running(out int number)
        {
            number = current;
            var since = Volatile.Read(ref began);
            return since == 0 ? default : Stopwatch.GetElapsedTime(since);
        }
    }
}
