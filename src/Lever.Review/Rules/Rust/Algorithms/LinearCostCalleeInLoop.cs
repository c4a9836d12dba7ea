using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;
using SizeNames = Lever.Review.Semantics.Python.SizeNames;

namespace Lever.Review.Rules.Rust.Algorithms;

public sealed class LinearCostCalleeInLoop : RustRule
{
    public override RuleInfo Info { get; } = new("rs-linear-cost-callee-in-loop", Language.Rust, LeverClass.Algorithm, Technique.Algorithm, Tier.A)
    {
        Achievable = 0.9,
        Precision = 0.8,
        Checklist = ["RS1"],
        Effort = Effort.Medium,
        Doc = """
            A loop calls a function that goes through the same whole collection each time.

            ## Why it costs
            The call looks cheap, but its time grows with the collection: the loop and the function together are quadratic, which neither shows alone.

            ## Example
            ```rust
            fn knows(listed: &[String], word: &str) -> bool {
                listed.iter().any(|each| each == word)
            }

            pub fn known(listed: &[String], words: &[String]) -> usize {
                let mut count = 0;
                for word in words {
                    if knows(listed, word) {
                        count += 1;
                    }
                }
                count
            }
            ```
            Use instead:
            ```rust
            use std::collections::HashSet;

            pub fn known(listed: &[String], words: &[String]) -> usize {
                let listed: HashSet<&str> = listed.iter().map(|each| each.as_str()).collect();
                words.iter().filter(|word| listed.contains(word.as_str())).count()
            }
            ```

            ## Keep it when
            The collection is short, or the function seldom comes to its search: functions that may return before it are not reported.

            ## Regime
            Strings: as fast at 8 elements, 12 times as long at 100, 194 times at 2,000.

            ## Patch safety
            The index is built once, so nothing may change the collection in between.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.SourceFile];

    public override void Visit(Node node, RustContext context)
    {
        var module = context.Module;
        if (!node.IsRoot || context.LinearFunctions is not { } linear) return;
        var tree = node.Tree;
        var kinds = tree.RawKinds;
        for (var id = 0; id < kinds.Length; id++)
        {
            var name = (Kind)kinds[id] switch
            {
                Kind.MethodCall => tree[id].Data,
                Kind.Call when (Kind)kinds[id + 1] == Kind.Path => tree[id + 1].Data,
                _ => -1,
            };
            if (name >= 0 && linear.TryGetValue(name, out var function) && !function.Function.Contains(tree[id])) VisitCall(tree[id], function, context);
        }
    }

    private static void VisitCall(Node call, LinearFunction function, RustContext context)
    {
        var module = context.Module;
        // Elements of a receiver by their keys are another rule's.
        if (function is { Parameter: < 0, Search: { Key: not null, IsWhole: false } }) return;
        if (Turns.Around(module, call) is not { } turns || module.TargetOf(call).Function != function.Function) return;
        if (PassedAt(call, function) is not { } passed || Place.Of(module, passed) is not { } place || !turns.Outlives(place.Root)) return;
        if (RustRoles.IsOnErrorPath(call) || turns.Count.IsSmall) return;
        var changes = function.Parameter < 0 ? place.ChangesIn(turns.Node, function.Scanned.Name) : place.ChangesIn(turns.Node);
        if (changes.IsChanged || !turns.Varies(call)) return;
        var size = function.Parameter < 0 ? Size.Unknown : changes.Growth is null ? Sizes.Of(module, place.Node) : turns.Count;
        if (size.IsSmall || SizeNames.IsSmall(function.Scanned.Name) || SizeNames.IsSmall(place.Name)) return;
        var element = module.TypeOf(function.Scanned.Node).Element;
        if (Hashable.IsSmallDomain(element) || function.Search is { IsWhole: true } && Hashable.Is(element) == false) return;
        var isSearch = function.Search is not null;
        context.Report(call, $"each call goes through all of `{(function.Parameter < 0 ? place.Text + "." + function.Scanned.Name : place.Text)}`")
            .LabelHead(turns.Node, "called on each turn of this")
            .Label(function.Scan, isSearch ? "searched from the front here" : "gone through here")
            .Cost("n*m*rust.vec.compare.string", isSearch ? "m*rust.hashmap.insert + n*rust.hashmap.string" : "m*rust.vec.compare.string + n*1ns")
            .Size("n", turns.Count)
            .Size("m", size)
            .AtTier(turns.Count.IsData && size.IsData && (Sizes.IsNamedLarge(place.Name) || Sizes.IsNamedLarge(turns.SourceName)) ? Tier.A : Tier.C)
            .Advise(isSearch ? "build a set or map once before the loop and ask that" : "compute what the call needs once before the loop", "nothing changes the collection while the loop runs");
    }

    private static Node? PassedAt(Node call, LinearFunction function)
    {
        if (call.AsMethodCall is { } method) return function.Parameter < 0 ? method.Receiver : method.Argument(function.Parameter);
        var hasSelf = function.Function.AsFunction!.Value.SelfParameter is not null;
        return call.AsCall!.Value.Argument(function.Parameter < 0 ? 0 : function.Parameter + (hasSelf ? 1 : 0));
    }
}
