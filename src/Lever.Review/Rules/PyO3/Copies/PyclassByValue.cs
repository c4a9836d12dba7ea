using Lever.Review.Findings;
using Lever.Review.Rules.Rust;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Boundary;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.PyO3.Copies;

public sealed class PyclassByValue : RustRule
{
    public override RuleInfo Info { get; } = new("px-pyclass-by-value", Language.Rust, LeverClass.Boundary, Technique.Boundary, Tier.B)
    {
        Checklist = ["PX4", "RS3"],
        Effort = Effort.Small,
        Precision = 0.9,
        Doc = """
            A function that takes objects of the crate's own classes by value, and only looks at them.

            ## Why it costs
            The value is cloned out of its Python object on each call, with all texts, vectors and maps that it holds; a `Vec` of them is cloned
            one by one. A `PyRef` borrows the value where it lies.

            ## Example
            ```rust
            use pyo3::prelude::*;

            #[pyclass(from_py_object)]
            #[derive(Clone)]
            pub struct Order {
                symbol: String,
                price: f64,
            }

            #[pyfunction]
            fn fee(order: Order) -> f64 {
                order.price * 0.001
            }
            ```
            Use instead:
            ```rust
            use pyo3::prelude::*;

            #[pyclass]
            pub struct Order {
                symbol: String,
                price: f64,
            }

            #[pyfunction]
            fn fee(order: PyRef<'_, Order>) -> f64 {
                order.price * 0.001
            }
            ```

            ## Keep it when
            The value is kept, changed, or taken to another thread or task: then it has to be cloned somewhere. Classes without texts or containers
            are cheap to clone and are not reported.

            ## Regime
            Measured with PyO3 0.29.2 on CPython 3.11 and 3.13: a call with a class of two texts, a vector of texts and one of 100 numbers 82 ns by value and 35 to 41 ns by
            `PyRef`; 1,000 such objects in a list 129 to 301 µs by value, 14 to 18 µs as `Vec<PyRef<_>>`. From PyO3 0.28 on the conversion
            by clone has to be asked for, with `from_py_object`.
            What is measured below is the principle alone: values cloned for a callee that looks at them against borrowed.

            ## Patch safety
            While an object is borrowed, a method that changes it raises an error; `frozen` classes cannot be changed and may be borrowed as often as one likes.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Function];

    public override void Visit(Node node, RustContext context)
    {
        var file = context.PyO3;
        if (!file.IsUsed || node.AsFunction is not { Body: { } body, IsAsync: false } function || PythonItems.ExportOf(node) is NativeExport.None or NativeExport.Module) return;
        foreach (var child in function.Parameters)
        {
            if (child.WithoutAttributes.AsParameter is not { Type: { } type, Pattern: { } pattern } || pattern.AsBindingPattern is not { IsMut: false, Subpattern: null } name || type.AsPath is not { } path) continue;
            var isMany = path.Name == "Vec" && path.Argument(0) is not null;
            var held = isMany ? path.Argument(0)!.Value : type;
            if (held.AsName is not { } own || ClassNamed(own.NameId, node, file) is not { } owner || !ParameterUses.AreLooks(body, name.NameId)) continue;
            var borrowed = isMany ? $"Vec<PyRef<'_, {own.Name}>>" : $"PyRef<'_, {own.Name}>";
            // A reference to what is borrowed is not always one to what it borrows.
            var isOnlyAsked = !isMany && ParameterUses.Count(body, name.NameId, use => use.Owner.Kind is Kind.FieldAccess || use.Owner.Kind == Kind.MethodCall && use.Owner.FirstChild == use) is not null;
            context.Report(child, isMany ? $"each `{own.Name}` is cloned out of its object on each call, and only looked at" : $"`{name.Name}` is cloned out of its object on each call, and only looked at")
                .Label(owner.Child(2), "holds what has to be cloned")
                .Cost(isMany ? "n*pyo3.object.clone" : "pyo3.object.clone", isMany ? "n*pyo3.object.borrow" : "pyo3.object.borrow")
                .Size("n", isMany ? Size.Unknown : Size.Exactly(1, "one object"))
                .FixWithConsent($"take `{borrowed}`", isOnlyAsked && HasPyRef(node) ? new Patch(context.Module).Replace(type, borrowed) : null,
                    "an object that is being changed elsewhere cannot be borrowed: callers get an error then");
        }
    }

    /// <summary>Does the file import `PyRef`, or the prelude that has it?</summary>
    private static bool HasPyRef(Node node)
    {
        for (var id = 1; id < node.Tree.Count; id++)
            if (node.Tree[id].AsPath is { Name: "PyRef" or "prelude" }) return true;
        return false;
    }

    /// <summary>A class of the file that can be cloned, is no plain bits, and holds something on the heap.</summary>
    private static Node? ClassNamed(int name, Node node, PyO3File file)
    {
        if (file.StructNamed(name) is not { } owner || !PythonItems.IsClass(owner) || !IsClone(owner, node) || owner.Derives("Copy"u8)) return null;
        foreach (var field in owner.AsStruct!.Value.Fields)
            if (HoldsHeap(field.Type)) return owner;
        return null;
    }

    private static bool IsClone(Node owner, Node node)
    {
        if (owner.Derives("Clone"u8)) return true;
        var name = owner.AsStruct!.Value.NameNode.Data;
        foreach (var item in node.Tree.Root.Children)
            if (item.AsImpl is { Trait.AsPath: { Name: "Clone" } } impl && impl.Type.AsPath is { } type && type.NameId == name) return true;
        return false;
    }

    /// <summary>Does a clone of the type allocate? What is shared by a count does not.</summary>
    private static bool HoldsHeap(Node type)
    {
        if (type.AsPath is not { } path) return false;
        if (path.Name is "Option") return path.Argument(0) is { } inner && HoldsHeap(inner);
        return path.Name is "String" or "Vec" or "HashMap" or "BTreeMap" or "HashSet" or "BTreeSet" or "VecDeque" or "Box" or "PathBuf" or "IndexMap";
    }
}
