using System.Globalization;
using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Data;

public sealed class RemoteCallPerItem : PythonRule
{
    public override RuleInfo Info { get; } = new("x-remote-call-per-item", Language.Python, LeverClass.Boundary, Technique.Api, Tier.A)
    {
        Achievable = 0.95,
        Precision = 0.85,
        Effort = Effort.Medium,
        Checklist = ["PY5"],
        Doc = """
            Each item is a request of its own to a store, a queue or a service that takes many in one.

            ## Why it costs
            A round trip takes 0.1 to 0.5 ms to a Redis next door and 5 to 100 ms to a cloud service, whatever it carries, and many services
            bill each request. A thousand keys one by one are a thousand round trips, with `mget` or a pipeline a handful.

            ## Example
            ```python
            import redis

            store = redis.Redis()

            def titles(keys: list):
                found = []
                for key in keys:
                    found.append(store.get(key))
                return found
            ```
            Use instead:
            ```python
            import redis

            store = redis.Redis()

            def titles(keys: list):
                return store.mget(keys) if keys else []
            ```

            ## Keep it when
            One item must be done before the next is asked for, each failure is dealt with on its own, or the peer limits how much a request carries.

            ## Regime
            Ten keys of a store 0.2 ms away: 9 times faster in one request on CPython 3.8, 7 on 3.11. For one item it gains nothing.
            Sending many at once from asyncio hides the waiting, but not what each request costs both sides.

            ## Patch safety
            A bulk request can fail in part: its answer says which items did. Services bound its size: ten messages of SQS, 25 items of
            DynamoDB, a thousand keys of S3. `mget` of no keys is an error, and other clients' writes can no longer come in between.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames { get; } = Library.NamesWhere(symbol => symbol is { Bulk: not null, Blocking: Blocking.Network });

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCall is not { Callee: { Kind: Kind.Attribute } callee } call || callee.AsAttribute is not { } method) return;
        if (!Library.MayHaveBulkForm(method.Name) || context.LoopAround(node) is not { IsWhile: false } loop) return;
        if (context.Known(callee) is not { Bulk: { } bulk, Blocking: Blocking.Network } known || known.IsAsync && !IsAwaitedOrGathered(node)) return;
        // One client for all items, and another item on each turn.
        if (!context.IsInvariant(method.Receiver, loop) || !PerItem.ReadsTheTurn(call, loop, context) && !bulk.EndsWith("after the loop", StringComparison.Ordinal)) return;
        if (context.TripsOf(loop) is not { IsSmall: false } trips || Roles.IsOnErrorPath(node) || Loops.LeavesAfter(node.EnclosingStatement, loop)) return;
        // Parts of a whole are many items each already, and who pauses between requests keeps to a limit.
        if (PerItem.IsPartOfMany(loop) || PerItem.Pauses(loop, context) || PerItem.EndsByAnswer(node, loop)) return;

        var wait = known.Nanoseconds.ToString("0", CultureInfo.InvariantCulture) + "ns";
        var draft = context.Report(node, $"`{call.Callee.Text}` makes a round trip on every turn")
            .LabelHead(loop.Region, "one request for each item")
            .Cost($"n*{wait}", $"n/100*{wait} + n*2us", "n > 1")
            .Size("n", trips)
            .AtTier(trips.IsData && !HandlesFailures(node, loop) ? Tier.A : Tier.B)
            .ForProfilesUnless(trips.IsData);
        draft.FixWithConsent(
            bulk.EndsWith("after the loop", StringComparison.Ordinal) ? "wait for what was sent once, after the loop" : $"send many in one request, by {Code(bulk)}",
            Asked(call, method, loop, context),
            "the items do not depend on each other's answers", "one request may fail in part or as a whole");
    }

    /// <summary>A name as code, words as words.</summary>
    private static string Code(string bulk)
    {
        var end = bulk.AsSpan().IndexOfAny(' ', ',');
        var first = end < 0 ? bulk : bulk[..end];
        return first is "one" or "a" ? bulk : $"`{first}`{(end < 0 ? "" : bulk[end..])}";
    }

    private static bool IsAwaitedOrGathered(Node call) => call.Parent.Kind is Kind.Await || call.Parent.IsComprehension;

    private static bool HandlesFailures(Node node, Loop loop)
    {
        for (var at = node.Parent; at != loop.Region && !at.IsRoot; at = at.Parent)
            if (at.Kind is Kind.Try or Kind.TryStar) return true;
        return false;
    }

    /// <summary>A list of single answers becomes one request where keys are all it needs.</summary>
    private static Patch? Asked(CallView call, AttributeView method, Loop loop, PythonContext context)
    {
        if (method.Name != "get" || context.Path(call.Callee)?.StartsWith("redis.", StringComparison.Ordinal) != true || loop.Region is not { Kind: Kind.ListComp } list) return null;
        if (list.AsComprehension is not { OnlyGenerator: { Conditions.IsEmpty: true, Iterable: { Kind: Kind.Name } keys, Target: { Kind: Kind.Name } target } } comprehension) return null;
        var awaits = comprehension.Element.Kind == Kind.Await;
        if ((awaits ? comprehension.Element.FirstChild : comprehension.Element) != call.Node || call.OnlyArgument?.AsName?.NameId != target.Data) return null;
        if (context.TypeOf(keys) is not { Kind: TypeKind.List or TypeKind.Tuple or TypeKind.Set or TypeKind.FrozenSet or TypeKind.Sequence }) return null;
        return new Patch(context.Module).Replace(list, $"({(awaits ? "await " : "")}{method.Receiver.Text}.mget({keys.Text}) if {keys.Text} else [])");
    }
}
