using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;
using SizeNames = Lever.Review.Semantics.Python.SizeNames;

namespace Lever.Review.Rules.Rust.Algorithms;

public sealed class SortForLess : RustRule
{
    private enum Wanted
    {
        Order,
        Nothing,
        Extreme,
        Selected,
        Few,
    }

    public override RuleInfo Info { get; } = new("rs-sort-for-less", Language.Rust, LeverClass.Algorithm, Technique.Algorithm, Tier.A)
    {
        Achievable = 0.9,
        Precision = 0.9,
        Checklist = ["RS1"],
        Doc = """
            A vector is sorted, and only its least, greatest, middle or first few elements are used.

            ## Why it costs
            A sort costs 12 ns an element at 1,000 to 10,000 elements, and its logarithm grows; `min` and `max` cost 0.7 ns, `select_nth_unstable`
            1.3 ns.

            ## Example
            ```rust
            fn nearest(mut distances: Vec<u64>) -> Option<u64> {
                distances.sort();
                distances.first().copied()
            }
            ```
            Use instead:
            ```rust
            fn nearest(distances: Vec<u64>) -> Option<u64> {
                distances.into_iter().min()
            }
            ```

            ## Keep it when
            The vector has a dozen elements, or is nearly sorted already: a sort of sorted elements is linear.

            ## Regime
            The ten least of n: 2.6 times as long by a sort at 100 elements, 6.2 times at 1,000, 19 times at 100,000.

            ## Patch safety
            Of equal elements `min_by_key` gives the first, as a stable sort does; `max_by_key` gives the last, as `last` after a stable sort does;
            `select_nth_unstable` may take any of them.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.MethodCall];

    public override IReadOnlyList<string> MethodNames => ["sort", "sort_by", "sort_by_key", "sort_unstable", "sort_unstable_by", "sort_unstable_by_key", "sort_by_cached_key"];

    public override void Visit(Node node, RustContext context)
    {
        var module = context.Module;
        if (module.BindingAt(node.FirstChild) is not { Kind: BindingKind.Let or BindingKind.Parameter, IsWhole: true } vector || node.FirstChild.Kind != Kind.Path) return;
        if (!module.TargetOf(node).Has(RustFacts.Sorts) || module.TypeOf(vector) is not { Kind: TypeKind.Path, IsVec: true }) return;
        if (node.Parent.Kind != Kind.ExpressionStatement || RustRoles.IsOnErrorPath(node)) return;
        // A loop may come back to other uses.
        if (Turns.Around(module, node) is { } turns && turns.Outlives(vector)) return;
        var size = Sizes.Of(module, node.FirstChild);
        if (size.IsSmall || SizeNames.IsSmall(vector.Name)) return;
        var wanted = Wanted.Nothing;
        Node? place = null;
        foreach (var use in vector.Uses)
        {
            if (use.Node.Id < node.SubtreeEnd) continue;
            var own = WantedBy(module, use, node);
            if (own == Wanted.Order) return;
            if (own == Wanted.Nothing) continue;
            if (wanted is not Wanted.Nothing && own != wanted) return;
            wanted = own;
            place ??= use.Node;
            // What is left may be used as one likes.
            if (own == Wanted.Few) break;
        }
        if (place is not { } used) return;
        var isOne = wanted == Wanted.Extreme;
        context.Report(node, $"`{vector.Name}` is sorted for {(isOne ? "its least or greatest element" : wanted == Wanted.Selected ? "the element at one place" : "its first elements")} alone")
            .Label(used, "all that is used of the order")
            .Cost("n*rust.vec.sort", isOne ? "n*rust.vec.min" : "n*rust.vec.select")
            .Size("n", size)
            .AtTier(isOne ? Tier.A : Tier.B)
            // A list that nobody shows to be long, once a call, is sorted as fast as it is made.
            .ForProfilesUnless(isOne || size.IsData || RustRoles.IsRepeated(node, module) || node.EnclosingFunction is { } function && Callers.IsOften(module, function))
            .Advise(isOne ? "use `min`, `max` or their `_by_key` forms" : wanted == Wanted.Selected ? "use `select_nth_unstable`" : "use `select_nth_unstable`, truncate, and sort what is left", isOne ? [] : ["it does not matter which of equal elements are taken"]);
    }

    private static Wanted WantedBy(RustModule module, Use use, Node sort)
    {
        var node = use.Node;
        // Within a loop or closure after the sort, elements may be taken one after the other.
        for (var at = node.Parent; !at.IsRoot && !at.Contains(sort); at = at.Parent)
            if (at.Kind is Kind.For or Kind.While or Kind.Loop or Kind.Closure) return Wanted.Order;
        // Cut only sometimes, it is needed in order at other times.
        if (use.Method is { Name: "truncate" } && node.EnclosingBlock is { } block && !block.Contains(sort)) return Wanted.Order;
        if (use is { IsWhole: true, Method: { } call })
        {
            switch (call.Name)
            {
                case "len" or "is_empty" or "capacity":
                    return Wanted.Nothing;
                case "first" or "last" or "pop" when call.ArgumentCount == 0:
                    return Wanted.Extreme;
                case "get" or "remove" or "swap_remove" when call.OnlyArgument is { } index:
                    return OfIndex(module, index, use);
                case "truncate":
                    return Wanted.Few;
                case "iter" or "into_iter" when call.Node.Parent.AsMethodCall is { } next:
                    return next.Name switch
                    {
                        "next" or "last" => Wanted.Extreme,
                        "take" => Wanted.Few,
                        _ => Wanted.Order,
                    };
            }
            return Wanted.Order;
        }
        // `list[..n].shuffle(..)` changes the list, and then looks at all of it.
        if (node.Parent.AsIndex is { Index.Kind: Kind.Range } part && part.Node.Parent.AsMethodCall is { Name: "shuffle" or "reverse" or "rotate_left" or "rotate_right" or "swap" or "fill" or "copy_from_slice" }) return Wanted.Order;
        return node.Parent.AsIndex is { } place && place.Value == node && place.Node.Parent.Kind is not (Kind.Assign or Kind.CompoundAssign) ? OfIndex(module, place.Index, use) : Wanted.Order;
    }

    private static Wanted OfIndex(RustModule module, Node index, Use use)
    {
        if (index.AsLiteral is { Integer: 0 }) return Wanted.Extreme;
        if (index.AsBinary is { Op: BinaryOperator.Sub, Left: var length, Right: { } one } && one.AsLiteral is { Integer: 1 } && length.AsMethodCall is { Name: "len" }) return Wanted.Extreme;
        if (index.AsRange is { From: null or { Kind: Kind.Literal }, To: { } }) return index.AsRange!.Value.From is { } from && from.AsLiteral is not { Integer: 0 } ? Wanted.Order : Wanted.Few;
        return index.Kind == Kind.Range ? Wanted.Order : Wanted.Selected;
    }
}
