using System.Globalization;
using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.AvoidedWork;

public sealed class LoopInvariantCall : PythonRule
{
    public override RuleInfo Info { get; } = new("py-loop-invariant-call", Language.Python, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.B)
    {
        Achievable = 0.9,
        Precision = 0.85,
        Checklist = ["PY10"],
        Doc = """
            A call that gives the same result on every turn of a loop is made on every turn.

            ## Why it costs
            Joining paths takes half a microsecond to three, the largest of a list takes as long as the list, every turn anew; so does a
            function of the file that goes through a list and has no effect, and `any`, `all` or `sum` of what is worked out for each element.
            In nested loops a call that depends on the inner loop's element alone is made for each element again on every turn of the outer
            loop; in a comprehension with two `for`, one that depends on the first alone is made again for every element of the second.
            A loop over what `itertools.product` or `combinations` makes comes to the same element once for each combination that holds it.

            ## Example
            ```python
            import os

            def missing(titles: list, root):
                found = 0
                for title in titles:
                    if title in os.path.join(root, "index"):
                        found += 1
                return found
            ```
            Use instead:
            ```python
            import os

            def missing(titles: list, root):
                found = 0
                index = os.path.join(root, "index")
                for title in titles:
                    if title in index:
                        found += 1
                return found
            ```

            ## Keep it when
            The loop mostly takes no turn or one, or the call raises on purpose only once there is something to do.

            ## Regime
            For a path joined from two parts 29, 24 and 15 times faster (CPython 3.8, 3.11, 3.13) where the loop does little else, from two
            turns on. It LOSES where the loop takes no turn: the call is made once for nothing. A loop of one's own over the same n elements
            makes a loop quadratic: called once it is 130 to 240 times faster at 300, 2.1 times at 3. A path joined for each element of an
            inner loop, anew on each of 100 turns of the outer one: 24, 24 and 15 times; on ten 5 to 8 times; on one it LOSES, 0.8 times.
            `any` over n objects in a loop of n turns (3.8, 3.11, 3.13): 222, 187 and 176 times at 300, 1.4 to 1.5 at 3, even at 1. A function
            called for each of n elements of the second `for`: 6.5, 6.2 and 3.6 times at 10, even at 1. A call for each element of an inner
            comprehension: 2.1 to 2.6 times where the outer one takes 3 turns; where it takes one it LOSES, 0.8 to 1.0.
            A path joined for each pair of a product of n and n: 5 to 7 times at 10, 1.9 to 2.3 at 3; at one it LOSES, 0.8 to 0.9. A slice
            made for each part of each cell of a product of two times ten: 12, 11 and 12 times, of three times ten 45, 27 and 29 times.

            ## Patch safety
            The call has no effect and its arguments do not change in the loop. Made before the loop, it is made, and may raise, even if the
            loop takes no turn.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call, Kind.FunctionDef, Kind.ListComp, Kind.SetComp, Kind.DictComp, Kind.GeneratorExp];

    public override ReadOnlySpan<Kind> OnlyInLoops => [Kind.Call];

    /// <summary>A function that goes by another name through `as` or an alias is not looked for: resolving every call of every loop costs too much.</summary>
    public override IReadOnlyList<string> CalleeNames { get; } =
        [.. Library.NamesWhere(symbol => symbol is { IsPure: true, Nanoseconds: >= Library.DearNanoseconds }).Union(["min", "max", "sum", "any", "all"])];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.Kind == Kind.FunctionDef) VisitOwn(node, context);
        if (node.IsComprehension) ComprehensionCalls.Visit(node, context);
        if (node.Kind != Kind.Call) return;
        if (node.AsCall is not { Callee: { Kind: Kind.Attribute or Kind.Name } callee } call || call.ArgumentCount == 0 && callee.Kind == Kind.Name) return;
        if (context.LoopAround(node) is not { } inner || CostOf(call, context) is not { } cost) return;
        if (inner.IsAsync || Roles.IsOnErrorPath(node) || !IsOutermost(node, context)) return;
        // A call on the way out runs once, and a `while` that waits for something turns seldom.
        if (inner.Body is not null && node.EnclosingStatement is var statement && (statement.Kind == Kind.Return || Loops.LeavesAfter(statement, inner))) return;
        if (inner.IsWhile && !context.TripsOf(inner).IsData) return;
        if (!IsSameOn(node, call, inner, context))
        {
            if (ElementWork.Of(context.Module, node, inner) is { } work) CheckPerElement(node, call, work, cost, context);
            return;
        }
        // A result that can be changed must be a new one on each turn, unless it is only looked at.
        if (!SharedResult.MayServeAll(node, context)) return;
        // Where a test of what it is given stands before it, it may not be called without that test.
        if (CallInputs.AreTestedWithin(inner.Region, node) || Loops.IsWaiting(inner, context.Module)) return;
        var loop = OutermostInvariant(node, inner, context);
        var trips = Largest(inner, loop, context);
        if (trips.IsSmall) return;

        var isSure = Loops.IsOnEveryTurn(node, inner);
        var draft = context.Report(node, $"`{CallText.Short(node)}` gives the same on every turn")
            .LabelHead(loop.Region, "nothing in this loop changes what the call depends on")
            .Cost($"n*{cost.Expression}", cost.Expression)
            .Size("n", trips)
            .AtTier(trips.IsData && isSure && cost.IsSure ? Tier.B : Tier.C)
            .ForProfilesUnless(trips.IsData);
        if (cost.Elements is { } elements) draft.Size("m", elements);
        draft.FixWithConsent("call it once, before the loop", Hoisted(node, call, loop, context),
            "the call is made, and may raise, even if the loop takes no turn", "nothing that the loop calls changes what the call depends on");
    }

    /// <summary>A function of the file that has no effect and goes through data, called in a loop with the same arguments.</summary>
    private static void VisitOwn(Node def, PythonContext context)
    {
        if (context.Module.FileRole is Role.Test) return;
        FunctionCost? cost = null;
        foreach (var site in OwnCalls.SitesOf(def, static (site, _) => Loops.Around(site) is not null, context))
        {
            if (context.LoopAround(site) is not { IsAsync: false } inner || site.Parent.Kind == Kind.Expr || Roles.IsOnErrorPath(site)) continue;
            if (inner.Body is not null && site.EnclosingStatement is var statement && (statement.Kind == Kind.Return || Loops.LeavesAfter(statement, inner))) continue;
            var trips = context.TripsOf(inner);
            if (trips.IsSmall || inner.IsWhile && !trips.IsData || CallInputs.AreTestedWithin(inner.Region, site)) continue;
            if (!SharedResult.MayServeAll(site, context)) continue;
            var isSettled = IsSettled(site, inner, context);
            var work = isSettled ? null : ElementWork.OfCall(context.Module, site.AsCall!.Value, inner);
            if (!isSettled && work is null) continue;
            cost ??= FunctionCost.Of(context.Module, def.AsFunction!.Value);
            if (cost is not { } known) return;
            var inputs = new CallInputs(context.Module, site.AsCall!.Value, def.AsFunction);
            if (work is { } repeated)
            {
                if (!inputs.MayChangeIn(repeated.Outermost, repeated.Inner.Target)) CheckPerElement(site, site.AsCall!.Value, repeated, new CallCost(known.Expression, known.Elements, false), context);
                continue;
            }
            if (inputs.MayChangeIn(inner)) continue;

            var isSure = Loops.IsOnEveryTurn(site, inner) && trips.IsData && known.Elements is { IsData: true } && OwnCalls.IsSurely(site, def, context);
            var draft = context.Report(site, $"`{CallText.Short(site)}` gives the same on every turn")
                .LabelHead(inner.Region, "nothing in this loop changes what the call depends on")
                .LabelHead(def, "has no effect, so that one call is as good as many")
                .Cost($"n*{known.Expression}", known.Expression)
                .Size("n", trips)
                .AtTier(isSure ? Tier.B : Tier.C)
                .ForProfilesUnless(isSure);
            if (known.Elements is { } elements) draft.Size("m", elements);
            draft.FixWithConsent("call it once, before the loop", Hoisted(site, site.AsCall!.Value, inner, context),
                "the call is made, and may raise, even if the loop takes no turn", "nothing that the loop calls changes what the call depends on");
        }
    }

    /// <summary>Do receiver and arguments stay the same?</summary>
    private static bool IsSettled(Node site, Loop loop, PythonContext context)
    {
        if (site.FirstChild.AsAttribute is { } method && !context.IsInvariant(method.Receiver, loop)) return false;
        foreach (var argument in site.AsCall!.Value.Arguments)
            if (!context.IsInvariant(argument, loop)) return false;
        return true;
    }

    /// <summary>An inner loop that goes through the same elements on each turn of the loop around it makes the same calls for them.</summary>
    private static void CheckPerElement(Node node, CallView call, ElementWork work, CallCost cost, PythonContext context)
    {
        if (work.Turns.IsSmall || work.Elements.IsSmall) return;
        var inner = work.Inner;
        if (!SharedResult.MayServeAll(node, context) || CallInputs.AreTestedWithin(work.Outermost.Region, node) || Loops.IsWaiting(inner, context.Module)) return;
        var isSure = Loops.IsOnEveryTurn(node, inner) && (work.Turns.IsData || work.Elements.IsData) && cost.IsSure;
        var draft = PerElement.Report(context, node, work, $"`{CallText.Short(node)}` is called again", "makes the calls anew")
            .Cost($"t*n*{cost.Expression}", $"n*{cost.Expression}", "t > 1")
            .Size("t", work.Turns)
            .Size("n", work.Elements)
            .AtTier(isSure ? Tier.B : Tier.C)
            .ForProfilesUnless(isSure);
        if (cost.Elements is { } elements) draft.Size("m", elements);
        draft.FixWithConsent("call it once for each element, before the loops", PerElement.Patch(context, node, work, PerElement.ResultName(call, work)),
            "the calls are made, and may raise, even where the loops would not come to them", "nothing that the loops call changes what the calls depend on");
    }

    private readonly record struct CallCost(string Expression, Size? Elements, bool IsSure);

    /// <summary>Pure library calls that take long enough, and builtins that go through a whole container.</summary>
    private static CallCost? CostOf(CallView call, PythonContext context)
    {
        if (context.Module.Names.Resolve(call.Callee) is not { Symbol: { IsPure: true } known, Path: var path }) return null;
        // Compiled patterns and built containers have rules of their own.
        if (path.StartsWith("re.", StringComparison.Ordinal)) return null;
        if (path is "builtins.min" or "builtins.max" or "builtins.sum" or "builtins.any" or "builtins.all")
        {
            if (call.OnlyArgument is { IsComprehension: true } made)
                return context.SizeOf(made) is { IsSmall: false } elements ? new CallCost("m*py.genexpr.step", elements, elements.IsData && path is not ("builtins.any" or "builtins.all")) : null;
            // `any` of a container mostly ends at one of its first elements.
            if (path is "builtins.any" or "builtins.all" || call.OnlyArgument is not { Kind: Kind.Name or Kind.Attribute } container || context.SizeOf(container) is not { IsSmall: false } size) return null;
            return context.TypeOf(container) is { IsOneShot: true } ? null : new CallCost("m*py.min", size, size.IsData);
        }
        return known.Nanoseconds >= Library.DearNanoseconds && !path.StartsWith("builtins.", StringComparison.Ordinal)
            ? new CallCost(string.Create(CultureInfo.InvariantCulture, $"{known.Nanoseconds}ns"), null, true) : null;
    }

    /// <summary>Is no call around this one invariant too? Then that one is reported.</summary>
    private static bool IsOutermost(Node node, PythonContext context)
    {
        for (var at = node.Parent; at.IsExpression || at.Kind == Kind.Keyword; at = at.Parent)
            if (at.AsCall is { } outer && CostOf(outer, context) is not null && context.LoopAround(at) is { } loop
                && (context.IsInvariant(at, loop) || ElementWork.Of(context.Module, at, loop) is not null)) return false;
        return true;
    }

    /// <summary>Does a call give the same on every turn of a loop? Of one that goes through elements as they are worked out, those must be the same.</summary>
    private static bool IsSameOn(Node node, CallView call, Loop loop, PythonContext context)
    {
        if (call.OnlyArgument is not { IsComprehension: true } made) return context.IsInvariant(node, loop);
        for (var id = made.Id; id < made.SubtreeEnd; id++)
        {
            var part = context.Tree[id];
            switch (part.Kind)
            {
                case Kind.Await or Kind.Yield or Kind.YieldFrom or Kind.NamedExpr or Kind.Lambda: return false;
                case Kind.Call when !IsHarmless(part.AsCall!.Value, context): return false;
                case Kind.Name when context.SymbolAt(part) is { } symbol && made.Contains(symbol.ScopeNode): break;
                // A turn may change the element that it is at, and with it what is asked of all elements.
                case Kind.Name when loop.Iterable is { } iterable && IsNamedIn(part, iterable) && !IsQuiet(loop, node, context) || !context.IsInvariant(part, loop): return false;
            }
        }
        return !CallInputs.OfUnknown(context.Module, call).MayChangeIn(loop);
    }

    /// <summary>A call without effect, or one of a function whose name promises a yes or no.</summary>
    private static bool IsHarmless(CallView call, PythonContext context) =>
        context.Module.Purity.IsLikelyHarmless(call) || CallNames.Of(call) is { } name && CallNames.IsQuestion(name);

    private static bool IsNamedIn(Node name, Node expression)
    {
        for (var id = expression.Id; id < expression.SubtreeEnd; id++)
            if ((Kind)expression.Tree.RawKinds[id] == Kind.Name && expression.Tree[id].Data == name.Data) return true;
        return false;
    }

    /// <summary>Does a loop, besides a call in it, store nothing in objects and call nothing that could?</summary>
    private static bool IsQuiet(Loop loop, Node besides, PythonContext context)
    {
        for (var id = loop.Region.Id; id < loop.Region.SubtreeEnd; id++)
        {
            var part = context.Tree[id];
            if (part.Kind is Kind.Attribute or Kind.Subscript && Usage.IsStored(part)) return false;
            if (part.Kind == Kind.Call && !besides.Contains(part) && !part.Contains(besides) && !context.Module.Purity.IsLikelyHarmless(part.AsCall!.Value)) return false;
        }
        return true;
    }

    private static Loop OutermostInvariant(Node node, Loop inner, PythonContext context)
    {
        var loop = inner;
        while (Loops.Around(loop) is { } outer && IsSameOn(node, node.AsCall!.Value, outer, context)) loop = outer;
        return loop;
    }

    private static Size Largest(Loop inner, Loop outermost, PythonContext context)
    {
        var trips = context.TripsOf(inner);
        for (var loop = inner; loop != outermost && Loops.Around(loop) is { } outer; loop = outer)
            if (context.TripsOf(outer) is var own && own.Origin > trips.Origin) trips = own;
        return trips;
    }

    private static Patch? Hoisted(Node node, CallView call, Loop loop, PythonContext context)
    {
        var name = (call.Callee.AsAttribute?.Name ?? call.Callee.Text).ToLowerInvariant() + "_once";
        if (context.HasName(name) || loop.IsWhile && loop.Node.FirstChild.Contains(node)) return null;
        var statement = loop.Region.EnclosingStatement;
        // A class body's names and a lambda's parameters cannot be seen from a line before it.
        if (statement.EnclosingFunction != node.EnclosingFunction) return null;
        return new Patch(context.Module).Replace(node, name).InsertBefore(statement, $"{name} = {node.Text}");
    }
}
