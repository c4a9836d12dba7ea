using System.Globalization;
using System.Text;
using Lever.Dev.AstDiff;
using Lever.Dev.RustDiff;
using Lever.Syntax.Rust;

namespace Lever.Dev.Mutations;

/// <summary>Compares which mutated sources Lever and rustc accept, and the trees of those that both do; prints disagreements with the source's lines.</summary>
internal sealed class RustAcceptReject(Mutator mutator, MutateCommand.Range range, string rustc)
{
    private static readonly Edition[] editions = [Edition.Rust2021, Edition.Rust2024, Edition.Rust2018, Edition.Rust2015];

    private readonly Lock gate = new();
    private readonly Dictionary<string, (int Count, byte[] Smallest)> categories = [];
    private readonly int[] results = new int[Enum.GetValues<RustDiffCommand.Result>().Length];
    private int next = range.Start - 1;

    public int Run(int show)
    {
        var threads = Enumerable.Range(0, range.Jobs).Select(job => new Thread(() => Work(job), AstDiffCommand.StackSize)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        foreach (var (category, (count, smallest)) in categories.OrderByDescending(entry => entry.Value.Count).Take(show))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} x {category}"));
            Console.WriteLine("    " + Encoding.UTF8.GetString(smallest).ReplaceLineEndings("\n    "));
        }
        Console.WriteLine(string.Join(", ", Enum.GetValues<RustDiffCommand.Result>().Select(result => string.Create(CultureInfo.InvariantCulture, $"{results[(int)result]} {result}"))));
        return categories.Count == 0 ? 0 : 1;
    }

    private void Work(int job)
    {
        var parser = new RustParser();
        var path = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"lever-mutation-{Environment.ProcessId}-{job}.rs"));
        var end = range.Start + range.Count;
        for (var number = Interlocked.Increment(ref next); number < end; number = Interlocked.Increment(ref next))
        {
            var input = mutator.Make(number);
            File.WriteAllBytes(path, input);
            var finding = RustDiffCommand.Compare(new RustFile(path, editions[number % editions.Length]), rustc, parser);
            lock (gate)
            {
                results[(int)finding.Result]++;
                if (finding.Result <= RustDiffCommand.Result.BothReject) continue;
                var key = $"{finding.Result}: {Dump.Alike(finding.Detail)} [{finding.Detail}] {finding.File.Edition}";
                if (finding.Result != RustDiffCommand.Result.TreesDiffer) key = $"{finding.Result}: {Dump.Alike(finding.Detail)}";
                var known = categories.GetValueOrDefault(key, (0, input));
                var line = finding.Result == RustDiffCommand.Result.OnlyLeverAccepts ? Around(input, finding.Detail) : input;
                categories[key] = (known.Item1 + 1, known.Item1 == 0 || line.Length < known.Item2.Length ? line : known.Item2);
            }
        }
        File.Delete(path);
    }

    /// <summary>The lines of a source around the place that rustc's message starts with.</summary>
    private static byte[] Around(byte[] input, string message)
    {
        var digits = message.IndexOf(':', StringComparison.Ordinal);
        if (digits <= 0 || !int.TryParse(message.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var line)) return input;
        var lines = Encoding.UTF8.GetString(input).Split('\n');
        return Encoding.UTF8.GetBytes(message + "\n" + string.Join('\n', lines.Skip(Math.Max(0, line - 3)).Take(5)));
    }
}
