using System.Buffers;
using System.IO.Compression;
using System.Text;

namespace Lever.Profiles.Writing;

/// <summary>
/// pprof's protobuf, gzipped (<c>profile.proto</c> of google/pprof): a sample for each stack with a value for each metric. Times are whole nanoseconds.
/// </summary>
internal static class PprofWriter
{
    private const double Nanoseconds = 1e9;

    public static void Write(Profile profile, Stream output)
    {
        using var zipped = new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true);
        var texts = new Texts();
        var message = new Message();
        foreach (var metric in profile.Metrics)
        {
            var type = new Message();
            type.Number(1, texts.Of(NameOf(metric)));
            type.Number(2, texts.Of(UnitOf(metric)));
            message.Nested(1, type);
        }
        WriteSamples(profile, message, texts);
        for (var frame = 0; frame < profile.Frames.Count; frame++)
        {
            var line = new Message();
            line.Number(1, profile.Frames[frame].Function + 1);
            line.Number(2, profile.Frames[frame].Line);
            var location = new Message();
            location.Number(1, frame + 1);
            location.Nested(4, line);
            message.Nested(4, location);
        }
        for (var at = 0; at < profile.Functions.Count; at++)
        {
            var about = profile.Functions[at];
            var function = new Message();
            function.Number(1, at + 1);
            function.Number(2, texts.Of(about.Name));
            function.Number(3, texts.Of(about.RawName));
            function.Number(4, texts.Of(about.File));
            function.Number(5, about.FirstLine);
            message.Nested(5, function);
        }
        foreach (var text in texts.All) message.Text(6, text);
        zipped.Write(message.Bytes);
    }

    private static void WriteSamples(Profile profile, Message message, Texts texts)
    {
        var stacks = profile.Stacks;
        var thread = 0;
        for (var node = 0; node < stacks.Count; node++)
        {
            if (stacks.FrameOf(node) < 0) thread = stacks.ThreadOf(node);
            var values = new Message();
            var isWeighty = false;
            for (var metric = 0; metric < profile.Metrics.Count; metric++)
            {
                var weight = stacks.Self(metric)[node];
                isWeighty |= weight > 0;
                values.Varint((ulong)Math.Round(profile.Metrics[metric].Unit == MetricUnit.Seconds ? weight * Nanoseconds : weight));
            }
            if (!isWeighty) continue;
            var path = new Message();
            for (var at = node; stacks.FrameOf(at) >= 0; at = stacks.ParentOf(at)) path.Varint((ulong)(stacks.FrameOf(at) + 1));
            var sample = new Message();
            sample.Nested(1, path);
            sample.Nested(2, values);
            if (profile.Threads[thread].Name is { Length: > 0 } name)
            {
                var label = new Message();
                label.Number(1, texts.Of("thread"));
                label.Number(2, texts.Of(name));
                sample.Nested(3, label);
            }
            message.Nested(2, sample);
        }
    }

    private static string NameOf(Metric metric) => metric.Kind switch
    {
        MetricKind.CpuTime => "cpu",
        MetricKind.WallTime => "wall",
        MetricKind.AllocatedBytes => "alloc_space",
        MetricKind.Allocations => "alloc_objects",
        _ => metric.Name,
    };

    private static string UnitOf(Metric metric) => metric.Unit switch
    {
        MetricUnit.Seconds => "nanoseconds",
        MetricUnit.Bytes => "bytes",
        _ => "count",
    };

    /// <summary>The texts of a profile, by number; the first is empty.</summary>
    private sealed class Texts
    {
        private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal) { [""] = 0 };

        public List<string> All { get; } = [""];

        public int Of(string text)
        {
            if (numbers.TryGetValue(text, out var known)) return known;
            numbers.Add(text, All.Count);
            All.Add(text);
            return All.Count - 1;
        }
    }

    /// <summary>A protobuf message under way.</summary>
    private sealed class Message
    {
        private readonly ArrayBufferWriter<byte> bytes = new();

        public ReadOnlySpan<byte> Bytes => bytes.WrittenSpan;

        public void Varint(ulong value)
        {
            for (; value >= 0x80; value >>= 7) bytes.Write([(byte)(value | 0x80)]);
            bytes.Write([(byte)value]);
        }

        public void Number(int field, long value)
        {
            if (value == 0) return;
            Varint((ulong)field << 3);
            Varint((ulong)value);
        }

        public void Nested(int field, Message message) => Delimited(field, message.Bytes);

        public void Text(int field, string text) => Delimited(field, Encoding.UTF8.GetBytes(text));

        private void Delimited(int field, ReadOnlySpan<byte> content)
        {
            Varint((ulong)field << 3 | 2);
            Varint((ulong)content.Length);
            bytes.Write(content);
        }
    }
}
