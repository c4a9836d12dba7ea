using Lever.Profiles;
using Lever.Review.Findings;

namespace Lever.Review.Reports.Html;

/// <summary>What the page of a review shows beside the review itself.</summary>
/// <param name="Lines">Gives the lines of the files that issues are in.</param>
/// <param name="Paths">All files of the project, as findings name them.</param>
/// <param name="Profiles">The profiles that the review rests on.</param>
public sealed record ReviewPageSources(SourceLookup Lines, IReadOnlyList<string> Paths, IReadOnlyList<Profile> Profiles);

/// <summary>The report of <c>lever review</c> as one page: the guide's five parts, then what they rest on.</summary>
public static class ReviewHtml
{
    public static void Write(Stream output, ReviewResult result, ReviewPageSources sources)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(sources);
        var marks = new SourceMarks(result.Sources);
        LineHeat[] heats = [.. sources.Profiles.Where(profile => profile.HasWeight).Select(profile => new LineHeat(profile, sources.Paths, result.Issues))];
        using var page = new HtmlPage(output, ReviewWords.Title(result.Goal));
        WriteHead(page, result, marks, heats.Length > 0);
        WriteHypothesis(page, result.Hypothesis, marks);
        WriteConclusions(page, result.Conclusions, marks);
        WriteIssues(page, result, marks, sources.Lines, heats);
        WritePatches(page, result.Patches);
        WriteTradeoffs(page, result.Tradeoffs);
        WritePlan(page, result.MeasurementPlan);
        if (result.Question is { } question) WriteQuestion(page, question);
        WriteClaims(page, result.Say);
        foreach (var heat in heats)
        {
            Heading(page, $"Profile {heat.Profile.Name}", ReferenceEquals(heat, heats[0]) ? "profiles" : "");
            ProfileHtml.WritePanel(page, heat.Profile, heat.Marks);
        }
        WriteSources(page, marks);
    }

    private static void WriteHead(HtmlPage page, ReviewResult result, SourceMarks marks, bool hasProfile)
    {
        page.Write($"<p class=\"soft\">{HtmlText.Of(CheckTerminal.Files(result.Files))}; {HtmlText.Of(ReviewWords.Origin(result.Goal))}.</p>\n");
        page.Write("<nav aria-label=\"Parts\"><a href=\"#hypothesis\">Hot path</a><a href=\"#issues\">Issues</a>");
        if (result.Patches.Count > 0) page.Write("<a href=\"#patches\">Patches</a>");
        if (result.Tradeoffs.Count > 0) page.Write("<a href=\"#tradeoffs\">Trade-offs</a>");
        if (result.MeasurementPlan.Count > 0) page.Write("<a href=\"#plan\">Measurement plan</a>");
        if (hasProfile) page.Write("<a href=\"#profiles\">Profile</a>");
        page.Write("</nav>\n");
        if (result.StoppedEarly) page.Write("<p class=\"warning\">Stopped early: some files were not looked at.</p>\n");
        if (result.Evidence.Count == 0) page.Write("<p>Evidence: none but the code.</p>\n");
        foreach (var item in result.Evidence)
        {
            page.Write($"<p>Evidence: {HtmlText.Of(ReviewWords.Summary(item))}{Marked(marks, [item.Source])}</p>\n");
            foreach (var warning in item.Warnings) page.Write($"<p class=\"warning\">{HtmlText.Prose(warning)}</p>\n");
        }
        if (result.Problems.Count == 0) return;
        page.Write($"<details><summary>Not reviewed: {HtmlText.Of(CheckTerminal.Counted(result.Problems.Count, "place"))}</summary><ul>\n");
        foreach (var problem in result.Problems)
            page.Write($"<li><code>{HtmlText.Of($"{problem.Path}:{ReviewWords.Number(problem.Line)}")}</code> {HtmlText.Prose(problem.Message)}</li>\n");
        page.Write("</ul></details>\n");
    }

    private static void WriteHypothesis(HtmlPage page, Hypothesis hypothesis, SourceMarks marks)
    {
        Heading(page, "1. Hot path hypothesis", "hypothesis");
        page.Write($"<p class=\"lead\">{HtmlText.Prose(hypothesis.Text)}.</p>\n");
        if (hypothesis.Flat) page.Write("<p>The profile is flat: no place dominates, so many small gains are looked for.</p>\n");
        List(page, hypothesis.Facts.Select(fact => HtmlText.Prose(fact.Text) + Marked(marks, fact.Sources)));
    }

    private static void WriteConclusions(HtmlPage page, IReadOnlyList<Conclusion> conclusions, SourceMarks marks)
    {
        if (conclusions.Count == 0) return;
        page.Write("<h3 id=\"conclusions\">What else was measured</h3>\n");
        List(page, conclusions.Select(conclusion => $"{HtmlText.Prose(Sentence(conclusion.Text))}{Marked(marks, conclusion.Sources)}. <span class=\"soft\">But {HtmlText.Prose(conclusion.Doubt)}.</span>"
            + (conclusion.Next is { } next ? $" Next: <code>{HtmlText.Of(next)}</code>" : "")));
    }

    private static void WriteIssues(HtmlPage page, ReviewResult result, SourceMarks marks, SourceLookup lines, LineHeat[] heats)
    {
        Heading(page, "2. Top issues", "issues");
        if (result.Issues.Count == 0) page.Write("<p>None found.</p>\n");
        foreach (var issue in result.Issues) WriteIssue(page, issue, result.Patches, marks, lines, heats);
        if (result.LeftOut > 0)
            page.Write($"<p class=\"soft\">{HtmlText.Of(CheckTerminal.Counted(result.LeftOut, "further issue"))} with <code>--top {ReviewWords.Number(result.Issues.Count + result.LeftOut)}</code>.</p>\n");
    }

    private static void WriteIssue(HtmlPage page, Issue issue, IReadOnlyList<IssuePatch> patches, SourceMarks marks, SourceLookup lines, LineHeat[] heats)
    {
        var finding = issue.Finding;
        var position = ReviewWords.Number(issue.Rank.Position);
        var grade = Wording.Borne(finding);
        page.Write($"<article class=\"issue\" id=\"issue-{position}\"><h3><span class=\"rank\">{position}</span> {HtmlText.Prose(finding.Message)}</h3>\n");
        page.Write($"<p class=\"facts\"><span class=\"badge grade-{(grade >= Grade.Profiled ? "strong" : "weak")}\">{HtmlText.Of(Words.Of(grade))}</span>");
        page.Write($"<span class=\"badge\">{HtmlText.Of(Words.Of(issue.Effort))} effort</span>");
        if (issue.Rank.Ties.Count > 0) page.Write($"<span class=\"badge\">rank {HtmlText.Of(Wording.Standing(issue.Rank))}</span>");
        page.Write($" <code>{HtmlText.Of(CheckTerminal.Place(finding))}</code>");
        if (finding.Symbol.Length > 0) page.Write($" in <code>{HtmlText.Of(finding.Symbol)}</code>");
        page.Write($" <span class=\"soft\">{HtmlText.Of(finding.Rule.Name)}</span></p>\n");
        page.Write($"<p>{HtmlText.Prose(Sentence(Wording.Full(issue)))}{Marked(marks, issue.Impact?.Sources ?? [])}</p>\n");
        if (finding.Proof is { } proof) ProofBars.Write(page, proof);
        var profiled = heats.Where(heat => heat.Profile.HasLines).ToArray();
        if (lines(finding.Path, finding.Cell) is { } text && CodeFrame.Fits(text, finding))
            SourceExcerpt.Write(page, text, finding, profiled.FirstOrDefault(heat => heat.Profile.Name == finding.Evidence?.Profile) ?? profiled.FirstOrDefault());
        List(page, finding.Chain.Select(step => $"via <code>{HtmlText.Of(CheckTerminal.PlaceOf(step))}</code> {HtmlText.Prose(step.Text)}"));
        page.Write($"<p><strong>Fix</strong>: {HtmlText.Prose(finding.Fix.Summary)} <span class=\"soft\">({HtmlText.Of(ReviewWords.Consent(finding.Fix.Applicability))})</span>");
        if (patches.Any(patch => patch.Issue == issue.Rank.Position)) page.Write($" <a href=\"#patch-{position}\">patch</a>");
        page.Write("</p>\n");
        foreach (var risk in issue.Risks) page.Write($"<p><strong>Risk</strong> ({HtmlText.Of(ReviewWords.Of(risk.Kind))}): {HtmlText.Prose(risk.Text)}</p>\n");
        if (issue.AlsoAt.Count > 0) page.Write($"<p><strong>Also at</strong> {HtmlText.Of(ReviewTerminal.Places(issue.AlsoAt))}</p>\n");
        page.Write($"<p><strong>Next</strong> <code>{HtmlText.Of(issue.Next)}</code></p></article>\n");
    }

    private static void WritePatches(HtmlPage page, IReadOnlyList<IssuePatch> patches)
    {
        if (patches.Count == 0) return;
        Heading(page, "3. Patch sketch", "patches");
        foreach (var patch in patches)
        {
            var issue = ReviewWords.Number(patch.Issue);
            var form = patch.Form == PatchForm.Sketch ? "shape of the change, " : "";
            page.Write($"<h3 id=\"patch-{issue}\"><a href=\"#issue-{issue}\">Issue {issue}</a> <span class=\"soft\">{HtmlText.Of(form + ReviewWords.Consent(patch.Applicability))}</span></h3>\n");
            List(page, patch.Contract.Select(HtmlText.Prose));
            page.Write("<pre class=\"patch\">");
            foreach (var line in patch.Text.TrimEnd('\n').Split('\n'))
                page.Write($"<span class=\"{(ReviewWords.IsDiff(patch) ? DiffClass(line) : "plain")}\">{HtmlText.OfCode(line.TrimEnd())}</span>\n");
            page.Write("</pre>\n");
        }
    }

    private static string DiffClass(string line) => line switch
    {
        ['d', 'i', 'f', 'f', ..] or ['-', '-', '-', ' ', ..] or ['+', '+', '+', ' ', ..] or ['\\', ..] => "head",
        ['@', ..] => "head",
        ['+', ..] => "added",
        ['-', ..] => "removed",
        _ => "plain",
    };

    private static void WriteTradeoffs(HtmlPage page, IReadOnlyList<Tradeoff> tradeoffs)
    {
        if (tradeoffs.Count == 0) return;
        Heading(page, "4. Trade-offs and risks", "tradeoffs");
        List(page, tradeoffs.Select(tradeoff =>
        {
            var about = ReviewWords.Issues(tradeoff.Issues);
            return $"{HtmlText.Of(ReviewWords.Of(tradeoff.Kind))}: {HtmlText.Prose(tradeoff.Text)}{(about.Length > 0 ? $" <span class=\"soft\">({HtmlText.Of(about)})</span>" : "")}";
        }));
    }

    private static void WritePlan(HtmlPage page, IReadOnlyList<MeasurementStep> plan)
    {
        if (plan.Count == 0) return;
        Heading(page, "5. Measurement plan", "plan");
        page.Write("<ol>\n");
        foreach (var step in plan)
            page.Write($"<li><code>{HtmlText.Of(step.Command)}</code><br>{HtmlText.Prose(step.Metric)}; ship when {HtmlText.Prose(step.LaunchBar)}<br><span class=\"soft\">{HtmlText.Prose(step.Why)}</span></li>\n");
        page.Write("</ol>\n");
    }

    private static void WriteQuestion(HtmlPage page, OpenQuestion question)
    {
        Heading(page, "One question", "question");
        page.Write($"<p>{HtmlText.Prose(question.Text)}</p>\n");
        List(page, question.Choices.Select((choice, index) => HtmlText.Prose(choice.Text) + (index == question.Default ? " <span class=\"soft\">(assumed)</span>" : "")));
        var value = question.Value is { } worth ? $"Knowing it is worth up to {ReviewTerminal.Worth(worth)}." : "It would change the order.";
        page.Write($"<p>{HtmlText.Of(value)} Answer in <code>lever.toml</code>, under <code>[answers]</code>: <code>{HtmlText.Of(ReviewTerminal.Answer(question))}</code></p>\n");
    }

    private static void WriteClaims(HtmlPage page, Claims say)
    {
        if (say.MaySay.Count + say.MustNotSay.Count == 0) return;
        Heading(page, "What may be claimed", "claims");
        List(page, say.MaySay.Select(claim => $"<span class=\"may\">may say</span> {HtmlText.Prose(claim.Text)}"));
        List(page, say.MustNotSay.Select(line => $"<span class=\"must-not\">must not say</span> {HtmlText.Prose(line)}"));
    }

    private static void WriteSources(HtmlPage page, SourceMarks marks)
    {
        if (marks.Named.Count == 0) return;
        Heading(page, "Sources", "sources");
        page.Write("<ol>\n");
        foreach (var source in marks.Named) page.Write($"<li>{HtmlText.Of(ReviewWords.Of(source.Kind))}: {HtmlText.Prose(source.Text)}</li>\n");
        page.Write("</ol>\n");
    }

    private static string Marked(SourceMarks marks, IEnumerable<string> ids) =>
        marks.Of(ids) is { Length: > 0 } mark ? $" <a class=\"source\" href=\"#sources\">{HtmlText.Of(mark.TrimStart())}</a>" : "";

    private static string Sentence(string claim) => claim.Length > 0 ? char.ToUpperInvariant(claim[0]) + claim[1..] : claim;

    private static void Heading(HtmlPage page, string heading, string id) =>
        page.Write($"<h2{(id.Length > 0 ? $" id=\"{id}\"" : "")}>{HtmlText.Of(heading)}</h2>\n");

    private static void List(HtmlPage page, IEnumerable<string> items)
    {
        string[] all = [.. items];
        if (all.Length == 0) return;
        page.Write("<ul>\n");
        foreach (var item in all) page.Write($"<li>{item}</li>\n");
        page.Write("</ul>\n");
    }
}
