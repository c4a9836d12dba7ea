using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Algorithms;

public sealed class LinearSearchByKey : PythonRule
{
    public override RuleInfo Info { get; } = new("py-linear-search-by-key", Language.Python, LeverClass.Algorithm, Technique.Algorithm, Tier.A)
    {
        Achievable = 0.97,
        Precision = 0.8,
        Effort = Effort.Medium,
        Checklist = ["PY1", "PY10"],
        Doc = """
            The same list is searched for a key again and again, from the front.

            ## Why it costs
            A search looks at half of the elements on average, 25 to 35 ns each: 15 µs in a list of 1,000. A dict answers in 17 ns.

            ## Example
            ```python
            def owners(events, users):
                return [next((user for user in users if user.handle == event.author), None) for event in events]
            ```
            Use instead:
            ```python
            def owners(events, users):
                users_by_handle = {}
                for user in users:
                    users_by_handle.setdefault(user.handle, user)
                return [users_by_handle.get(event.author) for event in events]
            ```

            ## Keep it when
            The list is short, the search is rare, or what is looked for stands near the front as a rule.

            ## Regime
            The example with as many events as users, building the dict included, on CPython 3.8, 3.11 and 3.13: 287, 113 and 150 times
            faster at 1,000, 14 to 20 times at 100, 7 to 8 times at 30, 2.7 to 3.9 times at 4.

            ## Patch safety
            The first of several elements with a key must win, so the dict keeps the first. The keys must be hashable. A dict kept
            beside a list that lives longer must be changed wherever the list or an element's key is.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Compare];

    public override ReadOnlySpan<Kind> OnlyInLoops => [Kind.Compare];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCompare is not { Op: CompareOp.Eq, IsChain: false } || KeyTest.Of(context.Module, node) is not { } match) return;
        // Elements that are themselves what is looked for are found by `in`: other rules.
        if (match.Scan.IsAsync || match.Key.Kind == Kind.Name && match.Scan.Target is { Kind: Kind.Name }) return;
        if (match.Scan.IsComprehension ? !TakesFirst(match.Scan.Region, context) : !ReturnsFirst(match)) return;
        var elements = match.Elements(context.Module);
        if (elements.Kind is not (Kind.Name or Kind.Attribute) || context.TypeOf(elements) is { IsOneShot: true } or { Kind: TypeKind.NdArray }) return;
        var size = context.SizeOf(elements);
        if (size.IsSmall || !match.IsWantedPure(context.Module)) return;
        if (match.Scan.IsComprehension && context.RepetitionOf(match.Scan.Region, elements) is { } loop) InLoop(node, context, match, elements, size, loop);
        else InFunction(node, context, match, elements, size);
    }

    /// <summary>Is a comprehension read no further than to its first element: by `next`, `any` or `[0]`?</summary>
    internal static bool TakesFirst(Node comprehension, PythonContext context)
    {
        if (comprehension.Kind == Kind.GeneratorExp)
            return comprehension.Parent.AsCall is { Callee.AsName.Id: "next" or "any" } call && call.Positional(0)?.Id == comprehension.Id
                && (context.IsBuiltin(call.Callee, "next") || context.IsBuiltin(call.Callee, "any"));
        return comprehension.Kind == Kind.ListComp && comprehension.Parent.AsSubscript is { Index.AsConstant.Integer: 0 };
    }

    /// <summary>`for x in xs: if x.key == wanted: return …`</summary>
    private static bool ReturnsFirst(KeyTest match) => match.Test.Parent.AsIf is { } conditional && conditional.Body.LastChild.Kind == Kind.Return;

    private static void InLoop(Node node, PythonContext context, KeyTest match, Node elements, Size size, InvariantLoops loop)
    {
        if (loop.Trips.IsSmall) return;
        var draft = context.Report(node, $"`{elements.Text}` is searched from the front on every turn of the loop, for one `{match.KeyName}`")
            .LabelHead(loop.Innermost.Node, "each turn searches it again")
            .Cost("m*n/2*py.search.attr", "n*40ns + m*py.dict.lookup", "n > 4")
            .Size("m", loop.Trips)
            .Size("n", size)
            .AtTier(Evidence.Of(loop.Trips, size));
        draft.FixWithConsent($"index the elements by `{match.KeyName}` before the loop and look them up", IndexFirst(context, match, elements, loop),
            $"`{match.Key.Text}` and `{match.Wanted.Text}` are hashable, and equal ones have equal hashes",
            "a key that nothing has may raise `KeyError` in place of `StopIteration` or `IndexError`",
            $"nothing that the loop calls changes `{elements.Text}` or the `{match.KeyName}` of its elements");
    }

    /// <summary>A search that a function of its own does, in something that lives longer than the call.</summary>
    private static void InFunction(Node node, PythonContext context, KeyTest match, Node elements, Size size)
    {
        if (node.EnclosingDef is not { } def || !IsFoundByParameter(match.Wanted, def, context) || !OutlivesCall(elements, context) || IsMadeAnewIn(def, elements, context)) return;
        var function = def.AsFunction!.Value;
        // A cache before the search answers most calls.
        foreach (var decorator in function.Decorators)
            if (decorator.Bytes.IndexOf("cache"u8) >= 0) return;
        var calls = CallSites.RepeatedIn(context, def);
        var turns = calls is { } repeated ? context.TripsOf(repeated) : Size.Unknown with { Source = "calls of the function" };
        if (turns.IsSmall) return;
        var draft = context.Report(node, $"each call of `{function.Name}` searches `{elements.Text}` from the front, for one `{match.KeyName}`")
            .Cost("m*n/2*py.search.attr", "m*py.dict.lookup", "n > 4")
            .Size("m", turns)
            .Size("n", size);
        if (calls is { } caller) draft.LabelHead(caller.Node, "this loop calls it on every turn").AtTier(Evidence.Of(turns, size));
        else draft.AtTier(size.IsData && context.TypeOf(elements) is { Kind: TypeKind.List } ? Tier.B : Tier.C);
        draft.Advise($"keep a dict from `{match.KeyName}` to the first element that has it beside `{elements.Text}`",
            $"the dict is changed wherever `{elements.Text}` or the `{match.KeyName}` of an element is",
            "the keys are hashable");
    }

    internal static bool IsFoundByParameter(Node wanted, Node def, PythonContext context)
    {
        for (var id = wanted.Id; id < wanted.SubtreeEnd; id++)
            if (context.Tree[id] is { Kind: Kind.Name } name && context.SymbolAt(name) is { IsParameter: true } symbol && symbol.ScopeNode.Id == def.Id
                && !context.Module.Classes.IsSelf(name)) return true;
        return false;
    }

    /// <summary>An attribute of `self`, or a name of the module.</summary>
    internal static bool OutlivesCall(Node elements, PythonContext context) =>
        // What the class does not set itself may be a property, made anew each time.
        elements.AsAttribute is { } attribute ? context.Module.Classes.WritesOf(attribute).Count > 0 : context.SymbolAt(elements) is { IsModuleLevel: true };

    /// <summary>Does the function that searches put another list in its place? An index of it would be made as often as it is asked.</summary>
    internal static bool IsMadeAnewIn(Node def, Node elements, PythonContext context)
    {
        if (elements.AsAttribute is not { } attribute) return false;
        foreach (var write in context.Module.Classes.WritesOf(attribute))
            if (def.Contains(write)) return true;
        return false;
    }

    /// <summary>What is looked up in place of the search: an element of a dict filled before the loop, or a key in a set made there.</summary>
    private static Patch? IndexFirst(PythonContext context, KeyTest match, Node elements, InvariantLoops loop)
    {
        var comprehension = match.Scan.Region.AsComprehension!.Value;
        if (!match.IsWholeTest || match.Scan.Target is not { Kind: Kind.Name } target || match.Scan.Iterable!.Value.Id != elements.Id) return null;
        if (KeyedIndex.Name(context, elements, match.KeyName) is not { } index || match.Key.Bytes.Contains((byte)'\n') || match.Wanted.Bytes.Contains((byte)'\n')) return null;
        if (comprehension.Element.Id == match.Compare.Id)
            return comprehension.FirstGenerator.Conditions.IsEmpty && context.NewName($"known_{match.KeyName}") is { } known
                ? new Patch(context.Module).Replace(comprehension.Node.Parent, $"({match.Wanted.Text} in {known})")
                    .InsertBeforeLoop(loop.Outermost, $"{known} = {{{match.Key.Text} for {target.Text} in {Hoisting.OrEmpty(context, elements)}}}") : null;
        if (!Hoisting.CanBind(context, loop.Outermost, match.Scan)) return null;
        if (comprehension.Element.Text != target.Text || comprehension.FirstGenerator.Conditions.Count != 1) return null;
        // An `any` over the elements themselves asks whether they are true.
        if (comprehension.Node.Parent.AsCall is { Callee.AsName.Id: "any" }) return null;
        var found = comprehension.Node.Parent.AsCall?.Positional(1) is not { } missing ? $"{index}[{match.Wanted.Text}]"
            : missing.IsNone ? $"{index}.get({match.Wanted.Text})" : $"{index}.get({match.Wanted.Text}, {missing.Text})";
        return new Patch(context.Module).Replace(comprehension.Node.Parent, found).InsertBeforeLoop(loop.Outermost,
            $"{index} = {{}}",
            $"for {target.Text} in {Hoisting.OrEmpty(context, elements)}:",
            $"    {index}.setdefault({match.Key.Text}, {target.Text})");
    }
}
