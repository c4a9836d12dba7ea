using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Async;

public sealed class SequentialAwait : PythonRule
{
    public override RuleInfo Info { get; } = new("py-sequential-await", Language.Python, LeverClass.AvoidedWork, Technique.Async, Tier.A)
    {
        Achievable = 0.9,
        Precision = 0.6,
        Effort = Effort.Medium,
        Checklist = ["PY5"],
        Doc = """
            A loop awaits one independent answer after another.

            ## Why it costs
            Each turn waits for its own answer before it sends the next request, so the loop takes the sum of all round trips. A hundred
            requests of 50 ms take five seconds; ten at a time they take half a second.

            ## Example
            ```python
            async def fetch_all(client, urls):
                results = []
                for url in urls:
                    results.append(await client.get(url))
                return results
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
            A turn needs what an earlier turn gave, the order of effects matters, the peer limits the rate of requests, or all requests
            share a connection that carries one at a time, such as a database connection.

            ## Regime
            100 requests of 5 ms, ten at a time: 10.6 times faster on CPython 3.8, 9.8 on 3.11, 13.7 on 3.13. A task costs 3 to 10 µs, so
            awaits that end at once lose: 100 coroutines without a wait take 4.5 to 8 times as long. A bulk request of the peer's is better than either.

            ## Patch safety
            Results keep their order, but requests overlap and come in any order at the peer. When one fails, its siblings run on, where
            the loop would not have started them; on Python 3.11 and later `asyncio.TaskGroup` cancels them. Ten at a time is a start:
            the peer decides how many it bears.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Await];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.Kind != Kind.Await || node.FirstChild.AsCall is not { } call) return;
        if (context.LoopAround(node) is not { IsWhile: false, IsAsync: false, Target: { } target } loop || loop.Region.Kind == Kind.GeneratorExp) return;
        var work = AwaitedCalls.Of(context.Module, call);
        if (work.Work != AwaitedWork.Read) return;
        // The same request again is a poll or a retry.
        if (!ReadsAnyOf(context, call, target, loop.Region)) return;
        var trips = context.TripsOf(loop);
        if (trips.IsSmall) return;
        if (AwaitedCalls.IsGuarded(node) || node.EnclosingDef is not { } function || SpeaksOfOrder(function, loop)) return;
        if (TurnsDependOnEachOther(context, loop, node)) return;

        var draft = context.Report(node, $"each turn of the loop waits for `{call.Callee.Text}` before the next turn asks")
            .LabelHead(loop.Node, "one round trip after another")
            .Ask($"Are the calls of `{call.Callee.Text}` independent, and may several run at once?")
            .Cost("n*50ms", "n/10*50ms + n*py.task", "n > 1")
            .Size("n", trips)
            .AtTier(trips.IsData && work.IsKnown ? Tier.A : Tier.B);
        Fix(draft, context, call, loop, target);
    }

    private static void Fix(FindingDraft draft, PythonContext context, CallView call, Loop loop, Node target)
    {
        const string Summary = "send several requests at once, ten at a time by a semaphore, and keep the results in order";
        draft.FixWithConsent(
            Summary, BoundedPatch(context, call, loop, target),
            "the calls do not depend on each other, and their order at the peer does not matter",
            "the peer bears ten requests at once",
            "when one call fails, those that run already go on");
    }

    /// <summary>Asks for everything first, then goes through things and answers side by side: the rest of the body stays as it is.</summary>
    private static Patch? BoundedPatch(PythonContext context, CallView call, Loop loop, Node target)
    {
        if (target.Kind != Kind.Name || BoundedCall.NameFor(context, call) is not { } name) return null;
        if (!BoundedCall.DependsOnlyOn(context, call, target, loop.Region) || CountAwaits(context, loop.Region) != 1) return null;
        var patch = new Patch(context.Module);
        var statement = loop.Node.EnclosingStatement;
        if (loop.IsComprehension)
        {
            if (loop.Region is not { Kind: Kind.ListComp } list || list.FirstChild.Id != call.Node.Parent.Id || statement.Parent.Kind != Kind.Block) return null;
            return patch.Replace(list, $"await asyncio.gather(*[{name}({target.Text}){list.Tree.Text.Slice(new Lever.Syntax.Text.Span(list.FirstChild.End, list.End))})")
                .DefineBefore(statement, name, target.Text, call);
        }
        // The iterable is gone through twice.
        if (loop.Iterable is not { Kind: Kind.Name or Kind.Attribute } iterable || context.TypeOf(iterable) is { IsOneShot: true }) return null;
        if (context.Tree.Names.Find("answer"u8) >= 0) return null;
        return patch.Replace(target, $"{target.Text}, answer")
            .Replace(iterable, $"zip({iterable.Text}, await asyncio.gather(*[{name}({target.Text}) for {target.Text} in {iterable.Text}]))")
            .Replace(call.Node.Parent, "answer")
            .DefineBefore(loop.Node, name, target.Text, call);
    }

    private static int CountAwaits(PythonContext context, Node region)
    {
        var count = 0;
        for (var id = region.Id; id < region.SubtreeEnd; id++)
            if (context.Tree[id].Kind is Kind.Await or Kind.AsyncWith or Kind.AsyncFor) count++;
        return count;
    }

    /// <summary>Does the call read the loop's variable, or something that the turn makes of it?</summary>
    private static bool ReadsAnyOf(PythonContext context, CallView call, Node target, Node region)
    {
        for (var id = call.Node.Id; id < call.Node.SubtreeEnd; id++)
            if (context.Tree[id] is { Kind: Kind.Name } name && context.SymbolAt(name) is { } symbol && symbol.IsDefinedIn(region)) return true;
        return false;
    }

    /// <summary>The words by which people say that a sequence is meant.</summary>
    private static bool SpeaksOfOrder(Node function, Loop loop)
    {
        ReadOnlySpan<string> words = ["migrat", "in order", "ordered", "sequentially", "serially", "one at a time", "one by one", "rate limit", "rate-limit", "ratelimit", "throttl", "replay", "polite"];
        var name = function.Child(1).Text.Replace('_', ' ');
        var start = Math.Max(function.Start, loop.Node.Start - 200);
        var text = function.Tree.Text.Slice(new Lever.Syntax.Text.Span(start, Math.Min(function.End, loop.Region.End + 80)));
        foreach (var word in words)
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase) || name.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    /// <summary>The loop-carried dependence test: does anything that one turn makes reach the next, or end the loop, or leave it in order?</summary>
    private static bool TurnsDependOnEachOther(PythonContext context, Loop loop, Node awaited)
    {
        var region = loop.Region;
        for (var id = region.Id + 1; id < region.SubtreeEnd; id++)
        {
            var node = context.Tree[id];
            switch (node.Kind)
            {
                // An early exit saves the requests that would follow; a yield hands results out one by one.
                case Kind.Break or Kind.Return or Kind.Yield or Kind.YieldFrom or Kind.While or Kind.AsyncFor or Kind.Global or Kind.Nonlocal: return true;
                case Kind.Raise when !Roles.IsOnErrorPath(node.Parent): return true;
                case Kind.Await when node.Id != awaited.Id && !FollowsFrom(context, node, region): return true;
                case Kind.AsyncWith or Kind.With when AwaitedCalls.IsGuarded(node.Child(1)): return true;
                case Kind.Attribute when Usage.IsStored(node) && IsReadIn(context, node, region): return true;
                case Kind.Name when context.SymbolAt(node) is { } symbol && IsCarried(context, symbol, node, loop): return true;
            }
        }
        return false;
    }

    /// <summary>Other awaits must belong to the turn's own answer, such as <c>await response.json()</c>, or be reads themselves: a pause or an effect has its place.</summary>
    private static bool FollowsFrom(PythonContext context, Node await, Node region)
    {
        if (await.FirstChild.AsCall is not { } call) return false;
        if (AwaitedCalls.Of(context.Module, call).Work == AwaitedWork.Read) return true;
        return call.Callee.AsAttribute is { Name: "json" or "text" or "read" or "aread", Receiver: { Kind: Kind.Name } receiver }
            && context.SymbolAt(receiver) is { } symbol && symbol.IsDefinedIn(region);
    }

    /// <summary>Is a name read in a turn before the turn binds it, or is what it holds both changed and looked at?</summary>
    private static bool IsCarried(PythonContext context, Symbol symbol, Node name, Loop loop)
    {
        if (symbol.ScopeKind == ScopeKind.Comprehension) return false;
        if (loop.Target is { } target && BindsOnly(symbol, target)) return false;
        var region = loop.Region;
        var first = int.MaxValue;
        var isBoundOutside = false;
        foreach (var definition in symbol.Definitions)
        {
            if (!region.Contains(definition.Node)) isBoundOutside = true;
            // A sum or a list that grows: order is kept when results are gone through afterwards.
            else if (definition.Kind != DefinitionKind.Augmented) first = Math.Min(first, definition.Node.EnclosingStatement.End);
        }
        var isChanged = Usage.ChangesIn(context.Module, symbol, region, trustCalls: true);
        if (first == int.MaxValue && !isChanged) return false;
        var use = context.UseOf(name);
        if (Usage.Changes(use) || Usage.IsStored(name)) return false;
        // A value of an earlier turn, or a container that turns fill and look into.
        return first != int.MaxValue ? isBoundOutside && name.Start < first || name.End <= first : isChanged;
    }

    private static bool BindsOnly(Symbol symbol, Node target)
    {
        foreach (var definition in symbol.Definitions)
            if (!target.Contains(definition.Node)) return false;
        return true;
    }

    private static bool IsReadIn(PythonContext context, Node attribute, Node region)
    {
        for (var id = region.Id + 1; id < region.SubtreeEnd; id++)
            if (context.Tree[id] is { Kind: Kind.Attribute } other && other.Data == attribute.Data && !Usage.IsStored(other)) return true;
        return false;
    }
}
