using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Algorithms;

public sealed class RecursiveSlice : PythonRule
{
    public override RuleInfo Info { get; } = new("py-recursive-slice", Language.Python, LeverClass.Algorithm, Technique.Algorithm, Tier.B)
    {
        Achievable = 0.7,
        Precision = 0.8,
        Checklist = ["PY1"],
        Doc = """
            A function calls itself with a copy of its sequence that lacks one element.

            ## Why it costs
            Each level copies all that is left, so n levels copy n²/2 elements, where an index that is passed along copies none. All the copies
            are alive at once when the deepest level is reached. Past a thousand levels CPython raises.

            ## Example
            ```python
            def total(prices: list):
                if not prices:
                    return 0
                return prices[0] + total(prices[1:])
            ```
            Use instead:
            ```python
            def total(prices: list):
                result = 0
                for price in prices:
                    result += price
                return result
            ```

            ## Keep it when
            The sequence has a handful of elements, such as the parts of a path or the levels of a tree.

            ## Regime
            An index in place of the copies on CPython 3.8, 3.11 and 3.13: 1.0, 1.4 and 1.6 times faster at 5 elements, 1.7, 2.8 and 3.3 times
            at 100, 3 to 12 times at 600. A loop saves the calls as well. Where each level makes a node of the parts that are left, as
            `self.visit(node.make(*node.parts[1:]))` does, a loop is 1.8 times faster at 3 parts, 2.5 times at 10, 3 to 6 times at 100; more
            where making a node sorts or checks its parts.

            ## Patch safety
            No patch: with an index the function has another signature, and a loop must do in its order what the calls did in theirs.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Slice];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.Kind != Kind.Slice || node.Parent is not { Kind: Kind.Subscript } part) return;
        var holder = part.Parent.Kind is Kind.Keyword or Kind.Starred ? part.Parent.Parent : part.Parent;
        if (holder.AsCall is not { } call) return;
        // Of several slices among the arguments the first stands for all.
        if (part.Parent.Kind == Kind.Starred)
        {
            if (holder.Parent.AsCall is { Callee.Kind: Kind.Name or Kind.Attribute } outer && RebuiltIn(outer) is { } rest && rest.Id == part.Id) CheckRebuilt(outer.Node, outer.Callee, rest, context);
        }
        else if (call.Callee.Kind is Kind.Name or Kind.Attribute && ShortenedIn(call) is { } slice && slice.Id == part.Id) CheckShortened(holder, call.Callee, slice, context);
    }

    private static void CheckShortened(Node node, Node callee, Node slice, PythonContext context)
    {
        if (node.EnclosingDef?.AsFunction is not { } function || callee.Data != function.Identifier.Data || !IsItself(callee, function, context)) return;
        var sequence = slice.FirstChild;
        if (context.SymbolAt(sequence) is not { OnlyDefinition: { Kind: DefinitionKind.Parameter } parameter } symbol || symbol.ScopeNode.Id != function.Node.Id) return;
        if (parameter.Node.Kind is Kind.VarArg) return;
        var type = context.TypeOf(sequence);
        // A view or an array copies nothing.
        if (type is not (null or { Kind: TypeKind.List or TypeKind.Tuple or TypeKind.Str or TypeKind.Bytes or TypeKind.ByteArray or TypeKind.Sequence })) return;
        // In a loop the calls fan out: their number says more than the copies.
        if (Loops.Around(node) is not null || Repetition.IsMemoised(function)) return;
        var size = context.SizeOf(sequence);
        if (size.IsSmall) return;

        var isText = type is { Kind: TypeKind.Str or TypeKind.Bytes or TypeKind.ByteArray };
        context.Report(slice, $"each level of `{function.Name}` copies what is left of `{symbol.Name}`")
            .Label(node, "the function calls itself")
            .Cost(isText ? "0.5*n^2*py.bytes.slice*1B + n*py.call" : "0.5*n^2*py.list.slice + n*py.call", "n*py.call", "n > 20")
            .Size("n", size with { High = Math.Min(size.High, 1000) })
            .AtTier(size.IsData && type is not null && !isText ? Tier.B : Tier.C)
            .ForProfilesUnless(size.IsData && type is not null)
            .Advise($"pass an index along with the whole of `{symbol.Name}`, or write a loop", "other callers give no index");
    }

    /// <summary>A node is made anew of all but its first part, and given to the function again or to the one that calls it.</summary>
    private static void CheckRebuilt(Node node, Node callee, Node slice, PythonContext context)
    {
        if (node.EnclosingDef?.AsFunction is not { } function || !(IsDispatcherOf(callee, function, context) || callee.Data == function.Identifier.Data && IsItself(callee, function, context))) return;
        var parts = slice.FirstChild;
        if (parts.Kind == Kind.Name && context.ValueOf(parts) is { Kind: Kind.Attribute } held) parts = held;
        if (parts.AsAttribute is not { Receiver: { Kind: Kind.Name } whole } || context.SymbolAt(whole) is not { OnlyDefinition: { Kind: DefinitionKind.Parameter } parameter } || parameter.Node.Parent.Parent.Id != function.Node.Id) return;
        if (context.Module.Classes.IsSelf(whole) || Loops.Around(node) is not null || Repetition.IsMemoised(function)) return;
        context.Report(slice, $"each level of `{function.Name}` makes a new node of what is left of `{parts.Text}`")
            .Label(node, callee.Data == function.Identifier.Data ? "the function calls itself" : "comes back here through the dispatcher")
            .Cost("0.5*n^2*py.list.slice + n*py.object.dict", "n*py.call", "n > 2")
            .Size("n", Size.Unknown)
            .AtTier(Tier.C)
            .ForProfilesUnless(false)
            .Advise($"go through `{parts.Text}` in a loop, from the last to the first where the result is nested", "making a node of fewer parts does nothing but that");
    }

    /// <summary>The starred slice in <c>f(*x.args[1:])</c>, where that call is an argument.</summary>
    private static Node? RebuiltIn(CallView call)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Kind != Kind.Call || argument.SubtreeEnd <= argument.Id + 4) continue;
            foreach (var part in argument.Children.Skip(1))
                if (part.Kind == Kind.Starred && part.FirstChild is { Kind: Kind.Subscript } slice && slice.FirstChild.Kind is Kind.Attribute or Kind.Name
                    && slice.AsSubscript is { Index.AsSlice: { Step: null, Upper: null, Lower.AsConstant.Integer: > 0 and <= 8 } }) return slice;
        }
        return null;
    }

    /// <summary>Does a callee dispatch to the function around it, by their names: `visit` to `visit_Max`?</summary>
    private static bool IsDispatcherOf(Node callee, FunctionView function, PythonContext context)
    {
        var dispatcher = context.Tree.Names[callee.Data];
        var name = context.Tree.Names[function.Identifier.Data];
        return callee.Kind == Kind.Attribute && context.Module.Classes.IsSelf(callee.FirstChild) && dispatcher.Length > 2 && name.Length > dispatcher.Length + 1
            && name.StartsWith(dispatcher) && name[dispatcher.Length] == '_';
    }

    /// <summary>The argument <c>xs[1:]</c> or <c>xs[:-1]</c>.</summary>
    private static Node? ShortenedIn(CallView call)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Kind is not (Kind.Subscript or Kind.Keyword)) continue;
            var value = argument.AsKeyword is { } keyword ? keyword.Value : argument;
            if (value.AsSubscript is not { Value.Kind: Kind.Name, Index.AsSlice: { Step: null } slice }) continue;
            if (slice is { Lower.AsConstant.Integer: > 0 and <= 8, Upper: null }) return value;
            if (slice.Lower is null && slice.Upper?.AsUnary is { Op: UnaryOperator.USub, Operand.AsConstant.Integer: > 0 and <= 8 }) return value;
        }
        return null;
    }

    /// <summary>Does a callee mean the function around it, by its name or through <c>self</c>?</summary>
    private static bool IsItself(Node callee, FunctionView function, PythonContext context)
    {
        if (callee.Kind == Kind.Name) return context.SymbolAt(callee) is { OnlyDefinition: { Kind: DefinitionKind.Function } definition } && definition.Value.Id == function.Node.Id;
        return context.Module.Classes.IsSelf(callee.FirstChild) && function.Node.Parent.Parent.Kind == Kind.ClassDef;
    }
}
