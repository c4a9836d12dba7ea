using System.Collections.Immutable;
using Lever.Experiments.Json;
using Lever.Experiments.Plans;
using Lever.Experiments.Statistics;

namespace Lever.Experiments.Proofs;

/// <summary>The members of <c>lever.proof/1</c>, read back. What may and may not be said is not read but worded anew from the rest.</summary>
internal static class ProofReader
{
    public static Proof? Read(JsonNode node)
    {
        if (node.Text("schema") is var schema && schema != ProofFile.Schema)
        {
            if (!node.HasProblems) node.Member("schema").Report($"expected {ProofFile.Schema}; another version of Lever may have written it");
            return null;
        }

        var plan = PlanJson.Read(node.Object("plan"));
        // Blocks are judged by the plan; with a broken one every block would be reported too.
        if (node.HasProblems) return null;
        var effect = node.Member("effect");
        var proof = new Proof
        {
            ToolVersion = node.Object("tool").Text("version"),
            Verdict = node.Choice("verdict", Names.Verdicts),
            Reason = node.Text("reason"),
            Subject = ReadSubject(node.Object("subject")),
            Plan = plan,
            Host = ReadFacts(node, "host"),
            Toolchain = ReadFacts(node, "toolchain"),
            Control = node.Member("control") is { IsNull: false } control ? ReadRatio(control) : null,
            Equivalence = ReadEquivalence(node.Object("equivalence")),
            Effect = effect.IsNull ? null : ReadRatio(effect),
            Level = effect.IsNull ? 0 : effect.Number("level"),
            ToResolve = node.Member("to_resolve") is { IsNull: false } cost ? new((int)cost.Integer("blocks", 1, 1_000_000), cost.Number("seconds")) : null,
            Witnesses = [.. node.Array("witnesses").Select(one => new Witness(one.Text("name"), one.Text("unit"), one.Number("baseline"), one.Number("patched")))],
            Regimes = [.. node.Array("regimes").Select(ReadRegime)],
            Replay = node.Text("replay"),
            Arguments = node.Texts("arguments"),
            Patch = node.Text("patch"),
            Started = node.Time("started"),
            Ended = node.Time("ended"),
            StoppedEarly = node.Flag("stopped_early"),
            Blocks = ReadBlocks(node, plan),
        };
        if (!node.HasProblems) Judge(node, proof);
        return proof;
    }

    /// <summary>A verdict that its own data do not bear: the file was changed by hand.</summary>
    private static void Judge(JsonNode node, Proof proof)
    {
        if (proof.StoppedEarly || proof.Verdict is not (Verdict.Faster or Verdict.Slower or Verdict.NoMaterialDifference or Verdict.HostUnfit)) return;
        if (proof.Blocks.IsEmpty)
        {
            node.Member("blocks").Report($"are empty, though the verdict is {Names.Of(proof.Verdict)}");
            return;
        }

        var analysis = new Analysis(proof.Plan);
        var found = analysis.LooksAfter(proof.Blocks.Length) && analysis.Look(proof.Blocks.AsSpan()) is { Verdict: not null } decided
            ? decided
            : analysis.End(proof.Blocks.AsSpan());
        if (found.Verdict != proof.Verdict) node.Member("verdict").Report($"is {Names.Of(proof.Verdict)}, but by the blocks it is {Names.Of(found.Verdict!.Value)}");
        else if (!Agrees(found.Effect, proof.Effect)) node.Member("effect").Report($"is not that of the blocks, {Figures.Ratio(found.Effect)}");
        else if (!Agrees(found.Control, proof.Control)) node.Member("control").Report($"is not that of the blocks, {Figures.Ratio(found.Control)}");
    }

    /// <summary>The same but for the last digits, which another processor's logarithm may round otherwise.</summary>
    private static bool Agrees(Interval found, Interval? written) =>
        written is { } ratio && Close(found.Estimate, ratio.Estimate) && Close(found.Low, ratio.Low) && Close(found.High, ratio.High);

    private static bool Close(double a, double b) => a.Equals(b) || Math.Abs(a - b) <= 1e-9 * Math.Abs(a);

    private static ProofSubject ReadSubject(JsonNode node) => new(
        node.TextOrNull("fingerprint"), node.TextOrNull("rule"), node.Text("path"), node.Text("symbol"), node.Text("hash_before"), node.Text("hash_after"));

    private static ImmutableArray<Fact> ReadFacts(JsonNode node, string name) =>
        [.. node.Members(name).Select(member => new Fact(member.Name, member.Value.Text()))];

    private static ProofEquivalence ReadEquivalence(JsonNode node) => new(
        (int)node.Integer("cases", 0, int.MaxValue),
        (int)node.Integer("different", 0, int.MaxValue),
        [.. node.Array("differences").Select(one => new ProofDifference(one.Text("kind"), one.Text("input"), one.Text("baseline"), one.Text("patched")))],
        node.Text("policy"),
        node.Texts("agreed"),
        (int)node.Integer("outside_annotations", 0, int.MaxValue),
        node.Member("tests") is { IsNull: false } tests ? new(tests.Text("command"), tests.Text("baseline"), tests.Text("patched")) : null);

    private static Regime ReadRegime(JsonNode node) => new(
        node.Text("version"), node.Integer("size", 0, long.MaxValue), node.Member("ratio").IsNull ? null : ReadRatio(node), node.Choice("verdict", Names.Verdicts));

    private static Interval ReadRatio(JsonNode node) => new(
        Positive(node, "ratio"),
        node.Member("low").IsNull ? 0 : Positive(node, "low"),
        node.Member("high").IsNull ? double.PositiveInfinity : Positive(node, "high"));

    private static double Positive(JsonNode node, string name)
    {
        var value = node.Number(name);
        if (value <= 0) node.Member(name).Report("expected a number above 0");
        return value;
    }

    private static ImmutableArray<Block> ReadBlocks(JsonNode node, Plan plan)
    {
        var blocks = ImmutableArray.CreateBuilder<Block>();
        var nodes = node.Array("blocks");
        if (nodes.Count > plan.MostBlocks)
        {
            node.Member("blocks").Report($"are {nodes.Count}, more than the {plan.MostBlocks} of the plan");
            return [];
        }

        foreach (var block in nodes)
            blocks.Add(BlockJson.Read(block, plan, blocks.Count));
        return blocks.ToImmutable();
    }
}
