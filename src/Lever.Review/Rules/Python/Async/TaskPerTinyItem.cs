using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Async;

public sealed class TaskPerTinyItem : PythonRule
{
    public override RuleInfo Info { get; } = new("py-task-per-tiny-item", Language.Python, LeverClass.Interpreter, Technique.Async, Tier.B)
    {
        Achievable = 0.95,
        Precision = 0.9,
        Checklist = ["PY5"],
        Doc = """
            A task is made for each item, for a coroutine that never waits.

            ## Why it costs
            Making, scheduling and awaiting a task costs 3 to 10 µs. Tasks pay where they wait side by side; a coroutine that waits for
            nothing runs from end to end in one go, one after the other, whatever it is wrapped in.

            ## Example
            ```python
            import asyncio

            async def clean(row):
                return row.strip().lower()

            async def cleaned(rows: list):
                return await asyncio.gather(*[clean(row) for row in rows])
            ```
            Use instead:
            ```python
            async def clean(row):
                return row.strip().lower()

            async def cleaned(rows: list):
                return [await clean(row) for row in rows]
            ```

            ## Keep it when
            Other tasks must get their turn between the items, or one item's failure must not keep the others from being done.

            ## Regime
            Short coroutines in turn instead of by `gather`, the start of the event loop included: 1.3 to 1.5 times faster at 3 items, 2.1 to 2.9 at
            30, 14 to 19 at 1,000 (CPython 3.8, 3.11, 3.13). Eager tasks of 3.12 halve the cost of a task.

            ## Patch safety
            Without tasks the first item that fails ends the loop, where `gather` had started all of them. Other tasks no longer get
            their turn between the items, and each item no longer has a context of its own.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["gather", "create_task", "ensure_future"];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCall is not { Callee: { Kind: Kind.Attribute or Kind.Name } callee } call) return;
        var isGather = (callee.AsAttribute?.Name ?? callee.AsName!.Value.Id) == "gather";
        if ((isGather ? GatheredCall(call) : call.Positional(0)?.AsCall) is not { } each || context.LoopAround(each.Node) is not { IsAsync: false, IsWhile: false } loop) return;
        if (isGather ? context.Path(callee) != "asyncio.gather" : !IsMaker(callee, context)) return;
        var trips = context.TripsOf(loop);
        if (trips.IsSmall || context.Module.Classes.FunctionCalled(each) is not { IsAsync: true } function || Suspension.MaySuspend(context.Module, function)) return;
        // A failure that is kept beside the results is not to stop the others.
        if (call.Keyword("return_exceptions") is not null || CatchesFailures(function)) return;

        context.Report(node, $"each item gets a task, and `{function.Name}` never waits")
            .LabelHead(loop.Node, "a task a turn")
            .Label(function.Identifier, "runs from end to end without waiting")
            .Cost(isGather ? "n*py.gather.item" : "n*py.task", "n*py.await", "n > 1").Size("n", trips)
            .AtTier(trips.IsData && IsShort(function, context) ? Tier.B : Tier.C)
            .ForProfilesUnless(trips.IsData)
            .FixWithConsent("await one after the other", isGather ? InTurn(call, each, context) : null,
                "no other task needs its turn between the items", "the first failure may keep the rest from being done");
    }

    /// <summary>The call that a comprehension repeats in <c>gather(*[f(x) for x in xs])</c>.</summary>
    private static CallView? GatheredCall(CallView call) =>
        call.ArgumentCount == 1 && call.Arguments[0] is { Kind: Kind.Starred } starred && starred.FirstChild.AsComprehension is { IsDict: false, OnlyGenerator: not null } comprehension
            ? comprehension.Element.AsCall : null;

    private static bool IsMaker(Node callee, PythonContext context) =>
        context.Path(callee) is "asyncio.create_task" or "asyncio.ensure_future" || callee.AsAttribute is { Name: "create_task", Receiver: var receiver }
            && (receiver.AsCall is { } getter ? context.Path(getter.Callee) is "asyncio.get_event_loop" or "asyncio.get_running_loop" : receiver.AsName is { Id: "loop" or "group" or "tg" });

    /// <summary>Does the coroutine take care of its own failures, as a job in the background does?</summary>
    private static bool CatchesFailures(FunctionView function)
    {
        var tree = function.Node.Tree;
        for (var id = function.Body.Id; id < function.Body.SubtreeEnd; id++)
            if ((Kind)tree.RawKinds[id] is Kind.Try or Kind.TryStar) return true;
        return false;
    }

    /// <summary>Beside a loop, or a call of which nothing is known, a task may be nothing.</summary>
    private static bool IsShort(FunctionView function, PythonContext context)
    {
        for (var id = function.Body.Id; id < function.Body.SubtreeEnd; id++)
        {
            var node = context.Tree[id];
            if (node.Kind is Kind.For or Kind.While or Kind.Comprehension) return false;
            if (node.Kind != Kind.Call || node.Parent.Kind == Kind.Await) continue;
            if (context.Known(node.FirstChild) is { } known ? known.Nanoseconds > 5_000 || known.Blocking != Blocking.No : !IsReader(node)) return false;
        }
        return true;
    }

    private static bool IsReader(Node call) => call.FirstChild.AsAttribute is { Name: "strip" or "lower" or "upper" or "get" or "append" or "add" or "split" or "replace" or "format" or "join" };

    private static Patch? InTurn(CallView call, CallView each, PythonContext context)
    {
        if (call.Node.Parent.Kind != Kind.Await || each.Node.Parent is not { IsComprehension: true } comprehension) return null;
        var rest = context.Tree.Text.Slice(new Span(each.Node.End, comprehension.End - 1));
        return new Patch(context.Module).Replace(call.Node.Parent, $"[await {each.Node.Text}{rest}]");
    }
}
