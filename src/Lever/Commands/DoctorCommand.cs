using System.CommandLine;
using System.Globalization;
using Lever.Answering;
using Lever.Proving;
using Lever.Running;
using Lever.Workspace;

namespace Lever.Commands;

/// <summary><c>lever doctor</c>: can this machine prove anything?</summary>
internal static class DoctorCommand
{
    private const string Summary = "Say whether this machine can prove anything, what is missing, and which proofs are out of date";

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
        if (Configuration.OfCurrentFolder(chosen, host) is not { } configuration) return ExitCode.Usage;
        var bench = new Workbench(host);
        var output = host.Out;
        var found = Examination.Of(bench, configuration, problem => host.Error.WriteLine($"lever: {problem}"));
        output.Write("machine\n");
        foreach (var fact in found.Machine) output.Write($"  {fact.Name,-23}{fact.Value}\n");
        output.Write("\ntools\n");
        foreach (var tool in found.Tools) output.Write($"  {tool.Name,-23}{tool.Version ?? "not found"}\n");
        output.Write("\ninterpreters\n");
        foreach (var each in found.Interpreters) output.Write($"  {Prover.Name(each),-23}{each.Executable} ({each.Origin})\n");
        if (found.Interpreters.Count == 0) output.Write("  none of 3.8 or later: install one, or name one with --python\n");
        output.Write(string.Create(CultureInfo.InvariantCulture, $"\nproofs\n  {found.Proofs} kept, {found.Expired.Count} out of date\n"));
        foreach (var each in found.Expired) output.Write($"  {Path.GetFileName(each.Stored.File)}: {each.Reason}\n");
        if (found.Swept > 0) output.Write(string.Create(CultureInfo.InvariantCulture, $"\nremoved {found.Swept} folders that killed experiments had left behind\n"));
        output.Flush();
        if (found.Interpreters.Count == 0) return ExitCode.NoVerdict;
        return withNoise ? WriteNoise(found.Interpreters[0], configuration.Settings.Prove.Bar, bench, chosen) : ExitCode.Fine;
    }

    private static int WriteNoise(Interpreter interpreter, double bar, Workbench bench, GlobalChoices chosen)
    {
        var noise = Noise.Measure(interpreter, bar, bench, chosen);
        if (noise.StoppedEarly) return ExitCode.Interrupted;
        bench.Host.Out.Write("\nnoise\n");
        foreach (var line in noise.Lines) bench.Host.Out.Write($"  {line}\n");
        bench.Host.Out.Flush();
        return noise.IsFit switch { null => ExitCode.Fault, true => ExitCode.Fine, false => ExitCode.Unfit };
    }
}
