using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Async;

public sealed class AsyncNoAwait : PythonRule
{
    public override RuleInfo Info { get; } = new("py-async-no-await", Language.Python, LeverClass.Interpreter, Technique.Async, Tier.C)
    {
        Achievable = 0.9,
        Precision = 0.85,
        Doc = """
            A coroutine that waits for nothing is awaited for each item of a loop.

            ## Why it costs
            Awaiting a coroutine makes an object, runs it and unwinds it by an exception inside the interpreter: 75 to 118 ns where a call
            takes 15 to 37. As it never gives the event loop its turn, nothing is had for it.

            ## Example
            ```python
            async def _price(item, rate):
                return item * rate

            async def total(items: list, rate):
                result = 0
                for item in items:
                    result += await _price(item, rate)
                return result
            ```
            Use instead:
            ```python
            def _price(item, rate):
                return item * rate

            async def total(items: list, rate):
                result = 0
                for item in items:
                    result += _price(item, rate)
                return result
            ```

            ## Keep it when
            It is part of an interface whose other implementations wait, or is going to wait itself.

            ## Regime
            A multiplication for each of 3,000 items: 1.7, 2.4 and 2.1 times faster as a plain function on CPython 3.8, 3.11 and 3.13. Beside anything that
            takes microseconds it is lost.

            ## Patch safety
            The function is no coroutine any more: whoever awaits it elsewhere, or makes a task of it, fails.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.AsyncFunctionDef];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsFunction is not { IsAsync: true, Decorators.IsEmpty: true } function || Suspension.Awaits(function)) return;
        // Asynchronous generators, and bodies that are still to be written.
        if (!DoesSomething(function) || function.Name.StartsWith("__", StringComparison.Ordinal) || Roles.IsTest(node)) return;
        if (AwaitedCallsOf(function, context) is not { Count: > 0 } calls) return;
        Repetition? repeating = null;
        foreach (var call in calls) repeating = Repetition.Larger(repeating, context.RepetitionOf(call));
        // A loop that waits for its items is slower than anything that is done with them.
        if (repeating is not { Loop: { IsAsync: false } around, Trips: { IsSmall: false } trips }) return;

        var patch = new Patch(context.Module).Replace(new Span(node.Start, function.Identifier.Start), "def ");
        foreach (var call in calls) patch.Replace(new Span(call.Parent.Start, call.Start), "");
        context.Report(function.Identifier, $"`{function.Name}` waits for nothing, and is awaited for each item")
            .LabelHead(around.Node, "awaits it on each turn")
            .Cost("n*py.await", "n*py.call", "n > 1").Size("n", trips)
            .ForProfilesUnless(trips.IsData)
            .FixWithConsent("make it a plain function", patch, "nobody outside this file awaits it");
    }

    /// <summary>The calls of the function, if all that the file does with it is to await its calls; null where it may be meant by anything else.</summary>
    private static List<Node>? AwaitedCallsOf(FunctionView function, PythonContext context)
    {
        var calls = new List<Node>();
        var owner = function.Node.Parent.Parent is { Kind: Kind.ClassDef } type ? type.AsClass : null;
        // A class with bases, or a name that another definition has too, may fulfil an interface.
        if (owner is { Arguments.IsEmpty: false }) return null;
        var kinds = context.Tree.RawKinds;
        var name = function.Identifier.Data;
        for (var id = 1; id < kinds.Length; id++)
        {
            if ((Kind)kinds[id] is not (Kind.Name or Kind.Attribute or Kind.Identifier)) continue;
            var node = context.Tree[id];
            if (node.Data != name) continue;
            if (node.Kind == Kind.Identifier)
            {
                if (node != function.Identifier) return null;
                continue;
            }
            if (node.Parent.Kind != Kind.Call || node.Parent.FirstChild != node || node.Parent.Parent.Kind != Kind.Await) return null;
            if (context.Module.Classes.FunctionCalled(node.Parent.AsCall!.Value)?.Node != function.Node) return null;
            calls.Add(node.Parent);
        }
        return calls;
    }

    private static bool DoesSomething(FunctionView function)
    {
        var tree = function.Node.Tree;
        for (var id = function.Body.Id; id < function.Body.SubtreeEnd; id++)
            if ((Kind)tree.RawKinds[id] is Kind.Yield or Kind.YieldFrom) return false;
        foreach (var statement in function.Body.Children)
            if (statement.Kind is not (Kind.Pass or Kind.Raise) && statement.AsExpressionStatement is not { Kind: Kind.Constant }) return true;
        return false;
    }
}
