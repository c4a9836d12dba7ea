using System.Globalization;
using System.Text.Json;
using Lever.Profiles.Names;

namespace Lever.Profiles.Readers;

/// <summary>The lines and stacks of the file; stacks, where there are any, replace the lines' time.</summary>
internal sealed class ScaleneContent
{
    private const double Mebibyte = 1 << 20;

    private readonly record struct Line(int Number, bool IsIndented, double Python, double Native, double System, double Allocated, double Copied);

    private readonly ProfileBuilder builder;
    private readonly double scale;
    private readonly int time;
    private readonly int python;
    private readonly int native;
    private readonly int allocated;
    private readonly int copied;
    private readonly int root;
    private readonly List<(int Node, double Weight)> lineTimes = [];
    private bool hasStacks;

    public ScaleneContent(ProfileBuilder builder, double elapsed)
    {
        this.builder = builder;
        // Without the run's length shares are all there is.
        scale = elapsed > 0 ? elapsed / 100 : 1;
        var unit = elapsed > 0 ? MetricUnit.Seconds : MetricUnit.Unknown;
        time = builder.AddMetric(new Metric("time", unit, MetricKind.WallTime));
        python = builder.AddMetric(new Metric("Python time", unit, MetricKind.CpuTime));
        native = builder.AddMetric(new Metric("native time", unit, MetricKind.CpuTime));
        allocated = builder.AddMetric(new Metric("allocated", MetricUnit.Bytes, MetricKind.AllocatedBytes));
        copied = builder.AddMetric(new Metric("copied", MetricUnit.Bytes, MetricKind.Unknown));
        root = builder.Root(builder.AddThread(""));
    }

    public void ReadFiles(ref Utf8JsonReader reader)
    {
        if (!JsonText.EnterObject(ref reader)) return;
        while (JsonText.NextProperty(ref reader))
        {
            var path = JsonText.Text(ref reader);
            if (JsonText.EnterObject(ref reader)) ReadFile(ref reader, path.Replace('\\', '/'));
        }
    }

    public void ReadStacks(ref Utf8JsonReader reader)
    {
        if (!JsonText.EnterArray(ref reader)) return;
        while (JsonText.NextItem(ref reader))
        {
            if (!JsonText.EnterArray(ref reader)) continue;
            var node = root;
            var (count, share) = (0.0, 0.0);
            while (JsonText.NextItem(ref reader))
            {
                if (reader.TokenType == JsonTokenType.StartArray) node = ReadStack(ref reader);
                else if (JsonText.EnterObject(ref reader)) ReadWeights(ref reader, ref count, ref share);
            }
            if (share <= 0) continue;
            hasStacks = true;
            builder.Add(node, time, share * 100 * scale);
            builder.CountSamples((long)Math.Clamp(count, 0, 1e18));
        }
    }

    public void Finish()
    {
        if (hasStacks) return;
        foreach (var (node, weight) in lineTimes) builder.Add(node, time, weight);
    }

    private static void ReadWeights(ref Utf8JsonReader reader, ref double count, ref double share)
    {
        while (JsonText.NextProperty(ref reader))
        {
            if (JsonText.At(ref reader, "count"u8)) count = JsonText.Number(ref reader);
            else if (JsonText.At(ref reader, "python_time"u8) || JsonText.At(ref reader, "c_time"u8)) share += JsonText.Number(ref reader);
            else reader.Skip();
        }
    }

    // "/srv/a b.py load:12;"
    private int ReadStack(ref Utf8JsonReader reader)
    {
        var node = root;
        while (JsonText.NextItem(ref reader))
        {
            var text = JsonText.TextValue(ref reader).AsSpan().TrimEnd(';');
            var colon = text.LastIndexOf(':');
            if (colon < 0 || !int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var line)) (colon, line) = (text.Length, 0);
            var blank = text[..colon].LastIndexOf(' ');
            var (file, name) = blank < 0 ? ("", text[..colon].ToString()) : (text[..blank].ToString(), text[(blank + 1)..colon].ToString());
            node = builder.Child(node, builder.AddFrame(builder.AddFunction(FrameText.WithPlace(name, file, line), 0), line));
        }
        return node;
    }

    private void ReadFile(ref Utf8JsonReader reader, string path)
    {
        var lines = new List<Line>();
        var functions = new List<(int FirstLine, string Name)>();
        while (JsonText.NextProperty(ref reader))
        {
            if (JsonText.At(ref reader, "lines"u8)) ReadLines(ref reader, lines);
            else if (JsonText.At(ref reader, "functions"u8)) ReadFunctions(ref reader, functions);
            else reader.Skip();
        }
        functions.Sort();
        foreach (var line in lines) AddLine(path, line, functions);
    }

    private static void ReadFunctions(ref Utf8JsonReader reader, List<(int FirstLine, string Name)> functions)
    {
        if (!JsonText.EnterArray(ref reader)) return;
        while (JsonText.NextItem(ref reader))
        {
            if (!JsonText.EnterObject(ref reader)) continue;
            var (line, name) = (0, "");
            while (JsonText.NextProperty(ref reader))
            {
                if (JsonText.At(ref reader, "lineno"u8)) line = JsonText.Whole(ref reader);
                else if (JsonText.At(ref reader, "line"u8)) name = JsonText.TextValue(ref reader).Trim();
                else reader.Skip();
            }
            if (line > 0 && name.Length > 0) functions.Add((line, name));
        }
    }

    private void ReadLines(ref Utf8JsonReader reader, List<Line> lines)
    {
        if (!JsonText.EnterArray(ref reader)) return;
        while (JsonText.NextItem(ref reader))
        {
            if (!JsonText.EnterObject(ref reader)) continue;
            var line = new Line();
            while (JsonText.NextProperty(ref reader))
            {
                if (JsonText.At(ref reader, "lineno"u8)) line = line with { Number = JsonText.Whole(ref reader) };
                else if (JsonText.At(ref reader, "line"u8)) line = line with { IsIndented = JsonText.TextValue(ref reader).StartsWith(' ') };
                else if (JsonText.At(ref reader, "n_cpu_percent_python"u8)) line = line with { Python = JsonText.Number(ref reader) };
                else if (JsonText.At(ref reader, "n_cpu_percent_c"u8)) line = line with { Native = JsonText.Number(ref reader) };
                else if (JsonText.At(ref reader, "n_sys_percent"u8)) line = line with { System = JsonText.Number(ref reader) };
                else if (JsonText.At(ref reader, "n_malloc_mb"u8)) line = line with { Allocated = JsonText.Number(ref reader) * Mebibyte };
                else if (JsonText.At(ref reader, "n_copy_mb_s"u8)) line = line with { Copied = JsonText.Number(ref reader) * Mebibyte };
                else reader.Skip();
            }
            if (line.Number > 0) lines.Add(line);
        }
    }

    // Only functions that took something are listed, so an indented line belongs to the one that begins above it.
    private void AddLine(string path, Line line, List<(int FirstLine, string Name)> functions)
    {
        var sum = line.Python + line.Native + line.System;
        if (sum <= 0 && line.Allocated <= 0 && line.Copied <= 0) return;
        var at = functions.BinarySearch((line.Number, "\uffff"));
        var owner = (at < 0 ? ~at : at) - 1;
        var name = line.IsIndented && owner >= 0 ? functions[owner].Name : PythonNames.Module;
        // Stacks do not tell where a function begins, so that lines and stacks agree neither do lines.
        var function = builder.AddFunction(new ProfileFunction(name, path, 0, FunctionOrigin.Python, "", name));
        var node = builder.Child(root, builder.AddFrame(function, line.Number));
        lineTimes.Add((node, sum * scale));
        builder.Add(node, python, line.Python * scale);
        builder.Add(node, native, line.Native * scale);
        builder.Add(node, allocated, line.Allocated);
        builder.Add(node, copied, line.Copied * (scale * 100));
    }
}
