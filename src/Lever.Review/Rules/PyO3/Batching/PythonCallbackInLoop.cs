using Lever.Review.Findings;
using Lever.Review.Rules.Rust;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Boundary;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.PyO3.Batching;

public sealed class PythonCallbackInLoop : RustRule
{
    private static readonly IReadOnlyList<string> calling = PyO3Table.NamesWhere(symbol => symbol.Is(PyFacts.Calls));

    public override RuleInfo Info { get; } = new("px-python-callback-in-loop", Language.Rust, LeverClass.Boundary, Technique.Boundary, Tier.B)
    {
        Checklist = ["PX5", "PX1"],
        Effort = Effort.Medium,
        Doc = """
            Rust code that calls a Python function for each element, or for each comparison of a sort.

            ## Why it costs
            Each call makes objects of its arguments, runs the function, and reads what it gives: 28 to 50 ns around the function's own time. A sort
            compares each element some log2(n) times, where a key for each would be asked once.

            ## Example
            ```rust
            use pyo3::prelude::*;

            #[pyfunction]
            fn ordered<'py>(mut rows: Vec<Bound<'py, PyAny>>, less: Bound<'py, PyAny>) -> Vec<Bound<'py, PyAny>> {
                rows.sort_by(|one, other| match less.call1((one, other)).and_then(|less| less.is_truthy()) {
                    Ok(true) => std::cmp::Ordering::Less,
                    _ => std::cmp::Ordering::Greater,
                });
                rows
            }
            ```
            Use instead:
            ```rust
            use pyo3::prelude::*;

            #[pyfunction]
            fn ordered<'py>(rows: Vec<Bound<'py, PyAny>>, keys: Vec<f64>) -> Vec<Bound<'py, PyAny>> {
                let mut all: Vec<_> = keys.into_iter().zip(rows).collect();
                all.sort_by(|one, other| one.0.total_cmp(&other.0));
                all.into_iter().map(|(_, row)| row).collect()
            }
            ```

            ## Keep it when
            The Python function is the work: then its own microseconds count, not the crossing. An interface that promises a call for each element can
            offer one that takes many. Loops are told with a profile alone, sorts always.

            ## Regime
            Measured with PyO3 0.29.2: `call1` with a tuple of Rust 28 ns (CPython 3.11) and 35 ns (3.13) for a function that gives its argument back, with a `PyTuple`
            made for it 39 and 50 ns. A comparison makes two objects of its arguments where the elements are none yet.
            What is measured below is the principle alone: a sort that asks a function which it cannot see through for each comparison against once for each element.

            ## Patch safety
            The function is called once for many, so that it must take a list, or keys must be given. Errors show before the first element is done.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.MethodCall];

    public override IReadOnlyList<string> MethodNames => calling;

    public override void Visit(Node node, RustContext context)
    {
        var file = context.PyO3;
        if (!file.IsUsed || file.MethodOf(node) is not { } symbol || !symbol.Is(PyFacts.Calls) || RustRoles.IsOnErrorPath(node)) return;
        if (SortAround(node) is { } sort)
        {
            context.Report(node, $"each comparison of `{sort.AsMethodCall!.Value.Name}` calls Python")
                .LabelHead(sort, "compares each element many times")
                .Cost("n*log2(n)*pyo3.callback.tuple", "n*pyo3.callback.tuple")
                .Size("n", Size.Unknown)
                .Advise("ask Python for a key of each element first, and sort by these", "the order must be that of the keys");
            return;
        }
        if (Locals.LoopAround(node) is not { } loop || RustWaits.MayWait(loop) || symbol.NameArgument >= 0 || !IsFromOutside(node.AsMethodCall!.Value.Receiver.Bare, loop) || !TakesTheTurn(node, loop)) return;
        context.Report(node, "every turn of the loop calls a Python function")
            .AtTier(Tier.C)
            .ForProfilesUnless(false)
            .LabelHead(loop, "this loop calls it")
            .Cost("n*pyo3.callback", "pyo3.callback")
            .Size("n", Size.Unknown)
            .Advise("hand it many elements at once", "the function takes a list, and is called before the first result is used");
    }

    /// <summary>The sort, or the search for the least or most, whose comparison a node stands in.</summary>
    private static Node? SortAround(Node node)
    {
        for (var (child, at) = (node, node.Parent); !child.IsRoot; (child, at) = (at, at.Parent))
        {
            if (at.Kind == Kind.MethodCall && child.Kind == Kind.Closure)
                return at.AsMethodCall is { Name: "sort_by" or "sort_unstable_by" or "sort_by_key" or "sort_unstable_by_key" or "par_sort_by" or "binary_search_by" } ? at : null;
            if (at.IsItem) return null;
        }
        return null;
    }

    /// <summary>Is what is called handed to the function, or kept by the object?</summary>
    private static bool IsFromOutside(Node callee, Node loop)
    {
        var root = callee.ChainRoot;
        if (root.AsName is not { } name || callee.Kind is not (Kind.Path or Kind.FieldAccess or Kind.MethodCall)) return false;
        return root.IsSelf || Locals.BinderOf(root, name.NameId) is { Kind: Kind.Parameter } binder && !loop.Contains(binder) && binder.Owner is var owner && owner.Kind == Kind.Parameters && owner.Parent.Kind == Kind.Function;
    }

    /// <summary>Do the arguments speak of the turn?</summary>
    private static bool TakesTheTurn(Node call, Node loop)
    {
        foreach (var argument in call.AsMethodCall!.Value.Arguments)
            for (var id = argument.Id; id < argument.SubtreeEnd; id++)
                if (call.Tree[id].AsName is { } name && Locals.BinderOf(call.Tree[id], name.NameId) is { } binder && (loop.Contains(binder) || binder == loop)) return true;
        return false;
    }
}
