using System.Globalization;
using System.Text.Json;
using Lever.Profiles.Names;

namespace Lever.Profiles.Readers;

/// <summary>
/// <c>memray stats --json</c>: the lines that allocated most by size and by count, five of each unless asked for more, beside the
/// sums of the whole run. Specified by bloomberg/memray's src/memray/reporters/stats.py.
/// </summary>
internal sealed class MemrayStatsReader : ProfileReader
{
    public override string Format => "memray-stats";

    public override bool Recognizes(ReadOnlySpan<byte> head, string name) =>
        head.IndexOfAnyExcept(" \t\r\n"u8) is >= 0 and var at && head[at] == '{' && JsonText.ValueOf(head, "\"total_num_allocations\""u8) >= 0;

    public override void Read(ReadOnlySpan<byte> bytes, ProfileBuilder builder)
    {
        builder.WrittenBy("memray");
        var size = new Tops(builder, builder.AddMetric(new Metric("allocated", MetricUnit.Bytes, MetricKind.AllocatedBytes)));
        var count = new Tops(builder, builder.AddMetric(new Metric("allocations", MetricUnit.Count, MetricKind.Allocations)));
        var reader = new Utf8JsonReader(bytes, JsonText.Options);
        try
        {
            reader.Read();
            while (JsonText.NextProperty(ref reader))
            {
                if (JsonText.At(ref reader, "total_bytes_allocated"u8)) size.Whole = JsonText.Number(ref reader);
                else if (JsonText.At(ref reader, "total_num_allocations"u8)) count.Whole = JsonText.Number(ref reader);
                else if (JsonText.At(ref reader, "top_allocations_by_size"u8)) size.Read(ref reader);
                else if (JsonText.At(ref reader, "top_allocations_by_count"u8)) count.Read(ref reader);
                else reader.Skip();
            }
        }
        catch (JsonException)
        {
            builder.Problem(ProfilePlace.Byte(reader.BytesConsumed), "the JSON is broken or cut short here; what stands before is used");
        }
        size.Finish();
        count.Finish();
        builder.Warn(ProfileWarningKind.Lossy, "only the heaviest lines are listed, without their callers; "
            + "ask for more with `memray stats --json -n 100 FILE.bin`, or run `memray flamegraph FILE.bin` and pass its page");
    }

    /// <summary>One list of heaviest lines, and what it leaves of the whole.</summary>
    private sealed class Tops(ProfileBuilder builder, int metric)
    {
        private readonly int root = builder.Root(builder.AddThread(""));
        private double listed;

        public double Whole { get; set; }

        public void Read(ref Utf8JsonReader reader)
        {
            if (!JsonText.EnterArray(ref reader)) return;
            while (JsonText.NextItem(ref reader))
            {
                if (!JsonText.EnterObject(ref reader)) continue;
                var (location, weight) = ("", 0.0);
                while (JsonText.NextProperty(ref reader))
                {
                    if (JsonText.At(ref reader, "location"u8)) location = JsonText.TextValue(ref reader);
                    else if (JsonText.At(ref reader, "size"u8) || JsonText.At(ref reader, "count"u8)) weight = JsonText.Number(ref reader);
                    else reader.Skip();
                }
                listed += Math.Max(0, weight);
                builder.Add(NodeOf(location), metric, weight);
            }
        }

        // So that shares are of the whole run.
        public void Finish()
        {
            if (Whole <= listed) return;
            var rest = builder.AddFunction(new ProfileFunction("[not listed]", "", 0, FunctionOrigin.Synthetic, "", "[not listed]"));
            builder.Add(builder.Child(root, builder.AddFrame(rest, 0)), metric, Whole - listed);
        }

        // func:/path/file.py:12
        private int NodeOf(string location)
        {
            var last = location.LastIndexOf(':');
            var middle = last <= 0 ? -1 : location.LastIndexOf(':', last - 1);
            // A drive letter's colon belongs to the path.
            if (middle > 1 && location[middle - 2] == ':' && location[middle + 1] is '\\' or '/' && char.IsAsciiLetter(location[middle - 1])) middle -= 2;
            if (middle <= 0 || !int.TryParse(location.AsSpan(last + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var line))
                return builder.Child(root, builder.AddFrame(builder.AddFunction(FrameText.Parse(location), 0), 0));
            var frame = FrameText.WithPlace(location[..middle], location[(middle + 1)..last], line);
            return builder.Child(root, builder.AddFrame(builder.AddFunction(frame, 0), line));
        }
    }
}
