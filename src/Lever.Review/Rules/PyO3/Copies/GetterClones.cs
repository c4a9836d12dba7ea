using Lever.Review.Findings;
using Lever.Review.Rules.Rust;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Boundary;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.PyO3.Copies;

public sealed class GetterClones : RustRule
{
    public override RuleInfo Info { get; } = new("px-getter-clones", Language.Rust, LeverClass.Algorithm, Technique.Boundary, Tier.B)
    {
        Checklist = ["PX2", "PX4"],
        Effort = Effort.Medium,
        Doc = """
            An attribute that copies a whole container, or a text, each time Python reads it.

            ## Why it costs
            `object.items[0]` in Python first makes a list of all items: one object for each, and the list, all thrown away after the
            one was taken. A loop over the indices is quadratic without showing it.

            ## Example
            ```rust
            use pyo3::prelude::*;

            #[pyclass]
            pub struct Series {
                #[pyo3(get)]
                values: Vec<f64>,
            }
            ```
            Use instead:
            ```rust
            use pyo3::prelude::*;
            use pyo3::types::PyTuple;

            #[pyclass(frozen)]
            pub struct Series {
                #[pyo3(get)]
                values: Py<PyTuple>,
            }
            ```

            ## Keep it when
            It is read once in a while, or callers must get a copy of their own that they may change.

            ## Regime
            Measured with PyO3 0.29.2 on CPython 3.11 and 3.13: a `Vec<f64>` of 100 elements 650 to 1,880 ns for each read, a text of 18 bytes 33 to 41 ns; a
            `Py<…>` field 7 to 13 ns. How often Python reads the attribute is not seen from the Rust side: without a profile nothing is told.
            What is measured below is the principle alone: a vector copied for each read of one element against shared.

            ## Patch safety
            The attribute gives the same object each time: changes that a caller makes to a list are seen by all others, where a tuple or a
            text allows none. Methods `__getitem__` and `__len__` on the class itself are another way.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.RecordField, Kind.Function];

    public override void Visit(Node node, RustContext context)
    {
        var file = context.PyO3;
        if (!file.IsUsed) return;
        if (node.Kind == Kind.RecordField) VisitField(node, context);
        if (node.Kind == Kind.Function) VisitGetter(node, context);
    }

    private static void VisitField(Node node, RustContext context)
    {
        if (node.Parent.Parent is not { Kind: Kind.Struct } owner) return;
        if (WhatIsCopied(node.Child(3)) is not { } what || !PythonItems.IsClass(owner) || !(PythonItems.Says(node, "pyo3"u8, "get"u8) || PythonItems.Says(owner, "pyclass"u8, "get_all"u8))) return;
        Tell(context, node.Child(2), node.Tree.Names.Text(node.Child(2).Data), what);
    }

    /// <summary>A method whose whole body copies a field.</summary>
    private static void VisitGetter(Node node, RustContext context)
    {
        if (node.AsFunction is not { Return: { } result, Body: { } body } function || WhatIsCopied(result) is not { } what || PythonItems.ExportOf(node) != NativeExport.Getter) return;
        if (body.AsBlock?.Only?.AsMethodCall is not { Name: "clone" or "to_vec" or "to_owned" or "to_string", ArgumentCount: 0, Receiver: var copied } || copied.ChainRoot is not { IsSelf: true }) return;
        // What a value looks like as text is made, not copied.
        if (body.AsBlock!.Value.Only!.Value.AsMethodCall!.Value.Name == "to_string" && !context.Module.TypeOf(copied).WithoutReferences.IsString) return;
        Tell(context, function.NameNode, function.Name, what);
    }

    private static void Tell(RustContext context, Node place, string name, string what) =>
        context.Report(place, $"`{name}` is {what}, copied whole each time Python reads it")
            .AtTier(Tier.C)
            .ForProfilesUnless(false)
            .Cost(what == "a text" ? "pyo3.str.out" : "n*pyo3.int.out", "pyo3.attr.interned")
            .Size("n", Size.Unknown)
            .Ask($"Does Python read `{name}` in a loop?")
            .Advise(what == "a text" ? "keep it as a `Py<PyString>`" : "keep the Python object, such as a `Py<PyTuple>`, or give the class `__getitem__` and `__len__`", "all readers share one object");

    private static string? WhatIsCopied(Node type)
    {
        if (type.AsPath is { Name: "Option" } option && option.Argument(0) is { } inner) type = inner;
        return type.AsPath?.Name switch
        {
            "Vec" or "VecDeque" => "a vector",
            "HashMap" or "BTreeMap" or "IndexMap" => "a map",
            "HashSet" or "BTreeSet" => "a set",
            "String" => "a text",
            _ => null,
        };
    }
}
