using Lever.Review.Findings;
using Lever.Review.Rules.Rust.Algorithms;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;
using Place = Lever.Review.Rules.Rust.Algorithms.Place;

namespace Lever.Review.Rules.Rust.AvoidedWork;

public sealed class MapDoubleLookup : RustRule
{
    public override RuleInfo Info { get; } = new("rs-map-double-lookup", Language.Rust, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.B)
    {
        Achievable = 0.45,
        Precision = 0.9,
        Checklist = ["RS1"],
        Doc = """
            A map or set is asked whether it has a key, and then asked for the same key again.

            ## Why it costs
            Each lookup hashes the key and searches its place: 9 ns for numbers, 14 ns for short strings. `entry`, `get`, `get_mut`, `remove` and the
            result of `insert` do both at once: 9.5 ns in place of 18 ns.

            ## Example
            ```rust
            use std::collections::HashMap;

            fn counted(words: &[String]) -> HashMap<&str, usize> {
                let mut counts = HashMap::new();
                for word in words {
                    if !counts.contains_key(word.as_str()) {
                        counts.insert(word.as_str(), 0);
                    }
                    *counts.get_mut(word.as_str()).unwrap() += 1;
                }
                counts
            }
            ```
            Use instead:
            ```rust
            use std::collections::HashMap;

            fn counted(words: &[String]) -> HashMap<&str, usize> {
                let mut counts = HashMap::new();
                for word in words {
                    *counts.entry(word.as_str()).or_insert(0) += 1;
                }
                counts
            }
            ```

            ## Keep it when
            `entry` would need a key of its own, a clone or an allocation, for each lookup, and most keys are there already.

            ## Regime
            1.67 times as long for 10 words, 1.55 times for 1,000.

            ## Patch safety
            `insert` of a set tells whether the element is new. What is computed for the new value must not look into the map.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.MethodCall];

    public override IReadOnlyList<string> MethodNames => ["contains_key", "contains"];

    public override void Visit(Node node, RustContext context)
    {
        var module = context.Module;
        if (node.AsMethodCall is not { } call) return;
        if (call.OnlyArgument is not { } key || Condition(node) is not { } test) return;
        var target = module.TargetOf(node);
        if (target.Symbol is null || !target.Self.Has(RustFacts.Hashed) && !target.Self.Has(RustFacts.Ordered)) return;
        if (Place.Of(module, call.Receiver) is not { } map || KeyOf(key) is not { } asked || RustRoles.IsOnErrorPath(node)) return;
        if (Again(module, test, map, asked) is not { } again) return;
        var isRepeated = Turns.Around(module, node) is not null;
        var isSet = call.Name == "contains";
        var draft = context.Report(node, $"`{map.Text}` is asked for the same key again by `{again.AsMethodCall?.Name ?? "[]"}`")
            .Label(again, "the second lookup")
            .Cost("rust.hashmap.contains.update", "rust.hashmap.entry")
            // One lookup for both takes a key of its own, which here is copied for the missing ones alone. A key of the source is one of few.
            .AtTier(isRepeated && !IsCopied(again) && asked.Kind != Kind.Literal ? Tier.B : Tier.C);
        var summary = again.AsMethodCall?.Name switch
        {
            "insert" => isSet ? "use what `insert` returns: whether the element is new" : "use `entry`",
            "remove" or "take" => "use what `remove` returns",
            "get_mut" => "use `get_mut` with `if let`",
            _ => "use `get` with `if let`",
        };
        if (isSet && Patched(context, test, node, again, asked) is { } patch) draft.FixSafely(summary, patch);
        else draft.Advise(summary, again.AsMethodCall is { Name: "insert" } && !isSet ? ["an owned key is at hand"] : []);
    }

    /// <summary>The `if` whose condition is the call, perhaps negated.</summary>
    private static (Node If, bool IsNegated)? Condition(Node call)
    {
        var at = call;
        var isNegated = false;
        if (at.Parent is { Kind: Kind.Unary } not && not.Data == (int)UnaryOperator.Not)
        {
            at = not;
            isNegated = true;
        }
        return at.Parent.Kind == Kind.If && at.Parent.FirstChild == at ? (at.Parent, isNegated) : null;
    }

    /// <summary>The key without references and copies; null for one that is computed.</summary>
    private static Node? KeyOf(Node key)
    {
        while (key.Kind is Kind.Reference or Kind.Unary || key.AsMethodCall is { ArgumentCount: 0, Name: "clone" or "to_string" or "to_owned" or "as_str" or "as_ref" or "to_vec" or "into" }) key = key.FirstChild;
        for (var id = key.Id; id < key.SubtreeEnd; id++)
            if (key.Tree[id].Kind is not (Kind.Path or Kind.FieldAccess or Kind.Tuple or Kind.Index or Kind.Literal)) return null;
        return key;
    }

    /// <summary>The second lookup: where the key is known to be there, or known to be missing.</summary>
    private static Node? Again(RustModule module, (Node If, bool IsNegated) test, Place map, Node key)
    {
        var branch = test.If.Child(1);
        if (First(module, branch, map, key) is { } inside) return inside;
        if (test.If.Optional(2) is { } other) return IsUsedIn(branch, map) || IsMovedIn(module, branch, key) ? null : First(module, other, map, key);
        // `if set.contains(&x) { continue; }` and then `set.insert(x)`.
        var statement = test.If.Parent.Kind == Kind.ExpressionStatement ? test.If.Parent : test.If;
        if (statement.Parent.Kind != Kind.Block || !branch.HasChildren) return null;
        var last = branch.LastChild;
        if (last.Kind == Kind.ExpressionStatement) last = last.FirstChild;
        return !test.IsNegated && last.Kind is Kind.Continue or Kind.Return or Kind.Break && statement.NextStatement is { } next ? First(module, next, map, key) : null;
    }

    /// <summary>The first use of the map in a region, where it is for the same key and always reached.</summary>
    private static Node? First(RustModule module, Node region, Place map, Node key)
    {
        foreach (var use in map.Root.Uses)
        {
            if (use.Node.Id < region.Id || use.Node.Id >= region.SubtreeEnd) continue;
            if (!use.Place.Bytes.StartsWith(map.Node.Bytes)) continue;
            var place = use.Place;
            if (place.Kind == Kind.Index && place.FirstChild.Bytes.SequenceEqual(map.Node.Bytes)) return IsSame(place.Child(1), key) && IsReached(place, region) ? place : null;
            return place.Bytes.SequenceEqual(map.Node.Bytes) && use.Method is { Name: "insert" or "get" or "get_mut" or "remove" or "take", Arguments: { IsEmpty: false } arguments } second
                && IsSame(arguments[0], key) && IsReached(second.Node, region) && !LooksInto(module, second, map) && !(second.Name is not ("get" or "get_mut") && MayLeave(second.Node, region)) ? second.Node : null;
        }
        return null;
    }

    /// <summary>Does the branch for what is there do something else with the map, under another key?</summary>
    private static bool IsUsedIn(Node branch, Place map)
    {
        foreach (var use in map.Root.Uses)
            if (branch.Contains(use.Node) && use.Place.Bytes.StartsWith(map.Node.Bytes)) return true;
        return false;
    }

    /// <summary>Does the branch for what is there take the key? Once inserted, it would be gone.</summary>
    private static bool IsMovedIn(RustModule module, Node branch, Node key)
    {
        if (module.BindingAt(key) is not { } variable || module.TypeOf(variable) is { IsReference: true } or { IsCopy: true }) return false;
        foreach (var use in variable.Uses)
            if (branch.Contains(use.Node) && use.Kind is UseKind.Argument or UseKind.Stored or UseKind.Bound or UseKind.Returned) return true;
        return false;
    }

    private static bool IsCopied(Node again)
    {
        if (again.AsMethodCall is not { Name: "insert", Arguments: { IsEmpty: false } arguments }) return false;
        var given = arguments[0];
        return given.AsMethodCall is { ArgumentCount: 0, Name: "clone" or "to_string" or "to_owned" or "to_vec" or "into" };
    }

    private static bool IsSame(Node argument, Node key) => KeyOf(argument) is { } bare && bare.Bytes.SequenceEqual(key.Bytes);

    /// <summary>Does no branch, loop or closure decide whether the place is reached?</summary>
    private static bool IsReached(Node place, Node region)
    {
        for (var (child, at) = (place, place.Parent); child.Id > region.Id; (child, at) = (at, at.Parent))
            if (at.Kind == Kind.If && at.FirstChild != child || at.Kind is Kind.MatchArm or Kind.Closure or Kind.For or Kind.While or Kind.Loop) return false;
        return true;
    }

    /// <summary>May what stands before the change leave, so that the map stays as it is? One call for both would change it all the same.</summary>
    private static bool MayLeave(Node change, Node region)
    {
        for (var id = region.Id; id < change.Id; id++)
            if (change.Tree[id] is { Kind: Kind.Return or Kind.Break or Kind.Continue or Kind.Try } leaving && !leaving.Contains(change)) return true;
        return false;
    }

    /// <summary>Does the value that is inserted come from the map, or may its computation fail or wait?</summary>
    private static bool LooksInto(RustModule module, MethodCallView insert, Place map)
    {
        foreach (var argument in insert.Arguments)
            for (var id = argument.Id; id < argument.SubtreeEnd; id++)
                if (argument.Tree[id].Kind is Kind.Try or Kind.Await or Kind.Return || module.BindingAt(argument.Tree[id]) is { } variable && variable.Id == map.Root.Id && !map.IsField) return true;
        return false;
    }

    /// <summary>`if !set.contains(&amp;x) { set.insert(x); … }` as `if set.insert(x) { … }`, for elements that are copied.</summary>
    private static Patch? Patched(RustContext context, (Node If, bool IsNegated) test, Node asked, Node insert, Node key)
    {
        if (!test.IsNegated || insert.Parent is not { Kind: Kind.ExpressionStatement } statement || statement.Parent != test.If.Child(1) || statement.Parent.FirstChild != statement) return null;
        if (context.Module.TypeOf(insert.AsMethodCall!.Value.Arguments[0]).IsCopy != true) return null;
        // An empty branch would look odd, though it is right.
        if (statement.SubtreeEnd == statement.Parent.SubtreeEnd) return new Patch(context.Module).Replace(test.If, insert.Text + (test.If.Parent.Kind == Kind.ExpressionStatement && test.If.End == test.If.Parent.End ? ";" : ""));
        return new Patch(context.Module).Replace(asked.Parent, insert.Text).Delete(statement);
    }
}
