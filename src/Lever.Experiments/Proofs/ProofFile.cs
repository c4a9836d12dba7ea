using System.Collections.Immutable;
using System.Text.Json;
using Lever.Experiments.Json;
using Lever.Experiments.Statistics;

namespace Lever.Experiments.Proofs;

/// <summary>What a proof file holds, or why it cannot be used: always one of the two.</summary>
public readonly record struct ReadProof(Proof? Proof, ImmutableArray<JsonProblem> Problems);

/// <summary>
/// <c>lever.proof/1</c>, the content of <c>*.lever-proof.json</c>. Members always stand in the same order; numbers are at their shortest.
/// Reading takes any bytes: what is broken, missing or changed after hashing is told with its place.
/// </summary>
public static class ProofFile
{
    /// <summary>The value of the member <c>schema</c>.</summary>
    public const string Schema = "lever.proof/1";

    /// <summary>More than the greatest plan writes.</summary>
    public const int MostBytes = 64 << 20;

    /// <summary>The file's content: UTF-8, indented by two spaces, a line feed at the end.</summary>
    public static byte[] Write(Proof proof)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, JsonWriting.Indented))
            Write(writer, proof);
        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    /// <summary>Writes the proof as one object, for documents that hold it among other things.</summary>
    public static void Write(Utf8JsonWriter writer, Proof proof)
    {
        writer.WriteStartObject();
        writer.WriteString("schema", Schema);
        writer.WriteStartObject("tool");
        writer.WriteString("name", "lever");
        writer.WriteString("version", proof.ToolVersion);
        writer.WriteEndObject();
        writer.WriteString("verdict", Names.Of(proof.Verdict));
        writer.WriteString("reason", proof.Reason);
        writer.WriteString("grade", Names.Grade(proof.Plan.Scope));
        WriteSubject(writer, proof.Subject);
        writer.WritePropertyName("plan");
        Plans.PlanJson.Write(writer, proof.Plan);
        WriteFacts(writer, "host", proof.Host);
        WriteFacts(writer, "toolchain", proof.Toolchain);
        WriteControl(writer, proof.Control);
        WriteEquivalence(writer, proof.Equivalence);
        WriteEffect(writer, proof);
        WriteResolution(writer, proof.ToResolve);
        WriteWitnesses(writer, proof.Witnesses);
        WriteRegimes(writer, proof.Regimes);
        writer.WriteTexts("may_say", proof.MaySay);
        writer.WriteTexts("must_not_say", proof.MustNotSay);
        writer.WriteString("replay", proof.Replay);
        writer.WriteTexts("arguments", proof.Arguments);
        writer.WriteString("patch", proof.Patch);
        writer.WriteString("started", proof.Started);
        writer.WriteString("ended", proof.Ended);
        writer.WriteBoolean("stopped_early", proof.StoppedEarly);
        writer.WriteStartArray("blocks");
        foreach (var block in proof.Blocks)
            BlockJson.Write(writer, block);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteSubject(Utf8JsonWriter writer, ProofSubject subject)
    {
        writer.WriteStartObject("subject");
        writer.WriteString("fingerprint", subject.Fingerprint);
        writer.WriteString("rule", subject.Rule);
        writer.WriteString("path", subject.Path);
        writer.WriteString("symbol", subject.Symbol);
        writer.WriteString("hash_before", subject.HashBefore);
        writer.WriteString("hash_after", subject.HashAfter);
        writer.WriteEndObject();
    }

    private static void WriteFacts(Utf8JsonWriter writer, string name, ImmutableArray<Fact> facts)
    {
        writer.WriteStartObject(name);
        foreach (var fact in facts)
            writer.WriteString(fact.Name, fact.Value);
        writer.WriteEndObject();
    }

    private static void WriteControl(Utf8JsonWriter writer, Interval? control)
    {
        writer.WritePropertyName("control");
        if (control is not { } ratio)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        WriteRatio(writer, ratio);
        writer.WriteEndObject();
    }

    private static void WriteEffect(Utf8JsonWriter writer, Proof proof)
    {
        writer.WritePropertyName("effect");
        if (proof.Effect is not { } ratio)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        WriteRatio(writer, ratio);
        writer.WriteString("unit", proof.Unit);
        writer.WriteNumber("level", proof.Level);
        writer.WriteEndObject();
    }

    private static void WriteRatio(Utf8JsonWriter writer, Interval ratio)
    {
        writer.WriteBound("ratio", ratio.Estimate);
        // A ratio without a bound below reaches to 0; as a bound that says nothing, so neither is written.
        writer.WriteBound("low", double.IsFinite(ratio.High) ? ratio.Low : double.NegativeInfinity);
        writer.WriteBound("high", ratio.High);
    }

    private static void WriteEquivalence(Utf8JsonWriter writer, ProofEquivalence equivalence)
    {
        writer.WriteStartObject("equivalence");
        writer.WriteNumber("cases", equivalence.Cases);
        writer.WriteNumber("different", equivalence.Different);
        writer.WriteStartArray("differences");
        foreach (var difference in equivalence.Differences)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", difference.Kind);
            writer.WriteString("input", difference.Input);
            writer.WriteString("baseline", difference.Baseline);
            writer.WriteString("patched", difference.Patched);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("policy", equivalence.Policy);
        writer.WriteTexts("agreed", equivalence.Agreed);
        writer.WriteNumber("outside_annotations", equivalence.OutsideAnnotations);
        writer.WritePropertyName("tests");
        if (equivalence.Tests is { } tests)
        {
            writer.WriteStartObject();
            writer.WriteString("command", tests.Command);
            writer.WriteString("baseline", tests.Baseline);
            writer.WriteString("patched", tests.Patched);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteNullValue();
        }

        writer.WriteEndObject();
    }

    private static void WriteResolution(Utf8JsonWriter writer, Resolution? resolution)
    {
        writer.WritePropertyName("to_resolve");
        if (resolution is not { } cost)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        writer.WriteNumber("blocks", cost.Blocks);
        writer.WriteNumber("seconds", cost.Seconds);
        writer.WriteEndObject();
    }

    private static void WriteWitnesses(Utf8JsonWriter writer, ImmutableArray<Witness> witnesses)
    {
        writer.WriteStartArray("witnesses");
        foreach (var witness in witnesses)
        {
            writer.WriteStartObject();
            writer.WriteString("name", witness.Name);
            writer.WriteString("unit", witness.Unit);
            writer.WriteNumber("baseline", witness.Baseline);
            writer.WriteNumber("patched", witness.Patched);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteRegimes(Utf8JsonWriter writer, ImmutableArray<Regime> regimes)
    {
        writer.WriteStartArray("regimes");
        foreach (var regime in regimes)
        {
            writer.WriteStartObject();
            writer.WriteString("version", regime.Version);
            writer.WriteNumber("size", regime.Size);
            writer.WriteString("verdict", Names.Of(regime.Verdict));
            if (regime.Effect is { } effect) WriteRatio(writer, effect);
            else WriteRatio(writer, new(double.NaN, double.NegativeInfinity, double.PositiveInfinity));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>The proof that stands there, or its problems.</summary>
    public static ReadProof Read(ReadOnlyMemory<byte> content)
    {
        if (content.Length > MostBytes) return new(null, [new("the file", "is larger than any proof")]);
        if (content.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) content = content[3..];
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(content);
        }
        catch (JsonException failure)
        {
            return new(null, [new($"line {(failure.LineNumber ?? 0) + 1}, byte {(failure.BytePositionInLine ?? 0) + 1}", "is not JSON; the file is cut short or was edited")]);
        }

        using (document)
        {
            var problems = new List<JsonProblem>();
            var proof = ProofReader.Read(new JsonNode(document.RootElement, "", problems));
            return problems.Count == 0 ? new(proof, []) : new(null, [.. problems]);
        }
    }
}
