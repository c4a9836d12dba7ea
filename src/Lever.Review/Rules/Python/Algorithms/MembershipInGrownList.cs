using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Algorithms;

public sealed class MembershipInGrownList : PythonRule
{
    public override RuleInfo Info { get; } = new("py-membership-in-grown-list", Language.Python, LeverClass.Algorithm, Technique.Algorithm, Tier.A)
    {
        Achievable = 0.98,
        Precision = 0.9,
        Checklist = ["PY1"],
        Doc = """
            A list is searched by the same loop that grows it.

            ## Why it costs
            `in` compares a list's elements from the front, 6 to 9 ns each for integers and ten times that for objects with an `__eq__`
            of their own. The list grows with the loop, so the loop is quadratic in its own length: 1,000 turns cost about 3 ms, 10,000
            about 300 ms, where a set costs 20 ns a turn.

            ## Example
            ```python
            def unique(items):
                seen = []
                for item in items:
                    if item in seen:
                        continue
                    seen.append(item)
                return seen
            ```
            Use instead:
            ```python
            def unique(items):
                return list(dict.fromkeys(items))
            ```

            ## Keep it when
            The loop never takes more than about ten turns, or the elements cannot be hashed, or they are equal to others with a different hash.

            ## Regime
            Faster from about 8 distinct elements on, on every CPython from 3.8 to 3.14; slower below.

            ## Patch safety
            The list stays, with its order and its duplicates; a set is kept beside it. The elements must be hashable: safe where they
            are known to be strings, numbers or bytes, otherwise someone has to say so.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Compare];

    public override ReadOnlySpan<Kind> OnlyInLoops => [Kind.Compare];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCompare is not { IsChain: false, Op: CompareOp.In or CompareOp.NotIn, Right: { Kind: Kind.Name } haystack } test) return;
        if (context.SymbolAt(haystack) is not { IsLocal: true } list || !context.IsType(haystack, TypeKind.List)) return;
        if (context.LoopAround(node) is not { IsComprehension: false } loop) return;
        if (GrowthIn(context, list, loop) is not { } growth) return;
        // An assertion, or what runs when something went wrong, is not what the loop is there for.
        if (Roles.IsOnErrorPath(node)) return;
        // A list made anew on every turn of the loop is as long as the inner loop at most; that loop is the one to judge.
        if (list.IsDefinedIn(loop.Node)) return;
        var trips = Longest(context, loop, growth);
        if (trips.IsSmall) return;
        // Many turns may add few different things: directories, options, kinds.
        var isFew = SizeNames.IsSmall(list.Name);
        if (isFew && !trips.IsSeen) return;
        var element = context.TypeOf(test.Left) ?? context.ElementTypeOf(haystack);
        if (element is { Kind: TypeKind.List or TypeKind.Dict or TypeKind.Set }) return;

        var draft = context.Report(node, $"`{list.Name}` is searched from the front by the loop that grows it")
            .LabelHead(loop.Node, "each turn searches all that earlier turns added")
            .Label(growth, "grown here")
            .Cost("0.5*n^2*py.list.compare", "n*py.set.add + n*py.set.lookup", "n > 8")
            .Size("n", trips)
            .AtTier(trips.IsData && !isFew ? Tier.A : Tier.C);
        Fix(draft, context, test, list, growth, element);
    }

    /// <summary>Keeps a set beside the list: filled where the list is made and where it grows, asked in the test.</summary>
    private static FindingDraft Fix(FindingDraft draft, PythonContext context, CompareView test, Symbol list, Node growth, PythonType? element)
    {
        const string Summary = "keep a set of the elements beside the list and search that";
        var set = list.Name + "_set";
        if (list.OnlyDefinition is not { } definition || context.Module.Tree.Names.Find(System.Text.Encoding.UTF8.GetBytes(set)) >= 0) return draft.Advise(Summary);
        if (definition.Value is not { Kind: Kind.List, HasChildren: false } || !OnlyGrownBy(context, list, growth)) return draft.Advise(Summary);
        if (growth.AsCall is not { OnlyArgument: { } added, Callee.AsAttribute.Name: "append" } || !context.IsPure(added)) return draft.Advise(Summary);
        var patch = new Patch(context.Module)
            .Replace(test.Right, set)
            .InsertLinesAfter(definition.Node.EnclosingStatement, $"{set} = set()")
            ?.InsertLinesAfter(growth.EnclosingStatement, $"{set}.add({added.Text})");
        return element is { IsPlainHashable: true }
            ? draft.FixSafely(Summary, patch)
            : draft.FixWithConsent(Summary, patch, "the elements are hashable, and equal elements have equal hashes");
    }

    /// <summary>The call that adds to the list inside the loop, if there is one.</summary>
    private static Node? GrowthIn(PythonContext context, Symbol list, Loop loop)
    {
        foreach (var reference in list.References)
        {
            if (!loop.Node.Contains(reference) || context.UseOf(reference) is not Use.Grown) continue;
            var call = reference.Parent.Parent;
            if (call.AsCall is { Callee.AsAttribute.Name: "append" or "extend" or "insert" }) return call;
        }
        return null;
    }

    /// <summary>Is the list changed by nothing but this one call?</summary>
    private static bool OnlyGrownBy(PythonContext context, Symbol list, Node growth)
    {
        foreach (var reference in list.References)
            if (context.UseOf(reference) is Use.Grown or Use.Mutated or Use.Passed && !growth.Contains(reference)) return false;
        return true;
    }

    /// <summary>The list outlives the innermost loop, so loops around it up to the list's definition make it longer.</summary>
    private static Size Longest(PythonContext context, Loop loop, Node growth)
    {
        var longest = context.TripsOf(loop);
        for (var outer = context.LoopAround(growth); outer is { } found; outer = Loops.Around(found))
        {
            var trips = context.TripsOf(found);
            if (trips.Origin > longest.Origin) longest = trips;
            if (found == loop) break;
        }
        return longest;
    }
}
