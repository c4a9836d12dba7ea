using System.Collections.Immutable;
using System.Globalization;
using Lever.Experiments;
using Lever.Experiments.Plans;
using Lever.Experiments.RuleExperiments;
using Lever.Experiments.Running;
using Lever.Running;

namespace Lever.Dev.AgainstItself;

/// <summary>
/// Real experiments with a known answer: a function against itself, or against one that does a known share of work less. Each ends as a line
/// of a file, so that a run that was stopped goes on where it was and many runs add up.
/// </summary>
internal static class AgainstItselfCommand
{
    /// <summary>The work of both forms is the same but for its amount.</summary>
    private const string Function = """
        def inputs(n):
            return (list(range(n)), {i: str(i) for i in range(n)})


        def before(items, names):
            total = 0
            for item in items[0:]:
                total += len(names[item]) + item
            return total


        def after(items, names):
            total = 0
            for item in items[SKIPPED:]:
                total += len(names[item]) + item
            return total
        """;

    private const int Size = 1000;

    private static readonly Limits limits = new(TimeSpan.FromMinutes(5), 0);

    public static int Run(string[] args)
    {
        if (Options.Parse(args) is not { } options) return 2;
        var folders = TemporaryFolders.OfSystem();
        var place = folders.Create("against");
        try
        {
            File.WriteAllText(Path.Join(place, "forms.py"), FormsWorker.PythonProgram);
            // A ratio of 1.10 leaves 1/1.10 of the work.
            var skipped = (int)Math.Round(Size * (1 - 1 / options.Ratio));
            File.WriteAllText(Path.Join(place, "form.py"), Function.Replace("SKIPPED", skipped.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
            var runner = new SupervisedRunner(options.Lever, folders);
            var done = File.Exists(options.Output) ? File.ReadAllLines(options.Output).Length : 0;
            var request = new ProcessRequest(options.Python, [Path.Join(place, "forms.py"), Path.Join(place, "form.py")], place, CleanEnvironment.Of([new("PATH", Environment.GetEnvironmentVariable("PATH") ?? "")], place), limits, Network: true, Pipes: true);
            for (var at = done; at < options.Count; at++)
            {
                var plan = (options.IsShort ? Plan.Short : Plan.Default) with { Seed = options.Seed + (ulong)at, Inputs = "a list of numbers" };
                var result = Experiment.Run(plan, (arm, _, seed) => Start(runner, request, arm, seed), TimeProvider.System);
                var load = File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "";
                var line = string.Create(CultureInfo.InvariantCulture,
                    $"{at}\t{Names.Of(result.Verdict)}\t{result.Effect?.Estimate ?? double.NaN:0.0000}\t{result.Effect?.Low ?? double.NaN:0.0000}\t{result.Effect?.High ?? double.NaN:0.0000}\t{result.Control?.Low ?? double.NaN:0.0000}\t{result.Control?.High ?? double.NaN:0.0000}\t{result.Blocks.Length}\t{result.Blocks.Sum(block => block.Seconds):0.0}\t{load}\n");
                File.AppendAllText(options.Output, line);
            }
        }
        finally
        {
            TemporaryFolders.Remove(place);
        }
        Summarize(options);
        return 0;
    }

    private static StartedSubject Start(SupervisedRunner runner, ProcessRequest request, Arm arm, ulong seed)
    {
        var own = request with { Environment = request.Environment.SetItem("PYTHONHASHSEED", (seed % uint.MaxValue).ToString(CultureInfo.InvariantCulture)) };
        var worker = new FormsWorker(runner.Start(own));
        var (_, problem) = worker.Load();
        if (problem is null) return new StartedSubject(new FormSubject(worker, arm, Size, PlanMetric.Cpu), null);
        worker.Dispose();
        return new StartedSubject(null, problem);
    }

    private static void Summarize(Options options)
    {
        var rows = File.ReadAllLines(options.Output).Select(line => line.Split('\t')).Where(row => row.Length >= 9).ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows.Count} experiments of a true ratio {options.Ratio:0.00}, {(options.IsShort ? "short" : "default")} plan"));
        foreach (var group in rows.GroupBy(row => row[1]).OrderBy(group => group.Key, StringComparer.Ordinal))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {group.Key,-24}{group.Count(),6}  {100.0 * group.Count() / rows.Count:0.0} %"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  mean {rows.Average(row => double.Parse(row[7], CultureInfo.InvariantCulture)):0.0} blocks, {rows.Average(row => double.Parse(row[8], CultureInfo.InvariantCulture)):0.0} s"));
    }

    private sealed record Options(string Lever, string Python, string Output, int Count, double Ratio, bool IsShort, ulong Seed)
    {
        public static Options? Parse(string[] args)
        {
            var options = new Options("", "python3", "", 100, 1, true, 1);
            for (var at = 0; at < args.Length; at++)
            {
                if (args[at] == "--default") options = options with { IsShort = false };
                else if (at + 1 >= args.Length) return Refuse($"{args[at]} needs a value");
                else
                {
                    var value = args[at + 1];
                    switch (args[at])
                    {
                        case "--lever": options = options with { Lever = Path.GetFullPath(value) }; break;
                        case "--python": options = options with { Python = value }; break;
                        case "--output": options = options with { Output = Path.GetFullPath(value) }; break;
                        case "--count": options = options with { Count = int.Parse(value, CultureInfo.InvariantCulture) }; break;
                        case "--ratio": options = options with { Ratio = double.Parse(value, CultureInfo.InvariantCulture) }; break;
                        case "--seed": options = options with { Seed = ulong.Parse(value, CultureInfo.InvariantCulture) }; break;
                        default: return Refuse($"unknown option {args[at]}");
                    }
                    at++;
                }
            }
            return options.Lever.Length == 0 || options.Output.Length == 0 ? Refuse("--lever and --output are needed") : options;
        }

        private static Options? Refuse(string problem)
        {
            Console.Error.WriteLine(problem);
            return null;
        }
    }
}
