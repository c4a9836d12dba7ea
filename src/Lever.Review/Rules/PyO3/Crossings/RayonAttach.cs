using Lever.Review.Findings;
using Lever.Review.Rules.Rust;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Boundary;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.PyO3.Crossings;

public sealed class RayonAttach : RustRule
{
    private static readonly IReadOnlyList<string> attaching = PyO3Table.NamesWhere(symbol => symbol.Is(PyFacts.Attaches));

    public override RuleInfo Info { get; } = new("px-rayon-attach", Language.Rust, LeverClass.Boundary, Technique.Boundary, Tier.A)
    {
        Checklist = ["PX1", "PX3", "RS9"],
        Effort = Effort.Medium,
        Precision = 0.9,
        Doc = """
            Threads of a parallel loop that attach to the Python interpreter.

            ## Why it costs
            One thread at a time can be attached, so that the loop runs its turns one after the other, with a hand-over between threads for each.
            Where the thread that started the loop is attached itself and waits for it, nothing goes on at all: a deadlock.

            ## Example
            ```rust
            use pyo3::prelude::*;
            use rayon::prelude::*;

            pub fn lengths(objects: &[Py<PyAny>]) -> Vec<usize> {
                objects.par_iter().map(|object| Python::attach(|py| object.bind(py).len().unwrap_or(0))).collect()
            }
            ```
            Use instead:
            ```rust
            use pyo3::prelude::*;

            pub fn lengths(objects: &[Py<PyAny>]) -> Vec<usize> {
                Python::attach(|py| objects.iter().map(|object| object.bind(py).len().unwrap_or(0)).collect())
            }
            ```

            ## Keep it when
            Only a rare turn attaches, such as one that reports an error, or on free-threaded builds of Python, where threads can be attached together. The
            thread that waits for them has to detach there, too.

            ## Regime
            An attachment of a detached thread takes 33 to 41 ns with PyO3 0.29.2 and nobody else near. Between threads that want it at the same time the
            interpreter changes hands by the operating system, for microseconds each.
            What is measured below is the principle alone: four threads that take one lock for each element against that once.

            ## Patch safety
            Taking what is needed out of the objects before, and making objects after, changes the order in which errors show.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> FunctionNames => attaching;

    public override void Visit(Node node, RustContext context)
    {
        var file = context.PyO3;
        if (!file.IsUsed || file.FunctionOf(node) is not { } symbol || !symbol.Is(PyFacts.Attaches) || RustRoles.IsOnErrorPath(node)) return;
        if (ParallelAround(node) is not { } parallel || IsInArm(node, parallel)) return;
        var waits = Attachment.At(parallel, file);
        var draft = context.Report(node.FirstChild, waits is null ? "threads of a parallel loop take turns at the interpreter" : "threads of a parallel loop wait for the interpreter, which the thread that waits for them holds")
            .LabelHead(parallel, "runs on many threads")
            .Cost("n*pyo3.gil.contended", "pyo3.gil")
            .Size("n", Size.Unknown);
        if (waits is { } held) draft.LabelHead(held.Owner, "attached here");
        draft.Advise(waits is null ? "take what is needed out of the objects first, and make objects after the loop" : $"run the loop within `{waits.Value.Token ?? "py"}.{file.DetachName}(|| …)`, on plain values if that can be",
            "errors show in another order");
    }

    /// <summary>The parallel loop, or the scope of threads, whose closure a node stands in.</summary>
    private static Node? ParallelAround(Node node)
    {
        for (var (child, at) = (node, node.Parent); !child.IsRoot; (child, at) = (at, at.Parent))
        {
            if (at.Kind == Kind.MethodCall && child.Kind == Kind.Closure && Locals.IsParallel(at.FirstChild)) return at;
            if (at.Kind == Kind.Call && child.Kind == Kind.Closure && at.FirstChild.AsPath is { QualifierName: "rayon", Name: "scope" or "join" }) return at;
            if (at.IsItem) return null;
        }
        return null;
    }

    /// <summary>Does only one arm of a match, or one branch, within the loop attach? That may be the rare one.</summary>
    private static bool IsInArm(Node attach, Node parallel)
    {
        for (var at = attach; at != parallel && !at.IsRoot; at = at.Parent)
            if (at.Parent.Kind == Kind.MatchArm || at.Parent.Kind == Kind.If && at.Parent.FirstChild != at) return true;
        return false;
    }
}
