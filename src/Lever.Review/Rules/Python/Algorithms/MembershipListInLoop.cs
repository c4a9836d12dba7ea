using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Algorithms;

public sealed class MembershipListInLoop : PythonRule
{
    public override RuleInfo Info { get; } = new("py-membership-list-in-loop", Language.Python, LeverClass.Algorithm, Technique.Algorithm, Tier.A)
    {
        Achievable = 0.97,
        Precision = 0.85,
        Checklist = ["PY1"],
        Doc = """
            A list that stays the same is searched on every turn of a loop.

            ## Why it costs
            `in` compares a list's elements from the front, 6 to 9 ns each for integers and short strings, more for tuples and objects.
            With m turns and n elements that is m times n comparisons; a set answers each turn in about 20 ns and costs 11 to 17 ns an
            element to build.

            ## Example
            ```python
            def still_listed(items: list[str], listed: list[str]):
                return [item for item in items if item in listed]
            ```
            Use instead:
            ```python
            def still_listed(items: list[str], listed: list[str]):
                listed_set = set(listed)
                return [item for item in items if item in listed_set]
            ```

            ## Keep it when
            The list holds fewer than about eight elements, the loop takes only one or two turns, most searches end within the first
            few elements, or the elements cannot be hashed.

            ## Regime
            The example with as many items as listed, building the set included, on CPython 3.8, 3.11 and 3.13: 135, 130 and 146 times
            faster at 1,000, 16 to 20 times at 100, 7 to 8 times at 30, 1.6 to 2.1 times at 8; slower (0.9) at 4.

            ## Patch safety
            Elements and what is looked for must be hashable, and equal values have equal hashes: sure for strings, numbers and bytes,
            otherwise someone has to say so. A search for something without a hash would raise `TypeError`.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Compare];

    public override ReadOnlySpan<Kind> OnlyInLoops => [Kind.Compare];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCompare is not { IsChain: false, Op: CompareOp.In or CompareOp.NotIn, Right: { Kind: Kind.Name or Kind.Attribute or Kind.Call } haystack } test) return;
        if (context.LoopAround(node) is null || Searched(haystack, context) is not { } list) return;
        // An own list of the loop's turn, or one that the loop grows, is another rule's business.
        if (context.RepetitionOf(node, list) is not { } loop || loop.Trips.IsSmall) return;
        var size = context.SizeOf(list);
        if (size.IsSmall || context.TypeAsPassed(list) is null || IsChangedBy(loop, list, context) || IsHandedDown(loop, list, context)) return;
        var needle = context.TypeOf(test.Left);
        if (needle is { Kind: TypeKind.List or TypeKind.Dict or TypeKind.Set or TypeKind.DefaultDict }) return;

        var draft = context.Report(node, $"`{haystack.Text}` is searched from the front on every turn of the loop")
            .LabelHead(loop.Innermost.Node, "each turn searches it again")
            .Cost("m*n*py.list.compare", "n*py.set.build + m*py.set.lookup", "n > 8 and m > 3")
            .Size("m", loop.Trips)
            .Size("n", size)
            // A scanner's `while` asks a handful of stop signs; only a list of known size says more.
            .AtTier(loop.Innermost.IsWhile && !loop.Trips.IsData ? Tier.C : Evidence.Of(loop.Trips, size))
            // What is asked for by one constant is a list of a few options.
            .ForProfilesUnless(Evidence.ComesToIt(node, loop, size) && (test.Left.Kind != Kind.Constant || size.IsSeen));
        Fix(draft, context, haystack, loop, needle);
    }

    /// <summary>The list or tuple that a test searches; of the values of a dict, the dict.</summary>
    private static Node? Searched(Node haystack, PythonContext context)
    {
        if (haystack.AsCall is { } call)
            return call.ArgumentCount == 0 && call.Callee.AsAttribute is { Name: "values", Receiver: { Kind: Kind.Name or Kind.Attribute } dict }
                && context.TypeOf(dict) is { IsMapping: true } ? dict : null;
        return context.TypeOf(haystack) is { IsSearchedLinearly: true } || IsOpen(haystack, context) ? haystack : null;
    }

    /// <summary>May a haystack be a list that other files pass: a parameter of no known type that is used as nothing else?</summary>
    private static bool IsOpen(Node haystack, PythonContext context) =>
        Arguments.UntypedParameterOf(context.Module, haystack) is not null && !IsUsedAsOther(context.SymbolAt(haystack)!.Value, context);

    private static bool IsUsedAsOther(Symbol symbol, PythonContext context)
    {
        foreach (var reference in symbol.References)
            if (reference.Parent is { Kind: Kind.Attribute } method && method.AsAttribute!.Value.Name is not ("index" or "count" or "append" or "extend" or "copy" or "sort")
                || reference.Parent.AsSubscript is { } subscript && subscript.Value == reference && context.TypeOf(subscript.Index) is { Kind: not TypeKind.Int }) return true;
        return false;
    }

    /// <summary>Does the statement around a comprehension change the list while the comprehension goes on, as `xs.extend(x for … if x not in xs)` does?</summary>
    private static bool IsChangedBy(InvariantLoops loop, Node list, PythonContext context) =>
        loop.Outermost.IsComprehension && context.SymbolAt(list) is { } symbol
            && Usage.ChangesIn(context.Module, symbol, loop.Outermost.Region.EnclosingStatement, trustCalls: true);

    /// <summary>Does the function call itself with the same list? A set built before the loop would be built anew at every level.</summary>
    private static bool IsHandedDown(InvariantLoops loop, Node list, PythonContext context)
    {
        if (list.EnclosingDef is not { } function || context.SymbolAt(list) is not { IsParameter: true } symbol) return false;
        foreach (var reference in symbol.References)
            if (reference.Parent.AsCall is { } call && loop.Outermost.Node.Contains(reference) && call.Callee.Id != reference.Id
                && (call.Callee.AsName?.NameId ?? call.Callee.AsAttribute?.NameId) == function.Child(1).Data) return true;
        return false;
    }

    private static FindingDraft Fix(FindingDraft draft, PythonContext context, Node haystack, InvariantLoops loop, PythonType? needle)
    {
        const string Summary = "build a set before the loop and search that";
        if (PythonContext.BaseNameOf(haystack) is not { } name || context.NewName(name + "_set") is not { } set) return draft.Advise(Summary);
        var patch = new Patch(context.Module).Replace(haystack, set).InsertBeforeLoop(loop.Outermost, $"{set} = set({(haystack.Kind == Kind.Call ? haystack.Text : Hoisting.OrEmpty(context, haystack))})");
        return Hoisting.IsSafe(context, loop, haystack) && needle is { IsPlainHashable: true } && context.ElementTypeOf(haystack) is { IsPlainHashable: true }
            ? draft.FixSafely(Summary, patch)
            : draft.FixWithConsent(Summary, patch,
                "the elements and what is looked for are hashable, and equal ones have equal hashes",
                $"nothing that the loop calls changes `{haystack.Text}`");
    }
}
