using System.Collections.Immutable;
using System.Text.Json;
using Lever.Experiments.Json;
using Lever.Experiments.Plans;

namespace Lever.Experiments;

/// <summary>A block as journal lines and proofs hold it: an array of rounds for each arm, a round being [cpu ns, wall ns, peak bytes, loops].</summary>
internal static class BlockJson
{
    public static void Write(Utf8JsonWriter writer, Block block)
    {
        writer.WriteStartObject();
        writer.WriteNumber("block", block.Number);
        writer.WriteNumber("seconds", block.Seconds);
        WriteArm(writer, block, Arm.Baseline);
        WriteArm(writer, block, Arm.Control);
        WriteArm(writer, block, Arm.Patched);
        writer.WriteEndObject();
    }

    private static void WriteArm(Utf8JsonWriter writer, Block block, Arm arm)
    {
        writer.WriteStartArray(Names.Of(arm));
        foreach (var round in block.Rounds)
        {
            var measurement = round.Of(arm);
            writer.WriteStartArray();
            writer.WriteNumberValue(measurement.CpuNanoseconds);
            writer.WriteNumberValue(measurement.WallNanoseconds);
            writer.WriteNumberValue(measurement.PeakBytes);
            writer.WriteNumberValue(measurement.Loops);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    /// <summary>The block that stands there; it must be number <paramref name="number"/> and have all rounds of the plan.</summary>
    public static Block Read(JsonNode node, Plan plan, int number)
    {
        node.Integer("block", number, number);
        var seconds = node.Number("seconds");
        if (seconds < 0) node.Member("seconds").Report("expected no negative time");
        var baseline = ReadArm(node, plan, Arm.Baseline);
        var control = ReadArm(node, plan, Arm.Control);
        var patched = ReadArm(node, plan, Arm.Patched);
        if (node.HasProblems) return new(number, seconds, []);
        var rounds = ImmutableArray.CreateBuilder<Round>(plan.RoundsInAll);
        for (var i = 0; i < plan.RoundsInAll; i++)
            rounds.Add(new(baseline[i], control[i], patched[i]));
        return new(number, seconds, rounds.MoveToImmutable());
    }

    private static List<Measurement> ReadArm(JsonNode node, Plan plan, Arm arm)
    {
        var measurements = new List<Measurement>();
        var rounds = node.Array(Names.Of(arm));
        if (rounds.Count != plan.RoundsInAll) node.Member(Names.Of(arm)).Report($"expected {plan.RoundsInAll} rounds, as planned");
        foreach (var round in rounds)
        {
            var figures = round.Array();
            if (figures.Count != 4)
            {
                round.Report("expected four figures: cpu, wall, peak, loops");
                continue;
            }

            var measurement = new Measurement(
                figures[0].Number(), figures[1].Number(), figures[2].Integer(0, long.MaxValue), figures[3].Integer(1, long.MaxValue));
            if (Block.Impossible(plan.Metric, measurement) is { } reason) round.Report($"holds {reason}");
            measurements.Add(measurement);
        }

        return measurements;
    }
}
