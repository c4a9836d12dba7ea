using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Algorithms;

public sealed class ConversionRebuiltInLoop : PythonRule
{
    public override RuleInfo Info { get; } = new("py-conversion-rebuilt-in-loop", Language.Python, LeverClass.Algorithm, Technique.Algorithm, Tier.A)
    {
        Achievable = 0.95,
        Precision = 0.85,
        Checklist = ["PY1", "PY4"],
        Doc = """
            A container is built from the same elements on every turn of a loop, to be asked once.

            ## Why it costs
            Building a set or a list visits every element, 11 to 17 ns each for a set; the one question it is built for costs 20 ns.
            Built on each turn it makes the loop as slow as a search from the front, or slower. An inner loop over the same elements on each
            turn of an outer one builds a set for each of them as often as the outer loop turns, and a loop over pairs one for each pair.

            ## Example
            ```python
            def audible(events: list, policy):
                return [event for event in events if event.source not in set(policy.muted)]
            ```
            Use instead:
            ```python
            def audible(events: list, policy):
                muted_set = set(policy.muted)
                return [event for event in events if event.source not in muted_set]
            ```

            ## Keep it when
            The elements change from turn to turn, or the loop takes one turn as a rule.

            ## Regime
            `x in set(ys)` with as many turns as elements, on CPython 3.8, 3.11 and 3.13: 357, 322 and 294 times faster at 1,000, 32 to
            39 times at 100, 10 to 13 times at 30, 1.8 to 2.2 times at 4. `x in list(d.keys())` against `x in d`: 276 to 407 times at
            1,000, 3 to 4 times at 4. It never loses from two turns on.
            In nested loops, where each turn of the outer one builds a set for each element of the inner one, building them once is 1.9 to
            3.3 times faster with ten or more turns and 1.3 to 1.6 times with three; with one turn it LOSES, 0.9 times.
            Two sets for each of the pairs that `combinations` makes of n lists of 30, against n sets: 2.6 to 3.3 times at 10 and more, 2.2 at
            5, 1.3 to 1.4 at 3; of two lists there is one pair, and it LOSES, 0.8 to 0.9 times.

            ## Patch safety
            `x in list(d)` and `x in d` are the same for a real dict, but for an `x` without a hash. Moving a container out of the
            loop keeps behaviour where nothing that the loop calls changes its elements, and where iterating them has no effect. Sets for
            all elements of an inner loop are in memory at once.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call, Kind.ListComp, Kind.SetComp];

    public override IReadOnlyList<string> CalleeNames => ["set", "frozenset", "dict", "list", "tuple", "sorted"];

    public override void Visit(Node node, PythonContext context)
    {
        var use = node.Parent.AsCompare is { IsChain: false, Op: CompareOp.In or CompareOp.NotIn } test && test.Right.Id == node.Id;
        if (node.Kind == Kind.Call ? !IsConversion(node, use) : !(use && node.IsComprehension)) return;
        if (context.LoopAround(node) is not { } inner) return;
        if (node.Kind == Kind.Call && inner.Target is not null) CheckPerElement(node, inner, context);
        if (node.AsCall is { Callee.AsName.Id: "sorted" } && !use || Source(node, context) is not { } source) return;
        // Different elements on each turn need a container each; so does a loop that changes them.
        if (context.RepetitionOf(node, source) is not { } loop || loop.Trips.IsSmall) return;
        if (node.IsComprehension && !context.IsInvariant(node, loop.Innermost)) return;
        // The second pass over an iterator finds nothing.
        if (context.TypeOf(source) is { IsOneShot: true }) return;
        // A copy that somebody keeps or changes must be a copy each time.
        if (!SharedResult.IsOnlyAsked(node, context)) return;
        var size = context.SizeOf(source);
        if (size.IsSmall) return;

        var draft = context.Report(node, $"`{Shortened(node)}` is built again on every turn of the loop from the same elements")
            .LabelHead(loop.Innermost.Node, "nothing in this loop changes them")
            .Cost("m*n*py.set.build", "n*py.set.build + m*py.set.lookup", "m > 1")
            .Size("m", loop.Trips)
            .Size("n", size)
            // The second turn already builds it for nothing, so that it is enough for one of them to be data.
            .AtTier(size.IsData && !loop.Trips.IsData ? Tier.B : Evidence.Of(loop.Trips, size));
        Fix(draft, context, node, source, loop, use);
    }

    /// <summary>An inner loop that goes through the same elements on each turn of the loop around it converts each of them once a turn.</summary>
    private static void CheckPerElement(Node node, Loop inner, PythonContext context)
    {
        var call = node.AsCall!.Value;
        if (!context.IsBuiltin(call.Callee, call.Callee.AsName!.Value.Id)) return;
        var source = call.OnlyArgument!.Value;
        if (source.Kind is not (Kind.Name or Kind.Attribute or Kind.Subscript) || ElementWork.Of(context.Module, node, inner) is not { } work) return;
        if (work.Turns.IsSmall || work.Elements.IsSmall || context.SizeOf(source).IsSmall || context.TypeOf(source) is { IsOneShot: true }) return;
        // A copy that somebody keeps or changes must be a copy each time.
        if (!SharedResult.IsOnlyAsked(node, context) || IsElementChanged(source, work.Outermost.Region, context)) return;

        // Elements that are combined with each other are converted by one change, wherever the loop converts them.
        if (work.IsOfCombinations && IsLaterOne(node, work, context)) return;

        // The rest of a list that a loop is in the middle of is a list of a few things compared in pairs, as a rule.
        var isSure = Loops.IsOnEveryTurn(node, inner) && (work.IsWhole || work.Turns.IsData || work.Elements.IsData);
        const string Summary = "build it once for each element, before the loops";
        var name = PerElement.NameOf(node) is { } element ? $"{element}_{call.Callee.AsName!.Value.Id}" : null;
        PerElement.Report(context, node, work, $"`{Shortened(node)}` is built again", "builds it anew")
            .Cost("m*n*k*py.set.build", "n*k*py.set.build", "m > 1")
            .Size("m", work.Turns)
            .Size("n", work.Elements)
            .Size("k", context.SizeOf(source))
            .AtTier(isSure ? Tier.B : Tier.C)
            .ForProfilesUnless(isSure)
            .FixWithConsent(Summary, name is null ? null : PerElement.Patch(context, node, work, name),
                "nothing that the loops call changes the elements", "what is built for all elements is in memory at once");
    }

    /// <summary>Does the loop over combinations convert one of their elements before?</summary>
    private static bool IsLaterOne(Node node, ElementWork work, PythonContext context)
    {
        for (var id = work.Outermost.Region.Id; id < node.Id; id++)
            if ((Kind)context.Tree.RawKinds[id] == Kind.Call && context.Tree[id] is var other && IsConversion(other, searched: false) && other.FirstChild.Data == node.FirstChild.Data
                && context.LoopAround(other) is { } loop && ElementWork.Of(context.Module, other, loop) is { IsOfCombinations: true }) return true;
        return false;
    }

    /// <summary>Does a loop change elements of what `source` takes one of, as `rows[i].append(x)` does?</summary>
    private static bool IsElementChanged(Node source, Node region, PythonContext context)
    {
        if (source.AsSubscript is not { Value: { Kind: Kind.Name } container } || context.SymbolAt(container) is not { } symbol) return false;
        foreach (var reference in symbol.References)
            if (region.Contains(reference) && reference.Parent.Kind == Kind.Subscript && Usage.Changes(context.UseOf(reference.Parent))) return true;
        return false;
    }

    /// <summary>A call of `set`, `frozenset`, `dict` or `sorted`, or of `list` or `tuple` that is only searched; the names are checked first, being cheap.</summary>
    private static bool IsConversion(Node node, bool searched) =>
        node.AsCall is { OnlyArgument: { }, Callee.AsName: { } callee }
            && (callee.Id is "set" or "frozenset" or "dict" or "sorted" || searched && callee.Id is "list" or "tuple" or "sorted");

    /// <summary>The container or iterable that is converted.</summary>
    private static Node? Source(Node node, PythonContext context)
    {
        if (node.AsComprehension is { } comprehension) return comprehension.FirstGenerator.Iterable is { Kind: Kind.Name or Kind.Attribute } iterable ? iterable : null;
        var call = node.AsCall!.Value;
        if (!context.IsBuiltin(call.Callee, call.Callee.AsName!.Value.Id)) return null;
        var argument = call.OnlyArgument!.Value;
        if (argument.AsCall is { ArgumentCount: 0, Callee.AsAttribute: { Name: "keys" or "values" or "items", Receiver: var dict } }) argument = dict;
        return argument.Kind is Kind.Name or Kind.Attribute ? argument : null;
    }

    private static FindingDraft Fix(FindingDraft draft, PythonContext context, Node node, Node source, InvariantLoops loop, bool searched)
    {
        if (searched && context.TypeOf(source) is { IsMapping: true } && node.AsCall is { Callee.AsName.Id: not "dict", OnlyArgument: { } argument }
            && (argument.Id == source.Id || argument.AsCall is { Callee.AsAttribute.Name: "keys" }))
        {
            const string Direct = "ask the dict itself";
            var direct = new Patch(context.Module).Replace(node, source.Text);
            return node.Parent.AsCompare is { Left: var left } && context.TypeOf(left) is { IsPlainHashable: true }
                ? draft.FixSafely(Direct, direct) : draft.FixWithConsent(Direct, direct, "what is looked for is hashable");
        }
        const string Summary = "build it once before the loop";
        var kind = node.AsCall is { Callee.AsName.Id: "dict" } ? "dict" : "set";
        // A loop may have looked whether there is anything before it converts.
        if (Hoisting.MayBeNone(context, source) || PythonContext.BaseNameOf(source) is not { } name || context.NewName($"{name}_{kind}") is not { } built) return draft.Advise(Summary);
        // What is only searched becomes a set whatever it was.
        var value = !searched || kind == "dict" || node.Kind == Kind.SetComp || node.AsCall is { Callee.AsName.Id: "set" or "frozenset" } ? node.Text
            : node.AsComprehension is { } ? "{" + node.Text[1..^1] + "}" : $"set({node.AsCall!.Value.OnlyArgument!.Value.Text})";
        var patch = new Patch(context.Module).Replace(node, built).InsertBeforeLoop(loop.Outermost, $"{built} = {value}");
        return draft.FixWithConsent(Summary, value.Contains('\n', StringComparison.Ordinal) ? null : patch,
            $"nothing that the loop calls changes `{source.Text}`", "the elements are hashable");
    }

    private static string Shortened(Node node)
    {
        var line = node.Text.Split('\n', 2)[0];
        return line.Length == node.Text.Length && line.Length <= 60 ? line : line[..Math.Min(40, line.Length)].TrimEnd() + "…";
    }
}
