using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Algorithms;

public sealed class DictAccumulateCopy : PythonRule
{
    public override RuleInfo Info { get; } = new("py-dict-accumulate-copy", Language.Python, LeverClass.Algorithm, Technique.Algorithm, Tier.A)
    {
        Achievable = 0.95,
        Precision = 0.9,
        Checklist = ["PY1", "PY4"],
        Doc = """
            A dict or set grows by being copied whole on each turn.

            ## Why it costs
            `d = {**d, k: v}`, `d = d | other` and `dict(d, k=v)` make a new dict of all that was there. Adding 1,000 keys that way
            took 0.9 to 4.6 ms where stores in place take 30 µs.

            ## Example
            ```python
            def by_key(rows):
                table = {}
                for row in rows:
                    table = {**table, row.key: row}
                return table
            ```
            Use instead:
            ```python
            def by_key(rows):
                table = {}
                for row in rows:
                    table[row.key] = row
                return table
            ```

            ## Keep it when
            Older versions are kept on purpose, as in an undo stack, or the keys are a fixed handful.

            ## Regime
            Measured on CPython 3.8, 3.11, 3.13, keys added one by one: 3 keys: 1.9, 2.7, 2.4 times faster; 10: 3.0, 4.3, 3.5; 100: 19, 8, 8; 1,000: 149, 33, 39.

            ## Patch safety
            Safe for a dict or set that starts as a new one in the function and that the loop hands to nobody. Otherwise someone has to say that
            nobody keeps an older version. A reduction gets no patch: it becomes a loop.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Assign, Kind.Call];

    public override ReadOnlySpan<Kind> AssignedKinds => [Kind.Dict, Kind.Set, Kind.BinOp, Kind.Call];

    public override ReadOnlySpan<Kind> OnlyInLoops => [Kind.Assign];

    public override IReadOnlyList<string> CalleeNames => ["reduce"];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.Kind == Kind.Call)
        {
            VisitReduction(node, context);
            return;
        }
        if (node.AsAssign is not { FirstTarget: { Kind: Kind.Name } target, Value: { Kind: Kind.Dict or Kind.Set or Kind.BinOp or Kind.Call } value } assign || assign.OnlyTarget is null) return;
        if (!Spreads(context, value, target)) return;
        if (context.TypeOf(target) is not { Kind: TypeKind.Dict or TypeKind.Set } type) return;
        if (Accumulators.Of(context.Module, target) is not { } carried || carried.Trips.IsSmall || SizeNames.IsSmall(target.AsName!.Value.Id)) return;

        var draft = context.Report(node, $"`{target.Text}` is copied whole each time that it grows")
            .LabelHead(carried.Loop.Node, "each turn copies what earlier turns made")
            .Cost("0.5*n^2*py.dict.merge", "n*py.dict.store")
            .Size("n", carried.Trips)
            .AtTier(carried.Trips.IsData ? Tier.A : Tier.C);
        var symbol = context.SymbolAt(target)!.Value;
        const string Summary = "change it in place";
        if (InPlace(target.Text, value, type) is not { } text) draft.Advise(Summary, "nobody keeps an older version");
        else if (StartsNew(context, symbol, node) && context.Module.Purity.IsUnsharedIn(symbol, carried.Loop.Node)) draft.FixSafely(Summary, new Patch(context.Module).Replace(node, text));
        else draft.FixWithConsent(Summary, new Patch(context.Module).Replace(node, text), $"nobody keeps an older version that must not change with `{target.Text}`");
    }

    /// <summary><c>reduce(lambda acc, x: {**acc, …}, rows, {})</c></summary>
    private static void VisitReduction(Node node, PythonContext context)
    {
        if (node.AsCall is not { } call || call.Positional(0)?.AsLambda is not { } step || call.Positional(1) is not { } source) return;
        if (step.Arguments.Children is var parameters && (parameters.IsEmpty || context.Path(call.Callee) != "functools.reduce")) return;
        if (!SpreadsName(step.Body, parameters[0].Data)) return;
        var size = context.SizeOf(source);
        if (size.IsSmall) return;
        context.Report(node, "each step of the reduction copies the dict that earlier steps made")
            .Label(step.Body, "copied here")
            .Cost("0.5*n^2*py.dict.merge", "n*py.dict.store")
            .Size("n", size)
            .AtTier(size.IsData ? Tier.A : Tier.C)
            .Advise("write a loop that fills one dict");
    }

    private static bool Spreads(PythonContext context, Node value, Node target) => value.Kind switch
    {
        Kind.Dict or Kind.Set => SpreadsName(value, target.Data),
        Kind.BinOp => value.AsBinOp is { Op: BinaryOperator.BitOr, Left: { Kind: Kind.Name } left } && left.Data == target.Data,
        _ => value.AsCall is { ArgumentCount: > 0 } call && IsCopyCall(context, call, target.Data),
    };

    private static bool SpreadsName(Node value, int name)
    {
        if (value.AsDict is { } dict)
            foreach (var (key, spread) in dict)
                if (key.IsAbsent && spread.Kind == Kind.Name && spread.Data == name) return true;
        if (value.Kind != Kind.Set) return false;
        foreach (var element in value.Children)
            if (element.Kind == Kind.Starred && element.FirstChild is { Kind: Kind.Name } spread && spread.Data == name) return true;
        return false;
    }

    /// <summary><c>dict(d, k=v)</c>, <c>dict(**d, k=v)</c>, <c>s.union(…)</c></summary>
    private static bool IsCopyCall(PythonContext context, CallView call, int name)
    {
        if (call.Callee.AsAttribute is { Receiver: { Kind: Kind.Name } receiver } method && receiver.Data == name) return method.Name == "union";
        if (call.ArgumentCount < 2 || !context.IsBuiltin(call.Callee, "dict")) return false;
        var first = call.Arguments[0];
        if (first.Kind == Kind.Keyword) first = first.Data < 0 ? first.FirstChild : first;
        return first.Kind == Kind.Name && first.Data == name;
    }

    /// <summary>The statement that changes the value in place; null where it takes more than one.</summary>
    private static string? InPlace(string target, Node value, PythonType type)
    {
        if (value.AsDict is { Count: 2 } && value.FirstChild.IsAbsent)
            return value.Child(2).IsAbsent ? $"{target}.update({value.LastChild.Text})" : $"{target}[{value.Child(2).Text}] = {value.LastChild.Text}";
        if (value.Kind == Kind.Set && value.Children.Count == 2 && value.FirstChild.Kind == Kind.Starred && value.LastChild.Kind != Kind.Starred) return $"{target}.add({value.LastChild.Text})";
        if (value.AsBinOp is { } union)
            return union.Right is { Kind: Kind.Set } one && one.Children.Count == 1 && one.FirstChild.Kind != Kind.Starred ? $"{target}.add({one.FirstChild.Text})"
                : union.Right.End == value.End ? $"{target}.update({union.Right.Text})" : null;
        if (value.AsCall is { } call && call.Callee.AsAttribute is not null) return type.Kind == TypeKind.Set && call.OnlyArgument is { } other ? $"{target}.update({other.Text})" : null;
        return null;
    }

    private static bool StartsNew(PythonContext context, Symbol symbol, Node rebinding)
    {
        foreach (var definition in symbol.Definitions)
            if (definition.Kind != DefinitionKind.Assigned || definition.Node.EnclosingStatement.Id != rebinding.Id
                && !(definition.Value.Kind is Kind.Dict or Kind.DictComp or Kind.Set or Kind.SetComp || definition.Value.AsCall is { } call && context.Path(call.Callee) is "builtins.dict" or "builtins.set")) return false;
        return symbol.IsLocal;
    }
}
