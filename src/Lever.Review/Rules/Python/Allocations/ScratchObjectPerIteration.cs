using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Allocations;

public sealed class ScratchObjectPerIteration : PythonRule
{
    public override RuleInfo Info { get; } = new("py-scratch-object-per-iteration", Language.Python, LeverClass.Allocation, Technique.Allocation, Tier.C)
    {
        Precision = 0.8,
        Checklist = ["PY4"],
        Doc = """
            A dict or a function is made on every turn of a loop and dropped at the turn's end, where names or one function would do.

            ## Why it costs
            A dict display takes 35 to 53 ns and each read of it a lookup; a function 50 to 80 ns.

            ## Example
            ```python
            def total(rows: list):
                result = 0
                for row in rows:
                    part = {"net": row.net, "tax": row.tax}
                    result += part["net"] + part["tax"]
                return result
            ```
            Use instead:
            ```python
            def total(rows: list):
                result = 0
                for row in rows:
                    part_net = row.net
                    part_tax = row.tax
                    result += part_net + part_tax
                return result
            ```

            ## Keep it when
            Someone keeps the object, or passes it on. Clearing one dict and filling it again is no way out: it is slower up to 3.10, some
            10 ns faster later, and everyone who kept the dict sees it change.

            ## Regime
            A dict of two keys: 1.8, 2.5 and 2.6 times faster as names where the loop does little else (CPython 3.8, 3.11, 3.13). A function moved
            out of the loop: 1.6, 2.1 and 2.9 times.

            ## Patch safety
            Safe: the object is seen by nobody outside the turn, its keys are constants, and its values are computed in the same order.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Dict, Kind.FunctionDef];

    public override ReadOnlySpan<Kind> OnlyInLoops => [Kind.Dict, Kind.FunctionDef];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.Kind is not (Kind.Dict or Kind.FunctionDef) || context.LoopAround(node) is not { IsComprehension: false } loop) return;
        if (context.TripsOf(loop) is not { IsSmall: false } trips) return;
        if (node.Kind == Kind.Dict) VisitDict(node, loop, trips, context);
        else VisitFunction(node, loop, trips, context);
    }

    private static void VisitDict(Node node, Loop loop, Size trips, PythonContext context)
    {
        if (!node.HasChildren || context.HolderOf(node) is not { References.IsEmpty: false } holder || holder.IsCaptured) return;
        foreach (var (key, value) in node.AsDict!.Value)
            if (key.AsConstant is not { String: { } name } || !IsIdentifier(name) || context.HasName($"{holder.Name}_{name}") || value.Bytes.IndexOf((byte)'\n') >= 0) return;
        foreach (var reference in holder.References)
        {
            // Read by a constant key on the same turn, and nothing else.
            if (!loop.Node.Contains(reference) || reference.Id < node.Id || reference.Parent.AsSubscript is not { } element || element.Value != reference) return;
            if (Usage.IsStored(element.Node) || element.Index.AsConstant?.String is not { } key || !HasKey(node, key)) return;
        }
        var patch = new Patch(context.Module);
        foreach (var reference in holder.References)
            patch.Replace(reference.Parent, $"{holder.Name}_{reference.Parent.AsSubscript!.Value.Index.AsConstant!.Value.String}");
        var lines = new List<string>();
        foreach (var (key, value) in node.AsDict!.Value) lines.Add($"{holder.Name}_{key.AsConstant!.Value.String} = {value.Text}");
        var statement = node.EnclosingStatement;
        var moved = patch.IndentationAt(statement.Start) is { } indentation ? patch.Replace(statement, string.Join("\n" + indentation, lines)) : null;
        context.Report(node, $"`{holder.Name}` is made on every turn, read by constant keys and dropped")
            .LabelHead(loop.Node, "once a turn")
            .Cost("n*(py.dict.literal + 2*py.dict.lookup)", "n*py.loop.step")
            .Size("n", trips)
            .FixSafely("use a name for each value", moved);
    }

    private static void VisitFunction(Node node, Loop loop, Size trips, PythonContext context)
    {
        if (node.AsFunction is not { Decorators.IsEmpty: true } function || context.SymbolAt(function.Identifier) is not { IsLocal: true, OnlyDefinition: not null } symbol) return;
        if (symbol.References.IsEmpty) return;
        foreach (var reference in symbol.References)
            if (!loop.Node.Contains(reference) || node.Contains(reference) || context.UseOf(reference) != Use.Called) return;
        // What it sees of the turn, in its body or its defaults, makes it another function on each.
        for (var id = node.Id; id < node.SubtreeEnd; id++)
        {
            var inner = context.Tree[id];
            if (inner.Kind is Kind.Nonlocal or Kind.Global) return;
            if (inner.Kind == Kind.Name && context.SymbolAt(inner) is { } used && !node.Contains(used.ScopeNode) && used.IsDefinedIn(loop.Node)) return;
        }
        context.Report(node, $"`{function.Name}` is the same function on every turn, and made on each")
            .LabelHead(loop.Node, "once a turn")
            .Cost("n*py.closure", "py.closure")
            .Size("n", trips)
            .Advise("move the function out of the loop");
    }

    private static bool HasKey(Node dict, string wanted)
    {
        foreach (var (key, _) in dict.AsDict!.Value)
            if (key.AsConstant?.String == wanted) return true;
        return false;
    }

    private static bool IsIdentifier(string text)
    {
        foreach (var letter in text)
            if (!char.IsAsciiLetterOrDigit(letter) && letter != '_') return false;
        return text.Length > 0;
    }
}
