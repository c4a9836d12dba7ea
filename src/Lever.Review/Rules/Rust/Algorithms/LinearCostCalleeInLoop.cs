using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Review.Semantics.Rust.Calls;
using Lever.Review.Semantics.Rust.Traits;
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

            Functions of other files are looked at as well; the finding lists the place.

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
        if (!node.IsRoot) return;
        var linear = context.LinearFunctions;
        var calls = context.Module.Project.Calls;
        if (linear is null && calls is null) return;
        var tree = node.Tree;
        var kinds = tree.RawKinds;
        // Whatever repeats ends there.
        var repeatedUntil = 0;
        for (var id = 0; id < kinds.Length; id++)
        {
            int name;
            switch ((Kind)kinds[id])
            {
                case Kind.For or Kind.While or Kind.Loop or Kind.Closure:
                    repeatedUntil = Math.Max(repeatedUntil, tree[id].SubtreeEnd);
                    continue;
                case Kind.MethodCall:
                    name = tree[id].Data;
                    break;
                case Kind.Call when (Kind)kinds[id + 1] == Kind.Path:
                    name = tree[id + 1].Data;
                    break;
                default:
                    continue;
            }
            if (id >= repeatedUntil) continue;
            if (linear is not null && linear.TryGetValue(name, out var function) && !function.Function.Contains(tree[id])) VisitCall(tree[id], function, context);
            else if (calls is not null) VisitCallElsewhere(tree[id], calls, context);
        }
    }

    private static void VisitCall(Node call, LinearFunction function, RustContext context)
    {
        if (Turns.Around(context.Module, call) is not { } turns || context.Module.TargetOf(call).Function != function.Function || !function.IsWorthIndexing(context.Module) || function.ChangesWhatItScans) return;
        var hasSelf = function.Function.AsFunction!.Value.SelfParameter is not null;
        Report(call, turns, PassedAt(call, function.Parameter, hasSelf), function.Parameter < 0 ? function.Scanned.Name : null, function.Search is not null, context)
            ?.Label(function.Scan, function.WhatScanDoes);
    }

    /// <summary>Calls of functions of other files are looked at where they hand on a collection, or ask a value that the loop leaves as it is.</summary>
    private static void VisitCallElsewhere(Node call, CallGraph calls, RustContext context)
    {
        var module = context.Module;
        // What is cheap to see comes first: most calls hand on nothing that outlives the loop.
        if (!IsAsked(call) || Turns.Around(module, call) is not { } turns || !HandsOn(call, turns) || TraitCalls.FunctionOf(module, call) is not { } target) return;
        if (calls.ScanOf(target.Key, module.Path) is not { } function) return;
        Report(call, turns, PassedAt(call, function.Parameter, function.HasReceiver), function.Parameter < 0 ? function.Scanned : null, function.IsSearch, context)
            ?.LeadsTo(function.Place);
    }

    /// <summary>May the call, by its shape alone, ask a function of the project about something among others?</summary>
    private static bool IsAsked(Node call)
    {
        if (call.AsMethodCall is { } method) return method.ArgumentCount is > 0 and <= 4;
        // One argument is gone through and another looked for; what begins with a capital only makes a value.
        return call.AsCall is { ArgumentCount: > 1 and <= 5, Function.AsPath: { } path } && path.NameBytes is [>= (byte)'a', ..];
    }

    /// <summary>Is an argument that the loop leaves in place a list by its type, or is it a method of such a value that is asked about something?</summary>
    private static bool HandsOn(Node call, Turns turns)
    {
        var module = turns.Module;
        var isMethod = call.AsMethodCall is not null;
        var arguments = isMethod ? call.AsMethodCall!.Value.Arguments : call.AsCall!.Value.Arguments;
        foreach (var argument in arguments)
            if (argument.Kind is Kind.Reference or Kind.Path or Kind.FieldAccess && Place.Of(module, argument) is { } place && turns.Outlives(place.Root) && module.TypeOf(argument).WithoutReferences.IsSliceLike) return true;
        return call.AsMethodCall is { ArgumentCount: 1 } asked && IsQuestion(asked.Name) && asked.Argument(0)!.Value.Kind != Kind.Closure && Place.Of(module, asked.Receiver) is { } owner && turns.Outlives(owner.Root);
    }

    /// <summary>Names by which something is looked for; those of the standard library mostly mean its own types.</summary>
    private static bool IsQuestion(string name) => name is not ("get" or "get_mut" or "contains_key" or "find" or "position") && (name.StartsWith("has", StringComparison.Ordinal) || name.StartsWith("contains", StringComparison.Ordinal) || name.StartsWith("find", StringComparison.Ordinal)
        || name.StartsWith("is_", StringComparison.Ordinal) || name.StartsWith("get", StringComparison.Ordinal) || name.StartsWith("index_of", StringComparison.Ordinal) || name.StartsWith("position", StringComparison.Ordinal)
        || name.StartsWith("lookup", StringComparison.Ordinal) || name.StartsWith("knows", StringComparison.Ordinal) || name.StartsWith("exists", StringComparison.Ordinal));

    /// <summary>Reports a call that each time goes through all of what is passed, or of a field of it; null where that is short or changes.</summary>
    private static FindingDraft? Report(Node call, Turns turns, Node? passed, string? field, bool isSearch, RustContext context)
    {
        var module = context.Module;
        if (passed is not { } given || Place.Of(module, given) is not { } place || !turns.Outlives(place.Root)) return null;
        if (RustRoles.IsOnErrorPath(call) || turns.Count.IsSmall) return null;
        var changes = field is not null ? place.ChangesIn(turns.Node, field) : place.ChangesIn(turns.Node);
        if (changes.IsChanged || !turns.Varies(call)) return null;
        var size = field is not null ? Size.Unknown : changes.Growth is null ? Sizes.Of(module, place.Node) : turns.Count;
        if (size.IsSmall || SizeNames.IsSmall(place.Name)) return null;
        return context.Report(call, $"each call goes through all of `{(field is not null ? place.Text + "." + field : place.Text)}`")
            .LabelHead(turns.Node, "called on each turn of this")
            .Cost("n*m*rust.vec.compare.string", isSearch ? "m*rust.hashmap.insert + n*rust.hashmap.string" : "m*rust.vec.compare.string + n*1ns")
            .Size("n", turns.Count)
            .Size("m", size)
            .AtTier(turns.Count.IsData && size.IsData && (Sizes.IsNamedLarge(place.Name) || Sizes.IsNamedLarge(turns.SourceName)) ? Tier.A : Tier.C)
            .Advise(isSearch ? "build a set or map once before the loop and ask that" : "compute what the call needs once before the loop", "nothing changes the collection while the loop runs");
    }

    private static Node? PassedAt(Node call, int parameter, bool hasSelf)
    {
        if (call.AsMethodCall is { } method) return parameter < 0 ? method.Receiver : method.Argument(parameter);
        return call.AsCall!.Value.Argument(parameter < 0 ? 0 : parameter + (hasSelf ? 1 : 0));
    }
}
