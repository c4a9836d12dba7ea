using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.AvoidedWork;

public sealed class InvariantCallElsewhere : PythonRule
{
    public override RuleInfo Info { get; } = new("py-invariant-call-elsewhere", Language.Python, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.C)
    {
        Achievable = 0.9,
        Precision = 0.7,
        Checklist = ["PY10"],
        Doc = """
            A loop calls a function of another file with the same arguments on every turn.

            ## Why it costs
            If the function has no effect, it gives on each turn what it gave on the first. What it takes, this file does not show.

            ## Example
            ```python
            from rates import get_rate

            def totals(lines: list, country: str):
                found = []
                for line in lines:
                    found.append(line.price * get_rate(country))
                return found
            ```
            Use instead:
            ```python
            from rates import get_rate

            def totals(lines: list, country: str):
                found = []
                rate = get_rate(country)
                for line in lines:
                    found.append(line.price * rate)
                return found
            ```

            ## Keep it when
            The function gives something else each time, or an object that each turn changes for itself; or it only reads a field.

            ## Regime
            With a function that looks through thirty things: over one line no difference, over 30 lines 12, 12 and 13 times faster, over 300
            lines 20, 19 and 23 times (CPython 3.8, 3.11, 3.13).

            ## Patch safety
            The function must have no effect and give the same for the same arguments: no call of the loop is given what it reads. Made before
            the loop, the call is made even if the loop takes no turn.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.For];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.Kind != Kind.For || context.Module.FileRole is Role.Test || node.EnclosingDef is null) return;
        var kinds = context.Tree.RawKinds;
        for (var id = node.Child(2).Id; id < node.Child(2).SubtreeEnd; id++)
            if ((Kind)kinds[id] == Kind.Call && (Kind)kinds[id + 1] is Kind.Name or Kind.Attribute && HasPlainArguments(id, context.Tree)) Check(context.Tree[id], node, context);
    }

    /// <summary>Names, attributes and constants alone, and at least one of them; a quick no for most calls.</summary>
    private static bool HasPlainArguments(int call, SyntaxTree tree)
    {
        var (id, end) = (tree[call + 1].SubtreeEnd, tree[call].SubtreeEnd);
        if (id == end) return (Kind)tree.RawKinds[call + 1] == Kind.Attribute;
        for (; id < end; id++)
            if ((Kind)tree.RawKinds[id] is not (Kind.Name or Kind.Attribute or Kind.Constant or Kind.Keyword)) return false;
        return true;
    }

    private static void Check(Node node, Node around, PythonContext context)
    {
        var call = node.AsCall!.Value;
        if (CallNames.Of(call) is not { } name || !IsReader(name) || CallNames.IsCheap(name) || CallNames.HasEffect(name)) return;
        if (context.LoopAround(node) is not { } loop || loop.Node != around || node.EnclosingFunction != around.EnclosingFunction || Roles.IsOnErrorPath(node)) return;
        // A receiver or argument that is a bare module says nothing of what the call reads.
        if (call.Callee.AsAttribute is { Receiver: var receiver } && !IsPlain(receiver)) return;
        if (context.Known(call.Callee) is not null || context.Module.Classes.FunctionCalled(call) is not null || node.Parent.Kind == Kind.Expr) return;
        if (call.Arguments.IsEmpty && call.Callee.AsAttribute is { Receiver: var owner } && context.Module.Classes.IsSelf(owner) && name.StartsWith("get_", StringComparison.Ordinal)) return;
        var trips = context.TripsOf(loop);
        if (trips.IsSmall || !Loops.IsOnEveryTurn(node, loop) || Loops.LeavesAfter(node.EnclosingStatement, loop) || Loops.IsWaiting(loop, context.Module)) return;
        // What is changed must be a new one on each turn.
        if (!SharedResult.MayServeAll(node, context) || MayChange(call, loop, context)) return;

        var kept = context.NewName(name.Trim('_') + "_once");
        context.Report(node, $"`{CallText.Short(node)}` is called on every turn with the same arguments")
            .LabelHead(loop.Region, "nothing in this loop changes what the call is given")
            .Cost("n*py.call", "py.call", "n > 1")
            .Size("n", trips)
            .ForProfilesUnless(false)
            .FixWithConsent("call it once, before the loop", kept is null || node.Bytes.Contains((byte)'\n') ? null : new Patch(context.Module).Replace(node, kept).InsertBeforeLoop(loop, $"{kept} = {node.Text}"),
                $"`{call.Callee.Text}` has no effect and gives the same for the same arguments", "the call is made, and may raise, even if the loop takes no turn");
    }

    /// <summary>A method may give what anything that the loop calls has done to its object; other functions are believed to leave their arguments alone.</summary>
    private static bool MayChange(CallView call, Loop loop, PythonContext context)
    {
        if (call.Callee.Kind == Kind.Attribute) return CallInputs.OfUnknown(context.Module, call).MayChange(loop.Region.Id, loop.Region.SubtreeEnd);
        foreach (var argument in call.Arguments)
            if (!context.IsInvariant(argument.AsKeyword?.Value ?? argument, loop)) return true;
        return false;
    }

    /// <summary>A name, or attributes of one.</summary>
    private static bool IsPlain(Node receiver)
    {
        while (receiver.Kind == Kind.Attribute) receiver = receiver.FirstChild;
        return receiver.Kind == Kind.Name;
    }

    /// <summary>Does a name say that a call finds something out?</summary>
    private static bool IsReader(string name)
    {
        var words = name.AsSpan().Trim('_');
        var end = words.IndexOf('_');
        return end > 0 && words[..end] is "get" or "find" or "compute" or "calculate" or "as" or "to" or "is" or "has" or "resolve" or "lookup" or "list" or "build" or "normalize" or "expand" or "dask" or "supports" or "can" or "should" or "needs" or "all";
    }
}
