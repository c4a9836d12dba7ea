using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.HotLoops;

public sealed class LoopOverNdarray : PythonRule
{
    public override RuleInfo Info { get; } = new("py-loop-over-ndarray", Language.Python, LeverClass.DataStructure, Technique.MemoryLayout, Tier.A)
    {
        Achievable = 0.9,
        Precision = 0.85,
        Checklist = ["PY1"],
        Doc = """
            Python goes through a numpy array element by element.

            ## Why it costs
            Each element read becomes an object made for it: 139 ns a turn, 131 ns in the builtin `sum`, where an operation on the whole array
            takes 0.5 ns an element, and a loop over `tolist()` 23.

            ## Example
            ```python
            import numpy as np


            def energy(count):
                values = np.linspace(0.0, 1.0, count)
                return sum(values)
            ```
            Use instead:
            ```python
            import numpy as np


            def energy(count):
                values = np.linspace(0.0, 1.0, count)
                return values.sum()
            ```

            ## Keep it when
            The array has a few dozen elements, or the function is compiled by numba or Cython.

            ## Regime
            Measured on CPython 3.11: 6 times faster by `tolist()`, some hundred times by operations on whole arrays; below about 20 elements both lose.

            ## Patch safety
            No patch: whole-array operations add in another order, overflow, and treat missing values differently.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.For, Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["sum", "min", "max", "any", "all", "sorted"];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsFor is { Target.Kind: Kind.Name, Iterable: { Kind: Kind.Name } iterated })
        {
            if (IsFlatArray(context, iterated)) Report(context.Report(iterated, $"each element of the array `{iterated.Text}` becomes an object").LabelHead(node, "on each turn"), context, iterated, "numpy.loop.element");
            return;
        }
        if (node.AsCall is not { Callee: { Kind: Kind.Name } callee, OnlyArgument: { Kind: Kind.Name } reduced }) return;
        if (callee.AsName!.Value.Id is not ("sum" or "min" or "max" or "any" or "all" or "sorted") || context.SymbolAt(callee) is not null) return;
        if (!IsFlatArray(context, reduced)) return;
        Report(context.Report(node, $"`{callee.Text}` takes the elements of the array `{reduced.Text}` one by one"), context, reduced, "numpy.sum.builtin");
    }

    private static void Report(FindingDraft draft, PythonContext context, Node array, string row) =>
        draft.Cost($"n*{row}", "2us + n*numpy.vector.element", "n > 20")
            .Size("n", context.SizeOf(array) is { Origin: not SizeOrigin.Unknown, IsSmall: false } size ? size : Size.DataBy("the elements of an array"))
            .Advise("work on the whole array, or loop over `tolist()`", "sums may differ in their last digits");

    /// <summary>Is every definition a call that makes an array of one dimension? Rows of a matrix are arrays themselves, and their loop is another matter.</summary>
    private static bool IsFlatArray(PythonContext context, Node name)
    {
        if (context.SymbolAt(name) is not { } symbol || symbol.Definitions.IsEmpty) return false;
        foreach (var definition in symbol.Definitions)
        {
            if (definition.Kind != DefinitionKind.Assigned || definition.Value.AsCall is not { } call || definition.Node.Parent.AsAssign?.OnlyTarget is null) return false;
            switch (context.Path(call.Callee))
            {
                case "numpy.arange" or "numpy.linspace" or "numpy.fromiter" or "numpy.frombuffer" or "ndarray.ravel" or "ndarray.flatten": break;
                case "numpy.zeros" or "numpy.ones" or "numpy.empty" or "numpy.random.rand" or "numpy.random.randn":
                    if (call.OnlyArgument is not { } shape || !context.IsType(shape, TypeKind.Int)) return false;
                    break;
                case "numpy.array" or "numpy.asarray":
                    if (call.Positional(0) is not { } source || context.ElementTypeOf(source) is not { IsNumber: true }) return false;
                    break;
                default: return false;
            }
        }
        return !context.SizeOf(name).IsSmall;
    }
}
