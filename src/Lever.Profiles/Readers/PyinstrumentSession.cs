using System.Text.Json;

namespace Lever.Profiles.Readers;

/// <summary>The content of pyinstrument's files, whichever of its trees or lists they hold.</summary>
internal sealed class PyinstrumentSession
{
    private readonly ProfileBuilder builder;
    private readonly PyinstrumentFrames frames;
    private readonly int metric;
    private readonly InclusiveTree tree;
    private readonly JsonCallTree report;
    private readonly JsonCallTree page;
    private readonly Dictionary<string, (int Frame, string? Thread)> known = [];
    private readonly List<int> stack = [];

    public PyinstrumentSession(ProfileBuilder builder, PyinstrumentFrames frames)
    {
        this.builder = builder;
        this.frames = frames;
        metric = builder.AddMetric(new Metric("wall time", MetricUnit.Seconds, MetricKind.WallTime));
        tree = new InclusiveTree(builder, metric);
        report = new JsonCallTree(tree, ReadReport, call => frames.Of(call.Name, call.File, call.Line, 0));
        page = new JsonCallTree(tree, ReadPage, call => frames.OfIdentifier(call.Name, out _));
    }

    /// <summary>Seconds from start to end; 0 if not told.</summary>
    public double Duration { get; private set; }

    /// <summary>Seconds of processor time, whatever the process did; 0 if not told.</summary>
    public double CpuTime { get; private set; }

    public void ReadProperties(ref Utf8JsonReader reader)
    {
        while (JsonText.NextProperty(ref reader))
        {
            if (JsonText.At(ref reader, "root_frame"u8)) report.Read(ref reader);
            else if (JsonText.At(ref reader, "frame_tree"u8)) page.Read(ref reader);
            else if (JsonText.At(ref reader, "frame_records"u8)) ReadRecords(ref reader);
            else if (JsonText.At(ref reader, "session"u8)) ReadSession(ref reader);
            else ReadNumber(ref reader);
        }
    }

    public void Finish()
    {
        report.Finish();
        page.Finish();
        if (tree.Count > 0) tree.Finish(builder.Root(builder.AddThread("")));
    }

    private void ReadSession(ref Utf8JsonReader reader)
    {
        if (!JsonText.EnterObject(ref reader)) return;
        while (JsonText.NextProperty(ref reader)) ReadNumber(ref reader);
    }

    private void ReadNumber(ref Utf8JsonReader reader)
    {
        if (JsonText.At(ref reader, "duration"u8)) Duration = JsonText.Number(ref reader);
        else if (JsonText.At(ref reader, "cpu_time"u8)) CpuTime = JsonText.Number(ref reader);
        else if (JsonText.At(ref reader, "sample_count"u8)) builder.CountSamples((long)Math.Clamp(JsonText.Number(ref reader), 0, 1e18));
        else reader.Skip();
    }

    private static void ReadReport(ref Utf8JsonReader reader, ref CallFields call)
    {
        if (JsonText.At(ref reader, "function"u8)) call.Name = JsonText.TextValue(ref reader);
        else if (JsonText.At(ref reader, "file_path"u8)) call.File = JsonText.TextValue(ref reader);
        else if (JsonText.At(ref reader, "line_no"u8)) call.Line = Math.Max(0, JsonText.Whole(ref reader));
        else if (JsonText.At(ref reader, "time"u8)) call.Weight = JsonText.Number(ref reader);
        else reader.Skip();
    }

    private static void ReadPage(ref Utf8JsonReader reader, ref CallFields call)
    {
        if (JsonText.At(ref reader, "identifier"u8)) call.Name = JsonText.TextValue(ref reader);
        else if (JsonText.At(ref reader, "time"u8)) call.Weight = JsonText.Number(ref reader);
        else reader.Skip();
    }

    // [[[frame from the root, …], seconds], …]
    private void ReadRecords(ref Utf8JsonReader reader)
    {
        if (!JsonText.EnterArray(ref reader)) return;
        while (JsonText.NextItem(ref reader))
        {
            if (!JsonText.EnterArray(ref reader)) continue;
            var thread = "";
            var seconds = 0.0;
            stack.Clear();
            while (JsonText.NextItem(ref reader))
            {
                if (reader.TokenType == JsonTokenType.Number) seconds = JsonText.Number(ref reader);
                else if (JsonText.EnterArray(ref reader)) ReadStack(ref reader, ref thread);
            }
            var node = builder.Root(builder.AddThread(thread));
            foreach (var frame in stack) node = builder.Child(node, frame);
            builder.Add(node, metric, seconds);
        }
    }

    private void ReadStack(ref Utf8JsonReader reader, ref string thread)
    {
        while (JsonText.NextItem(ref reader))
        {
            var identifier = JsonText.TextValue(ref reader);
            if (!known.TryGetValue(identifier, out var found))
            {
                found.Frame = frames.OfIdentifier(identifier, out found.Thread);
                known.Add(identifier, found);
            }
            if (found.Thread is { } name) thread = name;
            else if (found.Frame != InclusiveTree.NoFrame) stack.Add(found.Frame);
        }
    }
}
