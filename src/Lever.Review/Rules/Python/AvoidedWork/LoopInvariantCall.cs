using System.Globalization;
using Lever.Review.Findings;
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
            Joining paths takes half a microsecond to three, the largest of a list takes as long as the list, every turn anew.

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
            turns on. It LOSES where the loop takes no turn: the call is made once for nothing.

            ## Patch safety
            The call has no effect and its arguments do not change in the loop. Made before the loop, it is made, and may raise, even if the
            loop takes no turn.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    /// <summary>A function that goes by another name through `as` or an alias is not looked for: resolving every call of every loop costs too much.</summary>
    public override IReadOnlyList<string> CalleeNames { get; } =
        [.. Library.NamesWhere(symbol => symbol is { IsPure: true, Nanoseconds: >= Library.DearNanoseconds }).Union(["min", "max", "sum"])];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCall is not { Callee: { Kind: Kind.Attribute or Kind.Name } callee } call || call.ArgumentCount == 0 && callee.Kind == Kind.Name) return;
        if (context.LoopAround(node) is not { } inner || CostOf(call, context) is not { } cost) return;
        if (inner.IsAsync || Roles.IsOnErrorPath(node) || !IsOutermost(node, context)) return;
        // A call on the way out runs once, and a `while` that waits for something turns seldom.
        if (inner.Body is not null && node.EnclosingStatement is var statement && (statement.Kind == Kind.Return || Loops.LeavesAfter(statement, inner))) return;
        if (inner.IsWhile && !context.TripsOf(inner).IsData) return;
        if (!context.IsInvariant(node, inner) || HasSharedResult(node, context)) return;
        // Where a test of what it is given stands before it, it may not be called without that test.
        if (IsGuarded(node, inner) || IsLost(inner, context)) return;
        var loop = OutermostInvariant(node, inner, context);
        var trips = Largest(inner, loop, context);
        if (trips.IsSmall) return;

        var isSure = Loops.IsOnEveryTurn(node, inner);
        var draft = context.Report(node, $"`{Short(node)}` gives the same on every turn")
            .LabelHead(loop.Region, "nothing in this loop changes what the call depends on")
            .Cost($"n*{cost.Expression}", cost.Expression)
            .Size("n", trips)
            .AtTier(trips.IsData && isSure && cost.IsSure ? Tier.B : Tier.C)
            .ForProfilesUnless(trips.IsData);
        if (cost.Elements is { } elements) draft.Size("m", elements);
        draft.FixWithConsent("call it once, before the loop", Hoisted(node, call, loop, context),
            "the call is made, and may raise, even if the loop takes no turn", "nothing that the loop calls changes what the call depends on");
    }

    private readonly record struct CallCost(string Expression, Size? Elements, bool IsSure);

    /// <summary>Pure library calls that take long enough, and builtins that go through a whole container.</summary>
    private static CallCost? CostOf(CallView call, PythonContext context)
    {
        if (context.Module.Names.Resolve(call.Callee) is not { Symbol: { IsPure: true } known, Path: var path }) return null;
        // Compiled patterns and built containers have rules of their own.
        if (path.StartsWith("re.", StringComparison.Ordinal)) return null;
        if (path is "builtins.min" or "builtins.max" or "builtins.sum")
        {
            if (call.OnlyArgument is not { Kind: Kind.Name or Kind.Attribute } container || context.SizeOf(container) is not { IsSmall: false } size) return null;
            return context.TypeOf(container) is { IsOneShot: true } ? null : new CallCost("m*py.min", size, size.IsData);
        }
        return known.Nanoseconds >= Library.DearNanoseconds && !path.StartsWith("builtins.", StringComparison.Ordinal)
            ? new CallCost(string.Create(CultureInfo.InvariantCulture, $"{known.Nanoseconds}ns"), null, true) : null;
    }

    /// <summary>Is no call around this one invariant too? Then that one is reported.</summary>
    private static bool IsOutermost(Node node, PythonContext context)
    {
        for (var at = node.Parent; at.IsExpression || at.Kind == Kind.Keyword; at = at.Parent)
            if (at.AsCall is { } outer && CostOf(outer, context) is not null && context.LoopAround(at) is { } loop && context.IsInvariant(at, loop)) return false;
        return true;
    }

    /// <summary>A result that can be changed must be a new one on each turn, unless it is only looked at.</summary>
    private static bool HasSharedResult(Node node, PythonContext context)
    {
        if (context.TypeOf(node) is { IsImmutable: true } or { Name: "pathlib.Path" or "datetime.datetime" or "datetime.date" or "datetime.timedelta" }) return false;
        return context.UseOf(node) is not (Use.Read or Use.Indexed or Use.Iterated or Use.Searched);
    }

    private static Loop OutermostInvariant(Node node, Loop inner, PythonContext context)
    {
        var loop = inner;
        while (Loops.Around(loop) is { } outer && context.IsInvariant(node, outer)) loop = outer;
        return loop;
    }

    /// <summary>Does a condition inside the loop look at a name that the call's arguments read?</summary>
    private static bool IsGuarded(Node node, Loop loop)
    {
        for (var (child, at) = (node, node.Parent); at != loop.Region && !at.IsRoot; (child, at) = (at, at.Parent))
        {
            var test = at.Kind == Kind.If || at.Kind == Kind.BoolOp ? at.FirstChild : at.Kind == Kind.IfExp ? at.Child(1) : child;
            if (test.Id != child.Id && ReadsSame(test, node)) return true;
        }
        return false;
    }

    private static bool ReadsSame(Node test, Node call)
    {
        for (var id = test.Id; id < test.SubtreeEnd; id++)
            if ((Kind)test.Tree.RawKinds[id] == Kind.Name)
                for (var other = call.FirstChild.SubtreeEnd; other < call.SubtreeEnd; other++)
                    if ((Kind)call.Tree.RawKinds[other] == Kind.Name && call.Tree[other].Data == test.Tree[id].Data) return true;
        return false;
    }

    /// <summary>Does each turn wait for a file or the network, beside which a call is nothing?</summary>
    private static bool IsLost(Loop loop, PythonContext context)
    {
        var region = loop.Region;
        for (var id = region.Id; id < region.SubtreeEnd; id++)
            if ((Kind)context.Tree.RawKinds[id] == Kind.Call && context.Known(context.Tree[id].FirstChild) is { Blocking: not Blocking.No }) return true;
        return false;
    }

    private static Size Largest(Loop inner, Loop outermost, PythonContext context)
    {
        var trips = context.TripsOf(inner);
        for (var loop = inner; loop != outermost && Loops.Around(loop) is { } outer; loop = outer)
            if (context.TripsOf(outer) is var own && own.Origin > trips.Origin) trips = own;
        return trips;
    }

    private static string Short(Node node) => node.Span.Length <= 60 && node.Bytes.IndexOf((byte)'\n') < 0 ? node.Text : node.FirstChild.Text + "(…)";

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
