using System.Globalization;
using System.Text;
using Lever.Dev.AstDiff;
using Lever.Syntax.Python;

namespace Lever.Dev.Mutations;

/// <summary>
/// Compares which mutated sources Lever and CPython accept, and the trees of those that both do; prints disagreements by category,
/// each with a small example.
/// </summary>
internal sealed class AcceptReject(Mutator mutator, MutateCommand.Range range, string interpreter)
{
    private const int ReductionBudget = 3000;

    private readonly Lock gate = new();
    private readonly Dictionary<(Outcome, string), Category> categories = [];
    private readonly int[] outcomes = new int[Enum.GetValues<Outcome>().Length];
    private int next = range.Start - 1;

    private sealed record Category(int Count, byte[] Smallest);

    public int Run(int show)
    {
        if (CPython.Start(interpreter) is (null, var trouble))
        {
            Console.Error.WriteLine(trouble);
            return 2;
        }
        var version = new PythonVersion(3, CPython.MinorVersion(interpreter));
        var threads = Enumerable.Range(0, range.Jobs).Select(_ => new Thread(() => Work(version), AstDiffCommand.StackSize)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Report(version, show);
        return categories.Count == 0 ? 0 : 1;
    }

    private void Work(PythonVersion version)
    {
        using var peer = CPython.Start(interpreter).Peer!;
        var parser = new PythonParser();
        var end = range.Start + range.Count;
        for (var number = Interlocked.Increment(ref next); number < end; number = Interlocked.Increment(ref next))
        {
            var input = mutator.Make(number);
            Note(input, AstDiffCommand.Compare(input, peer, parser, version));
        }
    }

    private void Note(byte[] input, Verdict verdict)
    {
        lock (gate)
        {
            outcomes[(int)verdict.Outcome]++;
            if (verdict.IsAgreement || verdict.Outcome == Outcome.CPythonGaveUp) return;
            var key = (verdict.Outcome, verdict.Category);
            var known = categories.GetValueOrDefault(key, new Category(0, input));
            categories[key] = new Category(known.Count + 1, input.Length < known.Smallest.Length ? input : known.Smallest);
        }
    }

    private void Report(PythonVersion version, int show)
    {
        using var peer = CPython.Start(interpreter).Peer!;
        var parser = new PythonParser();
        foreach (var ((outcome, name), category) in categories.OrderByDescending(entry => entry.Value.Count).Take(show))
        {
            var small = Reducer.Reduce(category.Smallest, Disagrees, ReductionBudget);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{category.Count} x {outcome}: {name}"));
            Console.WriteLine("    " + Printable(small));

            bool Disagrees(byte[] input)
            {
                var verdict = AstDiffCommand.Compare(input, peer, parser, version);
                return verdict.Outcome == outcome && verdict.Category == name;
            }
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"CPython {version}, {range.Count:N0} inputs: ")
            + string.Join(", ", Enum.GetValues<Outcome>().Where(outcome => outcomes[(int)outcome] > 0)
                .Select(outcome => string.Create(CultureInfo.InvariantCulture, $"{outcomes[(int)outcome]:N0} {outcome}"))));
    }

    /// <summary>Bytes as a Python programmer would write them.</summary>
    private static string Printable(byte[] source)
    {
        var text = new StringBuilder("b'");
        foreach (var value in source)
        {
            text.Append(value switch
            {
                (byte)'\n' => "\\n",
                (byte)'\r' => "\\r",
                (byte)'\t' => "\\t",
                (byte)'\\' => "\\\\",
                (byte)'\'' => "\\'",
                >= 0x20 and < 0x7F => ((char)value).ToString(),
                _ => string.Create(CultureInfo.InvariantCulture, $"\\x{value:x2}"),
            });
        }
        return text.Append('\'').ToString();
    }
}
