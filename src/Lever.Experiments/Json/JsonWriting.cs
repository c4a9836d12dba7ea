using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lever.Experiments.Json;

/// <summary>Shapes that plan, journal and proof write alike.</summary>
internal static class JsonWriting
{
    /// <summary>On one line; text stays readable, for no browser ever takes these files for a page.</summary>
    public static JsonWriterOptions Line { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Indented, with line feeds on every system.</summary>
    public static JsonWriterOptions Indented { get; } = Line with { Indented = true, NewLine = "\n" };

    public static void WriteTexts(this Utf8JsonWriter writer, string name, ImmutableArray<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    /// <summary>A bound that does not exist is null: JSON has no infinity.</summary>
    public static void WriteBound(this Utf8JsonWriter writer, string name, double bound)
    {
        if (double.IsFinite(bound)) writer.WriteNumber(name, bound);
        else writer.WriteNull(name);
    }
}
