using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Allocations;

public sealed class LoopInvariantAllocation : PythonRule
{
    public override RuleInfo Info { get; } = new("py-loop-invariant-allocation", Language.Python, LeverClass.Allocation, Technique.Allocation, Tier.B)
    {
        Achievable = 0.9,
        Precision = 0.85,
        Checklist = ["PY4"],
        Doc = """
            The same dict, text or number object is made on every turn of a loop, and only looked at.

            ## Why it costs
            A dict display takes 10 to 20 ns an entry, an f-string 75 to 100 ns, a `Decimal` 170 to 230, a `timedelta` 390 to 530, on every
            turn anew, though nothing in them changes.

            ## Example
            ```python
            def total(rows: list):
                result = 0
                for row in rows:
                    result += {"net": 1, "gross": 2, "tax": 3, "tip": 4}[row]
                return result
            ```
            Use instead:
            ```python
            def total(rows: list):
                result = 0
                table = {"net": 1, "gross": 2, "tax": 3, "tip": 4}
                for row in rows:
                    result += table[row]
                return result
            ```

            ## Keep it when
            The loop mostly takes no turn or one. Lists and sets of constants after `in`, and tuples of constants anywhere, are made by the
            compiler already: they cost nothing and are not reported.

            ## Regime
            A dict of four entries, 1,000 turns that do little else: 2.6, 4.0 and 3.7 times faster on CPython 3.8, 3.11, 3.13; three turns:
            1.6, 1.7 and 1.8 times. It LOSES where the loop takes no turn: the object is made for nothing.

            ## Patch safety
            Safe where everything in it is a constant, or a text or number: nobody else gets hold of the object, and making it cannot fail.
            Otherwise it is made, and may raise, even if the loop takes no turn.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Dict, Kind.JoinedStr, Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["Decimal", "timedelta", "frozenset", "date", "datetime"];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.Kind is not (Kind.Dict or Kind.JoinedStr or Kind.Call)) return;
        if (node.Kind == Kind.Dict ? !node.HasChildren || node.AsDict!.Value.Count < 3 : node.Kind == Kind.JoinedStr && node.Parent.Kind == Kind.JoinedStr) return;
        if (context.LoopAround(node) is not { IsAsync: false } inner) return;
        if (node.Kind == Kind.Call && CostOf(node, context) is null || !IsOnlyLookedAt(node, context, inner)) return;
        if (!context.IsInvariant(node, inner) || Roles.IsOnErrorPath(node)) return;
        // A part of something larger that is the same on every turn moves with it.
        if (node.Parent is { IsExpression: true, Kind: Kind.Call or Kind.BinOp or Kind.Dict } && context.IsInvariant(node.Parent, inner)) return;
        if (Loops.LeavesAfter(node.EnclosingStatement, inner) || node.EnclosingStatement.Kind == Kind.Return && inner.Body is not null) return;
        if (context.RepetitionOf(node, node) is not { } repeated || repeated.Trips.IsSmall) return;
        // Beside heavy work, and not even on every turn, it is nothing.
        var (isOnEveryTurn, isLight) = (Loops.IsOnEveryTurn(node, inner), IsLight(inner, node, context));
        if (!isOnEveryTurn && !isLight || HeavyWork.IsIn(context.Module, inner.Body ?? inner.Region)) return;

        var isPlain = IsPlain(node, context);
        var draft = context.Report(node, $"`{Short(node)}` is the same on every turn, and made on each")
            .LabelHead(repeated.Outermost.Region, "nothing in this loop changes what it is made of")
            .Cost($"n*{CostOf(node, context)}", CostOf(node, context)!)
            .Size("n", repeated.Trips)
            // Some nanoseconds are news only where nothing else of the turn takes long.
            .ForProfilesUnless(repeated.Trips.IsData && isOnEveryTurn && isLight);
        var patch = Hoisted(node, repeated.Outermost, context);
        const string Summary = "make it once, before the loop";
        if (isPlain) draft.FixSafely(Summary, patch);
        else draft.FixWithConsent(Summary, patch, "it is made, and may raise, even if the loop takes no turn", "nothing that the loop calls changes what it is made of");
    }

    private static string? CostOf(Node node, PythonContext context) => node.Kind switch
    {
        Kind.Dict => $"{node.AsDict!.Value.Count}*14ns",
        Kind.JoinedStr => "py.fstring",
        _ => context.Path(node.FirstChild) switch
        {
            "decimal.Decimal" => "py.decimal",
            "datetime.timedelta" => "py.timedelta",
            "datetime.date" or "datetime.datetime" => "150ns",
            "builtins.frozenset" when node.AsCall is { OnlyArgument: { Kind: Kind.List or Kind.Tuple or Kind.Set } items } => $"{items.Children.Count}*20ns",
            _ => null,
        },
    };

    /// <summary>Texts and numbers may go anywhere, as they cannot be changed; a dict may be read on the spot, or through a name that only the turn reads.</summary>
    private static bool IsOnlyLookedAt(Node node, PythonContext context, Loop loop)
    {
        if (node.Kind != Kind.Dict) return node.Parent.Kind is not (Kind.Yield or Kind.Expr or Kind.FormattedValue);
        if (context.UseOf(node) is Use.Indexed or Use.Searched) return true;
        if (node.Parent.AsAttribute is { Name: "get" or "items" or "values" or "keys" }) return true;
        if (context.HolderOf(node) is not { References.IsEmpty: false, IsCaptured: false } holder) return false;
        foreach (var reference in holder.References)
            if (!loop.Region.Contains(reference) || reference.Id < node.Id || context.UseOf(reference) is not (Use.Indexed or Use.Searched) && reference.Parent.AsAttribute is not { Name: "get" or "items" or "values" or "keys" }) return false;
        return true;
    }

    /// <summary>Is all that it is made of a constant, or a text or number by its type, so that making it has no effect and cannot fail?</summary>
    private static bool IsPlain(Node node, PythonContext context)
    {
        for (var id = node.Id + 1; id < node.SubtreeEnd; id++)
        {
            var part = context.Tree[id];
            if (part.Kind is Kind.Constant or Kind.FormattedValue or Kind.Absent or Kind.Tuple) continue;
            if (part.Kind != Kind.Name || context.SymbolAt(part) is not { } symbol || context.TypeOf(part) is not { IsPlainHashable: true } || symbol.IsShared) return false;
            // Bound for sure before the loop: a parameter, or a name of the module.
            if (!symbol.IsParameter && !symbol.IsModuleLevel) return false;
        }
        return node.Kind != Kind.Call || node.FirstChild.Text is "frozenset";
    }

    /// <summary>Are the other calls of a turn all known to take less than some microseconds?</summary>
    private static bool IsLight(Loop loop, Node made, PythonContext context)
    {
        var region = loop.Region;
        for (var id = region.Id + 1; id < region.SubtreeEnd; id++)
        {
            var kind = (Kind)context.Tree.RawKinds[id];
            if (kind is Kind.Await or Kind.AsyncWith or Kind.With or Kind.Yield or Kind.YieldFrom) return false;
            if (kind != Kind.Call || id >= made.Id && id < made.SubtreeEnd || loop.Iterable is { } iterable && iterable.Contains(context.Tree[id])) continue;
            if (context.Known(context.Tree[id].FirstChild) is not { Blocking: Blocking.No, Nanoseconds: < 2000 } && !IsTextMethod(context.Tree[id])) return false;
        }
        return true;
    }

    private static bool IsTextMethod(Node call) => call.FirstChild.AsAttribute is
        { Name: "append" or "add" or "get" or "startswith" or "endswith" or "strip" or "split" or "replace" or "lower" or "upper" or "join" or "items" or "keys" or "values" or "setdefault" or "extend" or "update" };

    private static string Short(Node node) => node.Span.Length <= 50 && node.Bytes.IndexOf((byte)'\n') < 0 ? node.Text : node.Kind switch
    {
        Kind.Dict => "{…}",
        Kind.JoinedStr => "f\"…\"",
        _ => node.FirstChild.Text + "(…)",
    };

    private static Patch? Hoisted(Node node, Loop loop, PythonContext context)
    {
        // What has a name of its own on every turn moves with it.
        if (context.HolderOf(node) is not null && node.EnclosingStatement is var assignment && assignment.Parent.Parent.Id == loop.Node.Id && loop.Node.IsStatement)
            return new Patch(context.Module).MoveBefore(assignment, loop.Node);
        var name = node.Kind switch { Kind.Dict => "table", Kind.JoinedStr => "text_once", _ => (node.FirstChild.AsAttribute?.Name ?? node.FirstChild.Text).ToLowerInvariant() + "_once" };
        if (context.HasName(name) || node.Bytes.IndexOf((byte)'\n') >= 0 || node.Parent.Kind == Kind.JoinedStr) return null;
        return new Patch(context.Module).Replace(node, name).InsertBeforeLoop(loop, $"{name} = {node.Text}");
    }
}
