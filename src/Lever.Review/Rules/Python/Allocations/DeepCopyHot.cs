using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Allocations;

public sealed class DeepCopyHot : PythonRule
{
    public override RuleInfo Info { get; } = new("py-deep-copy-hot", Language.Python, LeverClass.Allocation, Technique.Allocation, Tier.B)
    {
        Achievable = 0.95,
        Precision = 0.85,
        Checklist = ["PY4"],
        Doc = """
            A deep copy is made for each item, of something that a shallow copy serves as well or that nobody changes.

            ## Why it costs
            `copy.deepcopy` walks the object in Python, asks each part how it wants to be copied and remembers what it has seen: 2 to 4 µs for
            five plain values, where a dict's `copy` takes 50 ns.

            ## Example
            ```python
            import copy

            CARD = {"kind": "story", "title": "", "votes": 0}

            def make_cards(entries: list):
                cards = []
                for entry in entries:
                    card = copy.deepcopy(CARD)
                    card["title"] = entry.title
                    cards.append(card)
                return cards
            ```
            Use instead:
            ```python
            CARD = {"kind": "story", "title": "", "votes": 0}

            def make_cards(entries: list):
                cards = []
                for entry in entries:
                    card = CARD.copy()
                    card["title"] = entry.title
                    cards.append(card)
                return cards
            ```

            ## Keep it when
            The object holds lists, dicts or objects that someone changes later, or its classes define how they are copied.

            ## Regime
            For a dict of five plain values 71, 54 and 54 times faster (CPython 3.8, 3.11, 3.13), whatever the number of items; the example
            with what else it does 31, 27 and 26 times.

            ## Patch safety
            Safe where the copied literal holds nothing but numbers, strings, truth values and None, and nothing else is ever put into it.
            Otherwise someone must say that no part of the original changes while copies are in use.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["deepcopy"];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCall is not { OnlyArgument: { } original, Callee: var callee } || context.Path(callee) != "copy.deepcopy") return;
        // A copy made once costs nothing that counts.
        if (context.RepetitionOf(node) is not { } repetition || repetition.Trips.IsSmall) return;

        if (FlatLiteral(original, context) is { } literal)
        {
            Draft(node, context, repetition, $"`{original.Text}` holds plain values alone, and is copied deeply on every turn", "py.dict.copy", Tier.B)
                .Label(literal, "plain values")
                .FixSafely("copy it shallowly", new Patch(context.Module).Replace(node, original.Text + ".copy()"));
            return;
        }
        if (context.HolderOf(node) is { } copy && IsOnlyRead(copy, context))
        {
            Draft(node, context, repetition, $"`{copy.Name}` is a deep copy that is only read", "0ns", Tier.B)
                .FixWithConsent("use the original", new Patch(context.Module).Replace(node, original.Text), "nothing changes the original while the copy is in use");
            return;
        }
        // A function that gives the copy back is called for it.
        if (repetition.Through is not null && IsGivenBack(node, context)) return;
        Draft(node, context, repetition, $"`{original.Text}` is copied deeply on every turn", "py.dict.copy", Tier.C)
            .Advise("copy only the parts that change", "the parts that are shared are changed by nobody");
    }

    private static bool IsGivenBack(Node copy, PythonContext context)
    {
        if (copy.Parent.Kind == Kind.Return) return true;
        if (copy.Parent.AsAssign is not { OnlyTarget: { } target }) return false;
        if (target.Kind == Kind.Attribute) target = target.FirstChild;
        if (target.Kind != Kind.Name || context.SymbolAt(target) is not { IsLocal: true } symbol) return false;
        foreach (var reference in symbol.References)
            if (reference.Parent.Kind == Kind.Return) return true;
        return false;
    }

    private static FindingDraft Draft(Node node, PythonContext context, Repetition repetition, string message, string after, Tier tier) =>
        context.Report(node, message)
            .Repeated(repetition, "once a turn")
            .Cost("n*py.deepcopy", "n*" + after)
            .Size("n", repetition.Trips)
            .AtTier(repetition.Trips.IsData ? tier : Tier.C);

    /// <summary>The dict or list literal of plain values that a name stands for, where nobody puts anything else into it.</summary>
    private static Node? FlatLiteral(Node original, PythonContext context)
    {
        if (original.Kind != Kind.Name || context.SymbolAt(original) is not { IsShared: false, OnlyDefinition: { Kind: DefinitionKind.Assigned } definition } symbol) return null;
        if (definition.Value.Kind is not (Kind.Dict or Kind.List) || !definition.Value.HasChildren) return null;
        foreach (var part in definition.Value.Children)
            if (part.Kind != Kind.Constant) return null;
        foreach (var reference in symbol.References)
            if (context.UseOf(reference) is Use.Mutated or Use.Grown or Use.Passed or Use.Escapes && !IsCopied(reference, context)) return null;
        return definition.Value;
    }

    private static bool IsCopied(Node reference, PythonContext context) =>
        reference.Parent.AsCall is { } call && context.Path(call.Callee) is "copy.deepcopy" or "copy.copy" or "builtins.dict";

    private static bool IsOnlyRead(Symbol copy, PythonContext context)
    {
        if (copy.References.IsEmpty || copy.IsCaptured) return false;
        foreach (var reference in copy.References)
        {
            if (context.UseOf(reference) is not (Use.Indexed or Use.Iterated or Use.Searched or Use.Read)) return false;
            // Parts that are handed on, or that a method of theirs may change, count as changed.
            var outer = reference.Parent;
            if (outer.Kind is Kind.Subscript or Kind.Attribute && context.UseOf(outer) is not (Use.Read or Use.Indexed or Use.Searched)) return false;
            if (outer.Kind is Kind.For or Kind.Comprehension) return false;
        }
        return true;
    }
}
