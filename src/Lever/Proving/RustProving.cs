using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Lever.Experiments;
using Lever.Experiments.Proofs;
using Lever.Experiments.Running;
using Lever.Running;
using Lever.Workspace;
using Witness = Lever.Experiments.Proofs.Witness;

namespace Lever.Proving;

/// <summary>Both sides of a Rust project, built and tested; or why that is as far as the proof goes.</summary>
/// <param name="Before">The command that runs the workload in the baseline's folder.</param>
/// <param name="Compiler">With its version.</param>
/// <param name="Sizes">Of the types that the change edits.</param>
/// <param name="Remarks">Sentences for the proof on what was left out.</param>
/// <param name="Verdict">Where it ends here.</param>
internal sealed record RustSides(string Before, string After, string Compiler, ImmutableArray<Fact> Toolchain, ProofTests? Tests, ImmutableArray<Witness> Sizes, ImmutableArray<string> Remarks, Verdict Verdict, string? Problem);

/// <summary>Builds both versions of a Rust project once, each where it was copied to, and runs its tests, before anything is timed.</summary>
internal sealed class RustProving(Workbench bench, ProofRequest request, ProofSides sides)
{
    private const int ShownTests = 5;

    private static readonly Limits testLimits = new(TimeSpan.FromMinutes(10), 0);

    private readonly string folder = FolderOf(sides) ?? "";
    private readonly ExtensionModule? module = FolderOf(sides) is { } place ? ExtensionModule.Of(sides.Before.Folder, place) : null;

    /// <summary>Is there a crate that the change, or the workload, is about?</summary>
    public static bool Concerns(ProofSides sides, string command) => FolderOf(sides) is { } folder
        && (ChangesCrate(sides) || CommandWords.Split(command) is ["cargo", ..] || ExtensionModule.Of(sides.Before.Folder, folder) is not null);

    /// <summary>Is the crate a module of Python's?</summary>
    public bool IsForPython => module is not null;

    private static bool ChangesCrate(ProofSides sides) => sides.Changed.Any(path => Path.GetExtension(path) is not (".py" or ".pyi"));

    /// <summary>What programs of a side are to see, so that each side has its own products.</summary>
    public ImmutableDictionary<string, string> Environment(ProjectCopy side)
    {
        // Benches have names of their own on each side, so that what both need, such as criterion, is built once.
        var environment = side.Environment(bench.Variables, request.Project).SetItem("CARGO_TARGET_DIR", Path.Join((request.Bench is null ? side : sides.Before).Folder, "target"));
        if (module is { Source.Length: > 0 })
            environment = environment.SetItem("PYTHONPATH", Path.Join(side.Folder, module.Source) + Path.PathSeparator + environment.GetValueOrDefault("PYTHONPATH", ""));
        return request.Network ? environment : environment.SetItem("CARGO_NET_OFFLINE", "true");
    }

    /// <param name="interpreter">That the module is built for; null where the crate is none.</param>
    public RustSides Prepare(string command, Interpreter? interpreter)
    {
        if (module is not null && interpreter is null) return Ended(Verdict.Untestable, "no Python 3.8 or later was found to build the module for; name one with --python");
        if (RustTestsGuard.Objection(sides) is { } objection) return Ended(Verdict.Untestable, objection);
        var (cargo, missing) = CargoTool.Find(bench.Runner, Path.Join(sides.Before.Folder, folder), Environment(sides.Before), request.CargoConfiguration, request.Network);
        if (cargo is null) return Ended(Verdict.Untestable, missing!);
        Say("building both versions");
        var run = CargoRun.Of(CommandWords.Split(command));
        var ended = Ended(Verdict.Untestable, "") with { Compiler = cargo.Compiler, Toolchain = Toolchains.OfCompiler(cargo) };
        string? before, wrong, after, broken;
        if (module is not null)
        {
            (before, wrong) = BuildModule(cargo, sides.Before, interpreter!, null);
            // A change to Python alone is compared with one and the same module on both sides.
            (after, broken) = before is null ? default : BuildModule(cargo, sides.After, interpreter!, ChangesCrate(sides) ? null : before);
            if (after is not null) (before, after) = (command, command);
        }
        else
        {
            (before, wrong) = Build(cargo, sides.Before, run, command);
            (after, broken) = before is null ? default : Build(cargo, sides.After, run, command);
        }
        if (before is null) return ended with { Problem = BenchProving.NeedsNightly(wrong!) ?? $"the project does not compile: {wrong}" };
        if (after is null) return ended with { Problem = $"with the change the project does not compile: {broken}" };
        var ready = ended with { Before = before, After = after, Problem = null };
        if (before == command && run is not null) ready = ready with { Remarks = ["nothing of cargo's own time: the command names no one program, so cargo runs in every measurement"] };
        ready = WithSizes(cargo, ready, run, interpreter);
        if (!request.RunsTests) return ready;
        Say("running the project's tests on both sides");
        if (interpreter is null || module is null)
            return Tested("cargo test", ready, side => cargo.Test(Path.Join(side.Folder, folder), Environment(side)));
        var tests = new ProjectTests(bench.Runner, interpreter, testLimits);
        var framework = tests.Detect(sides.Before.Folder, Environment(sides.Before));
        return Tested(framework == TestFramework.Pytest ? "pytest" : "unittest", ready, side => tests.Run(framework, side.Folder, side.Home, Environment(side)));
    }

    /// <summary>What the project's tests say of both sides, where nothing else of it is built.</summary>
    public RustSides WithTests(CargoTool cargo)
    {
        Say("running the project's tests on both sides");
        return Tested("cargo test", Ended(Verdict.Untestable, "") with { Problem = null }, side => cargo.Test(Path.Join(side.Folder, folder), Environment(side)));
    }

    private RustSides WithSizes(CargoTool cargo, RustSides ready, CargoRun? run, Interpreter? interpreter)
    {
        var types = TypeSizes.Changed(sides);
        if (types.Count == 0) return ready;
        Say("asking the compiler how large the changed types are");
        var (before, after) = (Sizes(sides.Before), Sizes(sides.After));
        var sizes = TypeSizes.Compare(types, before, after);
        return sizes.Count > 0
            ? ready with { Sizes = [.. sizes] }
            : ready with { Remarks = [.. ready.Remarks, $"the size of {string.Join(", ", types.Order(StringComparer.Ordinal))}: the compiler tells none"] };

        IReadOnlyDictionary<string, long> Sizes(ProjectCopy side)
        {
            var environment = Environment(side).SetItem("CARGO_TARGET_DIR", Path.Join(side.Home, "sizes"));
            if (interpreter is not null) environment = environment.SetItem("PYO3_PYTHON", interpreter.Executable);
            var library = module is not null || File.Exists(Path.Join(side.Folder, folder, "src", "lib.rs"));
            var at = run?.Build.ToList().IndexOf("--bin") ?? -1;
            return cargo.Sizes(Path.Join(side.Folder, folder), environment, library ? ["--lib"] : at >= 0 && at + 1 < run!.Build.Count ? ["--bin", run.Build[at + 1]] : []);
        }
    }

    /// <param name="made">The library, where it is built already.</param>
    /// <returns>The library, which then stands in the side's package.</returns>
    private (string? Library, string? Problem) BuildModule(CargoTool cargo, ProjectCopy side, Interpreter interpreter, string? made)
    {
        if (made is null)
        {
            IEnumerable<string> features = module!.Features.Length > 0 ? ["--features", string.Join(',', module.Features)] : [];
            var built = cargo.Build(Path.Join(side.Folder, folder), Environment(side).SetItem("PYO3_PYTHON", interpreter.Executable), ["build", "--release", "--lib", .. features]);
            if (built.Problem is { } problem) return (null, problem);
            made = built.Products.Where(product => product.Name == module.Library && product.Kinds.Contains("cdylib"))
                .SelectMany(product => product.Files).FirstOrDefault(file => Path.GetExtension(file) is ".so" or ".dylib" or ".dll");
            if (made is null) return (null, $"cargo makes no library {module.Library}");
        }
        return module!.Place(side, made, interpreter, Environment(side), bench.Runner) is { } misplaced ? (null, misplaced) : (made, null);
    }

    /// <returns>The command that runs the workload from the side's folder, without cargo where it is a <c>cargo run</c> of one program.</returns>
    private (string? Command, string? Problem) Build(CargoTool cargo, ProjectCopy side, CargoRun? run, string command)
    {
        var words = run?.Build ?? ["build", "--release"];
        var built = cargo.Build(run is null ? Path.Join(side.Folder, folder) : side.Folder, Environment(side), words);
        if (built.Problem is { } problem) return (null, problem);
        var programs = built.Products.Select(product => product.Executable).OfType<string>().ToList();
        if (run is null || programs is not [var program]) return (command, null);
        // Named from the side's folder, so that it is called the same on both sides.
        IEnumerable<string> call = [Path.GetRelativePath(side.Folder, program), .. run.Arguments];
        return (string.Join(' ', call.Select(Quoted)), null);
    }

    private RustSides Tested(string command, RustSides ready, Func<ProjectCopy, TestRun> run)
    {
        TestRun? before = null, after = null;
        var comparison = ProjectTests.Compare(() => before = run(sides.Before), () => after = run(sides.After));
        if (before is null || before.Passed == 0)
            return ready with { Remarks = [.. ready.Remarks, $"the project's tests: {(before?.Problem is { } problem ? problem : before?.Outcomes.Count > 0 ? "none passes before the change" : $"{command} finds none")}"] };
        ready = ready with { Tests = new ProofTests(command, Laboratory.Words(before), after is null ? "not run" : Laboratory.Words(after)) };
        if (comparison.Flaky.Count > 0) ready = ready with { Remarks = [.. ready.Remarks, $"tests that do not agree with themselves: {Listed(comparison.Flaky)}"] };
        if (!comparison.BehaviourChanged) return ready;
        return ready with
        {
            Verdict = Verdict.BehaviourChanged,
            Problem = after is { Outcomes.Count: 0, Problem: { } wrong } ? $"with the change the project's tests do not compile: {wrong}" : $"tests that passed before fail with the change: {Listed(comparison.Broken)}",
        };
    }

    private static string Listed(IReadOnlyList<string> tests) =>
        string.Join(", ", tests.Take(ShownTests)) + (tests.Count > ShownTests ? string.Create(CultureInfo.InvariantCulture, $" and {tests.Count - ShownTests} more") : "");

    /// <summary>The folder of the nearest manifest that is above all the changes, relative to the project; null where there is none.</summary>
    private static string? FolderOf(ProofSides sides)
    {
        if (File.Exists(Path.Join(sides.Before.Folder, "Cargo.toml"))) return "";
        var first = sides.Changed.FirstOrDefault(path => path.EndsWith(".rs", StringComparison.Ordinal));
        for (var at = Path.GetDirectoryName(first); at is { Length: > 0 }; at = Path.GetDirectoryName(at))
            if (File.Exists(Path.Join(sides.Before.Folder, at, "Cargo.toml"))) return at;
        return null;
    }

    /// <summary>As <see cref="CommandWords"/> reads it back.</summary>
    private static string Quoted(string word)
    {
        if (word.Length == 0) return "''";
        var quoted = new StringBuilder();
        foreach (var each in word)
        {
            if (!char.IsAsciiLetterOrDigit(each) && each is not ('/' or '.' or '-' or '_' or '=' or ':' or ',')) quoted.Append('\\');
            quoted.Append(each);
        }
        return quoted.ToString();
    }

    private static RustSides Ended(Verdict verdict, string reason) => new("", "", "", [], null, [], [], verdict, reason);

    private void Say(string what)
    {
        if (bench.Host.ErrorIsTerminal) bench.Host.Error.WriteLine(what + " …");
    }
}
