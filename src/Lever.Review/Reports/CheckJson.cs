using System.Text.Json;
using Lever.Review.Findings;

namespace Lever.Review.Reports;

/// <summary>The contract <c>lever.check/1</c>: one document with every finding.</summary>
public static class CheckJson
{
    public static void Write(Stream output, CheckResult result, ToolInfo tool)
    {
        using var json = new Utf8JsonWriter(output, FindingJson.Options);
        json.WriteStartObject();
        json.WriteString("schema", "lever.check/1");
        FindingJson.WriteTool(json, tool);
        FindingJson.WriteFiles(json, result.Files);
        json.WriteStartArray("findings");
        foreach (var finding in result.Findings)
        {
            json.WriteStartObject();
            FindingJson.WriteFields(json, finding);
            json.WriteString("claim", Wording.Full(finding));
            json.WriteEndObject();
            // A large report goes out piece by piece and never stands in memory whole.
            if (json.BytesPending > 1 << 16) json.Flush();
        }
        json.WriteEndArray();
        FindingJson.WriteProblems(json, result.Problems);
        json.WriteNumber("withheld", result.Withheld);
        json.WriteBoolean("stopped_early", result.StoppedEarly);
        json.WriteEndObject();
        json.Flush();
        output.Write("\n"u8);
    }
}
