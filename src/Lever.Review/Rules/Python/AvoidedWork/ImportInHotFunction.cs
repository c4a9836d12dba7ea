using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.AvoidedWork;

public sealed class ImportInHotFunction : PythonRule
{
    public override RuleInfo Info { get; } = new("py-import-in-hot-function", Language.Python, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.C)
    {
        Achievable = 0.9,
        Precision = 0.9,
        Doc = """
            An import statement runs on every turn of a loop over data.

            ## Why it costs
            A module that is loaded already must still be found in `sys.modules` and bound: 70 to 100 ns for `import`, 240 to 300 ns for
            `from … import`. A global name takes two.

            ## Example
            ```python
            def roots(values: list):
                result = []
                for value in values:
                    from math import sqrt
                    result.append(sqrt(value))
                return result
            ```
            Use instead:
            ```python
            def roots(values: list):
                from math import sqrt
                result = []
                for value in values:
                    result.append(sqrt(value))
                return result
            ```

            ## Keep it when
            The module must be loaded only once an item asks for it.

            ## Regime
            `from math import sqrt` before a loop of 1,000 turns instead of in it: 6.6, 19 and 3.8 times faster on CPython 3.8, 3.11 and 3.13, at three
            turns 2.1, 2.4 and 1.8. Beside anything that takes microseconds it is lost.

            ## Patch safety
            Before the loop the module is loaded even if the loop takes no turn. In a function's first line no circle of imports is closed.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Import, Kind.ImportFrom];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.Kind is not (Kind.Import or Kind.ImportFrom) || node.EnclosingDef is not { } function) return;
        if (context.RepetitionOf(node) is not { Trips.IsData: true } repetition || IsOptional(node) || Roles.IsOnErrorPath(node)) return;
        var direct = repetition is { Through: null, Loop: { } loop } && loop.Body?.Id == node.Parent.Id ? loop : (Loop?)null;
        var isDirect = direct is not null;
        // A loop of another file, with calls between, does other work as well.
        if (repetition.Loop is null) return;
        // Under a condition it is bound for few of the items, and a call of a function costs as much as an import; only its loops are sure.
        if (!isDirect && (repetition.Through is null || node.Parent != function.Child(5) || !repetition.Trips.IsSeen)) return;

        var draft = context.Report(node, isDirect ? "the module is looked up and bound again on every turn" : $"the module is looked up and bound again on every call of `{function.Child(1).Text}`")
            .Repeated(repetition, "once a turn")
            .Cost(node.Kind == Kind.Import ? "n*py.import.plain" : "n*py.import.from", node.Kind == Kind.Import ? "py.import.plain" : "py.import.from", "n > 1")
            .Size("n", repetition.Trips);
        if (direct is { } own) draft.FixWithConsent("import it before the loop", new Patch(context.Module).MoveBefore(node, own.Node), "the module may be loaded even if the loop takes no turn");
        else draft.Advise("import it at module level, or once in the caller", "no circle of imports is closed by it", "starting the program may load it");
    }

    /// <summary>Is somebody prepared for the module to be missing?</summary>
    private static bool IsOptional(Node node)
    {
        for (var at = node; !at.IsFunction && !at.IsRoot; at = at.Parent)
            if (at.Kind is Kind.Try or Kind.TryStar) return true;
        return false;
    }
}
