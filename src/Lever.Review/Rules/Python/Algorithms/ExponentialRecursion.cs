using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Algorithms;

public sealed class ExponentialRecursion : PythonRule
{
    public override RuleInfo Info { get; } = new("py-exponential-recursion", Language.Python, LeverClass.Algorithm, Technique.Algorithm, Tier.A)
    {
        Achievable = 0.99,
        Precision = 0.9,
        Checklist = ["PY1", "PY10"],
        Doc = """
            A function without effects calls itself more than once with arguments that other calls have too.

            ## Why it costs
            Two calls, each one step shorter, double the work with every step: 30 steps are a million calls of 40 to 100 ns. There are
            only as many different arguments as steps; remembered, each is worked out once for about 150 ns.

            ## Example
            ```python
            def ways(steps: int) -> int:
                if steps < 2:
                    return 1
                return ways(steps - 1) + ways(steps - 2)
            ```
            Use instead:
            ```python
            from functools import lru_cache

            @lru_cache(maxsize=None)
            def ways(steps: int) -> int:
                if steps < 2:
                    return 1
                return ways(steps - 1) + ways(steps - 2)
            ```

            ## Keep it when
            The depth is bounded by a handful.

            ## Regime
            The example on CPython 3.8, 3.11 and 3.13, the cache filled anew each time: at 20 steps 145, 205 and 151 times faster, at 10 steps
            3 to 5 times, at 5 steps slower (0.6 to 0.9).

            ## Patch safety
            The function has no effect that the file shows. Its arguments must be hashable, its results must not be changed by callers,
            and the cache keeps them as long as the process lives.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.FunctionDef];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsFunction is not { Decorators.IsEmpty: true } function || context.SymbolAt(function.Identifier) is not { OnlyDefinition: not null } symbol) return;
        if (symbol.ScopeKind == ScopeKind.Class || Repeated(symbol, function, context) is not var (first, second)) return;
        // An effect, such as a result written into a memo, must stay; so must a function's that is not known.
        if (!context.Module.Purity.IsPureButForItself(function)) return;

        var draft = context.Report(second, $"`{symbol.Name}` calls itself again for arguments that its other call leads to as well")
            .Label(first, "the other call")
            .Cost("2^d*70ns", "d*150ns", "d > 6")
            .Size("d", Size.Unknown with { Low = 5, Typical = 20, High = 40, Source = "prior for the depth" });
        const string Summary = "remember the results with `functools.lru_cache`";
        if (!AllHashable(function, context))
        {
            draft.Advise(Summary + ", on arguments that are hashable", "results are not changed by callers");
            return;
        }
        var patch = new Patch(context.Module).InsertBefore(node, "@lru_cache(maxsize=None)")?.Import("functools", "lru_cache");
        // Even where no argument and no result can make a difference, memory fills: that is the user's to accept.
        if (AllKnown(function, context)) draft.FixWithConsent(Summary, patch, "the cache keeps results as long as the process lives, and callers do not change the results");
        else draft.FixWithConsent(Summary, patch, "the arguments are hashable", "callers do not change the results");
    }

    /// <summary>Two calls of a function by itself that run in one call, each with an argument made shorter by a constant.</summary>
    private static (Node First, Node Second)? Repeated(Symbol symbol, FunctionView function, PythonContext context)
    {
        foreach (var reference in symbol.References)
        {
            if (SelfCall(reference, function, context) is not { } second) continue;
            foreach (var before in symbol.References)
            {
                if (before.Id >= reference.Id) break;
                if (SelfCall(before, function, context) is { } first && !Exclude(first, second, function.Node)) return (first, second);
            }
        }
        return null;
    }

    private static Node? SelfCall(Node reference, FunctionView function, PythonContext context) =>
        function.Body.Contains(reference) && reference.Parent.AsCall is { } call && call.Callee.Id == reference.Id
            && reference.EnclosingDef?.Id == function.Node.Id && IsShorter(call, function, context) ? call.Node : null;

    /// <summary>Is one argument a parameter minus a constant or without its first or last element, and every other a parameter as it is, a constant or a shorter parameter?</summary>
    private static bool IsShorter(CallView call, FunctionView function, PythonContext context)
    {
        var shorter = false;
        foreach (var argument in call.Arguments)
        {
            var value = argument.AsKeyword is { } keyword ? keyword.Value : argument;
            if (value.Kind == Kind.Constant || IsParameter(value, function, context)) continue;
            if (Shortens(value, function, context)) shorter = true;
            // `total - weights[i]` leads to sums that other choices lead to as well.
            else if (value.AsBinOp is not { Op: BinaryOperator.Sub, Left: var left } || !IsParameter(left, function, context)) return false;
        }
        return shorter;
    }

    private static bool Shortens(Node value, FunctionView function, PythonContext context)
    {
        if (value.AsBinOp is { Op: BinaryOperator.Sub or BinaryOperator.Add, Left: var number, Right.AsConstant.Integer: > 0 and <= 8 }) return IsParameter(number, function, context);
        if (value.AsSubscript is not { Index.AsSlice: { Step: null } slice, Value: var sliced } || !IsParameter(sliced, function, context)) return false;
        return slice is { Lower.AsConstant.Integer: > 0 and <= 8, Upper: null }
            || slice.Lower is null && slice.Upper?.AsUnary is { Op: UnaryOperator.USub, Operand.AsConstant.Integer: > 0 and <= 8 };
    }

    /// <summary>A parameter that nothing else is assigned to.</summary>
    private static bool IsParameter(Node value, FunctionView function, PythonContext context) =>
        value.Kind == Kind.Name && context.SymbolAt(value) is { OnlyDefinition.Kind: DefinitionKind.Parameter } symbol && symbol.ScopeNode.Id == function.Node.Id;

    /// <summary>Does running the first call mean that the second does not run? So it is in other branches of a condition, or where the first one's block leaves.</summary>
    private static bool Exclude(Node first, Node second, Node function)
    {
        for (var at = first; at.Id != function.Id; at = at.Parent)
        {
            var owner = at.Parent;
            if (owner.Contains(second))
            {
                var (here, there) = (PlaceOf(first, owner), PlaceOf(second, owner));
                return here != there && owner.Kind switch
                {
                    Kind.If => here != 0 && there != 0,
                    Kind.IfExp => here != 1 && there != 1,
                    Kind.Match => here != 0 && there != 0,
                    Kind.Handlers => true,
                    _ => false,
                };
            }
            if (owner.Kind != Kind.Block) continue;
            for (var id = at.Id; id < owner.SubtreeEnd; id = owner.Tree[id].SubtreeEnd)
                if (owner.Tree[id].Kind is Kind.Return or Kind.Raise) return true;
        }
        return false;
    }

    /// <summary>Which child of a node holds another.</summary>
    private static int PlaceOf(Node inside, Node owner)
    {
        var index = 0;
        foreach (var child in owner.Children)
        {
            if (child.Contains(inside)) break;
            index++;
        }
        return index;
    }

    private static bool AllHashable(FunctionView function, PythonContext context)
    {
        foreach (var parameter in function.Arguments.Children)
            if (parameter.Kind is Kind.VarArg or Kind.KwArg || parameter.AsParameter is { Annotation: { } annotation }
                && context.Module.Types.OfAnnotation(annotation) is { IsImmutable: false })
                return false;
        return true;
    }

    private static bool AllKnown(FunctionView function, PythonContext context)
    {
        foreach (var parameter in function.Arguments.Children)
            if (parameter.AsParameter is not { Annotation: { } annotation } || context.Module.Types.OfAnnotation(annotation) is not { IsPlainHashable: true }) return false;
        return function.Returns is { } returns && context.Module.Types.OfAnnotation(returns) is { IsPlainHashable: true };
    }
}
