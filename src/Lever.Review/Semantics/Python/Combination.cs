using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>
/// A loop over what <c>itertools.product</c>, <c>combinations</c> or <c>permutations</c> make of some elements, seen from a place that looks at one
/// of the combined elements alone: the place comes to the same element once for every combination that holds it.
/// </summary>
/// <param name="Loop">The loop over the combinations.</param>
/// <param name="Element">The target that holds the element.</param>
/// <param name="Elements">How many elements there are to be combined.</param>
/// <param name="Others">How many each of them is combined with.</param>
internal readonly record struct Combination(Loop Loop, Node Element, Size Elements, Size Others)
{
    /// <param name="place">What is worked out of the element.</param>
    /// <param name="inner">The loop next to it.</param>
    public static Combination? Around(PythonModule module, Node place, Loop inner) => OfTarget(module, place, inner) ?? OfParts(module, inner);

    /// <summary>`for one, other in combinations(xs, 2)`: the place looks at `one` alone.</summary>
    private static Combination? OfTarget(PythonModule module, Node place, Loop loop)
    {
        if (loop.Target is not { Kind: Kind.Tuple } target || target.Children.Count < 2 || Maker(module, loop.Iterable!.Value) is not { } maker || maker.HasUnpacking) return null;
        (Node Node, int Position)? only = null;
        var position = 0;
        foreach (var part in target.Children)
        {
            if (ElementWork.Mentions(module, place, part))
            {
                if (only is not null) return null;
                only = (part, position);
            }
            position++;
        }
        if (only is not { } element || maker.Positional(0) is not { } first) return null;
        // `product(xs, ys)` takes the parts from its arguments; all others, and `product(xs, repeat=2)`, from the first.
        var isOfSeveral = IsProduct(module, maker) && maker.ArgumentCount == target.Children.Count && maker.Positional(maker.ArgumentCount - 1) is not null;
        var source = isOfSeveral ? maker.Positional(element.Position)!.Value : first;
        var other = isOfSeveral ? maker.Positional(element.Position == 0 ? 1 : 0)!.Value : first;
        return new Combination(loop, element.Node, module.Sizes.Of(source), module.Sizes.Of(other));
    }

    /// <summary>`for cell in product(*axes): … for part in cell`: the place looks at one part of the combination.</summary>
    private static Combination? OfParts(PythonModule module, Loop inner)
    {
        if (Loops.Around(inner) is not { IsWhile: false, IsAsync: false } outer || !IsOfCells(module, inner.Iterable!.Value, outer)) return null;
        return new Combination(outer, inner.Target!.Value, Size.Unknown, Size.Unknown);
    }

    /// <summary>Does an iterable give the parts of a combination that a loop is at, or of several side by side?</summary>
    private static bool IsOfCells(PythonModule module, Node iterable, Loop loop)
    {
        if (iterable.AsCall is { } zip && !zip.Arguments.IsEmpty && module.Names.IsBuiltin(zip.Callee, "zip"))
        {
            foreach (var argument in zip.Arguments)
                if (!IsOfCells(module, argument, loop)) return false;
            return true;
        }
        if (iterable.Kind != Kind.Name || module.SymbolAt(iterable) is not { OnlyDefinition: { } bound } || !loop.Target!.Value.Contains(bound.Node)) return false;
        var (target, cells) = (loop.Target.Value, loop.Iterable!.Value);
        if (target.Id == bound.Node.Id) return IsProductOfMany(module, cells);
        // `for start, shape in zip(starts, shapes)`
        if (target.Kind != Kind.Tuple || cells.AsCall is not { HasUnpacking: false } pairs || !module.Names.IsBuiltin(pairs.Callee, "zip") || pairs.ArgumentCount != target.Children.Count) return false;
        var position = 0;
        foreach (var part in target.Children)
        {
            if (part.Id == bound.Node.Id) return IsProductOfMany(module, pairs.Positional(position)!.Value);
            position++;
        }
        return false;
    }

    /// <summary>Is it the product of as many iterables as a value holds, or a name for that?</summary>
    private static bool IsProductOfMany(PythonModule module, Node value)
    {
        if (value.Kind == Kind.Name)
            return module.SymbolAt(value) is { OnlyDefinition: { Kind: DefinitionKind.Assigned } bound } && bound.Value.Kind == Kind.Call && IsProductOfMany(module, bound.Value);
        return value.AsCall is { } call && IsProduct(module, call) && call.Node.Child(1).Kind == Kind.Starred;
    }

    private static CallView? Maker(PythonModule module, Node iterable) =>
        iterable.AsCall is { } call && !call.Arguments.IsEmpty
        && module.Names.Resolve(call.Callee)?.Path is "itertools.product" or "itertools.combinations" or "itertools.permutations" or "itertools.combinations_with_replacement" ? iterable.AsCall : null;

    private static bool IsProduct(PythonModule module, CallView call) => module.Names.Resolve(call.Callee)?.Path == "itertools.product";
}
