using Lever.Review.Findings;
using Lever.Review.Semantics.Boundary;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Boundary;

public sealed class ReturnContainerOfNumbers : NativeRule
{
    public override RuleInfo Info { get; } = new("px-return-container-of-numbers", Language.Python, LeverClass.Boundary, Technique.Boundary, Tier.B)
    {
        Achievable = 0.8,
        Precision = 0.85,
        Effort = Effort.Medium,
        Checklist = ["PX4", "PX2"],
        Doc = """
            Numbers cross the boundary as a list of objects, though an array stands on the other side.

            ## Why it costs
            A `Vec<f64>` becomes a Python list with an object of 24 bytes for each number, 8 to 13 ns each, and `numpy.array` reads them out of it
            again. `tolist()` before a call does the same the other way. A buffer moves for a tenth of a nanosecond an element.

            ## Example
            ```python
            import numpy as np
            from native import samples

            def curve(count):
                return np.array(samples(count))
            ```
            Use instead:
            ```python
            import numpy as np
            from native import sample_bytes

            def curve(count):
                return np.frombuffer(sample_bytes(count), dtype=np.float64)
            ```

            ## Keep it when
            Python goes over the elements one by one: an array's element costs 139 ns to read in a loop, a list's 14. Or there are few of them.

            ## Regime
            The gain grows with the number of elements: see the measured effects.

            ## Patch safety
            The type of the result changes for all who call the function, and an array of `frombuffer` cannot be written to.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCall is not { } call || NativeCalls.FunctionOf(call.Callee, context) is not { } function) return;
        if (IsNumbers(function.Returns) && ArrayMadeOf(node, context) is { } maker)
        {
            context.Report(node, $"`{call.Callee.Text}` returns a list of number objects, out of which `{maker}` reads the numbers again")
                .LeadsTo(NativeCalls.StepTo(function, $"this function returns `{function.Returns}`"))
                .Cost("n*(pyo3.int.out + pyo3.extract.int)", "n*pyo3.buffer.element", "n > 100")
                .Size("n", Semantics.Size.Unknown)
                .Advise("return an array or a buffer from the extension", "the type of the function's result changes for all its callers");
        }
        foreach (var argument in call.Arguments)
        {
            if (argument.AsCall is not { ArgumentCount: 0, Callee.AsAttribute: { Name: "tolist" } list } || !function.Parameters.Any(parameter => parameter.Argument == NativeArgument.Converted && IsNumbers(parameter.Type))) continue;
            context.Report(argument, $"`{argument.Text}` makes a list of number objects for `{call.Callee.Text}`, which reads the numbers out of it again")
                .LeadsTo(NativeCalls.StepTo(function, "this function converts the list element by element"))
                .Cost("n*(pyo3.int.out + pyo3.extract.int)", "n*pyo3.buffer.element", "n > 100")
                .Size("n", Semantics.Size.Unknown)
                .Advise($"let the extension take a buffer or an array in place of a list, and hand over `{list.Receiver.Text}`", "the function takes other arguments than before");
        }
    }

    private static bool IsNumbers(string type) =>
        type.Contains("Vec<f64>", StringComparison.Ordinal) || type.Contains("Vec<f32>", StringComparison.Ordinal) || type.Contains("Vec<i64>", StringComparison.Ordinal)
        || type.Contains("Vec<i32>", StringComparison.Ordinal) || type.Contains("Vec<u64>", StringComparison.Ordinal) || type.Contains("Vec<u32>", StringComparison.Ordinal) || type.Contains("Vec<usize>", StringComparison.Ordinal);

    /// <summary>What makes an array of the list right away, or of the name that alone holds it and that nothing else reads; null where nothing does.</summary>
    private static string? ArrayMadeOf(Node list, PythonContext context)
    {
        if (MakerOf(list, context) is { } direct) return direct;
        if (context.HolderOf(list) is not { } holder) return null;
        string? maker = null;
        foreach (var reference in holder.References)
        {
            if (reference.Parent.Kind == Kind.Assign && reference.Parent.AsAssign?.OnlyTarget == reference) continue;
            if (maker is not null || MakerOf(reference, context) is not { } found) return null;
            maker = found;
        }
        return maker;
    }

    private static string? MakerOf(Node value, PythonContext context) =>
        value.Parent.AsCall is { } call && call.Positional(0) == value && context.Path(call.Callee) is "numpy.array" or "numpy.asarray" or "numpy.fromiter" or "array.array"
            ? call.Callee.Text : null;
}
