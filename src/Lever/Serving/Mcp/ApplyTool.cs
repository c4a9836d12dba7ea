using System.ComponentModel;
using System.Globalization;
using Lever.Proving;
using Lever.Review.Reports;
using Lever.Workspace;
using ModelContextProtocol;
using ModelContextProtocol.Server;

namespace Lever.Serving.Mcp;

/// <param name="Contract">What the fix may change; the user was told.</param>
/// <param name="Patch">What was changed, as a unified diff.</param>
internal sealed record ApplyAnswer(string Path, int Line, string Rule, string Fix, IReadOnlyList<string> Contract, string? Patch, IReadOnlyList<string> Say, IReadOnlyList<string> MustNotSay);

/// <summary><c>apply</c>: makes a fix that is proven, with the user's consent.</summary>
internal sealed class ApplyTool(Session session)
{
    private static readonly string[] grades = ["proven-isolated", "proven-workload"];

    public McpServerTool Tool(TextWriter faults) => Tools.Make(Answer, "apply", "Apply a proven fix",
        "Makes the fix of a finding in the user's file, whole or not at all. Refuses without a proof that still holds. The user is asked; where the client cannot ask, `confirm` must say that the user agreed.", ToolNature.Changes, faults);

    private async Task<ApplyAnswer> Answer(
        McpServer server, IProgress<ProgressNotificationValue> progress,
        [Description("A fingerprint or the start of one, or PATH:LINE[:RULE]")] string finding,
        [Description("The least that must stand behind the fix: proven-isolated or proven-workload (default proven-isolated)")] string require = "proven-isolated",
        [Description("The user agreed to exactly this fix. Counts only where the client cannot ask the user")] bool confirm = false,
        CancellationToken stop = default)
    {
        if (!grades.Contains(require)) throw Request.Refused($"require: `{require}` is not one of {string.Join(", ", grades)}; unproven fixes are made by `lever check --fix` on the command line");
        var (found, stored, answer) = await session.Read(request => Prepare(finding, require, request), Tools.Watcher(progress), stop).ConfigureAwait(false);
        await Questions.Consent(server, Question(answer, stored), confirm, "show the user the patch and what it may change", "nothing was changed", stop).ConfigureAwait(false);
        return await session.Read(_ =>
        {
            var outcome = FixWriter.Write(found.File, found.Analysed, [found.Finding]);
            return outcome.Trouble is { } trouble ? throw Request.Refused($"{answer.Path}: not changed: {trouble}") : answer;
        }, null, stop).ConfigureAwait(false);
    }

    private (LocatedFinding Found, StoredProof Stored, ApplyAnswer Answer) Prepare(string name, string require, Request request)
    {
        var found = FindingTool.Locate(name, session, request);
        var finding = found.Finding;
        if (finding.Fix.Edits.Count == 0) throw Request.Refused($"the finding has no patch, only advice: {finding.Fix.Summary}");
        var standing = ProofStanding.Of(found, require);
        if (standing.Lack is not null || standing.Stored is not { } stored)
        {
            var expired = standing.Expired.Select(each => $"; {Path.GetFileName(each.Stored.File)} no longer holds: {each.Reason}");
            throw Request.Refused($"nothing was changed: {standing.Lack}{string.Concat(expired)}; prove it first");
        }
        var text = new SourceLines([found.File]).TextOf(finding.Path, finding.Cell);
        var proof = stored.Proof;
        return (found, stored, new ApplyAnswer(
            Plain.Name(finding.Path), finding.Range.Start.Line, finding.Rule.Name, finding.Fix.Summary, finding.Fix.Contract, text is null ? null : ReviewPatches.Diff(finding, text), proof.MaySay, proof.MustNotSay));
    }

    private static string Question(ApplyAnswer answer, StoredProof stored)
    {
        var contract = answer.Contract.Count == 0 ? "" : $" It may change: {string.Join("; ", answer.Contract)}.";
        return string.Create(CultureInfo.InvariantCulture, $"Change {answer.Path}, line {answer.Line}: {answer.Fix}? Proven: {stored.Proof.MaySay[0]}.{contract}");
    }
}
