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
            var configuration = Configuration.OfCurrentFolder(chosen, host);
            if (configuration is null) return ExitCode.Usage;
            var bench = new Workbench(host);
            var choices = shared.Read(parsed);
            var (request, problem) = choices.Request(configuration, chosen, host);
            if (request is null) return Refuse(host, problem!);
            ProofSides? sides;
            if (parsed.GetValue(finding) is { } name)
            {
                (request, sides, problem) = ProofMaking.OfFinding(name, choices, request, bench, chosen);
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
            using (sides) return Print(ProofMaking.Conclude(request, sides, bench, chosen), parsed.GetValue(format)!, chosen, host);
        });
        return command;
    }

    private static int Print(ConcludedProof concluded, string format, GlobalChoices chosen, Host host)
    {
        var proof = concluded.Proof;
        if (concluded.Problem is { } problem) host.Error.WriteLine($"lever: the proof is not kept: {problem}");
        if (format == "json")
        {
            host.Output.Write(ProofFile.Write(proof));
            host.Output.Flush();
        }
        else
        {
            ProofTerminal.Write(host.Out, proof, concluded.Kept, host.Layout(chosen.Color));
            host.Out.Flush();
        }
        return VerdictExit.Code(proof.Verdict, proof.StoppedEarly);
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
        Description = $"Accept what the fix's contract says, or what is named: {string.Join(", ", ProofChoices.ClauseNames)}",
        HelpName = "CLAUSE",
        Arity = ArgumentArity.ZeroOrMore,
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    }.Offering(Offers.Words(ProofChoices.ClauseNames));

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

    public ProofChoices Read(ParseResult parsed) => new()
    {
        Function = parsed.GetValue(function),
        Workload = parsed.GetValue(workload),
        Call = parsed.GetValue(call),
        Setup = parsed.GetValue(setup),
        Bench = parsed.GetValue(bench),
        Features = parsed.GetValue(features),
        Metric = parsed.GetValue(metric),
        Sweep = parsed.GetValue(sweep),
        Budget = parsed.GetValue(budget),
        Bar = parsed.GetValue(bar),
        Python = parsed.GetValue(python),
        Inputs = parsed.GetValue(inputs),
        Agreed = parsed.GetValue(agree)!,
        AgreesToContract = parsed.GetResult(agree) is { Implicit: false } && parsed.GetValue(agree) is [],
        CargoConfiguration = parsed.GetValue(cargoConfiguration)!,
        RunsTests = !parsed.GetValue(noTests),
        Network = parsed.GetValue(network),
    };
}
