using System.CommandLine;
using System.Globalization;
using Lever.Experiments;
using Lever.Experiments.Plans;
using Lever.Experiments.RuleExperiments;
using Lever.Experiments.Running;
using Lever.Proving;
using Lever.Running;
using Lever.Workspace;

namespace Lever.Commands;

/// <summary><c>lever doctor</c>: can this machine prove anything?</summary>
internal static class DoctorCommand
{
    private const string Summary = "Say whether this machine can prove anything, what is missing, and which proofs are out of date";

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

    private static HelpPage Page() => new(Summary)
    {
        About = "Noise is measured by an experiment of a function against itself: its interval is the least effect that an experiment of that length could tell from nothing.",
        Examples = [("lever doctor", "before the first `lever prove`"), ("lever doctor --no-noise", "at once, without the measurement")],
        ExitCodes = [("0", "this machine can prove changes at the configured bar"), ("7", "it is too noisy now"), ("4", "no interpreter to experiment with"), ("130", "interrupted")],
        Next = "`lever prove FINDING` runs an experiment; `lever calibrate` measures unit costs.",
    };

    public static Command Create(GlobalOptions global, Host host)
    {
        var noNoise = Options.Flag("--no-noise", "Do not measure noise");
        var command = new TaughtCommand("doctor", Summary, Page) { noNoise };
        command.SetAction(parsed => Run(!parsed.GetValue(noNoise), global.Read(parsed), host));
        return command;
    }

    private static int Run(bool withNoise, GlobalChoices chosen, Host host)
    {
        if (ProveCommand.ConfigurationOf(chosen, host) is not { } configuration) return ExitCode.Usage;
        var bench = new Workbench(host);
        var output = host.Out;
        var swept = bench.Folders.Sweep();
        var place = bench.Folders.Create("doctor");
        try
        {
            var facts = HostFacts.Gather(bench.Runner, bench.Variables.GetValueOrDefault("PATH", ""), place);
            output.Write("machine\n");
            foreach (var fact in HostDescription.Of(facts)) output.Write($"  {fact.Name,-23}{fact.Value}\n");
            if (facts.CpuQuota is { } quota) output.Write(string.Create(CultureInfo.InvariantCulture, $"  {"container",-23}may use {quota:0.##} cores\n"));
            output.Write($"  {"instruction counts",-23}{(facts.Counters.Value is null ? facts.Counters.Problem : "by perf")}\n");
            output.Write("\ntools\n");
            foreach (var tool in facts.Tools) output.Write($"  {tool.Name,-23}{tool.Version ?? "not found"}\n");
            output.Write("\ninterpreters\n");
            var interpreters = bench.AllInterpreters(configuration.Folder);
            foreach (var each in interpreters) output.Write($"  {Prover.Name(each),-23}{each.Executable} ({each.Origin})\n");
            if (interpreters.Count == 0) output.Write("  none of 3.8 or later: install one, or name one with --python\n");
            WriteProofs(configuration.Folder, output, host);
            if (swept > 0) output.Write(string.Create(CultureInfo.InvariantCulture, $"\nremoved {swept} folders that killed experiments had left behind\n"));
            output.Flush();
            if (interpreters.Count == 0) return ExitCode.NoVerdict;
            return withNoise ? Noise(interpreters[0], configuration.Settings.Prove.Bar, bench, chosen, place) : ExitCode.Fine;
        }
        finally
        {
            TemporaryFolders.Remove(place);
        }
    }

    private static void WriteProofs(string project, TextWriter output, Host host)
    {
        var all = new ProofStore(project).All(problem => host.Error.WriteLine($"lever: {problem}"));
        var expired = new ProvenFindings(project).AllExpired().ToList();
        output.Write(string.Create(CultureInfo.InvariantCulture, $"\nproofs\n  {all.Count} kept, {expired.Count} out of date\n"));
        foreach (var each in expired) output.Write($"  {Path.GetFileName(each.Stored.File)}: {each.Reason}\n");
    }

    private static int Noise(Interpreter interpreter, double bar, Workbench bench, GlobalChoices chosen, string place)
    {
        var (program, file) = (Path.Join(place, "forms.py"), Path.Join(place, "nothing.py"));
        File.WriteAllText(program, FormsWorker.PythonProgram);
        File.WriteAllText(file, Nothing);
        var request = new ProcessRequest(interpreter.Executable, [program, file], place, CleanEnvironment.Of(bench.Variables, place), limits, Network: false, Pipes: true);
        var plan = Plan.Default with { Bar = bar, Looks = [12, 24], Budget = TimeSpan.FromSeconds(60), Seed = chosen.Seed + 1, Interpreter = Prover.Name(interpreter), Inputs = "a list of 300 numbers" };
        ExperimentResult result;
        using (var progress = bench.Progress(chosen, "noise: measured", plan.MostBlocks, "blocks at most"))
            result = Experiment.Run(plan, (_, _, _) => Start(), bench.Host.Clock, progress: at => progress.Report(at.Blocks), cancellation: bench.Stop);
        var output = bench.Host.Out;
        if (result.StoppedEarly) return ExitCode.Interrupted;
        if (result.Control is not { } control)
        {
            output.Write($"\nnoise\n  not measured: {result.Reason}\n");
            return ExitCode.Fault;
        }
        var isFit = result.Verdict != Verdict.HostUnfit;
        output.Write(string.Create(CultureInfo.InvariantCulture,
            $"\nnoise\n  a function against itself: {control.Estimate:0.000} ({control.Low:0.000} to {control.High:0.000}) after {result.Blocks.Length} blocks, load {HostFacts.LoadNow() ?? 0:0.0}\n"));
        output.Write(isFit
            ? string.Create(CultureInfo.InvariantCulture, $"  this machine can prove changes of {bar * 100:0.#} % and more\n")
            : string.Create(CultureInfo.InvariantCulture, $"  too much for a bar of {bar * 100:0.#} %: {result.Reason}. End other programs, or ask for more with --bar or --budget\n"));
        output.Flush();
        return isFit ? ExitCode.Fine : ExitCode.Unfit;

        StartedSubject Start()
        {
            var worker = new FormsWorker(bench.Runner.Start(request));
            var (_, problem) = worker.Load();
            if (problem is null) return new StartedSubject(new FormSubject(worker, Arm.Baseline, 300, PlanMetric.Cpu), null);
            worker.Dispose();
            return new StartedSubject(null, problem);
        }
    }
}
