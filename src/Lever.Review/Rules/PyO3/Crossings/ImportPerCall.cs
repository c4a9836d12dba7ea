using Lever.Review.Findings;
using Lever.Review.Rules.PyO3.Copies;
using Lever.Review.Rules.Rust;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Boundary;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.PyO3.Crossings;

public sealed class ImportPerCall : RustRule
{
    private static readonly IReadOnlyList<string> methods = PyO3Table.NamesWhere(symbol => symbol.On == "token" && symbol.Is(PyFacts.Imports | PyFacts.Compiles));
    private static readonly IReadOnlyList<string> functions = PyO3Table.NamesWhere(symbol => symbol.On != "token" && symbol.Is(PyFacts.Imports | PyFacts.Compiles));

    public override RuleInfo Info { get; } = new("px-import-per-call", Language.Rust, LeverClass.AvoidedWork, Technique.Boundary, Tier.A)
    {
        Checklist = ["PX1"],
        Effort = Effort.Small,
        Precision = 0.9,
        Doc = """
            A Python module that is imported, or Python source that is compiled, again and again.

            ## Why it costs
            An import of a module that is loaded makes a text of its name and looks for it in `sys.modules`, by the same way as an `import` in Python;
            then comes the attribute that is wanted. Source text is parsed, compiled and run each time.

            ## Example
            ```rust
            use pyo3::prelude::*;

            pub fn decimals<'py>(py: Python<'py>, texts: &[String]) -> PyResult<Vec<Bound<'py, PyAny>>> {
                texts.iter().map(|text| py.import("decimal")?.getattr("Decimal")?.call1((text,))).collect()
            }
            ```
            Use instead:
            ```rust
            use pyo3::prelude::*;
            use pyo3::sync::PyOnceLock;
            use pyo3::types::PyType;

            pub fn decimals<'py>(py: Python<'py>, texts: &[String]) -> PyResult<Vec<Bound<'py, PyAny>>> {
                static DECIMAL: PyOnceLock<Py<PyType>> = PyOnceLock::new();
                let decimal = DECIMAL.import(py, "decimal", "Decimal")?;
                texts.iter().map(|text| decimal.call1((text,))).collect()
            }
            ```

            ## Keep it when
            The code runs once, the module may be replaced while the program runs (tests do that), or several interpreters share the process.
            Outside of loops and of what runs for each object, an import is told with a profile alone.

            ## Regime
            Measured with PyO3 0.29.2: import and attribute 246 ns (CPython 3.11) and 470 ns (3.13), from a `PyOnceLock` 20 and 25 ns. An expression evaluated
            from its text 10 and 23 µs, a module of two small functions made from its text 24 and 61 µs. The cell is called `GILOnceCell` up to PyO3 0.25;
            its `import` came with 0.23.
            What is measured below is the principle alone: a name looked up under a lock for each element against once.

            ## Patch safety
            What was imported first stays, also where a test replaces the module's attribute later.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.MethodCall, Kind.Call];

    public override IReadOnlyList<string> MethodNames => methods;

    public override IReadOnlyList<string> FunctionNames => functions;

    public override void Visit(Node node, RustContext context)
    {
        var file = context.PyO3;
        if (!file.IsUsed || file.SymbolOf(node) is not { } symbol || !symbol.Is(PyFacts.Imports | PyFacts.Compiles) || !IsConstant(node)) return;
        if (node.EnclosingFunction is not { } function || IsKept(node) || IsOnce(function) || RustRoles.IsOnErrorPath(node)) return;
        var isCompiled = symbol.Is(PyFacts.Compiles);
        var loop = RustRoles.IsRepeated(node) ? Locals.LoopAround(node) : null;
        // Values that cross as text are another rule's, the import with them.
        if (IsToldAlready(node, loop, function, file) || IsOfJson(node) && DeepConvert.CrossesAsJson(function, context)) return;
        var isPerObject = PythonItems.IsPerObject(function);
        var draft = context.Report(node, (isCompiled ? "source text of Python is compiled " : "a Python module is imported ") + (loop is not null ? "on every turn of the loop" : isPerObject ? "for every object" : "on every call"))
            .AtTier(loop is not null || isCompiled && isPerObject ? Tier.A : isCompiled && PythonItems.ExportOf(function) is NativeExport.Function or NativeExport.Method ? Tier.B : Tier.C)
            .Cost(isCompiled ? "n*pyo3.eval" : "n*(pyo3.import+pyo3.attr.text)", "n*pyo3.attr.interned")
            .Size("n", loop is null ? Size.Exactly(1, "one call") : Size.Unknown);
        if (loop is { } around) draft.LabelHead(around, "this loop repeats it");
        draft.Advise(isCompiled ? $"compile it once and keep what it gives in a `{file.OnceCell}`" : file.IsAtLeast(23) ? $"keep what is imported in a `{file.OnceCell}`, whose `import` fills it" : $"keep what is imported in a `{file.OnceCell}`",
            "an attribute that is replaced later, as tests do, is not seen");
    }

    private static bool IsOfJson(Node call)
    {
        for (var id = call.Id; id < call.SubtreeEnd; id++)
            if (call.Tree[id].Bytes.SequenceEqual("\"json\""u8)) return true;
        return false;
    }

    /// <summary>Does an earlier import of the same function, or loop, speak for this one?</summary>
    private static bool IsToldAlready(Node node, Node? loop, Node function, PyO3File file)
    {
        for (var id = (loop ?? function).Id; id < node.Id; id++)
        {
            var other = node.Tree[id];
            if (other.Kind is (Kind.Call or Kind.MethodCall) && !other.Contains(node) && file.SymbolOf(other) is { } symbol && symbol.Is(PyFacts.Imports | PyFacts.Compiles) && IsConstant(other)
                && (loop is null || Locals.LoopAround(other) == loop) && !IsKept(other) && !RustRoles.IsOnErrorPath(other)) return true;
        }
        return false;
    }

    /// <summary>Is the module's name or the source written there?</summary>
    private static bool IsConstant(Node call)
    {
        foreach (var argument in call.Kind == Kind.MethodCall ? call.AsMethodCall!.Value.Arguments : call.AsCall!.Value.Arguments)
        {
            var bare = argument.Bare;
            if (bare.AsLiteral is { Type: LiteralKind.Str or LiteralKind.CStr } || bare.AsMacroCall is { Name: "intern" or "c_str" or "ffi_c_str" or "include_str" }) return true;
            // Constants are spelt in capitals.
            if (bare.AsName is { } name && name.Name.Length > 1 && name.Name.All(letter => char.IsAsciiLetterUpper(letter) || letter == '_' || char.IsAsciiDigit(letter))) return true;
        }
        return false;
    }

    /// <summary>Does a cell or a static keep what comes of it, or is it done where the program starts?</summary>
    private static bool IsKept(Node node)
    {
        for (var at = node.Parent; !at.IsRoot; at = at.Parent)
        {
            if (at.Kind is Kind.Static or Kind.Const) return true;
            if (at.Kind == Kind.Closure && at.Owner is var owner && (owner.AsMethodCall is { Name: "get_or_init" or "get_or_try_init" or "get_or_insert_with" or "call_once" or "get_or_init_py_attached" or "call_once_py_attached" }
                || owner.AsCall is { Function.AsPath: { QualifierName: "LazyLock" or "Lazy" or "OnceLock" or "Once" or "LazyCell" } })) return true;
            if (at.Kind == Kind.MacroCall && at.AsMacroCall is { Name: "lazy_static" or "thread_local" or "import_exception" }) return true;
            if (at.Kind == Kind.MethodCall && at.AsMethodCall is { Name: "set" or "get_or_insert" or "insert" } && at.FirstChild.AsPath is { } path && char.IsAsciiLetterUpper((char)path.NameBytes[0])) return true;
            if (at.IsItem) return false;
        }
        return false;
    }

    /// <summary>A function that runs once: what declares a module or registers with it, and what is called so.</summary>
    private static bool IsOnce(Node function)
    {
        var view = function.AsFunction!.Value;
        if (PythonItems.ExportOf(function) is NativeExport.Module or NativeExport.Constructor) return true;
        if (view.Name is "main" or "register" or "init" or "setup" || view.Name.StartsWith("register_", StringComparison.Ordinal) || view.Name.StartsWith("init_", StringComparison.Ordinal) || view.Name.StartsWith("add_", StringComparison.Ordinal)) return true;
        return false;
    }
}
