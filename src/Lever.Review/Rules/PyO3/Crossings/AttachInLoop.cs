using Lever.Review.Findings;
using Lever.Review.Rules.Rust;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Boundary;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.PyO3.Crossings;

public sealed class AttachInLoop : RustRule
{
    private static readonly IReadOnlyList<string> attaching = PyO3Table.NamesWhere(symbol => symbol.Is(PyFacts.Attaches));

    public override RuleInfo Info { get; } = new("px-attach-in-loop", Language.Rust, LeverClass.Boundary, Technique.Boundary, Tier.A)
    {
        Checklist = ["PX1"],
        Effort = Effort.Small,
        Doc = """
            A thread that attaches to the Python interpreter on every turn of a loop.

            ## Why it costs
            A thread that is not attached has to get the interpreter first: 33 to 41 ns where nobody else wants it. Where another thread computes
            in Python, each attachment may wait for the switch interval of 5 ms, so that a loop of a thousand turns waits a thousand times.

            ## Example
            ```rust
            use pyo3::prelude::*;

            pub fn notify(callback: &Py<PyAny>, prices: &[f64]) {
                for price in prices {
                    Python::attach(|py| {
                        let _ = callback.call1(py, (*price,));
                    });
                }
            }
            ```
            Use instead:
            ```rust
            use pyo3::prelude::*;

            pub fn notify(callback: &Py<PyAny>, prices: &[f64]) {
                Python::attach(|py| {
                    for price in prices {
                        let _ = callback.call1(py, (*price,));
                    }
                });
            }
            ```

            ## Keep it when
            Something in the loop waits or takes long, so that the interpreter must not be held through it: loops that await, receive, sleep, lock or
            do input and output are not reported. A loop that waits for messages can still take all that have come, and attach once for them.

            ## Regime
            Measured with PyO3 0.29.2: 33 ns (CPython 3.11) and 41 ns (3.13) for each attachment of a detached thread. With one thread computing in
            Python and 500 µs of work between them, 100 attachments made a loop take 1.4 to 1.6 times as long as one did. On a thread that is attached
            already an attachment costs 0.5 ns and is not reported. Free-threaded builds of Python do not wait for each other here.
            What is measured below is the principle alone: a lock taken for each element against once.

            ## Patch safety
            The interpreter is held from the first element to the last, which keeps other threads of Python from running in between.
            A patch is offered where the attachment is all that the loop does and nothing in it leaves the loop.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> FunctionNames => attaching;

    public override void Visit(Node node, RustContext context)
    {
        var file = context.PyO3;
        if (!file.IsUsed || file.FunctionOf(node) is not { } symbol || !symbol.Is(PyFacts.Attaches)) return;
        // Other rules speak of what rayon repeats, and of threads that are attached already.
        if (Locals.LoopAround(node) is not { } loop || Locals.IsParallel(loop) || Attachment.At(node, file) is not null) return;
        if (node.AsCall?.OnlyArgument?.AsClosure is not { } closure || LetsOthersRun(loop, node) || LeavesTheLoop(node) || IsToldAlready(loop, node, file)) return;
        if (RustRoles.IsOnErrorPath(node)) return;
        context.Report(node.FirstChild, "every turn of the loop attaches to the Python interpreter anew")
            .LabelHead(loop, "this loop attaches again and again")
            .Cost("n*pyo3.gil", "pyo3.gil")
            .Size("n", Size.Unknown)
            .AtTier(IsInOneBranch(loop, node) ? Tier.C : Tier.A)
            // A loop that goes on until something happens may wait on its turns, or take one alone.
            .ForProfilesUnless(loop.Kind is not (Kind.Loop or Kind.While))
            .FixWithConsent("attach once around the loop, or after it for all that it found", Hoisted(loop, node, closure, context),
                "the interpreter is held for the whole loop, and other Python threads wait for its end", "errors and early ends of the loop stay as they are");
    }

    /// <summary>Does an earlier attachment of the same loop speak for this one?</summary>
    private static bool IsToldAlready(Node loop, Node attach, PyO3File file)
    {
        for (var id = loop.Id; id < attach.Id; id++)
        {
            var node = loop.Tree[id];
            if (node.Kind == Kind.Call && file.FunctionOf(node) is { } symbol && symbol.Is(PyFacts.Attaches) && Locals.LoopAround(node) == loop && !LeavesTheLoop(node) && !RustRoles.IsOnErrorPath(node)) return true;
        }
        return false;
    }

    /// <summary>Does a `match` or `if` of the loop decide whether a turn attaches? Its other branches may be the usual ones.</summary>
    private static bool IsInOneBranch(Node loop, Node attach)
    {
        for (var (child, at) = (attach, attach.Parent); at.Id > loop.Id; (child, at) = (at, at.Parent))
            if (at.Kind == Kind.MatchArm || at.Kind == Kind.If && at.FirstChild != child) return true;
        return false;
    }

    /// <summary>Does the loop wait, or do long work, outside of the attachment?</summary>
    private static bool LetsOthersRun(Node loop, Node attach)
    {
        for (var id = loop.Id; id < loop.SubtreeEnd; id++)
        {
            if (id == attach.Id) id = attach.SubtreeEnd;
            if (id >= loop.SubtreeEnd) break;
            var node = loop.Tree[id];
            if (node.Kind is Kind.Await || node.AsMethodCall is { } call && RustWaits.MayWait(call) || node.AsCall is { } function && RustWaits.MayWait(function)) return true;
            // A loop within the loop may be the work that others should not wait for.
            if (node.Kind is Kind.For or Kind.While or Kind.Loop && id != loop.Id && !node.Contains(attach)) return true;
        }
        return false;
    }

    /// <summary>Is it the last thing that the loop does?</summary>
    private static bool LeavesTheLoop(Node attach)
    {
        for (var at = attach; at.Kind != Kind.Block && !at.IsRoot; at = at.Parent)
            if (at.Kind is Kind.Return or Kind.Break) return true;
        return false;
    }

    /// <summary>The loop within the closure, where the closure is all that the loop does.</summary>
    private static Patch? Hoisted(Node loop, Node attach, ClosureView closure, RustContext context)
    {
        if (loop.AsFor is not { Label: null } view || view.Body.AsBlock?.Only is not { } only || closure.Body.Kind != Kind.Block) return null;
        if ((only.AsExpressionStatement ?? only) != attach || loop.Parent.Kind is not (Kind.Block or Kind.ExpressionStatement)) return null;
        for (var id = loop.Id; id < loop.SubtreeEnd; id++)
            if (context.Tree[id].Kind is Kind.Try or Kind.Return or Kind.Break or Kind.Continue) return null;
        // What the closure gives is thrown away by the statement, but would be the value of the loop's body.
        if (closure.Body.AsBlock!.Value.Value is { } value && value.Kind is not (Kind.For or Kind.While)) return null;
        var patch = new Patch(context.Module);
        return patch.Replace(new Span(loop.Start, closure.Body.Start), patch.Text(attach.Start, closure.Body.Start) + "{ " + patch.Text(loop.Start, view.Body.Start))
            .Replace(new Span(closure.Body.End, loop.End), " });");
    }
}
