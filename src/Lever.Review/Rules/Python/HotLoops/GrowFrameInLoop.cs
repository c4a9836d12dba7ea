using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.HotLoops;

public sealed class GrowFrameInLoop : PythonRule
{
    public override RuleInfo Info { get; } = new("py-grow-frame-in-loop", Language.Python, LeverClass.Algorithm, Technique.Algorithm, Tier.A)
    {
        Achievable = 0.95,
        Precision = 0.9,
        Checklist = ["PY1", "PY4"],
        Doc = """
            A frame or array grows by being joined anew on each turn of a loop.

            ## Why it costs
            `pd.concat([frame, row])`, `np.append` and their kin make a new frame or array and copy all that was there: 353 µs a turn for
            pandas before any copying, 2 to 3 µs for numpy at a few thousand elements and more as it grows. One frame made of a list takes
            2.3 µs a row.

            ## Example
            ```python
            import pandas as pd


            def load(paths):
                frame = pd.DataFrame()
                for source in paths.iterdir():
                    frame = pd.concat([frame, pd.read_csv(source)])
                return frame
            ```
            Use instead:
            ```python
            import pandas as pd


            def load(paths):
                return pd.concat([pd.read_csv(source) for source in paths.iterdir()])
            ```

            ## Keep it when
            The loop takes two or three turns, or each turn needs the whole frame.

            ## Regime
            The figures were measured on CPython 3.11; the gain grows with the number of turns and is below a millisecond for three.

            ## Patch safety
            No patch: the parts are collected in a list and joined after the loop. Index and types stay the same unless the first frame is empty.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Assign];

    public override ReadOnlySpan<Kind> AssignedKinds => [Kind.Call];

    public override ReadOnlySpan<Kind> OnlyInLoops => [Kind.Assign];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsAssign is not { FirstTarget: { Kind: Kind.Name } target, Value: { Kind: Kind.Call } value } assign || assign.OnlyTarget is null) return;
        var call = value.AsCall!.Value;
        // An import may give a function a name of its own, an attribute keeps its own.
        if (!JoinsItself(call, target) || call.Callee.AsAttribute is { Name: not ("concat" or "append" or "concatenate" or "vstack" or "hstack" or "cat") }) return;
        var path = context.Path(call.Callee);
        if (path is not ("pandas.concat" or "numpy.append" or "numpy.concatenate" or "numpy.vstack" or "numpy.hstack" or "torch.cat" or "DataFrame.append")) return;
        if (Accumulators.Of(context.Module, target) is not { } carried || carried.Trips is { IsSmall: true, Origin: SizeOrigin.Fixed }) return;
        if (IsCutIn(carried.Loop, target, context)) return;
        var isFrame = path is "pandas.concat" or "DataFrame.append";
        context.Report(node, $"`{target.Text}` is copied whole each time that it grows")
            .LabelHead(carried.Loop.Node, "each turn copies what earlier turns made")
            .Cost(isFrame ? "n*pandas.concat" : "n*2us + 0.5*n^2*numpy.append", isFrame ? "pandas.concat + n*pandas.build.row" : "2us + n*py.list.append")
            .Size("n", carried.Trips)
            .AtTier(carried.Trips.IsData || isFrame ? Tier.A : Tier.B)
            .Advise("collect the parts in a list and join them once after the loop", $"nothing reads `{target.Text}` before the loop ends");
    }

    /// <summary>Does the loop also take elements away, so that the array stays as long as it was?</summary>
    private static bool IsCutIn(Loop loop, Node target, PythonContext context)
    {
        if (context.SymbolAt(target) is not { } symbol) return false;
        foreach (var definition in symbol.Definitions)
            if (definition.Kind == DefinitionKind.Assigned && loop.Node.Contains(definition.Node) && Accumulators.FeedsItself(symbol, definition)
                && (definition.Value.Kind == Kind.Subscript || definition.Value.AsCall is { } call && context.Module.Names.PathOf(call.Callee) is "numpy.delete")) return true;
        return false;
    }

    /// <summary><c>join([x, …])</c>, <c>append(x, …)</c> or <c>x.append(…)</c></summary>
    private static bool JoinsItself(CallView call, Node target)
    {
        if (call.Callee.AsAttribute is { Receiver: { Kind: Kind.Name } receiver } method && receiver.Data == target.Data && method.Name == "append") return true;
        if (call.Positional(0) is not { } first) return false;
        if (first.Kind == Kind.Name) return first.Data == target.Data;
        if (first.Kind is not (Kind.List or Kind.Tuple)) return false;
        foreach (var part in first.Children)
            if (part.Kind == Kind.Name && part.Data == target.Data) return true;
        return false;
    }
}
