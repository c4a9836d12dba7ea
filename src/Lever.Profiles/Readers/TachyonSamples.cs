using System.Buffers.Binary;
using System.Text;
using Lever.Profiles.Names;

namespace Lever.Profiles.Readers;

/// <summary>The samples of a Tachyon file.</summary>
internal ref struct TachyonSamples(ReadOnlySpan<byte> file, ProfileBuilder builder, TachyonHeader header)
{
    private const int SamplesStart = 64;
    private const int FooterLength = 32;
    /// <summary>Index of a frame that is Tachyon's own, which starts the program; its own tools leave it out as well.</summary>
    private const int OwnFrame = -1;

    private const byte OnProcessor = 2;
    private const byte ProcessorUnknown = 4;
    private const byte WantsGil = 8;

    private readonly ReadOnlySpan<byte> file = file;
    private readonly List<WireRange> strings = [];
    private readonly List<int> frames = [];
    private readonly Dictionary<(ulong Thread, uint Interpreter), List<int>> stacks = [];
    private readonly List<int> changed = [];
    private readonly double seconds = header.Interval is > 0 and < 1_000_000_000 ? header.Interval * 1e-6 : 0;
    private int at = SamplesStart;
    private int end;
    private int metric;
    private int cpu = -1;
    private int gil = -1;
    private int unknown = -1;
    private bool isBroken;

    public void Read()
    {
        ReadTables();
        metric = seconds > 0 ? TachyonMetrics.Add(builder, header.Mode) : builder.AddMetric(new Metric("samples", MetricUnit.Samples, MetricKind.Time));
        at = SamplesStart;
        end = (int)header.Strings;
        isBroken = false;
        var start = at;
        while (at < end && !isBroken)
        {
            start = at;
            ReadRecord();
        }
        if (isBroken) builder.Problem(ProfilePlace.Byte(start), "the samples are damaged or cut short here; what stands before is used");
        TachyonStatistics.Warn(file, header.IsLittle, builder);
    }

    private void ReadTables()
    {
        end = file.Length;
        var tables = file.Length - FooterLength;
        at = (int)header.Strings;
        var limit = (int)header.Frames > at ? (int)header.Frames : tables;
        while (at < limit && !isBroken)
        {
            var length = (long)Math.Min(Number(), int.MaxValue);
            if (length > limit - at) break;
            strings.Add(new WireRange(at, (int)length));
            at += (int)length;
        }
        isBroken = false;
        at = (int)header.Frames;
        // The number of frames stands in the footer; what lies behind them is of no use.
        var count = tables >= 0 ? Count(tables + 4) : 0;
        while (at < tables && frames.Count < count && !isBroken) ReadFrame();
    }

    private readonly long Count(int place) => header.IsLittle
        ? BinaryPrimitives.ReadUInt32LittleEndian(file[place..])
        : BinaryPrimitives.ReadUInt32BigEndian(file[place..]);

    private void ReadFrame()
    {
        var path = Text(Number());
        var function = Text(Number());
        var zigzag = Number();
        var line = (long)(zigzag >> 1) ^ -(long)(zigzag & 1);
        Number();
        Number();
        Number();
        at++;
        if (isBroken) return;
        if (path.EndsWith("_sync_coordinator.py", StringComparison.Ordinal))
        {
            frames.Add(OwnFrame);
            return;
        }
        var name = FrameText.WithPlace(function, path, (int)Math.Clamp(line, 0, int.MaxValue));
        frames.Add(builder.AddFrame(builder.AddFunction(name, 0), name.Line));
    }

    private readonly string Text(ulong index) => index < (ulong)strings.Count
        ? Encoding.UTF8.GetString(file.Slice(strings[(int)index].Start, Math.Min(strings[(int)index].Length, ProfileLimits.Name)))
        : "";

    private void ReadRecord()
    {
        if (end - at < 13)
        {
            isBroken = true;
            return;
        }
        var thread = TachyonReader.Long(file, at, header.IsLittle);
        var interpreter = (uint)Count(at + 8);
        var encoding = file[at + 12];
        at += 13;
        if (!stacks.TryGetValue((thread, interpreter), out var stack)) stacks.Add((thread, interpreter), stack = []);
        var node = 0;
        if (encoding == 0)
        {
            var count = Number();
            node = NodeOf(thread, stack);
            for (ulong i = 0; i < count && !isBroken; i++)
            {
                Number();
                AddSample(node, Byte());
            }
            return;
        }
        Number();
        var status = Byte();
        switch (encoding)
        {
            case 1: Replace(stack, 0, Number()); break;
            case 2: Replace(stack, Math.Min(Number(), (ulong)stack.Count), Number()); break;
            case 3: Replace(stack, (ulong)stack.Count - Math.Min(Number(), (ulong)stack.Count), Number()); break;
            default: isBroken = true; break;
        }
        if (isBroken) return;
        AddSample(NodeOf(thread, stack), status);
    }

    /// <summary>Keeps the outermost frames of a stack, which is held from the root, and reads new ones, innermost first.</summary>
    private void Replace(List<int> stack, ulong kept, ulong added)
    {
        if (added > (ulong)(end - at))
        {
            isBroken = true;
            return;
        }
        stack.RemoveRange((int)kept, stack.Count - (int)kept);
        changed.Clear();
        for (ulong i = 0; i < added && !isBroken; i++) changed.Add((int)Math.Min(Number(), int.MaxValue));
        for (var i = changed.Count - 1; i >= 0; i--)
        {
            if (stack.Count <= 2 * ProfileLimits.Depth) stack.Add(changed[i]);
        }
    }

    private int NodeOf(ulong thread, List<int> stack)
    {
        var node = builder.Root(builder.AddThread(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"tid {thread}")));
        foreach (var index in stack)
        {
            var frame = index < frames.Count ? frames[index] : Unknown();
            if (frame != OwnFrame) node = builder.Child(node, frame);
        }
        return node;
    }

    private int Unknown() => unknown >= 0 ? unknown : unknown = builder.AddFrame(builder.AddFunction(
        new ProfileFunction("[unknown]", "", 0, FunctionOrigin.Synthetic, "", "[unknown]")), 0);

    private void AddSample(int node, byte status)
    {
        if (isBroken) return;
        var weight = seconds > 0 ? seconds : 1;
        builder.Add(node, metric, weight);
        // Only some modes find out whether a thread is on a processor; where they do not, nothing is said of it.
        if (header.Mode != TachyonMode.Cpu && (status & ProcessorUnknown) == 0)
        {
            if (cpu < 0) cpu = builder.AddMetric(new Metric("cpu time", seconds > 0 ? MetricUnit.Seconds : MetricUnit.Samples, MetricKind.CpuTime));
            if ((status & OnProcessor) != 0) builder.Add(node, cpu, weight);
        }
        if ((status & WantsGil) != 0)
        {
            // Most programs never wait for it, and need no metric of nothing.
            if (gil < 0) gil = builder.AddMetric(new Metric("waiting for the GIL", seconds > 0 ? MetricUnit.Seconds : MetricUnit.Samples, MetricKind.GilWait));
            builder.Add(node, gil, weight);
        }
        builder.CountSamples(1);
    }

    private byte Byte()
    {
        if (at < end) return file[at++];
        isBroken = true;
        return 0;
    }

    private ulong Number()
    {
        if (!isBroken && WireReader.TryVarint(file[..end], at, out var value, out at)) return value;
        isBroken = true;
        return 0;
    }
}
