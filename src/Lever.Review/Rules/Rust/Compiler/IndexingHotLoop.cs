using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Compiler;

public sealed class IndexingHotLoop : RustRule
{
    public override RuleInfo Info { get; } = new("rs-indexing-hot-loop", Language.Rust, LeverClass.Interpreter, Technique.MemoryLayout, Tier.C)
    {
        Achievable = 0.5,
        Precision = 0.7,
        Checklist = ["RS8"],
        Doc = """
            An inner loop over numbers indexes several slices by its counter, and each index is checked.

            ## Why it costs
            A check costs a fraction of a nanosecond, but a branch that may panic in each turn keeps the compiler from doing four or eight turns at
            once. Where it knows that the slices are long enough, it drops the checks.

            ## Example
            ```rust
            pub fn product(left: &[f32], right: &[f32], out: &mut [f32], n: usize) {
                for i in 0..n {
                    out[i] = left[i] * right[i];
                }
            }
            ```
            Use instead:
            ```rust
            pub fn product(left: &[f32], right: &[f32], out: &mut [f32], n: usize) {
                let (left, right, out) = (&left[..n], &right[..n], &mut out[..n]);
                for ((out, left), right) in out.iter_mut().zip(left).zip(right) {
                    *out = left * right;
                }
            }
            ```

            ## Keep it when
            No profile shows the loop. Loops with an assertion or a slice of the bound's length before them are not reported.

            ## Regime
            Two slices multiplied into a third, indexed against zipped: MEASURED.

            ## Patch safety
            A slice of the bound's length panics before the loop begins, where indexing panicked in its midst.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.For];

    public override void Visit(Node node, RustContext context)
    {
        var loop = node.AsFor!.Value;
        var module = context.Module;
        if (loop.Iterator.AsRange is not { To: { } bound } || loop.Pattern.AsBindingPattern is null || module.BindingAt(loop.Pattern) is not { } counter) return;
        if (module.Types.ConstantOf(bound) is not null) return;
        var (first, second) = (-1, -1);
        for (var id = loop.Body.Id; id < loop.Body.SubtreeEnd; id++)
        {
            var inner = module.Tree[id];
            if (inner.Kind is Kind.For or Kind.While or Kind.Loop or Kind.Closure or Kind.Call or Kind.MacroCall or Kind.Await) return;
            if (inner.AsIndex is not { } index || module.BindingAt(index.Index)?.Id != counter.Id || module.BindingAt(index.Value) is not { } slice) continue;
            if (module.TypeOf(slice) is not { IsSliceLike: true } type || type.WithoutReferences.Kind == TypeKind.Array || !type.Element.IsNumber) return;
            if (first < 0 || first == slice.Id) first = slice.Id;
            else second = slice.Id;
        }
        if (second < 0 || IsChecked(node, bound)) return;
        context.Report(loop.Iterator, "each turn checks the index of several slices")
            .Cost("n*1ns", "n*0.3ns")
            .Size("n", Lever.Review.Semantics.Size.Unknown)
            .Advise("zip the slices, or cut them to the same length before the loop", "a slice that is too short panics before the loop");
    }

    /// <summary>Does the function assert or cut something before the loop, so that the compiler may know the lengths?</summary>
    private static bool IsChecked(Node loop, Node bound)
    {
        if (loop.EnclosingFunction is not { } function) return true;
        for (var id = function.Child(7).Id; id < loop.Id; id++)
        {
            var node = loop.Tree[id];
            if (node.AsMacroCall is { Name: "assert" or "assert_eq" or "debug_assert" or "debug_assert_eq" or "ensure" }) return true;
            if (node.AsIndex is { Index.AsRange: { To: { } end } } && end.Text == bound.Text) return true;
        }
        return false;
    }
}
