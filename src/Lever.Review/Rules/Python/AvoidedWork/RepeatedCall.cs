using System.Globalization;
using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.AvoidedWork;

public sealed class RepeatedCall : PythonRule
{
    /// <summary>From here on a library call that is made twice is worth a line where no loop repeats it. What works on paths takes less, and stands beside files.</summary>
    private const double VeryDearNanoseconds = 4000;

    /// <summary>And from here on where a loop over data does.</summary>
    private const double DearNanoseconds = 1000;

    public override RuleInfo Info { get; } = new("py-repeated-call", Language.Python, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.B)
    {
        Achievable = 0.95,
        Precision = 0.85,
        Doc = """
            The same dear call with the same arguments is made twice on one path of a function.

            ## Why it costs
            The second call does all the work of the first, to find what the first has found: going through a list, joining paths, working out
            a signature.

            ## Example
            ```python
            def heaviest(parcels: list):
                best = 0
                for parcel in parcels:
                    best = max(best, parcel.weight)
                return best

            def surcharge(parcels: list):
                if heaviest(parcels) > 20:
                    return heaviest(parcels) - 20
                return 0
            ```
            Use instead:
            ```python
            def heaviest(parcels: list):
                best = 0
                for parcel in parcels:
                    best = max(best, parcel.weight)
                return best

            def surcharge(parcels: list):
                weight = heaviest(parcels)
                if weight > 20:
                    return weight - 20
                return 0
            ```

            ## Keep it when
            Both results are needed as objects of their own, because one of them is changed.

            ## Regime
            A loop over 30 and over 300 elements run twice takes 2.0 times as long as once on CPython 3.8, 3.11 and 3.13, over three elements
            1.8 to 1.9 times. It never loses: where the second call is not reached, the first is made all the same.

            ## Patch safety
            The call has no effect that its file shows, and nothing between the two is seen to change what it reads. Both users get the same
            object.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call, Kind.FunctionDef];

    public override IReadOnlyList<string> CalleeNames { get; } =
        [.. Library.NamesWhere(symbol => symbol is { IsPure: true, Parses: false, Nanoseconds: >= DearNanoseconds }), .. Passes];

    /// <summary>Builtins that go through all of a container.</summary>
    private static readonly string[] Passes = ["sorted", "sum", "min", "max", "set", "frozenset"];

    public override void Visit(Node node, PythonContext context)
    {
        if (context.Module.FileRole is Role.Test) return;
        if (node.Kind == Kind.Call) VisitLibrary(node, context);
        else if (node.Kind == Kind.FunctionDef) VisitOwn(node, context);
    }

    private static void VisitLibrary(Node node, PythonContext context)
    {
        if (node.FirstChild.Kind is not (Kind.Name or Kind.Attribute) || node.EnclosingDef is not { } def || EarlierLike(node, def) is not { } earlier) return;
        if (node.AsCall is { OnlyArgument: { Kind: Kind.Name or Kind.Attribute } container, Callee: { Kind: Kind.Name } builtin } && Passes.Contains(builtin.Text) && context.IsBuiltin(builtin, builtin.Text))
        {
            if (context.SizeOf(container) is not { IsData: true } size || context.TypeOf(container) is { IsOneShot: true }) return;
            Check(earlier, node, null, new FunctionCost(builtin.Text is "set" or "frozenset" ? "m*py.set.build" : builtin.Text == "sorted" ? "m*py.sort" : "m*py.min", size), builtin.Text == "sorted", context);
            return;
        }
        // Patterns and built containers have rules of their own, and so has parsed text.
        if (context.Known(node.FirstChild) is not { IsPure: true, Parses: false, Nanoseconds: >= DearNanoseconds } known) return;
        if (known.Name.StartsWith("re.", StringComparison.Ordinal) || known.Name.StartsWith("builtins.", StringComparison.Ordinal)) return;
        var cost = new FunctionCost(string.Create(CultureInfo.InvariantCulture, $"{known.Nanoseconds}ns"), null);
        if (known.Nanoseconds < VeryDearNanoseconds && !(context.LoopAround(node) is { } loop && context.TripsOf(loop).IsData && !Loops.IsWaiting(loop, context.Module))) return;
        Check(earlier, node, null, cost, true, context);
    }

    /// <summary>The last call of the same text before this one in its function.</summary>
    private static Node? EarlierLike(Node node, Node def)
    {
        var (tree, name) = (node.Tree, node.FirstChild.Data);
        var bytes = node.Bytes;
        for (var id = node.Id - 1; id > def.Id && node.Id - id < MaximumDistance; id--)
            if ((Kind)tree.RawKinds[id] == Kind.Call && tree[id + 1].Data == name && tree[id].Bytes.SequenceEqual(bytes)) return tree[id];
        return null;
    }

    private static void VisitOwn(Node def, PythonContext context)
    {
        var sites = OwnCalls.SitesOf(def, static (site, before) => before is { } near && site.Id - near.Id < MaximumDistance && site.Span.Length == near.Span.Length, context);
        FunctionCost? cost = null;
        for (var number = 1; number < sites.Count; number++)
        {
            var later = sites[number];
            for (var other = number - 1; other >= 0 && later.Id - sites[other].Id < MaximumDistance; other--)
            {
                if (!sites[other].Bytes.SequenceEqual(later.Bytes)) continue;
                cost ??= FunctionCost.Of(context.Module, def.AsFunction!.Value);
                if (cost is not { } known) return;
                if (Check(sites[other], later, def.AsFunction, known, known.Elements is { IsData: true } && OwnCalls.IsSurely(later, def, context), context)) break;
            }
        }
    }

    /// <summary>Calls further apart than this, in nodes of the tree, are not compared: between them nearly anything may happen.</summary>
    private const int MaximumDistance = 2000;

    private static bool Check(Node first, Node second, FunctionView? function, FunctionCost cost, bool isSure, PythonContext context)
    {
        if (first.EnclosingFunction != second.EnclosingFunction || Roles.IsOnErrorPath(second)) return false;
        // The test of `a if test else b` stands behind `a`.
        var (earlier, later) = Paths.IsAlwaysBefore(first, second) ? (first, second) : (second, first);
        if (earlier == second && !Paths.IsAlwaysBefore(second, first)) return false;
        if (!OwnCalls.HasPureArguments(later, context) || later.Parent.Kind == Kind.Expr || earlier.Parent.Kind == Kind.Expr) return false;
        if (!MayShare(earlier, later, context)) return false;
        if (MayChangeBetween(earlier, later, function, context)) return false;

        var draft = context.Report(later, $"`{CallText.Short(later)}` is called again with the same arguments")
            .Label(earlier, "called here already")
            .Cost($"2*{cost.Expression}", cost.Expression)
            .AtTier(isSure ? Tier.B : Tier.C)
            .ForProfilesUnless(isSure);
        if (cost.Elements is { } elements) draft.Size("m", elements);
        const string Unchanged = "nothing between the two calls changes what they read";
        if (context.HolderOf(earlier) is { OnlyDefinition: { } held }) draft.FixWithConsent($"use `{held.Node.Text}`", new Patch(context.Module).Replace(later, held.Node.Text), Unchanged);
        else draft.FixWithConsent("call it once and keep the result", Kept(earlier, later, context), Unchanged);
        return true;
    }

    /// <summary>Is one result as good as two: can nobody change it, or is the first done with before anybody can change the second?</summary>
    private static bool MayShare(Node earlier, Node later, PythonContext context)
    {
        var type = context.TypeOf(earlier);
        if (type is { IsFrozen: true }) return true;
        if (type is { IsOneShot: true }) return false;
        var use = context.UseOf(earlier);
        if (SharedResult.IsReading(use, orIterated: true)) return use != Use.Iterated || !earlier.EnclosingStatement.Contains(later) || SharedResult.IsOnlyRead(later, context) || WithinComprehension(earlier, later) is not null;
        if (context.HolderOf(earlier) is not { IsCaptured: false } holder) return false;
        foreach (var reference in holder.References)
            if (!SharedResult.IsReading(context.UseOf(reference), orIterated: true) && (reference.Parent.Kind != Kind.Return || reference.Parent.Contains(later))) return false;
        return SharedResult.IsOnlyRead(later, context) || later.EnclosingStatement.Kind == Kind.Return;
    }

    private static bool MayChangeBetween(Node earlier, Node later, FunctionView? function, PythonContext context)
    {
        var inputs = new CallInputs(context.Module, later.AsCall!.Value, function);
        if (WithinComprehension(earlier, later) is { } comprehension)
            return inputs.MayChange(comprehension.FirstChild.Id, comprehension.Child(1).Id) || inputs.MayChange(earlier.Id, earlier.SubtreeEnd);
        var (start, end) = earlier.Id < later.Id ? (earlier.SubtreeEnd, later.Id) : (later.SubtreeEnd, earlier.Id);
        // A loop around the later call alone brings it what happens further down, too.
        for (var loop = context.LoopAround(later); loop is { } around && !around.Region.Contains(earlier); loop = Loops.Around(around)) end = Math.Max(end, around.Region.SubtreeEnd);
        return inputs.MayChange(start, end);
    }

    /// <summary>The comprehension whose condition makes the earlier call and whose element the later one.</summary>
    private static Node? WithinComprehension(Node earlier, Node later)
    {
        if (earlier.Id < later.Id) return null;
        for (var at = earlier.Parent; !at.IsStatement; at = at.Parent)
            if (at.IsComprehension && at.Contains(later)) return at.FirstChild.Contains(later) ? at : null;
        return null;
    }

    private static Patch? Kept(Node earlier, Node later, PythonContext context)
    {
        var callee = earlier.FirstChild;
        var last = (callee.AsAttribute?.Name ?? callee.Text).TrimStart('_').ToLowerInvariant();
        if (earlier.Bytes.Contains((byte)'\n') || context.NewName(last + "_once") is not { } name) return null;
        var patch = new Patch(context.Module);
        if (WithinComprehension(earlier, later) is not null)
            return earlier.EnclosingFunction is { IsFunction: true } ? patch.Replace(earlier, $"({name} := {earlier.Text})").Replace(later, name) : null;
        var statement = earlier.EnclosingStatement;
        // The condition of a `while` is asked again, and an `elif` has no line of its own to stand before.
        if (statement.Kind is Kind.While or Kind.With or Kind.AsyncWith or Kind.Match || statement.Bytes.StartsWith("elif"u8) || !statement.Parent.Contains(later)) return null;
        // What the statement does before it comes to the call would come after it.
        if (!IsFirst(earlier, statement, context)) return null;
        return patch.Replace(earlier, name).Replace(later, name).InsertBefore(statement, $"{name} = {earlier.Text}");
    }

    /// <summary>Is everything that a statement evaluates before a call free of effects, and the call under no condition of the statement?</summary>
    private static bool IsFirst(Node call, Node statement, PythonContext context)
    {
        for (var (child, at) = (call, call.Parent); child != statement; (child, at) = (at, at.Parent))
        {
            if (at.Kind == Kind.BoolOp && at.FirstChild != child || at.Kind is Kind.Lambda or Kind.NamedExpr || at.Kind == Kind.IfExp && at.Child(1) != child || at.IsComprehension) return false;
            if (at == statement) break;
        }
        for (var id = statement.Id + 1; id < call.Id; id++)
            if ((Kind)context.Tree.RawKinds[id] == Kind.Call && !context.Tree[id].Contains(call) && !context.IsLikelyPure(context.Tree[id])) return false;
        return true;
    }
}
