using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Algorithms;

public sealed class SortInsideLoop : PythonRule
{
    public override RuleInfo Info { get; } = new("py-sort-inside-loop", Language.Python, LeverClass.Algorithm, Technique.Algorithm, Tier.A)
    {
        Achievable = 0.9,
        Precision = 0.8,
        Checklist = ["PY1"],
        Doc = """
            A collection is sorted on every turn of a loop although little or nothing of it has changed.

            ## Why it costs
            Sorting what is in order already still looks at every element, 4 ns each; in random order it takes 90 ns each. Repeated by
            the loop that adds the elements, the work grows with the square of their number.

            ## Example
            ```python
            def arranged(readings):
                order = []
                for reading in readings:
                    order.append(reading.value)
                    order.sort()
                return order
            ```
            Use instead:
            ```python
            def arranged(readings):
                order = []
                for reading in readings:
                    order.append(reading.value)
                order.sort()
                return order
            ```

            ## Keep it when
            Each turn needs the whole order, and `bisect.insort` cannot keep it (a key before 3.10).

            ## Regime
            The example on CPython 3.8, 3.11 and 3.13: 16, 25 and 37 times faster at 1,000, 5 to 8 times at 100, 2.7 to 3.4 times at 30, 1.4
            times at 4. An unchanged list of strings sorted on each of as many turns: 360, 364 and 228 times at 1,000, 30 to 35 times at
            100.

            ## Patch safety
            Sorting once before the loop keeps behaviour where the loop changes neither the collection nor its elements. For a list
            that grows it depends on whether a turn reads the order: then `heapq` for the extreme, `bisect.insort` for the order.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["sorted", "sort", "heapify"];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCall is not { } call) return;
        if (call.Callee.AsName is { Id: "sorted" }) Unchanged(node, context, call);
        else if (call.Callee.AsAttribute is { Name: "sort", Receiver: { Kind: Kind.Name } list }) Changed(node, context, list);
        else if (call.Callee.AsAttribute?.Name is "heapify" || call.Callee.AsName is { Id: "heapify" })
        {
            if (call.OnlyArgument is { Kind: Kind.Name } heap && context.Path(call.Callee) == "heapq.heapify") Changed(node, context, heap);
        }
    }

    /// <summary>`sorted(xs)` where the loop leaves the elements and their key alone.</summary>
    private static void Unchanged(Node node, PythonContext context, CallView call)
    {
        if (context.LoopAround(node) is null || call.Positional(0) is not { Kind: Kind.Name or Kind.Attribute } elements || !context.IsBuiltin(call.Callee, "sorted")) return;
        if (context.TypeOf(elements) is { IsOneShot: true } || context.RepetitionOf(node, elements) is not { } loop || loop.Trips.IsSmall) return;
        // A key or direction of the turn's own gives another order each time.
        foreach (var argument in call.Arguments.Skip(1))
            if (argument.AsKeyword is not { } keyword || !IsSameOn(keyword.Value, loop.Innermost, context)) return;
        // A list that somebody keeps or changes must be a new one each time.
        if (context.UseOf(node) is not (Use.Read or Use.Searched or Use.Indexed or Use.Iterated)) return;
        var size = context.SizeOf(elements);
        if (size.IsSmall) return;

        var draft = context.Report(node, $"`{elements.Text}` is sorted again on every turn of the loop, and never changes in it")
            .LabelHead(loop.Innermost.Node, "nothing in this loop changes it")
            .Cost("m*n*py.sort", "n*py.sort", "m > 1")
            .Size("m", loop.Trips)
            .Size("n", size)
            .AtTier(loop.Innermost.IsWhile && !loop.Trips.IsData ? Tier.C : Evidence.Of(loop.Trips, size));
        const string Summary = "sort once before the loop";
        var name = PythonContext.BaseNameOf(elements) is { } own ? context.NewName("sorted_" + own) : null;
        if (name is null || node.Bytes.Contains((byte)'\n')) draft.Advise(Summary);
        else draft.FixWithConsent(Summary, new Patch(context.Module).Replace(node, name).InsertBeforeLoop(loop.Outermost, $"{name} = {node.Text}"),
            $"nothing that the loop calls changes `{elements.Text}` or the order of its elements");
    }

    /// <summary>`xs.sort()` or `heapify(xs)` in the loop that adds to the list one by one.</summary>
    private static void Changed(Node node, PythonContext context, Node list)
    {
        if (node.Parent.Kind != Kind.Expr || context.LoopAround(node) is not { IsComprehension: false } loop || !context.IsType(list, TypeKind.List)) return;
        if (context.SymbolAt(list) is not { IsLocal: true } symbol || symbol.IsDefinedIn(loop.Node) || Loops.LeavesAfter(node.Parent, loop)) return;
        if (GrowthIn(context, symbol, loop, node) is not { } growth) return;
        var trips = context.TripsOf(loop);
        if (trips.IsSmall) return;
        var reads = IsReadIn(context, symbol, loop, node, growth);
        context.Report(node, $"`{symbol.Name}` is sorted again for each element that the loop adds")
            .LabelHead(loop.Node, "each turn sorts all that earlier turns added")
            .Label(growth, "grown here")
            .Cost("0.5*n^2*py.sort.presorted", "n*py.sort", "n > 4")
            .Size("n", trips)
            .AtTier(trips.IsData ? Tier.A : Tier.B)
            .Advise(reads ? "keep a heap with `heapq` for the extreme, or the order with `bisect.insort`" : "sort once after the loop",
                reads ? "of equal elements any order will do" : "nothing that the loop calls reads the order");
    }

    /// <summary>The one statement next to the sort that adds a single element; a batch of additions is worth a sort.</summary>
    private static Node? GrowthIn(PythonContext context, Symbol list, Loop loop, Node sort)
    {
        foreach (var reference in list.References)
        {
            if (!loop.Node.Contains(reference)) continue;
            // What is replaced in the middle is out of order too, and no insertion puts it right.
            if (reference.Parent.AsSubscript is { } place && place.Value == reference && Usage.IsStored(place.Node)) return null;
            if (context.UseOf(reference) is not Use.Grown) continue;
            var call = reference.Parent.Parent;
            if (call.AsCall is not { Callee.AsAttribute.Name: "append" }) return null;
            if (context.LoopAround(call) is { } own && own.Node.Id == loop.Node.Id && own.Node.Contains(sort)) return call;
        }
        return null;
    }

    private static bool IsReadIn(PythonContext context, Symbol list, Loop loop, Node sort, Node growth)
    {
        foreach (var reference in list.References)
            if (loop.Node.Contains(reference) && !sort.Contains(reference) && !growth.Contains(reference)) return true;
        return false;
    }

    /// <summary>Does an expression, a lambda's body included, read nothing that the loop binds?</summary>
    private static bool IsSameOn(Node expression, Loop loop, PythonContext context)
    {
        for (var id = expression.Id; id < expression.SubtreeEnd; id++)
            if (context.Tree[id] is { Kind: Kind.Name } name && context.SymbolAt(name) is { } symbol
                && !expression.Contains(symbol.ScopeNode) && symbol.IsDefinedIn(loop.Region)) return false;
        return true;
    }
}
