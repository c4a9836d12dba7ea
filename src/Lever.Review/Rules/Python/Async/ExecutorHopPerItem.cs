using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Async;

public sealed class ExecutorHopPerItem : PythonRule
{
    public override RuleInfo Info { get; } = new("py-executor-hop-per-item", Language.Python, LeverClass.Boundary, Technique.Api, Tier.A)
    {
        Achievable = 0.9,
        Precision = 0.8,
        Checklist = ["PY9"],
        Doc = """
            A loop hands every item to another thread, and waits for each.

            ## Why it costs
            A call handed to an executor and awaited costs 27 to 40 µs before it does anything: a future, a wake-up of the thread, a
            wake-up of the event loop. For short calls the hops are the whole cost, and as each is awaited nothing runs side by side.

            ## Example
            ```python
            import asyncio

            async def sizes(values):
                return [await asyncio.to_thread(len, value) for value in values]
            ```
            Use instead:
            ```python
            import asyncio

            async def sizes(values):
                return await asyncio.to_thread(lambda: [len(value) for value in values])
            ```

            ## Keep it when
            Each call takes longer than a millisecond, or other tasks must get their turn between the items.

            ## Regime
            300 calls of `len`: 15.8 ms by 300 hops and 0.6 ms by one on CPython 3.8, 12.7 and 1.3 ms on 3.11, 11.8 and 0.3 ms on 3.13.
            For calls of 1 ms and more the hop is lost in the noise.

            ## Patch safety
            The items are handled on one thread without a break, so a cancelled task no longer stops between two items.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Await];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.Kind != Kind.Await || node.FirstChild.AsCall is not { } call) return;
        if (HandedFunction(call) is not { } handed) return;
        if (context.LoopAround(node) is not { IsWhile: false, IsAsync: false } loop) return;
        var trips = context.TripsOf(loop);
        if (trips.IsSmall) return;
        var cost = CostOf(handed, context);
        if (cost == Work.Long) return;

        var draft = context.Report(node, $"every item is handed to another thread and awaited, for `{handed.Text}`")
            .LabelHead(loop.Node, "one hop a turn")
            .Cost("n*py.executor.hop + n*1us", "py.executor.hop + n*1us", "n > 1")
            .Size("n", trips)
            .AtTier(cost == Work.Short ? trips.IsData ? Tier.A : Tier.B : Tier.C);
        draft.FixWithConsent("hand the whole loop over at once", OneHop(call, node, loop, context), "no other task needs its turn between the items");
    }

    private enum Work
    {
        Unknown,
        Short,
        Long,
    }

    /// <summary>The function that is to run on another thread.</summary>
    private static Node? HandedFunction(CallView call)
    {
        if (call.Callee.AsCall is { } wrapper) return (wrapper.Callee.AsName?.Id ?? wrapper.Callee.AsAttribute?.Name) == "sync_to_async" ? wrapper.Positional(0) : null;
        return (call.Callee.AsAttribute?.Name ?? call.Callee.AsName?.Id) switch
        {
            "to_thread" or "run_sync" => call.Positional(0),
            "run_in_executor" => call.Positional(1),
            _ => null,
        };
    }

    /// <summary>Known library calls by their cost; functions of this file by whether they wait or loop.</summary>
    private static Work CostOf(Node function, PythonContext context)
    {
        if (context.Known(function) is { } known)
            return known.Blocking is not (Blocking.No or Blocking.File) || known.Nanoseconds > 50_000 ? Work.Long : known.Nanoseconds > 0 || known.IsPure || known.Reads ? Work.Short : Work.Unknown;
        if (function.Kind != Kind.Name || context.SymbolAt(function) is not { OnlyDefinition: { Kind: DefinitionKind.Function } definition } || definition.Value.AsFunction is not { } own) return Work.Unknown;
        var result = Work.Short;
        var body = own.Body;
        for (var id = body.Id + 1; id < body.SubtreeEnd; id++)
        {
            var node = context.Tree[id];
            if (node.Kind is Kind.For or Kind.While || node.IsComprehension) return Work.Long;
            if (node.Kind != Kind.Call) continue;
            if (context.Known(node.FirstChild) is not { } inner) result = Work.Unknown;
            else if (inner.Blocking is not (Blocking.No or Blocking.File) || inner.Nanoseconds > 50_000) return Work.Long;
        }
        return result;
    }

    /// <summary>Turns a list of awaited hops into one hop for the list.</summary>
    private static Patch? OneHop(CallView call, Node await, Loop loop, PythonContext context)
    {
        if (!loop.IsComprehension || loop.Region is not { Kind: Kind.ListComp } list || list.FirstChild.Id != await.Id) return null;
        if (context.Path(call.Callee) != "asyncio.to_thread" || call.HasUnpacking || call.Positional(0) is not { } function) return null;
        for (var id = list.Id + 1; id < list.SubtreeEnd; id++)
            if (context.Tree[id].Kind is Kind.Await or Kind.NamedExpr && id != await.Id) return null;
        var arguments = call.Node.LastChild.Id == function.Id ? "" : list.Tree.Text.Slice(new Span(function.SubtreeEnd < list.SubtreeEnd ? list.Tree[function.SubtreeEnd].Start : function.End, call.Node.LastChild.End));
        var rest = list.Tree.Text.Slice(new Span(await.End, list.End));
        return new Patch(context.Module).Replace(list, $"await {call.Callee.Text}(lambda: [{function.Text}({arguments}){rest})");
    }
}
