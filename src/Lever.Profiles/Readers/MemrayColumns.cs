using System.Text.Json;

namespace Lever.Profiles.Readers;

/// <summary>
/// memray's packed data: columns of nodes that refer to strings and to their children. A page over time has intervals in place of
/// values, of which those that lie over the moment of the highest peak count.
/// </summary>
internal sealed class MemrayColumns(ProfileBuilder builder, int memory, int allocations)
{
    private readonly List<int> functions = [];
    private readonly List<int> files = [];
    private readonly List<int> lines = [];
    private readonly List<double> values = [];
    private readonly List<double> counts = [];

    /// <summary>The caller of each node; 0 is the root.</summary>
    private readonly List<int> parents = [];
    private readonly List<string> strings = [];
    private readonly List<double> peaks = [];
    private readonly List<(int From, int To, int Node, double Count, double Bytes)> intervals = [];

    public void Read(ref Utf8JsonReader reader)
    {
        if (!JsonText.EnterObject(ref reader)) return;
        while (JsonText.NextProperty(ref reader))
        {
            if (JsonText.At(ref reader, "nodes"u8)) ReadNodes(ref reader);
            else if (JsonText.At(ref reader, "strings"u8)) JsonText.Column(ref reader, strings);
            else if (JsonText.At(ref reader, "high_water_mark_by_snapshot"u8)) JsonText.Column(ref reader, peaks);
            else if (JsonText.At(ref reader, "intervals"u8)) ReadIntervals(ref reader);
            else reader.Skip();
        }
    }

    public void Finish()
    {
        var root = builder.Root(builder.AddThread(""));
        var tree = new InclusiveTree(builder, memory, allocations);
        var places = new Dictionary<int, int>();
        var chain = new List<int>();
        for (var node = 0; node < functions.Count; node++) PlaceOf(node, tree, places, chain);
        if (intervals.Count == 0)
        {
            foreach (var (node, place) in places)
            {
                tree.Weigh(place, 0, At(values, node));
                tree.Weigh(place, 1, At(counts, node));
            }
        }
        else
        {
            AddPeak(tree, places);
        }
        tree.Finish(root);
    }

    private void ReadNodes(ref Utf8JsonReader reader)
    {
        if (!JsonText.EnterObject(ref reader)) return;
        while (JsonText.NextProperty(ref reader))
        {
            if (JsonText.At(ref reader, "function"u8)) JsonText.Column(ref reader, functions);
            else if (JsonText.At(ref reader, "filename"u8)) JsonText.Column(ref reader, files);
            else if (JsonText.At(ref reader, "lineno"u8)) JsonText.Column(ref reader, lines);
            else if (JsonText.At(ref reader, "value"u8)) JsonText.Column(ref reader, values);
            else if (JsonText.At(ref reader, "n_allocations"u8)) JsonText.Column(ref reader, counts);
            else if (JsonText.At(ref reader, "children"u8)) ReadChildren(ref reader);
            else reader.Skip();
        }
    }

    private void ReadChildren(ref Utf8JsonReader reader)
    {
        if (!JsonText.EnterArray(ref reader)) return;
        for (var parent = 0; JsonText.NextItem(ref reader); parent++)
        {
            if (!JsonText.EnterArray(ref reader)) continue;
            while (JsonText.NextItem(ref reader))
            {
                var child = JsonText.Whole(ref reader, -1);
                if (child <= 0 || child > ProfileLimits.Nodes) continue;
                // Children stand behind their parents, and close to the end of the list while it grows.
                if (child > parents.Count + 1_000_000) continue;
                FunctionRows.Reach(parents, child);
                if (parent < child) parents[child] = parent;
            }
        }
    }

    // [from snapshot, to snapshot or null, node, count, bytes]
    private void ReadIntervals(ref Utf8JsonReader reader)
    {
        if (!JsonText.EnterArray(ref reader)) return;
        var numbers = new List<double>();
        while (JsonText.NextItem(ref reader))
        {
            if (!JsonText.EnterArray(ref reader)) continue;
            numbers.Clear();
            while (JsonText.NextItem(ref reader)) numbers.Add(JsonText.Number(ref reader, double.PositiveInfinity));
            if (numbers is [var from, var to, >= 0 and < int.MaxValue and var node, var count, var bytes])
                intervals.Add((Snapshot(from), Snapshot(to), (int)node, count, bytes));
        }
    }

    private static int Snapshot(double number) => number is >= 0 and < int.MaxValue ? (int)number : int.MaxValue;

    private void AddPeak(InclusiveTree tree, Dictionary<int, int> places)
    {
        var peak = 0;
        for (var i = 1; i < peaks.Count; i++)
        {
            if (peaks[i] > peaks[peak]) peak = i;
        }
        var bytes = new double[tree.Count];
        var blocks = new double[tree.Count];
        foreach (var (from, to, node, count, size) in intervals)
        {
            if (from > peak || to <= peak || !places.TryGetValue(node, out var place)) continue;
            bytes[place] += size;
            blocks[place] += count;
        }
        tree.WeighOwn(0, bytes);
        tree.WeighOwn(1, blocks);
    }

    /// <summary>The node's place in the tree; its callers are added before it.</summary>
    private void PlaceOf(int node, InclusiveTree tree, Dictionary<int, int> places, List<int> chain)
    {
        chain.Clear();
        while (!places.ContainsKey(node))
        {
            chain.Add(node);
            if (node == 0) break;
            node = node < parents.Count ? parents[node] : 0;
        }
        for (var i = chain.Count - 1; i >= 0; i--)
        {
            var parent = chain[i] == 0 ? InclusiveTree.NoParent : places[chain[i] < parents.Count ? parents[chain[i]] : 0];
            places.Add(chain[i], tree.Add(parent, chain[i] == 0 ? InclusiveTree.NoFrame : FrameOf(chain[i])));
        }
    }

    private int FrameOf(int node) =>
        MemrayFrames.Of(builder, Text(functions, node), Text(files, node), node < lines.Count ? Math.Max(0, lines[node]) : 0);

    private string Text(List<int> column, int node) =>
        node < column.Count && (uint)column[node] < (uint)strings.Count ? strings[column[node]] : "";

    private static double At(List<double> column, int node) => node < column.Count ? column[node] : 0;
}
