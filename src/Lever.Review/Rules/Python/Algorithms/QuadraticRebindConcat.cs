using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Algorithms;

public sealed class QuadraticRebindConcat : PythonRule
{
    public override RuleInfo Info { get; } = new("py-quadratic-rebind-concat", Language.Python, LeverClass.Algorithm, Technique.Algorithm, Tier.A)
    {
        Achievable = 0.97,
        Precision = 0.9,
        Checklist = ["PY1", "PY4"],
        Doc = """
            A list, tuple or bytes value grows by being copied whole on each turn.

            ## Why it costs
            `xs = xs + [x]` and `xs = [*xs, x]` make a new list and copy all that was there, 0.7 to 1.2 ns an element; tuples and bytes have
            no other way to grow. n turns copy n²/2 elements: 3,000 turns take 4 ms where `append` takes 50 µs.

            ## Example
            ```python
            def squares(numbers):
                result = []
                for number in numbers:
                    result = result + [number * number]
                return result
            ```
            Use instead:
            ```python
            def squares(numbers):
                result = []
                for number in numbers:
                    result.append(number * number)
                return result
            ```

            ## Keep it when
            Someone holds the older value and must not see it grow, or the loop takes a handful of turns.

            ## Regime
            Measured on CPython 3.8, 3.11, 3.13, lists of n turns: n = 4: 1.2, 2.0, 2.1 times faster; n = 10: 1.2, 2.3, 2.5; n = 100: 2.5, 4.4, 4.9;
            n = 1,000: 14, 23, 23. Bytes in chunks of 1 KB against one `b"".join`: 4 chunks: 2.1, 2.8, 3.0; 100: 35, 32, 37; 1,000: more than 1,000.
            `list +=` and `bytearray +=` extend in place and are never reported.

            ## Patch safety
            Safe for a list that starts as a new one in the function and that the loop hands to nobody; otherwise someone has to say that
            nobody keeps an older list. Tuples and bytes get no patch: collect the parts in a list and join it after the loop.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Assign, Kind.AugAssign];

    public override ReadOnlySpan<Kind> AssignedKinds => [Kind.BinOp, Kind.List, Kind.Tuple];

    public override ReadOnlySpan<Kind> OnlyInLoops => [Kind.Assign, Kind.AugAssign];

    public override void Visit(Node node, PythonContext context)
    {
        if (GrowingTarget(node) is not { } target) return;
        if (context.TypeOf(target) is not { Kind: TypeKind.List or TypeKind.Tuple or TypeKind.Bytes } type) return;
        // `list +=` extends in place.
        if (node.Kind == Kind.AugAssign && type.Kind == TypeKind.List) return;
        if (target.Kind == Kind.Name && context.SymbolAt(target) is null) return;
        if (Accumulators.Of(context.Module, target) is not { } carried || carried.Trips.IsSmall) return;
        if (SizeNames.IsSmall(target.AsName?.Id ?? target.AsAttribute!.Value.Name)) return;

        if (target.Kind == Kind.Name)
            foreach (var earlier in context.SymbolAt(target)!.Value.Definitions)
                if (earlier.Node.Id < target.Id && carried.Loop.Node.Contains(earlier.Node) && GrowingTarget(earlier.Node.EnclosingStatement) is not null) return; // Once is enough.
        // A buffer that the loop also cuts stays short, and `while len(data) < size` ends with the second chunk or the third.
        if (IsCutIn(carried.Loop.Node, target) || IsRebuiltIn(carried.Loop, target, context) || EndsAtLength(Loops.Around(node)!.Value, target)) return;

        // Where each turn makes arrays, a thousand pointers more or less to copy are nothing.
        if (!carried.Trips.IsSeen && HeavyWork.IsOnArrays(context.Module, carried.Loop.Node)) return;

        var isBytes = type.Kind == TypeKind.Bytes;
        var draft = context.Report(node, $"`{target.Text}` is copied whole each time that it grows")
            .LabelHead(carried.Loop.Node, "each turn copies what earlier turns made")
            .Cost(isBytes ? "0.5*n^2*64*py.bytes.concat" : "0.5*n^2*py.list.concat", isBytes ? "n*py.str.join" : "n*py.list.append")
            .Size("n", carried.Trips)
            .AtTier(carried.Trips.IsData ? Tier.A : Tier.C);
        if (type.Kind == TypeKind.List) FixList(draft, context, node, target, carried.Loop);
        else draft.Advise(isBytes ? "collect the parts in a list and join them after the loop" : "collect the elements in a list and make the tuple after the loop",
            $"nothing reads `{target.Text}` before the loop ends");
    }

    /// <summary>The name or attribute that an assignment sets to itself and something more.</summary>
    private static Node? GrowingTarget(Node node)
    {
        if (node.AsAugAssign is { Op: BinaryOperator.Add, Target: { Kind: Kind.Name or Kind.Attribute } augmented }) return augmented;
        if (node.AsAssign is not { FirstTarget: { Kind: Kind.Name or Kind.Attribute } target, Value: var value } assign || assign.OnlyTarget is null) return null;
        if (value.AsBinOp is { Op: BinaryOperator.Add } sum) return IsSame(sum.Left, target) || IsSame(sum.Right, target) ? target : null;
        if (value.Kind is not (Kind.List or Kind.Tuple)) return null;
        foreach (var element in value.Children)
            if (element.Kind == Kind.Starred && IsSame(element.FirstChild, target)) return target;
        return null;
    }

    /// <summary>Does the loop also make the list anew from what it held, as by a filter? Appending would save the smaller half.</summary>
    private static bool IsRebuiltIn(Loop loop, Node target, PythonContext context)
    {
        if (target.Kind != Kind.Name || context.SymbolAt(target) is not { } symbol) return false;
        foreach (var definition in symbol.Definitions)
            if (definition.Kind == DefinitionKind.Assigned && loop.Node.Contains(definition.Node) && Accumulators.FeedsItself(symbol, definition)
                && (definition.Value.Kind == Kind.ListComp || definition.Value.AsCall?.Positional(0) is { Kind: Kind.GeneratorExp })) return true;
        return false;
    }

    private static bool IsCutIn(Node region, Node target)
    {
        for (var id = region.Id; id < region.SubtreeEnd; id++)
            if ((Kind)region.Tree.RawKinds[id] == Kind.Slice && region.Tree[id].Parent is var cut && IsSame(cut.FirstChild, target) && cut.EnclosingStatement.AsAssign is { } assign && Assigns(assign, target)) return true;
        return false;
    }

    private static bool Assigns(AssignView assign, Node target)
    {
        for (var id = assign.FirstTarget.Id; id < assign.FirstTarget.SubtreeEnd; id++)
            if (IsSame(assign.Node.Tree[id], target)) return true;
        return false;
    }

    private static bool EndsAtLength(Loop loop, Node target) =>
        loop.IsWhile && loop.Node.FirstChild.AsCompare is { Op: CompareOp.Lt or CompareOp.NotEq, Left.AsCall: { Callee.AsName.Id: "len", OnlyArgument: { } measured } } && IsSame(measured, target);

    private static bool IsSame(Node value, Node target) =>
        value.Kind == target.Kind && value.Data == target.Data && (target.Kind == Kind.Name || (target.FirstChild.Kind == Kind.Name && value.FirstChild.Kind == Kind.Name && value.FirstChild.Data == target.FirstChild.Data));

    private static void FixList(FindingDraft draft, PythonContext context, Node node, Node target, Loop loop)
    {
        const string Summary = "append to the list in place";
        var value = node.AsAssign!.Value.Value;
        // What is put before the list has no place to go in place.
        if (Appended(context, value, target) is not { } call || target.Kind != Kind.Name)
        {
            draft.Advise(value.AsBinOp is { } sum && !IsSame(sum.Left, target) ? "append, and reverse the list after the loop, or use a deque" : Summary, "nobody keeps an older list");
            return;
        }
        var patch = new Patch(context.Module).Replace(node, $"{target.Text}.{call}");
        var symbol = context.SymbolAt(target)!.Value;
        if (StartsNew(context, symbol, node) && context.Module.Purity.IsUnsharedIn(symbol, loop.Node)) draft.FixSafely(Summary, patch);
        else draft.FixWithConsent(Summary, patch, $"nobody keeps an older list that must not grow with `{target.Text}`");
    }

    private static string? Appended(PythonContext context, Node value, Node target)
    {
        if (value.AsBinOp is { } sum)
        {
            if (!IsSame(sum.Left, target) || HasParentheses(sum.Right)) return null;
            if (sum.Right is { Kind: Kind.List } display && display.HasChildren && display.Children.Count == 1 && display.FirstChild.Kind != Kind.Starred) return $"append({display.FirstChild.Text})";
            return context.IsType(sum.Right, TypeKind.List) ? $"extend({sum.Right.Text})" : null;
        }
        if (value.Kind != Kind.List || value.Children.Count != 2 || value.FirstChild.Kind != Kind.Starred || !IsSame(value.FirstChild.FirstChild, target)) return null;
        return value.LastChild.Kind == Kind.Starred ? $"extend({value.LastChild.FirstChild.Text})" : $"append({value.LastChild.Text})";
    }

    /// <summary>Do parentheses stand around a right operand? They would be cut in half.</summary>
    private static bool HasParentheses(Node right) => right.Parent.End != right.End;

    private static bool StartsNew(PythonContext context, Symbol symbol, Node rebinding)
    {
        foreach (var definition in symbol.Definitions)
            if (definition.Kind != DefinitionKind.Assigned || definition.Node.EnclosingStatement.Id != rebinding.Id
                && !(definition.Value.Kind is Kind.List or Kind.ListComp || definition.Value.AsCall is { } call && context.Path(call.Callee) is "builtins.list" or "builtins.sorted")) return false;
        return symbol.IsLocal;
    }
}
