using Lever.Review.Findings;
using Lever.Review.Rules.Rust;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Boundary;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.PyO3.Copies;

public sealed class VecArgCopy : RustRule
{
    public override RuleInfo Info { get; } = new("px-vec-arg-copy", Language.Rust, LeverClass.Boundary, Technique.Boundary, Tier.A)
    {
        Checklist = ["PX4"],
        Effort = Effort.Small,
        Doc = """
            A function that takes an owned container from Python, and only looks at it.

            ## Why it costs
            Each call copies what Python holds: bytes one block, or before PyO3 0.27 one Python object for each byte, texts one allocation each,
            nested containers all of them. A borrowed argument is read where it lies.

            ## Example
            ```rust
            use pyo3::prelude::*;

            #[pyfunction]
            fn checksum(data: Vec<u8>) -> u32 {
                data.iter().map(|byte| u32::from(*byte)).sum()
            }
            ```
            Use instead:
            ```rust
            use pyo3::prelude::*;

            #[pyfunction]
            fn checksum(data: &[u8]) -> u32 {
                data.iter().map(|byte| u32::from(*byte)).sum()
            }
            ```

            ## Keep it when
            Callers hand over other sequences than `bytes`, or containers that are small; where elements are read many times, a `Vec<f64>` made once
            is faster than asking Python for each. Containers that are moved, changed, or taken along by closures and tasks are not reported.

            ## Regime
            Measured with PyO3 0.29.2 on CPython 3.11 and 3.13. 64 KB as `Vec<u8>` 0.80 µs, as `&[u8]` 0.04 µs; with
            PyO3 0.17.3, which like all before 0.27 takes `bytes` for a sequence of numbers, 523 µs and 0.03 µs. 1,000 texts as `Vec<String>` 29 to 48 µs,
            as `Vec<PyBackedStr>` 5 to 12 µs, gone through in a `Bound<PyList>` 2 to 4 µs. A text of 20 bytes as `String` 43 to 46 ns, as `&str` 28 ns.
            1,000 floats of a list as `Vec<f64>` 3.0 to 5.6 µs: the list itself gains nothing (3.2 to 4.3 µs). 1,000 floats of an `array` as `Vec<f64>`
            6.9 to 10 µs, as `PyBuffer<f64>` 0.56 µs. Lists of numbers, maps and single texts are therefore told with a profile alone.
            What is measured below is the principle alone: texts copied for each call against borrowed ones.

            ## Patch safety
            `&[u8]` takes `bytes` alone, where `Vec<u8>` takes any sequence of small numbers; `&str` takes what `String` takes.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Function];

    public override void Visit(Node node, RustContext context)
    {
        var file = context.PyO3;
        if (!file.IsUsed || node.AsFunction is not { Body: { } body, IsAsync: false } function) return;
        if (PythonItems.ExportOf(node) is not (NativeExport.Function or NativeExport.Method)) return;
        foreach (var child in function.Parameters)
        {
            if (child.WithoutAttributes.AsParameter is not { Type: { } type, Pattern: { } pattern } || pattern.AsBindingPattern is not { IsMut: false, Subpattern: null } name) continue;
            if (CopyOf(type, file) is not { } copy || !ParameterUses.AreLooks(body, name.NameId)) continue;
            // Texts and bytes may be looked at without the interpreter; Python's lists and dictionaries may not.
            if (copy.Borrowed is null && IsUsedDetached(body, name.NameId)) continue;
            if (IsCalledFromRust(node, function.NameNode.Data)) continue;
            var patch = copy.Borrowed is { } borrowed && IsOnlyAsked(body, name.NameId) ? new Patch(context.Module).Replace(type, borrowed) : null;
            context.Report(child, $"`{name.Name}` is {copy.What} on each call, and only looked at")
                .AtTier(copy.Borrowed is null && !IsOnlyAsked(body, name.NameId) ? Tier.C : copy.Tier)
                .Cost(copy.Before, copy.After)
                .Size("n", Size.Unknown)
                .FixWithConsent($"take {copy.Advice}", patch, copy.Contract);
        }
    }

    private static bool IsUsedDetached(Node body, int name) => ParameterUses.Count(body, name, use => !IsDetached(use)) is null;

    private static bool IsDetached(Node use)
    {
        for (var at = use; at.Kind != Kind.Function && !at.IsRoot; at = at.Parent)
            if (at.Kind == Kind.Closure && at.Parent.AsMethodCall is { Name: "detach" or "allow_threads" }) return true;
        return false;
    }

    /// <summary>Does Rust code of the file call the function too, and hand over what it owns?</summary>
    private static bool IsCalledFromRust(Node function, int name)
    {
        var kinds = function.Tree.RawKinds;
        for (var id = 1; id < kinds.Length; id++)
            if ((Kind)kinds[id] == Kind.MethodCall && function.Tree[id].Data == name && function.Tree[id].AsMethodCall!.Value.Receiver.Bare.IsSelf
                || (Kind)kinds[id] == Kind.Call && function.Tree[id].FirstChild.AsPath is { } path && path.NameId == name) return true;
        return false;
    }

    /// <param name="Borrowed">The type that can stand in its place as it is; null where the body must change too.</param>
    private readonly record struct Copy(Tier Tier, string What, string Before, string After, string Advice, string? Borrowed, string Contract);

    private static Copy? CopyOf(Node type, PyO3File file)
    {
        if (type.AsPath is not { } path) return null;
        var element = path.Argument(0)?.AsPath;
        switch (path.Name)
        {
            case "Vec" when element is { Name: "u8" }:
                return file.IsAtLeast(27)
                    ? new Copy(Tier.B, "copied from the caller's bytes", "pyo3.call+n*0.012ns", "pyo3.call", "`&[u8]`, which borrows the caller's `bytes`", "&[u8]", "callers hand over `bytes`: lists and other sequences are refused")
                    : new Copy(Tier.A, "converted byte by byte from the caller's bytes", "n*pyo3.extract.int", "pyo3.call", "`&[u8]`, which borrows the caller's `bytes`", "&[u8]", "callers hand over `bytes`: lists and other sequences are refused");
            case "Vec" when element is { Name: "String" }:
                return new Copy(Tier.B, "copied text by text", "n*pyo3.text.owned", "n*pyo3.text.borrowed", file.IsAtLeast(21) ? "`Vec<PyBackedStr>`, or go through a `Bound<PyList>`" : "`&PyList`, and borrow each text", null, "other sequences than lists are refused where the list itself is taken");
            case "Vec" when element is { Name: "Vec" } inner && inner.Argument(0)?.AsPath is { } number && IsNumber(number.Name):
                return new Copy(Tier.C, "converted row by row", "n*pyo3.extract.float", "n*pyo3.buffer.element", "a `PyBuffer`, or an array of the `numpy` crate", null, "callers hand over arrays");
            case "Vec" when element is { } one && IsNumber(one.Name):
                return new Copy(Tier.C, "converted element by element", "n*pyo3.extract.float", "n*pyo3.buffer.element", "a `PyBuffer`, or an array of the `numpy` crate", null, "callers hand over arrays: of a list nothing is gained");
            case "HashMap" or "BTreeMap":
                return new Copy(Tier.C, "converted entry by entry", "n*pyo3.entry.converted", "n*pyo3.extract.int", file.IsAtLeast(21) ? "a `Bound<PyDict>`, and read what is needed" : "a `&PyDict`, and read what is needed", null, "values of the wrong type are found only when they are read");
            case "String":
                return new Copy(Tier.C, "copied", "pyo3.text.owned", "pyo3.call", "`&str`", "&str", "nothing else: the same texts are taken");
            default:
                return null;
        }
    }

    private static bool IsNumber(string type) => type is "f64" or "f32" or "i64" or "i32" or "u64" or "u32" or "usize" or "i16" or "u16" or "i8";

    /// <summary>Does the body stand as it is when the container becomes a slice? A reference to it would be one to a reference.</summary>
    private static bool IsOnlyAsked(Node body, int name) => ParameterUses.Count(body, name, use => use.Owner.Kind is Kind.MethodCall or Kind.Index && use.Owner.FirstChild == use || use.Owner.Kind == Kind.MacroArguments) is not null;
}
