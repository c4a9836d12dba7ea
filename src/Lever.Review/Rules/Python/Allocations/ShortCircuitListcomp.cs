using System.Text;
using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Allocations;

public sealed class ShortCircuitListcomp : PythonRule
{
    public override RuleInfo Info { get; } = new("py-short-circuit-listcomp", Language.Python, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.B)
    {
        Precision = 0.9,
        Checklist = ["PY2"],
        Doc = """
            A list is built whole for a test that its first deciding element would end.

            ## Why it costs
            `any`, `all`, `in` and the first element need no more than the elements up to the one that decides. A list comprehension computes
            all of them first, and keeps them: 1,000 cheap elements cost 30 to 60 µs where an early hit costs less than one.

            ## Example
            ```python
            def is_relevant(text, interests):
                return any([interest in text for interest in interests])
            ```
            Use instead:
            ```python
            def is_relevant(text, interests):
                return any(interest in text for interest in interests)
            ```

            ## Keep it when
            Every element must be computed, because computing it does something; or there are only a few, and the deciding one is mostly
            the last.

            ## Regime
            On 1,000 elements with the deciding one fourth: 97, 59 and 78 times faster (CPython 3.8, 3.11, 3.13). It LOSES where nothing
            decides early: 0.90 to 0.97 of the speed on 1,000 elements, 0.73 to 0.87 on eight.

            ## Patch safety
            Safe where computing an element has no effect and does not raise. The first element by `next` raises `StopIteration` instead
            of `IndexError` where there is none.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.ListComp, Kind.SetComp];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.Kind is not (Kind.ListComp or Kind.SetComp) || TestAround(node, context) is not { } test) return;
        var comprehension = node.AsComprehension!.Value;
        // Filtering names alone costs less than a generator does.
        if (comprehension.Element.Kind is Kind.Name or Kind.Constant && test == Test.AnyOrAll && comprehension.OnlyGenerator is { Conditions.IsEmpty: true }) return;
        // The effects of computing every element may be the point; an `await` cannot stand in a generator for `any`.
        if (!context.IsLikelyPure(node) || comprehension.FirstGenerator.IsAsync) return;
        // What is asserted holds as a rule: then every element is needed.
        if (Roles.IsOnErrorPath(node) || test == Test.AnyOrAll && (IsAssertedLater(node, context) || IsValidation(node, context))) return;
        var size = context.SizeOf(node);
        if (size.IsSmall) return;

        var mayRaise = MayRaise(node, context);
        var draft = context.Report(node, Message(test, node.Kind == Kind.SetComp ? "set" : "list"))
            .Cost("n*(py.listcomp.step + py.getattr)", "0.5*n*(py.genexpr.step + py.getattr) + py.call", "n > 10")
            .Size("n", size)
            .AtTier(size.IsData ? Tier.B : Tier.C);
        const string Summary = "use a generator expression, which ends at the element that decides";
        var patch = new Patch(context.Module);
        if (test == Test.First)
        {
            draft.FixWithConsent("take the first element by `next`", patch.Replace(node.Parent, $"next({Inner(node)})"), "an empty result raises StopIteration instead of IndexError");
            return;
        }
        var follows = context.Tree.Text.Bytes[node.End..].TrimStart(" \t\r\n"u8);
        patch.Replace(node, test == Test.AnyOrAll && follows is [(byte)')', ..] ? Inner(node) : $"({Inner(node)})");
        if (!context.IsPure(node)) draft.FixWithConsent(Summary, patch, "computing an element has no effect that is needed, and does not raise");
        else if (mayRaise) draft.FixWithConsent(Summary, patch, "an element after the deciding one may be one that raises");
        else draft.FixSafely(Summary, patch);
    }

    /// <summary>Does the result of `all` get a name that is asserted, here or around a nested function?</summary>
    private static bool IsAssertedLater(Node node, PythonContext context)
    {
        if (!context.IsBuiltin(node.Parent.FirstChild, "all")) return false;
        var at = node.Parent.Parent;
        while (at.Kind is Kind.List or Kind.Tuple or Kind.BoolOp || at.AsCall is { } outer && context.IsBuiltin(outer.Callee, "all")) at = at.Parent;
        if (at.AsAssign is not { OnlyTarget: { Kind: Kind.Name } target } || context.SymbolAt(target) is not { } symbol) return false;
        foreach (var reference in symbol.References)
            if (reference.EnclosingStatement.Kind == Kind.Assert) return true;
        return false;
    }

    /// <summary>Is it <c>if any([…]): raise</c> or <c>if not all([…]): raise</c>? In good order every element is asked.</summary>
    private static bool IsValidation(Node node, PythonContext context)
    {
        var (test, isAll) = (node.Parent, context.IsBuiltin(node.Parent.FirstChild, "all"));
        if (isAll && test.Parent.AsUnary is { Op: UnaryOperator.Not }) test = test.Parent;
        else if (isAll) return false;
        return test.Parent.AsIf is { } check && check.Test == test && check.Body.LastChild.Kind == Kind.Raise;
    }

    private enum Test { AnyOrAll, Membership, First }

    private static Test? TestAround(Node node, PythonContext context)
    {
        switch (node.Parent.Kind)
        {
            case Kind.Call when node.Parent.AsCall is { OnlyArgument: { } only, Callee: var callee } && only == node:
                return context.IsBuiltin(callee, "any") || context.IsBuiltin(callee, "all") ? Test.AnyOrAll : null;
            case Kind.Subscript when node.Kind == Kind.ListComp && node.Parent.AsSubscript is { } first:
                return first.Value == node && first.Index.AsConstant?.Integer == 0 && !Usage.IsStored(node.Parent) ? Test.First : null;
            case Kind.Compare when node.Parent.AsCompare is { IsChain: false, Op: CompareOp.In or CompareOp.NotIn } compare && compare.Right == node:
                // The same list searched on every turn of a loop should be built once before it.
                return context.LoopAround(node.Parent) is { } loop && context.IsInvariant(node, loop) ? null : Test.Membership;
            default: return null;
        }
    }

    private static string Message(Test test, string made) => test switch
    {
        Test.AnyOrAll => $"the {made} is built whole before its first element is tested",
        Test.Membership => $"the {made} is built whole before it is searched",
        _ => $"the {made} is built whole, and only its first element is used",
    };

    private static string Inner(Node comprehension) => Encoding.UTF8.GetString(comprehension.Bytes[1..^1].Trim(" \t\r\n"u8));

    private static bool MayRaise(Node node, PythonContext context)
    {
        for (var id = node.Id; id < node.SubtreeEnd; id++)
        {
            var inner = context.Tree[id];
            if (inner.Kind == Kind.Subscript && inner.Child(1).Kind != Kind.Slice) return true;
            if (inner.Kind == Kind.Call && context.Known(inner.FirstChild) is not { Raises: false }) return true;
        }
        return false;
    }
}
