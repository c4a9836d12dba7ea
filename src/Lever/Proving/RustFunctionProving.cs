using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Lever.Experiments;
using Lever.Experiments.Equivalence;
using Lever.Experiments.Harnesses;
using Lever.Experiments.Plans;
using Lever.Experiments.Proofs;
using Lever.Experiments.Running;
using Lever.Running;
using Witness = Lever.Experiments.Proofs.Witness;

namespace Lever.Proving;

/// <summary>
/// Proves a change to Rust functions by calling them: both versions are built with a program that makes the calls, compared on inputs made of
/// the functions' types or on a call that the user gives, tested, and only then timed.
/// </summary>
internal sealed class RustFunctionProving(Workbench bench, GlobalChoices chosen, ProofStore store, Prover prover, WorkloadProving workloads)
{
    private const string HowToCall = "; give a call with --call 'EXPRESSION' (and --setup 'STATEMENTS'), written as in the function's own file, or a command with --workload";

    private static readonly Limits limits = new(TimeSpan.FromMinutes(20), 8L << 30);
    private static readonly TimeSpan caseTime = TimeSpan.FromSeconds(5);

    /// <summary>Is every file of the change Rust's?</summary>
    public static bool Concerns(ProofSides sides) => sides.Changed.All(path => Path.GetExtension(path) is ".rs" or ".toml" or ".lock") && sides.Changed.Any(path => path.EndsWith(".rs", StringComparison.Ordinal));

    public Proof Prove(ProofRequest request, ProofSides sides)
    {
        if (request.Inputs is not null) return Ended(request, sides, null, Verdict.Untestable, "--inputs holds calls of Python" + HowToCall);
        if (RustTestsGuard.Objection(sides) is { } objection) return Ended(request, sides, null, Verdict.Untestable, objection);
        if (request.Bench is { } named)
            return sides.Changed.Select(path => PackageOf(sides, path)).FirstOrDefault(place => place is not null) is { } home ? new BenchProving(bench, prover, workloads).Prove(request, sides, home, named) : Ended(request, sides, null, Verdict.Untestable, "there is no Cargo.toml above what the change touches");
        var (calls, lack, silent) = Calls(request, sides);
        if (calls is null) return silent is null ? Ended(request, sides, null, Verdict.Untestable, lack!) : ByBench(request, sides, silent, lack!);
        var timed = calls[0].Function;
        if (RustState.Added(sides) is { } table && !request.Agreement.Has(Clause.Cache))
            return Ended(request, sides, timed, Verdict.BehaviourChanged, $"the patch adds `{table}`, which outlives a call and may remember results; where that is what it is for, say --agree cache");
        if (PackageOf(sides, calls[0].Module.Path) is not { } package) return Ended(request, sides, timed, Verdict.Untestable, $"there is no Cargo.toml above `{calls[0].Module.Path}`");

        var project = new RustProving(bench, request, sides);
        var (cargo, missing) = CargoTool.Find(bench.Runner, Path.Join(sides.Before.Folder, package), project.Environment(sides.Before), request.CargoConfiguration, request.Network);
        if (cargo is null) return Ended(request, sides, timed, Verdict.Untestable, missing!);
        request = request with { Plan = request.Plan with { Interpreter = cargo.Compiler, Arms = sides.Hashes, Inputs = Described(request) } };
        var site = new Site(request, sides, project, cargo, package);
        prover.Say("building both versions with what calls them");
        var (before, problem) = BuildIn(site, sides.Before, ref calls);
        if (before is null) return Ended(site, timed, Verdict.Untestable, problem!);
        var made = calls;
        var (after, broken) = BuildIn(site, sides.After, ref calls);
        if (after is null) return Ended(site, timed, Verdict.Untestable, $"with the change {broken}");
        // What only the changed version cannot be called with twice is made anew for both.
        if (calls != made) (before, problem) = BuildIn(site, sides.Before, ref calls);
        if (before is null) return Ended(site, timed, Verdict.Untestable, problem!);
        return ProveBuilt(site, calls, before.Value, after.Value);
    }

    /// <summary>A function that cannot be called by itself may be what the crate's only bench of it is about.</summary>
    private Proof ByBench(ProofRequest request, ProofSides sides, TestedFunction function, string lack)
    {
        if (PackageOf(sides, function.Path) is not { } package) return Ended(request, sides, function, Verdict.Untestable, lack);
        var project = new RustProving(bench, request, sides);
        var (cargo, _) = CargoTool.Find(bench.Runner, Path.Join(sides.Before.Folder, package), project.Environment(sides.Before), request.CargoConfiguration, request.Network);
        var (known, _) = cargo?.Package(Path.Join(sides.Before.Folder, package), project.Environment(sides.Before)) ?? default;
        var benches = known is null ? [] : BenchProving.Reaching(known, [function.Name]);
        if (benches.Count == 1) return new BenchProving(bench, prover, workloads).Prove(request, sides, package, benches[0].Name);
        var offered = benches.Count == 0 ? "" : $"; these benches name it: {string.Join(", ", benches.Select(each => $"`--bench {each.Name}`"))}";
        return Ended(request, sides, function, Verdict.Untestable, lack + offered);
    }

    private Proof ProveBuilt(Site site, IReadOnlyList<Call> calls, ImmutableArray<string> before, ImmutableArray<string> after)
    {
        var request = site.Request;
        var (left, right) = (Arm(site, site.Sides.Before, before), Arm(site, site.Sides.After, after));
        prover.Say("comparing what both versions do");
        var reports = new List<EquivalenceReport>();
        var experiments = new List<RustFunctionExperiment>();
        var number = 0;
        foreach (var call in calls)
        {
            var experiment = new RustFunctionExperiment(left, right, Numbered(call, number, request.Plan.Seed), request.Agreement, bench.Host.Clock);
            number += call.Module.Ways;
            var report = experiment.Compare(TimeSpan.FromSeconds(Math.Clamp(request.Plan.Budget.TotalSeconds / 3 / calls.Count, 10, 90)));
            experiments.Add(experiment);
            reports.Add(report);
            var so = Prover.EquivalenceOf(reports, request);
            if (report.Untestable is { } reason) return Ended(site, call.Function, Verdict.Untestable, reason, so);
            if (!report.IsEquivalent) return Ended(site, call.Function, Verdict.BehaviourChanged, Prover.Changed(report), so);
            if (bench.Stop.IsCancellationRequested) return Ended(site, call.Function, Verdict.Inconclusive, "stopped before anything was timed", so) with { StoppedEarly = true };
        }
        var same = Prover.EquivalenceOf(reports, request);
        ImmutableArray<string> remarks = [.. Prover.Exclusions(reports[0]), .. Exclusions(site, calls)];
        if (request.RunsTests)
        {
            var tested = site.Project.WithTests(site.Cargo);
            same = same with { Tests = tested.Tests };
            remarks = [.. remarks, .. tested.Remarks];
            if (tested.Problem is { } broken) return Ended(site, calls[0].Function, tested.Verdict, broken, same);
        }

        var plan = request.Plan with { Exclusions = remarks };
        var result = store.Run(plan, experiments[0].Subjects(reports[0], plan.Metric), bench, chosen, calls[0].Function.Name);
        var proof = Proof.Of(result, calls[0].Function.Subject(request), ToolVersion.Text) with
        {
            Host = HostDescription.Of(HostFacts.Gather(bench.Runner, bench.Variables.GetValueOrDefault("PATH", ""), site.Sides.Before.Home)),
            Toolchain = Toolchains.OfCompiler(site.Cargo),
            Equivalence = same,
            Patch = Encoding.UTF8.GetString(site.Sides.Patch),
            Arguments = request.Arguments,
        };
        if (experiments[0].LateDifferences is [var late, ..])
            return proof with { Verdict = Verdict.BehaviourChanged, Reason = $"on an input that was made while it was timed, {late.Call}: {late.Before} before, {late.After} after", Effect = null, ToResolve = null };
        if (result.StoppedEarly || result.Verdict == Verdict.Untestable) return proof;
        prover.Say("asking second witnesses");
        proof = proof with { Witnesses = [.. Witnesses(site, calls, reports[0])] };
        return request.Sweep.IsEmpty || !calls[0].HasInputs ? proof : proof with { Regimes = Sweep(site, calls[0], reports[0], left, right) };
    }

    /// <summary>The calls that show the change, the one to be timed first; or why there are none, and which function is to blame.</summary>
    private static (IReadOnlyList<Call>? Calls, string? Lack, TestedFunction? Silent) Calls(ProofRequest request, ProofSides sides)
    {
        var changed = new List<(TestedFunction Tested, RustFunction Function)>();
        foreach (var path in sides.Changed.Where(path => path.EndsWith(".rs", StringComparison.Ordinal)))
        {
            var (before, after) = (Path.Join(sides.Before.Folder, path), Path.Join(sides.After.Folder, path));
            if (!File.Exists(before) || !File.Exists(after)) continue;
            var (old, now) = (File.ReadAllBytes(before), File.ReadAllBytes(after));
            var later = RustFunctions.Of(now).ToDictionary(function => function.Source.Name, StringComparer.Ordinal);
            changed.AddRange(RustFunctions.Changed(old, now).Select(each => (new TestedFunction(path, each.Source.Name, each.Source, later[each.Source.Name].Source.Hash), each)));
        }
        var (functions, lack) = Prover.Ordered(request, [.. changed.Select(each => each.Tested)]);
        if (request.Call is { } text)
        {
            var (given, problem) = GivenCall.Of(text, request.Setup);
            if (given is null) return (null, problem, null);
            if (request.Function is not null && lack is not null) return (null, lack, null);
            // What no function of the file shows, such as a type, is called from the file's own module.
            var first = sides.Changed.First(path => path.EndsWith(".rs", StringComparison.Ordinal));
            var tested = lack is null ? functions[0] : changed.Count > 0 ? changed[0].Tested : new TestedFunction(first, text, new FunctionSource(text, "", 1, 1), "");
            var modules = changed.Find(each => each.Tested == tested).Function?.Modules ?? [];
            return ([new Call(tested, new RustCallModule(tested.Path, modules, RustCallText.Of(given, repeats: true), Repeats: true, Renews: true), given, given.HasInputs)], null, null);
        }
        if (lack is not null) return (null, lack, null);
        var calls = new List<Call>();
        foreach (var tested in functions)
        {
            var function = changed.Find(each => each.Tested == tested).Function;
            var (inputs, none) = RustInputs.Of(function, out var callee);
            if (none is not null) return (null, $"inputs of `{tested.Name}` cannot be made: {none}" + HowToCall, tested);
            calls.Add(new Call(tested, new RustCallModule(tested.Path, function.Modules, RustCallText.Of(callee, inputs), Repeats: true, Renews: false), null, inputs.Length > 0));
        }
        return (calls, null, null);
    }

    /// <summary>Builds one side's program. A call that cannot be made again with the same variables is then made with new ones every time.</summary>
    private (ImmutableArray<string>? Programs, string? Problem) BuildIn(Site site, ProjectCopy side, ref IReadOnlyList<Call> calls, bool counting = false)
    {
        // What both sides need is built once; each program is kept apart. Panics are compared and gone on after.
        var environment = site.Project.Environment(side).SetItem("CARGO_TARGET_DIR", Path.Join(site.Sides.Before.Folder, "target")).SetItem("CARGO_PROFILE_RELEASE_PANIC", "unwind");
        var build = new RustHarnessBuild(site.Cargo, environment);
        var place = Path.Join(side.Folder, site.Package);
        var (programs, problem) = build.Build(side.Folder, place, [.. calls.Select(call => call.Module)], site.Request.Features, counting);
        if (programs is not null) return (programs, null);
        if (!RustHarnessBuild.IsOfTheCall(problem!)) return (null, $"the project does not compile: {problem}");
        if (calls is [{ Given: { } given, Module.Repeats: true } only])
        {
            IReadOnlyList<Call> renewed = [only with { Module = only.Module with { Text = RustCallText.Of(given, repeats: false), Repeats = false } }];
            (programs, problem) = build.Build(side.Folder, place, [renewed[0].Module], site.Request.Features, counting);
            if (programs is not null) calls = renewed;
        }
        return programs is not null ? (programs, null) : (null, $"the call does not compile: {RustHarnessBuild.WithoutPlace(problem!)}");
    }

    private RustArm Arm(Site site, ProjectCopy side, ImmutableArray<string> programs)
    {
        var environment = site.Project.Environment(side).SetItem(RustHarnessBuild.Asked, "1");
        return new RustArm(bench.Runner, [.. programs.Select(program => new ProcessRequest(program, [], Path.Join(side.Folder, site.Package), environment, limits, Network: false, Pipes: true))], caseTime);
    }

    private static RustCall Numbered(Call call, int number, ulong seed, int? size = null) =>
        new(call.Function.Name, number, call.Module is { Repeats: true, Renews: true } ? number + 1 : number, call.HasInputs, seed, size ?? InputPlan.Generated(seed).Size);

    /// <summary>Allocations and memory of both sides, counted by programs of their own: what noise does not touch.</summary>
    private IEnumerable<Witness> Witnesses(Site site, IReadOnlyList<Call> calls, EquivalenceReport report)
    {
        var (before, _) = BuildIn(site, site.Sides.Before, ref calls, counting: true);
        var (after, _) = before is null ? default : BuildIn(site, site.Sides.After, ref calls, counting: true);
        if (before is null || after is null) yield break;
        var call = Numbered(calls[0], 0, site.Request.Plan.Seed);
        if (RustFunctionExperiment.Memory(Arm(site, site.Sides.Before, before.Value), call, report) is not { } old || RustFunctionExperiment.Memory(Arm(site, site.Sides.After, after.Value), call, report) is not { } now) yield break;
        if (old.Allocations + now.Allocations > 0) yield return new Witness("allocations", "per call", old.Allocations, now.Allocations);
        if (old.PeakBytes + now.PeakBytes > 2) yield return new Witness("peak memory by the allocator", "bytes per call", old.PeakBytes, now.PeakBytes);
    }

    private ImmutableArray<Regime> Sweep(Site site, Call call, EquivalenceReport report, RustArm left, RustArm right)
    {
        var regimes = ImmutableArray.CreateBuilder<Regime>();
        var request = site.Request;
        foreach (var size in request.Sweep)
        {
            if (bench.Stop.IsCancellationRequested) break;
            prover.Say(string.Create(CultureInfo.InvariantCulture, $"at size {size}"));
            var plan = request.Plan with { Looks = [12, 24], Budget = request.Plan.Budget / request.Sweep.Length };
            var experiment = new RustFunctionExperiment(left, right, Numbered(call, 0, request.Plan.Seed, size), request.Agreement, bench.Host.Clock);
            var result = Experiment.Run(plan, experiment.Subjects(report, plan.Metric), bench.Host.Clock, cancellation: bench.Stop);
            if (result.Effect is { } effect) regimes.Add(new Regime(site.Cargo.Compiler, size, effect, result.Verdict));
        }
        return regimes.ToImmutable();
    }

    private static string Described(ProofRequest request) => request.Call is not { } call ? "generated inputs" : request.Setup.Length == 0 ? $"the call `{call}`" : $"the call `{call}` after `{request.Setup}`";

    private static IEnumerable<string> Exclusions(Site site, IReadOnlyList<Call> calls)
    {
        string[] manifests = [Path.Join(site.Sides.Before.Folder, "Cargo.toml"), Path.Join(site.Sides.Before.Folder, site.Package, "Cargo.toml")];
        if (manifests.Any(file => File.Exists(file) && File.ReadAllText(file).Contains("panic = \"abort\"", StringComparison.Ordinal)))
            yield return "what `panic = \"abort\"` saves: both versions were built to unwind, so that panics could be compared";
        if (calls[0].Given is not null && !calls[0].HasInputs) yield return "other arguments: the call is made again and again with those given, so that what a version keeps from call to call counts too";
    }

    /// <summary>The folder of the nearest manifest above a file, relative to the project.</summary>
    private static string? PackageOf(ProofSides sides, string file)
    {
        for (var at = Path.GetDirectoryName(file); at is not null; at = Path.GetDirectoryName(at))
            if (File.Exists(Path.Join(sides.Before.Folder, at, "Cargo.toml"))) return at;
        return null;
    }

    private Proof Ended(Site site, TestedFunction function, Verdict verdict, string reason, ProofEquivalence? equivalence = null) =>
        Ended(site.Request, site.Sides, function, verdict, reason) with { Equivalence = equivalence ?? ProofEquivalence.None, Toolchain = Toolchains.OfCompiler(site.Cargo), Patch = Encoding.UTF8.GetString(site.Sides.Patch) };

    private Proof Ended(ProofRequest request, ProofSides sides, TestedFunction? function, Verdict verdict, string reason) =>
        prover.Ended(request, sides, function ?? Prover.Symbol(request, sides.Changed[0]), verdict, reason);

    /// <param name="Given">The user's call; null where it is made of the function's types.</param>
    private sealed record Call(TestedFunction Function, RustCallModule Module, GivenCall? Given, bool HasInputs);

    /// <param name="Package">The folder of the crate, relative to the project.</param>
    private sealed record Site(ProofRequest Request, ProofSides Sides, RustProving Project, CargoTool Cargo, string Package);
}
