using Lever.Review.Findings;
using Lever.Review.Rules.Rust;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Boundary;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.PyO3.Copies;

public sealed class PyObjectInLoop : RustRule
{
    public override RuleInfo Info { get; } = new("px-py-object-in-loop", Language.Rust, LeverClass.Allocation, Technique.Allocation, Tier.A)
    {
        Checklist = ["PX2"],
        Effort = Effort.Small,
        Doc = """
            Python objects made one by one in a loop, where one that is made before it, or a whole at once, would do.

            ## Why it costs
            Each object is allocated, filled, counted and freed. A text that is the same on every turn needs to be made once; a list whose length is
            known is made in one piece; a dict for each row stores all its keys again for each.

            ## Example
            ```rust
            use pyo3::prelude::*;
            use pyo3::types::{PyList, PyString};

            pub fn sides<'py>(py: Python<'py>, orders: &[f64], list: &Bound<'py, PyList>) -> PyResult<()> {
                for order in orders {
                    list.append((PyString::new(py, "buy"), *order))?;
                }
                Ok(())
            }
            ```
            Use instead:
            ```rust
            use pyo3::intern;
            use pyo3::prelude::*;
            use pyo3::types::PyList;

            pub fn sides<'py>(py: Python<'py>, orders: &[f64], list: &Bound<'py, PyList>) -> PyResult<()> {
                for order in orders {
                    list.append((intern!(py, "buy"), *order))?;
                }
                Ok(())
            }
            ```

            ## Keep it when
            The loop runs a few times, or Python wants these very objects, such as dicts for JSON. Lists that are appended to and dicts for rows are told
            with a profile alone.

            ## Regime
            Measured with PyO3 0.29.2 on CPython 3.11 and 3.13: a text made 14 to 19 ns, an interned one 0.7 to 4 ns. `PyList::new` against appending: 4 to 5 against 7 to 9 ns for each
            of 10 elements, 8 to 10 against 10 to 12 ns of 1,000, and next to nothing of 100,000. A row of five fields as a dict with interned keys 73 to 84 ns, as a tuple
            19 to 23 ns.
            What is measured below is the principle alone: a text made on each turn against shared.

            ## Patch safety
            An interned text is the same object each time, and lives as long as the interpreter; texts cannot be changed. Tuples or columns instead of dicts are another
            interface.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> FunctionNames => ["new", "new_bound", "empty", "empty_bound"];

    public override void Visit(Node node, RustContext context)
    {
        var file = context.PyO3;
        if (!file.IsUsed || file.FunctionOf(node) is not { } symbol || !symbol.Is(PyFacts.Creates) || RustRoles.IsOnErrorPath(node)) return;
        if (node.AsCall is not { } call) return;
        switch (symbol.On)
        {
            case "PyString" when call.Argument(1)?.AsLiteral is { IsString: true } && RustRoles.IsRepeated(node) && Locals.LoopAround(node) is { } loop:
                VisitText(node, call, loop, context);
                return;
            case "PyList" when symbol.Name.StartsWith("empty", StringComparison.Ordinal):
                VisitList(node, context, file);
                return;
            case "PyDict" when RustRoles.IsRepeated(node) && Locals.LoopAround(node) is { } around:
                VisitRow(node, around, context, file);
                return;
        }
    }

    private static void VisitText(Node node, CallView call, Node loop, RustContext context)
    {
        var patch = new Patch(context.Module);
        context.Report(node, "the same text is made as a Python object on every turn of the loop")
            .LabelHead(loop, "this loop makes it again")
            .Cost("n*pyo3.str.out", "n*pyo3.clone")
            .Size("n", Size.Unknown)
            .FixWithConsent("make it once with `intern!`", node.Owner.Kind is Kind.Call or Kind.MethodCall or Kind.Tuple ? patch.Replace(node, $"intern!({patch.Source(call.Argument(0)!.Value)}, {patch.Source(call.Argument(1)!.Value)})").AddUse("pyo3::intern", node) : null,
                "what takes it takes a reference to it as well");
    }

    /// <summary>A list that a loop alone fills, by one element on each turn.</summary>
    private static void VisitList(Node node, RustContext context, PyO3File file)
    {
        if (node.Owner is not { Kind: Kind.Let } let || let.AsLet?.Name is not { } name || let.Owner.Kind != Kind.Block) return;
        Node? append = null;
        for (var id = let.SubtreeEnd; id < let.Owner.SubtreeEnd; id++)
        {
            var use = context.Tree[id];
            if (use.Kind != Kind.Path || use.HasChildren || use.Data != name.NameId) continue;
            if (use.Owner.AsMethodCall is { Name: "append", ArgumentCount: 1 } view && view.Receiver == use)
            {
                if (append is not null) return;
                append = use.Owner;
            }
            else if (append is null) return;
        }
        if (append is not { } call || Locals.LoopAround(call) is not { Kind: Kind.For } loop || Locals.LoopAround(let) == loop || !IsOnEveryTurn(call, loop)) return;
        context.Report(node, "the list grows by one element on every turn of a loop")
            .Label(call, "appended here")
            .AtTier(Tier.C)
            .ForProfilesUnless(false)
            .Cost("n*pyo3.list.append", "n*pyo3.list.new")
            .Size("n", Size.Unknown)
            .Advise(file.IsAtLeast(23) ? "make it with `PyList::new` from an iterator that knows its length" : "make it with `PyList::new` from the elements", "the elements are made before the list");
    }

    private static bool IsOnEveryTurn(Node call, Node loop)
    {
        for (var at = call; at != loop; at = at.Parent)
            if (at.Parent.Kind is Kind.If or Kind.Match or Kind.MatchArm or Kind.While or Kind.Loop) return false;
        return true;
    }

    /// <summary>A dict for each row, with keys that are written there.</summary>
    private static void VisitRow(Node node, Node loop, RustContext context, PyO3File file)
    {
        if (node.Owner is not { Kind: Kind.Let } let || let.AsLet?.Name is not { } name || let.Owner.Kind != Kind.Block) return;
        var fields = 0;
        for (var id = let.SubtreeEnd; id < let.Owner.SubtreeEnd; id++)
        {
            if (context.Tree[id].AsMethodCall is not { Name: "set_item" } set || set.Receiver.AsName?.NameId != name.NameId) continue;
            if (set.Argument(0) is not { } key || key.AsLiteral is not { IsString: true } && key.AsMacroCall is not { Name: "intern" }) return;
            fields++;
        }
        if (fields < 3) return;
        context.Report(node, $"a dict with the same {fields} keys is made for every row")
            .LabelHead(loop, "this loop makes them")
            .AtTier(Tier.C)
            .ForProfilesUnless(false)
            .Cost($"n*{fields}*pyo3.dict.field", $"n*{fields}*pyo3.tuple.field")
            .Size("n", Size.Unknown)
            .Advise("give tuples, objects of a class that reads on demand, or one list for each field", "callers read the rows in another way");
    }
}
