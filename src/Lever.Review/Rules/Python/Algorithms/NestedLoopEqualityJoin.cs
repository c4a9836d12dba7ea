using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Algorithms;

public sealed class NestedLoopEqualityJoin : PythonRule
{
    public override RuleInfo Info { get; } = new("py-nested-loop-equality-join", Language.Python, LeverClass.Algorithm, Technique.Algorithm, Tier.A)
    {
        Achievable = 0.97,
        Precision = 0.85,
        Checklist = ["PY1"],
        Doc = """
            Two collections are matched by comparing every pair of their elements.

            ## Why it costs
            With m and n elements the inner test runs m times n times, 30 to 45 ns each. An index of one collection by the compared
            value finds the partners of each element of the other in one step: m plus n steps of about 40 ns.

            ## Example
            ```python
            def pairs(orders, customers):
                result = []
                for order in orders:
                    for customer in customers:
                        if customer.id == order.customer_id:
                            result.append((order, customer))
                return result
            ```
            Use instead:
            ```python
            def pairs(orders, customers):
                customers_by_id = {}
                for customer in customers:
                    customers_by_id.setdefault(customer.id, []).append(customer)
                result = []
                for order in orders:
                    for customer in customers_by_id.get(order.customer_id, ()):
                        result.append((order, customer))
                return result
            ```

            ## Keep it when
            One of the collections has fewer than about ten elements, or most pairs match: then the result is as long as the loops are.

            ## Regime
            The example with as many customers as orders, on CPython 3.8, 3.11 and 3.13: 161, 116 and 138 times faster at 1,000, 9 to
            21 times at 100, 2.9 to 6.7 times at 30, 1.1 to 1.9 times at 8; slower (0.8) at 4 from 3.11 on.

            ## Patch safety
            Order and duplicates are kept: the index holds lists. The compared values must be hashable, with equal values having equal
            hashes, and must not change while the loops run.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Compare];

    public override ReadOnlySpan<Kind> OnlyInLoops => [Kind.Compare];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCompare is not { Op: CompareOp.Eq, IsChain: false } || KeyTest.Of(context.Module, node) is not { } match) return;
        var inner = match.Scan;
        if (inner.IsAsync || Loops.Around(inner) is not { IsAsync: false, Iterable: not null } outer || Loops.Around(node) is not { } around || around.Node.Id != inner.Node.Id) return;
        // A single loop in a comprehension of its own, run by a loop around it, filters or searches: two other rules.
        if (inner.IsComprehension != outer.IsComprehension || inner.IsComprehension && inner.Region.Id != outer.Region.Id) return;
        // What the loops do with pairs that do not match would be lost.
        if (!inner.IsComprehension && !DoesNothingElse(inner, match.Test.Parent)) return;
        if (!KeyTest.DependsOn(context.Module, match.Wanted, outer) || !match.IsWantedPure(context.Module)) return;
        // The inner collection must be the same for each element of the outer one, and must last for more than one pass.
        var elements = match.Elements(context.Module);
        if (!context.IsInvariant(inner.Iterable!.Value, outer) || context.TypeOf(elements) is { Kind: TypeKind.Range } or { IsOneShot: true }) return;
        if (!inner.IsComprehension && Loops.LeavesAfter(inner.Node, outer)) return;
        // Numbers counted by `range` and `enumerate` are positions: comparing them picks the diagonal.
        if (IsPosition(match.Key, context) || IsPosition(match.Wanted, context)) return;
        if (IsRewritten(match, outer, context)) return;
        var (turns, size) = (context.TripsOf(outer), context.SizeOf(elements));
        if (turns.IsSmall || size.IsSmall) return;

        var draft = context.Report(node, $"every pair of elements is compared to find those with equal `{match.KeyName}`")
            .LabelHead(outer.Node, "for each element here")
            .LabelHead(inner.Node, "all of these are visited")
            .Cost("m*n*py.join.pair", "(m + n)*40ns", "n > 8 and m > 8")
            .Size("m", turns)
            .Size("n", size)
            .AtTier(Evidence.Of(turns, size));
        var index = KeyedIndex.Name(context, elements, match.KeyName);
        draft.FixWithConsent($"index the inner collection by `{match.KeyName}` and look the partners up",
            index is null ? null : KeyedIndex.Lists(context, match, outer, index),
            $"`{match.Key.Text}` and `{match.Wanted.Text}` are hashable, and equal ones have equal hashes",
            "neither changes while the loops run");
    }

    private static bool DoesNothingElse(Loop inner, Node conditional) =>
        conditional.Id == inner.Body!.Value.FirstChild.Id && conditional.SubtreeEnd == inner.Body.Value.SubtreeEnd
            && conditional.AsIf!.Value.OrElse is null && inner.Node.Child(3).IsAbsent;

    private static bool IsPosition(Node value, PythonContext context)
    {
        if (value.Kind != Kind.Name || context.SymbolAt(value) is not { OnlyDefinition: { } definition }) return false;
        if (definition.Kind == DefinitionKind.Iterated) return definition.Value.AsCall is { } call && context.IsBuiltin(call.Callee, "range");
        return definition.Kind == DefinitionKind.Unpacked && definition.Value.AsCall is { } counted && context.IsBuiltin(counted.Callee, "enumerate")
            && definition.Node.Parent.FirstChild.Id == definition.Node.Id;
    }

    /// <summary>Do the loops write the attribute by which they match?</summary>
    private static bool IsRewritten(KeyTest match, Loop outer, PythonContext context)
    {
        if (match.Key.Kind != Kind.Attribute) return false;
        var region = outer.Region;
        for (var id = region.Id; id < region.SubtreeEnd; id++)
            if ((Kind)context.Tree.RawKinds[id] == Kind.Attribute && context.Tree[id].Data == match.Key.Data && Usage.IsStored(context.Tree[id])) return true;
        return false;
    }
}
