using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.AvoidedWork;

public sealed class OperandComputedEarly : PythonRule
{
    /// <summary>How many plain assignments may stand between the call and the condition.</summary>
    private const int MaximumBetween = 5;

    public override RuleInfo Info { get; } = new("py-operand-computed-early", Language.Python, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.C)
    {
        Achievable = 0.7,
        Precision = 0.75,
        Doc = """
            A call is made before the condition in which an earlier operand decides whether its result is needed.

            ## Why it costs
            `and` and `or` leave out what need not be asked. A result that a name holds already has been worked out all the same.

            ## Example
            ```python
            from stock import count_pending

            def is_idle(shop):
                pending = count_pending(shop)
                return shop.closed and pending == 0
            ```
            Use instead:
            ```python
            from stock import count_pending

            def is_idle(shop):
                return shop.closed and count_pending(shop) == 0
            ```

            ## Keep it when
            The call has an effect that is meant to happen each time; or the operands before it nearly always leave the decision to it.

            ## Regime
            The gain is the share of calls that the first operand spares. Where it decides half of the time, counting among thirty things is
            1.8 to 1.9, 1.9 to 2.0 and 2.0 times faster (CPython 3.8, 3.11, 3.13). Where it never decides nothing is lost.

            ## Patch safety
            The function must have no effect; an error in it appears only where it is still called.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Assign];

    public override ReadOnlySpan<Kind> AssignedKinds => [Kind.Call];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsAssign is not { OnlyTarget: { Kind: Kind.Name } target, Value: { Kind: Kind.Call } value } || ConditionAfter(node, target.Data) is not { } operand) return;
        if (context.Module.FileRole is Role.Test || context.HolderOf(value) is not { IsCaptured: false } holder || !IsReadBehind(operand, holder)) return;
        if (holder.OnlyReference is null && (IsAccess(value.AsCall!.Value) || operand.AsCall is { } asked && context.IsBuiltin(asked.Callee, "isinstance"))) return;
        var call = value.AsCall!.Value;
        if (CallNames.Of(call) is not { Length: > 3 } name || char.IsAsciiLetterUpper(name[0]) || CallNames.IsCheap(name) || CallNames.HasEffect(name)) return;
        // Dear calls of libraries and of the file's own functions, where the file shows it, `py-deferred-expensive` weighs.
        if (context.Known(call.Callee) is not null || IsLook(call, context) || Roles.IsOnErrorPath(node)) return;
        // What stands between must not change what the call is given.
        if (CallInputs.OfUnknown(context.Module, call).MayChange(node.SubtreeEnd, operand.Id)) return;

        var made = holder.OnlyReference is not null ? value.Text : $"({holder.Name} := {value.Text})";
        var patch = value.Bytes.Contains((byte)'\n') || holder.OnlyReference is null && !context.Supports(3, 8) ? null
            : new Patch(context.Module).Replace(FirstRead(holder), made).Delete(node);
        context.Report(value, $"`{holder.Name}` is worked out before the operands that may decide without it")
            .Label(operand, "needed only if those before it leave it open")
            .Cost("2*py.call", "py.call")
            .ForProfilesUnless(false)
            .FixWithConsent("make the call in the condition", patch, $"`{call.Callee.Text}` has no effect", "an error in it appears only where it is still called");
    }

    /// <summary>The operand, not the first of its `and` or `or`, in which one of the next statements reads a name.</summary>
    private static Node? ConditionAfter(Node assignment, int name)
    {
        var tree = assignment.Tree;
        var end = assignment.Parent.SubtreeEnd;
        for (var (id, count) = (assignment.SubtreeEnd, 0); id < end && count < MaximumBetween; id = tree[id].SubtreeEnd, count++)
        {
            var statement = tree[id];
            var condition = statement.Kind switch
            {
                Kind.If => statement.FirstChild,
                Kind.Return => statement.Optional(0),
                Kind.Assign => statement.LastChild,
                _ => null,
            };
            if (condition is not { } tested) return null;
            for (var at = tested.Id; at < tested.SubtreeEnd; at++)
                if ((Kind)tree.RawKinds[at] == Kind.Name && tree[at].Data == name) return OperandOf(tree[at], tested);
            if (statement.Kind != Kind.Assign) return null;
        }
        return null;
    }

    /// <summary>Is a name read in one place alone, or besides only where its operand was asked: further on in an `and`, and in the branch that the `and` opens?</summary>
    private static bool IsReadBehind(Node operand, Symbol holder)
    {
        if (holder.OnlyReference is not null) return true;
        if (operand.Parent is not { AsBoolOp.Op: BoolOperator.And, Parent.AsIf: { } branch } whole || branch.Test != whole) return false;
        foreach (var reference in holder.References)
            if (!branch.Body.Contains(reference) && !(whole.Contains(reference) && reference.Id >= operand.Id)) return false;
        return true;
    }

    /// <summary>By its form, does a call give what is there: no argument, or <c>get_…</c> of one thing? What is asked for so, and then used, is seldom worked out.</summary>
    private static bool IsAccess(CallView call) =>
        call.ArgumentCount == 0 || CallNames.Of(call) is { } name && (name.Contains("getattr", StringComparison.Ordinal)
            || name.StartsWith("get_", StringComparison.Ordinal) && call.OnlyArgument is { Kind: Kind.Name or Kind.Attribute });

    private static Node FirstRead(Symbol holder)
    {
        foreach (var reference in holder.References) return reference;
        throw new InvalidOperationException("A name that an operand reads has a reference.");
    }

    private static Node? OperandOf(Node read, Node condition)
    {
        for (var (child, at) = (read, read); ; (child, at) = (at, at.Parent))
        {
            if (at.Kind is Kind.Lambda || at.IsComprehension) return null;
            if (at.Kind == Kind.BoolOp && child != at.FirstChild) return IsQuick(at.FirstChild) ? child : null;
            if (at == condition) return null;
        }
    }

    /// <summary>Does an operand take less than a call of an unknown function: is it free of such calls?</summary>
    private static bool IsQuick(Node operand)
    {
        for (var id = operand.Id; id < operand.SubtreeEnd; id++)
            if (operand.Tree[id].AsCall is { } call && (CallNames.Of(call) is not { } name || !CallNames.IsCheap(name) && name is not ("len" or "bool" or "any" or "all"))) return false;
        return true;
    }

    /// <summary>Is it a function of this file that neither loops nor calls anything?</summary>
    private static bool IsLook(CallView call, PythonContext context)
    {
        if (context.Module.Classes.FunctionCalled(call) is not { } function) return false;
        for (var id = function.Body.Id; id < function.Body.SubtreeEnd; id++)
            if (context.Tree[id].AsCall is { } inner && CallNames.Of(inner) is { } name && !CallNames.IsCheap(name) && context.Known(inner.Callee) is not { Nanoseconds: < Library.DearNanoseconds }
                || (Kind)context.Tree.RawKinds[id] is Kind.For or Kind.While or Kind.Comprehension) return false;
        return true;
    }
}
