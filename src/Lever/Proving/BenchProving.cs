using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Lever.Experiments;
using Lever.Experiments.Proofs;
using Lever.Experiments.Running;
using Lever.Running;

namespace Lever.Proving;

/// <summary>
/// Proves a change by a bench that the crate has. Criterion's own figures are read; any other bench that makes its own main function is timed as
/// a whole, like a workload.
/// </summary>
internal sealed class BenchProving(Workbench bench, Prover prover, WorkloadProving workloads)
{
    private const int MostListed = 12;

    private static readonly Limits limits = new(TimeSpan.FromMinutes(2), 0);

    /// <param name="package">The folder of the crate, relative to the project.</param>
    /// <param name="wanted">The bench, as the user names it.</param>
    public Proof Prove(ProofRequest request, ProofSides sides, string package, string wanted)
    {
        request = request with { Bench = wanted };
        var project = new RustProving(bench, request, sides);
        var folder = Path.Join(sides.Before.Folder, package);
        var environment = project.Environment(sides.Before);
        var (cargo, missing) = CargoTool.Find(bench.Runner, folder, environment, request.CargoConfiguration, request.Network);
        if (cargo is null) return Ended(missing!);
        var (known, problem) = cargo.Package(folder, environment);
        if (known is null) return Ended(problem!);
        var (name, benchmark) = wanted.Split(':', 2) is [var before, var after] ? (before, after) : (wanted, null);
        if (known.Targets.FirstOrDefault(target => target.Is("bench") && target.Name == name) is not { } target)
            return Ended(Benches(known) is { Count: > 0 } benches ? $"`{known.Name}` has no bench `{name}`; it has {string.Join(", ", benches.Select(each => $"`--bench {each.Name}`"))}" : $"`{known.Name}` has no bench; give a call with --call, or a command with --workload");
        var command = $"cargo bench{(package.Length > 0 ? $" --manifest-path {package}/Cargo.toml" : "")}{(request.Features is { } features ? $" --features {features}" : "")} --bench {name}";
        if (!UsesCriterion(target)) return workloads.Prove(request, sides, command);
        if (benchmark is null)
        {
            prover.Say("building the bench");
            var (listed, lack) = List(cargo, folder, environment, request, name);
            if (lack is not null) return Ended(lack);
            if (listed.Count == 0) return workloads.Prove(request, sides, command);
            if (listed.Count > 1)
                return Ended($"the bench `{name}` holds {listed.Count} benchmarks; name one: {string.Join(", ", listed.Take(MostListed).Select(each => $"`--bench '{name}:{each}'`"))}{(listed.Count > MostListed ? ", …" : "")}");
            benchmark = listed[0];
        }
        return workloads.Prove(request, sides, $"{command} -- {CriterionSubject.Options} {Quoted(CriterionSubject.Filter(benchmark))}", new BenchmarkRun(benchmark, $"{command} -- {benchmark}"));

        Proof Ended(string reason) => prover.Ended(request, sides, Prover.Symbol(request, sides.Changed[0]), Verdict.Untestable, reason);
    }

    /// <summary>The crate's benches that name one of the functions that a change touches.</summary>
    public static IReadOnlyList<CargoTarget> Reaching(CargoPackage package, IEnumerable<string> functions)
    {
        List<string> names = [.. functions.Select(function => function[(function.LastIndexOf(':') + 1)..])];
        return [.. Benches(package).Where(target => File.Exists(target.Source) && File.ReadAllText(target.Source) is var text && names.Exists(name => Regex.IsMatch(text, $@"\b{Regex.Escape(name)}\b")))];
    }

    private static IReadOnlyList<CargoTarget> Benches(CargoPackage package) => [.. package.Targets.Where(target => target.Is("bench")).OrderBy(target => target.Name, StringComparer.Ordinal)];

    private static bool UsesCriterion(CargoTarget target) => File.Exists(target.Source) && File.ReadAllText(target.Source).Contains("criterion", StringComparison.Ordinal);

    /// <summary>Builds a bench and asks it what it holds.</summary>
    private (IReadOnlyList<string> Listed, string? Problem) List(CargoTool cargo, string folder, ImmutableDictionary<string, string> environment, ProofRequest request, string name)
    {
        IEnumerable<string> features = request.Features is { } list ? ["--features", list] : [];
        var built = cargo.Build(folder, environment, ["bench", "--no-run", .. features, "--bench", name]);
        if (built.Problem is { } problem) return ([], NeedsNightly(problem) ?? $"the bench does not compile: {problem}");
        if (built.Products.Select(product => product.Executable).OfType<string>().LastOrDefault() is not { } program) return ([], $"cargo makes no program of the bench `{name}`");
        using var process = bench.Runner.Start(new ProcessRequest(program, ["--bench", "--list"], folder, environment, limits, Network: false, Pipes: false));
        var outcome = process.Wait(limits.Time + TimeSpan.FromSeconds(5));
        return outcome.Succeeded ? (CriterionSubject.Listed(outcome.Output.Text), null) : ([], $"the bench `{name}` does not say what it holds: {LastLine.Of(outcome.Errors.Text) ?? outcome.Problem}");
    }

    /// <summary>What to do where a bench is written for the compiler's own harness, which only nightly versions have.</summary>
    public static string? NeedsNightly(string problem) => problem.Contains("E0554", StringComparison.Ordinal)
        ? "the bench needs a nightly compiler, for the harness that `#[bench]` is of; give a call with --call, or a command with --workload, or name a nightly toolchain in rust-toolchain.toml"
        : null;

    private static string Quoted(string word) => "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
