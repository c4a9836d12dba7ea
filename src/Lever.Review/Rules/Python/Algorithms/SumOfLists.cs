using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Algorithms;

public sealed class SumOfLists : PythonRule
{
    public override RuleInfo Info { get; } = new("py-sum-of-lists", Language.Python, LeverClass.Algorithm, Technique.Algorithm, Tier.A)
    {
        Achievable = 0.95,
        Precision = 0.9,
        Checklist = ["PY1"],
        Doc = """
            Lists are joined by adding them up one after the other.

            ## Why it costs
            Each addition makes a new list and copies the whole result so far, so n lists cost n²/2 copies: 2 µs a list at 1,000 lists
            of three elements, over 20 µs a list at 10,000. Chaining copies each element once.

            ## Example
            ```python
            def all_tags(posts: list):
                return sum([post.tags for post in posts], [])
            ```
            Use instead:
            ```python
            from itertools import chain

            def all_tags(posts: list):
                return list(chain.from_iterable([post.tags for post in posts]))
            ```

            ## Keep it when
            There are never more than a dozen lists.

            ## Regime
            Lists of three elements on CPython 3.8, 3.11 and 3.13: 65, 47 and 41 times faster with 1,000 lists, 4 to 6 times with 100,
            1.2 to 1.5 times with 30; slower with 8 (0.6) or fewer.

            ## Patch safety
            The same list, as long as all that is added are lists: `sum` raises `TypeError` for a string or a dict among them where
            chaining takes it apart, and a class with its own `__radd__` is asked by `sum` only.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["sum", "reduce"];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCall is not { } call || Added(call, context) is not var (lists, start)) return;
        // Asked for one, a function gives a list of one.
        if (lists.AsCall is { OnlyArgument: { Kind: Kind.List } asked } && asked.HasChildren && asked.FirstChild == asked.LastChild && asked.FirstChild.Kind != Kind.Starred) return;
        // Adding up arrays adds their elements.
        if (context.ElementTypeOf(lists) is { } element && element.Kind is not (TypeKind.List or TypeKind.Tuple)) return;
        var count = context.SizeOf(lists);
        if (count.IsSmall || IsComparedWithFew(node, context)) return;

        const string Summary = "chain the lists with `itertools.chain.from_iterable`";
        var result = start.Kind == Kind.Tuple ? "tuple" : "list";
        var draft = context.Report(node, "each list is added by copying the result so far")
            .Cost("0.5*n^2*py.sum.lists", "n*45ns", "n > 20")
            .Size("n", count)
            // Of pairs it takes many until copying them again counts.
            .AtTier(count.IsData ? Tier.A : lists.AsCall is { } zipped && context.Path(zipped.Callee) is "builtins.zip" or "itertools.zip_longest" ? Tier.C : Tier.B);
        var patch = new Patch(context.Module).Replace(node, $"{result}(chain.from_iterable({Unparenthesized(lists)}))").Import("itertools", "chain");
        if (start.Kind == Kind.List && context.ElementTypeOf(lists) is { Kind: TypeKind.List }) draft.FixSafely(Summary, patch);
        else draft.FixWithConsent(Summary, patch, $"everything that is added is a {result}");
    }

    /// <summary>Does the code compare what comes out, sorted or not, with lists that are written out? It is as short as those.</summary>
    private static bool IsComparedWithFew(Node sum, PythonContext context)
    {
        var at = sum;
        while (at.Parent.AsCall is { OnlyArgument: not null, Callee.Kind: Kind.Name } outer && context.Path(outer.Callee) is "builtins.sorted" or "builtins.list" or "builtins.tuple") at = at.Parent;
        if (context.HolderOf(at) is not { } holder) return false;
        foreach (var reference in holder.References)
            if (reference.Parent.AsCompare is { IsChain: false, Op: CompareOp.Eq, Right: { Kind: Kind.List or Kind.Tuple, HasChildren: true } }) return true;
        return false;
    }

    /// <summary>The lists and the empty start of `sum(lists, [])` and of `reduce` with an addition.</summary>
    private static (Node Lists, Node Start)? Added(CallView call, PythonContext context)
    {
        if (call.Callee.AsName is { Id: "sum" })
            return call.Argument(1, "start") is { } start && IsEmpty(start) && call.Positional(0) is { } added && context.IsBuiltin(call.Callee, "sum") ? (added, start) : null;
        if (call.Callee.AsName?.Id is not "reduce" && call.Callee.AsAttribute?.Name is not "reduce") return null;
        if (call.Positional(2) is not { } first || !IsEmpty(first) || context.Path(call.Callee) is not "functools.reduce") return null;
        return IsAddition(call.Positional(0)!.Value, context) && call.Positional(1) is { } lists ? (lists, first) : null;
    }

    private static bool IsEmpty(Node start) => start.Kind is Kind.List or Kind.Tuple && !start.HasChildren;

    private static bool IsAddition(Node function, PythonContext context)
    {
        if (function.AsLambda is not { } lambda) return context.Module.Names.PathOf(function) is "operator.add" or "operator.concat";
        return lambda.Body.AsBinOp is { Op: BinaryOperator.Add, Left.Kind: Kind.Name, Right.Kind: Kind.Name } && lambda.Arguments.Children.Count == 2;
    }

    /// <summary>A generator that was the only argument needs its own parentheses no longer.</summary>
    private static string Unparenthesized(Node lists) =>
        lists.Kind == Kind.GeneratorExp && lists.Bytes is [(byte)'(', .., (byte)')'] ? lists.Text[1..^1] : lists.Text;
}
