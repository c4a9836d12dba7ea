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
            Sorting by a key, `map`, `apply` and substitution call back once for each item: 20 to 35 ns of crossing and conversion each time,
            besides what the driver itself does. A function that takes the whole column crosses once.

            ## Example
            ```python
            from native import weight

            def ranked(items: list):
                return sorted(items, key=weight)
            ```
            Use instead:
            ```python
            from native import weights

            def ranked(items: list):
                keyed = zip(weights(items), range(len(items)))
                return [items[place] for _, place in sorted(keyed)]
            ```

            ## Keep it when
            The function is heavy, or there are few items: a key function is called once for each item and not for each comparison.

            ## Regime
            It follows what a crossing saves against the sort: see the measured effects. With a driver in Rust, which sorts there too, it saves most.

            ## Patch safety
            A bulk function computes all keys before the first comparison, and an error in one of them fails them all.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCall is not { } call) return;
        foreach (var argument in call.Arguments)
        {
            var value = argument.AsKeyword?.Value ?? argument;
            if (NativeCalls.FunctionOf(value, context) is not { Work: not NativeWork.More } function || DriverOf(call, argument, context) is not { } driver) continue;
            var draft = context.Report(value, $"{driver} calls `{value.Text}`, which is Rust, for each item")
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
        if (argument.AsKeyword is { } keyword)
        {
            return keyword.Name switch
            {
                "key" when name is "sorted" or "min" or "max" or "sort" or "groupby" or "nsmallest" or "nlargest" => $"`{name}`",
                "default" when name is "dumps" or "dump" => $"`{name}`",
                _ => null,
            };
        }
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
