using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Logging;

public sealed class LogInInnerLoop : PythonRule
{
    private const string Flag = "is_logged";

    public override RuleInfo Info { get; } = new("py-log-in-inner-loop", Language.Python, LeverClass.AvoidedWork, Technique.Logging, Tier.B)
    {
        Achievable = 0.8,
        Precision = 0.8,
        Checklist = ["PY7"],
        Doc = """
            An innermost loop of cheap work logs on every turn.

            ## Why it costs
            A logging call whose level is off still costs 100 to 200 ns, and its arguments are built before the level is looked at: an
            f-string is formatted each time and thrown away. Where the level is on, each turn writes a record of 10 to 20 µs.

            ## Example
            ```python
            import logging

            logger = logging.getLogger(__name__)

            def total_length(items):
                total = 0
                for item in items:
                    logger.debug(f"processing {item}")
                    total += len(item)
                return total
            ```
            Use instead:
            ```python
            import logging

            logger = logging.getLogger(__name__)

            def total_length(items):
                total = 0
                is_logged = logger.isEnabledFor(logging.DEBUG)
                for item in items:
                    if is_logged:
                        logger.debug(f"processing {item}")
                    total += len(item)
                return total
            ```

            ## Keep it when
            Each turn does a tenth of a millisecond of other work, or the loop has few turns.

            ## Regime
            The example, level off, 1,000 words: 5.0 times faster on CPython 3.8, 5.2 on 3.11, 4.8 on 3.13. With dearer arguments it gains more; with the level on, nothing.

            ## Patch safety
            The level is looked at once before the loop, so a change of levels while the loop runs comes late, and the arguments are no
            longer computed while the level is off.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["debug", "info"];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.Kind != Kind.Call || node.Parent.Kind != Kind.Expr) return;
        // Unconditional: the statement stands in the loop's own block.
        var block = node.Parent.Parent;
        if (block.Parent.Kind is not (Kind.For or Kind.While) || new Loop(block.Parent) is not { Body: { } body } loop || body.Id != block.Id) return;
        if (LogCall.Of(context, node) is not { } log) return;
        // A loop that does nothing else is there for its messages, which people want to see.
        if (!log.IsDebug && body.FirstChild.SubtreeEnd == body.SubtreeEnd) return;
        var trips = context.TripsOf(loop);
        if (trips.IsSmall || log.IsGuarded() || HeavyWork.IsIn(context.Module, body)) return;
        if (WeightOf(loop, log, context) is not { } isCheap) return;
        // A turn that ends the loop logs once.
        if (Loops.LeavesAfter(node.Parent, loop)) return;

        var formats = HasFormatting(log);
        var draft = context.Report(node, $"`{log.Call.Callee.Text}` is called on every turn of an innermost loop")
            .LabelHead(loop.Node, isCheap ? "the loop's other work is cheap" : "once a turn")
            .Cost(formats ? "n*py.log.fstring" : "n*py.log.disabled", "py.log.enabledfor + n*py.loop.step", "n > 1")
            .Size("n", trips)
            .AtTier(trips.IsData && isCheap && log.IsDebug ? Tier.B : Tier.C)
            // What a message costs beside work that is not known, and whether people want to see it, a profile tells.
            .ForProfilesUnless(trips.IsData && isCheap && log.IsDebug);
        draft.FixWithConsent(
            "ask for the level once before the loop, or log a summary after it", HoistedGuard(loop, log, context) ?? log.Guarded(context),
            "the logger's level does not change while the loop runs",
            "the message's arguments have no effects that are needed");
    }

    private static Patch? HoistedGuard(Loop loop, LogCall log, PythonContext context)
    {
        if (context.Tree.Names.Find("is_logged"u8) >= 0 || log.Logger.Kind == Kind.Call || !context.IsInvariant(log.Logger, loop)) return null;
        if (context.Path(log.Call.Callee)?.StartsWith("logging.", StringComparison.Ordinal) == true) return null;
        var statement = log.Call.Node.Parent;
        var patch = new Patch(context.Module);
        if (patch.IndentationAt(statement.Start) is not { } indentation) return null;
        return patch.Replace(statement, $"if {Flag}:{patch.NewLine}{indentation}    {statement.Text}")
            .InsertBefore(loop.Node, $"{Flag} = {log.Logger.Text}.isEnabledFor(logging.{log.Level})")?.ImportModule("logging");
    }

    private static bool HasFormatting(LogCall log)
    {
        foreach (var argument in log.Call.Arguments)
            if (argument.Kind is Kind.JoinedStr or Kind.BinOp or Kind.Call) return true;
        return false;
    }

    /// <summary>True where the rest of a turn is known to be cheap, false where it is not known; null where logging is lost in it, or the loop is not innermost.</summary>
    private static bool? WeightOf(Loop loop, LogCall log, PythonContext context)
    {
        var body = loop.Body!.Value;
        // Rows of a query are made into objects, one on each turn.
        var isCheap = loop.Iterable is not { } rows || !HeavyWork.IsIn(context.Module, rows);
        for (var id = body.Id + 1; id < body.SubtreeEnd; id++)
        {
            var node = context.Tree[id];
            if (node.Id == log.Call.Node.Id)
            {
                id = node.SubtreeEnd - 1;
                continue;
            }
            if (node.Kind is Kind.For or Kind.AsyncFor or Kind.While or Kind.Await or Kind.AsyncWith or Kind.Yield or Kind.YieldFrom or Kind.With) return null;
            if (node.Kind != Kind.Call) continue;
            if (context.Known(node.FirstChild) is { } known)
            {
                if (known.Blocking != Blocking.No || known.Nanoseconds >= 100_000) return null;
                continue;
            }
            if (context.Module.Classes.FunctionCalled(node.AsCall!.Value) is not { } function || !IsLight(function, context)) isCheap = false;
        }
        return isCheap;
    }

    /// <summary>A function of this file without loops, and with known cheap calls only.</summary>
    private static bool IsLight(FunctionView function, PythonContext context)
    {
        var body = function.Body;
        for (var id = body.Id + 1; id < body.SubtreeEnd; id++)
        {
            var node = context.Tree[id];
            if (node.Kind is Kind.For or Kind.While or Kind.With || node.IsComprehension) return false;
            if (node.Kind == Kind.Call && context.Known(node.FirstChild) is { } known && (known.Blocking != Blocking.No || known.Nanoseconds >= 10_000)) return false;
        }
        return true;
    }
}
