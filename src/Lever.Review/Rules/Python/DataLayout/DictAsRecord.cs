using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.DataLayout;

public sealed class DictAsRecord : PythonRule
{
    public override RuleInfo Info { get; } = new("py-dict-as-record", Language.Python, LeverClass.DataStructure, Technique.MemoryLayout, Tier.C)
    {
        Achievable = 0.9,
        Precision = 0.8,
        Effort = Effort.Medium,
        Checklist = ["PY3", "PY4"],
        Doc = """
            Each item is kept as a dict of its own with the same few keys, read by those keys alone.

            ## Why it costs
            A dict of three keys takes 184 to 232 bytes, an object with three slots 56, a tuple 64: of a million items that is the difference
            between 200 and 60 MB, and every pass over them misses the processor's cache more often.

            ## Example
            ```python
            def total(rows: list):
                prices = [{"net": row[0], "tax": row[1], "name": row[2]} for row in rows]
                result = 0
                for price in prices:
                    result += price["net"] + price["tax"]
                return result
            ```
            Use instead:
            ```python
            from typing import NamedTuple

            class Price(NamedTuple):
                net: int
                tax: int
                name: str

            def total(rows: list):
                prices = [Price(row[0], row[1], row[2]) for row in rows]
                result = 0
                for price in prices:
                    result += price.net + price.tax
                return result
            ```

            ## Keep it when
            The dicts become JSON, rows of a frame or keyword arguments, or keys come and go.

            ## Regime
            The most memory in use at once, 1,000 rows of three keys: 2.8 times less on CPython 3.8, 2.2 on 3.11 and 3.13.
            For speed it is no gain: a dict display is made faster than an object.

            ## Patch safety
            No patch: every place that reads an item says `price.net` in place of `price["net"]`, and a NamedTuple cannot be changed.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Dict];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.Kind != Kind.Dict || node.AsDict is not { Count: >= 2 and <= 24 } record || context.LoopAround(node) is not { } loop) return;
        // Kept in a local list: the element of a comprehension, or what is appended on each turn.
        if (ListOf(node, context) is not { } list) return;
        foreach (var (key, _) in record)
            if (key.AsConstant is not { IsString: true }) return;
        if (context.TripsOf(loop) is not { IsSmall: false } trips || !IsReadByKeysAlone(list, context)) return;

        context.Report(node, $"each item of `{list.Name}` is a dict of the same {record.Count} keys, read by constant keys alone")
            .LabelHead(loop.Region, "one for each turn")
            .Cost($"n*(py.mem.dict.small + {Math.Max(0, record.Count - 3)}*24B)", $"n*(40B + {record.Count}*8B)")
            .Size("n", trips)
            .ForProfilesUnless(false)
            .Advise("keep the items as named tuples, or as objects of a class with `__slots__`", "nothing outside this function looks at the items as dicts");
    }

    /// <summary>The local list that alone holds the dicts made at a place.</summary>
    private static Symbol? ListOf(Node node, PythonContext context)
    {
        if (node.Parent.Kind == Kind.ListComp && node.Parent.FirstChild == node) return context.HolderOf(node.Parent);
        if (node.Parent.AsCall is not { OnlyArgument: { } added, Callee.AsAttribute: { Name: "append", Receiver: { Kind: Kind.Name } grown } } || added != node) return null;
        return context.SymbolAt(grown) is { IsLocal: true, OnlyDefinition: { Kind: DefinitionKind.Assigned, Value: { Kind: Kind.List, HasChildren: false } } } list ? list : null;
    }

    /// <summary>Does nothing of the function hand the list on, and does everything that goes through it read items by constant keys?</summary>
    private static bool IsReadByKeysAlone(Symbol list, PythonContext context)
    {
        if (list.IsCaptured) return false;
        var isRead = false;
        foreach (var reference in list.References)
        {
            var parent = reference.Parent;
            if (parent.Kind == Kind.For && parent.Child(1) == reference || parent.Kind == Kind.Comprehension && parent.Child(1) == reference)
            {
                if (parent.FirstChild is not { Kind: Kind.Name } item || !AreReadByKeys(item, context)) return false;
                isRead = true;
            }
            else if (parent.AsAttribute is { Name: "append" } or { Name: "sort" })
            {
                if (parent.Parent.AsCall is { } call && call.Keyword("key")?.AsLambda is { OnlyParameter: { } parameter } && !AreReadByKeys(parameter, context)) return false;
                if (parent.AsAttribute is { Name: "append" } && parent.Parent.AsCall is { OnlyArgument: { Kind: not Kind.Dict } }) return false;
            }
            else if (parent.AsCall is not { } call || !context.IsBuiltin(call.Callee, "len"))
            {
                if (parent.Kind is not (Kind.If or Kind.While or Kind.UnaryOp or Kind.BoolOp) || !Usage.IsTested(reference)) return false;
            }
        }
        return isRead;
    }

    private static bool AreReadByKeys(Node item, PythonContext context)
    {
        if (context.SymbolAt(item) is not { OnlyDefinition: not null } symbol) return false;
        foreach (var reference in symbol.References)
            if (reference.Parent.AsSubscript is not { Index.AsConstant.IsString: true } element || element.Value != reference || Usage.IsStored(element.Node)) return false;
        return true;
    }
}
