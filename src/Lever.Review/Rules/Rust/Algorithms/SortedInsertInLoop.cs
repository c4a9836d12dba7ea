using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Algorithms;

public sealed class SortedInsertInLoop : RustRule
{
    private static readonly int VecInsert = RustLibrary.Path("std::vec::Vec::insert");

    public override RuleInfo Info { get; } = new("rs-sorted-insert-in-loop", Language.Rust, LeverClass.Algorithm, Technique.Algorithm, Tier.A)
    {
        Achievable = 0.9,
        Precision = 0.85,
        Checklist = ["RS1"],
        Doc = """
            A loop keeps a vector in order by inserting each element at its place, or by sorting after each push.

            ## Why it costs
            An insert moves all elements behind it, 0.13 ns each for numbers and more for larger elements, and a sort looks at all of them. Sorting
            once after the loop costs 12 ns an element.

            ## Example
            ```rust
            fn ordered(words: &[String]) -> Vec<&String> {
                let mut sorted: Vec<&String> = Vec::new();
                for word in words {
                    match sorted.binary_search(&word) {
                        Ok(_) => continue,
                        Err(at) => sorted.insert(at, word),
                    }
                }
                sorted
            }
            ```
            Use instead:
            ```rust
            fn ordered(words: &[String]) -> Vec<&String> {
                let mut sorted: Vec<&String> = words.iter().collect();
                sorted.sort();
                sorted.dedup();
                sorted
            }
            ```

            ## Keep it when
            The order is used within the loop, which is not reported where the loop reads the vector in another way; then a `BTreeMap`, `BTreeSet` or
            `BinaryHeap` takes elements in logarithmic time. Elements that arrive in order are pushed at the end, which moves nothing.

            ## Regime
            Records of 64 bytes in random order, against push and one sort: 1.9 times as long at 16 records, 3.1 times at 1,000, 12 times at 20,000.

            ## Patch safety
            Which of several equal elements stays may differ: a stable sort and `dedup_by` keep the first.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.MethodCall];

    public override IReadOnlyList<string> MethodNames => ["insert", "sort", "sort_unstable", "sort_by", "sort_by_key", "sort_unstable_by", "sort_unstable_by_key"];

    public override void Visit(Node node, RustContext context)
    {
        if (node.AsMethodCall is not { } call) return;
        var module = context.Module;
        if (Place.Of(module, call.Receiver) is not { } vector) return;
        if (Turns.Around(module, node) is not { } turns || !turns.Outlives(vector.Root)) return;
        var isInsert = call.Name == "insert";
        if (isInsert ? !module.TargetOf(node).Is(VecInsert) || call.ArgumentCount != 2 || !IsSearched(module, call.Arguments[0], vector, turns) : !module.TargetOf(node).Has(RustFacts.Sorts) || !IsPushedIn(turns, vector, node)) return;
        if (IsOtherwiseUsed(turns, vector, node)) return;
        var trips = turns.Count;
        if (trips.IsSmall) return;
        context.Report(node, isInsert ? $"each insert into its place moves all elements of `{vector.Text}` that follow" : $"`{vector.Text}` is sorted anew after each element that the loop adds")
            .LabelHead(turns.Node, "on each turn of this")
            .Cost(isInsert ? "0.5*n^2*rust.vec.remove0" : "n^2*1ns", "n*rust.vec.push + n*rust.vec.sort")
            .Size("n", trips)
            // A few elements are moved faster than they are sorted.
            .AtTier(trips.IsData ? Tier.A : isInsert ? Tier.C : Tier.B)
            .Advise(isInsert ? "push in the loop, then sort once and drop or report duplicates with `dedup_by` or `windows(2)`" : "sort once after the loop", "nothing in the loop relies on the order");
    }

    /// <summary>Was the place found by a binary search of the same vector?</summary>
    private static bool IsSearched(RustModule module, Node at, Place vector, Turns turns)
    {
        if (module.BindingAt(at) is not { } place || turns.Outlives(place)) return IsSearch(at, vector);
        if (place.Value is { } value) return IsSearch(value, vector);
        var declaration = place.Declaration;
        // `Err(at) => …` of a match, `if let Err(at) = …`
        return declaration.Kind switch
        {
            Kind.MatchArm => IsSearch(declaration.Owner.FirstChild, vector),
            Kind.LetCondition => IsSearch(declaration.Child(1), vector),
            Kind.Parameter when declaration.Owner.Parent is { Kind: Kind.Closure } closure && closure.Parent.AsMethodCall is { } method => IsSearch(method.Receiver, vector),
            _ => false,
        };
    }

    private static bool IsSearch(Node value, Place vector)
    {
        while (value.AsMethodCall is { Name: "unwrap_or_else" or "unwrap_or" or "unwrap_err" or "map" or "into_ok_or_err" } unwrapped) value = unwrapped.Receiver;
        if (value.Kind == Kind.Match) value = value.FirstChild;
        return value.AsMethodCall is { Name: "binary_search" or "binary_search_by" or "binary_search_by_key" or "partition_point", Receiver: var asked } && asked.Bytes.SequenceEqual(vector.Node.Bytes);
    }

    private static bool IsPushedIn(Turns turns, Place vector, Node sort)
    {
        foreach (var use in vector.Root.Uses)
            if (turns.Node.Contains(use.Node) && use.Method is { Name: "push" } push && use.Place.Bytes.SequenceEqual(vector.Node.Bytes) && Turns.Around(turns.Module, push.Node) is { } own && own.Node == turns.Node && push.Node.Id < sort.Id) return true;
        return false;
    }

    /// <summary>Does the loop read the vector, or change it, in another way than by the search and the insert?</summary>
    private static bool IsOtherwiseUsed(Turns turns, Place vector, Node node)
    {
        foreach (var use in vector.Root.Uses)
        {
            if (!turns.Node.Contains(use.Node)) continue;
            if (use.Place.Bytes.Length < vector.Node.Bytes.Length && vector.IsField && turns.Module.MayChange(use)) return true;
            if (!use.Place.Bytes.StartsWith(vector.Node.Bytes)) continue;
            if (use.Method is { } method && (method.Node == node || method.Name is "insert" or "push" or "binary_search" or "binary_search_by" or "binary_search_by_key" or "partition_point" or "len" or "reserve")) continue;
            return true;
        }
        return false;
    }
}
