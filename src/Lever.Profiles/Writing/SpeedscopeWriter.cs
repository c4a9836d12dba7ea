using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lever.Profiles.Writing;

/// <summary>speedscope's own JSON, a sampled profile for each thread and metric.</summary>
internal static class SpeedscopeWriter
{
    public static void Write(Profile profile, Stream output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("$schema", "https://www.speedscope.app/file-format-schema.json");
        json.WriteString("exporter", "lever");
        json.WriteString("name", profile.Name);
        json.WriteStartObject("shared");
        json.WriteStartArray("frames");
        foreach (var frame in profile.Frames)
        {
            var function = profile.Functions[frame.Function];
            json.WriteStartObject();
            json.WriteString("name", function.Name);
            if (function.File.Length > 0) json.WriteString("file", function.File);
            if (frame.Line > 0 || function.FirstLine > 0) json.WriteNumber("line", frame.Line > 0 ? frame.Line : function.FirstLine);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartArray("profiles");
        for (var metric = 0; metric < profile.Metrics.Count; metric++)
            for (var root = 0; root < profile.Stacks.Count; root = profile.Stacks.EndOf(root)) WriteThread(json, profile, metric, root);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteThread(Utf8JsonWriter json, Profile profile, int metric, int root)
    {
        var stacks = profile.Stacks;
        var self = stacks.Self(metric);
        json.WriteStartObject();
        json.WriteString("type", "sampled");
        var thread = profile.Threads[stacks.ThreadOf(root)].Name;
        json.WriteString("name", profile.Metrics.Count > 1 ? $"{thread} {profile.Metrics[metric].Name}".Trim() : thread);
        json.WriteString("unit", profile.Metrics[metric].Unit switch { MetricUnit.Seconds => "seconds", MetricUnit.Bytes => "bytes", _ => "none" });
        json.WriteStartArray("samples");
        var path = new List<int>();
        var weights = new List<double>();
        for (var node = root; node < stacks.EndOf(root); node++)
        {
            if (self[node] <= 0) continue;
            path.Clear();
            for (var at = node; stacks.FrameOf(at) >= 0; at = stacks.ParentOf(at)) path.Add(stacks.FrameOf(at));
            json.WriteStartArray();
            for (var at = path.Count - 1; at >= 0; at--) json.WriteNumberValue(path[at]);
            json.WriteEndArray();
            weights.Add(self[node]);
        }
        json.WriteEndArray();
        json.WriteStartArray("weights");
        foreach (var weight in weights) json.WriteNumberValue(weight);
        json.WriteEndArray();
        json.WriteNumber("startValue", 0);
        json.WriteNumber("endValue", weights.Sum());
        json.WriteEndObject();
    }
}
