using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Lever.Experiments;
using Lever.Experiments.Equivalence;
using Lever.Experiments.Plans;
using Lever.Experiments.Proofs;
using Lever.Proving;
using Lever.Review.Findings;
using Lever.Review.Reports;
using Lever.Review.Settings;
using Lever.ShellCompletion;
using Lever.Workspace;

namespace Lever.Commands;

/// <summary><c>lever prove</c>: does a change help here?</summary>
internal static class ProveCommand
{
    private const string Summary = "Find out by experiment whether a change does the same, and whether it is faster";

    private static HelpPage Page() => new(Summary)
    {
        About = "Both versions run in temporary copies, without network where the system allows it; your files are not touched. First their behaviour is compared on recorded or generated "
            + "inputs and by the project's tests; then they are timed in turns, in fresh processes, against a control: the old version against itself. The plan is fixed and hashed before the first run.\n"
            + "Proofs are kept in .lever/proofs. An experiment that was interrupted goes on when it is asked for again.",
        Examples =
        [
            ("lever prove src/feed/dedupe.py:17", "the fix of the finding on that line"),
            ("lever prove 3fa9c1 --agree", "by fingerprint, and with what its fix says that it may change"),
            ("lever prove --patch faster.diff --function feed.py:unique", "a patch of your own"),
            ("lever prove --base main --workload 'python bench/feed.py'", "this branch against another, by a command"),
            ("lever prove --patch faster.diff --workload 'cargo run --release --bin bench'", "a crate: built once for each side, tested, then timed without cargo"),
            ("lever prove src/parse.rs:40 --setup 'let text: String = inputs.make();' --call 'parse(&text)'", "a function of Rust that takes more than plain types"),
            ("lever prove --patch faster.diff --bench parse", "a bench that the crate has, criterion's or its own"),
            ("lever prove 3fa9c1 --sweep n=4,32,1k,32k", "from which size on it pays"),
        ],
        ExitCodes =
        [
            ("0", "faster"), ("2", "wrong command line, no such finding, or a patch that does not apply"), ("3", "a fault of Lever's own"),
            ("4", "no verdict: inconclusive within the budget, or untestable"), ("5", "behaviour changed"), ("6", "slower, or no material difference"),
            ("7", "this machine does not agree with itself closely enough"), ("130", "interrupted; ask again to go on"),
        ],
        Next = "`lever apply FINDING` makes the fix once it is proven; `lever doctor` says what this machine can prove.",
    };

    public static Command Create(GlobalOptions global, Host host)
    {
        var finding = new Argument<string?>("FINDING") { Description = "A fingerprint, the start of one, or PATH:LINE[:RULE]", Arity = ArgumentArity.ZeroOrOne }.Offering(Offers.Files);
        var patch = Options.File("--patch", "A unified diff to try in place of a finding's fix");
        var reference = Options.Text("--base", "REF", "The version to compare with");
        var head = Options.Text("--head", "REF", "The changed version (default: the files as they are)");
        var rule = Options.Texts("--rule", "NAME", "A rule's own experiment, or a file with one; * stands for any part of a name").Offering(Offers.Rules).Offering(Offers.Files);
        var shared = new ProveOptions();
        var format = Options.Choice("--format", "FORMAT", "How to print", ["terminal", "json"]);
        var ruleOptions = new RuleProofOptions();
        var command = new TaughtCommand("prove", Summary, Page) { finding, patch, reference, head, rule, format };
        shared.AddTo(command);
        ruleOptions.AddTo(command);
        command.Validators.Add(result =>
        {
            var given = new[] { result.GetValue(finding) is not null, result.GetValue(patch) is not null, result.GetValue(reference) is not null, result.GetValue(rule) is { Length: > 0 } }.Count(each => each);
            if (given != 1) result.AddError("name one thing to prove: FINDING, --patch FILE, --base REF or --rule NAME");
            if (result.GetValue(head) is not null && result.GetValue(reference) is null) result.AddError("--head needs --base");
        });
        command.SetAction(parsed =>
        {
            var chosen = global.Read(parsed);
            if (parsed.GetValue(rule) is { Length: > 0 } rules) return RuleProving.Run(rules, ruleOptions.Read(parsed, shared), chosen, host);
            var configuration = ConfigurationOf(chosen, host);
            if (configuration is null) return ExitCode.Usage;
            var bench = new Workbench(host);
            var (request, problem) = shared.Read(parsed, configuration, chosen, host);
            if (request is null) return Refuse(host, problem!);
            ProofSides? sides;
            if (parsed.GetValue(finding) is { } name)
            {
                var (found, lack) = FindingLocator.Find(name, host, chosen);
                if (found is null) return Refuse(host, lack!);
                if (found.Finding.Fix.Edits.Count == 0) return Refuse(host, $"the finding has no patch, only advice: {found.Finding.Fix.Summary}; write one and give it with --patch");
                request = shared.ForFinding(parsed, request, found);
                (sides, problem) = ProofSides.OfFinding(request.Project, found.File, found.Analysed, found.Finding, bench.Folders);
            }
            else if (parsed.GetValue(patch) is { } file)
            {
                byte[] content;
                try
                {
                    content = FileReader.ReadSmall(Path.GetFullPath(file, host.CurrentFolder));
                }
                catch (Exception trouble) when (Trouble.IsExpected(trouble))
                {
                    return Refuse(host, $"{file}: {Trouble.Explain(trouble)}");
                }
                (sides, problem) = ProofSides.OfPatch(request.Project, content, bench.Folders);
            }
            else
            {
                (sides, problem) = ProofSides.OfReferences(request.Project, parsed.GetValue(reference)!, parsed.GetValue(head), bench.Folders);
            }
            if (sides is null) return Refuse(host, problem!);
            using (sides) return Conclude(request, sides, bench, chosen, parsed.GetValue(format)!);
        });
        return command;
    }

    /// <summary>Runs the experiment, keeps its proof and prints it.</summary>
    internal static int Conclude(ProofRequest request, ProofSides sides, Workbench bench, GlobalChoices chosen, string format)
    {
        var host = bench.Host;
        var store = new ProofStore(request.Project);
        var proof = new Prover(bench, chosen, store).Prove(request, sides);
        // What was stopped is no proof; its journal waits to be continued.
        var name = DisplayPath.Of(Path.Join(store.Folder, ProofStore.Name(proof)), host.CurrentFolder);
        proof = proof with { Replay = $"lever replay {name}" };
        var (file, problem) = proof.StoppedEarly ? (null, null) : store.Keep(proof);
        if (problem is not null) host.Error.WriteLine($"lever: the proof is not kept: {problem}");
        if (format == "json")
        {
            host.Output.Write(ProofFile.Write(proof));
            host.Output.Flush();
        }
        else
        {
            ProofTerminal.Write(host.Out, proof, file is null ? null : name, host.Layout(chosen.Color));
            host.Out.Flush();
        }
        return VerdictExit.Code(proof.Verdict, proof.StoppedEarly);
    }

    internal static Configuration? ConfigurationOf(GlobalChoices chosen, Host host)
    {
        var (configuration, problems) = Configuration.Load(chosen.Config, host.CurrentFolder, host.CurrentFolder, []);
        foreach (var each in problems) host.Error.WriteLine($"lever: {each}");
        return problems.Count > 0 ? null : configuration;
    }

    internal static int Refuse(Host host, string problem)
    {
        host.Error.WriteLine($"lever: {problem}");
        return ExitCode.Usage;
    }
}

/// <summary>The options that say how something is proven.</summary>
internal sealed class ProveOptions
{
    private static readonly (string Name, Clause Clause, string Sentence)[] clauses =
    [
        ("order", Clause.Order, "elements may come in another order"), ("hashable", Clause.Hashable, "elements must be hashable"),
        ("lazy", Clause.Lazy, "a generator may stand in for a list"), ("exception-text", Clause.ExceptionText, "exceptions may carry another text"),
        ("exception-type", Clause.ExceptionType, "exceptions may be of another type"), ("type", Clause.Type, "results may be of another type with equal contents"),
        ("sharing", Clause.Sharing, "results may share objects"), ("cache", Clause.Cache, "results may be remembered"), ("output", Clause.Output, "less may be logged or written"),
    ];

    private readonly Option<string?> function = Options.Text("--function", "NAME", "The function to time, as name or path.py:name, where the change touches several");
    private readonly Option<string?> workload = Options.Text("--workload", "CMD", "A command to run on both sides, or the name of one under [workloads]");
    private readonly Option<string?> call = Options.Text("--call", "EXPR", "Rust: an expression that calls what changed, as in its own file; `inputs.make()` gives values of any plain type");
    private readonly Option<string?> setup = Options.Text("--setup", "STATEMENTS", "Rust: what stands before the call and is not timed");
    private readonly Option<string?> bench = Options.Text("--bench", "NAME", "Rust: a bench of the crate's to run on both sides; NAME:ID for one of criterion's benchmarks in it");
    private readonly Option<string?> features = Options.Text("--features", "LIST", "Rust: features of the crate to build with");
    private readonly Option<string?> metric = new Option<string?>("--metric") { Description = "What decides: cpu, wall or peak-memory (default: cpu for functions, wall for workloads)", HelpName = "METRIC" }
        .Offering(Offers.Words(["cpu", "wall", "peak-memory"]));
    private readonly Option<string?> sweep = Options.Text("--sweep", "n=4,32,1k", "Try these sizes as well");
    private readonly Option<string?> budget = Options.Text("--budget", "TIME", "How long the timing may take (default 3m)");
    private readonly Option<string?> bar = Options.Text("--bar", "SHARE", "The least change that matters (default 3%)");
    private readonly Option<string?> python = Options.File("--python", "The interpreter (default: the project's)", "PATH");
    private readonly Option<string?> inputs = Options.File("--inputs", "Calls to try: .json, .pickle or .py (CASES)");
    private readonly Option<string[]> agree = new Option<string[]>("--agree")
    {
        Description = $"Accept what the fix's contract says, or what is named: {string.Join(", ", clauses.Select(clause => clause.Name))}",
        HelpName = "CLAUSE",
        Arity = ArgumentArity.ZeroOrMore,
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    }.Offering(Offers.Words(clauses.Select(clause => clause.Name)));

    private readonly Option<string[]> cargoConfiguration = new Option<string[]>("--cargo-config")
    {
        Description = "More configuration for cargo, as its own --config takes it; may stand several times",
        HelpName = "KEY=VALUE|FILE",
        DefaultValueFactory = _ => [],
    }.Offering(Offers.Files);

    private readonly Option<bool> noTests = Options.Flag("--no-tests", "Do not run the project's tests");
    private readonly Option<bool> network = Options.Flag("--network", "Let what runs use the network");

    public Option<string?> Python => python;

    public Option<string?> Sweep => sweep;

    public Option<string?> Budget => budget;

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[function, call, setup, bench, features, workload, metric, sweep, budget, bar, python, inputs, agree, cargoConfiguration, noTests, network]) command.Add(option);
    }

    public (ProofRequest? Request, string? Problem) Read(ParseResult parsed, Configuration configuration, GlobalChoices chosen, Host host)
    {
        var settings = configuration.Settings.Prove;
        var plan = Plan.Default with { Bar = settings.Bar, Confidence = settings.Confidence, Budget = settings.Budget, Seed = chosen.Seed % Plan.GreatestSeed };
        var arguments = new List<string>();
        if (parsed.GetValue(metric) is { } wanted)
        {
            if (MetricNamed(wanted) is not { } found) return (null, $"--metric: `{wanted}` is not one of cpu, wall, peak-memory");
            plan = plan with { Metric = found };
            arguments.AddRange(["--metric", wanted]);
        }
        if (parsed.GetValue(budget) is { } time)
        {
            if (Quantities.Nanoseconds(time) is not { } nanoseconds || nanoseconds < 1e9) return (null, $"--budget: `{time}` is no time of a second or more; write it like `3m`");
            plan = plan with { Budget = TimeSpan.FromMilliseconds(nanoseconds / 1e6) };
            arguments.AddRange(["--budget", time]);
        }
        if (parsed.GetValue(bar) is { } share)
        {
            if (Quantities.Share(share) is not { } least) return (null, $"--bar: `{share}` is no share; write it like `3%`");
            plan = plan with { Bar = least };
            arguments.AddRange(["--bar", share]);
        }
        if (plan.Problem is { } wrong) return (null, wrong);
        var (sizes, badSweep) = Sizes(parsed.GetValue(sweep));
        if (badSweep is not null) return (null, badSweep);
        if (parsed.GetValue(setup) is not null && parsed.GetValue(call) is null) return (null, "--setup needs --call");
        if (new[] { parsed.GetValue(call), parsed.GetValue(bench), parsed.GetValue(workload) }.Count(way => way is not null) > 1) return (null, "--call, --bench and --workload are ways to time a change; give one of them");
        if (parsed.GetValue(sweep) is { } swept) arguments.AddRange(["--sweep", swept]);

        var (agreement, agreed, badClause) = Agreement(parsed, settings);
        if (badClause is not null) return (null, badClause);
        foreach (var clause in parsed.GetValue(agree)!) arguments.AddRange(["--agree", clause]);
        var command = parsed.GetValue(workload);
        if (command is not null && configuration.Settings.Workloads.TryGetValue(command, out var named)) command = named.Run;
        if (command is not null) arguments.AddRange(["--workload", command]);
        var file = parsed.GetValue(inputs) is { } given ? Path.GetFullPath(given, host.CurrentFolder) : null;
        if (file is not null && !File.Exists(file)) return (null, $"--inputs: there is no file {parsed.GetValue(inputs)}");
        if (file is not null) arguments.AddRange(["--inputs", file]);
        foreach (var (option, name) in ((Option<string?>, string)[])[(function, "--function"), (call, "--call"), (setup, "--setup"), (bench, "--bench"), (features, "--features"), (python, "--python")])
            if (parsed.GetValue(option) is { } value) arguments.AddRange([name, value]);
        ImmutableArray<string> configured = [.. parsed.GetValue(cargoConfiguration)!.Select(each => Path.GetFullPath(each, host.CurrentFolder) is var full && File.Exists(full) ? full : each)];
        foreach (var each in configured) arguments.AddRange(["--cargo-config", each]);
        if (parsed.GetValue(noTests)) arguments.Add("--no-tests");
        if (parsed.GetValue(network)) arguments.Add("--network");
        return (new ProofRequest
        {
            Project = configuration.Folder,
            Function = parsed.GetValue(function),
            Workload = command,
            Call = parsed.GetValue(call),
            Setup = parsed.GetValue(setup) ?? "",
            Bench = parsed.GetValue(bench),
            Features = parsed.GetValue(features),
            Python = parsed.GetValue(python),
            CargoConfiguration = configured,
            Inputs = file,
            Agreement = agreement,
            Agreed = agreed,
            Sweep = sizes,
            RunsTests = !parsed.GetValue(noTests),
            Network = parsed.GetValue(network),
            Plan = plan,
            Arguments = [.. arguments],
        }, null);
    }

    /// <summary>The same for a finding: what its contract says counts as agreed where the user says so.</summary>
    public ProofRequest ForFinding(ParseResult parsed, ProofRequest request, LocatedFinding found)
    {
        request = request with { Project = found.Configuration.Folder, Finding = found };
        var isAsked = parsed.GetResult(agree) is { Implicit: false } && parsed.GetValue(agree) is [];
        return isAsked ? WithContract(request, found.Finding.Fix.Contract) : request;
    }

    internal static ProofRequest WithContract(ProofRequest request, IReadOnlyList<string> contract)
    {
        var agreement = Lever.Experiments.Equivalence.Agreement.FromContract(contract, request.Agreement.Floats);
        return request with { Agreement = agreement, Agreed = [.. contract], Arguments = [.. request.Arguments, "--agree"] };
    }

    private (Agreement Agreement, ImmutableArray<string> Agreed, string? Problem) Agreement(ParseResult parsed, ProveSettings settings)
    {
        var floats = settings.Float.Comparison switch
        {
            FloatComparison.Ulps => new FloatTolerance(0, (long)settings.Float.Tolerance),
            FloatComparison.Relative => new FloatTolerance(settings.Float.Tolerance, 0),
            _ => FloatTolerance.Exact,
        };
        var accepted = ImmutableHashSet.CreateBuilder<Clause>();
        var agreed = ImmutableArray.CreateBuilder<string>();
        foreach (var name in parsed.GetValue(agree)!)
        {
            var at = Array.FindIndex(clauses, clause => clause.Name == name);
            if (at < 0) return (default!, [], $"--agree: `{name}` is not one of {string.Join(", ", clauses.Select(clause => clause.Name))}");
            accepted.Add(clauses[at].Clause);
            agreed.Add(clauses[at].Sentence);
        }
        return (new Agreement(accepted.ToImmutable(), [], floats), agreed.ToImmutable(), null);
    }

    /// <summary><c>n=4,32,1k</c> or the numbers alone.</summary>
    internal static (ImmutableArray<int> Sizes, string? Problem) Sizes(string? text)
    {
        if (text is null) return ([], null);
        var list = text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..];
        var sizes = ImmutableArray.CreateBuilder<int>();
        foreach (var part in list.Split(',', StringSplitOptions.TrimEntries))
        {
            if (Quantities.Count(part) is not { } size || size is < 0 or > 10_000_000 || size != Math.Floor(size))
                return ([], $"--sweep: `{part}` is no size; write them like n=4,32,1k");
            sizes.Add((int)size);
        }
        return (sizes.ToImmutable(), null);
    }

    private static PlanMetric? MetricNamed(string name) => name switch
    {
        "cpu" => PlanMetric.Cpu,
        "wall" => PlanMetric.Wall,
        "peak-memory" => PlanMetric.PeakMemory,
        _ => null,
    };
}
