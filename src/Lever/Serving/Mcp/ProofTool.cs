using System.ComponentModel;
using Lever.Proving;
using ModelContextProtocol;
using ModelContextProtocol.Server;

namespace Lever.Serving.Mcp;

/// <summary>Proofs that are kept, the newest first.</summary>
internal sealed record ProofsAnswer(IReadOnlyList<ProofAnswer> Proofs, int LeftOut, string? NextCursor);

/// <summary><c>proof</c>: what was proven before.</summary>
internal sealed class ProofTool(Session session)
{
    private const int PageSize = 10;

    public McpServerTool Tool(TextWriter faults) => Tools.Make(Answer, "proof", "Stored proofs",
        "Proofs that are kept in the workspace: all in brief, or those of a name or fingerprint in full, each with what may be said of it and whether it still holds. Reads only.", ToolNature.Reads, faults);

    private Task<ProofsAnswer> Answer(
        [Description("A proof's name, or a finding's fingerprint or the start of one; without it all are listed")] string? name = null,
        [Description("next_cursor of an earlier page of the same list")] string? cursor = null,
        CancellationToken stop = default) => session.LookUp(request =>
    {
        var all = All(session, request);
        var found = name is null ? [.. all.Select(proof => proof.Brief())] : all.Where(proof => IsNamed(proof, name)).ToList();
        if (name is not null && found.Count == 0) throw Request.Refused($"no proof is called `{Plain.Name(name)}`, and none is of such a finding");
        var (page, leftOut, next) = Cursor.Cut($"proofs {name}", found, cursor, name is null ? PageSize : 1);
        return new ProofsAnswer(page, leftOut, next);
    }, stop);

    /// <summary>The proofs of the workspace's projects that this session knows, with whether they still hold.</summary>
    internal static List<ProofAnswer> All(Session session, Request request)
    {
        var folders = session.Projects.Prepend(request.Configuration(session.Choices).Folder).Distinct(StringComparer.Ordinal);
        var answers = new List<ProofAnswer>();
        foreach (var folder in folders)
        {
            var expired = new ProvenFindings(folder).AllExpired().ToDictionary(each => each.Stored.File, each => each.Reason, StringComparer.Ordinal);
            answers.AddRange(new ProofStore(folder).All().Select(stored => ProofAnswer.Of(stored, expired)));
        }
        return answers;
    }

    private static bool IsNamed(ProofAnswer proof, string name) =>
        proof.Proof == name || name.Length >= 6 && proof.Fingerprint?.StartsWith(name, StringComparison.OrdinalIgnoreCase) == true;
}
