using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Algorithms;

/// <summary>Groups of frames and series that a loop over the keys takes out one by one.</summary>
internal static class FrameGroups
{
    /// <summary>
    /// <c>frame[frame.key == key]</c> in a loop over the different keys. Masks of plain arrays are left alone: made at a nanosecond an element, they lose against
    /// sorting by a hundred groups and more only.
    /// </summary>
    public static void VisitMask(Node node, PythonContext context)
    {
        if (node.AsCompare is not { Op: CompareOp.Eq, IsChain: false } mask || node.Parent.AsSubscript is not { } selection || selection.Index != node || Usage.IsStored(node.Parent)) return;
        foreach (var (key, keys) in (ReadOnlySpan<(Node, Node)>)[(mask.Right, mask.Left), (mask.Left, mask.Right)])
        {
            if (key.Kind != Kind.Name || keys.Kind is not (Kind.Name or Kind.Attribute or Kind.Subscript) || LoopOver(key, context) is not { } loop) continue;
            if (Distinct(Source(loop.Iterable!.Value, context), context) is not { } all || all.Text != keys.Text || !context.IsInvariant(keys, loop) || context.SizeOf(keys).IsSmall) continue;
            if (context.LoopAround(node) is not { } inner || inner != loop && !loop.Region.Contains(inner.Region)) return;
            context.Report(node, $"all of `{keys.Text}` is compared on every turn of the loop, for the elements of one `{key.Text}`")
                .LabelHead(loop.Node, "each turn selects another group")
                .Cost("k*(n*4ns + 150us)", "n*50ns + k*50us", "k > 3")
                .Size("k", Size.Unknown)
                .Size("n", context.SizeOf(keys))
                .AtTier(Tier.C)
                .ForProfilesUnless(false)
                .Advise($"let `groupby` take the groups apart in one pass: `for {key.Text}, group in frame.groupby(…, sort=False)`", "no key is missing (NaN): `groupby` leaves those out");
            return;
        }
    }

    /// <summary><c>groups.get_group(key)</c> in a loop over all groups.</summary>
    public static void VisitGet(Node node, PythonContext context)
    {
        if (node.AsCall is not { OnlyArgument: { Kind: Kind.Name } key, Callee.AsAttribute: { Receiver: { Kind: Kind.Name or Kind.Attribute } groups } } || LoopOver(key, context) is not { } loop) return;
        var iterable = loop.Iterable!.Value;
        if (iterable.AsCall is { ArgumentCount: 0, Callee.AsAttribute: { Name: "keys", Receiver: var mapping } }) iterable = mapping;
        if (iterable.AsAttribute is not { Name: "groups", Receiver: var grouped } || grouped.Text != groups.Text || !context.IsInvariant(groups, loop)) return;
        context.Report(node, $"each group of `{groups.Text}` is taken out by itself")
            .LabelHead(loop.Node, "goes through all groups")
            .Cost("k*300us", "k*100us", "k > 1")
            .Size("k", Size.Unknown)
            .AtTier(Tier.C)
            .ForProfilesUnless(false)
            .Advise($"go through the groups themselves: `for {key.Text}, group in {groups.Text}`", "no group is needed in the order of the keys");
    }

    /// <summary>The loop whose turns bind a name, alone or behind the count that `enumerate` gives.</summary>
    private static Loop? LoopOver(Node key, PythonContext context)
    {
        if (context.SymbolAt(key) is not { OnlyDefinition: { Kind: DefinitionKind.Iterated or DefinitionKind.Unpacked } definition }) return null;
        for (var loop = context.LoopAround(key); loop is { } at; loop = Loops.Around(at))
            if (at.Target is { } target && target.Contains(definition.Node)) return target.Kind == Kind.Name || target.LastChild == definition.Node && target.Children.Count == 2 ? at : null;
        return null;
    }

    /// <summary>What an iterable stands for: behind `enumerate`, or the only value of a name.</summary>
    private static Node Source(Node iterable, PythonContext context)
    {
        if (iterable.AsCall is { } call && context.IsBuiltin(call.Callee, "enumerate") && call.Positional(0) is { } counted) iterable = counted;
        return context.ValueOf(iterable) ?? iterable;
    }

    /// <summary>The series of which `keys.unique()` and `pd.unique(keys)` give the different ones.</summary>
    private static Node? Distinct(Node source, PythonContext context)
    {
        if (source.AsCall is not { } call) return null;
        if (call.OnlyArgument is { } keys && context.Path(call.Callee) is "pandas.unique") return keys;
        return call.ArgumentCount == 0 && call.Callee.AsAttribute is { Name: "unique", Receiver: var series } ? series : null;
    }
}
