using System.Text.Json;
using Lever.Profiles.Names;

namespace Lever.Profiles.Readers;

/// <summary>The tables of Tachyon's JSON lines as they are filled, line by line. Lines of types that nobody knows yet are passed over.</summary>
internal sealed class TachyonLines(ProfileBuilder builder)
{
    private readonly Dictionary<int, string> strings = [];
    private readonly Dictionary<int, (int Function, int Line)> frames = [];
    private double seconds = 1;
    private int metric = -1;
    private long samples;
    private bool isRun;

    public void ReadLine(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line, JsonText.Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException();
        switch (Type(reader))
        {
            case "meta": ReadMeta(ref reader); break;
            case "string_table" or "str_def": ReadTable(ref reader, "strings"u8); break;
            case "frame_table" or "frame_def": ReadTable(ref reader, "frames"u8); break;
            case "agg": ReadTable(ref reader, "entries"u8); break;
            default: Skip(ref reader); break;
        }
    }

    /// <summary>Counts the samples of the run that ends here. Every line of weights repeats them.</summary>
    public void End()
    {
        if (isRun) builder.CountSamples(samples);
        samples = 0;
    }

    private static string Type(Utf8JsonReader reader)
    {
        while (JsonText.NextProperty(ref reader))
        {
            if (JsonText.At(ref reader, "type"u8)) return JsonText.TextValue(ref reader);
            reader.Skip();
        }
        return "";
    }

    // To the end, so that a line that breaks off is noticed whatever its type.
    private static void Skip(ref Utf8JsonReader reader)
    {
        while (JsonText.NextProperty(ref reader)) reader.Skip();
    }

    private void ReadMeta(ref Utf8JsonReader reader)
    {
        End();
        isRun = true;
        strings.Clear();
        frames.Clear();
        seconds = 1;
        var mode = TachyonMode.Unknown;
        while (JsonText.NextProperty(ref reader))
        {
            if (JsonText.At(ref reader, "sample_interval_usec"u8)) seconds = JsonText.Number(ref reader) * 1e-6;
            else if (JsonText.At(ref reader, "mode"u8)) mode = TachyonMetrics.Mode(JsonText.TextValue(ref reader));
            else reader.Skip();
        }
        if (!(seconds > 0)) seconds = 1;
        // Runs one behind the other may differ in their mode; the first is told.
        if (metric < 0) metric = TachyonMetrics.Add(builder, mode);
    }

    private void ReadTable(ref Utf8JsonReader reader, ReadOnlySpan<byte> key)
    {
        while (JsonText.NextProperty(ref reader))
        {
            if (JsonText.At(ref reader, "samples_total"u8)) samples = Math.Max(samples, (long)Math.Clamp(JsonText.Number(ref reader), 0, 1e18));
            else if (JsonText.At(ref reader, key) || JsonText.At(ref reader, "defs"u8)) ReadItems(ref reader);
            else reader.Skip();
        }
    }

    private void ReadItems(ref Utf8JsonReader reader)
    {
        if (!JsonText.EnterArray(ref reader)) return;
        while (JsonText.NextItem(ref reader))
        {
            if (JsonText.EnterObject(ref reader)) ReadItem(ref reader);
        }
    }

    private void ReadItem(ref Utf8JsonReader reader)
    {
        var (text, frame, path, function, line, self, total, value) = (-1, -1, -1, -1, 0, 0.0, 0.0, "");
        while (JsonText.NextProperty(ref reader))
        {
            if (JsonText.At(ref reader, "str_id"u8)) text = JsonText.Whole(ref reader, -1);
            else if (JsonText.At(ref reader, "value"u8)) value = JsonText.TextValue(ref reader);
            else if (JsonText.At(ref reader, "frame_id"u8)) frame = JsonText.Whole(ref reader, -1);
            else if (JsonText.At(ref reader, "path_str_id"u8)) path = JsonText.Whole(ref reader, -1);
            else if (JsonText.At(ref reader, "func_str_id"u8)) function = JsonText.Whole(ref reader, -1);
            else if (JsonText.At(ref reader, "line"u8)) line = Math.Max(0, JsonText.Whole(ref reader));
            else if (JsonText.At(ref reader, "self"u8)) self = JsonText.Number(ref reader);
            else if (JsonText.At(ref reader, "cumulative"u8)) total = JsonText.Number(ref reader);
            else reader.Skip();
        }
        if (text >= 0) strings[text] = value;
        else if (function >= 0) frames[frame] = (builder.AddFunction(FrameText.WithPlace(Text(function), Text(path), line), 0), line);
        else Add(frame, self, total);
    }

    private string Text(int id) => strings.GetValueOrDefault(id, "");

    private void Add(int frame, double self, double total)
    {
        if (metric < 0) metric = TachyonMetrics.Add(builder, TachyonMode.Unknown);
        if (!frames.TryGetValue(frame, out var known)) return;
        builder.AddRow(known.Function, metric, self * seconds, total * seconds);
        builder.AddLine(new LineRow(known.Function, known.Line, metric, self * seconds, total * seconds));
    }
}
