using System.Collections.Frozen;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;
using SizeNames = Lever.Review.Semantics.Python.SizeNames;

namespace Lever.Review.Rules.Rust.Algorithms;

/// <summary>How many elements a value has, as far as the file says.</summary>
internal static class Sizes
{
    private const int MaxSteps = 8;

    private static readonly FrozenSet<string> Large = FrozenSet.Create(
        "rows", "records", "items", "entries", "nodes", "edges", "vertices", "points", "lines", "values", "data", "ids", "events", "trades", "bars", "samples", "pixels", "words", "tokens",
        "documents", "docs", "hits", "keys", "files", "messages", "orders", "customers", "users", "accounts", "products", "transactions", "blocks", "objects", "entities", "elements", "instructions",
        "insts", "functions", "funcs", "positions", "quotes", "ticks", "deltas", "commits", "refs", "children", "neighbors", "neighbours", "candidates", "results", "matches", "ranges", "spans",
        "indices", "indexes", "texts", "strings", "numbers", "ints", "floats", "particles", "cells", "triangles", "faces", "jobs", "tasks", "packets", "frames", "pages", "posts", "comments",
        "seen", "visited", "unique", "uniques", "queue", "stack", "worklist", "universe", "features", "stations", "corpus", "symbols", "urls", "paths", "modules", "packages", "crates");

    /// <summary>How often a loop, or a method that calls a closure for each element, repeats.</summary>
    public static Size OfTurns(RustModule module, Node repeated, int steps = 0) => repeated.Kind switch
    {
        Kind.While or Kind.Loop when IsOfDigits(repeated) => Size.SmallBy("the digits of a number"),
        Kind.For => Of(module, repeated.Child(2), steps),
        Kind.MethodCall => Of(module, repeated.FirstChild, steps),
        // `while at < items.len()`
        Kind.While when repeated.Child(1).AsBinary is { Op: BinaryOperator.Lt or BinaryOperator.Ne, Right: var end } => Of(module, end, steps),
        Kind.While when repeated.Child(1) is { Kind: Kind.LetCondition } condition && condition.Child(1).AsMethodCall is { Name: "next" or "pop" or "pop_front" or "next_line", Receiver: var source } => Of(module, source, steps),
        _ => Size.Unknown,
    };

    /// <summary>Does each turn divide a number by a literal? Then there are as many turns as it has digits.</summary>
    private static bool IsOfDigits(Node loop)
    {
        for (var id = loop.Id + 1; id < loop.SubtreeEnd; id++)
        {
            var node = loop.Tree[id];
            if (node.Kind is Kind.For or Kind.While or Kind.Loop or Kind.Closure) id = node.SubtreeEnd - 1;
            else if (node.AsCompoundAssign is { Op: BinaryOperator.Div or BinaryOperator.Shr } step && step.Right.AsLiteral is { Integer: > 0 } && IsTested(step.Left, loop)
                || node.Kind == Kind.Assign && node.Child(1).AsBinary is { Op: BinaryOperator.Div or BinaryOperator.Shr, Right: { } by } quotient && by.AsLiteral is { Integer: > 0 } && quotient.Left.Bytes.SequenceEqual(node.FirstChild.Bytes) && IsTested(node.FirstChild, loop)) return true;
        }
        return false;
    }

    /// <summary>Does a comparison decide by a number whether the loop goes on?</summary>
    private static bool IsTested(Node number, Node loop)
    {
        for (var id = loop.Id + 1; id < loop.SubtreeEnd; id++)
            if (loop.Tree[id].AsBinary is { IsComparison: true } test && (test.Left.Bytes.SequenceEqual(number.Bytes) || test.Right.Bytes.SequenceEqual(number.Bytes))) return true;
        return false;
    }

    /// <summary>The number of elements of a collection, or of what an iterator gives.</summary>
    public static Size Of(RustModule module, Node value, int steps = 0)
    {
        for (; steps < MaxSteps; steps++)
        {
            switch (value.Kind)
            {
                case Kind.Reference or Kind.Unary or Kind.Try or Kind.Await or Kind.Cast:
                    value = value.FirstChild;
                    continue;
                case Kind.Attributed:
                    value = value.Child(1);
                    continue;
                case Kind.Array:
                    return Size.Exactly(value.Children.Count, "an array of the source");
                case Kind.Literal:
                    var literal = value.AsLiteral!.Value;
                    return literal.Integer is { } number ? Size.Exactly(number, "the source") : literal.IsString ? Size.Exactly(value.Bytes.Length, "the source") : Size.Unknown;
                case Kind.Range:
                    if (value.Optional(1) is not { } end) return Size.Unknown;
                    value = end;
                    continue;
                case Kind.MacroCall:
                    return value.AsMacroCall is { Name: "vec" } made && made.Arguments is { IsEmpty: false } items && items[0].Kind != Kind.ArrayRepeat ? Size.Exactly(items.Count, "the source") : Size.Unknown;
                case Kind.MethodCall:
                    var call = value.AsMethodCall!.Value;
                    switch (call.Name)
                    {
                        case "lines" or "read_dir" or "records" or "deserialize" or "split_whitespace" or "split_ascii_whitespace" or "query_map" or "byte_records" or "into_records":
                            return Size.DataBy($"`{call.Name}`");
                        case "take" or "min" when call.OnlyArgument?.AsLiteral?.Integer is { } limit:
                            return Size.Exactly(limit, "`take`");
                        case "args" or "components" or "ancestors" or "split" or "splitn" or "rsplit" or "columns" or "column_names":
                            return Size.SmallBy($"`{call.Name}`");
                        case "to_string" when module.TypeOf(call.Receiver).WithoutReferences.IsNumber:
                            return Size.SmallBy("the digits of a number");
                        case "iter" or "iter_mut" or "into_iter" or "enumerate" or "rev" or "map" or "filter" or "filter_map" or "zip" or "copied" or "cloned" or "skip" or "step_by" or "peekable"
                            or "keys" or "values" or "values_mut" or "as_slice" or "as_ref" or "as_mut" or "as_str" or "as_bytes" or "collect" or "to_vec" or "clone" or "to_owned" or "unwrap" or "expect" or "par_iter"
                            or "into_par_iter" or "windows" or "drain" or "borrow" or "len" or "inspect" or "flat_map" or "flatten" or "chain" or "by_ref" or "chars" or "bytes" or "char_indices" or "count"
                            or "into_values" or "into_keys" or "unwrap_or_default" or "to_string" or "as_deref":
                            value = call.Receiver;
                            continue;
                    }
                    return Size.Unknown;
                case Kind.FieldAccess:
                    var field = value.AsField!.Value;
                    if (SizeNames.IsSmall(field.Name)) return Size.SmallBy($"the name `{field.Name}`");
                    return OfArray(module.TypeOf(value)) ?? Size.Unknown;
                case Kind.Path:
                    if (module.BindingAt(value) is not { } variable) return OfArray(module.TypeOf(value)) ?? Size.Unknown;
                    if (SizeNames.IsSmall(variable.Name)) return Size.SmallBy($"the name `{variable.Name}`");
                    if (OfArray(module.TypeOf(variable)) is { } length) return length;
                    if (variable.Kind == BindingKind.Parameter) return variable.IsWhole ? Size.PassedBy($"what callers pass as `{variable.Name}`") : Size.Unknown;
                    if (variable.Value is not { } initial) return Size.Unknown;
                    if (IsEmpty(initial)) return OfGrowth(module, variable, steps);
                    value = initial;
                    continue;
                default:
                    return Size.Unknown;
            }
        }
        return Size.Unknown;
    }

    /// <summary>Do names say that a collection holds the user's data, of which there may be much?</summary>
    public static bool IsNamedLarge(string name)
    {
        var last = name.LastIndexOf('_');
        var noun = last >= 0 ? name[(last + 1)..] : name;
        return Large.Contains(noun) || last > 0 && noun is "list" or "vec" or "ref" && IsNamedLarge(name[..last]);
    }

    /// <summary>The name of what a loop goes through or a search looks at.</summary>
    public static string NameOf(Node value)
    {
        while (true)
        {
            if (value.Kind is Kind.Reference or Kind.Unary or Kind.Try or Kind.Await or Kind.MethodCall) value = value.FirstChild;
            else if (value.AsRange is { To: { } end }) value = end;
            else return value.AsField?.Name ?? value.AsPath?.Name ?? "";
        }
    }

    private static Size? OfArray(RustType type) => type.WithoutReferences is { Kind: TypeKind.Array, Length: >= 0 and var length } ? Size.Exactly(length, "an array's length") : null;

    /// <summary>`Vec::new()` and the like.</summary>
    internal static bool IsEmpty(Node value) => value.Kind switch
    {
        Kind.Call => value.FirstChild.AsPath is { Name: "new" or "with_capacity" or "default" },
        Kind.MacroCall => value.AsMacroCall is { Name: "vec" } made && made.Arguments.IsEmpty,
        _ => false,
    };

    /// <summary>What starts empty is as large as the largest loop that adds to it.</summary>
    private static Size OfGrowth(RustModule module, Binding variable, int steps)
    {
        var largest = Size.Unknown;
        var isKnown = false;
        foreach (var use in variable.Uses)
        {
            if (use is not { IsWhole: true, Method: { } call } || !IsGrowing(call.Name)) continue;
            var size = call.Name is "extend" or "extend_from_slice" or "append" && call.OnlyArgument is { } added ? Of(module, added, steps + 1)
                : Turns.Around(module, call.Node) is { } turns && turns.Outlives(variable) ? OfTurns(module, turns.Node, steps + 1) : Size.Exactly(1, "added once");
            if (!isKnown || size.High > largest.High || size.Origin is SizeOrigin.Passed or SizeOrigin.Data && largest.Origin == SizeOrigin.Unknown) largest = size;
            isKnown = true;
        }
        return largest;
    }

    internal static bool IsGrowing(string method) => method is "push" or "push_back" or "push_front" or "insert" or "extend" or "extend_from_slice" or "append";
}
