using System.Security.Cryptography;
using System.Text.Json;
using Lever.Experiments.Json;

namespace Lever.Experiments.Plans;

/// <summary>
/// A plan as JSON. The canonical form has every member, in the order below, without white space and with numbers at their shortest; its
/// SHA-256 names the plan.
/// </summary>
public static class PlanJson
{
    private const string Order = "random within rounds, from the seed";

    /// <summary>The canonical form in UTF-8.</summary>
    public static byte[] Canonical(Plan plan)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, JsonWriting.Line))
        {
            writer.WriteStartObject();
            WriteMembers(writer, plan);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>SHA-256 over the canonical form, 64 lower-case hexadecimal digits.</summary>
    public static string Hash(Plan plan) => Convert.ToHexStringLower(SHA256.HashData(Canonical(plan)));

    /// <summary>The plan as an object that begins with its hash.</summary>
    internal static void Write(Utf8JsonWriter writer, Plan plan)
    {
        writer.WriteStartObject();
        writer.WriteString("hash", Hash(plan));
        WriteMembers(writer, plan);
        writer.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter writer, Plan plan)
    {
        writer.WriteString("metric", Names.Of(plan.Metric));
        writer.WriteString("scope", Names.Of(plan.Scope));
        writer.WriteNumber("bar", plan.Bar);
        writer.WriteNumber("confidence", plan.Confidence);
        writer.WriteNumber("budget_seconds", plan.Budget.TotalSeconds);
        writer.WriteNumber("processes", plan.MostBlocks);
        writer.WriteStartArray("looks");
        foreach (var look in plan.Looks)
            writer.WriteNumberValue(look);
        writer.WriteEndArray();
        writer.WriteNumber("rounds", plan.Rounds);
        writer.WriteNumber("warmup", plan.Warmup);
        writer.WriteNumber("seed", plan.Seed);
        writer.WriteString("order", Order);
        writer.WriteString("inputs", plan.Inputs);
        writer.WriteTexts("exclusions", plan.Exclusions);
        writer.WriteStartObject("arms");
        writer.WriteString("baseline", plan.Arms.Baseline);
        writer.WriteString("patched", plan.Arms.Patched);
        writer.WriteEndObject();
        writer.WriteString("interpreter", plan.Interpreter);
    }

    /// <summary>The plan that stands there; what is wrong with it, an altered hash too, is among the node's problems.</summary>
    internal static Plan Read(JsonNode node)
    {
        var arms = node.Object("arms");
        var plan = new Plan
        {
            Metric = node.Choice("metric", Names.Metrics),
            Scope = node.Choice("scope", Names.Scopes),
            Bar = node.Number("bar"),
            Confidence = node.Number("confidence"),
            Budget = TimeSpan.FromSeconds(Math.Clamp(node.Number("budget_seconds"), 0, 1e9)),
            Looks = [.. node.Array("looks").Select(look => (int)look.Integer(0, 100_000))],
            Rounds = (int)node.Integer("rounds", 0, 100_000),
            Warmup = (int)node.Integer("warmup", 0, 100_000),
            Seed = (ulong)node.Integer("seed", 0, (long)Plan.GreatestSeed),
            Inputs = node.Text("inputs"),
            Exclusions = node.Texts("exclusions"),
            Arms = new(arms.Text("baseline"), arms.Text("patched")),
            Interpreter = node.Text("interpreter"),
        };
        if (node.HasProblems) return plan;
        if (plan.Problem is { } problem) node.Report(problem);
        else if (node.Text("hash") is var hash && hash != Hash(plan)) node.Member("hash").Report("the plan was changed after it was hashed");
        return plan;
    }
}
