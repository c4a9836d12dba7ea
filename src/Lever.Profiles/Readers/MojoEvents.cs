using System.Text;
using Lever.Profiles.Names;

namespace Lever.Profiles.Readers;

/// <summary>The loop over a MOJO file's events.</summary>
internal ref struct MojoEvents(ReadOnlySpan<byte> file, ProfileBuilder builder)
{
    private const double Microsecond = 1e-6;
    private const int FirstColumnVersion = 2;
    private const int FirstInterpreterVersion = 3;

    /// <summary>The string that stands for what Austin could not read.</summary>
    private const int UnknownString = 1;

    private readonly ReadOnlySpan<byte> file = file;
    private readonly Dictionary<(long Process, long Key), int> strings = [];
    private readonly List<WireRange> texts = [];

    /// <summary>Frames by their keys; whether each is of native code.</summary>
    private readonly Dictionary<(long Process, long Key), (int Frame, bool IsNative)> frames = [];
    private readonly Dictionary<(long Process, string Thread), List<(int Frame, bool IsNative)>> previous = [];
    private List<(int Frame, bool IsNative)> stack = [];
    private int at;
    private long version;
    private string mode = "wall";
    private long process;
    private string thread = "";
    private bool isOpen;
    private bool isIdle;
    private bool isCollecting;
    private double time;
    private double memory;
    private int timeMetric = -1;
    private int cpuMetric = -1;
    private int memoryMetric = -1;
    private string? fault;

    public void Read()
    {
        at = 3;
        version = Number();
        var start = at;
        while (at < file.Length && fault is null)
        {
            start = at;
            ReadEvent(file[at++]);
        }
        if (fault is null) EndSample();
        else builder.Problem(ProfilePlace.Byte(start), fault);
    }

    private void ReadEvent(byte kind)
    {
        switch (kind)
        {
            case 1: ReadMetadata(); break;
            case 2: BeginSample(); break;
            case 3: ReadFrame(); break;
            case 4: Push(Synthetic(":INVALID:"), isNative: false); break;
            case 5: PushKnown(); break;
            case 6: Push(Kernel(Encoding.UTF8.GetString(Text().Of(file))), isNative: true); break;
            case 7: isCollecting = true; break;
            case 8: isIdle = true; break;
            case 9: time = Number(); break;
            case 10: memory = Number(); break;
            case 11: ReadString(); break;
            case 12: Number(); break;
            case 13: RepeatStack(); break;
            default: fault = $"no event of an Austin file begins with byte {kind}"; break;
        }
    }

    private void ReadMetadata()
    {
        var key = Text().Of(file);
        var value = Text();
        if (key.SequenceEqual("mode"u8)) mode = Encoding.UTF8.GetString(value.Of(file));
    }

    private void ReadString()
    {
        var key = Number();
        strings[(process, key)] = texts.Count;
        texts.Add(Text());
    }

    private void BeginSample()
    {
        EndSample();
        process = Number();
        if (version >= FirstInterpreterVersion) Number();
        thread = Encoding.UTF8.GetString(Text().Of(file));
        isOpen = true;
    }

    private void ReadFrame()
    {
        var key = Number();
        var path = String(Number());
        var name = String(Number());
        var line = (int)Math.Clamp(Number(), 0, int.MaxValue);
        if (version >= FirstColumnVersion)
        {
            Number();
            Number();
            Number();
        }
        var frame = FrameText.WithPlace(name.Length > 0 ? name : "[unknown]", path, line);
        // A native function's place is its library, or an address where that is unknown.
        if (frame.Origin != FunctionOrigin.Python && !FrameText.IsNativeSource(path))
            frame = frame with { File = "", Line = 0, Module = path.StartsWith("native@", StringComparison.Ordinal) ? "" : path };
        frames[(process, key)] = (builder.AddFrame(builder.AddFunction(frame, 0), frame.Line), frame.Origin != FunctionOrigin.Python);
    }

    private void PushKnown()
    {
        if (frames.TryGetValue((process, Number()), out var known)) Push(known.Frame, known.IsNative);
        else Push(Synthetic("[unknown]"), isNative: false);
    }

    private readonly void Push(int frame, bool isNative)
    {
        // Beyond this depth the builder keeps the leaf only.
        if (stack.Count <= 2 * ProfileLimits.Depth) stack.Add((frame, isNative));
    }

    // The stack before is the outer part of this one, but for the native functions it ended in.
    private void RepeatStack()
    {
        if (!previous.TryGetValue((process, thread), out var before)) return;
        var count = before.Count;
        while (count > 0 && before[count - 1].IsNative) count--;
        if (count + stack.Count <= 2 * ProfileLimits.Depth) stack = [.. before.Take(count), .. stack];
    }

    private void EndSample()
    {
        if (isOpen) AddSample();
        previous[(process, thread)] = stack;
        stack = [];
        (isOpen, isIdle, isCollecting, time, memory) = (false, false, false, 0, 0);
    }

    private void AddSample()
    {
        DeclareMetrics();
        var node = builder.Root(builder.AddThread($"P{process};T{thread}"));
        foreach (var (frame, _) in stack) node = builder.Child(node, frame);
        if (isCollecting) node = builder.Child(node, Synthetic(":GC:"));
        if (timeMetric >= 0) builder.Add(node, timeMetric, Math.Max(0, time) * Microsecond);
        if (cpuMetric >= 0 && !isIdle) builder.Add(node, cpuMetric, Math.Max(0, time) * Microsecond);
        // Only growth is allocation.
        if (memoryMetric >= 0) builder.Add(node, memoryMetric, Math.Max(0, memory));
        builder.CountSamples(1);
    }

    private void DeclareMetrics()
    {
        if (timeMetric >= 0 || memoryMetric >= 0) return;
        var isFull = mode == "full";
        if (mode != "memory")
        {
            timeMetric = builder.AddMetric(mode == "cpu"
                ? new Metric("cpu time", MetricUnit.Seconds, MetricKind.CpuTime)
                : new Metric("wall time", MetricUnit.Seconds, MetricKind.WallTime));
        }
        if (isFull) cpuMetric = builder.AddMetric(new Metric("cpu time", MetricUnit.Seconds, MetricKind.CpuTime));
        if (isFull || mode == "memory") memoryMetric = builder.AddMetric(new Metric("memory", MetricUnit.Bytes, MetricKind.AllocatedBytes));
    }

    private readonly int Synthetic(string name) =>
        builder.AddFrame(builder.AddFunction(new ProfileFunction(name, "", 0, FunctionOrigin.Synthetic, "", name)), 0);

    private readonly int Kernel(string name) =>
        builder.AddFrame(builder.AddFunction(new ProfileFunction(name, "", 0, FunctionOrigin.Kernel, "", name)), 0);

    private readonly string String(long key)
    {
        if (key == UnknownString) return "<unknown>";
        if (!strings.TryGetValue((process, key), out var index)) return "";
        var range = texts[index];
        return Encoding.UTF8.GetString(file.Slice(range.Start, Math.Min(range.Length, ProfileLimits.Name)));
    }

    // Ends in a NUL.
    private WireRange Text()
    {
        var start = at;
        var length = fault is null ? file[at..].IndexOf((byte)0) : -1;
        if (length < 0)
        {
            fault ??= "the file ends in the middle of an event";
            return default;
        }
        at += length + 1;
        return new WireRange(start, length);
    }

    // Six bits and a sign in the first byte, seven in each that follows; the high bit says that another does.
    private long Number()
    {
        if (fault is not null || at >= file.Length) return Cut();
        var part = file[at++];
        var isNegative = (part & 0x40) != 0;
        var value = (ulong)(part & 0x3f);
        for (var shift = 6; part >= 0x80; shift += 7)
        {
            if (at >= file.Length || shift > 62) return Cut();
            part = file[at++];
            value |= (ulong)(part & 0x7f) << shift;
        }
        return isNegative ? -(long)value : (long)value;
    }

    private long Cut()
    {
        fault ??= "the file ends in the middle of an event, or a number is too long";
        return 0;
    }
}
