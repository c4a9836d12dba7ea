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
            The buffer is filled while the thread is detached: the object may not be touched then. A buffer that grows, and is then copied by `PyBytes::new`, is told with a
            profile alone; copied by `PyBytes_FromStringAndSize` of the C interface, where code fills objects by hand, it is told always.

            ## Regime
            Measured with PyO3 0.29.2: 64 KB filled and copied 2.2 to 2.3 µs, filled in place 1.3 to 1.6 µs (CPython 3.11 and 3.13); 100 bytes 47 to 52 ns
            against 39 to 43 ns. Lists of numbers for bytes end with PyO3 0.23: with PyO3 0.17.3 a `Vec<u8>` of 64 KB took 120 µs to return,
            with 0.29.2 1.2 to 1.5 µs.
            A buffer that grows by 16 bytes at a time against `PyBytes::new_with_writer` of PyO3 0.28: 1 MB 0.81 to 1.0 ms against 0.58 ms, but 64 KB 3.1 µs against 7.1 µs and 160 bytes 53 to
            73 ns against 92 to 151 ns, since each write goes through a trait object.
            What is measured below is the principle alone: a buffer filled and copied against one filled in place.

            ## Patch safety
            The closure gives a result, since filling may fail. The bytes are zero before, as in the buffer.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call, Kind.Function];

    public override IReadOnlyList<string> FunctionNames => ["new", "new_bound", "PyBytes_FromStringAndSize"];

    public override void Visit(Node node, RustContext context)
    {
        var file = context.PyO3;
        if (!file.IsUsed) return;
        if (node.Kind == Kind.Function) VisitResult(node, context, file);
        if (CopiedBuffer(node, file) is not { } given || given.AsName is not { } buffer || Locals.BinderOf(given, buffer.NameId) is not { Kind: Kind.Let } let || let.EnclosingBody is not { } body || node.EnclosingBody != body) return;
        var size = SizeOf(let);
        if (size is null && !Grows(let) || !IsOnlyFilled(let, node, buffer.NameId, size is null, file)) return;
        var draft = context.Report(node, $"`{buffer.Name}` is filled, and then copied into the bytes object")
            .Label(let, "filled here")
            .Cost("n*0.034ns", "n*0.022ns")
            .Size("n", Size.Unknown);
        // Who calls the interface of C by hand fills the object by hand.
        if (node.FirstChild.AsPath is { Name: "PyBytes_FromStringAndSize" })
            draft.Advise("fill the object itself: make it of some length, write into it, and shorten or lengthen it with `_PyBytes_Resize`", "nobody else sees the object before it is whole");
        else if (size is { } length)
            draft.Advise(file.IsAtLeast(23) || !file.IsAtLeast(21) ? "fill the object itself with `PyBytes::new_with`" : "fill the object itself with `PyBytes::new_bound_with`", $"`{length.Text}` bytes are what is given back");
        else
            draft.AtTier(Tier.C).ForProfilesUnless(false).Advise(file.IsAtLeast(28) ? "where it is some megabytes, write into the object itself with `PyBytes::new_with_writer`" : "where it is some megabytes and its length can be told before, fill the object itself with `PyBytes::new_with`", "it is large: small ones get slower");
    }

    /// <summary>The variable whose bytes a call copies into a new object: `PyBytes::new(py, &amp;buffer)`, or the same by the interface of C.</summary>
    private static Node? CopiedBuffer(Node node, PyO3File file)
    {
        if (node.AsCall is not { Function.AsPath: { } path } call) return null;
        if (path.Name is "new" or "new_bound") return path.Qualifier is { } type && file.NameOf(type) is "PyBytes" && call.Argument(1)?.Bare is { } given ? given : null;
        if (path.Name != "PyBytes_FromStringAndSize" || file.FullPath(call.Function) is not { } full || !full.StartsWith("pyo3", StringComparison.Ordinal) || call.Argument(0) is not { } pointer) return null;
        while (pointer.AsCast is { } cast) pointer = cast.Value;
        while (pointer.AsMethodCall is { Name: "cast", ArgumentCount: 0 } retyped) pointer = retyped.Receiver;
        return pointer.AsMethodCall is { Name: "as_ptr" } asked ? asked.Receiver : null;
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

    /// <summary>Is it an empty vector of bytes, to be written to?</summary>
    private static bool Grows(Node let)
    {
        if (let.AsLet is not { Name.IsMut: true, Value: { } value } view) return false;
        var isMade = value.AsCall is { Function.AsPath: { QualifierName: "Vec", Name: "new" or "with_capacity" } } || value.AsMacroCall is { Name: "vec" } macro && macro.Arguments.IsEmpty;
        return isMade && (view.Type is not { } type || type.AsPath is { Name: "Vec" } vector && vector.Argument(0)?.AsPath is { Name: "u8" } or { Name: "_" });
    }

    /// <summary>Between its making and the copy the buffer is only written to, and not while detached; after it nothing is done with it.</summary>
    private static bool IsOnlyFilled(Node let, Node copy, int name, bool mayGrow, PyO3File file)
    {
        var block = let.Parent.Kind == Kind.Attributed ? let.Parent.Parent : let.Parent;
        if (block.Kind != Kind.Block || !block.Contains(copy)) return false;
        for (var id = let.SubtreeEnd; id < block.SubtreeEnd; id++)
        {
            var node = let.Tree[id];
            if (node.Kind == Kind.Closure && node.Owner.Kind == Kind.MethodCall && file.MethodOf(node.Owner) is { } method && method.Is(PyFacts.Detaches) && Locals.Mentions(node, name)) return false;
            if (node.Kind != Kind.Path || node.HasChildren || node.Data != name || copy.Contains(node)) continue;
            // A second reader needs the buffer, and so does what changes its length.
            if (node.Id > copy.Id || !mayGrow && node.Owner.AsMethodCall is { Name: "truncate" or "resize" or "push" or "extend" or "extend_from_slice" or "drain" or "clear" or "shrink_to_fit" or "set_len" or "insert" or "append" or "split_off" }) return false;
            if (node.Owner.Kind is Kind.Call or Kind.Return or Kind.Let or Kind.FieldInit) return false;
        }
        return true;
    }
}
