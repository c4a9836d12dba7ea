using System.ComponentModel;
using System.Globalization;
using System.Text;
using Lever.Proving;
using Lever.Workspace;
using ModelContextProtocol;
using ModelContextProtocol.Server;

namespace Lever.Serving.Mcp;

/// <summary><c>prove</c>: does a change do the same, and is it faster?</summary>
internal sealed class ProveTool(Session session)
{
    private const string UsualBudget = "60s";
    private const string Contract = "contract";

    private static readonly TimeSpan greatestBudget = TimeSpan.FromMinutes(10);

    public McpServerTool Tool(TextWriter faults) => Tools.Make(Answer, "prove", "Prove a change by experiment",
        "Runs the code before and after a change, in temporary copies and without network where the system allows it: first it compares behaviour on generated or recorded inputs and by the project's tests, then it times both "
        + "against a control. Takes a minute or more and tells its progress; one experiment runs at a time; cancelled, it goes on where it was when asked again. Name a finding, or give a patch.", ToolNature.Keeps, faults);

    private Task<ProofAnswer> Answer(
        IProgress<ProgressNotificationValue> progress,
        [Description("The finding whose fix is tried: a fingerprint or the start of one, or PATH:LINE[:RULE]")] string? finding = null,
        [Description("A change of your own as a unified diff, in place of a finding")] string? patch = null,
        [Description("The function to time, as name or path.py:name, where the change touches several")] string? function = null,
        [Description("A workload to run on both sides in place of the function: its name under [workloads] in lever.toml")] string? workload = null,
        [Description("Rust: an expression that calls what changed; inputs.make() gives values of any plain type")] string? call = null,
        [Description("Rust: statements before the call that are not timed")] string? setup = null,
        [Description("Rust: a bench of the crate, NAME or NAME:ID")] string? bench = null,
        [Description("A file of calls to try: .json, .pickle or .py, in the workspace")] string? inputs = null,
        [Description("How long the timing may take, 1s to 10m (default 60s)")] string? budget = null,
        [Description("What decides: cpu, wall or peak-memory")] string? metric = null,
        [Description("Sizes to try as well, such as n=4,32,1k")] string? sweep = null,
        [Description("What the change may do differently: order, hashable, lazy, exception-text, exception-type, type, sharing, cache, output; or contract, for what the finding's contract says. Only what the user agreed to")] string[]? agree = null,
        [Description("Run the project's tests on both sides")] bool tests = true,
        CancellationToken stop = default)
    {
        if ((finding is null) == (patch is null)) throw new McpException("name one thing to prove: `finding` or `patch`");
        var choices = new ProofChoices
        {
            Function = function, Workload = workload, Call = call, Setup = setup, Bench = bench, Inputs = inputs is null ? null : session.Inside(inputs), Budget = budget ?? UsualBudget,
            Metric = metric, Sweep = sweep, Agreed = [.. (agree ?? []).Where(clause => clause != Contract).Select(clause => clause ?? "")], AgreesToContract = agree?.Contains(Contract) == true, RunsTests = tests,
        };
        return session.Measure(request => Prove(request, finding, patch, choices), Tools.Watcher(progress), stop);
    }

    private ProofAnswer Prove(Request request, string? finding, string? patch, ProofChoices choices)
    {
        var configuration = request.Configuration(session.Choices);
        // The command line runs any command that its user types; what asks here may be led by what it read.
        if (choices.Workload is { } name && !configuration.Settings.Workloads.ContainsKey(name))
            throw Request.Refused($"workload: lever.toml has no [workloads.{name}]{NearestWord.Hint(name, [.. configuration.Settings.Workloads.Keys])}; a command is for the user to put there");
        var (asked, problem) = choices.Request(configuration, session.Choices, request.Host);
        if (asked is null) throw Request.Refused(problem!);
        if (asked.Plan.Budget > greatestBudget) throw new McpException(string.Create(CultureInfo.InvariantCulture, $"budget: at most {greatestBudget.TotalMinutes:0}m here; `lever prove` on the command line takes any"));
        var bench = new Workbench(request.Host);
        ProofSides? sides;
        if (finding is not null) (asked, sides, problem) = ProofMaking.OfFinding(finding, choices, asked, bench, session.Choices);
        else (sides, problem) = ProofSides.OfPatch(asked.Project, Encoding.UTF8.GetBytes(patch!), bench.Folders);
        if (sides is null) throw Request.Refused(request.Said.Length > 0 ? $"{problem}: {request.Said}" : problem!);
        using (sides)
        {
            session.AddProject(asked.Project);
            var concluded = ProofMaking.Conclude(asked, sides, bench, session.Choices);
            return ProofAnswer.Of(concluded.Proof, Path.GetFileName(concluded.Kept), outOfDate: null);
        }
    }
}
