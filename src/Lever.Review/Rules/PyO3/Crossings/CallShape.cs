using Lever.Review.Findings;
using Lever.Review.Rules.Rust;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Boundary;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.PyO3.Crossings;

public sealed class CallShape : RustRule
{
    public override RuleInfo Info { get; } = new("px-call-shape", Language.Rust, LeverClass.Boundary, Technique.Boundary, Tier.C)
    {
        Checklist = ["PX1", "PX2"],
        Effort = Effort.Small,
        Precision = 0.9,
        Doc = """
            A call of Python in a dearer shape than it needs: with a dict of keyword arguments, a tuple object, or a method looked up again on every turn.

            ## Why it costs
            A dict is made, filled, and taken apart by the function; a `PyTuple` is made and freed, where a tuple of Rust goes over as an array of arguments
            by Python's vectorcall. A method that is looked up on every turn of a loop is the same each time.

            ## Example
            ```rust
            use pyo3::prelude::*;

            pub fn filled(list: &Bound<'_, PyAny>, values: &[f64]) -> PyResult<()> {
                for value in values {
                    list.call_method1("append", (*value,))?;
                }
                Ok(())
            }
            ```
            Use instead:
            ```rust
            use pyo3::intern;
            use pyo3::prelude::*;

            pub fn filled(list: &Bound<'_, PyAny>, values: &[f64]) -> PyResult<()> {
                let append = list.getattr(intern!(list.py(), "append"))?;
                for value in values {
                    append.call1((*value,))?;
                }
                Ok(())
            }
            ```

            ## Keep it when
            The call is made once, or the function takes its arguments by name alone.

            ## Regime
            Measured with PyO3 0.29.2 on CPython 3.11 and 3.13. A call with a dict of one keyword argument 91 to 97 ns, by position 27 to 36 ns. With a `PyTuple` made for it 39 to 50 ns, with
            a tuple of Rust 28 to 35 ns (tuples of Rust go by vectorcall since PyO3 0.22.3). `append` of a list by `call_method1` 54 to 68 ns, with an interned name 20 to 30 ns,
            as a method looked up before the loop 16 to 22 ns, by `PyList::append` 12 to 16 ns.
            What is measured below is the principle alone: arguments packed in a map against handed over by position.

            ## Patch safety
            Arguments by position depend on the order in which the function declares them. A method looked up once stays, also where the call
            replaces it.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.MethodCall];

    public override IReadOnlyList<string> MethodNames => ["call", "call1", "call_method", "call_method1", "call_method0"];

    public override void Visit(Node node, RustContext context)
    {
        var file = context.PyO3;
        if (!file.IsUsed || node.AsMethodCall is not { } call || file.MethodOf(node) is not { } symbol || !symbol.Is(PyFacts.Calls) || RustRoles.IsOnErrorPath(node)) return;
        if (call.Name is "call" or "call_method" && KeywordsOf(call) is { } keywords && NamedDict(keywords, file) is { } dict)
        {
            context.Report(keywords, "a dict of keyword arguments is made for the call")
                .Label(dict, "made here, with names that are always the same")
                .Cost("pyo3.kwargs", "pyo3.callback")
                .Advise("hand the arguments over by position", "the function takes them in that order");
            return;
        }
        if (call.Name is "call1" or "call_method1" && call.Argument(call.ArgumentCount - 1) is { } arguments && IsTupleObject(arguments, file))
        {
            context.Report(arguments, "a tuple object is made for the call")
                .Cost("pyo3.callback.tuple", "pyo3.callback")
                .Advise("hand over a tuple of Rust, such as `(a, b)`", "their number is known");
            return;
        }
        if (symbol.NameArgument < 0 || call.Argument(symbol.NameArgument) is not { } name || name.AsLiteral is not { IsString: true } && name.AsMacroCall is not { Name: "intern" }) return;
        if (Locals.LoopAround(node) is not { } loop || call.Receiver.Bare.AsName is not { } receiver || Locals.BinderOf(call.Receiver.Bare, receiver.NameId) is not { } binder || loop.Contains(binder) || binder == loop) return;
        context.Report(name, "the same method is looked up on every turn of the loop")
            .LabelHead(loop, "this loop looks it up again")
            .Cost("n*pyo3.method.text", "n*pyo3.callback")
            .Size("n", Size.Unknown)
            .Advise("look the method up before the loop, and call what that gives", "the method is not replaced meanwhile");
    }

    /// <summary>The variable in `Some(&amp;kwargs)`.</summary>
    private static Node? KeywordsOf(MethodCallView call) =>
        call.Argument(call.ArgumentCount - 1) is { } last && last.AsCall is { Function.AsPath: { Name: "Some" }, OnlyArgument: { } only } && only.Bare.AsName is not null ? only.Bare : null;

    /// <summary>The `let` of a dict whose items all have names that are written there.</summary>
    private static Node? NamedDict(Node variable, PyO3File file)
    {
        var name = variable.AsName!.Value.NameId;
        if (Locals.BinderOf(variable, name) is not { Kind: Kind.Let } let || let.AsLet is not { Value: { } value } || file.TypeOf(value).Class != "PyDict" || value.Kind != Kind.Call) return null;
        var named = 0;
        for (var id = let.SubtreeEnd; id < let.Owner.SubtreeEnd; id++)
        {
            if (let.Tree[id].AsMethodCall is not { Name: "set_item" } set || set.Receiver.AsName?.NameId != name) continue;
            if (set.Argument(0) is not { } key || key.AsLiteral is not { IsString: true } && key.AsMacroCall is not { Name: "intern" }) return null;
            named++;
        }
        return named is > 0 and <= 3 ? let : null;
    }

    private static bool IsTupleObject(Node argument, PyO3File file)
    {
        var made = argument.Bare;
        while (made.Kind is Kind.Try || made.AsMethodCall is { Name: "unwrap" or "expect" }) made = made.FirstChild;
        // What comes as an iterator has no number that is known.
        return made.Kind == Kind.Call && file.FunctionOf(made) is { On: "PyTuple", Name: "new" or "new_bound" } && made.AsCall?.Argument(1)?.Bare is { Kind: Kind.Array };
    }
}
