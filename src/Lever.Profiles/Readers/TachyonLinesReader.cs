using System.Text.Json;
using Lever.Profiles.Names;

namespace Lever.Profiles.Readers;

/// <summary>
/// The JSON lines of Python 3.15's sampling profiler (<c>--jsonl</c>): strings, then frames, then for each frame how many samples
/// ended in it and how many held it. There are no stacks. Specified by CPython's Lib/profiling/sampling/jsonl_collector.py.
/// </summary>
internal sealed class TachyonLinesReader : ProfileReader
{
    public override string Format => "tachyon-jsonl";

    public override bool Recognizes(ReadOnlySpan<byte> head, string name)
    {
        var end = head.IndexOf((byte)'\n');
        var line = end < 0 ? head : head[..end];
        return line.StartsWith("{"u8) && JsonText.ValueOf(line, "\"type\""u8) is >= 0 and var type
            && line[type..].StartsWith("\"meta\""u8) && JsonText.ValueOf(line, "\"run_id\""u8) >= 0;
    }

    public override void Read(ReadOnlySpan<byte> bytes, ProfileBuilder builder)
    {
        builder.WrittenBy("Tachyon");
        var content = new Content(builder);
        long number = 1;
        for (var start = 0; start < bytes.Length; number++)
        {
            var length = bytes[start..].IndexOf((byte)'\n');
            var next = length < 0 ? bytes.Length : start + length + 1;
            var line = bytes[start..next].Trim(" \t\r\n"u8);
            start = next;
            if (line.IsEmpty) continue;
            var reader = new Utf8JsonReader(line, JsonText.Options);
            try
            {
                if (reader.Read() && reader.TokenType == JsonTokenType.StartObject) content.ReadLine(ref reader);
            }
            catch (JsonException)
            {
                builder.Problem(ProfilePlace.Line(number), "the line is no whole JSON object; what stands before is used");
            }
        }
    }

    /// <summary>The tables as they are filled, line by line.</summary>
    private sealed class Content(ProfileBuilder builder)
    {
        private readonly Dictionary<int, string> strings = [];
        private readonly Dictionary<int, (int Function, int Line)> frames = [];
        private double seconds = 1;
        private int metric = -1;

        public void ReadLine(ref Utf8JsonReader reader)
        {
            while (JsonText.NextProperty(ref reader))
            {
                if (JsonText.At(ref reader, "sample_interval_usec"u8)) seconds = JsonText.Number(ref reader) * 1e-6;
                else if (JsonText.At(ref reader, "mode"u8)) Declare(JsonText.TextValue(ref reader));
                else if (JsonText.At(ref reader, "samples_total"u8)) builder.CountSamples((long)Math.Clamp(JsonText.Number(ref reader), 0, 1e18));
                else if (JsonText.At(ref reader, "defs"u8)) ReadItems(ref reader, isEntry: false);
                else if (JsonText.At(ref reader, "entries"u8)) ReadItems(ref reader, isEntry: true);
                else reader.Skip();
            }
        }

        private void Declare(string mode)
        {
            if (metric >= 0) return;
            var kind = mode switch { "wall" => MetricKind.WallTime, "cpu" => MetricKind.CpuTime, _ => MetricKind.Time };
            if (!(seconds > 0)) seconds = 1;
            metric = builder.AddMetric(new Metric("sampled time", MetricUnit.Seconds, kind));
        }

        private void ReadItems(ref Utf8JsonReader reader, bool isEntry)
        {
            if (!JsonText.EnterArray(ref reader)) return;
            while (JsonText.NextItem(ref reader))
            {
                if (!JsonText.EnterObject(ref reader)) continue;
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
                else if (isEntry) Add(frame, self, total);
                else Define(frame, Text(path), Text(function), line);
            }
        }

        private string Text(int id) => strings.GetValueOrDefault(id, "");

        private void Define(int frame, string path, string function, int line)
        {
            var name = path is "~" or "" ? FrameText.Parse(function) : FrameText.WithPlace(function, path, line);
            frames[frame] = (builder.AddFunction(name, 0), line);
        }

        private void Add(int frame, double self, double total)
        {
            Declare("");
            if (!frames.TryGetValue(frame, out var known)) return;
            builder.AddRow(known.Function, metric, self * seconds, total * seconds);
            builder.AddLine(new LineRow(known.Function, known.Line, metric, self * seconds, total * seconds));
        }
    }
}
