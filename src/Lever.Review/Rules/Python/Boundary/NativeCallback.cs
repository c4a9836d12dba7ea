using Lever.Review.Findings;
using Lever.Review.Semantics.Boundary;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Boundary;

public sealed class NativeCallback : NativeRule
{
    public override RuleInfo Info { get; } = new("px-native-callback", Language.Python, LeverClass.Boundary, Technique.Boundary, Tier.C)
    {
        Achievable = 0.5,
        Precision = 0.8,
        Effort = Effort.Medium,
        Checklist = ["PX5"],
        Doc = """
            A Rust function is handed to Python code that calls it for each item.

            ## Why it costs
            `map`, `apply` and substitution call back once for each item: 20 to 35 ns of crossing and conversion each time, besides what the
            driver itself does. A function that takes all items crosses once.

            ## Example
            ```python
            from native import weight

            def weighed(items: list):
                return list(map(weight, items))
            ```
            Use instead:
            ```python
            from native import weights

            def weighed(items: list):
                return weights(items)
            ```

            ## Keep it when
            The function is heavy, or there are few items. As the key of a sort a function of Rust is right: computing the keys apart and
            sorting places by them was measured to take longer, 0.65 to 0.88 times as fast.

            ## Regime
            From some ten items on: see the measured effects.

            ## Patch safety
            A function of all items computes them before the first is used, and an error in one of them fails them all.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCall is not { } call) return;
        foreach (var argument in call.Arguments)
        {
            if (NativeCalls.FunctionOf(argument, context) is not { Work: not NativeWork.More } function || DriverOf(call, argument, context) is not { } driver) continue;
            var draft = context.Report(argument, $"{driver} calls `{argument.Text}`, which is Rust, for each item")
                .LeadsTo(NativeCalls.StepTo(function, "this function does little each time"))
                .Cost("n*(pyo3.call.int + pyo3.int.out)", "n*(pyo3.extract.int + pyo3.int.out)", "n > 100")
                .Size("n", Lever.Review.Semantics.Size.Unknown);
            draft.Advise(function.Batch is { } batch
                ? $"compute all of them first, by `{batch}`"
                : "give the extension a function that takes all items, and compute the column first", "all items are converted before the first result");
        }
    }

    /// <summary>What calls the function again and again, as code; null where nothing known does.</summary>
    private static string? DriverOf(CallView call, Node argument, PythonContext context)
    {
        var name = call.Callee.AsAttribute?.Name ?? call.Callee.AsName?.Id;
        // As the key of a sort it is called no more often than a loop before the sort would call it.
        if (argument.Kind == Kind.Keyword) return null;
        var isFirst = call.Arguments[0] == argument;
        return name switch
        {
            "map" or "filter" or "starmap" when isFirst => $"`{name}`",
            "apply" or "applymap" or "transform" when isFirst && call.Callee.Kind == Kind.Attribute => $"`{name}`",
            "sub" or "subn" when context.Path(call.Callee)?.StartsWith("re.", StringComparison.Ordinal) == true && !isFirst => $"`{name}`",
            _ => null,
        };
    }
}
