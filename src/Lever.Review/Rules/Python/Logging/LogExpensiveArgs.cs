using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Logging;

public sealed class LogExpensiveArgs : PythonRule
{
    public override RuleInfo Info { get; } = new("py-log-expensive-args", Language.Python, LeverClass.AvoidedWork, Technique.Logging, Tier.B)
    {
        Achievable = 0.9,
        Precision = 0.85,
        Checklist = ["PY7"],
        Doc = """
            A log message that is usually thrown away has an argument that is expensive to build.

            ## Why it costs
            Arguments are evaluated before the logger looks at its level. Lazy `%s` formatting saves the formatting alone: a call such
            as `json.dumps(…)` among the arguments runs every time, for micro- or milliseconds, where the level's check takes 36 ns.

            ## Example
            ```python
            import json
            import logging

            logger = logging.getLogger(__name__)

            def total(entries):
                result = 0
                for entry in entries:
                    logger.debug("entry %s", json.dumps(entry))
                    result += entry["size"]
                return result
            ```
            Use instead:
            ```python
            import json
            import logging

            logger = logging.getLogger(__name__)

            def total(entries):
                result = 0
                for entry in entries:
                    if logger.isEnabledFor(logging.DEBUG):
                        logger.debug("entry %s", json.dumps(entry))
                    result += entry["size"]
                return result
            ```

            ## Keep it when
            The level is on in production, or the place runs now and then.

            ## Regime
            The example with entries of five keys, level off: 13 times faster on CPython 3.8, 30 on 3.11, 27 on 3.13. For plain names and numbers as arguments the guard gains 50 to
            150 ns at most, and nobody should bother. With the level on it costs 36 ns more.

            ## Patch safety
            The arguments are no longer evaluated while the level is off. Safe where they have no effects; otherwise someone has to say so.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["debug", "info"];

    public override void Visit(Node node, PythonContext context)
    {
        if (LogCall.Of(context, node) is not { } log) return;
        if (ExpensiveArgument(log, context) is not { } found) return;
        if (log.IsGuarded() || log.StandsByWarning() || Roles.IsOnErrorPath(node)) return;

        // A script's own line runs once.
        if (node.EnclosingDef is null && context.LoopAround(node) is null) return;
        var repeats = LoopOverData(node, context);
        var isRepeated = repeats is not null || node.EnclosingDef is { } function && (Roles.IsHandler(context.Module, function) || Callers.RepeatedBy(context.Module, function) is not null);
        var cost = found.Nanoseconds.ToString("0", System.Globalization.CultureInfo.InvariantCulture) + "ns";
        var draft = context.Report(node, $"{Shortened(found.Node)} is computed even when the level is off")
            .Label(found.Node, "evaluated before the level is looked at");
        if (repeats is { } loop) draft.Cost($"n*(py.log.disabled + {cost})", "n*py.log.enabledfor").Size("n", context.TripsOf(loop));
        else draft.Cost($"py.log.disabled + {cost}", "py.log.enabledfor");
        // A level that is on in production, asked once, leaves nothing to save.
        draft.AtTier(isRepeated && log.IsDebug ? Tier.B : Tier.C).ForProfilesUnless(isRepeated || log.IsDebug);
        const string Summary = "ask `isEnabledFor` before the arguments are built";
        if (ArePure(log, context)) draft.FixSafely(Summary, log.Guarded(context));
        else draft.FixWithConsent(Summary, log.Guarded(context), "the arguments have no effects that are needed");
    }

    /// <summary>The first part of the message that costs half a microsecond or more.</summary>
    private static (Node Node, double Nanoseconds)? ExpensiveArgument(LogCall log, PythonContext context)
    {
        var call = log.Call.Node;
        for (var id = log.Call.Callee.SubtreeEnd; id < call.SubtreeEnd; id++)
        {
            var node = context.Tree[id];
            // A lambda or a function is not evaluated here.
            if (node.Kind == Kind.Lambda) id = node.SubtreeEnd - 1;
            else if (node.AsComprehension is { } comprehension && context.TripsOf(new Loop(comprehension.FirstGenerator.Node)) is { IsSmall: false } trips) return (node, trips.Typical * 40);
            else if (node.AsCall is { } inner && CostOf(inner, context) is >= 500 and var cost) return (node, cost);
        }
        return null;
    }

    private static double CostOf(CallView call, PythonContext context)
    {
        if (context.Known(call.Callee) is { } known) return known.Nanoseconds;
        if (context.Module.Classes.FunctionCalled(call) is { } function) return HasLoop(function, context) ? 2000 : 0;
        return call.Callee.AsAttribute?.Name switch
        {
            "model_dump" or "model_dump_json" or "to_dict" or "as_dict" or "asdict" or "to_json" or "to_string" or "pformat" or "prettify" or "format_exc" or "serialize" or "toprettyxml" => 5000,
            _ => 0,
        };
    }

    private static bool HasLoop(FunctionView function, PythonContext context)
    {
        var body = function.Body;
        for (var id = body.Id + 1; id < body.SubtreeEnd; id++)
            if (context.Tree[id].Kind is Kind.For or Kind.While || context.Tree[id].IsComprehension) return true;
        return false;
    }

    private static Loop? LoopOverData(Node node, PythonContext context)
    {
        for (var loop = context.LoopAround(node); loop is { } found; loop = Loops.Around(found))
            if (context.TripsOf(found).IsData) return found;
        return null;
    }

    private static bool ArePure(LogCall log, PythonContext context)
    {
        foreach (var argument in log.Call.Arguments)
            if (!context.IsPure(argument)) return false;
        return true;
    }

    private static string Shortened(Node node)
    {
        var text = node.AsCall is { } call ? $"`{call.Callee.Text}(…)`" : "a comprehension";
        return text.Length > 60 ? "an argument" : text;
    }
}
