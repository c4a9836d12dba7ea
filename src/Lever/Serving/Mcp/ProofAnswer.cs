using Lever.Experiments;
using Lever.Experiments.Proofs;
using Lever.Experiments.Statistics;
using Lever.Proving;
using Lever.Review.Findings;

namespace Lever.Serving.Mcp;

/// <summary>What an experiment found.</summary>
/// <param name="Proof">The file it is kept in, by its name; null where it is not kept.</param>
/// <param name="Grade">What it lets a finding be called; null where it does not win.</param>
/// <param name="Holds">Is the code, and what ran it, still what it was?</param>
/// <param name="OutOfDate">Why not; null where it holds.</param>
internal sealed record ProofAnswer(
    string? Proof, string? Fingerprint, string? Rule, string Path, string Symbol, string Verdict, string? Grade, string Reason, IReadOnlyList<string> Say, IReadOnlyList<string> MustNotSay,
    EffectAnswer? Effect, EffectAnswer? Control, EquivalenceAnswer Equivalence, IReadOnlyList<string> Witnesses, IReadOnlyList<FactAnswer> Conditions, string? Patch, bool Holds, string? OutOfDate, bool StoppedEarly)
{
    private const int MostDifferences = 5;

    /// <param name="outOfDate">Why it no longer holds; null where it does.</param>
    public static ProofAnswer Of(Proof proof, string? file, string? outOfDate) => new(
        file, proof.Subject.Fingerprint, proof.Subject.Rule, Plain.Name(proof.Subject.Path), Plain.Name(proof.Subject.Symbol), Names.Of(proof.Verdict),
        proof is { Verdict: Experiments.Verdict.Faster, StoppedEarly: false } ? Names.Grade(proof.Plan.Scope) : null, proof.Reason, proof.MaySay, proof.MustNotSay,
        EffectAnswer.Of(proof.Effect, proof.Unit), EffectAnswer.Of(proof.Control, proof.Unit),
        new EquivalenceAnswer(
            proof.Equivalence.Cases, proof.Equivalence.Different,
            [.. proof.Equivalence.Differences.Take(MostDifferences).Select(each => new DifferenceAnswer(each.Kind, Plain.Name(each.Input), Plain.Name(each.Baseline), Plain.Name(each.Patched)))],
            proof.Equivalence.Agreed, proof.Equivalence.Tests is { } tests ? $"{tests.Command}: {tests.Baseline} before, {tests.Patched} after" : null),
        [.. proof.Witnesses.Select(witness => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{witness.Name}, {witness.Unit}: {witness.Baseline:0.##} before, {witness.Patched:0.##} after"))],
        [.. proof.Toolchain.Concat(proof.Host).Where(fact => fact.Name.IndexOf("stamp", StringComparison.Ordinal) < 0).Select(fact => new FactAnswer(fact.Name, fact.Value))],
        proof.Patch.Length > 0 ? proof.Patch : null, outOfDate is null, outOfDate, proof.StoppedEarly);

    /// <summary>The same without what only a reader of this one proof wants.</summary>
    public ProofAnswer Brief() => this with { Witnesses = [], Conditions = [], Patch = null };

    public static ProofAnswer Of(StoredProof stored, IReadOnlyDictionary<string, string> expired) =>
        Of(stored.Proof, System.IO.Path.GetFileName(stored.File), expired.GetValueOrDefault(stored.File));
}

/// <summary>A ratio, before over after: above 1 the change wins.</summary>
internal sealed record EffectAnswer(double Ratio, double Low, double High, string Unit)
{
    public static EffectAnswer? Of(Interval? interval, string unit) =>
        interval is { } known && double.IsFinite(known.Low) && double.IsFinite(known.High) ? new EffectAnswer(Figures.Rounded(known.Estimate, 4), Figures.Rounded(known.Low, 4), Figures.Rounded(known.High, 4), unit) : null;
}

internal sealed record EquivalenceAnswer(int Cases, int Different, IReadOnlyList<DifferenceAnswer> Differences, IReadOnlyList<string> Agreed, string? Tests);

internal sealed record DifferenceAnswer(string Kind, string Input, string Before, string After);
