using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Algorithms;

public sealed class SortedIntersection : PythonRule
{
    public override RuleInfo Info { get; } = new("py-sorted-intersection", Language.Python, LeverClass.Algorithm, Technique.Algorithm, Tier.B)
    {
        Achievable = 0.6,
        Precision = 0.9,
        Doc = """
            A loop steps through two sorted lists with two indices to find what both hold, where a set does it.

            ## Why it costs
            The steps are linear, but each is a handful of interpreted operations, 50 to 80 ns; building a set takes 11 to 17 ns an element, and a
            question to it 15 to 30 ns.

            ## Example
            ```python
            def common(left: list[int], right: list[int]):
                found = []
                i = j = 0
                while i < len(left) and j < len(right):
                    if left[i] == right[j]:
                        found.append(left[i])
                        i += 1
                        j += 1
                    elif left[i] < right[j]:
                        i += 1
                    else:
                        j += 1
                return found
            ```
            Use instead:
            ```python
            def common(left: list[int], right: list[int]):
                held = set(right)
                return [value for value in left if value in held]
            ```

            ## Keep it when
            Values occur several times on both sides and the pairing counts, the elements cannot be hashed, or memory for the set is not to be had.

            ## Regime
            Two lists of 1,000 integers: 9 times faster on CPython 3.8, 4.0 on 3.11, 4.8 on 3.13; at 30 elements 6.3, 2.6 and 3.5 times, at 30,000
            5.2, 4.7 and 2.8; at four 2.5, 1.2 and 1.8. Ten elements against 100,000 sorted ones are found by `bisect` more than a hundred times
            faster than by either.

            ## Patch safety
            Elements must be hashable, and equal ones have equal hashes. Of a value that stands more than once the loop keeps as many as both
            lists hold; the set keeps all of the first list's.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.While];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsWhile is not { OrElse: null, Test.AsBoolOp: { Op: BoolOperator.And } test } loop || test.Values.Count != 2) return;
        if (Bound(test.Values[0], context) is not var (i, first) || Bound(test.Values[1], context) is not var (j, second) || i.Data == j.Data) return;
        if (loop.Body.Children.Count != 1 || loop.Body.FirstChild.AsIf is not { OrElse: not null } choice) return;
        // `if left[i] == right[j]: found.append(left[i])` with both indices moved on; what else is done with a pair is not an intersection.
        if (choice.Test.AsCompare is not { IsChain: false, Op: CompareOp.Eq } equal || !Reads(equal.Left, i, first, j, second) || !Reads(equal.Right, i, first, j, second)) return;
        if (choice.Body.Children.Count != 3 || !KeepsOne(choice.Body, i, first, j, second) || !MovesOn(choice.Body, i) || !MovesOn(choice.Body, j)) return;
        // The rest moves one of them on, by which element is the smaller one.
        if (choice.OrElse is not { } rest || !OnlyMoves(rest, i, j)) return;
        if (context.SizeOf(first) is not { IsSmall: false } n || context.SizeOf(second) is not { IsSmall: false } m) return;
        context.Report(node, $"what `{first.Text}` and `{second.Text}` have in common is found by steps of two indices")
            .Cost("(n + m)*70ns", "m*py.set.build + n*py.set.lookup", "n + m > 8")
            .Size("n", n).Size("m", m)
            .AtTier(n.IsData && m.IsData ? Tier.B : Tier.C)
            .Advise($"build a set of `{second.Text}` and keep what it holds of `{first.Text}`; for a few elements against very many, search the sorted list with `bisect`",
                "the elements are hashable, and equal ones have equal hashes", "no value stands twice in a list");
    }

    /// <summary>The index and the list of <c>i &lt; len(list)</c>.</summary>
    private static (Node Index, Node List)? Bound(Node test, PythonContext context)
    {
        if (test.AsCompare is not { IsChain: false, Op: CompareOp.Lt, Left: { Kind: Kind.Name } index, Right: var right }) return null;
        var length = right.AsCall is null ? context.ValueOf(right) ?? right : right;
        return length.AsCall is { OnlyArgument: { Kind: Kind.Name or Kind.Attribute } list } call && context.IsBuiltin(call.Callee, "len") ? (index, list) : null;
    }

    private static bool Reads(Node element, Node i, Node first, Node j, Node second) => IsElement(element, first, i) || IsElement(element, second, j);

    private static bool IsElement(Node element, Node list, Node index) =>
        element.AsSubscript is { } subscript && subscript.Value.Bytes.SequenceEqual(list.Bytes) && subscript.Index.Bytes.SequenceEqual(index.Bytes);

    private static bool KeepsOne(Node block, Node i, Node first, Node j, Node second)
    {
        foreach (var statement in block.Children)
            if (statement.AsExpressionStatement?.AsCall is { OnlyArgument: { } kept, Callee.AsAttribute.Name: "append" or "add" }) return Reads(kept, i, first, j, second);
        return false;
    }

    private static bool MovesOn(Node block, Node index)
    {
        foreach (var statement in block.Children)
            if (IsStep(statement, index)) return true;
        return false;
    }

    private static bool IsStep(Node statement, Node index) =>
        statement.AsAugAssign is { Op: BinaryOperator.Add } step && step.Target.Kind == Kind.Name && step.Target.Data == index.Data && step.Value.AsConstant is { Integer: 1 };

    private static bool OnlyMoves(Node rest, Node i, Node j)
    {
        var (movesFirst, movesSecond) = (false, false);
        for (var id = rest.Id; id < rest.SubtreeEnd; id++)
        {
            var node = rest.Tree[id];
            if (!node.IsStatement || node.Kind == Kind.If) continue;
            var (isFirst, isSecond) = (IsStep(node, i), IsStep(node, j));
            if (!isFirst && !isSecond) return false;
            movesFirst |= isFirst;
            movesSecond |= isSecond;
        }
        return movesFirst && movesSecond;
    }
}
