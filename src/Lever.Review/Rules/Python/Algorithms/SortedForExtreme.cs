using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Algorithms;

public sealed class SortedForExtreme : PythonRule
{
    public override RuleInfo Info { get; } = new("py-sorted-for-extreme", Language.Python, LeverClass.Algorithm, Technique.Algorithm, Tier.B)
    {
        Achievable = 0.6,
        Precision = 0.9,
        Checklist = ["PY1"],
        Doc = """
            A whole collection is sorted to take its first or last element.

            ## Why it costs
            Sorting compares each element about log n times and copies the collection: 90 ns an element at 10,000 in random order. `min`
            and `max` look at each element once, for 10 to 22 ns.

            ## Example
            ```python
            def headline(entries):
                return sorted(entries, key=lambda entry: entry.votes, reverse=True)[0]
            ```
            Use instead:
            ```python
            def headline(entries):
                return max(entries, key=lambda entry: entry.votes)
            ```

            ## Keep it when
            The order is used elsewhere, or the collection is sorted already: then sorting is a single pass too.

            ## Regime
            Random numbers on CPython 3.8, 3.11 and 3.13: 7.0, 8.3 and 7.8 times faster at 10,000, 2 times at 1,000, 1.2 to 1.4 times at 100,
            even at 30 and below. With a key as in the example 2.7 to 4.3 times at 10,000, 1.3 to 1.7 at 1,000, even at 30, slower at 4
            (0.8 to 0.9) up to 3.12. `heapq.nsmallest(5, x)` against
            `sorted(x)[:5]`: 5 to 9 times at 10,000, 1.2 to 1.7 times at 1,000, slower (0.4) at 100.

            ## Patch safety
            An empty collection raises `ValueError` where it raised `IndexError`. Of equal elements `[0]` gives the first, as `min` does,
            and `max` for a reversed sort; `[-1]` gives the last, where `max` gives the first.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Subscript];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsSubscript is not { Value: { Kind: Kind.Call } value } subscript || value.AsCall is not { Callee.AsName.Id: "sorted" } call) return;
        if (!context.IsBuiltin(call.Callee, "sorted") || call.Positional(0) is not { } elements || call.HasUnpacking || Usage.IsStored(node)) return;
        if (IsReversed(call) is not { } reversed) return;
        var size = context.SizeOf(elements);
        if (size.IsSmall) return;
        if (subscript.Index.AsSlice is { Lower: null, Step: null, Upper.AsConstant.Integer: > 0 and <= 10 and var count }) Best(node, context, call, elements, size, reversed, count);
        else if (EndOf(subscript.Index) is { } last) Extreme(node, context, call, elements, size, reversed, last);
    }

    private static void Extreme(Node node, PythonContext context, CallView call, Node elements, Size size, bool reversed, bool last)
    {
        var function = reversed == last ? "min" : "max";
        if (context.Module.ModuleSymbol(System.Text.Encoding.UTF8.GetBytes(function)) is not null) return;
        var key = call.Keyword("key") is { } given ? $", key={given.Text}" : "";
        var draft = context.Report(node, $"everything is sorted for its {(last ? "last" : "first")} element")
            .Cost("n*py.sort", "n*py.min", "n > 50")
            .Size("n", size)
            .AtTier(size.IsData ? Tier.B : Tier.C);
        var contract = new List<string> { "an empty collection may raise `ValueError` in place of `IndexError`" };
        // Of equal plain values it does not matter which one is taken.
        if (last && !(key.Length == 0 && context.ElementTypeOf(elements) is { IsPlainHashable: true }))
            contract.Add("of several extreme elements any one will do: `[-1]` takes the last, this the first");
        var patch = CatchesIndexError(node) ? null : new Patch(context.Module).Replace(node, $"{function}({Inner(elements, key)}{key})");
        draft.FixWithConsent($"take it with `{function}`", patch, contract);
    }

    /// <summary>Does a `try` around wait for the exception of an empty list?</summary>
    private static bool CatchesIndexError(Node node)
    {
        for (var at = node; !at.IsRoot && !at.IsFunction; at = at.Parent)
            if (at.Parent.AsTry is { } attempt && attempt.Body.Id == at.Id)
                foreach (var handler in attempt.Handlers)
                    if (handler.AsHandler?.Type is { } type && (type.Bytes.IndexOf("IndexError"u8) >= 0 || type.Bytes.IndexOf("LookupError"u8) >= 0)) return true;
        return false;
    }

    private static void Best(Node node, PythonContext context, CallView call, Node elements, Size size, bool reversed, long count)
    {
        // A few hundred elements are sorted faster than a heap picks them.
        if (!size.IsData) return;
        var function = reversed ? "nlargest" : "nsmallest";
        var key = call.Keyword("key") is { } given ? $", key={given.Text}" : "";
        context.Report(node, $"everything is sorted for its first {count} elements")
            .Cost("n*py.sort", "n*20ns", "n > 1000")
            .Size("n", size)
            // It pays from a thousand elements on only: a profile has to say that it matters.
            .AtTier(Tier.C)
            .FixSafely($"take them with `heapq.{function}`",
                new Patch(context.Module).Replace(node, $"{function}({count}, {elements.Text}{key})").Import("heapq", function));
    }

    /// <summary>Does an index mean the last element? Null for other places than the ends.</summary>
    private static bool? EndOf(Node index)
    {
        if (index.AsConstant is { Integer: 0 }) return false;
        return index.AsUnary is { Op: UnaryOperator.USub, Operand.AsConstant.Integer: 1 } ? true : null;
    }

    /// <summary>Is the order reversed? Null where that is decided when it runs.</summary>
    private static bool? IsReversed(CallView call)
    {
        if (call.Keyword("reverse") is not { } reverse) return false;
        return reverse.AsConstant?.Type switch
        {
            ConstantKind.True => true,
            ConstantKind.False => false,
            _ => null,
        };
    }

    /// <summary>A generator that is the only argument needs no parentheses of its own.</summary>
    private static string Inner(Node elements, string key) =>
        elements.Kind == Kind.GeneratorExp && key.Length == 0 && elements.Bytes is [(byte)'(', .., (byte)')'] ? elements.Text[1..^1] : elements.Text;
}
