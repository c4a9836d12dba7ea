using System.Globalization;
using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.AvoidedWork;

/// <summary>A test without effect that takes much longer than a look at a name.</summary>
/// <param name="Expression">What asking it once costs.</param>
/// <param name="Elements">What the expression calls `m`; null where it has none.</param>
/// <param name="Known">The library's function that makes it dear; null where elements that are gone through, or a function of the project, do.</param>
internal readonly record struct DearTest(string Expression, Size? Elements, LibrarySymbol? Known)
{
    /// <summary>Ten times what a comparison of names costs.</summary>
    private const double DearNanoseconds = 250;

    /// <summary>The dearest part of an operand that has no effect; null where it is cheap or may have one.</summary>
    public static DearTest? In(Node operand, PythonContext context)
    {
        // An `and` of its own may have its cheap test first.
        if (operand.Kind is Kind.BoolOp or Kind.IfExp) return null;
        DearTest? dearest = null;
        for (var id = operand.Id; id < operand.SubtreeEnd; id++)
        {
            var node = context.Tree[id];
            if (node.Kind is Kind.NamedExpr or Kind.Await or Kind.Yield or Kind.Lambda) return null;
            if (node.Kind != Kind.Call) continue;
            var call = node.AsCall!.Value;
            if (context.Known(call.Callee) is { } known)
            {
                if (!known.IsPure && !known.Reads) return null;
                if (known.Nanoseconds >= DearNanoseconds && (dearest?.Known is null || known.Blocking != Blocking.No)) dearest = new DearTest(string.Create(CultureInfo.InvariantCulture, $"{known.Nanoseconds}ns"), null, known);
                else if (OfElements(call, context) is { } gone) dearest ??= gone;
            }
            else if (OfOwn(call, context) is { } own) dearest ??= own;
            else if (!IsHarmless(call, context)) return null;
        }
        return dearest;
    }

    /// <summary>`any(…)` and its like over what is worked out for each element.</summary>
    private static DearTest? OfElements(CallView call, PythonContext context)
    {
        if (call.OnlyArgument is not { IsComprehension: true } made || !(context.IsBuiltin(call.Callee, "any") || context.IsBuiltin(call.Callee, "all") || context.IsBuiltin(call.Callee, "sum"))) return null;
        return context.SizeOf(made) is { IsSmall: false } size ? new DearTest("m*py.genexpr.step", size, null) : null;
    }

    /// <summary>A function of the project that has no effect and loops or, in this file, calls itself.</summary>
    private static DearTest? OfOwn(CallView call, PythonContext context)
    {
        if (context.Module.Classes.FunctionCalled(call) is not { } function) return OwnCalls.CostElsewhere(call, context) is { } elsewhere ? new DearTest(elsewhere.Expression, elsewhere.Elements, null) : null;
        if (!context.Module.DearFunctions.MayBeDear(function.Node) && !CallsItself(function, context)) return null;
        if (!context.Module.Purity.IsLikelyPureFunction(function)) return null;
        if (FunctionCost.Of(context.Module, function) is { } cost) return new DearTest(cost.Expression, cost.Elements, null);
        return CallsItself(function, context) ? new DearTest("m*py.call", Size.Unknown, null) : null;
    }

    private static bool CallsItself(FunctionView function, PythonContext context)
    {
        for (var id = function.Body.Id; id < function.Body.SubtreeEnd; id++)
            if (context.Tree[id].AsCall is { } call && (call.Callee.AsName?.NameId ?? call.Callee.AsAttribute?.NameId) == function.Identifier.Data && context.Module.Classes.FunctionCalled(call) is { } called && called.Node == function.Node) return true;
        return false;
    }

    /// <summary>Has a call no effect: by its code, or by a name that promises a yes or no?</summary>
    private static bool IsHarmless(CallView call, PythonContext context) =>
        context.Module.Purity.IsLikelyHarmless(call) || CallNames.Of(call) is { } name && CallNames.IsQuestion(name);
}
