using System.Text.Json;

namespace Lever.Profiles.Readers;

/// <summary>
/// Pyroscope's flamebearer JSON: a flame graph row by row, each bar as its distance from the bar before, its width, what is its
/// own, and its name; twice the first three where two profiles are compared. Specified by grafana/pyroscope's
/// pkg/og/structs/flamebearer.
/// </summary>
internal sealed class FlamebearerReader : ProfileReader
{
    public override string Format => "flamebearer";

    public override bool Recognizes(ReadOnlySpan<byte> head, string name) =>
        head.IndexOfAnyExcept(" \t\r\n"u8) is >= 0 and var at && head[at] == '{' && JsonText.ValueOf(head, "\"flamebearer\""u8) >= 0;

    public override void Read(ReadOnlySpan<byte> bytes, ProfileBuilder builder)
    {
        var graph = new FlamebearerGraph();
        var reader = new Utf8JsonReader(bytes, JsonText.Options);
        try
        {
            reader.Read();
            while (JsonText.NextProperty(ref reader))
            {
                if (JsonText.At(ref reader, "flamebearer"u8)) graph.ReadBars(ref reader);
                else if (JsonText.At(ref reader, "metadata"u8)) graph.ReadMetadata(ref reader);
                else reader.Skip();
            }
        }
        catch (JsonException)
        {
            builder.Problem(ProfilePlace.Byte(reader.BytesConsumed), "the JSON is broken or cut short here; what stands before is used");
        }
        builder.WrittenBy(graph.Producer.Length > 0 ? $"Pyroscope, {graph.Producer}" : "Pyroscope");
        graph.Add(builder);
    }
}
