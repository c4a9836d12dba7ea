using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.HotLoops;

public sealed class ExceptionControlFlow : PythonRule
{
    public override RuleInfo Info { get; } = new("py-exception-control-flow", Language.Python, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.C)
    {
        Achievable = 0.8,
        Precision = 0.8,
        Doc = """
            A loop enters `contextlib.suppress` on each turn, or lets a dict raise for each key that it lacks.

            ## Why it costs
            `suppress` makes an object and calls two methods, 250 to 380 ns a turn even where nothing is raised; entering `try` costs 2 to 6 ns.
            Raising and catching costs 110 to 160 ns, `dict.get` 17.

            ## Example
            ```python
            from contextlib import suppress

            def numbers(texts: list):
                result = []
                for text in texts:
                    with suppress(ValueError):
                        result.append(int(text))
                return result
            ```
            Use instead:
            ```python
            def numbers(texts: list):
                result = []
                for text in texts:
                    try:
                        result.append(int(text))
                    except ValueError:
                        pass
                return result
            ```

            ## Keep it when
            Each turn does so much else that a third of a microsecond is lost in it, or keys are hardly ever missing: then `try` is the
            quickest there is.

            ## Regime
            `try` instead of `suppress` around `int(text)`, one in ten raising: 3.1, 3.0 and 3.6 times faster on CPython 3.8, 3.11 and 3.13. `get`
            instead of `try`, by hand: at no missing key 0.79, 0.87 and 0.88 times as fast, at one in ten 1.07, 1.25 and 1.26, at half 1.8, 2.7 and 2.9. It LOSES where keys are hardly ever missing.

            ## Patch safety
            `try` with `pass` does what `suppress` does. `get` gives the default without asking a subclass's `__missing__`.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.With, Kind.Try];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.Kind == Kind.With) CheckSuppress(node.AsWith!.Value, context);
        else if (node.Kind == Kind.Try) CheckLookup(node.AsTry!.Value, context);
    }

    private static void CheckSuppress(WithView with, PythonContext context)
    {
        if (with.Items[0].AsWithItem is not { Variables: null, Context.AsCall: { } call } || with.Items.Count > 1 || call.Arguments.IsEmpty || call.HasUnpacking) return;
        if ((call.Callee.AsAttribute?.Name ?? call.Callee.AsName?.Id) != "suppress" || DataLoop(with.Node, context) is not { } loop || context.Path(call.Callee) != "contextlib.suppress") return;
        // Waiting for a file or the network takes far longer.
        if (HeavyWork.IsIn(context.Module, with.Body) || HeavyWork.RaisesOf(call.Node)) return;
        context.Report(call.Node, "each turn makes and enters a context manager, only to ignore an exception")
            .LabelHead(loop.Node, "once a turn")
            .Cost("n*py.suppress", "n*py.try.enter", "n > 1").Size("n", context.TripsOf(loop))
            .FixSafely("write it as `try` and `except`", AsTryStatement(with, call, context));
    }

    private static Patch? AsTryStatement(WithView with, CallView call, PythonContext context)
    {
        var patch = new Patch(context.Module);
        if (patch.IndentationAt(with.Node.Start) is not { } outer || patch.IndentationAt(with.Body.FirstChild.Start) is not { } inner || inner.Length <= outer.Length) return null;
        var types = call.OnlyArgument is { } one ? one.Text : "(" + context.Tree.Text.Slice(new Span(call.Arguments[0].Start, call.Node.LastChild.End)) + ")";
        return patch.Replace(new Span(with.Node.Start, with.Items[0].End), "try").InsertAfter(with.Node, $"{patch.NewLine}{outer}except {types}:{patch.NewLine}{inner}pass");
    }

    private static void CheckLookup(TryView attempt, PythonContext context)
    {
        if (attempt.OrElse is not null || attempt.Finally is not null || attempt.Handlers.Count != 1 || attempt.Body.Children.Count != 1) return;
        if (attempt.Handlers[0].AsHandler is not { Name: null, Type.AsName: { Id: "KeyError" } } handler || handler.Body.Children.Count != 1) return;
        if (attempt.Body.FirstChild.AsAssign is not { OnlyTarget: { Kind: Kind.Name } target, Value.AsSubscript: { } lookup } || handler.Body.FirstChild.AsAssign is not { OnlyTarget: { Kind: Kind.Name } other, Value: var missing }) return;
        if (target.Data != other.Data || !context.IsType(lookup.Value, TypeKind.Dict) || !context.Module.Purity.CannotRaise(missing) || missing.Kind is Kind.List or Kind.Dict) return;
        // A key that is computed may raise the error itself.
        if (lookup.Index.Kind is not (Kind.Name or Kind.Constant) || DataLoop(attempt.Node, context) is not { } loop) return;
        var text = missing.IsNone ? $"{lookup.Value.Text}.get({lookup.Index.Text})" : $"{lookup.Value.Text}.get({lookup.Index.Text}, {missing.Text})";
        context.Report(lookup.Node, $"a key that `{lookup.Value.Text}` lacks costs an exception on its turn")
            .LabelHead(loop.Node, "once a turn")
            .Cost("n*(0.2*py.raise + 20ns)", "n*25ns", "more than one key in ten is missing").Size("n", context.TripsOf(loop))
            .Ask("Is more than one key in ten missing?")
            .FixSafely("look it up by `get`", new Patch(context.Module).Replace(attempt.Node, $"{target.Text} = {text}"));
    }

    private static Loop? DataLoop(Node node, PythonContext context) =>
        context.LoopAround(node) is { IsAsync: false } loop && context.TripsOf(loop).IsData && !Loops.LeavesAfter(node, loop) ? loop : null;
}
