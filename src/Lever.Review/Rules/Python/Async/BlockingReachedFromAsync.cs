using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Review.Semantics.Python.Calls;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Async;

public sealed class BlockingReachedFromAsync : CallRule
{
    /// <summary>Functions between the coroutine and the call that blocks; with more, conditions on the way make it a guess.</summary>
    private const int Farthest = 4;

    public override RuleInfo Info { get; } = new("py-blocking-reached-from-async", Language.Python, LeverClass.AvoidedWork, Technique.Async, Tier.A)
    {
        Achievable = 0.95,
        Precision = 0.85,
        Checklist = ["PY9"],
        Doc = """
            An `async def` calls a function that blocks its thread, directly or through others.

            ## Why it costs
            An event loop runs one task at a time, whichever function it is that waits. A helper that asks a server, a database or another
            process holds up every task for as long as it waits, and where it is called nothing shows it.

            ## Example
            ```python
            import requests

            def load(url):
                return requests.get(url, timeout=5).json()

            async def handle(request):
                return load(request.url)
            ```
            Use instead:
            ```python
            import asyncio
            import requests

            def load(url):
                return requests.get(url, timeout=5).json()

            async def handle(request):
                return await asyncio.to_thread(load, request.url)
            ```

            ## Keep it when
            The program has a single task, or the call runs once, at start or at the end. What is made once and kept, behind a test such as
            `if self._client is None`, is not reported.

            ## Regime
            Twenty tasks whose helper waits 1 ms each: handed to threads 7 to 8 times faster than one after the other on CPython 3.8, 3.11 and 3.13,
            four tasks 2.4 to 2.7 times; one task alone is slower (0.9). Handing a call to a thread costs 27 to 40 µs.

            ## Patch safety
            Other tasks run while this one waits, so what they share may change in between. What is handed to a thread must be safe to
            run there, and goes on there when the task is cancelled.
            """,
    };

    public override IEnumerable<CallFinding> Find(CallGraph graph)
    {
        var chains = new ChainsToCost(graph,
            (function, fact) => fact.Kind == CostKind.Blocks && fact.Blocking is Blocking.Network or Blocking.Database or Blocking.Subprocess or Blocking.Sleep
                && function.RunsAtOnce && !fact.Has(PlaceTraits.OnErrorPath | PlaceTraits.Once | PlaceTraits.Awaited),
            (caller, site) => caller.RunsAtOnce && LeadsOn(site), Farthest);
        for (var index = 0; index < graph.Count; index++)
        {
            var caller = graph[index];
            if (!caller.Is(FunctionTraits.Async)) continue;
            var seen = new HashSet<CostFact>(ReferenceEqualityComparer.Instance);
            foreach (var call in graph.CallsOf(index))
            {
                var (callee, site) = (call.Callee, graph.SiteOf(call));
                if (!LeadsOn(site) || !chains.Has(callee) || !graph[callee].RunsAtOnce || graph[callee].Is(FunctionTraits.Memoised)) continue;
                var fact = chains.FactOf(callee);
                // One wait is one finding in a coroutine, however many ways lead to it.
                if (!seen.Add(fact)) continue;
                yield return new CallFinding(this, graph.PathOf(index), site.Node, graph[callee], fact, -1, 
                    CallStep.Of(graph, chains.From(callee), end => $"`{end.What}` {BlockingCall.What(end.Blocking)}")) { IsSure = chains.IsSure(callee) };
            }
        }
    }

    public override void Report(Node node, CallFinding found, PythonContext context)
    {
        if (node.EnclosingFunction?.AsFunction is not { IsAsync: true } function) return;
        var fact = found.Fact;
        var isFew = BlockingInAsync.RunsAlone(function, context);
        var draft = context.Report(node, $"`{found.Function.ShortName}` reaches `{fact.What}`, which {BlockingCall.What(fact.Blocking)} and holds up every other task of the event loop")
            .Label(function.Identifier, "runs on the event loop")
            .Cost(fact.Wait, fact.Blocking is Blocking.Sleep ? "py.task" : "py.executor.hop")
            // SQLite asks a file, as a rule; and with each function on the way a condition weighs more.
            .AtTier(isFew ? Tier.C : fact.What.StartsWith("sqlite3.", StringComparison.Ordinal) || !found.IsSure && found.Steps.Count > 2 ? Tier.B : Tier.A);
        const string Others = "other tasks may run while this one waits";
        if (!context.Supports(3, 9) || node.AsCall is not { } call || call.HasUnpacking || BlockingInAsync.IsInComprehension(node) || !BlockingInAsync.RunsOnAsyncio(context))
        {
            draft.Advise("hand the call to another thread, or make the whole way asynchronous", Others);
            return;
        }
        draft.FixWithConsent("hand the call to another thread with `asyncio.to_thread`",
            new Patch(context.Module).Replace(node, BlockingInAsync.HandedOver(call)).ImportModule("asyncio"),
            Others, "the call may run on another thread, and goes on there when this task is cancelled");
    }

    private static bool LeadsOn(CallSite site) => !site.Has(PlaceTraits.Awaited | PlaceTraits.OnErrorPath | PlaceTraits.Once);
}
