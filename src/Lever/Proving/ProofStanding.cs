using Lever.Experiments.Plans;

namespace Lever.Proving;

/// <summary>What stands behind a finding's fix, held against what is required of it.</summary>
/// <param name="Stored">The best proof that holds; null where there is none.</param>
/// <param name="Expired">Proofs that held once.</param>
/// <param name="Lack">Why it does not suffice; null where it does.</param>
internal sealed record ProofStanding(StoredProof? Stored, IReadOnlyList<ExpiredProof> Expired, string? Lack)
{
    /// <summary>What may be required, the usual first.</summary>
    public static IReadOnlyList<string> Grades { get; } = ["proven-isolated", "proven-workload", "profiled", "estimated", "pattern"];

    /// <param name="required">One of <see cref="Grades"/>.</param>
    public static ProofStanding Of(LocatedFinding found, string required)
    {
        var proofs = new ProvenFindings(found.Configuration.Folder);
        var fingerprint = found.Finding.Fingerprint;
        var stored = proofs.Best(fingerprint);
        var needsProof = required.StartsWith("proven", StringComparison.Ordinal);
        var suffices = !needsProof || stored is not null && (required != "proven-workload" || stored.Proof.Plan.Scope == PlanScope.Workload);
        return new ProofStanding(stored, [.. proofs.ExpiredOf(fingerprint)], suffices ? null : $"no proof that it is {required} holds for this finding");
    }
}
