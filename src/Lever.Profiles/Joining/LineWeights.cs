namespace Lever.Profiles.Joining;

/// <summary>The weight of executed lines in project files.</summary>
internal sealed class LineWeights
{
    private readonly Profile profile;
    private readonly IdleSplit split;
    private readonly double[] subtree;
    private readonly Dictionary<(int File, int Line), int> ids = [];
    private readonly List<(int File, int Line, double Self, double Total)> lines = [];

    /// <summary>For each file the frames with their lines, in order of line; to answer for ranges.</summary>
    private readonly Dictionary<int, (int Line, int Frame)[]> framesOfFile = [];
    private readonly Dictionary<int, List<int>> linesOfKey = [];
    private readonly int[] firstNodeOfFrame = [];
    private readonly int[] nodesByFrame = [];

    public LineWeights(Profile profile, SourceKeys keys, IdleSplit split, int metric)
    {
        this.profile = profile;
        this.split = split;
        subtree = [];
        if (!keys.HasExecutedLines) return;
        if (profile.Stacks.IsEmpty)
        {
            AddRows(keys, metric);
            return;
        }
        subtree = profile.Stacks.SubtreeWeights(split.ActiveSelf);
        (firstNodeOfFrame, nodesByFrame) = IndexNodes(profile);
        AddStacks(keys);
    }

    public LineEvidence? Line(int file, int line) => ids.TryGetValue((file, line), out var id) ? Evidence(id) : null;

    /// <summary>The lines seen in a source function, in order.</summary>
    public IReadOnlyList<LineEvidence> OfKey(int key) => linesOfKey.TryGetValue(key, out var list)
        ? list.Distinct().Select(Evidence).OrderBy(line => line.Line).ToArray()
        : [];

    public RangeEvidence? Range(int file, int firstLine, int lastLine)
    {
        if (!profile.Stacks.IsEmpty) return RangeOfStacks(file, firstLine, lastLine);
        var (self, total, any) = (0.0, 0.0, false);
        foreach (var line in lines)
        {
            if (line.File != file || line.Line < firstLine || line.Line > lastLine) continue;
            any = true;
            self += line.Self;
            total = Math.Max(total, line.Total);
        }
        return any ? RangeOf(self, Math.Max(self, total)) : null;
    }

    // In preorder a node inside the reach of the last counted one belongs to samples that are counted already.
    private RangeEvidence? RangeOfStacks(int file, int firstLine, int lastLine)
    {
        if (!framesOfFile.TryGetValue(file, out var frames)) return null;
        var nodes = new List<int>();
        foreach (var (line, frame) in frames)
        {
            if (line < firstLine) continue;
            if (line > lastLine) break;
            nodes.AddRange(nodesByFrame.AsSpan(firstNodeOfFrame[frame]..firstNodeOfFrame[frame + 1]));
        }
        if (nodes.Count == 0) return null;
        nodes.Sort();
        var (self, total, countedUntil) = (0.0, 0.0, 0);
        foreach (var node in nodes)
        {
            self += split.ActiveSelf[node];
            if (node < countedUntil) continue;
            countedUntil = profile.Stacks.EndOf(node);
            total += subtree[node];
        }
        return RangeOf(self, total);
    }

    private RangeEvidence RangeOf(double self, double total) => new(self, total, split.Share(self), split.Share(total));

    private LineEvidence Evidence(int id)
    {
        var (_, line, self, total) = lines[id];
        return new LineEvidence(line, self, total, split.Share(self), split.Share(total));
    }

    private void AddRows(SourceKeys keys, int metric)
    {
        foreach (var row in profile.Calls.Lines)
        {
            if (row.Metric != metric || keys.FileOf(row.Function) is not (>= 0 and var file)) continue;
            var id = IdOf(file, row.Line);
            lines[id] = lines[id] with { Self = lines[id].Self + row.Self, Total = lines[id].Total + row.Total };
            if (keys.OfLine(row) is >= 0 and var key) Join(key, id);
        }
    }

    private void AddStacks(SourceKeys keys)
    {
        var lineOfFrame = new int[profile.Frames.Count];
        Array.Fill(lineOfFrame, -1);
        var byFile = new Dictionary<int, List<(int, int)>>();
        for (var frame = 0; frame < lineOfFrame.Length; frame++)
        {
            var (function, line) = profile.Frames[frame];
            if (line == 0 || keys.FileOf(function) is not (>= 0 and var file)) continue;
            lineOfFrame[frame] = IdOf(file, line);
            if (!byFile.TryGetValue(file, out var list)) byFile.Add(file, list = []);
            list.Add((line, frame));
            if (keys.OfFrame(frame) is (>= 0 and var key, FrameMatch.Exact)) Join(key, lineOfFrame[frame]);
        }
        foreach (var (file, list) in byFile)
        {
            list.Sort();
            framesOfFile.Add(file, list.ToArray());
        }
        var weights = profile.Stacks.Totals(lineOfFrame, lines.Count, split.ActiveSelf);
        for (var id = 0; id < lines.Count; id++) lines[id] = lines[id] with { Self = weights.Self[id], Total = weights.Total[id] };
    }

    private void Join(int key, int line)
    {
        if (!linesOfKey.TryGetValue(key, out var list)) linesOfKey.Add(key, list = []);
        list.Add(line);
    }

    private int IdOf(int file, int line)
    {
        if (ids.TryGetValue((file, line), out var id)) return id;
        ids.Add((file, line), lines.Count);
        lines.Add((file, line, 0, 0));
        return lines.Count - 1;
    }

    private static (int[] First, int[] Nodes) IndexNodes(Profile profile)
    {
        var stacks = profile.Stacks;
        var first = new int[profile.Frames.Count + 1];
        for (var node = 0; node < stacks.Count; node++)
        {
            if (stacks.FrameOf(node) >= 0) first[stacks.FrameOf(node) + 1]++;
        }
        for (var frame = 1; frame < first.Length; frame++) first[frame] += first[frame - 1];
        var next = first[..^1];
        var nodes = new int[first[^1]];
        for (var node = 0; node < stacks.Count; node++)
        {
            if (stacks.FrameOf(node) is >= 0 and var frame) nodes[next[frame]++] = node;
        }
        return (first, nodes);
    }
}
