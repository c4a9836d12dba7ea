using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Algorithms;

public sealed class ShrinkingFirst : PythonRule
{
    public override RuleInfo Info { get; } = new("py-shrinking-first", Language.Python, LeverClass.Algorithm, Technique.Algorithm, Tier.A)
    {
        Achievable = 0.95,
        Precision = 0.9,
        Checklist = ["PY1"],
        Doc = """
            A loop asks a set or dict for its first element again and again while it takes elements out of it.

            ## Why it costs
            A removed element leaves an empty slot, and the table is not made smaller by removals. The search for the first element goes over all
            slots that were emptied at the front, so that emptying n elements takes n²/2 steps.

            ## Example
            ```python
            def components(rows: set, neighbours):
                while rows:
                    row = next(iter(rows))
                    rows.remove(row)
                    yield neighbours(row)
            ```
            Use instead:
            ```python
            def components(rows: set, neighbours):
                while rows:
                    row = rows.pop()
                    yield neighbours(row)
            ```

            ## Keep it when
            It holds a few dozen elements at most.

            ## Regime
            A set of n numbers that is emptied, making it included, on CPython 3.8, 3.11 and 3.13: 2.1 to 2.5 times faster at 10, 3.2, 3.5 and 3.3 times at
            100, 9.7, 12 and 11 times at 1,000, 55, 70 and 80 times at 10,000. A dict loses as much: 82 ms against 0.9 ms at 10,000.

            ## Patch safety
            `set.pop` remembers where it found the last element. Which element comes first is not promised in either form, but it may be another one.
            A dict's `popitem` gives the last item; where the order of insertion matters, `collections.OrderedDict` takes the first with
            `popitem(last=False)`, and a list of the keys with a position does without taking them out.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call, Kind.For];

    public override IReadOnlyList<string> CalleeNames => ["next"];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.Kind is not (Kind.Call or Kind.For) || ContainerOf(node, context) is not { } container || context.LoopAround(node) is not { IsWhile: true } loop) return;
        if (context.TypeOf(container) is not { Kind: TypeKind.Set or TypeKind.Dict or TypeKind.DefaultDict } type) return;
        var isSet = type.Kind == TypeKind.Set;
        // An ordered dict is a linked list, whose first element is at hand.
        if (!isSet && context.HasName("OrderedDict")) return;
        var size = context.SizeOf(container);
        if (size.IsSmall || Loops.LeavesAfter(node.EnclosingStatement, loop) || Roles.IsOnErrorPath(node)) return;
        if (RemovalIn(container, loop.Node, context) is not { } removal || IsMadeIn(container, loop.Node, context)) return;

        var draft = context.Report(node, $"the first element of `{container.Text}` is sought past all that were taken out before it")
            .Label(removal, "leaves an empty slot")
            .LabelHead(loop.Node, "on every turn")
            .Cost("0.5*n^2*py.hash.emptied", isSet ? "n*py.set.lookup" : "n*py.dict.lookup", "n > 30")
            .Size("n", size)
            // A container that is filled again is laid out anew from time to time.
            .AtTier(IsGrownIn(container, loop.Node, context) ? Tier.B : Tier.A);
        if (isSet) draft.FixWithConsent("take one out by `pop`", PopInstead(node, container, context), "any element may come first");
        else draft.Advise("take items out by `popitem`, or go through a list of the keys", "the order of the keys may change");
    }

    /// <summary>The container in <c>next(iter(container))</c> and in <c>for x in container: break</c>.</summary>
    private static Node? ContainerOf(Node node, PythonContext context)
    {
        Node? container = null;
        if (node.AsFor is { Body: var body, Iterable: var iterable })
        {
            if (body.FirstChild.Kind == Kind.Break) container = iterable;
        }
        else if (node.AsCall is { ArgumentCount: 1 or 2 } call && call.Positional(0)?.AsCall is { OnlyArgument: { } only } iterator && context.IsBuiltin(call.Callee, "next") && context.IsBuiltin(iterator.Callee, "iter"))
            container = only;
        if (container is { } keys && keys.AsCall is { ArgumentCount: 0, Callee.AsAttribute: { Name: "keys" or "items" or "values", Receiver: var owner } }) container = owner;
        return container is { Kind: Kind.Name } || container?.AsAttribute is { } attribute && context.Module.Classes.IsSelf(attribute.Receiver) ? container : null;
    }

    /// <summary>The place that takes an element out of the container on a turn of the loop.</summary>
    private static Node? RemovalIn(Node container, Node loop, PythonContext context)
    {
        for (var id = loop.Id; id < loop.SubtreeEnd; id++)
        {
            var use = context.Tree[id];
            if (!IsSame(use, container)) continue;
            if (use.Parent.AsAttribute is { Name: "remove" or "discard" or "pop" or "popitem" or "difference_update" } && use.Parent.Parent is { Kind: Kind.Call } call && call.FirstChild == use.Parent) return call;
            if (use.Parent.AsSubscript is { } element && element.Value == use && use.Parent.Parent.Kind == Kind.Delete) return use.Parent.Parent;
            if (use.Parent.AsAugAssign is { Op: BinaryOperator.Sub } taken && taken.Target == use) return use.Parent;
        }
        return BoundRemovalIn(container, loop, context);
    }

    /// <summary>A call of a name that holds <c>container.remove</c> or its like.</summary>
    private static Node? BoundRemovalIn(Node container, Node loop, PythonContext context)
    {
        for (var id = loop.Id; id < loop.SubtreeEnd; id++)
            if ((Kind)context.Tree.RawKinds[id] == Kind.Call && context.Tree[id].FirstChild is { Kind: Kind.Name } callee
                && context.ValueOf(callee)?.AsAttribute is { Name: "remove" or "discard" or "pop" or "popitem" } bound && IsSame(bound.Receiver, container)) return context.Tree[id];
        return null;
    }

    private static bool IsMadeIn(Node container, Node loop, PythonContext context)
    {
        for (var id = loop.Id; id < loop.SubtreeEnd; id++)
            if (IsSame(context.Tree[id], container) && Usage.IsStored(context.Tree[id]) && context.Tree[id].Parent.Kind is not Kind.AugAssign) return true;
        return false;
    }

    private static bool IsGrownIn(Node container, Node loop, PythonContext context)
    {
        for (var id = loop.Id; id < loop.SubtreeEnd; id++)
        {
            if (!IsSame(context.Tree[id], container)) continue;
            var parent = context.Tree[id].Parent;
            if (parent.AsAttribute is { Name: "add" or "update" or "setdefault" } || parent.AsAugAssign is { Op: BinaryOperator.BitOr } || parent.Kind == Kind.Subscript && parent.Parent.Kind == Kind.Assign && Usage.IsStored(parent)) return true;
        }
        return false;
    }

    private static bool IsSame(Node use, Node container) =>
        use.Kind == container.Kind && use.Data == container.Data && (use.Kind == Kind.Name || use.Kind == Kind.Attribute && use.FirstChild.Kind == Kind.Name && use.FirstChild.Data == container.FirstChild.Data);

    /// <summary>`x = s.pop()` in place of `x = next(iter(s))` and `s.remove(x)` right after it.</summary>
    private static Patch? PopInstead(Node node, Node container, PythonContext context)
    {
        if (node.Parent.AsAssign is not { OnlyTarget: { Kind: Kind.Name } target } assignment || assignment.Value != node || node.AsCall is not { ArgumentCount: 1 }) return null;
        if (assignment.Node.SubtreeEnd >= assignment.Node.Parent.SubtreeEnd) return null;
        var next = context.Tree[assignment.Node.SubtreeEnd];
        if (next.AsExpressionStatement?.AsCall is not { OnlyArgument: { Kind: Kind.Name } removed, Callee.AsAttribute: { Name: "remove" or "discard", Receiver: var receiver } }) return null;
        return removed.Data == target.Data && IsSame(receiver, container) ? new Patch(context.Module).Replace(node, $"{container.Text}.pop()").Delete(next) : null;
    }
}
