using Lever.Review.Findings;
using Lever.Review.Semantics.Boundary;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Boundary;

public sealed class CallPerItem : NativeRule
{
    public override RuleInfo Info { get; } = new("px-call-per-item", Language.Python, LeverClass.Boundary, Technique.Boundary, Tier.A)
    {
        Achievable = 0.8,
        Precision = 0.85,
        Effort = Effort.Medium,
        Checklist = ["PX5"],
        Doc = """
            A Python loop calls a Rust function for each item, and the function does next to nothing.

            ## Why it costs
            A call into Rust takes 10 ns empty and 20 to 35 ns with its arguments and result converted, and the loop around it another 4 to 20.
            A function that takes all items at once pays that once, and 2 ns to read each element of a list or 0.3 of a buffer. The
            interpreter's lock is not what costs: the calling thread holds it already.

            ## Example
            ```python
            from native import scale

            def scaled(values: list):
                return [scale(value) for value in values]
            ```
            Use instead:
            ```python
            from native import scale_batch

            def scaled(values: list):
                return scale_batch(values)
            ```

            ## Keep it when
            Each call is heavy, what comes next depends on the result, the loop usually ends early, or items come in one at a time.

            ## Regime
            The measured effects compare calls of a compiled function that every interpreter has. With PyO3 0.17 on CPython 3.11, for the short words
            of `examples/tokencount`: 75 to 105 ns for a call each, 27 to 35 for one call that goes over the borrowed list, 2.5 to 3 times
            faster. One call that takes a `Vec<String>` took 139 to 178: copying the words loses more than the crossings cost, so the guide's
            own batch function is slower than its loop.

            ## Patch safety
            A batch function sees all items before it gives the first result, and an error in one of them fails the call as a whole unless its
            signature says otherwise.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCall is not { } call || NativeCalls.FunctionOf(call.Callee, context) is not { Work: not NativeWork.More } function) return;
        if (context.LoopAround(node) is not { IsWhile: false } loop || !PerItem.ReadsTheTurn(call, loop, context)) return;
        if (context.TripsOf(loop) is not { IsSmall: false } trips || Roles.IsOnErrorPath(node) || DependsOnLastTurn(call, loop, context)) return;
        // A search that ends at the first hit would convert all items for nothing.
        if (PerItem.EndsByAnswer(node, loop) || Loops.LeavesAfter(node.EnclosingStatement, loop) || PerItem.IsPartOfMany(loop)) return;

        var isText = function.Parameters.Any(parameter => parameter.Argument is NativeArgument.Text);
        var draft = context.Report(node, $"`{call.Callee.Text}` crosses into Rust on every turn, for {(function.Work == NativeWork.Tiny ? "a few nanoseconds of work" : "little work")}")
            .LabelHead(loop.Region, "one crossing for each item")
            .LeadsTo(NativeCalls.StepTo(function, function.Work == NativeWork.Tiny ? "this function has no loop" : "this function goes through one short argument"))
            .Cost(isText ? "n*(py.loop.step + pyo3.call.int + pyo3.str.out)" : "n*(py.loop.step + pyo3.call.int + pyo3.int.out)", isText ? "pyo3.call + n*(py.loop.step + pyo3.str.out)" : "pyo3.call + n*(pyo3.extract.int + pyo3.int.out)", "n > 4")
            .Size("n", trips)
            .AtTier(trips.IsData && function.Work == NativeWork.Tiny ? Tier.A : Tier.B)
            .ForProfilesUnless(trips.IsData);
        if (function.Batch is { } batch)
            draft.FixWithConsent($"call `{batch}` once with all items", Batched(call, function, loop, context), "all items are converted before the first result, and an error in one of them may fail them all");
        else
            draft.Advise($"add a function that takes all items, and call it once: `{Sketch(function)}`", "all items are converted before the first result, and an error in one of them may fail them all");
    }

    /// <summary>Is an argument something that the loop itself carries from turn to turn?</summary>
    private static bool DependsOnLastTurn(CallView call, Loop loop, PythonContext context)
    {
        for (var id = call.Callee.SubtreeEnd; id < call.Node.SubtreeEnd; id++)
        {
            if (context.Tree[id] is not { Kind: Kind.Name } name || context.SymbolAt(name) is not { } symbol || !symbol.IsDefinedIn(loop.Region)) continue;
            // Bound outside and in the loop: it may hold what the last turn left.
            foreach (var definition in symbol.Definitions)
                if (!loop.Region.Contains(definition.Node)) return true;
        }
        return false;
    }

    /// <summary>A comprehension over a list becomes one call where the function takes the item alone.</summary>
    private static Patch? Batched(CallView call, NativeFunction function, Loop loop, PythonContext context)
    {
        if (function.Parameters.Count != 1 || loop.Region is not { Kind: Kind.ListComp } list || list.AsComprehension is not { OnlyGenerator: { Conditions.IsEmpty: true, Iterable: var items, Target: { Kind: Kind.Name } target } } comprehension) return null;
        if (comprehension.Element != call.Node || call.OnlyArgument?.AsName?.NameId != target.Data || context.TypeOf(items) is not { Kind: TypeKind.List or TypeKind.Tuple or TypeKind.Sequence }) return null;
        // The batch function is reached the same way: a name must be imported too.
        var patch = new Patch(context.Module);
        if (call.Callee.AsAttribute is { } attribute) return patch.Replace(list, $"{attribute.Receiver.Text}.{function.Batch}({items.Text})");
        if (context.SymbolAt(call.Callee) is not { OnlyDefinition: { Kind: DefinitionKind.ImportFrom, Value: var alias } } || alias.Parent.Kind != Kind.ImportFrom || alias.AsAlias is not { AsName: null }) return null;
        if (!context.HasName(function.Batch!)) patch.InsertAfter(alias, $", {function.Batch}");
        return patch.Replace(list, $"{function.Batch}({items.Text})");
    }

    /// <summary>The batch function that the extension lacks, in Rust. Owned texts would be copied one by one, which costs more than the crossings.</summary>
    private static string Sketch(NativeFunction function)
    {
        var parameters = function.Parameters.Select((parameter, index) => index > 0 ? $"{parameter.Name}: {parameter.Type}"
            : parameter.Argument == NativeArgument.Scalar ? $"{parameter.Name}s: Vec<{parameter.Type}>" : $"{parameter.Name}s: {(function.HasBound ? "&Bound<'_, PyList>" : "&PyList")}");
        var result = function.Returns.StartsWith("PyResult<", StringComparison.Ordinal) ? $" -> PyResult<Vec<{function.Returns["PyResult<".Length..^1]}>>" : function.Returns.Length > 0 ? $" -> Vec<{function.Returns}>" : "";
        return $"fn {function.Name}_batch({string.Join(", ", parameters)}){result}";
    }
}
