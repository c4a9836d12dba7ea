using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.AvoidedWork;

public sealed class FlagLoopNoBreak : PythonRule
{
    public override RuleInfo Info { get; } = new("py-flag-loop-no-break", Language.Python, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.B)
    {
        Achievable = 0.5,
        Precision = 0.85,
        Checklist = ["PY2"],
        Doc = """
            A loop does nothing but set a flag, and goes on after it is set.

            ## Why it costs
            The first element that sets the flag settles the answer. All the others are tested for nothing.

            ## Example
            ```python
            def has_errors(records: list):
                failed = False
                for record in records:
                    if record.level > 40:
                        failed = True
                return failed
            ```
            Use instead:
            ```python
            def has_errors(records: list):
                failed = False
                for record in records:
                    if record.level > 40:
                        failed = True
                        break
                return failed
            ```

            ## Keep it when
            Testing an element does something that must happen for every element, or the iterator is to be used up.

            ## Regime
            Where the element in the middle of n sets the flag: 1.7, 1.6 and 1.5 times faster at 30 elements on CPython 3.8, 3.11 and 3.13, 2.0, 1.9 and
            2.0 times at 300. Where none sets it, nothing changes.

            ## Patch safety
            Safe where a test has no effect and cannot raise. The loop's variable keeps the element that decided, so nothing may read it afterwards.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.For];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsFor is not { IsAsync: false, OrElse: null } loop || LastIf(loop.Body) is not { } test || FlagSet(test) is not { } set) return;
        var flag = set.FirstChild;
        if (context.Module.FileRole is Role.Test || context.SymbolAt(flag) is not { IsLocal: true, IsCaptured: false } answer || context.TripsOf(new Loop(node)).IsSmall || Roles.IsOnErrorPath(node)) return;
        foreach (var reference in answer.References)
            if (node.Contains(reference)) return;
        // The elements of an iterator that others go on with are used up on purpose.
        if (context.TypeOf(loop.Iterable) is { IsOneShot: true } && loop.Iterable.Kind is Kind.Name or Kind.Attribute) return;
        if (!IsForTheFlagAlone(loop, context) || VariableOutlives(loop, flag.Data, context)) return;

        var trips = context.TripsOf(new Loop(node));
        var draft = context.Report(set, $"the loop goes on after `{flag.Text}` is set, which nothing can change any more")
            .LabelHead(node, "does nothing else")
            .Cost("n*(py.loop.step + py.getattr)", "0.5*n*(py.loop.step + py.getattr)")
            .Size("n", trips)
            .AtTier(trips.IsData ? Tier.B : Tier.C)
            .ForProfilesUnless(trips.IsData);
        // Of several places that set it each needs its own way out.
        var patch = IsOnly(set, node, context) ? new Patch(context.Module).InsertLinesAfter(set, "break") : null;
        if (context.IsPure(loop.Body)) draft.FixSafely("leave the loop there, by `break`", patch);
        else draft.FixWithConsent("leave the loop there, by `break`", patch, "testing an element has no effect");
    }

    /// <summary>The `if` at the end of a block whose other statements only prepare it: assignments, and elements passed over.</summary>
    private static Node? LastIf(Node block)
    {
        var last = block.LastChild;
        if (last.Kind != Kind.If) return null;
        foreach (var statement in block.Children)
        {
            if (statement == last || statement.AsAssign is { OnlyTarget.Kind: Kind.Name } || statement.AsAnnAssign is { Target.Kind: Kind.Name, Value: not null } || statement.AsExpressionStatement is { Kind: Kind.Constant }) continue;
            if (statement.AsIf is { OrElse: null } passed && passed.Body.FirstChild.Kind == Kind.Continue) continue;
            return null;
        }
        return last;
    }

    /// <summary>The first assignment of the flag, where each branch assigns the same constant to the same name and nothing else.</summary>
    private static Node? FlagSet(Node test)
    {
        var conditional = test.AsIf!.Value;
        Node? set;
        if (conditional.Body.FirstChild is var only && only.SubtreeEnd == conditional.Body.SubtreeEnd && only.Kind == Kind.Assign)
            set = only.AsAssign is { OnlyTarget.Kind: Kind.Name, Value.AsConstant.Type: ConstantKind.True or ConstantKind.False } ? only : null;
        else set = LastIf(conditional.Body) is { } inner ? FlagSet(inner) : null;
        if (set is null || conditional.OrElse is not { } otherwise) return set;
        if (LastIf(otherwise) is not { } next || FlagSet(next) is not { } other) return null;
        return other.FirstChild.Data == set.Value.FirstChild.Data && other.LastChild.Data == set.Value.LastChild.Data ? set : null;
    }

    /// <summary>Has each turn no effect but on the flag, as far as names tell?</summary>
    private static bool IsForTheFlagAlone(ForView loop, PythonContext context)
    {
        for (var id = loop.Body.Id; id < loop.Body.SubtreeEnd; id++)
        {
            switch ((Kind)context.Tree.RawKinds[id])
            {
                case Kind.Await or Kind.Yield or Kind.YieldFrom or Kind.NamedExpr: return false;
                case Kind.Call when !IsQuestion(context.Tree[id].AsCall!.Value, context): return false;
            }
        }
        return true;
    }

    private static bool IsQuestion(CallView call, PythonContext context)
    {
        if (context.Module.Purity.IsLikelyHarmless(call)) return true;
        return context.Known(call.Callee) is null && CallNames.Of(call)?.TrimStart('_') is { } name && !CallNames.HasEffect(name)
            && (name.StartsWith("is_", StringComparison.Ordinal) || name.StartsWith("has_", StringComparison.Ordinal) || name.StartsWith("can_", StringComparison.Ordinal)
                || name.StartsWith("contains", StringComparison.Ordinal) || name.StartsWith("get_", StringComparison.Ordinal) || name is "isdisjoint" or "issubset" or "issuperset");
    }

    /// <summary>Does anything outside the loop read a name that it binds, before binding it anew?</summary>
    private static bool VariableOutlives(ForView loop, int flag, PythonContext context)
    {
        for (var id = loop.Node.Id; id < loop.Node.SubtreeEnd; id++)
        {
            if ((Kind)context.Tree.RawKinds[id] != Kind.Name || context.Tree[id].Data == flag || !Usage.IsStored(context.Tree[id])) continue;
            if (context.SymbolAt(context.Tree[id]) is not { } variable) return true;
            if (variable.ScopeKind == ScopeKind.Comprehension) continue;
            if (!variable.IsLocal || variable.IsCaptured) return true;
            foreach (var reference in variable.References)
                if (!loop.Node.Contains(reference) && !IsBoundAnew(reference, variable, loop.Node)) return true;
        }
        return false;
    }

    /// <summary>Does a reference stand before the loop, or in another loop over the same variable?</summary>
    private static bool IsBoundAnew(Node reference, Symbol variable, Node loop)
    {
        if (reference.Id < loop.Id && Loops.Around(loop) is null) return true;
        for (var at = reference.Parent; !at.IsRoot && !at.IsFunction; at = at.Parent)
            if (at.Kind == Kind.For && at != loop && !at.Contains(loop) && !at.Child(1).Contains(reference))
                foreach (var definition in variable.Definitions)
                    if (at.FirstChild.Contains(definition.Node)) return true;
        return false;
    }

    private static bool IsOnly(Node set, Node loop, PythonContext context)
    {
        for (var id = loop.Id; id < loop.SubtreeEnd; id++)
            if ((Kind)context.Tree.RawKinds[id] == Kind.Assign && id != set.Id && context.Tree[id].FirstChild.Data == set.FirstChild.Data && context.Tree[id].FirstChild.Kind == Kind.Name) return false;
        return true;
    }
}
