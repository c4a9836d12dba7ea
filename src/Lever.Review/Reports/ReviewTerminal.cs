using Lever.Review.Findings;

namespace Lever.Review.Reports;

/// <summary>The report of <c>lever review</c> for people: the guide's five parts, then the question, the claims and the sources.</summary>
public static class ReviewTerminal
{
    private const int Column = 10;
    private const int PlacesShown = 3;

    public static void Write(TextWriter output, ReviewResult result, TerminalLayout layout)
    {
        var page = new TerminalPage(output, layout);
        var marks = new SourceMarks(result.Sources);
        WriteHead(page, result, marks);
        WriteHypothesis(page, result.Hypothesis, marks);
        WriteConclusions(page, result.Conclusions, marks);
        WriteIssues(page, result, marks);
        WritePatches(page, result.Patches);
        WriteTradeoffs(page, result.Tradeoffs);
        WritePlan(page, result.MeasurementPlan);
        if (result.Question is { } question) WriteQuestion(page, question);
        WriteClaims(page, result.Say);
        WriteSources(page, marks);
    }

    private static void WriteHead(TerminalPage page, ReviewResult result, SourceMarks marks)
    {
        page.Paragraph(0, 2, new StyledText().Add(Style.Heading, ReviewWords.Title(result.Goal))
            .Add(Style.Dim, $" · {ReviewWords.Origin(result.Goal)} · {CheckTerminal.Files(result.Files)}"));
        if (result.StoppedEarly) page.Paragraph(0, 2, StyledText.Of(Style.Bad, "Stopped early: some files were not looked at."));
        foreach (var item in result.Evidence)
        {
            page.Entry(0, Column, StyledText.Of(Style.Dim, "evidence"),
                new StyledText().Add(Style.Plain, ReviewWords.Summary(item)).Mark(marks.Of([item.Source])));
            foreach (var warning in item.Warnings) page.Entry(0, Column, StyledText.Of(Style.Primary, "warning"), new StyledText().Prose(warning));
        }
        if (result.Evidence.Count == 0)
            page.Entry(0, Column, StyledText.Of(Style.Dim, "evidence"), StyledText.Of(Style.Plain, "none but the code: no profile was given or found"));
        foreach (var problem in result.Problems) CheckTerminal.WriteProblem(page, problem);
    }

    private static void WriteHypothesis(TerminalPage page, Hypothesis hypothesis, SourceMarks marks)
    {
        Heading(page, "Hot path hypothesis");
        page.Paragraph(2, 2, new StyledText().Prose(hypothesis.Text));
        if (hypothesis.Flat)
            page.Paragraph(2, 2, StyledText.Of(Style.Dim, "The profile is flat: no place dominates, so many small gains are looked for."));
        foreach (var fact in hypothesis.Facts) Item(page, "·", new StyledText().Prose(fact.Text).Mark(marks.Of(fact.Sources)));
    }

    private static void WriteConclusions(TerminalPage page, IReadOnlyList<Conclusion> conclusions, SourceMarks marks)
    {
        if (conclusions.Count == 0) return;
        Heading(page, "What else was measured");
        foreach (var conclusion in conclusions)
        {
            Item(page, "·", new StyledText().Prose(conclusion.Text).Mark(marks.Of(conclusion.Sources)));
            page.Paragraph(4, 4, new StyledText().Prose($"but {conclusion.Doubt}", Style.Dim));
            if (conclusion.Next is { } next) page.Line(4, new StyledText().Add(Style.Dim, "next  ").Add(Style.Code, next));
        }
    }

    private static void WriteIssues(TerminalPage page, ReviewResult result, SourceMarks marks)
    {
        Heading(page, "Top issues");
        if (result.Issues.Count == 0) page.Paragraph(2, 2, StyledText.Of(Style.Good, "None found."));
        foreach (var (index, issue) in result.Issues.Index())
        {
            if (index > 0) page.Blank();
            WriteIssue(page, issue, marks);
        }
        if (result.LeftOut == 0) return;
        page.Blank();
        page.Paragraph(2, 2, StyledText.Of(Style.Dim,
            $"{CheckTerminal.Counted(result.LeftOut, "further issue")} with --top {ReviewWords.Number(result.Issues.Count + result.LeftOut)}"));
    }

    private static void WriteIssue(TerminalPage page, Issue issue, SourceMarks marks)
    {
        var finding = issue.Finding;
        page.Entry(2, 5, StyledText.Of(Style.Heading, ReviewWords.Number(issue.Rank.Position)), new StyledText().Prose(finding.Message, Style.Message));
        page.Line(5, new StyledText().Place(finding.Path, CheckTerminal.Place(finding)));
        var standing = issue.Rank.Ties.Count > 0 ? $"rank {Wording.Standing(issue.Rank)}" : "";
        page.Paragraph(5, 5, new StyledText().Dots(Style.Dim,
            [finding.Rule.Name, Words.Of(Wording.Borne(finding)), $"{Words.Of(issue.Effort)} effort", standing, finding.Symbol, CheckTerminal.HotThrough(finding)]));
        CheckTerminal.WriteChain(page, 5, Column, finding.Chain);
        page.Paragraph(5, 5, new StyledText().Prose(Wording.Full(issue)).Mark(marks.Of(issue.Impact?.Sources ?? [])));
        Field(page, "fix", new StyledText().Prose(finding.Fix.Summary).Add(Style.Dim, $" ({ReviewWords.Consent(finding.Fix.Applicability)})"));
        foreach (var risk in issue.Risks) Field(page, "risk", new StyledText().Add(Style.Dim, $"{ReviewWords.Of(risk.Kind)}: ").Prose(risk.Text));
        if (issue.AlsoAt.Count > 0) Field(page, "also", StyledText.Of(Style.Plain, Places(issue.AlsoAt)));
        page.Line(5, new StyledText().Add(Style.Dim, "next".PadRight(Column - 4)).Add(Style.Code, issue.Next));
    }

    internal static string Places(IReadOnlyList<Place> places)
    {
        var shown = string.Join(", ", places.Take(PlacesShown).Select(ReviewWords.Place));
        return places.Count > PlacesShown ? $"{shown} and {Figures.Count(places.Count - PlacesShown)} more" : shown;
    }

    private static void WritePatches(TerminalPage page, IReadOnlyList<IssuePatch> patches)
    {
        if (patches.Count == 0) return;
        Heading(page, "Patch sketch");
        foreach (var (index, patch) in patches.Index())
        {
            if (index > 0) page.Blank();
            var form = patch.Form == PatchForm.Sketch ? "shape of the change, " : "";
            page.Paragraph(2, 4, new StyledText().Add(Style.Plain, $"issue {ReviewWords.Number(patch.Issue)}")
                .Add(Style.Dim, $" · {form}{ReviewWords.Consent(patch.Applicability)}"));
            foreach (var term in patch.Contract) Item(page, "·", new StyledText().Prose(term));
            foreach (var line in patch.Text.TrimEnd('\n').Split('\n'))
                page.Line(4, StyledText.Of(ReviewWords.IsDiff(patch) ? DiffStyle(line) : Style.Plain, Visible.Code(line.TrimEnd()).Text));
        }
    }

    private static Style DiffStyle(string line) => line switch
    {
        ['d', 'i', 'f', 'f', ..] or ['-', '-', '-', ' ', ..] or ['+', '+', '+', ' ', ..] or ['\\', ..] => Style.Dim,
        ['@', ..] => Style.Hunk,
        ['+', ..] => Style.Added,
        ['-', ..] => Style.Removed,
        _ => Style.Plain,
    };

    private static void WriteTradeoffs(TerminalPage page, IReadOnlyList<Tradeoff> tradeoffs)
    {
        if (tradeoffs.Count == 0) return;
        Heading(page, "Trade-offs and risks");
        foreach (var tradeoff in tradeoffs)
        {
            var about = ReviewWords.Issues(tradeoff.Issues);
            Item(page, "·", new StyledText().Add(Style.Dim, $"{ReviewWords.Of(tradeoff.Kind)}: ").Prose(tradeoff.Text)
                .Add(Style.Dim, about.Length > 0 ? $" ({about})" : ""));
        }
    }

    private static void WritePlan(TerminalPage page, IReadOnlyList<MeasurementStep> plan)
    {
        if (plan.Count == 0) return;
        Heading(page, "Measurement plan");
        foreach (var (index, step) in plan.Index())
        {
            page.Line(2, new StyledText().Add(Style.Plain, $"{ReviewWords.Number(index + 1)}  ").Add(Style.Code, step.Command));
            page.Paragraph(5, 5, new StyledText().Prose($"{step.Metric}; ship when {step.LaunchBar}"));
            page.Paragraph(5, 5, new StyledText().Prose(step.Why, Style.Dim));
        }
    }

    private static void WriteQuestion(TerminalPage page, OpenQuestion question)
    {
        Heading(page, "One question");
        page.Paragraph(2, 2, new StyledText().Prose(question.Text));
        foreach (var (index, choice) in question.Choices.Index())
        {
            var assumed = index == question.Default;
            Item(page, assumed ? "›" : " ", new StyledText().Prose(choice.Text).Add(Style.Dim, assumed ? " (assumed)" : ""));
        }
        var value = question.Value is { } worth ? $"Knowing it is worth up to {Worth(worth)}. " : "It would change the order. ";
        page.Paragraph(2, 2, StyledText.Of(Style.Dim, $"{value}Answer in lever.toml:"));
        page.Line(4, StyledText.Of(Style.Code, "[answers]"));
        page.Line(4, StyledText.Of(Style.Code, Answer(question)));
    }

    /// <summary>The line under <c>[answers]</c> that stores the default answer.</summary>
    internal static string Answer(OpenQuestion question)
    {
        var chosen = question.Default >= 0 && question.Default < question.Choices.Count ? question.Choices[question.Default].Value : "…";
        return $"\"{question.Key}\" = \"{chosen}\"";
    }

    internal static string Worth(Estimate value) =>
        Figures.Of(value.High, value.Unit) + (Figures.Interval(value.Low, value.High, value.Unit) is { } interval ? $" ({interval})" : "");

    private static void WriteClaims(TerminalPage page, Claims say)
    {
        if (say.MaySay.Count + say.MustNotSay.Count == 0) return;
        Heading(page, "What may be claimed");
        foreach (var claim in say.MaySay) Item(page, "✓", new StyledText().Prose(claim.Text), Style.Good);
        foreach (var text in say.MustNotSay) Item(page, "✗", new StyledText().Prose(text), Style.Bad);
    }

    private static void WriteSources(TerminalPage page, SourceMarks marks)
    {
        if (marks.Named.Count == 0) return;
        Heading(page, "Sources");
        foreach (var (index, source) in marks.Named.Index())
        {
            page.Entry(2, 7, StyledText.Of(Style.Dim, $"[{ReviewWords.Number(index + 1)}]"),
                new StyledText().Prose(source.Text).Add(Style.Dim, $" ({ReviewWords.Of(source.Kind)})"));
        }
    }

    private static void Heading(TerminalPage page, string text)
    {
        page.Blank();
        page.Line(0, StyledText.Of(Style.Heading, text));
    }

    private static void Item(TerminalPage page, string bullet, StyledText text, Style style = Style.Dim) =>
        page.Entry(2, 4, StyledText.Of(style, bullet), text);

    private static void Field(TerminalPage page, string name, StyledText text) =>
        page.Entry(5, Column + 1, StyledText.Of(Style.Dim, name), text);
}
