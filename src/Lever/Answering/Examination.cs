using System.Globalization;
using Lever.Experiments.Proofs;
using Lever.Proving;
using Lever.Running;
using Lever.Workspace;

namespace Lever.Answering;

/// <summary>What this machine has to prove anything with, and which proofs of a project are out of date.</summary>
/// <param name="Interpreters">The project's own first.</param>
/// <param name="Proofs">How many are kept.</param>
/// <param name="Swept">Folders of killed experiments that were removed.</param>
internal sealed record Examination(
    IReadOnlyList<Fact> Machine, IReadOnlyList<ToolFact> Tools, IReadOnlyList<Interpreter> Interpreters, int Proofs, IReadOnlyList<ExpiredProof> Expired, int Swept)
{
    /// <param name="problem">Told of files among the proofs that cannot be read.</param>
    public static Examination Of(Workbench bench, Configuration configuration, Action<string> problem)
    {
        var swept = bench.Folders.Sweep();
        var place = bench.Folders.Create("doctor");
        try
        {
            var facts = HostFacts.Gather(bench.Runner, bench.Variables.GetValueOrDefault("PATH", ""), place);
            var machine = new List<Fact>(HostDescription.Of(facts));
            if (facts.CpuQuota is { } quota) machine.Add(new Fact("container", string.Create(CultureInfo.InvariantCulture, $"may use {quota:0.##} cores")));
            machine.Add(new Fact("instruction counts", facts.Counters.Value is null ? facts.Counters.Problem ?? "" : "by perf"));
            var proofs = new ProofStore(configuration.Folder).All(problem).Count;
            return new Examination(machine, facts.Tools, bench.AllInterpreters(configuration.Folder), proofs, [.. new ProvenFindings(configuration.Folder).AllExpired()], swept);
        }
        finally
        {
            TemporaryFolders.Remove(place);
        }
    }
}
