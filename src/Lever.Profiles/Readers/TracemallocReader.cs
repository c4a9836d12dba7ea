using Lever.Profiles.Names;

namespace Lever.Profiles.Readers;

/// <summary>
/// Snapshots of tracemalloc (<c>Snapshot.dump</c>): the memory blocks alive, each with its size and the lines that led to it. A pickle
/// whose traces are <c>(domain, size, ((file, line), …), number of frames)</c>, the allocating line first; CPython's
/// Lib/tracemalloc.py. Lines have no function's name there, so they are joined by their place.
/// </summary>
internal sealed class TracemallocReader : ProfileReader
{
    private const int MaxLength = 256 << 20;

    public override string Format => "tracemalloc";

    public override bool Recognizes(ReadOnlySpan<byte> head, string name) =>
        head.Length > 2 && head[0] == 0x80 && head[1] is >= 2 and <= 5 && head.IndexOf("tracemalloc"u8) >= 0 && head.IndexOf("Snapshot"u8) >= 0;

    public override void Read(ReadOnlySpan<byte> bytes, ProfileBuilder builder)
    {
        builder.WrittenBy("tracemalloc");
        var size = builder.AddMetric(new Metric("live memory", MetricUnit.Bytes, MetricKind.AllocatedBytes));
        var blocks = builder.AddMetric(new Metric("live blocks", MetricUnit.Count, MetricKind.Allocations));
        if (bytes.Length > MaxLength)
        {
            builder.Problem(ProfilePlace.File, $"a snapshot above {MaxLength >> 20} MiB is not read; filter its traces before the dump, or start with fewer frames");
            return;
        }
        var reader = new PickleReader(bytes);
        var top = reader.Read();
        if (reader.Fault is { } fault) builder.Problem(ProfilePlace.Byte(reader.Position), fault);
        if (top.Kind != PickleKind.Instance || top.Items.Count < 2) return;
        var traces = top.Items[1].Member("traces");
        if (traces.Kind == PickleKind.Instance) traces = traces.Items.Count < 2 ? PickleValue.None : traces.Items[1].Member("_traces");
        Add(traces.Items, size, blocks, builder);
    }

    private static void Add(List<PickleValue> traces, int size, int blocks, ProfileBuilder builder)
    {
        // Traces from the same lines share their list of frames; each is laid out once.
        var nodes = new Dictionary<PickleValue, int>(ReferenceEqualityComparer.Instance);
        var (misshapen, cut) = (0L, 0L);
        foreach (var trace in traces)
        {
            // Before Python 3.6 there was no domain.
            var parts = trace.Items;
            var at = parts is [_, { Kind: PickleKind.Number }, ..] ? 1 : 0;
            if (parts.Count < at + 2 || parts[at].Kind != PickleKind.Number || parts[at + 1].Kind != PickleKind.Tuple)
            {
                misshapen++;
                continue;
            }
            var frames = parts[at + 1];
            if (parts.Count > at + 2 && parts[at + 2].Number > frames.Items.Count) cut++;
            if (!nodes.TryGetValue(frames, out var node)) nodes.Add(frames, node = Stack(frames.Items, builder));
            builder.Add(node, size, parts[at].Number);
            builder.Add(node, blocks, 1);
        }
        if (misshapen > 0) builder.Problem(ProfilePlace.File, $"{misshapen} entries are no traces; they are left out");
        if (cut > 0)
            builder.Warn(ProfileWarningKind.BrokenStacks, $"{cut} of {traces.Count} traces keep fewer lines than there were; start with `tracemalloc.start(25)` to see who called");
    }

    private static int Stack(List<PickleValue> frames, ProfileBuilder builder)
    {
        var node = builder.Root(builder.AddThread(""));
        for (var i = Math.Min(frames.Count, ProfileLimits.Depth) - 1; i >= 0; i--)
        {
            if (frames[i].Items is not [{ Kind: PickleKind.Text } file, { Kind: PickleKind.Number } number]) continue;
            var line = (int)Math.Clamp(number.Number, 0, int.MaxValue);
            var function = builder.AddFunction(new ProfileFunction(PythonNames.Line, file.Text.Replace('\\', '/'), line, FunctionOrigin.Python, "", ""));
            node = builder.Child(node, builder.AddFrame(function, line));
        }
        return node;
    }
}
