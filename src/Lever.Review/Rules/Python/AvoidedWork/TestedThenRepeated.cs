using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.AvoidedWork;

public sealed class TestedThenRepeated : PythonRule
{
    /// <summary>Calls further apart than this, in nodes of the tree, are not compared: between them nearly anything may happen.</summary>
    private const int MaximumDistance = 400;

    public override RuleInfo Info { get; } = new("py-tested-then-repeated", Language.Python, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.C)
    {
        Achievable = 0.9,
        Precision = 0.75,
        Doc = """
            A condition makes a call, and what the condition leads to makes the same call again.

            ## Why it costs
            The second call works out what the first has just found. How much that is, the file does not show: the function stands elsewhere.

            ## Example
            ```python
            from routes import nearest_depot

            def labels(parcels: list):
                found = []
                for parcel in parcels:
                    if nearest_depot(parcel.address) is not None:
                        found.append(nearest_depot(parcel.address).name)
                return found
            ```
            Use instead:
            ```python
            from routes import nearest_depot

            def labels(parcels: list):
                found = []
                for parcel in parcels:
                    depot = nearest_depot(parcel.address)
                    if depot is not None:
                        found.append(depot.name)
                return found
            ```

            ## Keep it when
            The call does something each time, or each user needs an object of its own; or it only reads a field.

            ## Regime
            The gain is what one call takes, wherever the condition holds. A look through thirty things takes 1.9 to 2.0 times as long twice
            as once on CPython 3.8, 3.11 and 3.13. It never loses: the first call is made all the same.

            ## Patch safety
            The function must have no effect and give the same for the same arguments. Nothing between the two calls is seen to change what they
            are given.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.If, Kind.IfExp, Kind.BoolOp, Kind.Comprehension];

    public override void Visit(Node node, PythonContext context)
    {
        if (context.Module.FileRole is Role.Test) return;
        switch (node.Kind)
        {
            case Kind.If:
                Compare(node.FirstChild, node.FirstChild.SubtreeEnd, node.SubtreeEnd, context);
                break;
            case Kind.IfExp:
                Compare(node.Child(1), node.Id + 1, node.Child(1).Id, context);
                break;
            case Kind.BoolOp:
                for (var operand = node.FirstChild; operand.SubtreeEnd < node.SubtreeEnd; operand = node.Tree[operand.SubtreeEnd]) Compare(operand, operand.SubtreeEnd, node.SubtreeEnd, context);
                break;
            case Kind.Comprehension:
                for (var condition = node.Child(1).SubtreeEnd; condition < node.SubtreeEnd; condition = node.Tree[condition].SubtreeEnd)
                    Compare(node.Tree[condition], node.Parent.Id + 1, node.Parent.Children.Skip(node.Parent.Kind == Kind.DictComp ? 2 : 1)[0].Id, context);
                break;
        }
    }

    /// <summary>Looks for calls of a condition in what follows it.</summary>
    private static void Compare(Node condition, int start, int end, PythonContext context)
    {
        var kinds = context.Tree.RawKinds;
        end = Math.Min(end, start + MaximumDistance);
        for (var id = condition.Id; id < condition.SubtreeEnd; id++)
        {
            if ((Kind)kinds[id] != Kind.Call || (Kind)kinds[id + 1] is not (Kind.Name or Kind.Attribute)) continue;
            var call = context.Tree[id];
            var callee = call.FirstChild.Data;
            for (var other = start; other < end; other++)
            {
                if ((Kind)kinds[other] != Kind.Call || kinds[other + 1] != kinds[id + 1] || context.Tree[other + 1].Data != callee || !context.Tree[other].Bytes.SequenceEqual(call.Bytes)) continue;
                if (Check(call, context.Tree[other], context)) return;
                break;
            }
        }
    }

    private static bool Check(Node earlier, Node later, PythonContext context)
    {
        var call = earlier.AsCall!.Value;
        if (earlier.EnclosingFunction is not { IsFunction: true } function || later.EnclosingFunction != function || !MayBeDear(call, context)) return false;
        if (Roles.IsOnErrorPath(later) || later.Parent.Kind == Kind.Expr || earlier.Parent.Kind == Kind.Expr || !Paths.IsAlwaysBefore(earlier, later)) return false;
        if (!OwnCalls.HasPureArguments(earlier, context) || context.TypeOf(earlier) is { IsOneShot: true } || MayChangeBetween(call, later, context)) return false;

        var name = context.NewName((CallNames.Of(call) ?? "").TrimStart('_') + "_once");
        var isPlain = name is not null && !earlier.Bytes.Contains((byte)'\n');
        context.Report(later, $"`{CallText.Short(later)}` is called again where the condition has called it")
            .Label(earlier, "called here already")
            .Cost("2*py.call", "py.call")
            .ForProfilesUnless(false)
            .FixWithConsent("call it once and keep the result", isPlain ? new Patch(context.Module).Replace(earlier, $"({name} := {earlier.Text})").Replace(later, name!) : null,
                $"`{call.Callee.Text}` has no effect and gives the same for the same arguments");
        return true;
    }

    /// <summary>A function that another file defines, by a name that neither promises an effect nor says that it is a mere look.</summary>
    private static bool MayBeDear(CallView call, PythonContext context)
    {
        if (CallNames.Of(call) is not { Length: > 3 } name || char.IsAsciiLetterUpper(name[0]) || CallNames.IsCheap(name) || CallNames.HasEffect(name)) return false;
        // Without arguments a short word is a field that is asked by a call.
        if (call.Arguments.IsEmpty && (call.Callee.Kind == Kind.Name || !name.Contains('_'))) return false;
        // What is known of libraries and of the file's own functions, `py-repeated-call` weighs.
        return context.Known(call.Callee) is null && context.Module.Classes.FunctionCalled(call) is null && !call.HasUnpacking;
    }

    private static bool MayChangeBetween(CallView call, Node later, PythonContext context)
    {
        var inputs = CallInputs.OfUnknown(context.Module, call);
        var earlier = call.Node;
        // Of a comprehension the element stands first, and of `a if test else b` the `a`.
        if (later.Id < earlier.Id)
        {
            var whole = earlier.Parent;
            while (!whole.Contains(later)) whole = whole.Parent;
            return inputs.MayChange(whole.Id + 1, later.Id);
        }
        var end = later.Id;
        for (var loop = context.LoopAround(later); loop is { } around && !around.Region.Contains(earlier); loop = Loops.Around(around)) end = Math.Max(end, around.Region.SubtreeEnd);
        return inputs.MayChange(earlier.SubtreeEnd, end);
    }
}
