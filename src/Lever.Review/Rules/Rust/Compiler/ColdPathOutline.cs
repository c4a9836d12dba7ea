using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Compiler;

public sealed class ColdPathOutline : RustRule
{
    public override RuleInfo Info { get; } = new("rs-cold-path-outline", Language.Rust, LeverClass.Interpreter, Technique.Api, Tier.C)
    {
        Achievable = 0.3,
        Precision = 0.7,
        Checklist = ["RS8"],
        Doc = """
            A small inlined function formats an error in its own body.

            ## Why it costs
            The arguments of `format!` are taken by reference, so values that could stay in registers get a place in memory, in each function that the
            small one is inlined into; the code for the message stands between the instructions that run. A function of its own, marked `#[cold]`, takes
            all of it out of the way.

            ## Example
            ```rust
            #[inline]
            pub fn value(bytes: &[u8], at: usize) -> Result<u64, String> {
                let byte = bytes[at];
                if byte > 200 {
                    return Err(format!("byte {byte} at {at} is no value"));
                }
                Ok(u64::from(byte) * 3)
            }
            ```
            Use instead:
            ```rust
            #[cold]
            #[inline(never)]
            fn no_value(byte: u8, at: usize) -> String {
                format!("byte {byte} at {at} is no value")
            }

            #[inline]
            pub fn value(bytes: &[u8], at: usize) -> Result<u64, String> {
                let byte = bytes[at];
                if byte > 200 {
                    return Err(no_value(byte, at));
                }
                Ok(u64::from(byte) * 3)
            }
            ```

            ## Keep it when
            No profile shows the function. Functions without `#[inline]`, and those that are larger than some twenty lines, are not reported.

            ## Regime
            A checked read of a byte in a loop: 1.5 times faster at 1,000 and 50,000 reads (rustc 1.95).

            ## Patch safety
            The message is the same.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.MacroCall];

    public override IReadOnlyList<string> MacroNames => ["format"];

    public override void Visit(Node node, RustContext context)
    {
        if (node.EnclosingFunction is not { } function || !function.HasAttribute("inline"u8) || function.Child(7) is not { Kind: Kind.Block } body || body.SubtreeEnd - body.Id > 160) return;
        // A macro without arguments is one constant text.
        if (node.AsMacroCall is not { } made || !made.Is("format"u8)) return;
        if (node.AsMacroCall is not { IsParsed: true, Format: { } format } call || call.Body.Children.Count < 2 && format.Content.IndexOf((byte)'{') < 0) return;
        if (node.Parent.AsCall?.Function.AsPath is not { Name: "Err" } && !(node.Parent.Parent.AsCall?.Function.AsPath is { Name: "Err" })) return;
        for (var at = node; at.Id != body.Id && !at.IsRoot; at = at.Parent)
            if (at.Kind is Kind.Closure) return;
        if (!RustRoles.IsOnErrorPath(node) || function.HasAttribute("cold"u8)) return;
        context.Report(node, "the message is formatted in a function that is inlined")
            .Label(function.Child(2), "inlined where it is called")
            .Cost("3ns", "2ns")
            .Advise("format it in a function of its own, marked `#[cold]` and `#[inline(never)]`");
    }
}
