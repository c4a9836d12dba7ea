using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Lever.Serving.Mcp;

/// <summary>All types that tools take and give. Fields that may be missing are null, never absent: clients check answers against their schemas.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ReviewAnswer))]
[JsonSerializable(typeof(FindingAnswer))]
[JsonSerializable(typeof(ExplainAnswer))]
[JsonSerializable(typeof(EstimateResult))]
[JsonSerializable(typeof(DoctorAnswer))]
[JsonSerializable(typeof(ProfileAnswer))]
[JsonSerializable(typeof(ProfileRowsAnswer))]
[JsonSerializable(typeof(ProofAnswer))]
[JsonSerializable(typeof(ProofsAnswer))]
[JsonSerializable(typeof(ApplyAnswer))]
[JsonSerializable(typeof(KeptAnswer))]
[JsonSerializable(typeof(RulesAnswer))]
[JsonSerializable(typeof(CostsAnswer))]
[JsonSerializable(typeof(RunsAnswer))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(int?))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class McpJson : JsonSerializerContext;
