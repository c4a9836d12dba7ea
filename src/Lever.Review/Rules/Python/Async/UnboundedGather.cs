using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Async;

public sealed class UnboundedGather : PythonRule
{
    public override RuleInfo Info { get; } = new("py-unbounded-gather", Language.Python, LeverClass.Allocation, Technique.Async, Tier.B)
    {
        Achievable = 0.5,
        Precision = 0.6,
        Checklist = ["PY5"],
        Doc = """
            A task is started for every item at once, with nothing to bound their number.

            ## Why it costs
            Each task holds 2 to 5 KB and whatever its request needs: a connection, a file descriptor, a place at the peer. Ten
            thousand items are ten thousand requests in the same moment; the usual limit of open files is 1,024, and a peer that is
            overloaded answers more slowly or not at all.

            ## Example
            ```python
            import asyncio

            async def fetch_all(client, urls):
                return await asyncio.gather(*[client.get(url) for url in urls])
            ```
            Use instead:
            ```python
            import asyncio

            async def fetch_all(client, urls):
                semaphore = asyncio.Semaphore(10)

                async def bounded_get(url):
                    async with semaphore:
                        return await client.get(url)

                return await asyncio.gather(*[bounded_get(url) for url in urls])
            ```

            ## Keep it when
            The items are few by nature, or what is awaited has a bound of its own: a connection pool, a limiter, a semaphore.

            ## Regime
            A bound never makes the tasks themselves cheaper: for coroutines that do not wait, a semaphore adds about 1 µs each, and
            below some twenty items it makes no difference. The tasks still exist; where memory matters take items from a queue with a
            few workers instead.

            ## Patch safety
            Results and their order stay. Fewer requests run at once, so the whole can take longer where the peer could have borne
            them all; someone has to choose the number.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["gather", "create_task", "ensure_future"];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCall is not { Callee: { Kind: Kind.Attribute or Kind.Name } callee } call) return;
        var name = callee.AsAttribute?.Name ?? callee.AsName!.Value.Id;
        var started = name switch
        {
            "gather" when context.Path(callee) == "asyncio.gather" => GatheredCall(call, context),
            "create_task" or "ensure_future" when context.IsInAsync(node) => call.Positional(0)?.AsCall,
            _ => null,
        };
        if (started is not { } each || context.LoopAround(each.Node) is not { IsWhile: false, IsAsync: false, Target: { } target } loop) return;
        if (name != "gather" && !context.TripsOf(loop).IsData) return;
        var trips = context.TripsOf(loop);
        if (trips.IsSmall || !StartsAnew(each, target, context)) return;
        if (IsBoundedElsewhere(each, node, context)) return;
        // Only what waits for somebody else can overwhelm him.
        var work = AwaitedCalls.Of(context.Module, each);
        if (work.Work is AwaitedWork.Bounded or AwaitedWork.Pause or AwaitedWork.Exclusive) return;

        var draft = context.Report(node, $"`{each.Callee.Text}` is started for every item at once")
            .Label(loop.Iterable!.Value, "as many tasks as this has items")
            .Cost("n*py.task", "n*py.task")
            .Size("n", trips)
            .AtTier(trips.IsData && work.Work is AwaitedWork.Read or AwaitedWork.Write ? Tier.B : Tier.C)
            .ForProfilesUnless(trips.IsData);
        Patch? patch = null;
        var statement = node.EnclosingStatement;
        if (target.Kind == Kind.Name && loop.IsComprehension && statement.Parent.Kind == Kind.Block && name == "gather"
            && BoundedCall.NameFor(context, each) is { } bounded && BoundedCall.DependsOnlyOn(context, each, target, loop.Region))
            patch = new Patch(context.Module).Replace(each.Node, $"{bounded}({target.Text})").DefineBefore(statement, bounded, target.Text, each);
        draft.FixWithConsent("let a semaphore bound how many run at once", patch, "ten at a time is a number to agree on", "the whole may take longer where the peer could bear more");
    }

    /// <summary>The call that a comprehension repeats in <c>gather(*[f(x) for x in xs])</c>, also through a name given the list.</summary>
    private static CallView? GatheredCall(CallView call, PythonContext context)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Kind != Kind.Starred) continue;
            var value = argument.FirstChild;
            if (context.ValueOf(value) is { } assigned) value = assigned;
            if (value.AsComprehension is not { OnlyGenerator: not null, IsDict: false } comprehension) continue;
            if (comprehension.Element.AsCall is not { } each) continue;
            // `create_task(f(x))` around the coroutine changes nothing.
            return (each.Callee.AsAttribute?.Name ?? each.Callee.AsName?.Id) is "create_task" or "ensure_future" ? each.Positional(0)?.AsCall : each;
        }
        return null;
    }

    /// <summary>A worker for each slot, or a method of an object that is there already, is bounded by what exists.</summary>
    private static bool StartsAnew(CallView each, Node target, PythonContext context)
    {
        if (each.Callee.AsAttribute is { Receiver: var receiver } && Reads(receiver, target, context)) return false;
        if (each.Callee.Kind == Kind.Name && Reads(each.Callee, target, context)) return false;
        foreach (var argument in each.Arguments)
            if (Reads(argument, target, context)) return true;
        return false;
    }

    private static bool Reads(Node expression, Node target, PythonContext context)
    {
        for (var id = expression.Id; id < expression.SubtreeEnd; id++)
            if (context.Tree[id] is { Kind: Kind.Name } name && context.SymbolAt(name) is { } symbol && symbol.IsDefinedIn(target)) return true;
        return false;
    }

    /// <summary>Does the function or its class speak of a bound?</summary>
    private static bool IsBoundedElsewhere(CallView each, Node node, PythonContext context)
    {
        ReadOnlySpan<string> words = ["emaphore", "imiter", "limit", "TCPConnector", "chunk", "batch", "throttl", "max_concurren", "pool", "worker", "shutdown", "close", "cancel"];
        var scope = node.EnclosingClass ?? node.EnclosingDef ?? node.EnclosingStatement;
        var text = scope.Text;
        foreach (var word in words)
            if (text.Contains(word, StringComparison.Ordinal)) return true;
        return each.Callee.Text.Contains("bound", StringComparison.Ordinal);
    }
}
