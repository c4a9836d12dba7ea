using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Allocations;

public sealed class StringAllocInLoop : RustRule
{
    public override RuleInfo Info { get; } = new("rs-string-alloc-in-loop", Language.Rust, LeverClass.Allocation, Technique.Allocation, Tier.B)
    {
        Checklist = ["RS4"],
        Doc = """
            A String made on each turn of a loop, only to be added to another one, written out or compared.

            ## Why it costs
            `format!` takes about 50 ns, of which the allocation and the `free` are half; `write!` into a String that is there already takes 20 ns,
            `push_str` 4 ns.

            ## Example
            ```rust
            pub fn table(rows: &[(String, u64)]) -> String {
                let mut table = String::new();
                for (name, count) in rows {
                    let line = format!("{name}: {count}\n");
                    table.push_str(&line);
                }
                table
            }
            ```
            Use instead:
            ```rust
            use std::fmt::Write;

            pub fn table(rows: &[(String, u64)]) -> String {
                let mut table = String::new();
                for (name, count) in rows {
                    let _ = write!(table, "{name}: {count}\n");
                }
                table
            }
            ```

            ## Keep it when
            The text is kept, returned or sent; or the turn is long, so that 30 ns are nothing.

            ## Regime
            All sizes and versions: the experiment's table was written 1.9 to 2.2 times as fast.

            ## Patch safety
            Writing to a String cannot fail. Where a writer stood behind the text, an error may come after part of it was written.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Let, Kind.MethodCall];

    public override IReadOnlyList<string> MethodNames => ["join"];

    public override void Visit(Node node, RustContext context)
    {
        if (node.Kind == Kind.Let) VisitLet(node, context);
        else VisitJoin(node, context);
    }

    private static void VisitLet(Node node, RustContext context)
    {
        if (node.AsLet is not { Value: { } value, Name: { IsMut: false, IsRef: false } name } || !MakesText(value)) return;
        var module = context.Module;
        if (!RustRoles.IsRepeated(node) || module.Loops.Around(node) is not { } loop || module.Places.IsCold(node)) return;
        if (!module.TypeOf(value).IsString || module.BindingAt(name.Node) is not { } text || text.IsUnused) return;
        // A text a turn of one loop is seldom what a program waits for, and none beside a file or what may fail.
        var isDeep = module.Loops.IsHot(node);
        if (text.OnlyUse is { } use && Sink(use, module) is { } sink)
        {
            var finding = context.Report(value, $"`{text.Name}` is allocated on each turn only to be copied into another text")
                .Label(sink, "copied here")
                .Cost("n*rust.format", "n*rust.write.reused")
                .ForProfilesUnless(isDeep)
                .Size("n", Copies.SizeOf(module.Loops.TripsOf(loop)));
            var patch = value.AsMacroCall is { } macro && node.NextStatement is { } next && next.AsExpressionStatement?.Id == sink.Id && sink.AsMethodCall is { Name: "push_str" } push && module.TypeOf(push.Receiver).IsString
                ? Texts.Write(context, macro, push, next)?.Delete(node) : null;
            finding.FixSafely("write into the other text with `write!`", patch);
        }
        else if (IsOnlyCompared(text, module))
        {
            context.Report(value, $"`{text.Name}` is allocated on each turn only to be compared")
                // Names of files come from a folder and lead to a file, beside which an allocation is nothing.
                .ForProfilesUnless(isDeep && value.AsMethodCall is not { Receiver.AsMethodCall: { Name: "display" } })
                .Cost("n*rust.format", "n*rust.push_str")
                .Size("n", Copies.SizeOf(module.Loops.TripsOf(loop)))
                .Advise("compare the parts, or clear and refill one String");
        }
    }

    private static bool MakesText(Node value) => value.AsMacroCall is { IsParsed: true } macro && macro.Is("format"u8)
        || value.AsMethodCall is { ArgumentCount: 0 } call && call.Name is "to_string" or "to_lowercase" or "to_uppercase" or "to_ascii_lowercase" or "to_ascii_uppercase";

    /// <summary>The call that copies the text into another or writes it out.</summary>
    private static Node? Sink(Use use, RustModule module)
    {
        if (use is not { Form: UseForm.Plain, IsWhole: true }) return null;
        var at = use.Method is { ArgumentCount: 0, Name: "as_bytes" or "as_str" } view ? view.Node : use.Node.Parent.Kind == Kind.Reference && use.Node.Parent.Data == 0 ? use.Node.Parent : (Node?)null;
        if (at is not { } argument || argument.Parent.AsMethodCall is not { } call || call.OnlyArgument?.Id != argument.Id) return null;
        if (!call.NameBytes.SequenceEqual("push_str"u8) && !call.NameBytes.SequenceEqual("write_all"u8) && !call.NameBytes.SequenceEqual("write_str"u8) && !call.NameBytes.SequenceEqual("extend_from_slice"u8)) return null;
        // A socket gets it in one piece.
        return module.TypeOf(call.Receiver) is { IsUnknown: false } sink && !sink.Has(RustFacts.Unbuffered) ? call.Node : null;
    }

    private static bool IsOnlyCompared(Binding text, RustModule module)
    {
        foreach (var use in text.Uses)
        {
            if (use is not { Form: UseForm.Plain, IsWhole: true }) return false;
            if (use.Kind == UseKind.Operand && use.Node.Parent.AsBinary is { IsComparison: true }) continue;
            if (use.Method is { } call && call.Name is "starts_with" or "ends_with" or "contains" or "is_empty" or "eq_ignore_ascii_case" && !module.MayChange(use)) continue;
            return false;
        }
        return true;
    }

    /// <summary>Texts that are collected, each by itself, only to be joined.</summary>
    private static void VisitJoin(Node node, RustContext context)
    {
        if (node.AsMethodCall is not { Name: "join", ArgumentCount: 1 } join) return;
        var at = join.Receiver;
        if (at.AsMethodCall is { Name: "as_slice", ArgumentCount: 0 } slice) at = slice.Receiver;
        if (at.AsMethodCall is not { Name: "collect" } collect || collect.Receiver.AsMethodCall is not { Name: "map" } map || map.OnlyArgument?.AsClosure is not { } closure || !MakesText(closure.Body)) return;
        if (context.Module.Places.IsCold(node)) return;
        context.Report(closure.Body, "each part becomes a String of its own before all are joined")
            .Label(at, "collected only to be joined")
            .Cost("n*rust.format + rust.alloc.small", "n*rust.write.reused")
            .Size("n", Copies.SizeOf(context.Module.Loops.SizeOf(map.Receiver)))
            .AtTier(Tier.C)
            .Advise("write the parts into one String, a separator before each but the first");
    }
}
