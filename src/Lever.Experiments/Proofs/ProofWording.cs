using System.Collections.Immutable;
using Lever.Experiments.Plans;
using Lever.Experiments.Statistics;

namespace Lever.Experiments.Proofs;

/// <summary>
/// What a proof bears and what it does not: the only place that words it. Sentences begin lower case or with code and have no final period.
/// </summary>
public static class ProofWording
{
    /// <summary>What the effect is a ratio of.</summary>
    public static string Unit(Plan plan) => (plan.Metric, plan.Scope) switch
    {
        (PlanMetric.PeakMemory, _) => "peak memory",
        (PlanMetric.Cpu, PlanScope.Isolated) => "CPU time per call",
        (PlanMetric.Cpu, _) => "CPU time per run",
        (_, PlanScope.Isolated) => "wall time per call",
        _ => "wall time per run",
    };

    /// <summary>What may be claimed from this proof.</summary>
    public static ImmutableArray<string> MaySay(Proof proof)
    {
        var sentences = ImmutableArray.CreateBuilder<string>();
        sentences.Add(Claim(proof));
        if (Equivalent(proof) is { } same) sentences.Add(same);
        if (Decided(proof))
            foreach (var sentence in Crossover.Sentences(proof.Regimes))
                sentences.Add($"{Measured(proof)}: {sentence}");
        foreach (var size in proof.Witnesses.Where(each => each.Unit == Witness.BytesEach && each.Baseline != each.Patched))
            sentences.Add($"{size.Name}: {Figures.Plain(size.Patched, 0)} bytes instead of {Figures.Plain(size.Baseline, 0)}, as {proof.Plan.Interpreter} lays it out");
        return sentences.ToImmutable();
    }

    /// <summary>What must not be claimed from this proof, though someone might.</summary>
    public static ImmutableArray<string> MustNotSay(Proof proof)
    {
        var sentences = ImmutableArray.CreateBuilder<string>();
        if (proof.StoppedEarly)
            return ["any figure from the blocks that did run: the experiment was stopped before its plan allowed a decision"];
        var (better, worse) = proof.Plan.Metric == PlanMetric.PeakMemory ? ("takes less memory", "takes more memory") : ("is faster", "is slower");
        switch (proof.Verdict)
        {
            case Verdict.Faster:
            case Verdict.Slower:
                if (proof.Verdict == Verdict.Slower) sentences.Add($"the patched code {better}");
                Bounds(proof, sentences, proof.Verdict == Verdict.Faster ? better : worse);
                if (Contradicting(proof) is { Length: > 0 } names) sentences.Add($"that every measure agrees: {names} went the other way");
                break;
            case Verdict.NoMaterialDifference:
                sentences.Add($"the patched code {better}, or {worse}");
                sentences.Add($"the patch has no effect at all: differences below {Figures.Percent(proof.Plan.Bar)} were not looked for");
                Bounds(proof, sentences, "is no different");
                break;
            case Verdict.BehaviourChanged:
                sentences.Add("the patched code does the same");
                sentences.Add($"the patched code {better}: nothing was timed");
                break;
            case Verdict.Inconclusive:
                sentences.Add($"the patched code {better}, {worse}, or is no different");
                break;
            case Verdict.Untestable:
                sentences.Add($"the patched code does the same, {better} or {worse}: nothing was shown");
                break;
            default:
                sentences.Add($"the patched code {better}, {worse}, or is no different: this host was not shown to agree with itself within half the bar");
                break;
        }

        if (proof.Equivalence.Cases > 0 && proof.Verdict != Verdict.BehaviourChanged) sentences.Add("the behaviour is the same on every input: only those tried were compared");
        return sentences.ToImmutable();
    }

    private static bool Decided(Proof proof) => !proof.StoppedEarly && proof.Verdict is Verdict.Faster or Verdict.Slower or Verdict.NoMaterialDifference;

    private static string Measured(Proof proof) => $"`{proof.Subject.Symbol}`";

    private static string Claim(Proof proof)
    {
        if (proof.StoppedEarly) return $"the experiment on {Measured(proof)} was stopped early; there is no verdict";
        return proof switch
        {
            { Verdict: Verdict.Faster, Effect: { } effect } => $"{Measured(proof)} {Better(proof.Plan, effect)}{Conditions(proof)}",
            { Verdict: Verdict.Slower, Effect: { } effect } => $"{Measured(proof)} {Worse(proof.Plan, Inverse(effect))}{Conditions(proof)}",
            { Verdict: Verdict.NoMaterialDifference } =>
                $"the patch changes the {Unit(proof.Plan)} of {Measured(proof)} by less than {Figures.Percent(proof.Plan.Bar)}{Conditions(proof)}",
            { Verdict: Verdict.BehaviourChanged } => Changed(proof),
            { Verdict: Verdict.Inconclusive, Effect: { } effect } when double.IsFinite(effect.High) =>
                $"the experiment on {Measured(proof)} could not decide: {Unit(proof.Plan)} before over after is {Figures.Ratio(effect)}",
            { Verdict: Verdict.HostUnfit } => $"this machine was too noisy to measure {Measured(proof)}; there is no verdict",
            { Verdict: Verdict.Untestable } => $"{Measured(proof)} could not be tested: {proof.Reason}",
            _ => $"the experiment on {Measured(proof)} could not decide",
        };
    }

    private static string Changed(Proof proof) => proof.Equivalence.Different switch
    {
        0 => $"the patch changes what {Measured(proof)} does: {proof.Reason}",
        1 => $"the patch changes what {Measured(proof)} does on 1 of {proof.Equivalence.Cases} inputs",
        var count => $"the patch changes what {Measured(proof)} does on {count} of {proof.Equivalence.Cases} inputs",
    };

    private static string Better(Plan plan, Interval ratio) => plan switch
    {
        { Metric: PlanMetric.PeakMemory } => $"took {Share(ratio)} less memory at its peak ({Shares(ratio)})",
        { Scope: PlanScope.Workload } => $"is {Gain(ratio.Estimate, ratio)} faster ({Gain(ratio.Low, ratio)} to {Gain(ratio.High, ratio)}, {Unit(plan)})",
        _ => $"was {Times(ratio)} faster {Within(plan, ratio)}",
    };

    private static string Worse(Plan plan, Interval ratio) => plan.Metric == PlanMetric.PeakMemory
        ? $"took {Times(ratio)} as much memory at its peak {Within(plan, ratio)}"
        : $"was {Times(ratio)} slower {Within(plan, ratio)}";

    private static string Times(Interval ratio) => $"{Figures.Plain(ratio.Estimate, Figures.Digits(ratio))} times";

    private static string Within(Plan plan, Interval ratio)
    {
        var digits = Figures.Digits(ratio);
        return $"({Figures.Plain(ratio.Low, digits)} to {Figures.Plain(ratio.High, digits)}, {Unit(plan)})";
    }

    /// <summary>A ratio of 1.3 as <c>30 %</c>; a decimal where the interval is narrower than two points.</summary>
    private static string Gain(double ratio, Interval interval) => Figures.Plain((ratio - 1) * 100, interval.High - interval.Low < 0.02 ? 1 : 0) + " %";

    /// <summary>The share that is no longer needed: a ratio of 2 is half.</summary>
    private static string Share(Interval ratio) => Figures.Plain((1 - 1 / ratio.Estimate) * 100, Saved(ratio)) + " %";

    private static string Shares(Interval ratio) =>
        $"{Figures.Plain((1 - 1 / ratio.Low) * 100, Saved(ratio))} % to {Figures.Plain((1 - 1 / ratio.High) * 100, Saved(ratio))} %";

    private static int Saved(Interval ratio) => 1 / ratio.Low - 1 / ratio.High < 0.02 ? 1 : 0;

    private static Interval Inverse(Interval ratio) => new(1 / ratio.Estimate, 1 / ratio.High, 1 / ratio.Low);

    private static string Conditions(Proof proof)
    {
        var inputs = proof.Plan is { Scope: PlanScope.Isolated, Inputs.Length: > 0 } ? $" on {proof.Plan.Inputs}" : "";
        var interpreter = proof.Plan.Interpreter.Length > 0 ? $", {proof.Plan.Interpreter}" : "";
        return $"{inputs}{interpreter}, this machine";
    }

    private static string? Equivalent(Proof proof)
    {
        var equivalence = proof.Equivalence;
        if (equivalence.Cases == 0 || equivalence.Different > 0 || proof.Verdict is Verdict.BehaviourChanged or Verdict.Untestable) return null;
        var agreed = equivalence.Agreed.IsEmpty ? "" : $", except as agreed: {string.Join("; ", equivalence.Agreed)}";
        return $"its behaviour was the same before and after on {equivalence.Cases} inputs{agreed}";
    }

    /// <summary>What a decided experiment of this scope does not reach to.</summary>
    private static void Bounds(Proof proof, ImmutableArray<string>.Builder sentences, string claim)
    {
        if (proof.Plan.Scope == PlanScope.Isolated)
        {
            sentences.Add($"the service, or any program, {claim}: one function was measured by itself");
            sentences.Add(proof.Regimes.IsEmpty ? $"{Measured(proof)} {claim} at other sizes or on other kinds of input" : $"{Measured(proof)} {claim} at sizes or on kinds of input that were not tried");
        }
        else
        {
            sentences.Add($"another workload, or production, {claim}");
        }

        sentences.Add("the same figure holds on other interpreters, compilers or machines");
        if (proof.Plan.Metric == PlanMetric.Cpu) sentences.Add("latency changed by this figure: it is processor time");
        if (proof.Plan.Metric == PlanMetric.PeakMemory) sentences.Add("it takes less or more time: memory was measured");
    }

    private static string Contradicting(Proof proof) => proof.Effect is not { } effect
        ? ""
        : string.Join(", ", proof.Witnesses.Where(witness => witness.Contradicts(effect.Estimate)).Select(witness => witness.Name));
}
