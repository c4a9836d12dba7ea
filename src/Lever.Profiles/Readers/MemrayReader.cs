using System.Text.Json;

namespace Lever.Profiles.Readers;

/// <summary>
/// memray's flame graph, a web page that holds its data as JSON behind <c>const packed_data =</c> (columns) or, before version
/// 1.8, <c>const data =</c> (a tree). It gives what was live at the peak unless it was asked for leaks or temporaries. Specified
/// by bloomberg/memray's src/memray/reporters/flamegraph.py and templates.
/// </summary>
internal sealed class MemrayReader : ProfileReader
{
    public override string Format => "memray";

    public override bool Recognizes(ReadOnlySpan<byte> head, string name) =>
        (head.IndexOf("<html"u8) >= 0 || head.IndexOf("<!DOCTYPE html"u8) >= 0) && head.IndexOf("memray"u8) >= 0;

    public override void Read(ReadOnlySpan<byte> bytes, ProfileBuilder builder)
    {
        builder.WrittenBy("memray");
        var memory = builder.AddMetric(new Metric("memory", MetricUnit.Bytes, MetricKind.AllocatedBytes));
        var allocations = builder.AddMetric(new Metric("allocations", MetricUnit.Count, MetricKind.Allocations));
        var packed = DataAt(bytes, "packed_data = "u8);
        var plain = packed >= 0 ? -1 : DataAt(bytes, "const data = "u8);
        var at = Math.Max(packed, plain);
        if (at < 0)
        {
            builder.Problem(ProfilePlace.File, "the page holds no data of a flame graph; run `memray flamegraph FILE.bin`, or `memray stats --json FILE.bin`");
            return;
        }
        // The page goes on behind the data, so only its outermost object is read.
        var reader = new Utf8JsonReader(bytes[at..], JsonText.DeepOptions);
        var columns = new MemrayColumns(builder, memory, allocations);
        var tree = new InclusiveTree(builder, memory, allocations);
        var calls = new JsonCallTree(tree, MemrayFrames.ReadCall, call => MemrayFrames.Of(builder, call.Name, call.File, call.Line));
        try
        {
            reader.Read();
            if (packed >= 0) columns.Read(ref reader);
            else calls.Read(ref reader);
        }
        catch (JsonException)
        {
            builder.Problem(ProfilePlace.Byte(at + reader.BytesConsumed), "the JSON is broken or cut short here; what stands before is used");
        }
        calls.Finish();
        if (packed >= 0) columns.Finish();
        else tree.Finish(builder.Root(builder.AddThread("")));
    }

    private static int DataAt(ReadOnlySpan<byte> page, ReadOnlySpan<byte> mark)
    {
        var at = page.IndexOf(mark);
        return at < 0 ? -1 : at + mark.Length;
    }
}
