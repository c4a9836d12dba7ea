using System.Globalization;
using Lever.Experiments.RuleExperiments;
using Lever.Experiments.Running;
using Lever.Review.Rules;
using Lever.Running;

namespace Lever.Proving;

/// <summary>What makes a program of a rule's experiment: an interpreter or a compiler.</summary>
internal interface IFormsTool
{
    Toolchain Toolchain { get; }

    /// <summary>The program for <see cref="FormsWorker"/> to speak to; or why there is none.</summary>
    (ProcessRequest? Request, string? Problem) Prepare(RuleExperiment experiment);
}

/// <summary>A Python interpreter, which runs experiments as they are.</summary>
/// <param name="place">A folder for their files.</param>
internal sealed class PythonForms(Interpreter interpreter, Workbench bench, string place) : IFormsTool
{
    private static readonly Limits limits = new(TimeSpan.FromMinutes(10), 0);

    public Toolchain Toolchain { get; } = Toolchain.Python(interpreter.Major, interpreter.Minor);

    /// <summary>The one that the user names, else every version of CPython once, from old to new; none with the reason.</summary>
    public static (IReadOnlyList<IFormsTool> Found, string? Problem) Find(string? named, Workbench bench, string place)
    {
        if (named is not null)
        {
            var (one, problem) = bench.Interpreter(named, bench.Host.CurrentFolder);
            return one is null ? ([], problem) : ([new PythonForms(one, bench, place)], null);
        }
        var all = bench.AllInterpreters(bench.Host.CurrentFolder).Where(each => each is { Implementation: "cpython", IsFreeThreaded: false })
            .DistinctBy(each => (each.Major, each.Minor)).OrderBy(each => (each.Major, each.Minor));
        return ([.. all.Select(each => new PythonForms(each, bench, place))], "no Python 3.8 or later was found; name one with --python");
    }

    public (ProcessRequest? Request, string? Problem) Prepare(RuleExperiment experiment)
    {
        var (program, file) = (Path.Join(place, "forms.py"), Path.Join(place, experiment.Name.Replace('-', '_') + ".py"));
        File.WriteAllText(program, FormsWorker.PythonProgram);
        File.WriteAllText(file, experiment.Source);
        return (new ProcessRequest(interpreter.Executable, [program, file, .. experiment.Requires], place, CleanEnvironment.Of(bench.Variables, place), limits, Network: false, Pipes: true), null);
    }
}

/// <summary>The Rust compiler, which makes a program of an experiment and of the module that measures; neither needs more than the standard library.</summary>
/// <param name="compiler">Its file.</param>
/// <param name="place">A folder for files.</param>
internal sealed class RustForms(string compiler, Toolchain toolchain, Workbench bench, string place) : IFormsTool
{
    private const int MostErrors = 8;

    private static readonly Limits limits = new(TimeSpan.FromMinutes(10), 0);

    public Toolchain Toolchain => toolchain;

    /// <summary>The one on PATH; none with the reason.</summary>
    public static (IReadOnlyList<IFormsTool> Found, string? Problem) Find(Workbench bench, string place)
    {
        if (Executables.Find("rustc", bench.Host.CurrentFolder, bench.Variables.GetValueOrDefault("PATH", "")) is not { } compiler)
            return ([], "rustc is not on PATH; Rust's experiments are compiled with it, so install Rust 1.70 or later or add its folder to PATH");
        var outcome = Run(compiler, ["-vV"], bench, place);
        if (!outcome.Succeeded) return ([], $"rustc does not say its version: {FirstLine(outcome.Errors.Text) ?? outcome.Problem ?? "it failed without a word"}");
        return VersionIn(outcome.Output.Text) is { } toolchain ? ([new RustForms(compiler, toolchain, bench, place)], null) : ([], $"rustc does not say its version: {FirstLine(outcome.Output.Text)}");
    }

    public (ProcessRequest? Request, string? Problem) Prepare(RuleExperiment experiment)
    {
        // A folder each: names in the compiler's messages are then those of the files alone.
        var folder = Directory.CreateDirectory(Path.Join(place, experiment.Name)).FullName;
        var (root, program) = (experiment.Name + ".rs", Path.Join(folder, "measured"));
        File.WriteAllText(Path.Join(folder, root), experiment.Source + FormsWorker.RustMain);
        File.WriteAllText(Path.Join(folder, "forms.rs"), FormsWorker.RustModule);
        string[] facts = [.. experiment.NotCompared is null ? (string[])["--cfg", "compared"] : [], .. experiment.Metric == ExperimentMetric.PeakMemory ? (string[])["--cfg", "lever_memory"] : []];
        var outcome = Run(compiler,
            ["--edition", "2021", "-O", "-C", "codegen-units=1", "--cap-lints", "allow", "--error-format", "short", "--color", "never", "--crate-name", "measured", .. facts, "-o", program, root], bench, folder);
        if (!outcome.Succeeded) return (null, $"it does not compile:{Indented(outcome)}");
        return (new ProcessRequest(program, [], folder, CleanEnvironment.Of(bench.Variables, folder), limits, Network: false, Pipes: true), null);
    }

    /// <summary>From the line <c>release: 1.95.0</c>, which may end in a word such as <c>-nightly</c>.</summary>
    internal static Toolchain? VersionIn(string answer)
    {
        const string Key = "release: ";
        var release = answer.Split('\n').FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal));
        if (release?[Key.Length..].Trim().Split('.') is not [var first, var second, ..]) return null;
        return int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var major) && int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            ? Toolchain.Rust(major, minor)
            : null;
    }

    private static ProcessOutcome Run(string compiler, IEnumerable<string> arguments, Workbench bench, string folder)
    {
        using var process = bench.Runner.Start(new ProcessRequest(compiler, [.. arguments], folder, CleanEnvironment.Of(bench.Variables, folder), limits, Network: false, Pipes: false));
        return process.Wait(limits.Time + TimeSpan.FromSeconds(5));
    }

    private static string? FirstLine(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault();

    private static string Indented(ProcessOutcome outcome)
    {
        var lines = outcome.Errors.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (lines.Count == 0) lines.Add(outcome.Problem ?? "rustc failed without a word");
        return string.Concat(lines.Take(MostErrors).Select(line => "\n    " + line)) + (lines.Count > MostErrors ? "\n    …" : "");
    }
}
