using System.Globalization;
using Lever.Experiments;
using Lever.Experiments.Plans;
using Lever.Experiments.RuleExperiments;
using Lever.Experiments.Running;
using Lever.Proving;
using Lever.Running;

namespace Lever.Answering;

/// <summary>How far a function is from itself on this machine now.</summary>
/// <param name="IsFit">Can changes of the bar be told from noise? Null where nothing could be measured.</param>
/// <param name="Lines">The same in words, with figures.</param>
/// <param name="StoppedEarly">Then nothing was found out.</param>
internal sealed record Noise(bool? IsFit, IReadOnlyList<string> Lines, bool StoppedEarly)
{
    private static readonly Limits limits = new(TimeSpan.FromMinutes(5), 0);

    /// <summary>A small function, as most of those are that are changed; both forms are the same, so that all it shows is noise.</summary>
    private const string Nothing = """
        def inputs(n):
            return (list(range(n)),)


        def before(items):
            total = 0
            for item in items:
                total += item
            return total


        after = before
        """;

    /// <summary>Takes up to a minute.</summary>
    /// <param name="bar">The least change that matters, as a share.</param>
    public static Noise Measure(Interpreter interpreter, double bar, Workbench bench, GlobalChoices chosen)
    {
        var place = bench.Folders.Create("doctor");
        try
        {
            var (program, file) = (Path.Join(place, "forms.py"), Path.Join(place, "nothing.py"));
            File.WriteAllText(program, FormsWorker.PythonProgram);
            File.WriteAllText(file, Nothing);
            var request = new ProcessRequest(interpreter.Executable, [program, file], place, CleanEnvironment.Of(bench.Variables, place), limits, Network: false, Pipes: true);
            var plan = Plan.Default with { Bar = bar, Looks = [12, 24], Budget = TimeSpan.FromSeconds(60), Seed = chosen.Seed + 1, Interpreter = Prover.Name(interpreter), Inputs = "a list of 300 numbers" };
            using var progress = bench.Progress(chosen, "noise: measured", plan.MostBlocks, "blocks at most");
            return Of(Experiment.Run(plan, (_, _, _) => Start(bench, request), bench.Host.Clock, progress: at => progress.Report(at.Blocks), cancellation: bench.Stop), bar);
        }
        finally
        {
            TemporaryFolders.Remove(place);
        }
    }

    private static Noise Of(ExperimentResult result, double bar)
    {
        if (result.StoppedEarly) return new Noise(null, [], StoppedEarly: true);
        if (result.Control is not { } control) return new Noise(null, [$"not measured: {result.Reason}"], StoppedEarly: false);
        var isFit = result.Verdict != Verdict.HostUnfit;
        return new Noise(isFit,
        [
            string.Create(CultureInfo.InvariantCulture,
                $"a function against itself: {control.Estimate:0.000} ({control.Low:0.000} to {control.High:0.000}) after {result.Blocks.Length} blocks, load {HostFacts.LoadNow() ?? 0:0.0}"),
            isFit
                ? string.Create(CultureInfo.InvariantCulture, $"this machine can prove changes of {bar * 100:0.#} % and more")
                : string.Create(CultureInfo.InvariantCulture, $"too much for a bar of {bar * 100:0.#} %: {result.Reason}. End other programs, or ask for more with --bar or --budget"),
        ], StoppedEarly: false);
    }

    private static StartedSubject Start(Workbench bench, ProcessRequest request)
    {
        var worker = new FormsWorker(bench.Runner.Start(request));
        var (_, problem) = worker.Load();
        if (problem is null) return new StartedSubject(new FormSubject(worker, Arm.Baseline, 300, PlanMetric.Cpu), null);
        worker.Dispose();
        return new StartedSubject(null, problem);
    }
}
