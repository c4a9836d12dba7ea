using System.Collections.Immutable;
using System.Text.Json;

namespace Lever.Experiments.Json;

/// <summary>Shapes that plan, journal and proof write alike.</summary>
internal static class JsonWriting
{
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
