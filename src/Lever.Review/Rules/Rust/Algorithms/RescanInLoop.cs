using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Algorithms;

public sealed class RescanInLoop : RustRule
{
    public override RuleInfo Info { get; } = new("rs-rescan-in-loop", Language.Rust, LeverClass.AvoidedWork, Technique.Algorithm, Tier.A)
    {
        Achievable = 0.98,
        Precision = 0.9,
        Checklist = ["RS1"],
        Doc = """
            A loop goes through a whole collection or text on every turn for an answer that stays the same.

            ## Why it costs
            A sum, maximum, count, search or changed copy costs time in proportion to what it looks at, and the compiler does not move it out of the
            loop: allocation and reads through pointers keep it there. The loop becomes quadratic.

            ## Example
            ```rust
            fn shares(weights: &[f64]) -> Vec<f64> {
                let mut shares = Vec::new();
                for weight in weights {
                    shares.push(weight / weights.iter().sum::<f64>());
                }
                shares
            }
            ```
            Use instead:
            ```rust
            fn shares(weights: &[f64]) -> Vec<f64> {
                let sum: f64 = weights.iter().sum();
                let mut shares = Vec::new();
                for weight in weights {
                    shares.push(weight / sum);
                }
                shares
            }
            ```

            ## Keep it when
            The loop rarely comes to the place, or the collection has a handful of elements.

            ## Regime
            1.8 times as long at 8 elements, 20 times at 100, 655 times at 2,000.

            ## Patch safety
            Nothing in the loop changes what is looked at. The answer is then computed once even where the loop has no turn, so a panic in it
            would come earlier.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.MethodCall];

    public override IReadOnlyList<string> MethodNames =>
    [
        "sum", "product", "max", "min", "count", "max_by_key", "min_by_key", "max_by", "min_by", "fold", "any", "all", "position", "collect", "contains", "find",
        "to_lowercase", "to_uppercase", "to_ascii_lowercase", "to_ascii_uppercase", "replace", "repeat", "join", "concat",
    ];

    public override void Visit(Node node, RustContext context)
    {
        var module = context.Module;
        if (Turns.Around(module, node) is not { } turns || module.TargetOf(node).Symbol is not { } symbol) return;
        if (!symbol.Is(RustFacts.Drives | RustFacts.StopsEarly | RustFacts.Linear) || RustRoles.IsOnErrorPath(node)) return;
        if (SourceOf(module, node, turns) is not { } source) return;
        var size = Sizes.Of(module, source.Node);
        var makes = symbol.Is(RustFacts.Allocates);
        if (size.IsSmall || turns.Count.IsSmall || turns.Varies(node) || !source.ChangesIn(turns.Node).IsNone) return;
        // A fixed needle in a text of the source is a few instructions.
        if (Place.Of(module, node) is not null || IsPartOfAnother(module, node, turns)) return;
        // The first that fits may be the first of all.
        var tier = symbol.Is(RustFacts.StopsEarly) || symbol.Name == "contains" ? Tier.C : !makes && !size.IsData ? Tier.B : Tier.A;
        // What is made may be wanted by somebody who keeps it: a copy would take as long.
        if (makes && Uses.KindOf(node) is UseKind.Stored or UseKind.Argument or UseKind.Returned) tier = Tier.C;
        if (IsConditional(node, turns)) tier = Tier.C;
        // A word is written in other letters in some nanoseconds.
        if (symbol.Name is "to_lowercase" or "to_uppercase" or "to_ascii_lowercase" or "to_ascii_uppercase" && turns.Outer is null) tier = Tier.C;
        context.Report(node, $"`{symbol.Name}` goes through `{source.Text}` on every turn of the loop and finds the same")
            .LabelHead(turns.Node, "nothing that it looks at changes here")
            .Cost("n*m*1ns", "m*1ns")
            .Size("n", turns.Count)
            .Size("m", size)
            .AtTier(tier)
            // Of a list that nothing shows to be long it is hardly news, nor of one that each turn wants for itself.
            .ForProfilesUnless(size.IsData && (!makes || Uses.KindOf(node) != UseKind.Bound))
            .Advise("compute it once before the loop", "nothing in the loop changes what it looks at through a cell or lock");
    }

    /// <summary>What a chain of pure calls starts from; null where anything in it may do more than look.</summary>
    private static Place? SourceOf(RustModule module, Node value, Turns turns)
    {
        Node? source = null;
        for (var at = value; ;)
        {
            if (at.AsMethodCall is not { } call)
            {
                source ??= at;
                break;
            }
            if (module.TargetOf(at).Symbol is not { } symbol || !symbol.Is(RustFacts.Pure | RustFacts.Lazy | RustFacts.Drives | RustFacts.StopsEarly | RustFacts.Linear) || symbol.Receiver == ReceiverMode.Mutable && !symbol.Is(RustFacts.StopsEarly)) return null;
            // A copy that is taken apart is wanted anew each time.
            if (symbol.Is(RustFacts.Clones) || symbol.Is(RustFacts.Locks | RustFacts.SystemCall) || symbol.Name is "iter_mut" or "drain" or "by_ref") return null;
            foreach (var argument in call.Arguments)
                if (!IsPlain(module, argument)) return null;
            at = call.Receiver;
            source = at;
        }
        if (source is not { } start || Place.Of(module, start) is not { } place || !turns.Outlives(place.Root)) return null;
        // An iterator is used up: the next turn goes on where this one stopped.
        var type = module.TypeOf(place.Node);
        if (type.IsUnknown || type.IsIterator || type.WithoutReferences.Kind is TypeKind.Dyn or TypeKind.Impl or TypeKind.Parameter || type.Has(RustFacts.Lock) || type.IsNumber || type.Is(RustLibrary.Option) || type.Is(RustLibrary.Result) || type.Is(RustLibrary.Range)) return null;
        return place;
    }

    /// <summary>Variables, literals, fields, and closures of comparisons and arithmetic.</summary>
    private static bool IsPlain(RustModule module, Node argument)
    {
        for (var id = argument.Id; id < argument.SubtreeEnd; id++)
        {
            var node = argument.Tree[id];
            switch (node.Kind)
            {
                case Kind.Call or Kind.MacroCall or Kind.Assign or Kind.CompoundAssign or Kind.Await or Kind.Yield or Kind.Return or Kind.For or Kind.While or Kind.Loop:
                    return false;
                case Kind.MethodCall when module.TargetOf(node).Symbol is not { } symbol || !symbol.Is(RustFacts.Pure | RustFacts.Lazy | RustFacts.Drives | RustFacts.StopsEarly | RustFacts.Linear | RustFacts.Clones):
                    return false;
            }
        }
        return true;
    }

    /// <summary>Is the call inside of a larger one that is reported itself?</summary>
    private static bool IsPartOfAnother(RustModule module, Node node, Turns turns)
    {
        for (var (child, at) = (node, node.Parent); at.Kind == Kind.MethodCall && at.FirstChild == child; (child, at) = (at, at.Parent))
            if (module.TargetOf(at).Symbol is { } symbol && symbol.Is(RustFacts.Drives | RustFacts.Linear) && !turns.Varies(at)) return true;
        return false;
    }

    /// <summary>Does a branch within the loop decide whether the place is reached?</summary>
    private static bool IsConditional(Node node, Turns turns)
    {
        for (var (child, at) = (node, node.Parent); at.Id > turns.Node.Id; (child, at) = (at, at.Parent))
            if (at.Kind == Kind.If && at.FirstChild != child || at.Kind == Kind.MatchArm || at.AsBinary is { IsLazy: true, Right: var right } && right == child) return true;
        return false;
    }
}
