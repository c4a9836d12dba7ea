using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python;

/// <summary>Work of an inner loop's elements done once for each of them, before the loops around.</summary>
internal static class PerElement
{
    /// <summary>A list of elements with what was worked out for each, made before the loops; null where the inner loop's target or the place is not that plain.</summary>
    /// <param name="built">The new name of what is worked out.</param>
    public static Patch? Patch(PythonContext context, Node node, ElementWork work, string built)
    {
        var (target, iterable) = (work.Inner.Target!.Value, work.Inner.Iterable!.Value);
        if (!work.IsWhole || node.Bytes.Contains((byte)'\n') || iterable.Bytes.Contains((byte)'\n') || !IsPlain(target)) return null;
        if (context.NewName(built) is null || context.NewName(built + "s") is not { } list) return null;
        return new Patch(context.Module).Replace(node, built).Replace(target, $"{target.Text}, {built}").Replace(iterable, list)
            .InsertBeforeLoop(work.Outermost, $"{list} = [({target.Text}, {node.Text}) for {target.Text} in {iterable.Text}]");
    }

    /// <summary>Reports work that is done again for the same element.</summary>
    /// <param name="done">What is done: "`f(x)` is called again".</param>
    /// <param name="each">What a turn of the outer loop does: "makes the calls anew".</param>
    public static FindingDraft Report(PythonContext context, Node node, ElementWork work, string done, string each)
    {
        if (work.IsOfCombinations)
            return context.Report(node, $"{done} for the same element in every combination that it is part of").LabelHead(work.Outermost.Node, $"each combination {each}");
        return context.Report(node, $"{done} for the same element on every turn of the outer loop")
            .LabelHead(work.Inner.Node, "goes through the same elements each time")
            .LabelHead(work.Outermost.Node, $"each turn of this loop {each}");
    }

    /// <summary>`title_join` for a path joined for each title.</summary>
    public static string ResultName(CallView call, ElementWork work)
    {
        var callee = (call.Callee.AsAttribute?.Name ?? call.Callee.Text).ToLowerInvariant();
        return work.Inner.Target is { AsName: { } target } ? $"{target.Id}_{callee}" : callee + "_once";
    }

    /// <summary>The last name of the element: `row` of `index, row`.</summary>
    public static string? NameOf(Node node)
    {
        var argument = node.AsCall is { OnlyArgument: { } only } ? only : node;
        while (argument.AsSubscript is { } element) argument = element.Value;
        return PythonContext.BaseNameOf(argument);
    }

    private static bool IsPlain(Node target)
    {
        if (target.Kind == Kind.Name) return true;
        if (target.Kind != Kind.Tuple || target.Bytes[0] == (byte)'(') return false;
        foreach (var part in target.Children)
            if (part.Kind != Kind.Name) return false;
        return true;
    }
}
