using System.Text.Json;

namespace Lever.Profiles.Readers;

/// <summary>The profiles of a speedscope file: each becomes a thread, and each unit a metric.</summary>
/// <param name="frames">The builder's frame for each of the file's.</param>
internal sealed class SpeedscopeStacks(ProfileBuilder builder, int[] frames)
{
    private readonly List<int> nodes = [];
    private readonly List<double> weights = [];

    /// <summary>The stack being built: the file's frames, <see cref="Unlisted"/> for those it does not list, and their nodes.</summary>
    private readonly List<(int Frame, int Node)> path = [];

    /// <summary>How often each frame is open, <see cref="Unlisted"/> last.</summary>
    private readonly int[] open = new int[frames.Length + 1];
    private const int Unlisted = -1;

    /// <summary>Null until the profile gives one, be it empty.</summary>
    private string? name;
    private string unit = "";
    private bool isEvented;
    private int thread;
    private int root = -1;
    private int profiles;
    private double last;
    private bool hasStarted;
    private double? endValue;
    private int unknownFrame = -1;
    private long unknownFrames;
    private long unorderedEvents;
    private long unmatchedEvents;

    public void ReadProfile(ref Utf8JsonReader reader)
    {
        Begin();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonText.Is(ref reader, "samples"u8)) ReadArray(ref reader, ReadSample);
            else if (JsonText.Is(ref reader, "weights"u8)) ReadArray(ref reader, ReadWeight);
            else if (JsonText.Is(ref reader, "events"u8)) ReadEvents(ref reader);
            else ReadProperty(ref reader);
        }
        End();
    }

    /// <summary>Uses what was read of a profile cut short, and reports what did not fit.</summary>
    public void Finish()
    {
        End();
        if (unknownFrames > 0) builder.Problem(ProfilePlace.File, $"{unknownFrames} references to frames that the file does not list");
        if (unorderedEvents > 0) builder.Problem(ProfilePlace.File, $"{unorderedEvents} events lie before the one above them; their time is left out");
        if (unmatchedEvents > 0) builder.Problem(ProfilePlace.File, $"{unmatchedEvents} frames are closed that are not open");
    }

    private void Begin()
    {
        nodes.Clear();
        weights.Clear();
        path.Clear();
        Array.Clear(open);
        (name, unit, isEvented, hasStarted, last, endValue) = (null, "", false, false, 0, null);
        // The thread's name may stand behind its samples, so it gets the number of the profile for one.
        profiles++;
        thread = builder.AddThread($"profile {profiles}");
        root = builder.Root(thread);
    }

    private void End()
    {
        if (root < 0) return;
        if (isEvented && endValue is { } end && path.Count > 0) Advance(end);
        if (name is not null) builder.RenameThread(thread, name);
        if (!isEvented && weights.Count != nodes.Count && weights.Count > 0)
            builder.Problem(ProfilePlace.File, $"profile {profiles} has {nodes.Count} samples but {weights.Count} weights");
        var (metric, scale) = AddMetric();
        var count = 0L;
        var whole = 0.0;
        for (var i = 0; i < nodes.Count; i++)
        {
            if (nodes[i] == root) continue;
            var weight = i < weights.Count ? weights[i] : weights.Count == 0 ? 1 : 0;
            builder.Add(nodes[i], metric, weight * scale);
            count++;
            whole += weight;
        }
        // Time-weighted samples count one each; weights without a unit are counts themselves.
        if (!isEvented && metric == 0) builder.CountSamples(scale == 1 && unit is "none" or "" ? (long)Math.Clamp(whole, 0, 1e18) : count);
        root = -1;
    }

    private (int Metric, double Scale) AddMetric()
    {
        Metric Time(string text) => new(text, MetricUnit.Seconds, MetricKind.Time);
        var (metric, scale) = unit switch
        {
            "nanoseconds" => (Time("time"), 1e-9),
            "microseconds" => (Time("time"), 1e-6),
            "milliseconds" => (Time("time"), 1e-3),
            "seconds" => (Time("time"), 1.0),
            "bytes" => (new Metric("memory", MetricUnit.Bytes, MetricKind.AllocatedBytes), 1.0),
            _ when name is not null && name.Contains("alloc", StringComparison.OrdinalIgnoreCase) =>
                (new Metric("allocations", MetricUnit.Count, MetricKind.Allocations), 1.0),
            _ when isEvented => (new Metric("weight", MetricUnit.Unknown, MetricKind.Unknown), 1.0),
            _ => (new Metric("samples", MetricUnit.Samples, MetricKind.Time), 1.0),
        };
        return (builder.AddMetric(metric), scale);
    }

    private void ReadProperty(ref Utf8JsonReader reader)
    {
        var key = JsonText.Is(ref reader, "name"u8) ? 'n' : JsonText.Is(ref reader, "unit"u8) ? 'u' : JsonText.Is(ref reader, "endValue"u8) ? 'e' : '?';
        reader.Read();
        if (key == 'n') name = JsonText.Text(ref reader);
        else if (key == 'u') unit = JsonText.Text(ref reader);
        else if (key == 'e' && TryNumber(ref reader, out var value)) endValue = value;
        reader.Skip();
    }

    private delegate void ReadItem(ref Utf8JsonReader reader);

    private static void ReadArray(ref Utf8JsonReader reader, ReadItem readItem)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) readItem(ref reader);
    }

    // Neighbouring samples share most of their stack; nodes are looked up from the first difference on.
    private void ReadSample(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }
        var depth = 0;
        var node = root;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var frame = Listed(ref reader);
            if (reader.TokenType == JsonTokenType.StartArray || reader.TokenType == JsonTokenType.StartObject) reader.Skip();
            if (depth < path.Count && path[depth].Frame == frame)
            {
                node = path[depth].Node;
            }
            else
            {
                if (depth < path.Count) path.RemoveRange(depth, path.Count - depth);
                node = builder.Child(node, FrameAt(frame));
                path.Add((frame, node));
            }
            depth++;
        }
        if (depth < path.Count) path.RemoveRange(depth, path.Count - depth);
        nodes.Add(node);
    }

    private void ReadWeight(ref Utf8JsonReader reader)
    {
        weights.Add(TryNumber(ref reader, out var weight) ? weight : 0);
        reader.Skip();
    }

    private void ReadEvents(ref Utf8JsonReader reader)
    {
        isEvented = true;
        ReadArray(ref reader, ReadEvent);
    }

    private void ReadEvent(ref Utf8JsonReader reader)
    {
        var (type, at, frame) = ('?', double.NaN, Unlisted);
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = JsonText.Is(ref reader, "type"u8) ? 't' : JsonText.Is(ref reader, "at"u8) ? 'a' : JsonText.Is(ref reader, "frame"u8) ? 'f' : '?';
            reader.Read();
            if (key == 't' && reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length == 1) type = (char)reader.ValueSpan[0];
            else if (key == 'a' && TryNumber(ref reader, out var number)) at = number;
            else if (key == 'f') frame = Listed(ref reader);
            reader.Skip();
        }
        if (double.IsNaN(at)) return;
        Advance(at);
        if (type == 'O') Open(frame);
        else if (type == 'C') Close(frame);
    }

    private void Advance(double at)
    {
        if (hasStarted && at < last)
        {
            unorderedEvents++;
            return;
        }
        if (hasStarted && path.Count > 0 && at > last)
        {
            nodes.Add(path[^1].Node);
            weights.Add(at - last);
        }
        last = at;
        hasStarted = true;
    }

    private void Open(int frame)
    {
        path.Add((frame, builder.Child(path.Count == 0 ? root : path[^1].Node, FrameAt(frame))));
        open[Slot(frame)]++;
    }

    /// <summary>Closes the frame and any left open above it.</summary>
    private void Close(int frame)
    {
        if (path.Count == 0 || path[^1].Frame != frame) unmatchedEvents++;
        if (open[Slot(frame)] == 0) return;
        while (true)
        {
            var top = path[^1].Frame;
            path.RemoveAt(path.Count - 1);
            open[Slot(top)]--;
            if (top == frame) return;
        }
    }

    private int Slot(int frame) => frame == Unlisted ? frames.Length : frame;

    /// <summary>The frame a number of the file means.</summary>
    private int Listed(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var frame) && (uint)frame < (uint)frames.Length) return frame;
        unknownFrames++;
        return Unlisted;
    }

    private int FrameAt(int frame)
    {
        if (frame != Unlisted) return frames[frame];
        if (unknownFrame < 0)
        {
            unknownFrame = builder.AddFrame(builder.AddFunction(
                new ProfileFunction("[unknown]", "", 0, FunctionOrigin.Synthetic, "", "[unknown]")), 0);
        }
        return unknownFrame;
    }

    private static bool TryNumber(ref Utf8JsonReader reader, out double value)
    {
        value = 0;
        return reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out value) && double.IsFinite(value);
    }
}
