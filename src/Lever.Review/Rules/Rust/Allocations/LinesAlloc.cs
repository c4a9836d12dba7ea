using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Allocations;

public sealed class LinesAlloc : RustRule
{
    public override RuleInfo Info { get; } = new("rs-lines-alloc", Language.Rust, LeverClass.Allocation, Technique.Allocation, Tier.B)
    {
        Checklist = ["RS4", "EX-A"],
        Doc = """
            `BufRead::lines` in a loop that only looks at the lines: each of them is a String of its own.

            ## Why it costs
            33 ns a line, of which a third is the String. `read_line` into one String for all takes 21 ns, a text that is in memory already 10 ns.

            ## Example
            ```rust
            use std::io::{BufRead, BufReader, Read};

            pub fn errors(input: impl Read) -> std::io::Result<usize> {
                let reader = BufReader::new(input);
                let mut found = 0;
                for line in reader.lines() {
                    let line = line?;
                    if line.starts_with("error") {
                        found += 1;
                    }
                }
                Ok(found)
            }
            ```
            Use instead:
            ```rust
            use std::io::{BufRead, BufReader, Read};

            pub fn errors(input: impl Read) -> std::io::Result<usize> {
                let mut reader = BufReader::new(input);
                let mut line = String::new();
                let mut found = 0;
                while reader.read_line(&mut line)? > 0 {
                    if line.starts_with("error") {
                        found += 1;
                    }
                    line.clear();
                }
                Ok(found)
            }
            ```

            ## Keep it when
            The lines are kept or sent on, or the input is short.

            ## Regime
            The experiment gained 1.1 times at 10 lines, 1.4 to 1.7 times at 1,000 and more; other compilers are alike.

            ## Patch safety
            `read_line` keeps the line break at the end, which `lines` takes off, and the String must be cleared on each turn, also before a `continue`.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.For];

    public override void Visit(Node node, RustContext context)
    {
        if (node.AsFor is not { } loop || loop.Iterator.AsMethodCall is not { Name: "lines", ArgumentCount: 0 } lines) return;
        var module = context.Module;
        if (loop.Pattern.AsBindingPattern is not { Subpattern: null } || module.BindingAt(loop.Pattern) is not { OnlyUse: { } use }) return;
        var source = module.TypeOf(lines.Receiver).WithoutReferences;
        if (source.Path is not ("std::io::BufReader" or "std::io::StdinLock" or "std::io::Stdin")) return;
        if (Unwrapped(use.Node) is not { } line || !IsOnlyLookedAt(line, module)) return;
        context.Report(lines.Node, "each line becomes a String of its own")
            .LabelHead(node, "the loop only looks at them")
            .Cost("n*rust.lines.owned", "n*rust.lines.reused")
            .Size("n", Size.DataBy("the lines of the input"))
            // A line that is taken apart into values of its own costs many allocations more.
            .ForProfilesUnless(!IsDeserialized(line))
            .Advise("read into one String with `read_line`, and clear it on each turn", "the line break at the end does not matter or is trimmed");
    }

    /// <summary>The expression that takes the line out of its Result.</summary>
    private static Node? Unwrapped(Node use)
    {
        if (use.Parent.Kind == Kind.Try) return use.Parent;
        return use.Parent.AsMethodCall is { Name: "unwrap" or "expect" } call && call.Receiver.Id == use.Id ? use.Parent : null;
    }

    private static bool IsOnlyLookedAt(Node line, RustModule module)
    {
        if (line.Parent.AsLet is { Name: { IsMut: false } name }) return module.BindingAt(name.Node) is { IsOnlyRead: true, IsUnused: false } text && !Copies.IsMoved(text) && !IsCopied(text);
        if (line.Parent.Kind == Kind.Reference) return line.Parent.Parent.Kind is Kind.Call or Kind.MethodCall;
        return line.Parent.AsMethodCall is { } call && call.Receiver.Id == line.Id && call.Name is not ("to_string" or "to_owned") && module.TargetOf(call.Node) is { Symbol.Receiver: ReceiverMode.Shared } target && !target.Has(RustFacts.Clones);
    }

    /// <summary>Is it handed to a reader of a format, on the spot?</summary>
    private static bool IsDeserialized(Node line)
    {
        for (var at = line.Parent; at.Kind is Kind.Reference or Kind.MethodCall or Kind.Call; at = at.Parent)
            if (at.AsCall?.Function.AsPath is { Name: "from_str" or "from_slice", QualifierName: "serde_json" or "simd_json" or "sonic_rs" or "ron" or "toml" or "serde_yaml" }) return true;
        return false;
    }

    /// <summary>Is all of the line copied? Then it is kept, and what is to be spared is the copy.</summary>
    private static bool IsCopied(Binding line)
    {
        foreach (var use in line.Uses)
            if (use.IsWhole && use.Method is { Name: "to_string" or "to_owned" or "clone" }) return true;
        return false;
    }
}
