using System.Globalization;
using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.AvoidedWork;

public sealed class ConditionOrder : PythonRule
{
    /// <summary>Ten times what a comparison of names costs.</summary>
    private const double DearNanoseconds = 250;

    public override RuleInfo Info { get; } = new("py-condition-order", Language.Python, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.B)
    {
        Achievable = 0.5,
        Precision = 0.85,
        Doc = """
            A dear test stands before a cheap one that could spare it.

            ## Why it costs
            Python evaluates the operands of `and` and `or` from the left and stops where the result is clear. Asking the file system takes 0.9 µs
            from a local disk's cache, a regular expression 0.3 µs, a comparison of a name 20 ns.

            ## Example
            ```python
            import os

            def present(entries: list):
                return [path for path, enabled in entries if os.path.exists(path) and enabled]
            ```
            Use instead:
            ```python
            import os

            def present(entries: list):
                return [path for path, enabled in entries if enabled and os.path.exists(path)]
            ```

            ## Keep it when
            The first test almost always decides, and the cheap one hardly ever does.

            ## Regime
            A flag that is off for half of the entries before `os.path.exists` instead of after it: 1.99, 1.99 and 2.01 times faster on CPython 3.8, 3.11
            and 3.13. In general it pays where the cheap test decides more often than its cost is of the dear one's: once in fifty for a
            file, once in fifteen for a regular expression. It LOSES where the cheap test never decides, by two in a hundred.

            ## Patch safety
            Neither test has an effect, and the cheap one cannot raise. Text and numbers are compared by value; an object's own `__eq__` is
            asked before the dear test.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.BoolOp];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsBoolOp is not { } operation || !Holds(node, context, Kind.Call)) return;
        Node? dear = null;
        LibrarySymbol? cost = null;
        foreach (var operand in operation.Values)
        {
            if (dear is { } first && cost is { } known)
            {
                // Only the test that comes next may be taken first: what stands between may guard it.
                if (IsCheap(operand, context) && !IsGuardedBy(first, operand)) Report(node, first, operand, known, context);
                return;
            }
            if (DearIn(operand, context) is not { } found) continue;
            (dear, cost) = (operand, found);
        }
    }

    private static void Report(Node node, Node dear, Node cheap, LibrarySymbol known, PythonContext context)
    {
        // The value of the whole is the last operand's, unless only its truth counts.
        if (!Usage.IsTested(dear) || context.LoopAround(node) is not { } loop) return;
        if (!context.TripsOf(loop).IsData || Loops.LeavesAfter(node.EnclosingStatement, loop)) return;
        var expression = string.Create(CultureInfo.InvariantCulture, $"{known.Nanoseconds}ns");
        var source = context.Tree.Text;
        context.Report(dear, $"`{Short(dear)}` is asked before `{Short(cheap)}`, which costs next to nothing")
            .Label(cheap, "may decide by itself")
            .Cost($"n*({expression} + 20ns)", $"n*(20ns + 0.5*{expression})", "the cheap test decides once in ten times")
            .Size("n", context.TripsOf(loop))
            .AtTier(known.Blocking != Blocking.No && MayDecide(node, cheap) ? Tier.B : Tier.C)
            .FixWithConsent("ask the cheap test first", new Patch(context.Module).Replace(dear, source.Slice(cheap.Span)).Replace(cheap, source.Slice(dear.Span)),
                "comparing the values has no effect");
    }

    /// <summary>The dearest call of an operand that has no effect; null where it is cheap or may have one.</summary>
    private static LibrarySymbol? DearIn(Node operand, PythonContext context)
    {
        // An `and` of its own may have its cheap test first.
        if (operand.Kind is Kind.BoolOp or Kind.IfExp) return null;
        LibrarySymbol? dearest = null;
        for (var id = operand.Id; id < operand.SubtreeEnd; id++)
        {
            var node = context.Tree[id];
            if (node.Kind is Kind.NamedExpr or Kind.Await or Kind.Yield or Kind.Lambda) return null;
            if (node.Kind != Kind.Call) continue;
            if (context.Known(node.FirstChild) is not { } known || !known.IsPure && !known.Reads) return null;
            if (known.Nanoseconds >= DearNanoseconds && (dearest is null || known.Blocking != Blocking.No)) dearest = known;
        }
        return dearest;
    }

    /// <summary>Names, constants, attributes of self and comparisons of those by `==` or `is`.</summary>
    private static bool IsCheap(Node operand, PythonContext context) => context.Module.Purity.CannotRaise(operand) && !Holds(operand, context, Kind.Attribute);

    /// <summary>Does the dear test ask what the cheap one looks at: may the cheap one stand second because of that?</summary>
    private static bool IsGuardedBy(Node dear, Node cheap)
    {
        // `isinstance(x, T) and x == 1` keeps an odd `==` from being asked.
        for (var id = dear.Id; id < dear.SubtreeEnd; id++)
            if ((Kind)dear.Tree.RawKinds[id] == Kind.Call && dear.Tree[id].FirstChild.AsName is { Id: "isinstance" or "hasattr" or "callable" or "issubclass" }) return true;
        return cheap.Kind == Kind.Constant;
    }

    /// <summary>One value of many is seldom met: `!=` in an `and`, and `==` in an `or`, hardly ever decide.</summary>
    private static bool MayDecide(Node operation, Node cheap) =>
        cheap.AsCompare is not { } compare || (compare.Op is CompareOp.NotEq or CompareOp.IsNot) == (operation.AsBoolOp!.Value.Op == BoolOperator.Or);

    private static bool Holds(Node region, PythonContext context, Kind kind)
    {
        for (var id = region.Id; id < region.SubtreeEnd; id++)
            if ((Kind)context.Tree.RawKinds[id] == kind) return true;
        return false;
    }

    private static string Short(Node node) => node.Span.Length <= 60 && node.Bytes.IndexOf((byte)'\n') < 0 ? node.Text : node.AsCall is { } call ? call.Callee.Text + "(…)" : "…";
}
