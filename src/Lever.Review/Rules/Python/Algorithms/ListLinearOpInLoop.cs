using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Algorithms;

public sealed class ListLinearOpInLoop : PythonRule
{
    public override RuleInfo Info { get; } = new("py-list-linear-op-in-loop", Language.Python, LeverClass.Algorithm, Technique.Algorithm, Tier.A)
    {
        Achievable = 0.95,
        Precision = 0.8,
        Checklist = ["PY1"],
        Doc = """
            `index`, `count` or `remove` goes through a list on every turn of a loop.

            ## Why it costs
            Each call compares elements from the front, 6 to 9 ns each for integers: `count` all of them, the others half on average;
            `remove` also moves those behind. A dict of positions or a `Counter` answers in about 20 ns.

            ## Example
            ```python
            def histogram(words: list[str]):
                return {word: words.count(word) for word in words}
            ```
            Use instead:
            ```python
            from collections import Counter

            def histogram(words: list[str]):
                words_counts = Counter(words)
                return {word: words_counts[word] for word in words}
            ```

            ## Keep it when
            The list holds fewer than about 20 elements, the loop takes only a few turns, or what is looked for stands near the front.

            ## Regime
            With as many turns as elements, on CPython 3.8, 3.11 and 3.13, building the dict included. `count` against `Counter`: 88 to
            97 times faster at 1,000, 10 times at 100, 2.8 times at 30, slower (0.3 to 0.7) at 8. `index` against a dict of positions: 41
            to 75 times at 1,000, 5 to 8 times at 100, 2 times at 30, slower (0.8) at 8.

            ## Patch safety
            The elements must be hashable, with equal ones having equal hashes; a value that the list lacks raises `KeyError` where
            `index` raises `ValueError`. `remove` is left to a person: keeping what stays in a new list, or a dict, changes when it happens.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["index", "count", "remove"];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCall is not { OnlyArgument: { } argument, Callee.AsAttribute: { Name: "index" or "count" or "remove", Receiver: { Kind: Kind.Name or Kind.Attribute } list } method }) return;
        if (context.LoopAround(node) is not { } around || context.TypeAsPassed(list) is not { Kind: TypeKind.List or TypeKind.Tuple or TypeKind.Deque }) return;
        var size = context.SizeOf(list);
        if (size.IsSmall || Tested.Is(context.Module, node)) return;
        if (method.Name == "remove") Removal(node, context, list, around, size);
        else Lookup(node, context, method, argument, size);
    }

    private static void Lookup(Node node, PythonContext context, AttributeView method, Node argument, Size size)
    {
        var list = method.Receiver;
        // A list of the turn's own, or one that changes, has other positions each time.
        if (context.RepetitionOf(node, list) is not { } loop || loop.Trips.IsSmall) return;
        var counts = method.Name == "count";
        var draft = context.Report(node, $"`{list.Text}.{method.Name}` goes through the list on every turn of the loop")
            .LabelHead(loop.Innermost.Node, "each turn goes through it again")
            .Cost(counts ? "m*n*py.list.compare" : "m*n/2*py.list.compare", "n*60ns + m*py.dict.lookup", "n > 20")
            .Size("m", loop.Trips)
            .Size("n", size)
            .AtTier(loop.Innermost.IsWhile && !loop.Trips.IsData ? Tier.C : Evidence.Of(loop.Trips, size))
            .ForProfilesUnless(Evidence.ComesToIt(node, loop, size));
        var summary = counts ? "count the elements once with `collections.Counter`" : "keep a dict of positions and ask that";
        var index = PythonContext.BaseNameOf(list) is { } name ? context.NewName(name + (counts ? "_counts" : "_positions")) : null;
        if (index is null)
        {
            draft.Advise(summary, "the elements are hashable");
            return;
        }
        var patch = new Patch(context.Module).Replace(node, $"{index}[{argument.Text}]");
        if (counts)
        {
            patch = patch.InsertBeforeLoop(loop.Outermost, $"{index} = Counter({Hoisting.OrEmpty(context, list)})")?.Import("collections", "Counter");
            if (Hoisting.IsSafe(context, loop, list) && context.TypeOf(argument) is { IsPlainHashable: true } && context.ElementTypeOf(list) is { IsPlainHashable: true }) draft.FixSafely(summary, patch);
            else draft.FixWithConsent(summary, patch, "the elements are hashable, and equal ones have equal hashes", $"nothing that the loop calls changes `{list.Text}`");
            return;
        }
        patch = patch.InsertBeforeLoop(loop.Outermost,
            $"{index} = {{}}",
            $"for position, element in enumerate({Hoisting.OrEmpty(context, list)}):",
            $"    {index}.setdefault(element, position)");
        draft.FixWithConsent(summary, context.NewName("position") is null || context.NewName("element") is null ? null : patch,
            "the elements are hashable, and equal ones have equal hashes",
            "a missing value may raise `KeyError` in place of `ValueError`",
            $"nothing that the loop calls changes `{list.Text}`");
    }

    private static void Removal(Node node, PythonContext context, Node list, Loop around, Size size)
    {
        if (context.TypeOf(list) is { Kind: TypeKind.Tuple } || node.Parent.Kind != Kind.Expr || around.IsComprehension) return;
        // A list made on each turn is as long as the turn's own things; a search that then leaves the loop happens once.
        if (context.SymbolAt(list) is { } symbol && symbol.IsDefinedIn(around.Node) || Loops.LeavesAfter(node.Parent, around)) return;
        var turns = context.TripsOf(around);
        // What is taken out in a `while` is often the last of a few.
        if (turns.IsSmall) return;
        var isSeen = turns.IsData || size.IsData;
        // Loops in loops over what nobody knows may still come to much: a profile decides.
        if (!isSeen && (Loops.Around(around) is null || !IsFilledByLoop(list, around, context))) return;
        context.Report(node, $"`{list.Text}.remove` searches the list from the front and moves what stands behind, on every turn of the loop")
            .LabelHead(around.Node, "each turn removes one more")
            .Cost("m*n/2*(py.list.compare + py.list.pop0)", "n*py.listcomp.step + m*py.set.add", "n > 20")
            .Size("m", turns)
            .Size("n", size)
            // How many turns come to remove something is not known under an `if`.
            .AtTier(node.Parent.Parent.Id == around.Body!.Value.Id && around.Iterable is not null && Loops.IsOnEveryTurn(node, around) ? Evidence.Of(turns, size) : turns.IsData && size.IsData ? Tier.B : Tier.C)
            .ForProfilesUnless(isSeen && (size.IsSeen || Loops.IsOnEveryTurn(node, around)))
            .Advise("collect what stays in a new list, or keep the elements in a dict", "the list is read by nobody before the loop ends, or order does not matter");
    }

    /// <summary>Does another loop of the function add to the list, turn by turn?</summary>
    private static bool IsFilledByLoop(Node list, Loop around, PythonContext context)
    {
        if (list.Kind != Kind.Name || context.SymbolAt(list) is not { } symbol) return false;
        foreach (var reference in symbol.References)
            if (Usage.Of(context.Module, reference) == Use.Grown && context.LoopAround(reference) is { } filling && filling != around && !filling.Node.Contains(around.Node)) return true;
        return false;
    }
}
