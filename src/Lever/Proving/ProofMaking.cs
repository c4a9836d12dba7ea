using Lever.Experiments.Proofs;
using Lever.Workspace;

namespace Lever.Proving;

/// <summary>A finished experiment.</summary>
/// <param name="Kept">The proof's file, relative to the current folder; null where it was stopped or cannot be kept.</param>
/// <param name="Problem">Why it cannot be kept.</param>
internal sealed record ConcludedProof(Proof Proof, string? Kept, string? Problem);

/// <summary>From what is named to a proof that is kept.</summary>
internal static class ProofMaking
{
    /// <summary>The two sides of a finding's fix, with the request as the finding's project wants it; or why there are none.</summary>
    public static (ProofRequest Request, ProofSides? Sides, string? Problem) OfFinding(string name, ProofChoices choices, ProofRequest request, Workbench bench, GlobalChoices chosen)
    {
        var (found, lack) = FindingLocator.Find(name, bench.Host, chosen);
        if (found is null) return (request, null, lack);
        if (found.Finding.Fix.Edits.Count == 0) return (request, null, $"the finding has no patch, only advice: {found.Finding.Fix.Summary}; write one and give it with --patch");
        request = choices.ForFinding(request, found);
        var (sides, problem) = ProofSides.OfFinding(request.Project, found.File, found.Analysed, found.Finding, bench.Folders);
        return (request, sides, problem);
    }

    /// <summary>Runs the experiment and keeps its proof.</summary>
    public static ConcludedProof Conclude(ProofRequest request, ProofSides sides, Workbench bench, GlobalChoices chosen)
    {
        var store = new ProofStore(request.Project);
        var proof = new Prover(bench, chosen, store).Prove(request, sides);
        var name = DisplayPath.Of(Path.Join(store.Folder, ProofStore.Name(proof)), bench.Host.CurrentFolder);
        proof = proof with { Replay = $"lever replay {name}" };
        // What was stopped is no proof; its journal waits to be continued.
        if (proof.StoppedEarly) return new ConcludedProof(proof, null, null);
        var (file, problem) = store.Keep(proof);
        return new ConcludedProof(proof, file is null ? null : name, problem);
    }
}
