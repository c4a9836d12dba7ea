using Lever.Review.Findings;
using Lever.Review.Rules.Rust;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Boundary;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.PyO3.Copies;

public sealed class DeepConvert : RustRule
{
    public override RuleInfo Info { get; } = new("px-deep-convert", Language.Rust, LeverClass.Boundary, Technique.Boundary, Tier.B)
    {
        Checklist = ["PX4"],
        Effort = Effort.Medium,
        Doc = """
            A whole Python dict converted for a few of its keys, or values that cross the boundary as JSON text.

            ## Why it costs
            Each entry becomes a text and a value in a new map, whether it is read or not. JSON text is written by one side and parsed by the
            other, to arrive at the same values.

            ## Example
            ```rust
            use pyo3::prelude::*;
            use std::collections::HashMap;

            #[pyfunction]
            fn timeout(options: HashMap<String, f64>) -> f64 {
                options.get("timeout").copied().unwrap_or(30.0)
            }
            ```
            Use instead:
            ```rust
            use pyo3::intern;
            use pyo3::prelude::*;
            use pyo3::types::PyDict;

            #[pyfunction]
            fn timeout(options: &Bound<'_, PyDict>) -> PyResult<f64> {
                match options.get_item(intern!(options.py(), "timeout"))? {
                    Some(timeout) => timeout.extract(),
                    None => Ok(30.0),
                }
            }
            ```

            ## Keep it when
            Most of it is read, it is kept beyond the call or used while detached, or all values are to be checked. JSON is right where the text itself
            is what is wanted, such as for a file.

            ## Regime
            Measured with PyO3 0.29.2 on CPython 3.11 and 3.13: a `HashMap` of a dict of 5 entries 209 to 216 ns for the call, of 100 entries 5.1 to 9.3 µs;
            one key read from the dict 35 to 38 ns for the call, however large it is. JSON by Python's `json` takes 10 to 19 µs for each KB.
            What is measured below is the principle alone: a map copied for two of its keys against asked for them.

            ## Patch safety
            Values under keys that nobody reads are no longer checked for their types.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Function, Kind.MethodCall];

    public override IReadOnlyList<string> MethodNames => ["call_method", "call_method1"];

    public override void Visit(Node node, RustContext context)
    {
        var file = context.PyO3;
        if (!file.IsUsed) return;
        if (node.Kind == Kind.Function) VisitParameters(node, context, file);
        if (node.Kind == Kind.MethodCall) VisitJson(node, context, file);
    }

    private static void VisitParameters(Node node, RustContext context, PyO3File file)
    {
        if (node.AsFunction is not { Body: { } body, IsAsync: false } function || PythonItems.ExportOf(node) is not (NativeExport.Function or NativeExport.Method or NativeExport.Constructor)) return;
        foreach (var child in function.Parameters)
        {
            if (child.WithoutAttributes.AsParameter is not { Type: { } type, Pattern: { } pattern } || pattern.AsBindingPattern is not { Subpattern: null } name) continue;
            var map = type.AsPath is { Name: "Option" } option && option.Argument(0) is { } inner ? inner : type;
            if (map.AsPath is not { Name: "HashMap" or "BTreeMap" or "IndexMap" } path || path.Argument(0)?.AsPath is not { Name: "String" }) continue;
            if (ParameterUses.Count(body, name.NameId, IsKeyLookup) is not (> 0 and <= 6 and var keys)) continue;
            context.Report(child, keys == 1 ? $"all of `{name.Name}` is converted on each call, and one key of it read" : $"all of `{name.Name}` is converted on each call, and {keys} keys of it read")
                .Cost("n*pyo3.entry.converted", $"{keys}*pyo3.attr.interned")
                .Size("n", Size.Unknown)
                .Advise($"take {(file.IsAtLeast(21) ? "`&Bound<PyDict>`" : "`&PyDict`")}, and read these keys", "values under other keys are not checked");
        }
    }

    /// <summary>`map.get("key")` and the like, with a key that is written there.</summary>
    private static bool IsKeyLookup(Node use)
    {
        var owner = use.Owner;
        if (owner.Kind == Kind.Reference) owner = owner.Owner;
        // What an option holds is asked in the same breath.
        if (owner.AsMethodCall is { Name: "as_ref" or "unwrap" or "expect", ArgumentCount: 0 or 1 }) owner = owner.Owner;
        if (owner.AsMethodCall is { Name: "and_then" } chained && chained.OnlyArgument?.AsClosure is { } closure) return closure.Body.AsMethodCall is { Name: "get" or "remove" } asked && asked.Argument(0)?.AsLiteral is { IsString: true };
        return owner.AsMethodCall is { Name: "get" or "contains_key" or "remove" or "get_mut" } call && call.Argument(0)?.AsLiteral is { IsString: true }
            || owner.AsIndex is { } index && index.Index.AsLiteral is { IsString: true };
    }

    /// <summary>A call of Python's `json.loads` or `json.dumps` beside Rust's own, which makes or takes the same text.</summary>
    private static void VisitJson(Node node, RustContext context, PyO3File file)
    {
        if (node.AsMethodCall is not { } call || file.MethodOf(node) is not { NameArgument: >= 0 and var place } || call.Argument(place) is not { } named || TextOf(named) is not ("loads" or "dumps") || !IsModule(call.Receiver, "json"u8, file)) return;
        if (node.EnclosingFunction is not { } function || RustCounterpart(function, TextOf(named) == "loads", context) is not { } counterpart) return;
        var loop = Locals.LoopAround(node);
        context.Report(node, "values cross to Python as JSON text, written on one side and parsed on the other")
            .Label(counterpart, TextOf(named) == "loads" ? "written here" : "parsed here")
            .AtTier(loop is null ? Tier.C : Tier.A)
            .Cost("n*12ns", "n*2ns")
            .Size("n", Size.Unknown)
            .Advise("make the Python objects from the values, or take the values out of the objects, such as with the crate `pythonize`", "values that JSON cannot hold are no longer refused, or changed, on the way");
    }

    private static string? TextOf(Node argument)
    {
        if (argument.AsLiteral is { IsString: true } text) return System.Text.Encoding.UTF8.GetString(text.Content);
        if (argument.AsMacroCall is not { Name: "intern" } macro) return null;
        for (var id = macro.Node.Id; id < macro.Node.SubtreeEnd; id++)
            if (macro.Node.Tree[id].Bytes is [(byte)'"', .., (byte)'"'] quoted) return System.Text.Encoding.UTF8.GetString(quoted[1..^1]);
        return null;
    }

    private static bool IsModule(Node receiver, ReadOnlySpan<byte> module, PyO3File file)
    {
        var at = receiver.AsName is { } name && Locals.BinderOf(receiver, name.NameId) is { } binder && binder.AsLet is { Value: { } value } ? value : receiver;
        for (; at.Kind is Kind.MethodCall or Kind.Try or Kind.Call or Kind.Reference; at = at.FirstChild)
        {
            if (file.SymbolOf(at) is not { } symbol || !symbol.Is(PyFacts.Imports)) continue;
            for (var id = at.Id; id < at.SubtreeEnd; id++)
                if (at.Tree[id].Bytes is [(byte)'"', .., (byte)'"'] text && text[1..^1].SequenceEqual(module)) return true;
        }
        return false;
    }

    /// <summary>Is JSON text the way that a function's values take between the two sides?</summary>
    internal static bool CrossesAsJson(Node function, RustContext context) => RustCounterpart(function, true, context) is not null || RustCounterpart(function, false, context) is not null;

    /// <summary>The call of `serde_json` in the same function that writes what Python parses, or parses what it writes.</summary>
    private static Node? RustCounterpart(Node function, bool isWritten, RustContext context)
    {
        for (var id = function.Id; id < function.SubtreeEnd; id++)
            if (context.Tree[id].AsCall is { Function.AsPath: { QualifierName: "serde_json" } path } call && (isWritten ? path.Name is "to_string" or "to_vec" : path.Name is "from_str" or "from_slice")) return call.Node;
        return null;
    }
}
