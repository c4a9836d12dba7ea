using Lever.Review.Findings;
using Lever.Review.Rules.Rust;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Boundary;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.PyO3.Crossings;

public sealed class UninternedName : RustRule
{
    private static readonly IReadOnlyList<string> named = PyO3Table.NamesWhere(symbol => symbol.NameArgument >= 0 && !symbol.Is(PyFacts.Imports));

    public override RuleInfo Info { get; } = new("px-uninterned-name", Language.Rust, LeverClass.Boundary, Technique.Boundary, Tier.A)
    {
        Checklist = ["PX2"],
        Effort = Effort.Small,
        Precision = 0.9,
        Doc = """
            Names of attributes, methods or keys that are handed to Python as Rust text, again and again.

            ## Why it costs
            Each time a Python string is allocated and filled, hashed, compared byte by byte with the name that is found, and freed. The macro
            `intern!` makes the string once; it is then found by its address.

            ## Example
            ```rust
            use pyo3::prelude::*;

            pub fn total(orders: &Bound<'_, PyAny>) -> PyResult<f64> {
                let mut sum = 0.0;
                for order in orders.try_iter()? {
                    sum += order?.getattr("price")?.extract::<f64>()?;
                }
                Ok(sum)
            }
            ```
            Use instead:
            ```rust
            use pyo3::intern;
            use pyo3::prelude::*;

            pub fn total(orders: &Bound<'_, PyAny>) -> PyResult<f64> {
                let py = orders.py();
                let mut sum = 0.0;
                for order in orders.try_iter()? {
                    sum += order?.getattr(intern!(py, "price"))?.extract::<f64>()?;
                }
                Ok(sum)
            }
            ```

            ## Keep it when
            The code runs once, or in sub-interpreters, which may not share strings. Where it saves less than some 120 ns a
            turn of a loop or 200 ns an object, where the turns wait, and outside of both, the finding is shown with `--all` alone. Names looked up in a module that was just imported are
            told of with the import.

            ## Regime
            Measured with PyO3 0.29.2 on CPython 3.11 and 3.13: `getattr` 53 to 20 ns, `call_method0` 81 to 92 down to 35 to 44 ns, `set_item`
            40 to 43 down to 14 to 23 ns, a dict of five keys 177 to 213 down to 73 to 84 ns. The macro is in PyO3 since 0.16.3.
            What is measured below is the principle alone: a key built for each lookup in a map against one that is kept.

            ## Patch safety
            The same name is looked up in the same way. The strings live as long as the interpreter.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.MethodCall];

    public override IReadOnlyList<string> MethodNames => named;

    public override void Visit(Node node, RustContext context)
    {
        var file = context.PyO3;
        if (!file.IsUsed || NameIn(node, file) is not { } name || !file.IsAtLeast(17)) return;
        var loop = RustRoles.IsRepeated(node) ? Locals.LoopAround(node) : null;
        if ((loop ?? node.EnclosingFunction) is not { } region) return;
        var (names, lookups, keys) = (0, 0, 0);
        Patch? patch = new Patch(context.Module);
        for (var id = region.Id; id < region.SubtreeEnd; id++)
        {
            var other = context.Tree[id];
            if (other.Kind != Kind.MethodCall || NameIn(other, file) is not { } text || (loop is null ? Locals.LoopAround(other) is not null : Locals.LoopAround(other) != loop)) continue;
            // One finding tells of all the names of its loop or function.
            if (names == 0 && other != node && other.AsMethodCall!.Value.NameSpan.Start < node.AsMethodCall!.Value.NameSpan.Start) return;
            // Of the arms of a `match` one alone is taken.
            if (IsInSmallerArm(other, region, file)) continue;
            names++;
            if (IsKey(other)) keys++;
            else lookups++;
            patch = TokenFor(other, text, file) is { } token ? patch?.Replace(text, $"intern!({token}, {text.Text})") : null;
        }
        var function = node.EnclosingFunction;
        var isPerObject = function is { } owner && PythonItems.IsPerObject(owner);
        var when = loop is not null ? "on every turn of the loop" : isPerObject ? "for every object" : "on every call";
        // What interning saves: looking up an attribute takes a new text and its hash, a key of a dict the hash alone.
        var nanoseconds = 40 * lookups + 22 * keys;
        context.Report(name, names == 1 ? $"a name is made into Python text {when}" : $"names are made into Python texts {when}, {names} of them")
            .AtTier(loop is { } turning ? Waits(turning) || nanoseconds < ManyPerTurn ? Tier.C : Tier.A : isPerObject && nanoseconds >= ManyPerObject ? Tier.B : Tier.C)
            .Cost(CostOf(lookups, keys, "pyo3.attr.text", "pyo3.key.uninterned"), CostOf(lookups, keys, "pyo3.attr.interned", "pyo3.key.interned"))
            .Size("n", loop is null ? Size.Exactly(1, "one call") : Size.Unknown)
            .FixSafely("make the names once with `intern!`", patch?.AddUse("pyo3::intern", node));
    }

    private static string CostOf(int lookups, int keys, string lookup, string key) => (lookups, keys) switch
    {
        (_, 0) => $"n*{lookups}*{lookup}",
        (0, _) => $"n*{keys}*{key}",
        _ => $"n*({lookups}*{lookup}+{keys}*{key})",
    };

    /// <summary>From what savings on, in nanoseconds, a turn of a loop or an object shows them beside what else it does.</summary>
    private const int ManyPerTurn = 120;

    private const int ManyPerObject = 200;

    /// <summary>Does a turn wait for something? It takes longer then than all names.</summary>
    private static bool Waits(Node loop)
    {
        for (var id = loop.Id; id < loop.SubtreeEnd; id++)
            if (loop.Tree[id].Kind == Kind.Await) return true;
        return false;
    }

    /// <summary>Does another arm of a `match` within the region hold more names than the one around a call?</summary>
    private static bool IsInSmallerArm(Node call, Node region, PyO3File file)
    {
        for (var at = call; at.Id > region.Id; at = at.Parent)
        {
            if (at.Kind != Kind.MatchArm || at.Parent is not { Kind: Kind.Match } match) continue;
            var own = NamesIn(at, file);
            foreach (var arm in match.AsMatch!.Value.Arms)
                if (NamesIn(arm, file) is var other && (other > own || other == own && arm.Id < at.Id && !arm.Contains(at))) return true;
        }
        return false;
    }

    private static int NamesIn(Node region, PyO3File file)
    {
        var names = 0;
        for (var id = region.Id; id < region.SubtreeEnd; id++)
            if (region.Tree[id].Kind == Kind.MethodCall && NameIn(region.Tree[id], file) is not null) names++;
        return names;
    }

    private static bool IsKey(Node call) => call.AsMethodCall is { Name: "get_item" or "set_item" or "del_item" or "contains" };

    /// <summary>The text that a call hands over as a name; null where the call takes none, or not as text that stands there.</summary>
    private static Node? NameIn(Node call, PyO3File file)
    {
        if (call.AsMethodCall is not { } view) return null;
        // The literal is seen before anything is resolved.
        var text = Literal(view.Argument(0)) ?? Literal(view.Argument(1));
        if (text is not { } literal || file.MethodOf(call) is not { NameArgument: >= 0 and var place } symbol || symbol.Is(PyFacts.Imports)) return null;
        // Beside an import a name is nothing: px-import-per-call tells of both.
        return view.Argument(place) == literal && !IsOfModule(view.Receiver, file) ? literal : null;
    }

    private static bool IsOfModule(Node receiver, PyO3File file)
    {
        for (var at = receiver; at.Kind is Kind.MethodCall or Kind.Try or Kind.Reference or Kind.Call; at = at.FirstChild)
            if (file.SymbolOf(at) is { } symbol && symbol.Is(PyFacts.Imports)) return true;
        return file.TypeOf(receiver).Class == "PyModule";
    }

    private static Node? Literal(Node? argument) => argument is { Kind: Kind.Literal } node && node.AsLiteral is { IsString: true } ? node : null;

    /// <summary>How the place names its token: that in scope, that which the call hands over, or that of the receiver.</summary>
    private static string? TokenFor(Node call, Node text, PyO3File file)
    {
        var token = Attachment.At(call, file)?.TokenAt(call, file);
        if (token is not null && !token.Contains('.', StringComparison.Ordinal)) return token;
        var view = call.AsMethodCall!.Value;
        if (view.Argument(0) is { } first && first != text && first.AsName is { } handed && file.TypeOf(first).Handle == PyHandle.Token) return handed.Name;
        // An object that was handed over may have been moved by now; the receiver is at hand.
        return view.Receiver.AsName is { } receiver && file.TypeOf(view.Receiver).Handle == PyHandle.Bound ? receiver.Name + ".py()" : null;
    }
}
