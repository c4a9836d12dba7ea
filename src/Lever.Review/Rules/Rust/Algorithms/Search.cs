using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Algorithms;

/// <summary>A search of a vector, slice or deque from the front: for a value, or for elements with a key.</summary>
/// <param name="Node">The call.</param>
/// <param name="Haystack">What is searched, before `.iter()`.</param>
/// <param name="Needle">What is looked for.</param>
/// <param name="Key">The element's side of the comparison; null where the search is `contains`.</param>
/// <param name="IsWhole">Is it the whole element that is compared?</param>
internal readonly record struct Search(Node Node, Node Haystack, Node Needle, Node? Key, bool IsWhole)
{
    private static readonly int SliceContains = RustLibrary.Path("slice::contains");
    private static readonly int DequeContains = RustLibrary.Path("std::collections::VecDeque::contains");

    /// <summary>The search that a call is; null for any other call and where types are not known.</summary>
    public static Search? Of(RustModule module, Node node)
    {
        if (node.AsMethodCall is not { } call || call.OnlyArgument is not { } argument) return null;
        switch (call.Name)
        {
            case "contains":
                var target = module.TargetOf(node);
                return target.Is(SliceContains) || target.Is(DequeContains) ? new Search(node, call.Receiver, argument, null, true) : null;
            case "any" or "find" or "position" or "filter" or "rposition":
                if (HaystackOf(module, call.Receiver) is not { } haystack || Equality.OfClosure(argument) is not { } closure) return null;
                return Equality.In(module, closure.Body, closure.Pattern) is { } equality ? new Search(node, haystack, equality.Other, equality.Own, equality.IsWhole) : null;
            default:
                return null;
        }
    }

    /// <summary>The collection that an iterator goes through from the front.</summary>
    public static Node? HaystackOf(RustModule module, Node iterator)
    {
        while (iterator.AsMethodCall is { } call)
        {
            switch (call.Name)
            {
                case "enumerate" or "copied" or "cloned" or "rev" or "skip" when module.TypeOf(call.Receiver).IsIterator:
                    iterator = call.Receiver;
                    continue;
                case "iter" or "iter_mut" or "into_iter" when call.ArgumentCount == 0:
                    return module.TypeOf(call.Receiver) is var type && (type.IsSliceLike || type.Is(RustLibrary.VecDeque)) ? call.Receiver : null;
                case "values" or "values_mut" when module.TypeOf(call.Receiver).IsMap:
                    return call.Receiver;
                default:
                    return null;
            }
        }
        return null;
    }
}
