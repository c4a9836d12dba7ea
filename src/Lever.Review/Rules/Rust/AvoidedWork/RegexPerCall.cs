using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.AvoidedWork;

public sealed class RegexPerCall : RustRule
{
    public override RuleInfo Info { get; } = new("rs-regex-per-call", Language.Rust, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.A)
    {
        Achievable = 0.9,
        Precision = 0.9,
        Checklist = ["RS5"],
        Doc = """
            A regular expression, glob or automaton of constant text is compiled where it is used.

            ## Why it costs
            Compiling one takes 5 to 500 µs and many allocations; a match takes 20 to 100 ns. Compiled once and kept, it also keeps the memory of its
            searches from one use to the next.

            ## Example
            ```rust
            use regex::Regex;

            pub fn is_version(text: &str) -> bool {
                let version = Regex::new(r"^\d+\.\d+\.\d+$").unwrap();
                version.is_match(text)
            }
            ```
            Use instead:
            ```rust
            use regex::Regex;
            use std::sync::LazyLock;

            static VERSION: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\d+\.\d+\.\d+$").unwrap());

            pub fn is_version(text: &str) -> bool {
                VERSION.is_match(text)
            }
            ```

            ## Keep it when
            The code runs once in the program's life. Outside of loops it is shown by default where a loop of the file comes to its function, or where
            that answers requests or is polled; public functions that programs may call but once are left to a profile. Patterns that are put together at run time are not reported: keep those in a map by their text.

            ## Regime
            An automaton for a word of twenty letters, made for each call against made once: 8.6 times faster in texts of 20 bytes, 1.07 in 1,000,
            no gain in 50,000 (rustc 1.95); patterns take longer to compile than this word. `LazyLock` is there since Rust 1.80;
            before it there is `OnceLock::get_or_init` (1.70) or the crate once_cell.

            ## Patch safety
            A static is made on its first use, so that a pattern that does not compile still panics there, and only once. Threads that search with
            one `Regex` at the same time share its memory for searches; a clone for each thread avoids that.
            """,
    };

    private static readonly IReadOnlyList<RustSymbol> Makers = RustLibrary.Where(symbol => symbol is { IsType: false } && symbol.Is(RustFacts.OncePerProgram)
        && symbol.Path.Split("::")[0] is "regex" or "aho_corasick" or "globset" or "glob" or "fancy_regex");

    public override ReadOnlySpan<Kind> Visits => [Kind.Call, Kind.MethodCall];

    public override IReadOnlyList<string> FunctionNames => field ??= [.. Makers.Where(symbol => symbol.Receiver == ReceiverMode.None).Select(symbol => symbol.Name).Distinct()];

    public override IReadOnlyList<string> MethodNames => field ??= [.. Makers.Where(symbol => symbol.Receiver != ReceiverMode.None).Select(symbol => symbol.Name).Distinct()];

    public override void Visit(Node node, RustContext context)
    {
        var module = context.Module;
        if (module.TargetOf(node).Symbol is not { } symbol || !Makers.Contains(symbol)) return;
        if (node.EnclosingFunction is not { } function || MadeValues.IsMadeOnce(module, node) || !MadeValues.IsUsedUp(module, node) || !MadeValues.IsConstant(module, node)) return;
        // A test compiles it once, and who asks only whether it compiles wants to know that of the pattern.
        if (module.IsInTest(node) || MadeValues.Unwrapped(node).Parent.AsMethodCall is { Name: "is_ok" or "is_err" } && MadeValues.Unwrapped(node).Id == node.Id) return;
        var loop = module.Loops.Around(node);
        var draft = context.Report(node, $"the same pattern is compiled {(loop is null ? "at each call of the function" : "on each turn of the loop")}")
            .Cost("rust.regex.compile", "0.5ns")
            .AtTier(loop is not null ? Tier.A : Callers.MayRepeat(module, function) ? Tier.B : Tier.C)
            .ForProfilesUnless(loop is not null || Callers.IsOften(module, function));
        if (loop is { } around) draft.LabelHead(around.Node, "the loop");
        const string Summary = "compile it once, in a `static` with `LazyLock`";
        if (context.Supports(1, 80)) draft.FixSafely(Summary, InStatic(node, symbol, context));
        else draft.Advise("compile it once, in a `static` with `OnceLock` or `once_cell`");
    }

    /// <summary>Makes a static of a variable on which methods alone are called.</summary>
    private static Patch? InStatic(Node call, RustSymbol symbol, RustContext context)
    {
        var value = MadeValues.Unwrapped(call);
        if (symbol.Name != "new" || call.AsCall?.Function is not { } function || value.AsMethodCall is not { Name: "unwrap" or "expect" } unwrapping || unwrapping.Receiver.Id != call.Id) return null;
        if (function.AsPath?.Qualifier is not { Kind: Kind.Path } type || value.Parent.AsLet is not { Type: null, Name: { IsMut: false } name } let) return null;
        if (context.Module.BindingAt(let.Pattern) is not { } variable || context.NewName(name.Name.ToUpperInvariant()) is not { } constant || value.Text.Contains('\n')) return null;
        var patch = new Patch(context.Module);
        foreach (var use in variable.Uses)
        {
            if (use.Method is null || use.Form != UseForm.Plain) return null;
            patch.Replace(use.Node, constant);
        }
        return patch.Replace(let.Node, $"static {constant}: std::sync::LazyLock<{type.Text}> = std::sync::LazyLock::new(|| {value.Text});");
    }
}
