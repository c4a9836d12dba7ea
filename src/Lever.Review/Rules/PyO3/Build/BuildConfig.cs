using Lever.Review.Findings;
using Lever.Review.Rules.Rust;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Boundary;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.PyO3.Build;

public sealed class BuildConfig : RustRule
{
    private const string Stable = "abi3-py3";

    public override RuleInfo Info { get; } = new("px-build-config", Language.Rust, LeverClass.Interpreter, Technique.Boundary, Tier.A)
    {
        Checklist = ["PX1", "RS8"],
        Effort = Effort.Small,
        Precision = 0.9,
        Doc = """
            A Python extension that is built, or declared, for less than what its Python versions can do. It is told at the module that the crate declares.

            ## Why it costs
            Built for the stable interface of a Python older than 3.10, functions are handed their arguments as a tuple and a dict, which are made and taken
            apart on each call. A module that says `gil_used = true` makes a free-threaded Python take its lock again, for all threads of the process.

            ## Example
            ```rust
            use pyo3::prelude::*;

            #[pymodule(gil_used = true)]
            fn shapes(module: &Bound<'_, PyModule>) -> PyResult<()> {
                module.add("VERSION", 3)
            }
            ```
            Use instead:
            ```rust
            use pyo3::prelude::*;

            #[pymodule(gil_used = false)]
            fn shapes(module: &Bound<'_, PyModule>) -> PyResult<()> {
                module.add("VERSION", 3)
            }
            ```

            ## Keep it when
            The extension has to run on those older Pythons: where `requires-python` of the package lets them in, their stable interface is not reported. Types that are
            not safe to share between threads need the lock.

            ## Regime
            Measured with PyO3 0.17.3 on CPython 3.11: a function of two numbers 34 ns built for this Python alone, 56 ns for the stable interface; with one of them by name 40 and
            113 ns. From PyO3 0.23 on `abi3-py310` and later take the fast way; PyO3 0.29 makes `abi3-py39` the same as `abi3-py310`. `gil_used` came with 0.23, and
            is `false` by default from 0.28 on.
            What is measured below is the principle alone: arguments packed in a tuple of their own for each call against handed over in place.

            ## Patch safety
            Wheels for a later stable interface do not install on older Pythons. Without the lock, two threads run code of the module at the same time.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Function, Kind.Module];

    public override void Visit(Node node, RustContext context)
    {
        var file = context.PyO3;
        if (!file.IsUsed || node.Kind is not (Kind.Function or Kind.Module) || !PythonItems.Has(node, "pymodule"u8) || IsSubmodule(node)) return;
        var place = node.ItemName ?? node;
        if (OldestOf(context) is { } floor)
            context.Report(place, $"the module is built for the stable interface of Python 3.{floor.Minor}, whose calls make a tuple of their arguments")
                .AtTier(floor.IsSure ? Tier.A : Tier.B)
                .Cost("pyo3.callback.tuple", "pyo3.callback")
                .Ask($"Has it to run on Python 3.{floor.Minor} to 3.9?")
                .Advise("turn on `abi3-py310` instead", "Python 3.9 and older are no longer supported");
        if (node.Attribute("pymodule"u8) is { } attribute && IsTrue(attribute, "gil_used"u8))
            context.Report(place, "the module makes a free-threaded Python take its lock again")
                .AtTier(Tier.C)
                .Cost("pyo3.gil.contended", "pyo3.gil")
                .Ask("Are the module's classes and statics safe to use from several threads at once?")
                .Advise("say `gil_used = false` once that is so", "two threads may run code of the module at the same time");
    }

    /// <summary>The minor version of the stable interface that the crate turns on, where a later one may do; sure where its package supports no older Python.</summary>
    private static (int Minor, bool IsSure)? OldestOf(RustContext context)
    {
        if (context.Module.Project.CrateOf(context.Module.Path) is not { PyO3: { } version } crate || version.CompareTo((0, 29)) >= 0 || version == (0, 0)) return null;
        var oldest = int.MaxValue;
        foreach (var feature in crate.PyO3Features)
            if (feature.StartsWith(Stable, StringComparison.Ordinal) && int.TryParse(feature.AsSpan(Stable.Length), out var minor)) oldest = Math.Min(oldest, minor);
        if (oldest >= 10 || crate.OldestPython is { } supported && supported.CompareTo((3, 10)) < 0) return null;
        // Before PyO3 0.23 a later interface brings nothing.
        return version.CompareTo((0, 23)) < 0 ? null : (oldest, crate.OldestPython is not null);
    }

    /// <summary>A module within another one is built with it.</summary>
    private static bool IsSubmodule(Node node)
    {
        for (var at = node.Parent; !at.IsRoot; at = at.Parent)
            if (at.Kind == Kind.Module && PythonItems.Has(at, "pymodule"u8)) return true;
        return PythonItems.Says(node, "pymodule"u8, "submodule"u8);
    }

    private static bool IsTrue(AttributeView attribute, ReadOnlySpan<byte> word)
    {
        if (attribute.Input is not { Kind: Kind.TokenTree } tokens) return false;
        for (var id = tokens.Id; id + 2 < tokens.SubtreeEnd; id++)
            if (tokens.Tree[id] is { Kind: Kind.TokenName } name && name.Tree.Names[name.Data].SequenceEqual(word)) return tokens.Tree[id + 2].Bytes.SequenceEqual("true"u8);
        return false;
    }
}
