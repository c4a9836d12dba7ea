using Lever.Dev.Power;
using Lever.Experiments;
using Lever.Experiments.Plans;
using Lever.Experiments.Proofs;
using Lever.Proving;

namespace Lever.Tests.Serving;

/// <summary>A proof of a finding's fix as a quiet machine would have made it, so that tests of what follows need no experiment.</summary>
internal static class PlantedProof
{
    private static readonly GlobalChoices choices = new(null, UseCache: true, Jobs: 1, IsQuiet: true, ColorMode.Never, MayAsk: false, Seed: 0);

    /// <summary>Puts one of a fix that makes its function twice as fast into the store of a project.</summary>
    /// <returns>The finding's fingerprint.</returns>
    public static string In(string project, string finding)
    {
        using var host = ServedHost.In(project);
        var (found, problem) = FindingLocator.Find(finding, host, choices);
        Assert.True(found is not null, problem);
        var source = FunctionSources.Of(File.ReadAllBytes(found.File.FullPath)).Single(function => function.Name == found.Finding.Function);
        var plan = Plan.Short with { Seed = 3, Inputs = "generated inputs", Interpreter = "CPython 3.11.7", Looks = [8, 12] };
        var quiet = new NoisyHost(new HostNoise(0.005, 0.01, 0, 0), 2, 5);
        var subject = new ProofSubject(found.Finding.Fingerprint, found.Finding.Rule.Name, found.File.PathIn(project), source.Name, source.Hash, new string('a', 64));
        var proof = Proof.Of(Experiment.Run(plan, quiet.Start, quiet), subject, "0.1.0") with { Equivalence = new ProofEquivalence(200, 0, [], "exact", [], 0, null) };
        var (file, lack) = new ProofStore(project).Keep(proof);
        Assert.True(file is not null, lack);
        return found.Finding.Fingerprint;
    }
}
