using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;
using SizeNames = Lever.Review.Semantics.Python.SizeNames;

namespace Lever.Review.Rules.Rust.Algorithms;

public sealed class VecContainsInLoop : RustRule
{

    public override RuleInfo Info { get; } = new("rs-vec-contains-in-loop", Language.Rust, LeverClass.Algorithm, Technique.Algorithm, Tier.A)
    {
        Achievable = 0.9,
        Precision = 0.85,
        Checklist = ["RS1"],
        Doc = """
            A vector or slice is searched for a value on every turn of a loop.

            ## Why it costs
            `contains` compares elements from the front: 1.5 ns for 8 numbers, 98 ns for 1,000, 59 ns for 100 strings. A `HashSet` answers in 8 to
            14 ns however large it is. Where the loop also grows the vector, the loop is quadratic in its own length.

            ## Example
            ```rust
            fn unique(ids: &[u64]) -> Vec<u64> {
                let mut kept = Vec::new();
                for id in ids {
                    if !kept.contains(id) {
                        kept.push(*id);
                    }
                }
                kept
            }
            ```
            Use instead:
            ```rust
            use std::collections::HashSet;

            fn unique(ids: &[u64]) -> Vec<u64> {
                let mut kept = Vec::new();
                let mut seen = HashSet::new();
                for id in ids {
                    if seen.insert(*id) {
                        kept.push(*id);
                    }
                }
                kept
            }
            ```

            ## Keep it when
            The vector stays short: searching numbers is done several at a time by the processor, and the default hash is dear. Elements without
            `Hash` and `Eq`, such as floats, are not reported.

            ## Regime
            Numbers gain from some 400 elements on: unique numbers of 4,096 took 9.3 times as long by search, of 256 only 0.72 times, of 16 a sixth.
            Strings gain from some 15 elements on. A faster hasher moves both down.

            ## Patch safety
            The vector stays, with its order and duplicates; a set is kept beside it. Equal elements must have equal hashes.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.MethodCall];

    public override IReadOnlyList<string> MethodNames => ["contains", "any", "position"];

    public override void Visit(Node node, RustContext context)
    {
        var module = context.Module;
        if (Search.Of(module, node) is not { IsWhole: true } search) return;
        if (Place.Of(module, search.Haystack) is not { } vector) return;
        if (Turns.Around(module, node) is not { } turns || !turns.Outlives(vector.Root) || !turns.Varies(search.Needle)) return;
        if (RustRoles.IsOnErrorPath(node)) return;
        var changes = vector.ChangesIn(turns.Node);
        if (changes.IsChanged) return;
        var element = module.TypeOf(search.Haystack).Element.WithoutReferences;
        if (Hashable.Is(element) is not { } isHashable) isHashable = !element.IsUnknown && element.Kind != TypeKind.Parameter;
        if (!isHashable || Hashable.IsSmallDomain(element)) return;

        var trips = Longest(turns, vector);
        var size = changes.Growth is null ? Sizes.Of(module, vector.Node) : trips;
        if (trips.IsSmall || size.IsSmall || SizeNames.IsSmall(vector.Name) || element.IsNumber && size.Origin == SizeOrigin.Fixed && size.High < 400) return;
        var isKnown = trips.IsData && (changes.Growth is not null || size.IsData) && Hashable.Is(element) == true && (Sizes.IsNamedLarge(vector.Name) || Sizes.IsNamedLarge(turns.SourceName) || trips.IsSeen);
        var isText = element.IsString || element.IsStr;
        var draft = context.Report(node, changes.Growth is null ? $"`{vector.Text}` is searched from the front on every turn of the loop" : $"`{vector.Text}` is searched from the front by the loop that grows it")
            .LabelHead(turns.Node, "each turn searches from the front")
            .Cost(isText ? "n*m*rust.vec.compare.string" : "n*m*rust.vec.compare", isText ? "m*rust.hashmap.insert + n*rust.hashmap.string" : "m*rust.hashmap.insert + n*rust.hashmap.lookup", isText ? "m > 15" : "m > 400")
            .Size("n", trips)
            .Size("m", size)
            .AtTier(isKnown && !IsWeighed(turns) ? Tier.A : Tier.C);
        if (changes.Growth is { } growth) draft.Label(growth, "grown here");
        Fix(draft, context, search, vector, changes.Growth, element);
    }

    /// <summary>Does the function hold what bounds the loop against a number? Who asks how large it is has chosen the way by that.</summary>
    private static bool IsWeighed(Turns turns)
    {
        if (turns.Node.Kind != Kind.For) return false;
        var source = turns.Node.Child(2);
        for (var id = source.Id; id < source.SubtreeEnd; id++)
        {
            if (turns.Module.BindingAt(source.Tree[id]) is not { } bound) continue;
            foreach (var use in bound.Uses)
                if (use.Node.Parent.AsBinary is { IsComparison: true } test && turns.Module.Types.ConstantOf(test.Left == use.Node ? test.Right : test.Left) is > 1) return true;
        }
        return false;
    }

    /// <summary>Loops around the innermost one, up to the vector's declaration, make it longer.</summary>
    private static Size Longest(Turns turns, Place vector)
    {
        var longest = turns.Count;
        for (var outer = turns.Outer; outer is { } loop && loop.Outlives(vector.Root); outer = loop.Outer)
            if (loop.Count is { IsData: true } count && !longest.IsData) longest = count;
        return longest;
    }

    /// <summary>Keeps a set beside a vector of plain values that one call alone adds to.</summary>
    private static void Fix(FindingDraft draft, RustContext context, Search search, Place vector, Node? growth, RustType element)
    {
        const string Summary = "keep a `HashSet` of the elements beside the vector and ask that";
        var module = context.Module;
        var name = vector.Node.Kind == Kind.Path ? context.NewName(vector.Root.Name + "_set") : null;
        if (name is null || growth is not { } call || search.Node.AsMethodCall is not { Name: "contains" } test || element.IsCopy != true || !Sizes.IsEmpty(vector.Root.Value ?? vector.Node)
            || call.AsMethodCall is not { Name: "push" or "push_back", OnlyArgument: { } added } || !IsPlain(added) || call.Parent.Kind != Kind.ExpressionStatement || !IsGrownOnlyBy(module, vector.Root, call))
        {
            draft.Advise(Summary, "the elements have `Hash` and `Eq`, and there are enough of them");
            return;
        }
        var patch = new Patch(module)
            .Replace(test.Receiver, name)
            .InsertLinesAfter(vector.Root.Declaration, $"let mut {name} = std::collections::HashSet::new();")
            ?.InsertLinesAfter(call.Parent, $"{name}.insert({added.Text});");
        draft.FixWithConsent(Summary, patch, "some hundred different elements are met, or more");
    }

    private static bool IsPlain(Node value) => value.Kind == Kind.Path || value.Kind == Kind.Unary && value.Data == (int)UnaryOperator.Deref && IsPlain(value.FirstChild);

    private static bool IsGrownOnlyBy(RustModule module, Binding vector, Node growth)
    {
        foreach (var use in vector.Uses)
            if (module.MayChange(use) && !growth.Contains(use.Node) && use.Node.Id < growth.Id) return false;
        return true;
    }
}
