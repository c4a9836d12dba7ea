using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.HotLoops;

public sealed class TinyNumpyOp : PythonRule
{
    public override RuleInfo Info { get; } = new("py-tiny-numpy-op", Language.Python, LeverClass.Interpreter, Technique.MemoryLayout, Tier.B)
    {
        Achievable = 0.9,
        Precision = 0.85,
        Doc = """
            A numpy function works on one number, or on a handful that are written out, again and again.

            ## Why it costs
            A numpy function is made for arrays: it looks up types, makes arrays of its arguments and takes about a microsecond, where
            `math.sqrt` takes 33 ns. Three numbers in a list become an array first, which takes half a microsecond more.

            ## Example
            ```python
            import numpy as np

            def lengths(sides: list[float]):
                found = []
                for side in sides:
                    found.append(np.sqrt(side))
                return found
            ```
            Use instead:
            ```python
            import math

            def lengths(sides: list[float]):
                found = []
                for side in sides:
                    found.append(math.sqrt(side))
                return found
            ```

            ## Keep it when
            The argument may be an array, or numpy's answer for what has none, `nan` with a warning, is wanted in place of an exception.

            ## Regime
            Roots of 1,000 numbers one by one, CPython 3.11, numpy 1.24: `math.sqrt` is 15 times faster; the larger of two numbers by
            `np.max` takes 4 µs, by `max` 0.07.
            Where all numbers are at hand at once, one operation on an array of them is faster than either.

            ## Patch safety
            `math` gives a `float` where numpy gives a `float64`, and raises `ValueError` or `OverflowError` where numpy gives `nan` or `inf`.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames =>
        ["sqrt", "sin", "cos", "tan", "exp", "log", "log2", "log10", "floor", "ceil", "isnan", "isinf", "isfinite", "radians", "deg2rad", "degrees", "rad2deg",
            "hypot", "arctan2", "arctan", "arcsin", "arccos", "abs", "absolute", "maximum", "minimum", "max", "min", "sum", "norm", "clip"];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCall is not { ArgumentCount: > 0, Callee.AsAttribute: { Receiver: { Kind: Kind.Name or Kind.Attribute } owner } } call || !IsNumpy(owner, context)) return;
        if (Counterpart(call, context) is not { } instead) return;
        if (context.RepetitionOf(node) is not { } repetition || repetition.Trips.IsSmall) return;
        var draft = context.Report(node, $"`{call.Callee.Text}` works on {(call.Positional(0)!.Value.Kind is Kind.List or Kind.Tuple ? "a handful of numbers" : "single numbers")}, again on every turn")
            .Repeated(repetition, "once a turn")
            .Cost("n*numpy.scalar.ufunc", "n*math.sqrt")
            .Size("n", repetition.Trips)
            .ForProfilesUnless(repetition.Trips.IsData && !IsAmongArrays(repetition, context));
        var patch = new Patch(context.Module).Replace(node, instead);
        draft.FixWithConsent(
            "use Python's own function for single numbers", instead.StartsWith("math.", StringComparison.Ordinal) ? patch.ImportModule("math") : patch,
            "the arguments are single numbers", "an exception where numpy gives `nan` or `inf`, and a Python number in place of numpy's");
    }

    /// <summary>The same in plain Python, where every argument is known to be a number, or a display of at most eight.</summary>
    private static string? Counterpart(CallView call, PythonContext context)
    {
        var name = call.Callee.AsAttribute!.Value.Name;
        if (name is "max" or "min" or "sum" or "norm")
        {
            if (call.OnlyArgument is not { Kind: Kind.List or Kind.Tuple, HasChildren: true } display || display.Children.Count is < 2 or > 8 || !AreNumbers(display.Children, context)) return null;
            var inside = display.Tree.Text.Slice(new Span(display.FirstChild.Start, display.LastChild.End));
            // Before 3.8 `math.hypot` took two arguments; older ones are not supported here.
            return name switch { "norm" => $"math.hypot({inside})", "sum" => $"sum(({inside}))", _ => $"{name}({inside})" };
        }
        if (!AreNumbers(call.Arguments, context)) return null;
        var arguments = call.Node.Tree.Text.Slice(new Span(call.Arguments[0].Start, call.Node.LastChild.End));
        return (name, call.ArgumentCount) switch
        {
            ("abs" or "absolute", 1) => $"abs({arguments})",
            ("maximum", 2) => $"max({arguments})",
            ("minimum", 2) => $"min({arguments})",
            ("clip", 3) => $"min(max({call.Positional(0)!.Value.Text}, {call.Positional(1)!.Value.Text}), {call.Positional(2)!.Value.Text})",
            ("arctan2", 2) => $"math.atan2({arguments})",
            ("hypot", 2) => $"math.hypot({arguments})",
            ("arctan", 1) => $"math.atan({arguments})",
            ("arcsin", 1) => $"math.asin({arguments})",
            ("arccos", 1) => $"math.acos({arguments})",
            ("deg2rad", 1) => $"math.radians({arguments})",
            ("rad2deg", 1) => $"math.degrees({arguments})",
            ("sqrt" or "sin" or "cos" or "tan" or "exp" or "log" or "log2" or "log10" or "floor" or "ceil" or "isnan" or "isinf" or "isfinite" or "radians" or "degrees", 1) => $"math.{name}({arguments})",
            _ => null,
        };
    }

    private static bool AreNumbers(ChildList arguments, PythonContext context)
    {
        foreach (var argument in arguments)
            if (context.TypeOf(argument) is not { Kind: TypeKind.Int or TypeKind.Float or TypeKind.Bool }) return false;
        return true;
    }

    /// <summary>Does each turn, or the function that the loop calls, go through whole arrays too? Beside that one number more is nothing.</summary>
    private static bool IsAmongArrays(Repetition repetition, PythonContext context)
    {
        if ((repetition.Through?.Node ?? repetition.Loop?.Region) is not { } turn) return false;
        for (var id = turn.Id + 1; id < turn.SubtreeEnd; id++)
            if (context.Tree[id].AsCall is { Callee.AsAttribute: { Name: "std" or "var" or "mean" or "median" or "average" or "percentile" or "quantile" or "cumsum" or "dot" or "matmul" or "argsort", Receiver: var owner } }
                && owner.Kind is Kind.Name or Kind.Attribute && IsNumpy(owner, context)) return true;
        return false;
    }

    private static bool IsNumpy(Node owner, PythonContext context) => context.Module.Names.PathOf(owner) is "numpy" or "numpy.linalg";
}
