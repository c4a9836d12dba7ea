using Lever.Review.Findings;
using Lever.Review.Rules.Rust;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Boundary;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.PyO3.Build;

public sealed class NotFrozenRefcount : RustRule
{
    public override RuleInfo Info { get; } = new("px-not-frozen-refcount", Language.Rust, LeverClass.Interpreter, Technique.Boundary, Tier.C)
    {
        Checklist = ["PX1", "PX2"],
        Effort = Effort.Small,
        Doc = """
            A class whose objects never change, and that does not say so.

            ## Why it costs
            Each call of a method, and each attribute that is read, marks the object as borrowed before and takes the mark away after, with atomic operations, in
            case somebody changes it meanwhile. A `frozen` class has no such mark, and on free-threaded builds of Python threads that read
            the same object do not contend for it.

            ## Example
            ```rust
            use pyo3::prelude::*;

            #[pyclass]
            pub struct Point {
                x: f64,
                y: f64,
            }

            #[pymethods]
            impl Point {
                fn length(&self) -> f64 {
                    self.x.hypot(self.y)
                }
            }
            ```
            Use instead:
            ```rust
            use pyo3::prelude::*;

            #[pyclass(frozen)]
            pub struct Point {
                x: f64,
                y: f64,
            }

            #[pymethods]
            impl Point {
                fn length(&self) -> f64 {
                    self.x.hypot(self.y)
                }
            }
            ```

            ## Keep it when
            Rust code elsewhere borrows the objects for changing, or is meant to. Files that do are not reported, nor are classes with setters, with methods that
            take `&mut self`, or with a base class.

            ## Regime
            Measured with PyO3 0.29.2: a method that reads a number 22 to 15 ns (CPython 3.11) and 27 to 15 ns (3.13), an attribute 24 to 18 ns and 30 to 20 ns, the call
            itself included. `frozen` is in PyO3 since 0.17.
            What is measured below is the principle alone: a value read behind a lock that may be read by many against a plain one.

            ## Patch safety
            `borrow_mut` and `PyRefMut` no longer compile for the class, wherever they stand; a class that Python derives from this one may still have attributes of its own.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Struct];

    public override void Visit(Node node, RustContext context)
    {
        var file = context.PyO3;
        if (!file.IsUsed || node.AsStruct is not { } view || !PythonItems.IsClass(node) || !file.IsAtLeast(17)) return;
        if (Says(node, "frozen"u8) || Says(node, "extends"u8) || Says(node, "set_all"u8) || Says(node, "unsendable"u8) || view.Fields.IsEmpty) return;
        foreach (var field in view.Fields)
            if (PythonItems.Says(field.Node, "pyo3"u8, "set"u8)) return;
        if (!IsGivenMethods(node, view.NameNode.Data, context)) return;
        context.Report(view.NameNode, $"objects of `{view.Name}` never change, but are marked as borrowed on each call")
            .Cost("pyo3.call.int", "pyo3.call")
            .FixWithConsent("declare the class `frozen`", PatchOf(node, context), "no code elsewhere borrows its objects for changing");
    }

    private static bool Says(Node owner, ReadOnlySpan<byte> word) => PythonItems.Says(owner, "pyclass"u8, word);

    /// <summary>Has the file methods of the class for Python, none of which changes it, and does nothing else in the file?</summary>
    private static bool IsGivenMethods(Node owner, int name, RustContext context)
    {
        if (context.HasName("PyRefMut") || context.HasName("try_borrow_mut")) return false;
        var (hasMethods, borrows) = (false, context.Tree.Names.Find("borrow_mut"u8));
        for (var id = 1; id < context.Tree.Count; id++)
        {
            var node = context.Tree[id];
            if (node.Kind == Kind.MethodCall && node.Data == borrows && context.PyO3.TypeOf(node.FirstChild).IsObject) return false;
            if (node.AsImpl is not { } impl || impl.Type.AsPath is not { } type || type.NameId != name) continue;
            hasMethods |= PythonItems.Has(node, "pymethods"u8);
            foreach (var item in impl.Items)
                if (item.AsFunction?.SelfParameter is { } self && (self.Data & 2) != 0) return false;
        }
        return hasMethods;
    }

    /// <summary>`#[pyclass]` with nothing said, by itself.</summary>
    private static Patch? PatchOf(Node owner, RustContext context) =>
        owner.Attribute("pyclass"u8) is { } attribute ? attribute.Input is { Kind: Kind.TokenTree } said ? new Patch(context.Module).Replace(new Lever.Syntax.Text.Span(said.Start + 1, said.Start + 1), "frozen, ")
            : attribute.Input is null ? new Patch(context.Module).InsertAfter(attribute.Path, "(frozen)") : null : null;
}
