using System.Text.Json;
using Lever.Profiles.Names;

namespace Lever.Profiles.Readers;

/// <summary>
/// The page of Tachyon's flame graph (<c>--flamegraph</c>), which holds its call tree as JSON behind <c>const EMBEDDED_DATA =</c>, names
/// as indices into <c>strings</c> at its end. Calls narrower than a thousandth are left out, and threads are added up. Specified by
/// CPython's Lib/profiling/sampling/stack_collector.py.
/// </summary>
internal sealed class TachyonPageReader : ProfileReader
{
    public override string Format => "tachyon-page";

    public override bool Recognizes(ReadOnlySpan<byte> head, string name) => head.IndexOf("<title>Tachyon Profiler - Flamegraph"u8) >= 0;

    public override void Read(ReadOnlySpan<byte> bytes, ProfileBuilder builder)
    {
        builder.WrittenBy("Tachyon");
        builder.Warn(ProfileWarningKind.Lossy, "the page leaves out calls narrower than a thousandth, whose weight is their caller's here, and adds up the threads; `--binary` keeps everything");
        var mark = "const EMBEDDED_DATA = "u8;
        var at = bytes.IndexOf(mark);
        if (at < 0)
        {
            builder.Problem(ProfilePlace.File, "the page holds no data of a flame graph; record with `python -m profiling.sampling run --binary -o profile.bin`");
            return;
        }
        at += mark.Length;
        var page = new Page();
        // The names stand behind the calls, so the calls wait for a second reading. The page goes on behind both.
        var names = new Utf8JsonReader(bytes[at..], JsonText.DeepOptions);
        var reader = new Utf8JsonReader(bytes[at..], JsonText.DeepOptions);
        try
        {
            names.Read();
            page.ReadNames(ref names);
        }
        catch (JsonException)
        {
            builder.Problem(ProfilePlace.Byte(at + names.BytesConsumed), "the JSON is broken or cut short here, before the names of its functions");
            return;
        }
        var tree = new InclusiveTree(builder, TachyonMetrics.Add(builder, page.Mode));
        var calls = new JsonCallTree(tree, page.ReadCall, call => call.Name.Length == 0
            ? InclusiveTree.NoFrame
            : FrameOf(builder, FrameText.WithPlace(call.Name, call.File, call.Line)));
        reader.Read();
        calls.Read(ref reader);
        calls.Finish();
        builder.CountSamples(page.Samples);
        tree.Finish(builder.Root(builder.AddThread("")));
    }

    private static int FrameOf(ProfileBuilder builder, in FrameName name) => builder.AddFrame(builder.AddFunction(name, 0), name.Line);

    /// <summary>What the outermost object holds beside the calls.</summary>
    private sealed class Page
    {
        private readonly List<string> strings = [];
        private double seconds = 1;

        public TachyonMode Mode { get; private set; }

        public long Samples { get; private set; }

        public void ReadNames(ref Utf8JsonReader reader)
        {
            if (!JsonText.EnterObject(ref reader)) return;
            while (JsonText.NextProperty(ref reader))
            {
                if (JsonText.At(ref reader, "strings"u8)) JsonText.Column(ref reader, strings);
                else if (JsonText.At(ref reader, "value"u8)) Samples = (long)Math.Clamp(JsonText.Number(ref reader), 0, 1e18);
                else if (JsonText.At(ref reader, "stats"u8)) ReadStatistics(ref reader);
                else reader.Skip();
            }
        }

        private void ReadStatistics(ref Utf8JsonReader reader)
        {
            if (!JsonText.EnterObject(ref reader)) return;
            while (JsonText.NextProperty(ref reader))
            {
                if (JsonText.At(ref reader, "sample_interval_usec"u8)) seconds = JsonText.Number(ref reader) is > 0 and < 1e9 and var interval ? interval * 1e-6 : 1;
                // One less than in the binary file, where 0 stands for a mode that is not told.
                else if (JsonText.At(ref reader, "mode"u8)) Mode = JsonText.Whole(ref reader, -1) is >= 0 and <= 4 and var mode ? (TachyonMode)(mode + 1) : TachyonMode.Unknown;
                else reader.Skip();
            }
        }

        public void ReadCall(ref Utf8JsonReader reader, ref CallFields fields)
        {
            if (JsonText.At(ref reader, "value"u8)) fields.Weight = JsonText.Number(ref reader) * seconds;
            else if (JsonText.At(ref reader, "funcname"u8)) fields.Name = Text(JsonText.Whole(ref reader, -1));
            else if (JsonText.At(ref reader, "filename"u8)) fields.File = Text(JsonText.Whole(ref reader, -1));
            else if (JsonText.At(ref reader, "lineno"u8)) fields.Line = Math.Max(0, JsonText.Whole(ref reader));
            else reader.Skip();
        }

        private string Text(int index) => (uint)index < (uint)strings.Count ? strings[index] : "";
    }
}
