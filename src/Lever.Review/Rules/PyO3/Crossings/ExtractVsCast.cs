using Lever.Review.Findings;
using Lever.Review.Rules.Rust;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Boundary;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.PyO3.Crossings;

public sealed class ExtractVsCast : RustRule
{
    public override RuleInfo Info { get; } = new("px-extract-vs-cast", Language.Rust, LeverClass.AvoidedWork, Technique.Boundary, Tier.B)
    {
        Checklist = ["PX2"],
        Effort = Effort.Small,
        Doc = """
            An attempt that fails with a Python exception, only to find out what an object is or has.

            ## Why it costs
            A number that cannot be had, and an attribute or key that is not there, make an exception object with its text, which is then thrown away:
            several times what the attempt costs where it succeeds. Questions for the type, and lookups that give an option, make none.

            ## Example
            ```rust
            use pyo3::prelude::*;

            pub fn text_of(object: &Bound<'_, PyAny>) -> PyResult<String> {
                if let Ok(whole) = object.extract::<i64>() {
                    Ok(format!("{whole}"))
                } else if let Ok(number) = object.extract::<f64>() {
                    Ok(format!("{number:.2}"))
                } else {
                    object.extract()
                }
            }
            ```
            Use instead:
            ```rust
            use pyo3::prelude::*;
            use pyo3::types::{PyFloat, PyInt};

            pub fn text_of(object: &Bound<'_, PyAny>) -> PyResult<String> {
                if object.is_instance_of::<PyInt>() {
                    Ok(format!("{}", object.extract::<i64>()?))
                } else if object.is_instance_of::<PyFloat>() {
                    Ok(format!("{:.2}", object.extract::<f64>()?))
                } else {
                    object.extract()
                }
            }
            ```

            ## Keep it when
            The first attempt nearly always succeeds, or whatever can be made into a number is wanted: objects with `__index__` or `__float__` are no
            `int` and no `float`. Single attempts outside of loops are told with a
            profile alone; those whose failure is the function's own, and integers tried again as wider ones, are not reported.

            ## Regime
            Measured with PyO3 0.29.2: a failing `extract::<i64>` 152 ns (CPython 3.11) and 246 ns (3.13), `extract::<f64>` 157 and 174 ns; a test for the type 0.3 to
            6 ns. A failing `getattr` 237 and 480 ns; `getattr_opt` 217 ns on 3.11, where nothing is gained, and 14 ns on 3.13. A missing key of an object of unknown type
            76 to 83 ns, of a `PyDict` 6 ns. With PyO3 0.17.3 a failing `extract::<i64>` took 90 ns. An `extract` to one of Python's own types, such as `PyDict`, fails for 9 ns
            there and for 0.5 ns in 0.29, texts and vectors for 10 to 12 ns: these are not reported.
            What is measured below is the principle alone: errors made with their texts against options.

            ## Patch safety
            A test for a type lets through that type and its subclasses alone.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.MethodCall];

    public override IReadOnlyList<string> MethodNames => ["extract", "getattr", "get_item"];

    public override void Visit(Node node, RustContext context)
    {
        var file = context.PyO3;
        if (!file.IsUsed || node.AsMethodCall is not { } call || IsTested(node) is not { } test || file.MethodOf(node) is not { } symbol) return;
        switch (symbol.Name)
        {
            case "extract":
                VisitExtract(node, call, test, context);
                return;
            // What `dir` lists is there.
            case "getattr" when file.IsAtLeast(24) && !(Locals.LoopAround(node)?.AsFor is { } listed && listed.Iterator.Text.Contains(".dir()", StringComparison.Ordinal)):
                var isRepeated = Locals.LoopAround(node) is not null;
                context.Report(node, "an attribute that is missing raises an exception, which is thrown away")
                    .AtTier(isRepeated ? Tier.B : Tier.C)
                    .Cost("pyo3.attr.missing", "pyo3.attr.missing.optional")
                    .Advise("ask with `getattr_opt`, which gives an option", "exceptions other than AttributeError come through", "gains from CPython 3.13 on");
                return;
            case "get_item" when file.TypeOf(call.Receiver) is { Handle: PyHandle.Bound, Class: "PyAny" } && IsInterned(call.Argument(0)):
                context.Report(node, "a key that is missing raises an exception, which is thrown away")
                    .AtTier(IsRepeated(node) ? Tier.B : Tier.C)
                    // Settings are taken over once.
                    .ForProfilesUnless(node.EnclosingImpl?.AsImpl?.Type.AsPath is not { Name: var owner } || !owner.EndsWith("Config", StringComparison.Ordinal) && !owner.EndsWith("Options", StringComparison.Ordinal) && !owner.EndsWith("Settings", StringComparison.Ordinal) && !owner.EndsWith("Credential", StringComparison.Ordinal))
                    .Cost("pyo3.attr.missing", "pyo3.key.interned")
                    .Advise($"take it as a `PyDict` with `{file.CastName}`, whose `get_item` gives an option", "other mappings are asked as before");
                return;
        }
    }

    private static void VisitExtract(Node node, MethodCallView call, Node test, RustContext context)
    {
        if (NumberIn(call) is null || EndsInError(test)) return;
        // Of several attempts on one object all but the last fail for most objects.
        var others = Attempts(test, call.Receiver);
        if (others.Count >= 2 && others[0] != node) return;
        var isTold = others.Count >= 2 || Locals.LoopAround(node) is not null;
        var draft = context.Report(node, "an object that is no such number raises an exception, which is thrown away")
            .AtTier(isTold ? Tier.B : Tier.C)
            .ForProfilesUnless(isTold)
            .Cost("pyo3.extract.fails", "pyo3.cast");
        foreach (var other in others)
            if (other != node) draft.Label(other, "tried next");
        draft.Advise("test for the type first, with `is_instance_of`", "objects that only convert to it, by `__index__` or `__float__`, are no longer taken");
    }

    /// <summary>The number that an `extract` asks for; null for other types, which fail for next to nothing.</summary>
    private static Node? NumberIn(MethodCallView call) =>
        call.Generics is { Kind: Kind.GenericArguments, HasChildren: true } generics && generics.FirstChild is var type
        && type.AsName is { Name: "i8" or "i16" or "i32" or "i64" or "i128" or "isize" or "u8" or "u16" or "u32" or "u64" or "u128" or "usize" or "f32" or "f64" } ? type : null;

    /// <summary>The condition or match that throws a result's error away, or the method that does; null where the error is used.</summary>
    private static Node? IsTested(Node call)
    {
        var owner = call.Owner;
        if (owner.Kind == Kind.LetCondition && owner.FirstChild.AsTupleStructPattern is { Path.AsPath: { Name: "Ok" } } && owner.Owner.Kind is Kind.If or Kind.Binary) return owner;
        return owner.AsMethodCall is { Name: "is_ok" or "is_err" or "ok" } ? owner : null;
    }

    /// <summary>Does the function fail where the attempt does, and a wider one too? Then it nearly always succeeds.</summary>
    private static bool EndsInError(Node test)
    {
        if (test.Kind != Kind.LetCondition || test.Owner.AsIf is not { Else: { } last }) return false;
        while (last.AsIf is { Let.Value.AsMethodCall: { Name: "extract", Generics: { } generics }, Else: { } next } && !generics.Children.IsEmpty && IsInteger(generics.FirstChild)) last = next;
        if (last.Kind != Kind.Block) return false;
        for (var id = last.Id; id < last.SubtreeEnd; id++)
            if (last.Tree[id].AsPath is { Name: "Err" } || last.Tree[id].AsMacroCall is { Name: "bail" or "panic" or "unreachable" }) return true;
        return false;
    }

    /// <summary>The attempts of an `if let … else if let …` on one object, in order; only the one where there is no other.</summary>
    private static List<Node> Attempts(Node test, Node receiver)
    {
        var found = new List<Node>();
        if (test.Kind != Kind.LetCondition || receiver.AsName is not { } name || test.Owner is not { Kind: Kind.If } first) return found;
        while (first.Owner is { Kind: Kind.If } outer && outer.Child(2).Id == first.Id) first = outer;
        for (Node? at = first; at is { Kind: Kind.If } branch; at = branch.AsIf!.Value.Else)
        {
            if (branch.AsIf!.Value.Let is not { } let || let.Value.AsMethodCall is not { Name: "extract" } tried || tried.Receiver.AsName?.NameId != name.NameId) continue;
            if (NumberIn(tried) is { } number && !IsWiderOf(found, number)) found.Add(let.Value);
        }
        return found;
    }

    /// <summary>An integer after an integer is tried for its range: the object is one, either way.</summary>
    private static bool IsWiderOf(List<Node> before, Node type) => before.Count > 0 && IsInteger(type) && IsInteger(before[^1].AsMethodCall!.Value.Generics!.Value.FirstChild);

    private static bool IsInteger(Node type) => type.AsName is { Name: ['i' or 'u', ..] };

    private static bool IsRepeated(Node node) => Locals.LoopAround(node) is not null || node.EnclosingFunction is { } function && PythonItems.IsPerObject(function);

    private static bool IsInterned(Node? argument) => argument is { } given && (given.AsLiteral is { IsString: true } || given.AsMacroCall is { Name: "intern" });
}
