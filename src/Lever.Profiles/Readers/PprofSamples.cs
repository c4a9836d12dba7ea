using System.Globalization;

namespace Lever.Profiles.Readers;

/// <summary>The samples of a pprof file. Each names its stack from the leaf, so the stack is walked backwards.</summary>
internal ref struct PprofSamples(ReadOnlySpan<byte> file, PprofTables tables, ProfileBuilder builder, PprofFrames frames, PprofMetrics metrics)
{
    private readonly ReadOnlySpan<byte> file = file;
    private PprofFrames frames = frames;
    private readonly List<ulong> locations = [];
    private readonly List<ulong> values = [];

    /// <summary>The stack before, from the root: each location with the node of its innermost frame.</summary>
    private readonly List<(int Location, int Node)> path = [];
    private int pathThread = -1;
    private readonly Dictionary<ulong, int> labelKeys = [];
    private readonly Dictionary<(ulong Name, ulong Id), int> threads = [];
    private long missing;

    public void Read()
    {
        foreach (var sample in tables.Samples) ReadSample(sample.Of(file));
        if (missing > 0) builder.Problem(ProfilePlace.File, $"{missing} references to places that the file does not list");
        frames.Finish();
    }

    private void ReadSample(ReadOnlySpan<byte> sample)
    {
        locations.Clear();
        values.Clear();
        var (name, id) = (0UL, 0UL);
        var reader = new WireReader(sample);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: reader.TryNumbers(locations); break;
                case 2: reader.TryNumbers(values); break;
                case 3: ReadLabel(reader.Bytes, ref name, ref id); break;
            }
        }
        metrics.Add(NodeOf(ThreadOf(name, id)), values);
    }

    private int NodeOf(int thread)
    {
        if (thread != pathThread) path.Clear();
        pathThread = thread;
        var first = 0;
        for (var i = 0; i < locations.Count; i++)
        {
            var location = frames.Find(locations[i]);
            if (location < 0 || !IsOwn(location)) break;
            first = i + 1;
        }
        if (first == locations.Count) first = 0;
        var depth = 0;
        var node = builder.Root(thread);
        for (var i = locations.Count - 1; i >= first; i--)
        {
            var location = frames.Find(locations[i]);
            if (location < 0)
            {
                missing++;
                continue;
            }
            if (depth < path.Count && path[depth].Location == location)
            {
                node = path[depth].Node;
            }
            else
            {
                if (depth < path.Count) path.RemoveRange(depth, path.Count - depth);
                foreach (var frame in frames.Of(location, out _)) node = builder.Child(node, frame);
                path.Add((location, node));
            }
            depth++;
        }
        path.RemoveRange(depth, path.Count - depth);
        return node;
    }

    private bool IsOwn(int location)
    {
        frames.Of(location, out var isOwn);
        return isOwn;
    }

    private void ReadLabel(ReadOnlySpan<byte> label, ref ulong name, ref ulong id)
    {
        var (key, text, number) = (0UL, 0UL, 0UL);
        var reader = new WireReader(label);
        while (reader.Next())
        {
            if (reader.Field == 1) key = reader.Value;
            else if (reader.Field == 2) text = reader.Value;
            else if (reader.Field == 3) number = reader.Value;
        }
        var meaning = MeaningOf(key);
        if (meaning == 1 && text > 0) name = text;
        // A number is kept apart from strings, which are fewer than 2^31.
        else if (meaning == 2) id = text > 0 ? text : number | 1UL << 63;
    }

    // 1 for a thread's name, 2 for its number, 0 for any other label.
    private readonly int MeaningOf(ulong key)
    {
        if (labelKeys.TryGetValue(key, out var meaning)) return meaning;
        if (labelKeys.Count >= 4096) return 0;
        meaning = tables.Text(file, key) switch
        {
            "thread name" or "thread" or "thread_name" => 1,
            "thread id" or "tid" or "thread_id" => 2,
            _ => 0,
        };
        labelKeys.Add(key, meaning);
        return meaning;
    }

    private readonly int ThreadOf(ulong name, ulong id)
    {
        if (threads.TryGetValue((name, id), out var thread)) return thread;
        var text = name > 0 ? tables.Text(file, name) : "";
        if (id >> 63 == 1) text = string.Create(CultureInfo.InvariantCulture, $"{text} {id & long.MaxValue}").TrimStart();
        else if (id > 0) text = $"{text} {tables.Text(file, id)}".TrimStart();
        thread = builder.AddThread(text);
        if (threads.Count < ProfileLimits.Threads) threads.Add((name, id), thread);
        return thread;
    }
}
