using System.Collections.Immutable;
using System.Globalization;
using Lever.Experiments;
using Lever.Experiments.Equivalence;
using Lever.Experiments.Harnesses;
using Lever.Experiments.Plans;
using Lever.Experiments.Proofs;
using Lever.Experiments.Running;
using Lever.Running;
using Lever.Workspace;

namespace Lever.Proving;

/// <summary>
/// From two versions of a project to a proof, step by step: is the change one that may be tried, does it do the same, do the project's tests
/// say so too, and only then: is it faster. Each step may end it.
/// </summary>
internal sealed class Prover(Workbench bench, GlobalChoices chosen, ProofStore store)
{
    /// <summary>Functions that one change may touch and still be tested by themselves.</summary>
    private const int MostFunctions = 8;

    private DateTimeOffset started;

    public Proof Prove(ProofRequest request, ProofSides sides)
    {
        started = bench.Host.Clock.GetUtcNow();
        if (sides.Changed.Count == 0) return Ended(request, sides, Symbol(request, ""), Verdict.Untestable, "the two versions are the same");
        if (PatchGuard.Objection(sides.Changed) is { } objection) return Ended(request, sides, Symbol(request, sides.Changed[0]), Verdict.Untestable, objection);
        var workloads = new WorkloadProving(bench, chosen, store, started);
        return request.Workload is { } command ? workloads.Prove(request, sides, command)
            : request.Bench is not null || RustFunctionProving.Concerns(sides) ? new RustFunctionProving(bench, chosen, store, this, workloads).Prove(request, sides) with { Started = started }
            : ProveFunction(request, sides);
    }

    private Proof ProveFunction(ProofRequest request, ProofSides sides)
    {
        var (functions, lack) = Functions(request, sides);
        if (lack is not null) return Ended(request, sides, Symbol(request, sides.Changed[0]), Verdict.Untestable, lack);
        var (interpreter, missing) = bench.Interpreter(request.Python, request.Project);
        if (interpreter is null) return Ended(request, sides, functions[0], Verdict.Untestable, missing!);
        request = request with { Plan = request.Plan with { Interpreter = Name(interpreter), Arms = sides.Hashes } };

        var place = bench.Folders.Create("harness");
        try
        {
            foreach (var (name, text) in PythonHarnessFiles.All) File.WriteAllText(Path.Join(place, name), text);
            var laboratory = new Laboratory(bench, request, sides, interpreter, place);
            return ProveIn(laboratory, functions);
        }
        finally
        {
            TemporaryFolders.Remove(place);
        }
    }

    private Proof ProveIn(Laboratory laboratory, IReadOnlyList<TestedFunction> functions)
    {
        Say("comparing what both versions do");
        var experiments = new List<FunctionExperiment>();
        try
        {
            return ProveIn(laboratory, functions, experiments);
        }
        finally
        {
            foreach (var experiment in experiments) experiment.Dispose();
        }
    }

    private Proof ProveIn(Laboratory laboratory, IReadOnlyList<TestedFunction> functions, List<FunctionExperiment> experiments)
    {
        var (request, sides) = (laboratory.Request, laboratory.Sides);
        var reports = new List<(TestedFunction Function, FunctionExperiment Experiment, EquivalenceReport Report, InputPlan Inputs)>();
        foreach (var function in functions)
        {
            var (inputs, none) = laboratory.InputsFor(function);
            if (inputs is null) return Ended(laboratory, function, Verdict.Untestable, none!);
            var experiment = laboratory.Experiment(function, inputs);
            experiments.Add(experiment);
            var report = experiment.Compare(laboratory.ComparisonTime);
            // What was made for it may be nothing that it takes; the project's own calls are.
            if (report.Untestable is not null && report.Results == 0 && inputs.Source == InputSource.Generated && laboratory.RecordedFor(function) is { } recorded)
            {
                inputs = recorded;
                experiment = laboratory.Experiment(function, inputs);
                experiments.Add(experiment);
                report = experiment.Compare(laboratory.ComparisonTime);
            }
            reports.Add((function, experiment, report, inputs));
            var equivalence = EquivalenceOf(reports.Select(each => each.Report), request);
            if (report.Untestable is { } reason) return Ended(laboratory, function, Verdict.Untestable, reason, equivalence);
            if (!report.IsEquivalent) return Ended(laboratory, function, Verdict.BehaviourChanged, Changed(report), equivalence, Described(inputs));
            if (bench.Stop.IsCancellationRequested) return Stopped(laboratory, function);
        }

        var (tested, timed, compared, plan) = reports[0];
        var same = EquivalenceOf(reports.Select(each => each.Report), request);
        if (request.RunsTests)
        {
            Say("running the project's tests on both sides");
            var (tests, broken) = laboratory.Tests();
            same = same with { Tests = tests };
            if (broken is not null) return Ended(laboratory, tested, Verdict.BehaviourChanged, broken, same, Described(plan));
            if (bench.Stop.IsCancellationRequested) return Stopped(laboratory, tested);
        }

        request = request with { Plan = request.Plan with { Inputs = Described(plan), Exclusions = [.. Exclusions(compared), .. Guesses(timed, plan)] } };
        var result = store.Run(request.Plan, timed.Subjects(compared), bench, chosen, tested.Name);
        for (var size = plan.Size / 4; size > 0 && result.Verdict == Verdict.Untestable && plan.Source == InputSource.Generated && IsTooLong(result.Reason); size /= 4)
        {
            // What takes seconds at the usual size, such as a search through all orders, is timed on less.
            timed = laboratory.Experiment(tested, plan with { Size = size });
            experiments.Add(timed);
            request = request with { Plan = request.Plan with { Inputs = string.Create(CultureInfo.InvariantCulture, $"{Described(plan)} of size {size}") } };
            result = store.Run(request.Plan, timed.Subjects(compared), bench, chosen, tested.Name);
        }
        var proof = Proof.Of(result, tested.Subject(request), ToolVersion.Text) with
        {
            Host = laboratory.Host, Toolchain = laboratory.Toolchain, Equivalence = same, Patch = laboratory.PatchText, Arguments = request.Arguments, Started = started,
        };
        if (timed.LateDifferences is [var late, ..])
            return proof with { Verdict = Verdict.BehaviourChanged, Reason = $"on an input that was made while it was timed, {late.Call}: {late.Before} before, {late.After} after", Effect = null, ToResolve = null };
        if (result.Verdict == Verdict.Untestable && result.Reason.Contains("remembers results", StringComparison.Ordinal))
            return proof with { Verdict = Verdict.BehaviourChanged };
        if (result.StoppedEarly || result.Verdict == Verdict.Untestable) return proof;
        Say("asking second witnesses");
        proof = proof with { Witnesses = [.. laboratory.Witnesses(timed, compared)] };
        return request.Sweep.IsEmpty ? proof : proof with { Regimes = laboratory.Sweep(tested, plan, compared, this) };
    }

    /// <summary>The functions to test, the one to be timed first; or why there are none.</summary>
    private static (IReadOnlyList<TestedFunction> Functions, string? Lack) Functions(ProofRequest request, ProofSides sides)
    {
        var changed = new List<TestedFunction>();
        foreach (var path in sides.Changed)
        {
            if (!path.EndsWith(".py", StringComparison.Ordinal)) return ([], $"the change touches {path}, which is not Python; give --workload, a command that shows the effect");
            var (before, after) = (Path.Join(sides.Before.Folder, path), Path.Join(sides.After.Folder, path));
            if (!File.Exists(before)) continue;
            if (!File.Exists(after)) return ([], $"the change removes {path}; give --workload, a command that shows the effect");
            var (old, now) = (File.ReadAllBytes(before), File.ReadAllBytes(after));
            var later = FunctionSources.Of(now).ToDictionary(function => function.Name, StringComparer.Ordinal);
            var touched = FunctionSources.Changed(old, now);
            foreach (var function in touched.Count > 0 ? touched : FunctionSources.MakersOfChangedClasses(old, now))
                changed.Add(new TestedFunction(path, function.Name, function, later[function.Name].Hash));
        }
        return Ordered(request, changed);
    }

    /// <summary>The functions that a change touches, the one to be timed first; or why there is nothing to time.</summary>
    internal static (IReadOnlyList<TestedFunction> Functions, string? Lack) Ordered(ProofRequest request, List<TestedFunction> changed)
    {
        if (request.Function is { } wanted)
        {
            var chosen = changed.Where(function => function.Name == wanted || $"{function.Path}:{function.Name}" == wanted).ToList();
            if (chosen.Count == 1) return ([.. chosen, .. changed.Except(chosen)], null);
            return ([], $"the change touches no function `{wanted}`; it touches {Listed(changed)}");
        }
        if (changed.Count == 0) return ([], "the change touches no function's own text; give --workload, a command that shows the effect");
        if (changed.Count > MostFunctions) return ([], $"the change touches {changed.Count.ToString(CultureInfo.InvariantCulture)} functions; name one with --function, or give --workload");
        // The finding's own function is the one to be timed.
        var own = request.Finding is { } finding ? changed.FindIndex(function => function.Source.FirstLine <= finding.Finding.Range.Start.Line && finding.Finding.Range.Start.Line <= function.Source.LastLine) : 0;
        return own <= 0 ? (changed, null) : ([changed[own], .. changed.Where((_, index) => index != own)], null);
    }

    private static string Listed(List<TestedFunction> functions) =>
        functions.Count == 0 ? "none" : string.Join(", ", functions.Take(MostFunctions).Select(function => $"`{function.Name}`"));

    internal static ProofEquivalence EquivalenceOf(IEnumerable<EquivalenceReport> reports, ProofRequest request)
    {
        var all = reports.ToList();
        var differences = all.SelectMany(report => report.Differences).Select(each => new ProofDifference(Aspects.Name(each.Aspect), each.Call, each.Before, each.After));
        var floats = request.Agreement.Floats == FloatTolerance.Exact ? "exact" : "floats within the tolerance agreed";
        return new ProofEquivalence(all.Sum(report => report.Compared), all.Sum(report => report.DifferenceCount), [.. differences], floats, request.Agreed, all.Sum(report => report.Outside.Length), null);
    }

    internal static string Changed(EquivalenceReport report)
    {
        if (report.Differences is not [var first, ..]) return report.Compared == 0 ? "no input could be compared" : "the versions differ";
        var where = first.Where.Length > 0 ? $" ({Aspects.Name(first.Aspect)}, {first.Where})" : $" ({Aspects.Name(first.Aspect)})";
        return $"{first.Call}: {first.Before} before, {first.After} after{where}";
    }

    /// <summary>What a reader must know of inputs that no annotation vouches for.</summary>
    private static IEnumerable<string> Guesses(FunctionExperiment experiment, InputPlan plan)
    {
        if (plan.Source != InputSource.Generated || !experiment.Prepare().Has) yield break;
        var signature = experiment.Prepare().Value!.Baseline.Signature;
        var text = signature.ValueKind == System.Text.Json.JsonValueKind.Undefined ? "" : signature.GetRawText();
        if (text.Contains("\"guessed\"", StringComparison.Ordinal)) yield return "inputs that the baseline refuses with TypeError or AttributeError, since types of parameters are guessed from their use";
        if (text.Contains("\"k\":\"having\"", StringComparison.Ordinal)) yield return "objects of classes that the file does not name: stand-ins with the attributes that the code asks for took their place";
    }

    private static bool IsTooLong(string reason) => reason.Contains("a call takes longer than", StringComparison.Ordinal);

    internal static IEnumerable<string> Exclusions(EquivalenceReport report)
    {
        foreach (var place in report.Varying) yield return $"{Aspects.Name(place.Aspect)} {place.Where} varies from run to run by itself and was not compared";
        if (report.Dropped.Length > 0) yield return string.Create(CultureInfo.InvariantCulture, $"{report.Dropped.Length} inputs to which the baseline gives no answer");
    }

    private static string Described(InputPlan plan) => plan.Source switch
    {
        InputSource.Generated => "generated inputs",
        InputSource.Recorded => "inputs recorded from the project's tests",
        _ => "the inputs given",
    };

    internal static string Name(Interpreter interpreter) =>
        $"{(interpreter.Implementation == "cpython" ? "CPython" : interpreter.Implementation)} {interpreter.Version}{(interpreter.IsFreeThreaded ? ", free-threaded" : "")}";

    internal static TestedFunction Symbol(ProofRequest request, string path) =>
        new(path, request.Function ?? request.Finding?.Finding.Function ?? "the change", new FunctionSource("", "", 1, 1), "");

    private Proof Stopped(Laboratory laboratory, TestedFunction function) =>
        Ended(laboratory, function, Verdict.Inconclusive, "stopped before anything was timed") with { StoppedEarly = true };

    private Proof Ended(Laboratory laboratory, TestedFunction function, Verdict verdict, string reason, ProofEquivalence? equivalence = null, string inputs = "") =>
        Ended(laboratory.Request, laboratory.Sides, function, verdict, reason) with
        {
            Plan = laboratory.Request.Plan with { Inputs = inputs }, Equivalence = equivalence ?? ProofEquivalence.None, Host = laboratory.Host, Toolchain = laboratory.Toolchain, Patch = laboratory.PatchText,
        };

    internal Proof Ended(ProofRequest request, ProofSides sides, TestedFunction function, Verdict verdict, string reason) => new()
    {
        ToolVersion = ToolVersion.Text,
        Subject = function.Subject(request),
        Plan = request.Plan with { Arms = sides.Hashes },
        Verdict = verdict,
        Reason = reason,
        Arguments = request.Arguments,
        Started = started,
        Ended = bench.Host.Clock.GetUtcNow(),
    };

    internal void Say(string what)
    {
        bench.Host.Watcher?.Invoke(new WorkProgress(what, 0, 0, ""));
        if (bench.Host.ErrorIsTerminal && !chosen.IsQuiet) bench.Host.Error.WriteLine(what + " …");
    }
}

/// <summary>A function that a change touches.</summary>
/// <param name="Path">Relative to the project, with forward slashes.</param>
/// <param name="Source">As it was before.</param>
internal sealed record TestedFunction(string Path, string Name, FunctionSource Source, string HashAfter)
{
    public ProofSubject Subject(ProofRequest request) =>
        new(request.Finding?.Finding.Fingerprint, request.Finding?.Finding.Rule.Name, Path, Name, Source.Hash, HashAfter);
}

/// <summary>How proofs call the aspects of behaviour.</summary>
internal static class Aspects
{
    public static string Name(Aspect aspect) => aspect switch
    {
        Aspect.ExceptionArguments => "exception-arguments",
        Aspect.LeftRunning => "left-running",
        Aspect.NoAnswer => "no-answer",
        _ => aspect.ToString().ToLowerInvariant(),
    };
}
