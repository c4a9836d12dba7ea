using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.HotLoops;

public sealed class PandasRowLoop : PythonRule
{
    public override RuleInfo Info { get; } = new("py-pandas-row-loop", Language.Python, LeverClass.DataStructure, Technique.MemoryLayout, Tier.A)
    {
        Achievable = 0.95,
        Precision = 0.85,
        Checklist = ["PY1"],
        Doc = """
            A frame is gone through row by row, with a Series made for each.

            ## Why it costs
            `iterrows` takes 32 µs a row and `apply(axis=1)` 8.5 µs, before the body does anything: each row becomes a Series. `itertuples`
            takes 0.28 µs, a `zip` of columns 0.08, an operation on whole columns 0.02.

            ## Example
            ```python
            import pandas as pd


            def total(path):
                frame = pd.read_csv(path)
                result = 0
                for _, row in frame.iterrows():
                    result += row["price"] * row["count"]
                return result
            ```
            Use instead:
            ```python
            import pandas as pd


            def total(path):
                frame = pd.read_csv(path)
                return (frame["price"] * frame["count"]).sum()
            ```

            ## Keep it when
            The frame has a few dozen rows, or each row waits for a file, a database or the network.

            ## Regime
            Measured on CPython 3.11: the ratios above hold from some hundred rows on; below about ten rows whole-column operations cost as much.

            ## Patch safety
            No patch: `iterrows` makes all values of a row one type, and missing values behave differently in whole columns.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.For, Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["apply"];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsFor is { Iterable.AsCall: { Callee.AsAttribute: { Name: "iterrows", Receiver: var frame }, ArgumentCount: 0 } call } loop)
        {
            if (!IsFrame(context, frame) || context.SizeOf(frame).IsSmall || WaitsOrShows(context, loop.Body)) return;
            Report(context.Report(call.Node, $"a Series is made for each row of `{frame.Text}`").LabelHead(node, "on each turn"), context, frame, "pandas.iterrows");
            return;
        }
        if (node.AsCall is not { Callee: { Kind: Kind.Attribute } callee } apply || callee.AsAttribute is not { Name: "apply", Receiver: var applied }) return;
        if (apply.Keyword("axis") is not { } axis || axis.AsConstant is not ({ Integer: 1 } or { String: "columns" }) || !IsFrame(context, applied)) return;
        // A frame that is written out has a handful of rows.
        if (context.SizeOf(applied).IsSmall || Tested.Is(context.Module, node)) return;
        Report(context.Report(node, $"a Series is made for each row of `{applied.Text}`"), context, applied, "pandas.apply.row");
    }

    private static void Report(FindingDraft draft, PythonContext context, Node frame, string row) =>
        draft.Cost($"n*{row}", "n*pandas.zip", "n > 30")
            .Size("n", context.SizeOf(frame) is { Origin: not SizeOrigin.Unknown } size ? size : Size.DataBy("the rows of a frame"))
            .Advise("work on whole columns, or go through `zip` of the columns or `itertuples`", "missing values and types are handled as before");

    /// <summary>Is it known to be a frame, or unknown in a file that uses pandas, where nothing else has these methods? A head of it is short.</summary>
    private static bool IsFrame(PythonContext context, Node frame)
    {
        if (frame.AsCall is { Callee.AsAttribute.Name: "head" or "tail" or "sample" }) return false;
        if (context.TypeOf(frame) is { } type) return type.Kind == TypeKind.DataFrame;
        foreach (var name in (ReadOnlySpan<string>)["pd", "pandas"])
            if (context.Module.ModuleSymbol(System.Text.Encoding.UTF8.GetBytes(name)) is { OnlyDefinition: { Kind: DefinitionKind.Import, Value.AsAlias.Name: var module } } && module.Text == "pandas") return true;
        return false;
    }

    /// <summary>Does the body wait for something slower than the row, or show it to a person?</summary>
    private static bool WaitsOrShows(PythonContext context, Node body)
    {
        for (var id = body.Id; id < body.SubtreeEnd; id++)
            if ((Kind)context.Tree.RawKinds[id] is Kind.Await || (Kind)context.Tree.RawKinds[id] == Kind.Call && (context.Known(context.Tree[id].FirstChild) is { Blocking: not Blocking.No } || context.IsBuiltin(context.Tree[id].FirstChild, "print"))) return true;
        return false;
    }
}
