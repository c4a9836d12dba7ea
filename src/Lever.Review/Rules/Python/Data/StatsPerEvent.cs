using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Data;

public sealed class StatsPerEvent : PythonRule
{
    public override RuleInfo Info { get; } = new("x-stats-per-event", Language.Python, LeverClass.AvoidedWork, Technique.Logging, Tier.B)
    {
        Achievable = 0.85,
        Precision = 0.8,
        Checklist = ["PY7"],
        Doc = """
            A metric is counted, or a span opened, for each item of an innermost loop.

            ## Why it costs
            A counter of a monitoring library takes a lock for each event, a microsecond with the look-up of its labels; a statsd client sends
            a packet, 5 µs and more; a tracing span costs 1 to 20 µs and fills the store with as many entries.

            ## Example
            ```python
            from prometheus_client import Counter

            SEEN = Counter("seen", "Items that were seen.", ["kind"])

            def total(items: list):
                result = 0
                for item in items:
                    SEEN.labels("item").inc()
                    result += item
                return result
            ```
            Use instead:
            ```python
            from prometheus_client import Counter

            SEEN = Counter("seen", "Items that were seen.", ["kind"])

            def total(items: list):
                result = 0
                for item in items:
                    result += item
                SEEN.labels("item").inc(len(items))
                return result
            ```

            ## Keep it when
            Each turn does a tenth of a millisecond of other work, or somebody watches the numbers move while the loop runs.

            ## Regime
            A labelled prometheus counter, 1,000 items that are added up: 62, 68 and 73 times faster counted once on CPython 3.8, 3.11, 3.13,
            8 times at ten items. For one item it gains nothing.

            ## Patch safety
            The counter of a set of labels exists from when it is first looked up, even if it stays at zero. Counted after the loop, events are
            seen later, and those before an exception are missed unless a `finally` counts them.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames { get; } = Library.NamesWhere(symbol => symbol.Metric);

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCall is not { Callee: { Kind: Kind.Attribute } callee } call || callee.AsAttribute is not { } method || !Library.MayBeMetric(method.Name)) return;
        if (context.LoopAround(node) is not { IsComprehension: false, IsWhile: false, IsAsync: false } loop) return;
        if (context.Known(callee) is not { Metric: true } known || IsPartOfAnother(node, context)) return;
        if (!Loops.IsOnEveryTurn(node, loop) || Loops.LeavesAfter(node.EnclosingStatement, loop) || Roles.IsOnErrorPath(node)) return;
        if (context.TripsOf(loop) is not { IsSmall: false } trips || WeightOf(loop, context) is not { } isCheap) return;

        var labelled = method.Receiver.AsCall is { Callee.AsAttribute.Name: "labels" } labels && context.IsInvariant(method.Receiver.FirstChild.FirstChild, loop) && AreInvariant(labels, loop, context) ? method.Receiver : (Node?)null;
        var each = known.Nanoseconds + (method.Receiver.Kind == Kind.Call ? 1000 : 0);
        var cost = each.ToString("0", System.Globalization.CultureInfo.InvariantCulture) + "ns";
        var draft = context.Report(node, $"`{Name(method)}` is called for each item of an innermost loop")
            .LabelHead(loop.Node, isCheap ? "the loop's other work is cheap" : "once a turn")
            .Cost($"n*{cost}", $"n*py.loop.step + {cost}", "n > 1")
            .Size("n", trips)
            .ForProfilesUnless(trips.IsData && isCheap);
        const string Later = "the monitoring sees the events after the loop";
        if (labelled is { } counter) draft.FixWithConsent("look the counter up once before the loop, or count in a local and add it once", Bound(counter, loop, context), "the counter exists even if the loop takes no turn");
        else draft.Advise("count in a local and add it once after the loop", Later);
    }

    /// <summary>Is it the look-up of what another call then counts?</summary>
    private static bool IsPartOfAnother(Node node, PythonContext context) =>
        node.Parent.Kind == Kind.Attribute && node.Parent.Parent.Kind == Kind.Call && node.Parent.Parent.FirstChild.Id == node.Parent.Id && context.Known(node.Parent) is { Metric: true };

    private static string Name(AttributeView method) => method.Node.Span.Length <= 60 ? method.Node.Text : $"….{method.Name}";

    private static bool AreInvariant(CallView labels, Loop loop, PythonContext context)
    {
        foreach (var argument in labels.Arguments)
            if (!context.IsInvariant(argument.AsKeyword?.Value ?? argument, loop)) return false;
        return true;
    }

    private static Patch? Bound(Node counter, Loop loop, PythonContext context)
    {
        if (context.HasName("bound_counter") || counter.Bytes.IndexOf((byte)'\n') >= 0) return null;
        return new Patch(context.Module).Replace(counter, "bound_counter").InsertBeforeLoop(loop, $"bound_counter = {counter.Text}");
    }

    /// <summary>True where the rest of a turn is known to be cheap, false where it is not known; null where counting is lost in it, or the loop is not innermost.</summary>
    private static bool? WeightOf(Loop loop, PythonContext context)
    {
        var body = loop.Body!.Value;
        var isCheap = true;
        for (var id = body.Id + 1; id < body.SubtreeEnd; id++)
        {
            var kind = (Kind)context.Tree.RawKinds[id];
            if (kind is Kind.For or Kind.AsyncFor or Kind.While or Kind.Await or Kind.AsyncWith or Kind.Yield or Kind.YieldFrom) return null;
            if (kind != Kind.Call) continue;
            if (context.Known(context.Tree[id].FirstChild) is not { } known)
            {
                if (context.Tree[id].FirstChild.AsAttribute is not { Name: "append" or "add" or "get" or "startswith" or "endswith" or "strip" or "split" or "lower" or "upper" or "items" or "keys" or "values" }) isCheap = false;
            }
            else if (known.Blocking != Blocking.No || known.Nanoseconds >= 100_000) return null;
        }
        return isCheap;
    }
}
