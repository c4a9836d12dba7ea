using Lever.Profiles.Names;

namespace Lever.Profiles.Joining;

/// <summary>Sums a profile by the functions of the source.</summary>
internal sealed class FunctionWeighing(Profile profile, SourceKeys keys, IdleSplit split, LineWeights lines, int metric)
{
    private readonly FrameMatch[] match = Enumerable.Repeat(FrameMatch.Exact, keys.Count).ToArray();
    private readonly List<int>?[] parts = new List<int>?[keys.Count];
    private readonly long[] calls = new long[keys.Count];
    private readonly long[] primitiveCalls = new long[keys.Count];
    private double[] innermost = [];

    public FunctionEvidence[] Weigh()
    {
        var (active, waiting) = profile.Stacks.IsEmpty ? WeighTable() : WeighStacks();
        return Enumerable.Range(0, keys.Count)
            .Where(key => parts[key] is not null && (active.Total[key] > 0 || waiting?.Total[key] > 0 || calls[key] > 0))
            .Select(key => Evidence(key, active, waiting))
            .OrderByDescending(evidence => evidence.Total).ThenByDescending(evidence => evidence.Waiting)
            .ThenBy(evidence => evidence.Path, StringComparer.Ordinal).ThenBy(evidence => evidence.FirstLine)
            .ToArray();
    }

    private (FunctionWeights Active, FunctionWeights? Waiting) WeighStacks()
    {
        var keyOfFrame = new int[profile.Frames.Count];
        for (var frame = 0; frame < keyOfFrame.Length; frame++)
        {
            var (key, how) = keys.OfFrame(frame);
            keyOfFrame[frame] = key;
            if (key >= 0) Join(key, profile.Frames[frame].Function, how);
        }
        innermost = Innermost(keyOfFrame);
        return (profile.Stacks.Totals(keyOfFrame, keys.Count, split.ActiveSelf),
            profile.Stacks.Totals(keyOfFrame, keys.Count, split.WaitingSelf));
    }

    private double[] Innermost(int[] keyOfFrame)
    {
        var stacks = profile.Stacks;
        var weights = new double[keys.Count];
        var nearest = new int[stacks.Count];
        for (var node = 0; node < nearest.Length; node++)
        {
            var own = stacks.FrameOf(node) is >= 0 and var frame ? keyOfFrame[frame] : SourceKeys.None;
            nearest[node] = own >= 0 ? own : stacks.ParentOf(node) is >= 0 and var parent ? nearest[parent] : SourceKeys.None;
            if (nearest[node] >= 0) weights[nearest[node]] += split.ActiveSelf[node];
        }
        return weights;
    }

    /// <summary>
    /// A function's own row gives its total. Rows of nameless code inside it add to its self weight only: that code runs below the
    /// function, so its time is in the total already, unless it was handed out and called from elsewhere; the larger total is
    /// then nearer the truth.
    /// </summary>
    private (FunctionWeights, FunctionWeights?) WeighTable()
    {
        var weights = profile.Weights(metric);
        var self = new double[keys.Count];
        var total = new double[keys.Count];
        var nested = new double[keys.Count];
        for (var function = 0; function < profile.Functions.Count; function++)
        {
            if (profile.Calls.Lines.Count > 0) break;
            var (key, how) = keys.OfFunction(function);
            if (key < 0) continue;
            Join(key, function, how);
            self[key] += weights.Self[function];
            if (IsNamelessPart(key, function))
            {
                nested[key] += weights.Total[function];
                continue;
            }
            total[key] += weights.Total[function];
            calls[key] += profile.Calls.Calls(function) ?? 0;
            primitiveCalls[key] += profile.Calls.PrimitiveCalls(function) ?? 0;
        }
        foreach (var row in profile.Calls.Lines)
        {
            if (row.Metric != metric || keys.OfLine(row) is not (>= 0 and var key)) continue;
            Join(key, row.Function, FrameMatch.Exact);
            self[key] += row.Self;
            total[key] += row.Total;
        }
        for (var key = 0; key < total.Length; key++) total[key] = Math.Max(self[key], Math.Max(total[key], nested[key]));
        return (new FunctionWeights(self, total, weights.Sum), null);
    }

    private bool IsNamelessPart(int key, int function) =>
        RustNames.IsClosure(profile.Functions[function].Name)
        || PythonNames.IsAnonymous(profile.Functions[function].Name)
        && PythonNames.Last(keys.Describe(key).QualifiedName) != PythonNames.Last(profile.Functions[function].Name);

    private void Join(int key, int function, FrameMatch how)
    {
        if (how < match[key]) match[key] = how;
        (parts[key] ??= []).Add(function);
    }

    private FunctionEvidence Evidence(int key, FunctionWeights active, FunctionWeights? waiting)
    {
        var (file, name, firstLine) = keys.Describe(key);
        var (self, total) = (active.Self[key], active.Total[key]);
        var wait = waiting?.Total[key] ?? 0;
        var (selfShare, totalShare) = (split.Share(self), split.Share(total));
        double? samples = profile.SampleCount is { } count && split.All > 0 ? count * (split.Active / split.All) : null;
        return new FunctionEvidence(file.Path, name, firstLine, self, total, wait,
            selfShare, totalShare, split.All > 0 ? wait / split.All : 0,
            samples is { } n ? SamplingError.Wilson(selfShare, n) : null,
            samples is { } m ? SamplingError.Wilson(totalShare, m) : null,
            profile.Calls.HasCalls ? calls[key] : null, profile.Calls.HasCalls ? primitiveCalls[key] : null,
            match[key], lines.OfKey(key), parts[key]!.Distinct().ToArray())
        {
            InnermostShare = innermost.Length > 0 ? split.Share(innermost[key]) : selfShare,
        };
    }
}
