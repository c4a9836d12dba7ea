using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Lever.Experiments.Equivalence;

namespace Lever.Experiments.Harnesses;

/// <summary>Reads what workers write. Nothing that a worker sends can raise an exception: what is missing or odd reads as empty.</summary>
internal static class Lines
{
    public static string Write(Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            content(writer);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static JsonElement? Parse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 256 });
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string? Text(this JsonElement element, string name) => element.TryGetProperty(name, out var value) ? Text(value) : null;

    public static string? Text(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String) return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair is valid JSON and no valid text.
            return value.GetRawText();
        }
    }

    public static double Number(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) ? number : 0;

    public static int Integer(this JsonElement element, string name) => (int)Math.Clamp(element.Number(name), int.MinValue, int.MaxValue);

    public static bool Flag(this JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    public static ImmutableArray<string> Texts(this JsonElement element, string name) => [.. element.Items(name).Select(Text).OfType<string>()];

    public static Observation Observation(JsonElement answer)
    {
        var (number, call, label, outside) = (answer.Integer("case"), answer.Text("call") ?? "", answer.Text("label") ?? "", answer.Flag("outside"));
        if (answer.Text("unmade") is { } unmade) return Equivalence.Observation.Missing(number, call, label, outside, null, unmade);
        if (answer.Text("no_answer") is { } silent) return Equivalence.Observation.Missing(number, call, label, outside, silent, null);
        ImmutableArray<Node> nodes = [.. answer.Items("graph").Select(Node)];
        if (!answer.TryGetProperty("roots", out var rootsElement) || rootsElement.ValueKind != JsonValueKind.Object)
            return Equivalence.Observation.Missing(number, call, label, outside, "a record without values", null);
        var roots = ImmutableDictionary.CreateBuilder<string, Reference>(StringComparer.Ordinal);
        foreach (var root in rootsElement.EnumerateObject()) roots[root.Name] = Reference(root.Value);
        if (roots.Values.Concat(nodes.SelectMany(node => node.Children)).Any(reference => reference.Node >= nodes.Length) || !roots.ContainsKey("arguments"))
            return Equivalence.Observation.Missing(number, call, label, outside, "a record whose parts are missing", null);
        var facts = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (answer.TryGetProperty("facts", out var factsElement) && factsElement.ValueKind == JsonValueKind.Object)
            foreach (var fact in factsElement.EnumerateObject())
                facts[fact.Name] = Text(fact.Value) ?? fact.Value.GetRawText();
        var unseen = answer.Texts("opaque");
        if (answer.Flag("too_large")) unseen = unseen.Add("a value too large to record");
        return new Observation(number, call, label, outside, null, null, answer.Flag("mutates"), nodes, roots.ToImmutable(), facts.ToImmutable(), unseen, answer.Texts("kept"));
    }

    private static Node Node(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object) return new Node(NodeKind.Opaque, "", false, [], [], "");
        var kind = element.Text("k") switch
        {
            "seq" => NodeKind.Sequence,
            "set" => NodeKind.Set,
            "map" => NodeKind.Map,
            "obj" or "named" => NodeKind.Object,
            "exc" => NodeKind.Exception,
            "iter" => NodeKind.Iterator,
            "big" => NodeKind.Digest,
            _ => NodeKind.Opaque,
        };
        return new Node(kind, element.Text("t") ?? "", element.Integer("i") == 1, element.Texts("n"), [.. element.Items("c").Select(Reference)], element.Text("x") ?? "");
    }

    private static Reference Reference(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var node) && node >= 0) return new Reference(node, "", "");
        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() != 2) return new Reference(int.MaxValue, "", "");
        return new Reference(-1, Text(element[0]) ?? "", Text(element[1]) ?? "");
    }
}
