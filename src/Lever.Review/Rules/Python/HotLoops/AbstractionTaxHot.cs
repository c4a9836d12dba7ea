using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.HotLoops;

public sealed class AbstractionTaxHot : PythonRule
{
    public override RuleInfo Info { get; } = new("py-abstraction-tax-hot", Language.Python, LeverClass.Interpreter, Technique.AvoidedWork, Tier.C)
    {
        Achievable = 0.8,
        Precision = 0.85,
        Doc = """
            A layer that does nothing itself stands between an innermost loop and its work: a context manager written as a generator,
            `contextlib.suppress`, or a function that only forwards its arguments.

            ## Why it costs
            A `with` block of a generator context manager takes 750 to 1,050 ns, of `suppress` 255 to 380; forwarding by `*args, **kwargs`
            108 to 160. A `try` that nothing is raised in costs 2 to 6 ns.

            ## Example
            ```python
            from contextlib import suppress

            def numbers(source):
                found = []
                for text in source.texts():
                    with suppress(ValueError):
                        found.append(int(text))
                return found
            ```
            Use instead:
            ```python
            def numbers(source):
                found = []
                for text in source.texts():
                    try:
                        found.append(int(text))
                    except ValueError:
                        pass
                return found
            ```

            ## Keep it when
            Each turn takes a tenth of a millisecond anyway, or the layer is where others hook in.

            ## Regime
            A `suppress` around the conversion of a short text, 1,000 turns: 4.1, 4.3 and 8.0 times faster as `try` on CPython 3.8, 3.11, 3.13,
            where nothing is raised. Where most turns raise, the exception costs as much either way.

            ## Patch safety
            `try` with `except … pass` does what `suppress` does, but for groups of exceptions, which `suppress` looks into from Python 3.12
            on. A forwarding function may be replaced in tests, which calls that pass it by no longer notice.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.With, Kind.Call];

    public override ReadOnlySpan<Kind> OnlyInLoops => [Kind.With, Kind.Call];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.Kind == Kind.With) CheckBlock(node, context);
        // A method that forwards is where subclasses hook in.
        else if (node.AsCall is { Callee.Kind: Kind.Name } call) CheckForwarding(call, context);
    }

    private static void CheckBlock(Node node, PythonContext context)
    {
        if (node.AsWith is not { } block || block.Items.Count != 1 || context.LoopAround(node) is not { IsComprehension: false } loop || block.Items[0].FirstChild.AsCall is not { } call) return;
        var manager = GeneratorManager(call, context);
        if (manager is null && context.Path(call.Callee) != "contextlib.suppress") return;
        if (!IsLight(loop, context) || context.TripsOf(loop) is not { IsSmall: false } trips || HeavyWork.IsIn(context.Module, block.Body)) return;
        if (manager is null)
        {
            // Where data drive the loop, `py-exception-control-flow` tells of it.
            if (trips.IsData && !Loops.LeavesAfter(node, loop) || HeavyWork.RaisesOf(call.Node)) return;
            context.Report(call.Node, "`suppress` is entered and left on every turn")
                .LabelHead(loop.Node, "on each turn")
                .Cost("n*py.suppress", "n*py.try.enter")
                .Size("n", trips)
                .ForProfilesUnless(false)
                .FixWithConsent("use `try` and `except`", Tried(block, call, context), "no groups of exceptions are raised: `suppress` looks into them from Python 3.12 on");
            return;
        }
        context.Report(call.Node, $"`{manager.Value.Name}` is a context manager made of a generator, started anew on every turn")
            .LabelHead(loop.Node, "on each turn")
            .Label(manager.Value.Identifier, "written here")
            .Cost("n*py.contextmanager", "n*py.try.enter")
            .Size("n", trips)
            .ForProfilesUnless(false)
            .Advise("use `try` and `finally` here, or a class with `__enter__` and `__exit__` made once before the loop");
    }

    private static void CheckForwarding(CallView call, PythonContext context)
    {
        if (context.Module.Classes.FunctionCalled(call) is not { } function || context.LoopAround(call.Node) is not { } loop || call.HasUnpacking || ForwardedTo(function, context) is not { } target) return;
        if (context.TripsOf(loop) is not { IsSmall: false } trips) return;
        context.Report(call.Node, $"`{function.Name}` only hands its arguments on to `{target.Text}`")
            .LabelHead(loop.Region, "on each turn")
            .Label(function.Identifier, "forwards them by `*` and `**`")
            .Cost("n*py.call.forward", "n*py.loop.step")
            .Size("n", trips)
            .ForProfilesUnless(false)
            .Advise($"call `{target.Text}` itself, or name the parameters", "nobody replaces the function in between");
    }

    /// <summary>What a function calls with all that it was given, where that is all it does.</summary>
    private static Node? ForwardedTo(FunctionView function, PythonContext context)
    {
        if (function.IsAsync || function.Body.FirstChild is not { Kind: Kind.Return } only || only.SubtreeEnd != function.Body.SubtreeEnd || only.Optional(0)?.AsCall is not { ArgumentCount: 2 } inner) return null;
        var (stars, pairs) = (false, false);
        foreach (var argument in inner.Arguments)
        {
            stars |= argument.Kind == Kind.Starred && IsParameter(argument.FirstChild, Kind.VarArg, context);
            pairs |= argument.AsKeyword is { Name: null, Value: var value } && IsParameter(value, Kind.KwArg, context);
        }
        return stars && pairs && inner.Callee.Kind is Kind.Name or Kind.Attribute ? inner.Callee : null;
    }

    private static bool IsParameter(Node name, Kind kind, PythonContext context) =>
        name.Kind == Kind.Name && context.SymbolAt(name) is { OnlyDefinition: { Kind: DefinitionKind.Parameter } definition } && definition.Node.Kind == kind;

    /// <summary>The function of this file, or the method of the same object, that `contextlib.contextmanager` makes a context manager of.</summary>
    private static FunctionView? GeneratorManager(CallView call, PythonContext context)
    {
        if (DefinitionCalled(call, context) is not { } function) return null;
        var decorators = function.Decorators;
        return decorators.Count == 1 && context.Module.Names.PathOf(decorators[0]) == "contextlib.contextmanager" ? function : null;
    }

    private static FunctionView? DefinitionCalled(CallView call, PythonContext context)
    {
        if (call.Callee.Kind == Kind.Name) return context.SymbolAt(call.Callee) is { OnlyDefinition: { Kind: DefinitionKind.Function } definition } ? definition.Value.AsFunction : null;
        if (call.Callee.AsAttribute is not { } method || !context.Module.Classes.IsSelf(method.Receiver) || call.Node.EnclosingClass is not { } owner) return null;
        foreach (var statement in owner.Child(4).Children)
            if (statement.AsFunction is { } function && function.Identifier.Data == method.NameId) return function;
        return null;
    }

    /// <summary>Does each turn do little besides: no loops within, no waiting, no calls that are known to take microseconds?</summary>
    private static bool IsLight(Loop loop, PythonContext context)
    {
        var body = loop.Body!.Value;
        for (var id = body.Id; id < body.SubtreeEnd; id++)
        {
            var kind = (Kind)context.Tree.RawKinds[id];
            if (kind is Kind.For or Kind.While or Kind.AsyncFor or Kind.Await or Kind.AsyncWith or Kind.Yield or Kind.YieldFrom) return false;
            if (kind == Kind.Call && context.Known(context.Tree[id].FirstChild) is { } known && (known.Blocking != Blocking.No || known.Nanoseconds >= 5000)) return false;
        }
        return true;
    }

    private static Patch? Tried(WithView block, CallView suppress, PythonContext context)
    {
        var patch = new Patch(context.Module);
        if (suppress.ArgumentCount == 0 || suppress.HasUnpacking || patch.IndentationAt(block.Body.FirstChild.Start) is null) return null;
        var types = block.Node.Tree.Text.Slice(new Lever.Syntax.Text.Span(suppress.Arguments[0].Start, suppress.Node.LastChild.End));
        if (suppress.ArgumentCount > 1) types = $"({types})";
        var head = block.Node.Tree.Text.Slice(new Lever.Syntax.Text.Span(block.Node.Start, block.Body.FirstChild.Start));
        // A comment between the head and the body would be lost, and a name that the block binds is None.
        if (head.Contains('#', StringComparison.Ordinal) || block.Items[0].Children.Count > 1 && !block.Items[0].Child(1).IsAbsent) return null;
        return patch.Replace(new Lever.Syntax.Text.Span(block.Node.Start, block.Items[0].End), "try")
            .InsertLinesAfter(block.Node, $"except {types}:", "    pass");
    }
}
