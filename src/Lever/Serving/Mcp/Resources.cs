using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lever.Answering;
using Lever.Review.Cost;
using Lever.Review.Findings;
using Lever.Review.Reports;
using Lever.Review.Rules;
using Lever.Workspace;
using ModelContextProtocol;
using ModelContextProtocol.Server;

namespace Lever.Serving.Mcp;

internal sealed record RulesAnswer(IReadOnlyList<RuleAnswer> Rules);

/// <param name="Regime">The versions of its language on which its advice pays.</param>
/// <param name="Saves">The share of the found code's cost that the fix was measured to save, else that is expected: 0 to 1.</param>
internal sealed record RuleAnswer(string Name, string Language, string Lever, string Tier, string Regime, double Saves, string Summary);

internal sealed record CostsAnswer(IReadOnlyList<RowAnswer> Rows);

internal sealed record RunsAnswer(IReadOnlyList<RunAnswer> Runs);

internal sealed record RunAnswer(string Uri, int FilesRead, int Issues, string Hypothesis);

/// <summary>What a client may read without calling a tool: rules, cost rows, the session's reviews, and proofs.</summary>
internal sealed class Resources(Session session)
{
    private const string Json = "application/json";
    private const string Text = "text/plain";

    public IEnumerable<McpServerResource> All() =>
    [
        Make(Rules, "lever://rules", "rules", "Every rule with its lever, regime and effect", Json),
        Make(Rule, "lever://rules/{name}", "rule", "A rule's page: why it costs, when to keep the code, what was measured", Text),
        Make(Costs, "lever://costs", "costs", "The unit costs that estimates use, each with its source", Json),
        Make(Cost, "lever://costs/{id}", "cost", "One unit cost", Text),
        Make(Runs, "lever://runs", "runs", "The reviews of this session", Json),
        Make(Run, "lever://runs/{number}", "run", "One review of this session, with all of its issues", Json),
        Make(Proofs, "lever://proofs", "proofs", "The proofs kept in the workspace, in brief", Json),
        Make(Proof, "lever://proofs/{name}", "proof", "One proof in full", Json),
    ];

    private static McpServerResource Make(Delegate read, string template, string name, string description, string type) => McpServerResource.Create(read, new McpServerResourceCreateOptions
    {
        UriTemplate = template, Name = name, Description = description, MimeType = type, SerializerOptions = McpJson.Default.Options,
    });

    private static string Rules() => Document(
        new RulesAnswer([.. RuleCatalog.All.Select(rule => new RuleAnswer(
            rule.Name, Words.Of(rule.Language), Words.Of(rule.Lever), Words.Of(rule.Tier), Commands.RulesCommand.Regime(rule), Figures.Rounded(MeasuredEffects.ShareSaved(rule.Name) ?? rule.Achievable, 2), rule.Summary))]),
        McpJson.Default.RulesAnswer);

    private static string Rule(string name) => RuleCatalog.Find(name) is { } rule ? Explanations.OfRule(rule, Palette.Plain) : throw Unknown("rule", name);

    private Task<string> Costs(CancellationToken stop) => session.LookUp(request =>
    {
        var table = Table(request);
        return Document(new CostsAnswer([.. table.Ids.Select(table.Find).OfType<CostRow>().Select(row => new RowAnswer(row.Id, row.Value.ToString(), row.Source))]), McpJson.Default.CostsAnswer);
    }, stop);

    private Task<string> Cost(string id, CancellationToken stop) =>
        session.LookUp(request => Table(request).Find(id) is { } row ? Plain.Text(EstimateText.Render(row)) : throw Unknown("cost row", id), stop);

    private string Runs() => Document(
        new RunsAnswer([.. session.Runs.Select(run => new RunAnswer(ReviewPages.Uri(run), run.Result.Files.Read, run.Result.Issues.Count, run.Result.Hypothesis.Text))]), McpJson.Default.RunsAnswer);

    private string Run(string number) => session.Runs.FirstOrDefault(run => run.Number.ToString(CultureInfo.InvariantCulture) == number) is { } run
        ? Document(ReviewPages.Whole(run), McpJson.Default.ReviewAnswer)
        : throw Unknown("review of this session", number);

    private Task<string> Proofs(CancellationToken stop) =>
        session.LookUp(request => Document(new ProofsAnswer([.. ProofTool.All(session, request).Select(proof => proof.Brief())], 0, null), McpJson.Default.ProofsAnswer), stop);

    private Task<string> Proof(string name, CancellationToken stop) => session.LookUp(
        request => ProofTool.All(session, request).Find(proof => proof.Proof == name) is { } proof ? Document(proof, McpJson.Default.ProofAnswer) : throw Unknown("proof", name), stop);

    private CostTable Table(Request request) => CostRows.Of(request.Configuration(session.Choices).Settings, CalibratedCosts.Read(request.Host));

    private static string Document<T>(T answer, JsonTypeInfo<T> type) => Plain.Of(JsonSerializer.SerializeToElement(answer, type))!.ToJsonString(Plain.Options);

    private static McpProtocolException Unknown(string what, string name) => new($"there is no {what} `{Plain.Name(name)}`", McpErrorCode.ResourceNotFound);
}
