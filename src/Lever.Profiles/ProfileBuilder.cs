using System.Runtime.InteropServices;
using Lever.Profiles.Names;

namespace Lever.Profiles;

/// <summary>
/// Collects what a reader finds. It interns names, frames and stacks, so memory follows the distinct stacks and not the samples;
/// it keeps <see cref="ProfileLimits"/>, and takes any number a file may hold.
/// </summary>
internal sealed class ProfileBuilder(string format, string name)
{
    private readonly List<Metric> metrics = [];
    private readonly List<ProfileThread> threads = [];
    private readonly List<int> roots = [];
    private readonly Dictionary<string, int> threadIds = [];
    private readonly List<ProfileFunction> functions = [];
    private readonly Dictionary<(string, string, int, FunctionOrigin, string), int> functionIds = [];
    private readonly List<int> frameFunctions = [];
    private readonly List<int> frameLines = [];
    private readonly PairTable frameIds = new();
    private readonly List<int> nodeParents = [];
    private readonly List<int> nodeFrames = [];
    private readonly List<int> nodeDepths = [];
    private readonly PairTable nodeIds = new();
    private readonly List<List<double>> nodeWeights = [];
    private readonly FunctionRows rows = new();
    private readonly List<ProfileProblem> problems = [];
    private readonly List<ProfileWarning> warnings = [];
    private readonly HashSet<ProfileWarningKind> limits = [];
    private string producer = "";
    private long? samples;
    private long unreported;
    private long badWeights;
    private double droppedWeight;

    /// <summary>The node that stands for what no longer fits; weights added to it are counted as dropped.</summary>
    private const int Overflow = -1;

    public int FrameCount => frameFunctions.Count;

    /// <summary>Whether the file shows functions that were inlined, as if they had been called.</summary>
    public bool ShowsInlined { get; set; }

    public void WrittenBy(string tool) => producer = Cut(tool);

    public int AddMetric(Metric metric)
    {
        var known = metrics.IndexOf(metric);
        if (known >= 0) return known;
        if (metrics.Count == ProfileLimits.Metrics) return metrics.Count - 1;
        metrics.Add(metric);
        nodeWeights.Add([]);
        return metrics.Count - 1;
    }

    /// <summary>Corrects a metric once its values have been seen.</summary>
    public void Redefine(int metric, Metric better) => metrics[metric] = better;

    /// <summary>Whether a metric weighs time of any clock.</summary>
    public bool IsTime(int metric) => metrics[metric].Kind is MetricKind.Time or MetricKind.CpuTime or MetricKind.WallTime;

    public int AddThread(string threadName)
    {
        var text = Cut(threadName);
        if (threadIds.TryGetValue(text, out var id)) return id;
        if (threads.Count == ProfileLimits.Threads) return threads.Count - 1;
        id = threads.Count;
        threads.Add(new ProfileThread(text));
        threadIds.Add(text, id);
        roots.Add(Overflow);
        return id;
    }

    public void RenameThread(int thread, string threadName) => threads[thread] = new ProfileThread(Cut(threadName));

    /// <summary>The node below which a thread's stacks hang.</summary>
    public int Root(int thread)
    {
        if (roots[thread] == Overflow) roots[thread] = NewNode(Overflow, ~thread, 0);
        return roots[thread];
    }

    public int AddFunction(in FrameName frame, int firstLine) =>
        AddFunction(new ProfileFunction(frame.Name, frame.File, firstLine, frame.Origin, frame.Module, frame.RawName));

    public int AddFunction(ProfileFunction function)
    {
        if (functions.Count >= ProfileLimits.Functions)
        {
            ReportLimit("functions", ProfileLimits.Functions);
            function = new ProfileFunction("[more functions]", "", 0, FunctionOrigin.Synthetic, "", "[more functions]");
        }
        var kept = function with
        {
            Name = Cut(function.Name), File = Cut(function.File), Module = Cut(function.Module), RawName = Cut(function.RawName),
            FirstLine = Math.Max(0, function.FirstLine),
        };
        var key = (kept.Name, kept.File, kept.FirstLine, kept.Origin, kept.Module);
        if (functionIds.TryGetValue(key, out var id)) return id;
        id = functions.Count;
        functions.Add(kept);
        functionIds.Add(key, id);
        return id;
    }

    /// <param name="line">The executed line; 0 if unknown.</param>
    public int AddFrame(int function, int line)
    {
        if (frameFunctions.Count >= ProfileLimits.Frames)
        {
            ReportLimit("executed lines", ProfileLimits.Frames);
            line = 0;
        }
        var known = frameIds.Find(function, Math.Max(0, line), CollectionsMarshal.AsSpan(frameFunctions),
            CollectionsMarshal.AsSpan(frameLines), out var slot);
        if (known >= 0) return known;
        frameFunctions.Add(function);
        frameLines.Add(Math.Max(0, line));
        frameIds.Add(slot, frameFunctions.Count - 1, CollectionsMarshal.AsSpan(frameFunctions),
            CollectionsMarshal.AsSpan(frameLines));
        return frameFunctions.Count - 1;
    }

    /// <summary>The node of a frame called from a node. Below the deepest frame kept, a callee takes its caller's place.</summary>
    public int Child(int node, int frame)
    {
        if (node == Overflow) return Overflow;
        var depth = nodeDepths[node] + 1;
        if (depth > ProfileLimits.Depth)
        {
            ReportLimit("frames in one stack", ProfileLimits.Depth);
            node = nodeParents[node];
            depth--;
        }
        var known = nodeIds.Find(node, frame, CollectionsMarshal.AsSpan(nodeParents), CollectionsMarshal.AsSpan(nodeFrames),
            out var slot);
        if (known >= 0) return known;
        if (nodeParents.Count >= ProfileLimits.Nodes)
        {
            ReportLimit("distinct stacks", ProfileLimits.Nodes);
            return Overflow;
        }
        var id = NewNode(node, frame, depth);
        nodeIds.Add(slot, id, CollectionsMarshal.AsSpan(nodeParents), CollectionsMarshal.AsSpan(nodeFrames));
        return id;
    }

    /// <summary>Adds the weight of samples that end in a node.</summary>
    public void Add(int node, int metric, double weight)
    {
        if (!(weight >= 0 && weight <= ProfileLimits.Weight))
        {
            badWeights++;
            return;
        }
        if (node == Overflow)
        {
            droppedWeight += weight;
            return;
        }
        var values = nodeWeights[metric];
        if (values.Count <= node) FunctionRows.Reach(values, nodeParents.Count - 1);
        values[node] += weight;
    }

    /// <summary>Counts the samples behind the weights, where the format tells.</summary>
    public void CountSamples(long count) => samples = (samples ?? 0) + Math.Max(0, count);

    /// <summary>Adds a function's row of a table. Rows of the same function add up.</summary>
    public void AddRow(int function, int metric, double self, double total)
    {
        if (!IsSane(self) || !IsSane(total))
        {
            badWeights++;
            return;
        }
        rows.Add(function, metric, self, total);
    }

    /// <param name="primitiveCalls">Calls from outside the function itself.</param>
    public void AddCalls(int function, long calls, long primitiveCalls) => rows.AddCalls(function, calls, primitiveCalls);

    /// <summary>Says that rows are of lines, so that a function's total is theirs together, and never more than the whole.</summary>
    public void TotalsAreSumsOfLines() => rows.TotalsAreSumsOfLines = true;

    public void AddEdge(CallEdge edge)
    {
        if (IsSane(edge.Self) && IsSane(edge.Total)) rows.Edges.Add(edge);
    }

    public void AddLine(LineRow row)
    {
        if (IsSane(row.Self) && IsSane(row.Total)) rows.Lines.Add(row);
    }

    public void Problem(ProfilePlace place, string message)
    {
        if (problems.Count >= ProfileLimits.Problems)
        {
            unreported++;
            return;
        }
        problems.Add(new ProfileProblem(place, message));
    }

    public void Warn(ProfileWarningKind kind, string message) => warnings.Add(new ProfileWarning(kind, message));

    public Profile Build()
    {
        if (badWeights > 0) Problem(ProfilePlace.File, $"{badWeights} weights are negative, not finite or too large; they are left out");
        if (droppedWeight > 0) Problem(ProfilePlace.File, FormattableString.Invariant($"weight {droppedWeight} is left out"));
        if (unreported > 0) problems.Add(new ProfileProblem(ProfilePlace.File, $"{unreported} more problems of this kind are not listed"));
        if (metrics.Count == 0) AddMetric(new Metric("weight", MetricUnit.Unknown, MetricKind.Unknown));
        var frames = new ProfileFrame[frameFunctions.Count];
        for (var i = 0; i < frames.Length; i++) frames[i] = new ProfileFrame(frameFunctions[i], frameLines[i]);
        var stacks = BuildStacks();
        var content = new ProfileContent(metrics.ToArray(), threads.ToArray(), functions.ToArray(), frames, stacks,
            rows.Build(functions.Count), Weigh(stacks));
        return new Profile(new ProfileHeader(format, name, producer, samples, ShowsInlined, problems, warnings), content);
    }

    private FunctionWeights[] Weigh(StackTree stacks)
    {
        var weights = new FunctionWeights[metrics.Count];
        for (var metric = 0; metric < weights.Length; metric++)
        {
            weights[metric] = stacks.IsEmpty
                ? rows.Weights(metric, functions.Count)
                : stacks.Totals(CollectionsMarshal.AsSpan(frameFunctions), functions.Count, stacks.Self(metric));
        }
        return weights;
    }

    /// <summary>Lays the nodes out in preorder; those without weight, below as well, are dropped.</summary>
    private StackTree BuildStacks()
    {
        var count = nodeParents.Count;
        if (count == 0) return new StackTree([], [], [], nodeWeights.Select(_ => Array.Empty<double>()).ToArray());
        foreach (var values in nodeWeights) FunctionRows.Reach(values, count - 1);
        var weighty = new bool[count];
        foreach (var values in nodeWeights)
        {
            for (var node = 0; node < count; node++) weighty[node] |= values[node] > 0;
        }
        var firstChild = new int[count];
        var nextSibling = new int[count];
        var firstRoot = Overflow;
        Array.Fill(firstChild, Overflow);
        // Children have higher ids than their parents, and from the last to the first each goes to the head of its list.
        for (var node = count - 1; node >= 0; node--)
        {
            if (!weighty[node]) continue;
            var parent = nodeParents[node];
            if (parent == Overflow)
            {
                nextSibling[node] = firstRoot;
                firstRoot = node;
                continue;
            }
            weighty[parent] = true;
            nextSibling[node] = firstChild[parent];
            firstChild[parent] = node;
        }
        var kept = weighty.Count(w => w);
        var frames = new int[kept];
        var parents = new int[kept];
        var ends = new int[kept];
        var self = new double[metrics.Count][];
        for (var metric = 0; metric < self.Length; metric++) self[metric] = new double[kept];
        var placeOf = new int[count];
        var place = 0;
        var current = firstRoot;
        while (current != Overflow)
        {
            placeOf[current] = place;
            frames[place] = nodeFrames[current];
            parents[place] = nodeParents[current] == Overflow ? -1 : placeOf[nodeParents[current]];
            for (var metric = 0; metric < self.Length; metric++) self[metric][place] = nodeWeights[metric][current];
            place++;
            if (firstChild[current] != Overflow)
            {
                current = firstChild[current];
                continue;
            }
            while (true)
            {
                ends[placeOf[current]] = place;
                if (nextSibling[current] != Overflow)
                {
                    current = nextSibling[current];
                    break;
                }
                current = nodeParents[current];
                if (current == Overflow) break;
            }
        }
        return new StackTree(frames, parents, ends, self);
    }

    private int NewNode(int parent, int frame, int depth)
    {
        nodeParents.Add(parent);
        nodeFrames.Add(frame);
        nodeDepths.Add(depth);
        return nodeParents.Count - 1;
    }

    private void ReportLimit(string what, int limit)
    {
        if (!limits.Add(ProfileWarningKind.LimitReached)) return;
        Warn(ProfileWarningKind.LimitReached, $"more than {limit} {what}: the rest is left out");
    }

    private static bool IsSane(double weight) => Math.Abs(weight) <= ProfileLimits.Weight;

    private static string Cut(string text) => text.Length <= ProfileLimits.Name ? text : text[..ProfileLimits.Name];
}
