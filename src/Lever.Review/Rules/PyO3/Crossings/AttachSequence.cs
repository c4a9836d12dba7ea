using Lever.Review.Findings;
using Lever.Review.Rules.Rust;
using Lever.Review.Semantics.Boundary;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.PyO3.Crossings;

public sealed class AttachSequence : RustRule
{
    private static readonly IReadOnlyList<string> attaching = PyO3Table.NamesWhere(symbol => symbol.Is(PyFacts.Attaches));

    public override RuleInfo Info { get; } = new("px-attach-sequence", Language.Rust, LeverClass.Boundary, Technique.Boundary, Tier.B)
    {
        Checklist = ["PX1"],
        Effort = Effort.Small,
        Doc = """
            Several attachments to the Python interpreter one after the other, with nothing long between them.

            ## Why it costs
            Each one has to get the interpreter: 33 to 41 ns where nobody else wants it, and up to the switch interval of 5 ms where another thread
            computes in Python. Between two of them that other thread gets in, so that the second one waits again.

            ## Example
            ```rust
            use pyo3::prelude::*;

            pub fn described(object: Py<PyAny>) -> (String, usize) {
                let text = Python::attach(|py| object.bind(py).to_string());
                let length = Python::attach(|py| object.bind(py).len().unwrap_or(0));
                (text, length)
            }
            ```
            Use instead:
            ```rust
            use pyo3::prelude::*;

            pub fn described(object: Py<PyAny>) -> (String, usize) {
                Python::attach(|py| {
                    let object = object.bind(py);
                    (object.to_string(), object.len().unwrap_or(0))
                })
            }
            ```

            ## Keep it when
            The work between them is long, or waits: then others should run meanwhile. Sequences with an `await`, a loop or anything that may wait in
            between are not reported, nor are attachments of which only one runs.

            ## Regime
            Measured with PyO3 0.29.2: 33 ns (CPython 3.11) and 41 ns (3.13) for each attachment of a detached thread, 27 ns with PyO3 0.17.3. On a thread that
            is attached already it costs 0.5 ns in all of these, and is not reported.
            What is measured below is the principle alone: a lock taken three times against once.

            ## Patch safety
            Nothing changes but that other threads of Python cannot run in between.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> FunctionNames => attaching;

    public override void Visit(Node node, RustContext context)
    {
        var file = context.PyO3;
        if (!file.IsUsed || !IsAttach(node, file) || StatementOf(node) is not { } statement) return;
        if (PrecedingAttach(statement, file) is not null || NextAttach(statement, file) is not { } next) return;
        // What a loop repeats is told by px-attach-in-loop.
        if (Attachment.At(node, file) is not null || Locals.LoopAround(node) is not null || RustRoles.IsOnErrorPath(node)) return;
        var draft = context.Report(node.FirstChild, "the thread attaches to the Python interpreter several times in a row");
        var count = 1;
        var size = node.SubtreeEnd - node.Id;
        for (Node? at = next; at is { } again; at = NextAttach(StatementOf(again)!.Value, file))
        {
            draft.Label(again.FirstChild, "attached again here");
            count++;
            size = Math.Max(size, again.SubtreeEnd - again.Id);
        }
        // Beside work of many lines each an attachment more is nothing.
        if (size > LargeWork) draft.AtTier(Tier.C);
        draft.Cost($"{count}*pyo3.gil", "pyo3.gil").Advise("attach once for all of them", "other Python threads cannot run in between");
    }

    /// <summary>The number of nodes of some ten lines.</summary>
    private const int LargeWork = 150;

    private static bool IsAttach(Node node, PyO3File file) => node.Kind == Kind.Call && file.FunctionOf(node) is { } symbol && symbol.Is(PyFacts.Attaches);

    /// <summary>The statement that always runs an attachment when it runs; null where a condition stands between them.</summary>
    private static Node? StatementOf(Node attach)
    {
        for (var at = attach; !at.IsRoot; at = at.Parent)
        {
            if (at.Parent.Kind == Kind.Block) return at;
            if (at.Parent.Kind is not (Kind.Let or Kind.ExpressionStatement or Kind.Try or Kind.MethodCall or Kind.Assign or Kind.Call or Kind.Reference or Kind.FieldInit or Kind.StructExpression or Kind.Tuple or Kind.Attributed)) return null;
        }
        return null;
    }

    /// <summary>The attachment after a statement, with nothing but small statements in between.</summary>
    private static Node? NextAttach(Node statement, PyO3File file)
    {
        for (var next = statement.NextStatement; next is { } at; next = at.NextStatement)
        {
            if (AttachIn(at, file) is { } found) return found;
            if (!IsSmall(at)) return null;
        }
        return null;
    }

    private static Node? PrecedingAttach(Node statement, PyO3File file)
    {
        Node? last = null;
        foreach (var sibling in statement.Parent.Children)
        {
            if (sibling.Id >= statement.Id) break;
            if (AttachIn(sibling, file) is { } found) last = found;
            else if (!IsSmall(sibling)) last = null;
        }
        return last;
    }

    private static Node? AttachIn(Node statement, PyO3File file)
    {
        for (var id = statement.Id; id < statement.SubtreeEnd; id++)
            if (IsAttach(statement.Tree[id], file) && StatementOf(statement.Tree[id]) == statement) return statement.Tree[id];
        return null;
    }

    /// <summary>Neither waits nor repeats nor leaves.</summary>
    private static bool IsSmall(Node statement)
    {
        if (statement.IsItem) return true;
        for (var id = statement.Id; id < statement.SubtreeEnd; id++)
            if (statement.Tree[id].Kind is Kind.For or Kind.While or Kind.Loop or Kind.Await or Kind.If or Kind.Match or Kind.Closure) return false;
        return !RustWaits.MayWait(statement);
    }
}
