using System.ComponentModel;
using Lever.Answering;
using Lever.Commands;
using Lever.Proving;
using Lever.Review.Findings;
using Lever.Review.Reports;
using ModelContextProtocol;
using ModelContextProtocol.Server;

namespace Lever.Serving.Mcp;

/// <param name="Page">Plain text.</param>
internal sealed record ExplainAnswer(string Name, string Page);

/// <param name="Text">The whole estimate as plain text: terms, cost rows with their sources, sizes.</param>
/// <param name="Total">One significant figure with its interval, or a polynomial in sizes that are unknown; null for templates and functions.</param>
/// <param name="Unknown">Sizes that were not given.</param>
/// <param name="Say">What may be said of it.</param>
internal sealed record EstimateResult(string Text, string? Total, IReadOnlyList<TermAnswer> Terms, IReadOnlyList<RowAnswer> Rows, IReadOnlyList<string> Unknown, string Say, string MustNotSay);

internal sealed record TermAnswer(string Term, string Cost, double? Share);

internal sealed record RowAnswer(string Id, string Value, string Source);

/// <param name="CanProve">Is there an interpreter, and was the machine not found too noisy?</param>
internal sealed record DoctorAnswer(
    bool CanProve, IReadOnlyList<FactAnswer> Machine, IReadOnlyList<FactAnswer> Tools, IReadOnlyList<string> Interpreters, int Proofs, IReadOnlyList<string> OutOfDate, IReadOnlyList<string> Noise);

internal sealed record FactAnswer(string Name, string Value);

/// <summary><c>explain</c>, <c>estimate</c> and <c>doctor</c>.</summary>
internal sealed class LookUpTools(Session session)
{
    private const string Layout = "layout ";

    public IEnumerable<McpServerTool> All(TextWriter faults) =>
    [
        Tools.Make(Explain, "explain", "Explain a word", "Explains a rule (why it costs, when to keep the code, what was measured), a term of the reports, a cost row, a topic of the performance guide, or where the fields of a Rust type lie in memory.", ToolNature.Reads, faults),
        Tools.Make(Estimate, "estimate", "Estimate a cost",
            "The back of an envelope: what an expression over unit costs comes to, such as 200*db.query + 2MB@mem.sequential, with every term's share and source; or a function's findings, as module.name or path.py:name.", ToolNature.Reads, faults),
        Tools.Make(Doctor, "doctor", "What this machine can prove", "Says which interpreters and tools there are, which proofs are out of date, and, if asked, how noisy the machine is now (takes up to a minute).", ToolNature.Reads, faults),
    ];

    private Task<ExplainAnswer> Explain([Description("A rule, a term, a cost row or a topic; `layout PATH:TYPE` for a Rust type, such as `layout src/lib.rs:Record`")] string name, CancellationToken stop = default) =>
        name.StartsWith(Layout, StringComparison.Ordinal) ? session.Read(request => ExplainLayout(name[Layout.Length..].Trim(), request), null, stop) : session.LookUp(request => ExplainWord(name, request), stop);

    private ExplainAnswer ExplainLayout(string place, Request request)
    {
        var found = LayoutQuestion.Answer(place, session.Choices.Jobs, request.Host, out var problem) ?? throw Request.Refused(problem);
        using var page = new StringWriter { NewLine = "\n" };
        LayoutText.Write(page, found, Palette.Plain);
        return new ExplainAnswer(Plain.Name(found.Name), page.ToString());
    }

    private ExplainAnswer ExplainWord(string name, Request request)
    {
        var (page, problem) = Explanations.Of(name, Palette.Plain, () => request.Configuration(session.Choices), request.Host);
        return page is not null ? new ExplainAnswer(Plain.Name(name), page) : throw Request.Refused(problem!);
    }

    private Task<EstimateResult> Estimate(
        [Description("An expression over cost rows, a template's name, or a function")] string expression,
        [Description("Sizes as name=size: n=1000, n=100..10k, page=4KiB")] string[]? sizes = null,
        CancellationToken stop = default) => session.Read(request =>
    {
        var answer = Estimates.Of(expression, [.. (sizes ?? []).Select(size => size ?? "")], request.Configuration(session.Choices), session.Choices, request.Host);
        // The mark under the place of a problem means nothing in a proportional font; its words do.
        if (answer.Problem is { } problem) throw Request.Refused(problem.TrimEnd('\n').Split('\n')[^1].Trim(' ', '^'));
        return new EstimateResult(
            answer.Text, answer.Report?.TotalText, [.. answer.Report?.Terms.Select(term => new TermAnswer(term.Text, term.CostText, term.Share)) ?? []],
            [.. answer.Report?.Rows.Select(row => new RowAnswer(row.Id, row.Value.ToString(), row.Source)) ?? []], answer.Report?.Unknown ?? [], answer.Text.Split('\n')[0], Wording.MustNotSay(Grade.Estimated));
    }, null, stop);

    private Task<DoctorAnswer> Doctor(
        IProgress<ProgressNotificationValue> progress,
        [Description("Measure noise by an experiment of a function against itself")] bool noise = false,
        CancellationToken stop = default) => session.Measure(request =>
    {
        var configuration = request.Configuration(session.Choices);
        var bench = new Workbench(request.Host);
        var found = Examination.Of(bench, configuration, problem => request.Host.Error.WriteLine(problem));
        var measured = noise && found.Interpreters.Count > 0 ? Answering.Noise.Measure(found.Interpreters[0], configuration.Settings.Prove.Bar, bench, session.Choices) : null;
        return new DoctorAnswer(
            found.Interpreters.Count > 0 && measured?.IsFit != false, [.. found.Machine.Select(fact => new FactAnswer(fact.Name, fact.Value))],
            [.. found.Tools.Where(tool => tool.Version is not null).Select(tool => new FactAnswer(tool.Name, tool.Version!))], [.. found.Interpreters.Select(each => $"{Prover.Name(each)} ({each.Origin})")],
            found.Proofs, [.. found.Expired.Select(each => $"{Path.GetFileName(each.Stored.File)}: {each.Reason}")], measured?.Lines ?? []);
    }, Tools.Watcher(progress), stop);
}
