using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.AvoidedWork;

public sealed class DeferredExpensive : PythonRule
{
    /// <summary>Below this, deciding costs about what computing does.</summary>
    private const double Dear = 1000;

    public override RuleInfo Info { get; } = new("py-deferred-expensive", Language.Python, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.B)
    {
        Precision = 0.85,
        Doc = """
            A value is computed before the condition that decides whether it is needed.

            ## Why it costs
            The work is done on every call, and thrown away on those that take the other way: the share of calls that do not need it
            times its cost. A list, set or dict that a comprehension makes is work of that kind too.

            ## Example
            ```python
            def compute_expensive(data: list):
                best = 0
                for first in data:
                    best = max(best, first * 3 % 97)
                return best

            def process(data, config):
                expensive = compute_expensive(data)
                if config.needs_expensive:
                    use(expensive)
            ```
            Use instead:
            ```python
            def compute_expensive(data: list):
                best = 0
                for first in data:
                    best = max(best, first * 3 % 97)
                return best

            def process(data, config):
                if config.needs_expensive:
                    expensive = compute_expensive(data)
                    use(expensive)
            ```

            ## Keep it when
            Computing it also checks the input, and the check must come first; or it is done early on purpose, before a lock is taken.

            ## Regime
            The gain is the share of calls that do not need the value: with fifty elements such a call became 108, 153 and 60 times faster
            (CPython 3.8, 3.11, 3.13). Where nearly every call needs the value it gains nothing, and it never loses.

            ## Patch safety
            The computation has no effect, so only its errors move: they appear on the way that uses the value, and no longer on the other.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Assign, Kind.Call];

    public override ReadOnlySpan<Kind> AssignedKinds => [Kind.Call, Kind.ListComp, Kind.SetComp, Kind.DictComp];

    public override IReadOnlyList<string> CalleeNames => ["get"];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.Kind == Kind.Assign) VisitAssignment(node, context);
        else if (node.Kind == Kind.Call) VisitDefault(node, context);
    }

    private static void VisitAssignment(Node node, PythonContext context)
    {
        // A test computes what it compares with, once.
        if (context.Module.FileRole is Role.Test || node.AsAssign is not { OnlyTarget.Kind: Kind.Name, Value: { Kind: Kind.Call or Kind.ListComp or Kind.SetComp or Kind.DictComp } value } || !IsFollowedByIf(node)) return;
        if (context.HolderOf(value) is not { } holder || holder.References.IsEmpty || holder.IsCaptured) return;
        if (DecisionAfter(node, holder, value, context) is not { } decision || CostOf(value, context) is not { } cost) return;
        if (value.IsComprehension && !IsWorthLater(value, decision, context)) return;

        var draft = context.Report(value, $"`{holder.Name}` is computed on every way and used on one")
            .LabelHead(decision.If, decision.Branch is null ? "the way out from here does not use it" : "used on one way from here")
            .Cost(cost.Before, $"0.5*({cost.Before})")
            .AtTier(value.IsComprehension ? Tier.C : TierOf(node, cost, context))
            // A comprehension over what is at hand is often a line of a few elements.
            .ForProfilesUnless(!value.IsComprehension);
        if (cost.Measured is { } measured) draft.Size("n", measured);
        var patch = new Patch(context.Module);
        patch = decision.Branch is { } branch ? patch.MoveBefore(node, branch.FirstChild) : patch.MoveAfter(node, decision.If);
        draft.FixWithConsent(decision.Branch is null ? "compute it after the way out" : "compute it on the way that uses it", patch,
            "an error in computing it appears only on the way that uses it");
    }

    /// <summary>Is a comprehension some of the work of its function, and may it be long where it is not needed? What decides by the same elements decides where there are none.</summary>
    private static bool IsWorthLater(Node value, Decision decision, PythonContext context)
    {
        var test = decision.If.AsIf!.Value;
        if (decision.Branch is null && test.Body.LastChild.Kind == Kind.Raise) return false;
        foreach (var generator in value.AsComprehension!.Value.Generators)
            for (var id = generator.Child(1).Id; id < generator.Child(1).SubtreeEnd; id++)
                if (context.Tree[id] is { Kind: Kind.Name } name && Names(test.Test, name.Data)) return false;
        return value.EnclosingDef is not { } function || !HeavyWork.IsIn(context.Module, function.Child(5));
    }

    private static bool Names(Node expression, int name)
    {
        for (var id = expression.Id; id < expression.SubtreeEnd; id++)
            if ((Kind)expression.Tree.RawKinds[id] == Kind.Name && expression.Tree[id].Data == name) return true;
        return false;
    }

    /// <param name="Branch">The only branch that uses the value; null where the decision is a way out that does not.</param>
    private readonly record struct Decision(Node If, Node? Branch);

    /// <summary>The next <c>if</c> of the same block that decides whether the value is used, with nothing between that could change its arguments.</summary>
    private static Decision? DecisionAfter(Node assignment, Symbol holder, Node value, PythonContext context)
    {
        var end = assignment.Parent.SubtreeEnd;
        for (var id = assignment.SubtreeEnd; id < end; id = context.Tree[id].SubtreeEnd)
        {
            var statement = context.Tree[id];
            if (statement.AsIf is { } test)
            {
                if (Counts(holder, test.Test) > 0 || Counts(holder, test.Body) is > 0 and var some && some < holder.References.Count) return null;
                if (MayChange(test.Test, value, context)) return null;
                var (inBody, inElse, all) = (Counts(holder, test.Body), test.OrElse is { } other ? Counts(holder, other) : 0, holder.References.Count);
                if (inBody == all) return new Decision(statement, test.Body);
                if (inElse == all && test.OrElse is { Kind: Kind.Block } orElse && !IsElif(orElse)) return new Decision(statement, orElse);
                if (inBody == 0 && test.OrElse is null && Leaves(test.Body)) return new Decision(statement, null);
                return null;
            }
            // Only plain assignments and such may stand between: what they do to the arguments can be seen.
            if (statement.Kind is not (Kind.Assign or Kind.AnnAssign) || Counts(holder, statement) > 0 || MayChange(statement, value, context)) return null;
        }
        return null;
    }

    /// <summary>Do only plain assignments stand between? A look at kinds alone, which spares most assignments the rest.</summary>
    private static bool IsFollowedByIf(Node assignment)
    {
        var end = assignment.Parent.SubtreeEnd;
        var id = assignment.SubtreeEnd;
        while (id < end && assignment.Tree[id].Kind is Kind.Assign or Kind.AnnAssign) id = assignment.Tree[id].SubtreeEnd;
        return id < end && assignment.Tree[id].Kind == Kind.If;
    }

    private static int Counts(Symbol holder, Node region)
    {
        var count = 0;
        foreach (var reference in holder.References)
            if (region.Contains(reference)) count++;
        return count;
    }

    /// <summary>Could code between the computation and its use change what it computes? Unknown calls might, unless they see nothing of it.</summary>
    private static bool MayChange(Node code, Node value, PythonContext context)
    {
        if (!context.IsPure(code)) return true;
        for (var id = value.Id; id < value.SubtreeEnd; id++)
            if (context.Tree[id] is { Kind: Kind.Name } name && context.SymbolAt(name) is { } symbol && symbol.IsDefinedIn(code)) return true;
        return false;
    }

    /// <summary>An `elif` is an `if` alone in the `else` block, without a line of its own to stand before.</summary>
    private static bool IsElif(Node orElse) => orElse.FirstChild.Kind == Kind.If && orElse.Children.Count == 1;

    private static bool Leaves(Node body) => body.LastChild.Kind is Kind.Return or Kind.Continue or Kind.Raise;

    private readonly record struct Computation(string Before, Size? Measured);

    /// <summary>A library call of some microseconds counts only where data repeat it.</summary>
    private static Tier TierOf(Node node, Computation cost, PythonContext context) =>
        cost.Measured is { IsData: true } || context.RepetitionOf(node) is { Trips.IsData: true } ? Tier.B : Tier.C;

    /// <summary>What a call without effect costs, where it is known to be dear; null for others.</summary>
    private static Computation? CostOf(Node value, PythonContext context)
    {
        if (value.IsComprehension)
            return context.SizeOf(value) is { IsSmall: false } size && context.IsLikelyPure(value) ? new Computation("n*py.listcomp.step", size) : null;
        var call = value.AsCall!.Value;
        if (context.Known(call.Callee) is { } known)
        {
            if (known.Nanoseconds < Dear || !(known.IsPure || known.Reads && known.Blocking is Blocking.No or Blocking.File)) return null;
            foreach (var argument in call.Arguments)
                if (!context.IsPure(argument)) return null;
            return new Computation(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{known.Nanoseconds}ns"), null);
        }
        if (context.Module.Classes.FunctionCalled(call) is not { } function)
            return OwnCalls.HasPureArguments(value, context) && OwnCalls.CostElsewhere(call, context) is { IsPure: true, Elements: { } elements } ? new Computation("n*(py.loop.step + py.builtin.call)", elements) : null;
        if (!context.IsPure(value)) return null;
        for (var id = function.Body.Id; id < function.Body.SubtreeEnd; id++)
        {
            var node = context.Tree[id];
            if (node.Kind is not (Kind.For or Kind.While or Kind.Comprehension)) continue;
            var trips = context.TripsOf(new Loop(node));
            if (!trips.IsSmall) return new Computation("n*(py.loop.step + py.builtin.call)", trips);
        }
        return null;
    }

    /// <summary><c>d.get(k, f())</c> computes the default though the key is there.</summary>
    private static void VisitDefault(Node node, PythonContext context)
    {
        if (node.AsCall is not { Callee.AsAttribute: { Name: "get" } method, ArgumentCount: 2 } call) return;
        if (call.Positional(1) is not { Kind: Kind.Call } value || call.Positional(0) is not { } key || context.TypeOf(method.Receiver) is not { IsMapping: true }) return;
        if (CostOf(value, context) is not { } cost) return;
        var draft = context.Report(node, "the default is computed although the key may be there")
            .Label(value, "computed on every call")
            .Cost($"py.dict.lookup + {cost.Before}", $"2*py.dict.lookup + 0.5*({cost.Before})")
            .AtTier(TierOf(node, cost, context));
        if (cost.Measured is { } measured) draft.Size("n", measured);
        var isPlain = method.Receiver.Kind is Kind.Name && key.Kind is Kind.Name or Kind.Constant;
        var patch = isPlain ? new Patch(context.Module).Replace(node, $"({method.Receiver.Text}[{key.Text}] if {key.Text} in {method.Receiver.Text} else {value.Text})") : null;
        draft.FixWithConsent("compute the default only where the key is missing", patch, "an error in computing the default appears only where the key is missing");
    }
}
