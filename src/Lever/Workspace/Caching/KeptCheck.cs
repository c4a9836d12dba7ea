using System.Text.Json;
using System.Text.Json.Serialization;
using Lever.Review.Findings;
using Lever.Review.Rules;

namespace Lever.Workspace.Caching;

/// <summary>A check as it is kept.</summary>
/// <param name="Recipe">All of what it follows from, since names of entries are too short to tell recipes apart with certainty.</param>
/// <param name="Manifests">What the project's manifests held, by their paths from the project's folder; null where there was none.</param>
internal sealed record KeptCheck(byte[] Recipe, IReadOnlyDictionary<string, string?> Manifests, RuleFindings Found)
{
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, KeptCheckJson.Default.KeptCheck);

    /// <returns>Null where the bytes are of another shape.</returns>
    public static KeptCheck? Parse(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, KeptCheckJson.Default.KeptCheck);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(
    IgnoreReadOnlyProperties = true, IncludeFields = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, Converters = [typeof(RuleByName)])]
[JsonSerializable(typeof(KeptCheck))]
internal sealed partial class KeptCheckJson : JsonSerializerContext;

/// <summary>Rules are the program's own; a finding only names its rule.</summary>
internal sealed class RuleByName : JsonConverter<RuleInfo>
{
    public override RuleInfo Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { } name && RuleCatalog.Find(name) is { } rule ? rule : throw new JsonException("no such rule");

    public override void Write(Utf8JsonWriter writer, RuleInfo value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name);
}
