using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Data;

/// <summary>Queries as messages show them and as patches change them.</summary>
internal static class QueryText
{
    private const int Longest = 60;

    /// <summary>The source of a query where it is short, else its two ends.</summary>
    public static string Shown(Node query)
    {
        var text = query.Text;
        if (text.Length <= Longest && !text.Contains('\n', StringComparison.Ordinal)) return text;
        var root = query;
        while (root.Kind is Kind.Call or Kind.Attribute or Kind.Subscript && root.FirstChild.Kind is Kind.Call or Kind.Attribute or Kind.Subscript or Kind.Name)
        {
            if (root.AsAttribute is { Receiver: { Kind: Kind.Name } }) break;
            root = root.FirstChild;
        }
        var last = query.AsCall?.Callee.AsAttribute?.Name;
        if (query.AsCall is { } call && call.Callee == root) return root.Text + "(…)";
        return last is null || root.Text.Length > Longest || root.Text.Contains('\n', StringComparison.Ordinal) ? $"….{last ?? "…"}(…)" : $"{root.Text}….{last}(…)";
    }

    /// <summary>Does an expression read a name that a loop binds anew on each turn?</summary>
    public static bool FollowsTurn(PythonContext context, Node expression, Loop loop)
    {
        for (var id = expression.Id; id < expression.SubtreeEnd; id++)
            if ((Kind)context.Tree.RawKinds[id] == Kind.Name && context.SymbolAt(context.Tree[id]) is { } symbol && IsBoundBy(symbol, loop)) return true;
        return false;
    }

    private static bool IsBoundBy(Symbol symbol, Loop loop)
    {
        foreach (var definition in symbol.Definitions)
            if (loop.Target is { } target && target.Contains(definition.Node) || loop.Body is { } body && body.Contains(definition.Node)) return true;
        return false;
    }

    /// <summary>Does a loop go through portions of data, so that one query a turn is what it is for?</summary>
    public static bool GoesByPortions(Loop loop)
    {
        if (loop.Iterable is not { } iterable || loop.Target is not { } target) return false;
        return SpeaksOfPortions(target.Text) || iterable.AsCall is { } call && SpeaksOfPortions(call.Callee.Text) || iterable.Kind == Kind.Name && SpeaksOfPortions(iterable.Text);
    }

    private static bool SpeaksOfPortions(string text)
    {
        ReadOnlySpan<string> words = ["chunk", "batch", "slice", "paginat", "portion", "tenant", "shard", "database", "page_number"];
        foreach (var word in words)
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    /// <summary>Is a place reached only where something was not found in a container or is not yet set, as when results are remembered?</summary>
    public static bool IsRemembered(Node place, Loop loop)
    {
        for (var (child, at) = (place, place.Parent); at != loop.Region && !at.IsRoot; (child, at) = (at, at.Parent))
            if (at.AsIf is { Test: var test } && test != child)
                for (var id = test.Id; id < test.SubtreeEnd; id++)
                    if (test.Tree[id] is { Kind: Kind.CompareOperator } op && (CompareOp)op.Data is CompareOp.NotIn or CompareOp.In or CompareOp.Is) return true;
        return false;
    }

    /// <summary>The expression of a query after which a step can be put: before a slice, `list(…)`, `.iterator()` or, with SQLAlchemy, what runs it; null where it is not written in one piece.</summary>
    public static Node? OpenEnd(PythonContext context, Node queried)
    {
        for (var turn = 0; turn < 12; turn++)
        {
            switch (queried.Kind)
            {
                case Kind.Subscript when queried.AsSubscript is { Index.Kind: Kind.Slice } slice:
                    queried = slice.Value;
                    continue;
                case Kind.Call when queried.AsCall is { Callee.AsAttribute: { Name: "scalars" or "execute" } } session && session.Positional(0) is { } statement:
                    queried = statement;
                    continue;
                case Kind.Call when queried.AsCall is { Callee.AsAttribute: { Name: "scalars" or "all" or "unique", Receiver: var result } } && context.TypeOf(result)?.Name is "sqlalchemy.ScalarResult" or "sqlalchemy.Result":
                    queried = result;
                    continue;
                case Kind.Call when queried.AsCall is { Callee.AsAttribute: { } method }:
                    if (method.Name is not ("iterator" or "yield_per") && !(method.Name == "all" && context.IsType(method.Receiver, TypeKind.Query))) return queried;
                    queried = method.Receiver;
                    continue;
                case Kind.Call when queried.AsCall is { Callee.Kind: Kind.Name } wrapping && context.Path(wrapping.Callee) is "builtins.list" or "builtins.enumerate" or "builtins.sorted" or "builtins.tuple" or "builtins.reversed":
                    if (wrapping.Positional(0) is not { } inner) return null;
                    queried = inner;
                    continue;
                case Kind.Call when context.TypeOf(queried)?.Name == "sqlalchemy.Select":
                    return queried;
                case Kind.Attribute when context.IsType(queried, TypeKind.Query):
                    return queried;
                case Kind.Name when context.ValueOf(queried) is { } value && value.Parent.AsAssign is { OnlyTarget: not null }:
                    queried = value;
                    continue;
            }
            return null;
        }
        return null;
    }
}
