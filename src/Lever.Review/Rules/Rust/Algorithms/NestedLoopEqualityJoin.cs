using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;
using SizeNames = Lever.Review.Semantics.Python.SizeNames;

namespace Lever.Review.Rules.Rust.Algorithms;

public sealed class NestedLoopEqualityJoin : RustRule
{
    public override RuleInfo Info { get; } = new("rs-nested-loop-equality-join", Language.Rust, LeverClass.Algorithm, Technique.Algorithm, Tier.A)
    {
        Achievable = 0.95,
        Precision = 0.85,
        Checklist = ["RS1"],
        Doc = """
            Two collections are joined by comparing every element of one with every element of the other.

            ## Why it costs
            Each pair costs 0.19 ns with numbers as keys and 1.5 ns with strings, and there are as many pairs as the product of both lengths: 1.5 ms
            for 1,000 and 1,000 strings. An index by key costs 33 ns an element to build and 9 to 14 ns a question.

            ## Example
            ```rust
            struct Customer { name: String, discount: u64 }
            struct Order { customer: String, total: u64 }

            fn rebates(orders: &[Order], customers: &[Customer]) -> u64 {
                let mut sum = 0;
                for order in orders {
                    for customer in customers {
                        if customer.name == order.customer {
                            sum += order.total * customer.discount;
                        }
                    }
                }
                sum
            }
            ```
            Use instead:
            ```rust
            use std::collections::HashMap;

            struct Customer { name: String, discount: u64 }
            struct Order { customer: String, total: u64 }

            fn rebates(orders: &[Order], customers: &[Customer]) -> u64 {
                let by_name: HashMap<&str, &Customer> = customers.iter().map(|customer| (customer.name.as_str(), customer)).collect();
                orders.iter().filter_map(|order| by_name.get(order.customer.as_str()).map(|customer| order.total * customer.discount)).sum()
            }
            ```

            ## Keep it when
            The inner collection has a few dozen elements, or several elements share a key and the first one in order is wanted: an index then
            needs `entry(key).or_insert(…)`, or a list for each key.

            ## Regime
            Strings: 53 times as fast at 1,000 by 1,000, 6 times at 100 by 100, but only 0.44 times at 8 by 8. Numbers gain from some 100 elements on.

            ## Patch safety
            Duplicate keys and the order of equal ones must be kept where they matter; keys need `Hash` and `Eq`.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.For, Kind.MethodCall];

    public override IReadOnlyList<string> MethodNames => ["find", "any", "position", "filter"];

    public override void Visit(Node node, RustContext context)
    {
        if (node.Kind == Kind.For) VisitLoop(node, context);
        else if (Search.Of(context.Module, node) is { IsWhole: false, Key: { } key } search && !IsKeptLazy(node)) Report(node, search.Haystack, key, search.Needle, context);
    }

    /// <summary>`for` whose body is one `if` on an equality.</summary>
    private static void VisitLoop(Node node, RustContext context)
    {
        var module = context.Module;
        if (node.Child(3).AsBlock is not { } body || !body.Node.HasChildren) return;
        var first = body.Node.FirstChild;
        if (first.SubtreeEnd != body.Node.SubtreeEnd) return;
        if (first.Kind == Kind.ExpressionStatement) first = first.FirstChild;
        if (first.AsIf is not { Else: null } choice) return;
        if (Equality.In(module, choice.Condition, node.Child(1)) is not { } equality) return;
        var iterator = node.Child(2);
        var haystack = Search.HaystackOf(module, iterator) ?? (module.TypeOf(iterator) is var type && (type.IsSliceLike || type.Is(RustLibrary.VecDeque)) ? iterator : null);
        if (haystack is { } inner) Report(node, inner, equality.Own, equality.Other, context);
    }

    /// <summary>A filter that is collected for later, or the first step of a longer way, gives groups and no partner.</summary>
    private static bool IsKeptLazy(Node node) => node.AsMethodCall!.Value.Name == "filter" && node.Parent.AsMethodCall is not { Name: "next" or "count" or "for_each" or "last" or "collect" or "map" or "sum" };

    private static void Report(Node node, Node haystack, Node key, Node needle, RustContext context)
    {
        var module = context.Module;
        if (Place.Of(module, haystack) is not { } inner) return;
        if (Turns.Around(module, node) is not { } turns || !turns.Outlives(inner.Root) || !turns.Varies(needle)) return;
        if (RustRoles.IsOnErrorPath(node) || IsPart(turns, needle)) return;
        var changes = inner.ChangesIn(turns.Node);
        if (changes.IsChanged && !IsEditedInPlace(node)) return;
        var type = module.TypeOf(key).WithoutReferences;
        if (type.IsUnknown) type = module.TypeOf(needle).WithoutReferences;
        if (Hashable.Is(type) == false || Hashable.IsSmallDomain(type)) return;
        var trips = turns.Count;
        var size = changes.Growth is null ? Sizes.Of(module, inner.Node) : trips;
        if (trips.IsSmall || size.IsSmall || SizeNames.IsSmall(inner.Name)) return;
        var isText = type.IsString || type.IsStr;
        context.Report(node, $"every turn compares with the elements of `{inner.Text}` one by one until their keys are equal")
            .LabelHead(turns.Node, "for each turn of this")
            .Label(key, "the key")
            .Cost(isText ? "n*m*rust.join.pair.string" : "n*m*rust.join.pair.int", isText ? "m*rust.hashmap.insert + n*rust.hashmap.string" : "m*rust.hashmap.insert + n*rust.hashmap.lookup", isText ? "m > 30" : "m > 100")
            .Size("n", trips)
            .Size("m", size)
            .AtTier(trips.IsData && (size.IsData || changes.Growth is not null) && Hashable.Is(type) == true && (Sizes.IsNamedLarge(inner.Name) && Sizes.IsNamedLarge(turns.SourceName) || trips.IsSeen || size.IsSeen) ? Tier.A : Tier.C)
            .Advise(changes.Growth is null ? $"index `{inner.Text}` by `{key.Text}` once before the loop and ask the index" : $"keep an index of `{inner.Text}` by `{key.Text}` beside it, which grows with it", "elements with equal keys are kept apart or told apart as now", "the keys have `Hash` and `Eq`");
    }

    /// <summary>`iter_mut().find(…)`: what the search gives is changed, the keys seldom are.</summary>
    private static bool IsEditedInPlace(Node node) => node.AsMethodCall is { Receiver: var receiver } && receiver.AsMethodCall is { Name: "iter_mut" or "values_mut" };

    /// <summary>Is what is looked for the loop's own counter or a part of what is searched, as in a walk over neighbours?</summary>
    private static bool IsPart(Turns turns, Node needle) => turns.Node.Kind == Kind.For && turns.Node.Child(2).Kind == Kind.Range && turns.Module.BindingAt(needle) is { } variable && turns.Node.Child(1).Contains(variable.Node);
}
