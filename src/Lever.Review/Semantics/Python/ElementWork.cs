using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>Work of an inner loop that rests on nothing but the element it is at, so that the loops around do it again for the same elements.</summary>
/// <param name="Inner">The loop over the elements.</param>
/// <param name="Outermost">The widest loop that goes through the same elements on each turn.</param>
/// <param name="Elements">The turns of the inner loop.</param>
/// <param name="Turns">The turns of the longest of the loops around it.</param>
/// <param name="IsWhole">Does each turn go through all elements, and not through those behind its own?</param>
public readonly record struct ElementWork(Loop Inner, Loop Outermost, Size Elements, Size Turns, bool IsWhole)
{
    /// <summary>Do the turns combine elements, so that each comes again with every other one that it is combined with?</summary>
    public bool IsOfCombinations { get; init; }

    /// <summary>How often an expression is worked out again for the same element of the loop next to it; null where it is not, or not for sure.</summary>
    public static ElementWork? Of(PythonModule module, Node expression, Loop inner) => Of(module, expression, inner, expression);

    /// <summary>Like <see cref="Of(PythonModule, Node, Loop)"/> for a call that is believed to give the same for the same receiver and arguments.</summary>
    public static ElementWork? OfCall(PythonModule module, CallView call, Loop inner) => Of(module, call.Node, inner, null);

    /// <param name="fixedWhole">What must be the same for the same element; null for the receiver and the arguments of a call.</param>
    private static ElementWork? Of(PythonModule module, Node expression, Loop inner, Node? fixedWhole)
    {
        if (inner.IsAsync || inner.Target is not { } target || !Mentions(module, expression, target)) return null;
        // A search that ends at its first element sees only that.
        if (!inner.IsComprehension && Loops.LeavesAfter(expression.EnclosingStatement, inner)) return null;
        if (Combination.Around(module, expression, inner) is { } combination)
        {
            if (fixedWhole is { } all ? !module.Purity.IsFixedBy(combination.Element, all, combination.Loop) : !AreInputsFixed(module, expression.AsCall!.Value, combination.Element, combination.Loop)) return null;
            return new ElementWork(inner, combination.Loop, combination.Elements, combination.Others, IsWhole: false) { IsOfCombinations = true };
        }
        if (Loops.Around(inner) is not { } first) return null;
        ElementWork? found = null;
        for (Loop? outer = first; outer is { } at; outer = Loops.Around(at))
        {
            // A `while` goes on because something has changed.
            if (at.IsWhile || at.IsAsync || !at.IsComprehension && Loops.LeavesAfter(inner.Region.EnclosingStatement, at)) break;
            var part = false;
            if (!IsSameEachTurn(module, inner.Iterable!.Value, at, ref part)) break;
            if (fixedWhole is { } whole ? !module.Purity.IsFixedBy(target, whole, at) : !AreInputsFixed(module, expression.AsCall!.Value, target, at)) break;
            var turns = module.Sizes.TripsOf(at);
            found = new ElementWork(inner, at, module.Sizes.TripsOf(inner), found is { Turns: var known } && known.Origin >= turns.Origin ? known : turns, !part && found is not { IsWhole: false });
        }
        return found;
    }

    private static bool AreInputsFixed(PythonModule module, CallView call, Node target, Loop loop)
    {
        if (call.Callee.AsAttribute is { } method && !module.Purity.IsFixedBy(target, method.Receiver, loop)) return false;
        foreach (var argument in call.Arguments)
            if (!module.Purity.IsFixedBy(target, argument, loop)) return false;
        return true;
    }

    internal static bool Mentions(PythonModule module, Node expression, Node target)
    {
        for (var id = expression.Id; id < expression.SubtreeEnd; id++)
            if ((Kind)module.Tree.RawKinds[id] == Kind.Name && module.SymbolAt(module.Tree[id]) is { } symbol && symbol.IsDefinedIn(target)) return true;
        return false;
    }

    /// <summary>Does an iterable give the same elements, or the rest of them, on each turn of a loop around?</summary>
    private static bool IsSameEachTurn(PythonModule module, Node iterable, Loop loop, ref bool part)
    {
        if (module.Types.Of(iterable) is { IsOneShot: true } && iterable.Kind != Kind.Call) return false;
        if (iterable.AsSubscript is { Index.AsSlice: { Step: null } slice } rest && slice.Lower is null != slice.Upper is null && !module.Purity.IsInvariant(iterable, loop))
        {
            // `xs[i + 1:]` goes through most of what the turn before went through.
            part = true;
            return module.Purity.IsInvariant(rest.Value, loop);
        }
        if (iterable.AsCall is not { } call) return module.Purity.IsInvariant(iterable, loop);
        if (call.Callee.AsAttribute is { Name: "items" or "keys" or "values" } view && call.Arguments.IsEmpty) return module.Purity.IsInvariant(view.Receiver, loop);
        switch (module.Names.Resolve(call.Callee)?.Path)
        {
            case "builtins.enumerate" or "builtins.zip" or "builtins.reversed" or "builtins.sorted" or "builtins.list" or "builtins.tuple":
                foreach (var argument in call.Arguments)
                    if (argument.Kind != Kind.Keyword && !IsSameEachTurn(module, argument, loop, ref part)) return false;
                return true;
            case "builtins.range":
                return IsSameRange(module, call, loop, ref part);
            default:
                return module.Types.Of(iterable) is not { IsOneShot: true } && module.Purity.IsInvariant(iterable, loop);
        }
    }

    /// <summary>A range between two bounds that both follow the turn is a piece that no other turn sees.</summary>
    private static bool IsSameRange(PythonModule module, CallView call, Loop loop, ref bool part)
    {
        var moving = 0;
        foreach (var bound in call.Arguments)
            if (!module.Purity.IsInvariant(bound, loop)) moving++;
        part |= moving > 0;
        return moving == 0 || moving == 1 && call.ArgumentCount <= 2;
    }
}
