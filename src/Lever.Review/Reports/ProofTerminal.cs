using System.Globalization;
using Lever.Experiments;
using Lever.Experiments.Plans;
using Lever.Experiments.Proofs;
using Lever.Experiments.Statistics;

namespace Lever.Review.Reports;

/// <summary>A proof for people: verdict first, then what stands behind it, then what may be said.</summary>
public static class ProofTerminal
{
    private const int Column = 15;
    private const int ShownDifferences = 5;

    /// <param name="file">Where the proof is kept, as the user would write it; null where it is not.</param>
    public static void Write(TextWriter output, Proof proof, string? file, TerminalLayout layout)
    {
        var page = new TerminalPage(output, layout);
        var subject = proof.Subject;
        page.Line(0, new StyledText().Add(Style.Heading, proof.Plan.Scope == PlanScope.Workload ? $"Workload {subject.Symbol}" : $"{subject.Symbol}, {subject.Path}"));
        if (subject.Rule is { } rule) page.Line(0, StyledText.Of(Style.Dim, $"the fix of {rule}"));
        page.Blank();
        Entry(page, "verdict", new StyledText().Add(StyleOf(proof), proof.StoppedEarly ? "none: stopped early" : Names.Of(proof.Verdict)));
        if (proof.Effect is { } effect) Entry(page, "effect", new StyledText().Prose($"{Ratio(effect)}, {proof.Unit} before over after, at {Percent(proof.Level)} confidence"));
        Entry(page, "because", new StyledText().Prose(proof.Reason));
        WriteBehaviour(page, proof.Equivalence, proof.Plan.Scope);
        if (proof.Control is { } control) Entry(page, "control", new StyledText().Prose($"{Ratio(control)}: the code against itself, {Count(proof.Blocks.Length, "block")} of fresh processes"));
        foreach (var witness in proof.Witnesses)
        {
            var contradicts = proof.Effect is { } shown && witness.Contradicts(shown.Estimate) ? "; it points the other way" : "";
            Entry(page, "witness", new StyledText().Prose($"{witness.Name}: {Number(witness.Baseline)} before, {Number(witness.Patched)} after, {witness.Unit}{contradicts}"));
        }
        foreach (var regime in proof.Regimes)
            Entry(page, "at size", new StyledText().Prose(string.Create(CultureInfo.InvariantCulture, $"{regime.Size}, {(char.IsAsciiDigit(regime.Version.FirstOrDefault()) ? "Python " : "")}{regime.Version}: {Names.Of(regime.Verdict)}{(regime.Effect is { } one ? $", {Ratio(one)}" : "")}")));
        if (proof.ToResolve is { } more) Entry(page, "to decide", new StyledText().Prose(string.Create(CultureInfo.InvariantCulture, $"about {more.Blocks} blocks, {more.Seconds / 60:0.#} minutes: --budget {Math.Ceiling(more.Seconds / 60):0}m")));
        foreach (var sentence in proof.Plan.Exclusions) Entry(page, "left out", new StyledText().Prose(sentence));
        page.Blank();
        foreach (var sentence in proof.MaySay) Entry(page, "may say", new StyledText().Prose(sentence));
        foreach (var sentence in proof.MustNotSay) Entry(page, "must not say", new StyledText().Prose(sentence, Style.Dim));
        if (file is null) return;
        page.Blank();
        page.Line(0, new StyledText().Add(Style.Plain, "Kept in ").Add(Style.Code, file));
        page.Line(0, new StyledText().Add(Style.Plain, "Again: ").Add(Style.Code, $"lever replay {file}"));
    }

    private static void WriteBehaviour(TerminalPage page, ProofEquivalence equivalence, PlanScope scope)
    {
        if (scope == PlanScope.Workload)
        {
            // Where the workload never ran on both sides nothing was compared.
            if (equivalence.Policy != ProofEquivalence.None.Policy) Entry(page, "behaviour", new StyledText().Prose($"compared: {equivalence.Policy}"));
        }
        else if (equivalence.Cases > 0 || equivalence.Different > 0)
        {
            var outside = equivalence.OutsideAnnotations > 0 ? $"; {Count(equivalence.OutsideAnnotations, "difference")} on inputs outside the annotations, not held against it" : "";
            var agreed = equivalence.Agreed.IsEmpty ? "" : $"; agreed: {string.Join("; ", equivalence.Agreed)}";
            Entry(page, "behaviour", new StyledText().Prose($"{Count(equivalence.Cases, "input")} compared, {(equivalence.Different == 0 ? "none differs" : $"differences: {equivalence.Different.ToString(CultureInfo.InvariantCulture)}")}{outside}{agreed}"));
        }
        foreach (var difference in equivalence.Differences.Take(ShownDifferences))
            Entry(page, "", new StyledText().Add(Style.Code, difference.Input).Prose($": {difference.Baseline} before, {difference.Patched} after ({difference.Kind})"));
        if (equivalence.Tests is { } tests) Entry(page, "tests", new StyledText().Prose($"{tests.Command}: {tests.Baseline} before; {tests.Patched} after"));
    }

    private static void Entry(TerminalPage page, string head, StyledText text) => page.Entry(2, Column, StyledText.Of(Style.Dim, head), text);

    private static Style StyleOf(Proof proof) => proof.Verdict switch
    {
        _ when proof.StoppedEarly => Style.Label,
        Verdict.Faster => Style.Good,
        Verdict.Slower or Verdict.BehaviourChanged => Style.Bad,
        _ => Style.Label,
    };

    private static string Ratio(Interval ratio) => double.IsFinite(ratio.High)
        ? string.Create(CultureInfo.InvariantCulture, $"{ratio.Estimate:0.###} ({ratio.Low:0.###} to {ratio.High:0.###})")
        : string.Create(CultureInfo.InvariantCulture, $"about {ratio.Estimate:0.##}, no bounds");

    private static string Percent(double share) => (share * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    private static string Number(double value) => value.ToString(value < 100 ? "0.##" : "#,0", CultureInfo.InvariantCulture);

    private static string Count(int count, string thing) => string.Create(CultureInfo.InvariantCulture, $"{count} {thing}{(count == 1 ? "" : "s")}");
}
