using System.Text;
using Lever.Review.Findings;

namespace Lever.Review.Reports;

/// <summary>The report of <c>lever review</c> in Markdown, for pull requests and for agents: the guide's five parts as headings.</summary>
public static class ReviewMarkdown
{
    public static void Write(TextWriter output, ReviewResult result)
    {
        var text = new StringBuilder();
        var marks = new SourceMarks(result.Sources);
        WriteHead(text, result, marks);
        WriteHypothesis(text, result.Hypothesis, marks);
        WriteConclusions(text, result.Conclusions, marks);
        WriteIssues(text, result, marks);
        WritePatches(text, result.Patches);
        WriteTradeoffs(text, result.Tradeoffs);
        WritePlan(text, result.MeasurementPlan);
        if (result.Question is { } question) WriteQuestion(text, question);
        WriteClaims(text, result.Say);
        WriteSources(text, marks);
        output.Write(text.ToString());
    }

    private static void WriteHead(StringBuilder text, ReviewResult result, SourceMarks marks)
    {
        text.Append("# ").Append(Prose(ReviewWords.Title(result.Goal))).Append("\n\n");
        text.Append(CheckTerminal.Files(result.Files)).Append("; ").Append(Prose(ReviewWords.Origin(result.Goal))).Append(".\n");
        if (result.StoppedEarly) text.Append("\n**Stopped early: some files were not looked at.**\n");
        if (result.Evidence.Count == 0) text.Append("\nEvidence: none but the code.\n");
        else text.Append("\nEvidence:\n\n");
        foreach (var item in result.Evidence)
        {
            Bullet(text, Prose(ReviewWords.Summary(item)) + marks.Of([item.Source]));
            foreach (var warning in item.Warnings) text.Append("  - warning: ").Append(Prose(warning)).Append('\n');
        }
        if (result.Problems.Count > 0) text.Append("\nNot reviewed:\n\n");
        foreach (var problem in result.Problems)
            Bullet(text, $"{Code($"{problem.Path}:{ReviewWords.Number(problem.Line)}")}: {Prose(problem.Message)}");
    }

    private static void WriteHypothesis(StringBuilder text, Hypothesis hypothesis, SourceMarks marks)
    {
        Heading(text, "1. Hot path hypothesis");
        text.Append(Prose(hypothesis.Text)).Append(".\n");
        if (hypothesis.Flat) text.Append("\nThe profile is flat: no place dominates, so many small gains are looked for.\n");
        if (hypothesis.Facts.Count > 0) text.Append('\n');
        foreach (var fact in hypothesis.Facts) Bullet(text, Prose(fact.Text) + marks.Of(fact.Sources));
    }

    private static void WriteConclusions(StringBuilder text, IReadOnlyList<Conclusion> conclusions, SourceMarks marks)
    {
        if (conclusions.Count == 0) return;
        text.Append("\nWhat else was measured:\n\n");
        foreach (var conclusion in conclusions)
        {
            var next = conclusion.Next is { } command ? $" Next: {Code(command)}." : "";
            Bullet(text, $"{Prose(conclusion.Text)}{marks.Of(conclusion.Sources)}. But {Prose(conclusion.Doubt)}.{next}");
        }
    }

    private static void WriteIssues(StringBuilder text, ReviewResult result, SourceMarks marks)
    {
        Heading(text, "2. Top issues");
        if (result.Issues.Count == 0) text.Append("None found.\n");
        foreach (var (index, issue) in result.Issues.Index())
        {
            if (index > 0) text.Append('\n');
            WriteIssue(text, issue, marks);
        }
        if (result.LeftOut > 0)
            text.Append('\n').Append(CheckTerminal.Counted(result.LeftOut, "further issue")).Append(" with `--top ")
                .Append(ReviewWords.Number(result.Issues.Count + result.LeftOut)).Append("`.\n");
    }

    private static void WriteIssue(StringBuilder text, Issue issue, SourceMarks marks)
    {
        var finding = issue.Finding;
        var tied = issue.Rank.Ties.Count > 0 ? $" ({Wording.Standing(issue.Rank)})" : "";
        text.Append("### ").Append(ReviewWords.Number(issue.Rank.Position)).Append(". ").Append(Prose(finding.Message)).Append(tied).Append("\n\n");
        var symbol = finding.Symbol.Length > 0 ? $" in {Code(finding.Symbol)}" : "";
        Bullet(text, $"**Where:** {Code(CheckTerminal.Place(finding))}{symbol}, {Code(finding.Rule.Name)}");
        foreach (var step in finding.Chain) Bullet(text, $"**Via:** {Code(CheckTerminal.PlaceOf(step))} {Prose(step.Text)}");
        var grade = Wording.Borne(finding);
        var heading = grade switch { Grade.Pattern => "Shape", Grade.Estimated => "Estimate", _ => "Evidence" };
        Bullet(text, $"**{heading}** ({Words.Of(grade)}): {Prose(Wording.Full(issue))}{marks.Of(issue.Impact?.Sources ?? [])}");
        Bullet(text, $"**Fix:** {Prose(finding.Fix.Summary)} ({ReviewWords.Consent(finding.Fix.Applicability)}; {Words.Of(issue.Effort)} effort)");
        foreach (var risk in issue.Risks) Bullet(text, $"**Risk** ({ReviewWords.Of(risk.Kind)}): {Prose(risk.Text)}");
        if (issue.AlsoAt.Count > 0) Bullet(text, $"**Also at:** {Prose(ReviewTerminal.Places(issue.AlsoAt))}");
        Bullet(text, $"**Next:** {Code(issue.Next)}");
    }

    private static void WritePatches(StringBuilder text, IReadOnlyList<IssuePatch> patches)
    {
        if (patches.Count == 0) return;
        Heading(text, "3. Patch sketch");
        foreach (var (index, patch) in patches.Index())
        {
            if (index > 0) text.Append('\n');
            text.Append("Issue ").Append(ReviewWords.Number(patch.Issue)).Append(" (")
                .Append(patch.Form == PatchForm.Sketch ? "shape of the change, " : "")
                .Append(ReviewWords.Consent(patch.Applicability)).Append("):\n\n");
            foreach (var term in patch.Contract) Bullet(text, Prose(term));
            if (patch.Contract.Count > 0) text.Append('\n');
            var fence = Fence(patch.Text);
            text.Append(fence).Append(FenceLanguage(patch)).Append('\n').Append(patch.Text);
            if (!patch.Text.EndsWith('\n')) text.Append('\n');
            text.Append(fence).Append('\n');
        }
    }

    private static void WriteTradeoffs(StringBuilder text, IReadOnlyList<Tradeoff> tradeoffs)
    {
        if (tradeoffs.Count == 0) return;
        Heading(text, "4. Trade-offs and risks");
        foreach (var tradeoff in tradeoffs)
        {
            var about = ReviewWords.Issues(tradeoff.Issues);
            Bullet(text, $"{ReviewWords.Of(tradeoff.Kind)}: {Prose(tradeoff.Text)}{(about.Length > 0 ? $" ({about})" : "")}");
        }
    }

    private static void WritePlan(StringBuilder text, IReadOnlyList<MeasurementStep> plan)
    {
        if (plan.Count == 0) return;
        Heading(text, "5. Measurement plan");
        foreach (var (index, step) in plan.Index())
        {
            text.Append(ReviewWords.Number(index + 1)).Append(". ").Append(Code(step.Command)).Append(": ").Append(Prose(step.Metric))
                .Append("; ship when ").Append(Prose(step.LaunchBar)).Append("; ").Append(Prose(step.Why)).Append(".\n");
        }
    }

    private static void WriteQuestion(StringBuilder text, OpenQuestion question)
    {
        Heading(text, "One question");
        text.Append(Prose(question.Text)).Append("\n\n");
        foreach (var (index, choice) in question.Choices.Index())
            Bullet(text, Prose(choice.Text) + (index == question.Default ? " (assumed)" : ""));
        var value = question.Value is { } worth ? $"Knowing it is worth up to {ReviewTerminal.Worth(worth)}." : "It would change the order.";
        text.Append('\n').Append(value).Append(" Answer in `lever.toml`, under `[answers]`: ").Append(Code(ReviewTerminal.Answer(question))).Append(".\n");
    }

    private static void WriteClaims(StringBuilder text, Claims say)
    {
        if (say.MaySay.Count + say.MustNotSay.Count == 0) return;
        Heading(text, "What may be claimed");
        foreach (var claim in say.MaySay) Bullet(text, $"may say: {Prose(claim.Text)}");
        foreach (var line in say.MustNotSay) Bullet(text, $"must not say: {Prose(line)}");
    }

    private static void WriteSources(StringBuilder text, SourceMarks marks)
    {
        if (marks.Named.Count == 0) return;
        Heading(text, "Sources");
        foreach (var (index, source) in marks.Named.Index())
            Bullet(text, $"[{ReviewWords.Number(index + 1)}] {ReviewWords.Of(source.Kind)}: {Prose(source.Text)}");
    }

    private static void Heading(StringBuilder text, string heading) => text.Append("\n## ").Append(heading).Append("\n\n");

    private static void Bullet(StringBuilder text, string item) => text.Append("- ").Append(item).Append('\n');

    /// <summary>Text in which only what stands between backticks is markup.</summary>
    internal static string Prose(string text)
    {
        var parts = Visible.Clean(text).Split('`');
        var prose = new StringBuilder();
        for (var at = 0; at < parts.Length; at++)
        {
            if (at % 2 == 1 && at < parts.Length - 1) prose.Append(Code(parts[at]));
            else prose.Append(at % 2 == 1 ? "\\`" : "").Append(Escaped(parts[at]));
        }
        return prose.ToString();
    }

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            // An underscore inside a word is never emphasis.
            var inWord = text[at] == '_' && at > 0 && at < text.Length - 1 && char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(text[at + 1]);
            if (text[at] is '\\' or '*' or '_' or '<' or '[' or ']' or '#' or '|' or '~' && !inWord) escaped.Append('\\');
            escaped.Append(text[at]);
            // A name after it would be called to the conversation; an empty comment between them keeps it out.
            if (text[at] == '@') escaped.Append("<!-- -->");
        }
        return escaped.ToString();
    }

    /// <summary>A code span, fenced by more backticks than stand in it.</summary>
    internal static string Code(string code)
    {
        var clean = Visible.Clean(code);
        if (clean.Length == 0) return "";
        var fence = new string('`', LongestRun(clean) + 1);
        return clean[0] == '`' || clean[^1] == '`' ? $"{fence} {clean} {fence}" : $"{fence}{clean}{fence}";
    }

    private static string Fence(string text) => new('`', Math.Max(3, LongestRun(text) + 1));

    private static string FenceLanguage(IssuePatch patch) =>
        ReviewWords.IsDiff(patch) ? "diff" : patch.Path.EndsWith(".rs", StringComparison.Ordinal) ? "rust" : "python";

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var character in text)
        {
            run = character == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }
        return longest;
    }
}
