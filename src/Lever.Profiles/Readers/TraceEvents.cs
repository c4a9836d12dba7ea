using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Lever.Profiles.Readers;

/// <summary>What happened to one function on one thread.</summary>
/// <param name="Duration">Negative where the event only begins (-1) or ends (-2) a call.</param>
/// <param name="Name">What an end must share with its beginning; <see cref="TraceFrames.Unnamed"/> ends whatever is open.</param>
/// <param name="Frame">Of no meaning for an end.</param>
internal readonly record struct TraceEvent(double Time, double Duration, int Name, int Frame, int Order)
{
    public const double Begins = -1;
    public const double Ends = -2;
}

/// <summary>The list of trace events: sorted onto threads as they come, turned into stacks at the end.</summary>
internal ref struct TraceEvents(ReadOnlySpan<byte> file, ProfileBuilder builder)
{
    /// <summary>The parts of one event that matter, each by its place in the file.</summary>
    private ref struct Fields
    {
        public byte Phase;
        public WireRange Name;
        public WireRange Category;
        public WireRange Process;
        public WireRange Thread;
        public WireRange File;
        public int Line;
        public string Label;
        public double Time;
        public double Duration;
        public double ThreadDuration;
    }

    private readonly ReadOnlySpan<byte> file = file;
    private readonly SegmentTable processes = new();
    private readonly SegmentTable threadIds = new();
    private readonly Dictionary<(int Process, int Thread), int> threads = [];
    private readonly List<(List<TraceEvent> Events, string Name)> lanes = [];
    private readonly TraceFrames frames = new(builder);
    private long unplaced;
    private long asynchronous;

    /// <summary>Whether what was read last is a whole event.</summary>
    public bool IsBetweenEvents { get; private set; } = true;

    public void ReadList(ref Utf8JsonReader reader)
    {
        while (JsonText.NextItem(ref reader))
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }
            IsBetweenEvents = false;
            ReadEvent(ref reader);
            IsBetweenEvents = true;
        }
    }

    /// <summary>viztracer says whether its buffer overflowed and the oldest events are lost.</summary>
    public readonly void ReadViztracer(ref Utf8JsonReader reader)
    {
        if (!JsonText.EnterObject(ref reader)) return;
        while (JsonText.NextProperty(ref reader))
        {
            if (JsonText.At(ref reader, "overflow"u8) && reader.TokenType == JsonTokenType.True)
            {
                builder.Warn(ProfileWarningKind.EventsLost,
                    "viztracer's buffer overflowed and lost the oldest events; record with `viztracer --tracer_entries 5000000`");
            }
            reader.Skip();
        }
    }

    public readonly void Finish()
    {
        if (unplaced > 0) builder.Problem(ProfilePlace.File, $"{unplaced} events have no time; they are left out");
        if (frames.Calls == 0)
        {
            builder.Problem(ProfilePlace.File, asynchronous > 0
                ? "the file has asynchronous events only, which do not nest"
                : "the file has no events of functions (phases X, B and E)");
        }
        builder.WrittenBy(frames.Producer);
        foreach (var (events, name) in lanes) new TraceStacks(builder, frames, name).Add(events);
        frames.Finish();
    }

    private void ReadEvent(ref Utf8JsonReader reader)
    {
        var fields = new Fields { Time = double.NaN, Duration = double.NaN, ThreadDuration = double.NaN, Label = "" };
        while (JsonText.NextProperty(ref reader)) ReadField(ref reader, ref fields);
        switch (fields.Phase)
        {
            case (byte)'X' or (byte)'B' or (byte)'E': Add(fields); break;
            case (byte)'M': Name(fields); break;
            case (byte)'b' or (byte)'e': asynchronous++; break;
        }
    }

    private readonly void ReadField(ref Utf8JsonReader reader, ref Fields fields)
    {
        if (JsonText.At(ref reader, "ph"u8)) fields.Phase = reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length == 1 ? reader.ValueSpan[0] : (byte)0;
        else if (JsonText.At(ref reader, "ts"u8)) fields.Time = Microseconds(ref reader);
        else if (JsonText.At(ref reader, "dur"u8)) fields.Duration = Microseconds(ref reader);
        else if (JsonText.At(ref reader, "tdur"u8)) fields.ThreadDuration = Microseconds(ref reader);
        else if (JsonText.At(ref reader, "name"u8)) fields.Name = Range(ref reader);
        else if (JsonText.At(ref reader, "cat"u8)) fields.Category = Range(ref reader);
        else if (JsonText.At(ref reader, "pid"u8)) fields.Process = Range(ref reader);
        else if (JsonText.At(ref reader, "tid"u8)) fields.Thread = Range(ref reader);
        else if (JsonText.At(ref reader, "args"u8) && reader.TokenType == JsonTokenType.StartObject) ReadArguments(ref reader, ref fields);
        reader.Skip();
    }

    // py-spy: filename and line. tracing-chrome: .file and .line. Metadata: name.
    private static void ReadArguments(ref Utf8JsonReader reader, ref Fields fields)
    {
        while (JsonText.NextProperty(ref reader))
        {
            if (JsonText.At(ref reader, "filename"u8) || JsonText.At(ref reader, ".file"u8)) fields.File = Range(ref reader);
            else if (JsonText.At(ref reader, "line"u8) || JsonText.At(ref reader, ".line"u8)) fields.Line = Math.Max(0, JsonText.Whole(ref reader));
            else if (fields.Phase == 'M' && JsonText.At(ref reader, "name"u8)) fields.Label = JsonText.Text(ref reader);
            reader.Skip();
        }
    }

    /// <summary>Where the token's text stands in the file, without quotes.</summary>
    private static WireRange Range(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String) return new WireRange((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
        return reader.TokenType == JsonTokenType.Number ? new WireRange((int)reader.TokenStartIndex, reader.ValueSpan.Length) : default;
    }

    // Some writers give numbers as strings.
    private static double Microseconds(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.Number or JsonTokenType.String)) return double.NaN;
        return Utf8Parser.TryParse(reader.ValueSpan, out double value, out var read) && read == reader.ValueSpan.Length && double.IsFinite(value) ? value : double.NaN;
    }

    private void Add(in Fields fields)
    {
        if (double.IsNaN(fields.Time))
        {
            unplaced++;
            return;
        }
        var name = frames.InternName(file, fields.Name);
        var events = lanes[LaneOf(fields)].Events;
        if (fields.Phase == 'E')
        {
            events.Add(new TraceEvent(fields.Time, TraceEvent.Ends, name, 0, events.Count));
            return;
        }
        var frame = frames.Intern(file, name, fields.Name, fields.Category, fields.File, fields.Line);
        if (frame == TraceFrames.Ignored) return;
        var lasts = double.IsNaN(fields.Duration) ? fields.ThreadDuration : fields.Duration;
        var duration = fields.Phase == 'B' ? TraceEvent.Begins : double.IsNaN(lasts) ? 0 : Math.Max(0, lasts);
        events.Add(new TraceEvent(fields.Time, duration, name, frame, events.Count));
        frames.CountCall(frame);
    }

    private readonly void Name(in Fields fields)
    {
        if (fields.Label.Length == 0 || !fields.Name.Of(file).SequenceEqual("thread_name"u8)) return;
        var lane = LaneOf(fields);
        lanes[lane] = lanes[lane] with { Name = $"{fields.Label} {lanes[lane].Name}" };
    }

    private readonly int LaneOf(in Fields fields)
    {
        var process = processes.Intern(file, fields.Process.Start, fields.Process.Length);
        var thread = threadIds.Intern(file, fields.Thread.Start, fields.Thread.Length);
        if (threads.TryGetValue((process, thread), out var lane)) return lane;
        lane = lanes.Count;
        // Beyond any real number of threads all that follow share one.
        if (lane >= ProfileLimits.Threads) return lane - 1;
        threads.Add((process, thread), lane);
        lanes.Add(([], $"{Encoding.UTF8.GetString(fields.Process.Of(file))}/{Encoding.UTF8.GetString(fields.Thread.Of(file))}"));
        return lane;
    }
}
