using System.ComponentModel;
using Lever.Proving;
using Lever.Review.Findings;
using Lever.Review.Ranking;
using Lever.Review.Reports;
using Lever.Syntax.Text;
using Lever.Workspace;
using ModelContextProtocol;
using ModelContextProtocol.Server;

namespace Lever.Serving.Mcp;

/// <param name="Patch">The fix as a unified diff; null where there is only advice.</param>
internal sealed record FindingAnswer(
    string Fingerprint, string Rule, string Language, string Technique, string Lever, string Path, PlaceAnswer Start, PlaceAnswer End, string Symbol, string Role, string Heat,
    string Tier, string Grade, string Message, string Say, IReadOnlyList<string> MustNotSay, IReadOnlyList<NoteAnswer> Notes, CostAnswer? Cost, FixAnswer Fix, string? Patch,
    string? Question, IReadOnlyList<string> Proofs);

/// <summary>Line and column, counted from 1.</summary>
internal sealed record PlaceAnswer(int Line, int Column);

/// <summary>A second place that explains a finding.</summary>
internal sealed record NoteAnswer(string Path, int Line, string Text);

internal sealed record CostAnswer(string Before, string After, string? BreakEven, IReadOnlyList<SizeAnswer> Sizes);

internal sealed record SizeAnswer(string Name, double Low, double Typical, double High, string Source);

internal sealed record FixAnswer(string Applicability, string Summary, IReadOnlyList<string> Contract);

/// <summary><c>finding</c>: everything that is known of one.</summary>
internal sealed class FindingTool(Session session)
{
    public McpServerTool Tool(TextWriter faults) => Tools.Make(Answer, "finding", "One finding",
        "Everything that is known of one finding: its places, costs, fix with patch, what may be said of it, and which proofs there are. Reads only.", ToolNature.Reads, faults);

    private Task<FindingAnswer> Answer(
        IProgress<ProgressNotificationValue> progress,
        [Description("A fingerprint or the first six digits of it or more; or PATH:LINE, with :RULE where several stand there")] string finding,
        CancellationToken stop = default) => session.Read(request => Find(finding, request), Tools.Watcher(progress), stop);

    private FindingAnswer Find(string name, Request request)
    {
        var located = Locate(name, session, request);
        var settings = located.Configuration.Settings;
        var proofs = new ProvenFindings(located.Configuration.Folder);
        var found = proofs.With(Pricing.Price(located.Finding, settings, CostRows.Of(settings, CalibratedCosts.Read(request.Host))));
        // A review knows more: what profiles say, and what it is worth to the goal.
        var issue = session.Runs.Reverse().SelectMany(run => run.Result.Issues).FirstOrDefault(issue => issue.Finding.Fingerprint == found.Fingerprint);
        if (issue is not null && found.Proof is null)
        {
            found = found with { Evidence = issue.Finding.Evidence, Grade = issue.Finding.Grade, Worth = issue.Finding.Worth, Role = issue.Finding.Role, Heat = issue.Finding.Heat };
            issue = issue with { Finding = found };
        }
        var grade = Wording.Borne(found);
        var text = found.Fix.Edits.Count > 0 ? new SourceLines([located.File]).TextOf(found.Path, found.Cell) : null;
        var expired = proofs.ExpiredOf(found.Fingerprint).Select(each => $"{Path.GetFileName(each.Stored.File)} no longer holds: {each.Reason}");
        return new FindingAnswer(
            found.Fingerprint, found.Rule.Name, Words.Of(found.Rule.Language), Words.Of(found.Rule.Technique), Words.Of(found.Rule.Lever), Plain.Name(found.Path),
            Place(found.Range.Start), Place(found.Range.End), Plain.Name(found.Symbol), Words.Of(found.Role), Words.Of(found.Heat), Words.Of(found.Tier), Words.Of(grade), Plain.Sentence(found.Message),
            Plain.Sentence(issue is not null && found.Proof is null ? Wording.Full(issue) : Wording.Full(found)), [Wording.MustNotSay(grade)],
            [
                .. found.Labels.Select(label => new NoteAnswer(Plain.Name(found.Path), label.Range.Start.Line, Plain.Sentence(label.Text))),
                .. found.Chain.Select(step => new NoteAnswer(Plain.Name(step.Path), step.Range.Start.Line, Plain.Sentence(step.Text))),
            ],
            found.Cost is { } cost ? new CostAnswer(cost.Before, cost.After, cost.BreakEven, [.. cost.Sizes.Select(size => new SizeAnswer(size.Name, size.Low, size.Typical, size.High, size.Source))]) : null,
            new FixAnswer(Words.Of(found.Fix.Applicability), found.Fix.Summary, found.Fix.Contract), text is null ? null : ReviewPatches.Diff(found, text), found.Question,
            [.. found.Proof is { } proof ? [proof.File] : (string[])[], .. expired]);
    }

    /// <exception cref="McpException">There is no such finding, or more than one.</exception>
    internal static LocatedFinding Locate(string name, Session session, Request request)
    {
        var (found, problem) = FindingLocator.Find(name, request.Host, session.Choices);
        return found ?? throw Request.Refused(request.Said.Length > 0 ? $"{problem}: {request.Said}" : problem!);
    }

    private static PlaceAnswer Place(Position position) => new(position.Line, position.Column);
}
