using Lever.Experiments;
using Lever.Experiments.Plans;
using Lever.Experiments.Proofs;
using Lever.Review.Findings;
using Lever.Workspace;

namespace Lever.Proving;

/// <summary>Why a proof that was valid once no longer is.</summary>
internal sealed record ExpiredProof(StoredProof Stored, string Reason);

/// <summary>Which findings have a proof that still holds: of the same function, as it is now, with the toolchain it was made with.</summary>
internal sealed class ProvenFindings
{
    private readonly Dictionary<string, List<StoredProof>> byFingerprint = new(StringComparer.Ordinal);
    private readonly string project;

    public ProvenFindings(string project)
    {
        this.project = project;
        foreach (var stored in new ProofStore(project).All())
        {
            if (stored.Proof.Subject.Fingerprint is not { } fingerprint || stored.Proof.Verdict != Verdict.Faster) continue;
            if (!byFingerprint.TryGetValue(fingerprint, out var known)) byFingerprint[fingerprint] = known = [];
            known.Add(stored);
        }
    }

    /// <summary>Is there nothing to look for?</summary>
    public bool IsEmpty => byFingerprint.Count == 0;

    /// <summary>The finding with the best valid proof of its fix and the grade that it gives; unchanged where there is none.</summary>
    public Finding With(Finding finding)
    {
        if (Best(finding.Fingerprint) is not { } stored) return finding;
        var (proof, effect) = (stored.Proof, stored.Proof.Effect!.Value);
        var grade = proof.Plan.Scope == PlanScope.Workload ? Grade.ProvenWorkload : Grade.ProvenIsolated;
        var inputs = proof.Plan.Scope == PlanScope.Workload ? $"`{proof.Plan.Inputs}`, {proof.Plan.Interpreter}" : $"{proof.Plan.Inputs}, {proof.Plan.Interpreter}";
        return finding with { Grade = grade, Proof = new ProofEvidence(Path.GetFileName(stored.File), effect.Estimate, effect.Low, effect.High, inputs, null) };
    }

    /// <summary>The valid proof of the highest grade, and among equals the newest.</summary>
    public StoredProof? Best(string fingerprint) => byFingerprint.TryGetValue(fingerprint, out var known)
        ? known.Where(stored => Expired(stored.Proof) is null && stored.Proof.Effect is not null).MaxBy(stored => (stored.Proof.Plan.Scope, stored.Proof.Ended))
        : null;

    /// <summary>The proofs of a finding that no longer hold, with why.</summary>
    public IEnumerable<ExpiredProof> ExpiredOf(string fingerprint) => byFingerprint.TryGetValue(fingerprint, out var known)
        ? known.Select(stored => (stored, Reason: Expired(stored.Proof))).Where(each => each.Reason is not null).Select(each => new ExpiredProof(each.stored, each.Reason!))
        : [];

    /// <summary>All proofs of the project that no longer hold, whatever their verdict.</summary>
    public IEnumerable<ExpiredProof> AllExpired() =>
        new ProofStore(project).All().Select(stored => (stored, Reason: Expired(stored.Proof))).Where(each => each.Reason is not null).Select(each => new ExpiredProof(each.stored, each.Reason!));

    private string? Expired(Proof proof) => Toolchains.MovedSince(proof) ?? CodeMoved(proof);

    private string? CodeMoved(Proof proof)
    {
        var path = Path.Join(project, proof.Subject.Path);
        try
        {
            if (!File.Exists(path)) return $"{proof.Subject.Path} is gone";
            // A workload's proof is bound to the files that its change touches, a function's to that function.
            if (proof.Plan.Scope == PlanScope.Workload) return null;
            var function = FunctionSources.Of(FileReader.ReadSmall(path)).FirstOrDefault(each => each.Name == proof.Subject.Symbol);
            if (function is null) return $"{proof.Subject.Path} has no function {proof.Subject.Symbol} any more";
            return function.Hash == proof.Subject.HashBefore ? null : $"{proof.Subject.Symbol} has changed since";
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            return Trouble.Explain(trouble);
        }
    }
}
