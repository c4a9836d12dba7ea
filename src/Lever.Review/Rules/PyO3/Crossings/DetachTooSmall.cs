using Lever.Review.Findings;
using Lever.Review.Rules.Rust;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Boundary;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.PyO3.Crossings;

public sealed class DetachTooSmall : RustRule
{
    private static readonly IReadOnlyList<string> detaching = PyO3Table.NamesWhere(symbol => symbol.Is(PyFacts.Detaches));

    public override RuleInfo Info { get; } = new("px-detach-too-small", Language.Rust, LeverClass.Boundary, Technique.Boundary, Tier.B)
    {
        Checklist = ["PX1", "PX3"],
        Effort = Effort.Small,
        Doc = """
            Letting go of the interpreter for next to nothing, or for each element of a loop.

            ## Why it costs
            Detaching and attaching again takes 23 to 37 ns where nobody else wants the interpreter. Where another thread computes in Python it takes the
            interpreter meanwhile, and keeps it for up to its switch interval of 5 ms, to save a few nanoseconds.

            ## Example
            ```rust
            use pyo3::prelude::*;

            #[pyfunction]
            fn mixed(py: Python<'_>, key: u64, seed: u64) -> u64 {
                py.detach(|| key.wrapping_mul(31) ^ seed)
            }
            ```
            Use instead:
            ```rust
            use pyo3::prelude::*;

            #[pyfunction]
            fn mixed(key: u64, seed: u64) -> u64 {
                key.wrapping_mul(31) ^ seed
            }
            ```

            ## Keep it when
            What runs detached takes a lock that others may hold while they wait for the interpreter, or waits in any other way. Calls whose length is not
            known are not reported.

            ## Regime
            Measured with PyO3 0.29.2: a call that detaches for one multiplication 51 to 60 ns, without 27 to 29 ns (CPython 3.11 and 3.13). With another thread
            computing in Python, 50 µs of detached work took 0.4 to 0.7 ms, and 2 ms took 11 to 12 ms. From some 1 ms of work on, or wherever something waits,
            detaching pays; for work that grows with its input, test the length first. On free-threaded builds nobody waits for the interpreter.
            What is measured below is the principle alone: a lock put down and taken up again around each small step against held.

            ## Patch safety
            The same values come out. Other threads of Python no longer get a turn at that place.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.MethodCall];

    public override IReadOnlyList<string> MethodNames => detaching;

    public override void Visit(Node node, RustContext context)
    {
        var file = context.PyO3;
        if (!file.IsUsed || file.MethodOf(node) is not { } symbol || !symbol.Is(PyFacts.Detaches) || node.AsMethodCall?.OnlyArgument?.AsClosure is not { } closure) return;
        if (!IsTiny(closure.Body, context.Module)) return;
        var loop = Locals.LoopAround(node);
        var draft = context.Report(node, loop is null ? "the interpreter is let go of for a few nanoseconds of work" : "every turn of the loop lets go of the interpreter for a few nanoseconds of work")
            .Cost("pyo3.detach", "rust.call.inlined")
            .FixSafely("do it attached", Attached(node, closure, context));
        if (loop is { } around) draft.LabelHead(around, "on every turn of this loop");
    }

    /// <summary>Only arithmetic, fields and calls that are known to take a few nanoseconds.</summary>
    private static bool IsTiny(Node body, RustModule module)
    {
        for (var id = body.Id; id < body.SubtreeEnd; id++)
        {
            var node = body.Tree[id];
            switch (node.Kind)
            {
                case Kind.Path or Kind.Literal or Kind.Binary or Kind.Unary or Kind.FieldAccess or Kind.Reference or Kind.Cast or Kind.Tuple or Kind.Block or Kind.Index or Kind.If or Kind.GenericArguments or Kind.Absent:
                    continue;
                case Kind.MethodCall when IsSmall(node, module):
                    continue;
                default:
                    return false;
            }
        }
        return true;
    }

    private static bool IsSmall(Node call, RustModule module) =>
        module.TargetOf(call).Symbol is { Waiting: Waiting.No } symbol && !symbol.Is(RustFacts.Linear | RustFacts.Allocates | RustFacts.Locks | RustFacts.PerElement | RustFacts.Drives | RustFacts.Sorts | RustFacts.Clones | RustFacts.OncePerProgram)
        && (symbol.Is(RustFacts.Pure) || symbol.Nanoseconds is > 0 and < 100 || symbol.Name is "len" or "is_empty" or "get" or "load" or "store")
        || module.TypeOf(call.FirstChild).IsNumber && call.AsMethodCall is { Name: "wrapping_add" or "wrapping_mul" or "wrapping_sub" or "min" or "max" or "abs" or "pow" or "rotate_left" or "rotate_right" or "count_ones" or "sqrt" or "saturating_add" or "saturating_sub" };

    private static Patch? Attached(Node call, ClosureView closure, RustContext context)
    {
        if (closure.Body.Kind == Kind.Block) return null;
        var patch = new Patch(context.Module);
        return call.Parent.Kind is Kind.Block or Kind.Let or Kind.ExpressionStatement ? patch.Replace(call, patch.Source(closure.Body)) : patch.Replace(call, $"({patch.Source(closure.Body)})");
    }
}
