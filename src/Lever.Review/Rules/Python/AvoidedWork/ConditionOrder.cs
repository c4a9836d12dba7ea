using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.AvoidedWork;

public sealed class ConditionOrder : PythonRule
{
    public override RuleInfo Info { get; } = new("py-condition-order", Language.Python, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.B)
    {
        Achievable = 0.5,
        Precision = 0.85,
        Doc = """
            A dear test stands before a cheap one that could spare it.

            ## Why it costs
            Python evaluates the operands of `and` and `or` from the left and stops where the result is clear. Asking the file system takes 0.9 µs
            from a local disk's cache, a regular expression 0.3 µs, a comparison of a name 20 ns. `any` over what is worked out for each element, and
            a function of one's own that loops, take as long as there are elements. An `if` whose whole body is another `if` asks in the same order.

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
            file, once in fifteen for a regular expression. It LOSES where the cheap test never decides, by two in a hundred. `any` over three
            things after a flag that is off for half of the turns: 2.1, 1.8 and 1.7 times; over thirty 2.3, 1.8 and 2.0.

            ## Patch safety
            Neither test has an effect, and the cheap one cannot raise. Text and numbers are compared by value; an object's own `__eq__` is
            asked before the dear test.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.BoolOp, Kind.If];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.Kind == Kind.If) VisitNested(node, context);
        if (node.AsBoolOp is not { } operation || !Holds(node, context, Kind.Call)) return;
        Node? before = null;
        foreach (var operand in operation.Values)
        {
            // Only the test that comes next may be taken first: what stands between may guard it.
            if (before is { } first && Holds(first, context, Kind.Call) && (IsCheap(operand, context) || IsPlain(operand, first, context)) && DearTest.In(first, context) is { } dear)
            {
                if (dear.Known is not null ? !IsGuardedBy(first, operand) && IsInLoop(node, first, context) : IsPlain(operand, first, context) && (Usage.IsTested(first) || IsBool(first, context) && IsBool(operand, context)))
                    Report(node, first, operand, dear, context);
                return;
            }
            before = operand;
        }
    }

    /// <summary>An `if` whose whole body is an `if` of something cheap: together they are an `and`.</summary>
    private static void VisitNested(Node node, PythonContext context)
    {
        if (node.AsIf is not { OrElse: null } outer || outer.Body.FirstChild is not { Kind: Kind.If } only || only.SubtreeEnd != outer.Body.SubtreeEnd || only.AsIf is not { OrElse: null } inner) return;
        if (!Holds(outer.Test, context, Kind.Call) || !IsPlain(inner.Test, outer.Test, context)) return;
        if (DearTest.In(outer.Test, context) is { } dear) Report(node, outer.Test, inner.Test, dear, context);
    }

    /// <summary>A library's call of some hundred nanoseconds counts where data repeat it, and where only the truth of the whole counts: its value is the last operand's.</summary>
    private static bool IsInLoop(Node node, Node dear, PythonContext context) =>
        Usage.IsTested(dear) && context.LoopAround(node) is { } loop && context.TripsOf(loop).IsData && !Loops.LeavesAfter(node.EnclosingStatement, loop);

    private static void Report(Node node, Node dear, Node cheap, DearTest test, PythonContext context)
    {
        var trips = context.LoopAround(node) is { } loop ? context.TripsOf(loop) : Size.Unknown;
        var source = context.Tree.Text;
        var isSure = test.Known is { } known ? known.Blocking != Blocking.No && trips.IsData : trips.IsData && test.Elements is { IsData: true } && !IsOwn(dear, context);
        var draft = context.Report(dear, $"`{Short(dear)}` is asked before `{Short(cheap)}`, which costs next to nothing")
            .Label(cheap, "may decide by itself")
            .Cost($"n*({test.Expression} + 20ns)", $"n*(20ns + 0.5*{test.Expression})", "the cheap test decides once in ten times")
            .Size("n", trips)
            .AtTier(isSure && MayDecide(node, cheap) ? Tier.B : Tier.C)
            .ForProfilesUnless(test.Known is not null && trips.IsData || isSure);
        if (test.Elements is { } elements) draft.Size("m", elements);
        var patch = node.Kind == Kind.If && dear.Bytes.Contains((byte)'\n') ? null : new Patch(context.Module).Replace(dear, source.Slice(cheap.Span)).Replace(cheap, source.Slice(dear.Span));
        draft.FixWithConsent("ask the cheap test first", patch, test.Known is not null ? "comparing the values has no effect" : "asking either has no effect");
    }

    /// <summary>A local name, its opposite or its comparison by `is`, of something that the other test does not look at.</summary>
    private static bool IsPlain(Node operand, Node dear, PythonContext context)
    {
        var tested = operand.AsUnary is { Op: UnaryOperator.Not } negated ? negated.Operand
            : operand.AsCompare is { IsChain: false, Op: CompareOp.Is or CompareOp.IsNot, Right: { Kind: Kind.Constant or Kind.Name } or { AsAttribute.Receiver.Kind: Kind.Name } } compare ? compare.Left : operand;
        if (tested.Kind != Kind.Name || context.SymbolAt(tested) is not { IsLocal: true }) return false;
        for (var id = operand.Id; id < operand.SubtreeEnd; id++)
            if (context.Tree[id] is { Kind: Kind.Name } name && Names(dear, name.Data)) return false;
        return context.TypeOf(tested) is not { Kind: TypeKind.NdArray or TypeKind.Series or TypeKind.DataFrame or TypeKind.QuerySet };
    }

    private static bool Names(Node region, int name)
    {
        for (var id = region.Id; id < region.SubtreeEnd; id++)
            if ((Kind)region.Tree.RawKinds[id] == Kind.Name && region.Tree[id].Data == name) return true;
        return false;
    }

    /// <summary>Is a value True or False, so that it is the same whichever of two such tests decides?</summary>
    private static bool IsBool(Node operand, PythonContext context) => context.IsType(operand, TypeKind.Bool);

    private static bool IsOwn(Node dear, PythonContext context)
    {
        for (var id = dear.Id; id < dear.SubtreeEnd; id++)
            if (context.Tree[id].AsCall is { } call && (context.Module.Classes.FunctionCalled(call) is not null || OwnCalls.CostElsewhere(call, context) is not null)) return true;
        return false;
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
        cheap.AsCompare is not { } compare || (compare.Op is CompareOp.NotEq or CompareOp.IsNot) == (operation.AsBoolOp is { Op: BoolOperator.Or });

    private static bool Holds(Node region, PythonContext context, Kind kind)
    {
        for (var id = region.Id; id < region.SubtreeEnd; id++)
            if ((Kind)context.Tree.RawKinds[id] == kind) return true;
        return false;
    }

    private static string Short(Node node) => node.Span.Length <= 60 && node.Bytes.IndexOf((byte)'\n') < 0 ? node.Text : node.AsCall is { } call ? call.Callee.Text + "(…)" : "…";
}
