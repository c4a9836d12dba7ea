using System.Text.Json;
using Lever.Profiles.Names;

namespace Lever.Profiles.Readers;

/// <summary>The shared frames of a speedscope file.</summary>
internal static class SpeedscopeFrames
{
    /// <summary>Exporters that write the line being executed; the others that are known write the line of the definition.</summary>
    private static readonly string[] SamplersByLine = ["py-spy", "rbspy", "austin", "memray", "tachyon"];

    private static readonly string[] TracersByFunction = ["pyinstrument", "cprofile", "viztracer", "yappi"];

    /// <summary>Of functions seen at several lines, this share says that lines are executed ones.</summary>
    private const double ManyLines = 0.25;

    private readonly record struct RawFrame(string Name, string File, int Line);

    /// <summary>The builder's frame for each of the file's.</summary>
    public static int[] Read(ReadOnlySpan<byte> bytes, ProfileBuilder builder, string exporter)
    {
        var raw = ReadRaw(bytes, builder);
        var executed = LinesAreExecuted(raw, exporter);
        var frames = new int[raw.Count];
        for (var i = 0; i < frames.Length; i++)
        {
            var name = FrameText.WithPlace(raw[i].Name, raw[i].File, raw[i].Line);
            frames[i] = executed
                ? builder.AddFrame(builder.AddFunction(name, 0), name.Line)
                : builder.AddFrame(builder.AddFunction(name, name.Line), 0);
        }
        return frames;
    }

    private static List<RawFrame> ReadRaw(ReadOnlySpan<byte> bytes, ProfileBuilder builder)
    {
        var raw = new List<RawFrame>();
        var shared = JsonText.ValueOf(bytes, "\"shared\""u8);
        while (shared >= 0 && (shared >= bytes.Length || bytes[shared] != '{')) shared = JsonText.ValueOf(bytes, "\"shared\""u8, shared);
        if (shared < 0)
        {
            builder.Problem(ProfilePlace.File, "the file has no shared frames, so its stacks have no names");
            return raw;
        }
        var reader = new Utf8JsonReader(bytes[shared..], JsonText.Options);
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isFrames = JsonText.Is(ref reader, "frames"u8);
                reader.Read();
                if (isFrames && reader.TokenType == JsonTokenType.StartArray) ReadFrames(ref reader, raw);
                else reader.Skip();
            }
        }
        catch (JsonException)
        {
            builder.Problem(ProfilePlace.Byte(shared + reader.BytesConsumed), "the list of frames is broken or cut short here");
        }
        return raw;
    }

    private static void ReadFrames(ref Utf8JsonReader reader, List<RawFrame> raw)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (raw.Count < ProfileLimits.Frames) raw.Add(ReadFrame(ref reader));
            else reader.Skip();
        }
    }

    private static RawFrame ReadFrame(ref Utf8JsonReader reader)
    {
        var (name, file, line) = ("", "", 0);
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return new RawFrame(name, file, line);
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = JsonText.Is(ref reader, "name"u8) ? 'n' : JsonText.Is(ref reader, "file"u8) ? 'f' : JsonText.Is(ref reader, "line"u8) ? 'l' : '?';
            reader.Read();
            if (key == 'n') name = JsonText.Text(ref reader);
            else if (key == 'f') file = JsonText.Text(ref reader);
            else if (key == 'l' && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number)) line = Math.Max(0, number);
            reader.Skip();
        }
        return new RawFrame(name, file, line);
    }

    private static bool LinesAreExecuted(List<RawFrame> frames, string exporter)
    {
        if (SamplersByLine.Any(tool => exporter.Contains(tool, StringComparison.OrdinalIgnoreCase))) return true;
        if (TracersByFunction.Any(tool => exporter.Contains(tool, StringComparison.OrdinalIgnoreCase))) return false;
        var lines = frames.Where(frame => frame.Line > 0).GroupBy(frame => (frame.Name, frame.File))
            .Select(group => group.Select(frame => frame.Line).Distinct().Count()).ToArray();
        return lines.Length > 0 && lines.Count(count => count > 1) > ManyLines * lines.Length;
    }
}
