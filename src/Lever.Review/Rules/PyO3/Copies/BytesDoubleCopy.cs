using Lever.Review.Findings;
using Lever.Review.Rules.Rust;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Boundary;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.PyO3.Copies;

public sealed class BytesDoubleCopy : RustRule
{
    public override RuleInfo Info { get; } = new("px-bytes-double-copy", Language.Rust, LeverClass.Boundary, Technique.Boundary, Tier.B)
    {
        Checklist = ["PX4"],
        Effort = Effort.Small,
        Doc = """
            Bytes for Python that are made twice: in a buffer of Rust's first, then again as the object; or given as a list of numbers.

            ## Why it costs
            A buffer of known size is allocated, filled, copied into the `bytes` object and freed. `PyBytes::new_with` lets the code fill
            the object itself. Before PyO3 0.23 a returned `Vec<u8>` becomes a list with one number object for each byte.

            ## Example
            ```rust
            use pyo3::prelude::*;
            use pyo3::types::PyBytes;

            fn encoded<'py>(py: Python<'py>, values: &[u16]) -> Bound<'py, PyBytes> {
                let mut buffer = vec![0u8; values.len() * 2];
                for (pair, value) in buffer.chunks_exact_mut(2).zip(values) {
                    pair.copy_from_slice(&value.to_le_bytes());
                }
                PyBytes::new(py, &buffer)
            }
            ```
            Use instead:
            ```rust
            use pyo3::prelude::*;
            use pyo3::types::PyBytes;

            fn encoded<'py>(py: Python<'py>, values: &[u16]) -> PyResult<Bound<'py, PyBytes>> {
                PyBytes::new_with(py, values.len() * 2, |buffer| {
                    for (pair, value) in buffer.chunks_exact_mut(2).zip(values) {
                        pair.copy_from_slice(&value.to_le_bytes());
                    }
                    Ok(())
                })
            }
            ```

            ## Keep it when
            The size is not known before, or the buffer is filled while the thread is detached: the object may not be touched then.

            ## Regime
            Measured with PyO3 0.29.2: 64 KB filled and copied 2.2 to 2.3 µs, filled in place 1.3 to 1.6 µs (CPython 3.11 and 3.13); 100 bytes 47 to 52 ns
            against 39 to 43 ns. Lists of numbers for bytes end with PyO3 0.23: with PyO3 0.17.3 a `Vec<u8>` of 64 KB took 120 µs to return,
            with 0.29.2 1.2 to 1.5 µs.
            What is measured below is the principle alone: a buffer filled and copied against one filled in place.

            ## Patch safety
            The closure gives a result, since filling may fail. The bytes are zero before, as in the buffer.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call, Kind.Function];

    public override IReadOnlyList<string> FunctionNames => ["new", "new_bound"];

    public override void Visit(Node node, RustContext context)
    {
        var file = context.PyO3;
        if (!file.IsUsed) return;
        if (node.Kind == Kind.Function) VisitResult(node, context, file);
        if (node.AsCall is not { Function.AsPath: { Name: "new" or "new_bound", Qualifier: { } type } } call || file.NameOf(type) is not "PyBytes" || call.Argument(1) is not { } given) return;
        if (given.Bare.AsName is not { } buffer || Locals.BinderOf(given.Bare, buffer.NameId) is not { Kind: Kind.Let } let || SizeOf(let) is not { } size || let.EnclosingBody is not { } body || node.EnclosingBody != body) return;
        if (!IsOnlyFilled(let, node, buffer.NameId, file)) return;
        context.Report(node, $"`{buffer.Name}` is filled, and then copied into the bytes object")
            .Label(let, "filled here")
            .Cost("n*0.034ns", "n*0.022ns")
            .Size("n", Size.Unknown)
            .Advise(file.IsAtLeast(23) || !file.IsAtLeast(21) ? "fill the object itself with `PyBytes::new_with`" : "fill the object itself with `PyBytes::new_bound_with`", $"`{size.Text}` bytes are what is given back");
    }

    /// <summary>A function that gives bytes to Python as a list of numbers.</summary>
    private static void VisitResult(Node node, RustContext context, PyO3File file)
    {
        if (file.IsAtLeast(23) || node.AsFunction is not { Return: { } result } || PythonItems.ExportOf(node) is not (NativeExport.Function or NativeExport.Method or NativeExport.Getter)) return;
        var type = result.AsPath is { Name: "PyResult" or "Result" } wrapped && wrapped.Argument(0) is { } inner ? inner : result;
        if (type.AsPath is not { Name: "Vec" } vector || vector.Argument(0)?.AsPath is not { Name: "u8" }) return;
        context.Report(result, "the bytes become a Python list with one number object for each")
            .Cost("n*pyo3.int.out", "n*0.022ns")
            .Size("n", Size.Unknown)
            .Advise("give `Cow<[u8]>` or `PyBytes`, which become `bytes`", "callers get `bytes` instead of a list");
    }

    /// <summary>The length in <c>let mut buffer = vec![0; length]</c>.</summary>
    private static Node? SizeOf(Node let)
    {
        if (let.AsLet is not { Name: not null, Value: { } value } || value.AsMacroCall is not { Name: "vec" } macro) return null;
        return macro.Arguments is { IsEmpty: false } arguments && arguments[0].Kind == Kind.ArrayRepeat && arguments[0].FirstChild.AsLiteral is { Type: LiteralKind.Int } zero && zero.Integer == 0 ? arguments[0].Child(1) : null;
    }

    /// <summary>Between its making and the copy the buffer is only written to, and not while detached; after it nothing is done with it.</summary>
    private static bool IsOnlyFilled(Node let, Node copy, int name, PyO3File file)
    {
        var block = let.Parent.Kind == Kind.Attributed ? let.Parent.Parent : let.Parent;
        if (block.Kind != Kind.Block || !block.Contains(copy)) return false;
        for (var id = let.SubtreeEnd; id < block.SubtreeEnd; id++)
        {
            var node = let.Tree[id];
            if (node.Kind == Kind.Closure && node.Owner.Kind == Kind.MethodCall && file.MethodOf(node.Owner) is { } method && method.Is(PyFacts.Detaches) && Locals.Mentions(node, name)) return false;
            if (node.Kind != Kind.Path || node.HasChildren || node.Data != name || copy.Contains(node)) continue;
            // A second reader needs the buffer, and so does what changes its length.
            if (node.Id > copy.Id || node.Owner.AsMethodCall is { Name: "truncate" or "resize" or "push" or "extend" or "extend_from_slice" or "drain" or "clear" or "shrink_to_fit" or "set_len" or "insert" or "append" or "split_off" }) return false;
            if (node.Owner.Kind is Kind.Call or Kind.Return or Kind.Let or Kind.FieldInit) return false;
        }
        return true;
    }
}
