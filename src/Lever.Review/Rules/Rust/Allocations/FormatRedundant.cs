using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Allocations;

public sealed class FormatRedundant : RustRule
{
    public override RuleInfo Info { get; } = new("rs-format-redundant", Language.Rust, LeverClass.Allocation, Technique.Logging, Tier.B)
    {
        Checklist = ["RS4", "RS10"],
        Doc = """
            Text that is formatted into a String of its own, only to be pushed to another one or formatted again.

            ## Why it costs
            The inner text is allocated, copied and freed: `format!` takes 50 ns, `write!` into the text that is there 20 ns, `push_str` 4 ns.

            ## Example
            ```rust
            pub fn query(pairs: &[(String, String)]) -> String {
                let mut query = String::new();
                for (key, value) in pairs {
                    query.push_str(&format!("{key}={value}&"));
                }
                query
            }
            ```
            Use instead:
            ```rust
            use std::fmt::Write;

            pub fn query(pairs: &[(String, String)]) -> String {
                let mut query = String::new();
                for (key, value) in pairs {
                    let _ = write!(query, "{key}={value}&");
                }
                query
            }
            ```

            ## Keep it when
            The inner text is padded or cut as a whole, which needs it in one piece; or the code runs once. Outside of loops such code is shown with
            `--all` only, and on error paths it is not reported.

            ## Regime
            All sizes and versions: a query was built 5.4 times as fast at 10 pairs and 11 times at 1,000 where its parts were pushed one by one;
            `write!` gains less.

            ## Patch safety
            Writing to a String cannot fail.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.MacroCall, Kind.MethodCall];

    public override IReadOnlyList<string> MacroNames => ["format"];

    public override IReadOnlyList<string> MethodNames => ["to_string"];

    public override void Visit(Node node, RustContext context)
    {
        if (node.AsMacroCall is { IsParsed: true } macro && macro.Is("format"u8)) VisitFormat(node, macro, context);
        else if (node.AsMethodCall is { ArgumentCount: 0, Name: "to_string" } call) VisitToString(node, call, context);
    }

    private static void VisitFormat(Node node, MacroCallView macro, RustContext context)
    {
        if (node.Parent is { Kind: Kind.Reference, Data: 0 } reference && reference.Parent.AsMethodCall is { Name: "push_str" } push && push.OnlyArgument?.Id == reference.Id)
        {
            if (!context.Module.TypeOf(push.Receiver).IsString || context.Module.Places.IsCold(node) || HasEarlier(node, push)) return;
            var finding = context.Report(node, "the text is formatted by itself and then copied into another one")
                .Cost("rust.format", "rust.write.reused");
            if (!RustRoles.IsRepeated(node)) finding.AtTier(Tier.C);
            finding.ForProfilesUnless(IsWorthIt(context.Module, node));
            finding.FixSafely("write into the other text with `write!`", push.Node.Parent is { Kind: Kind.ExpressionStatement, Data: 1 } statement ? Texts.Write(context, macro, push, statement) : null);
            return;
        }
        if (IsFormattedAgain(node) && !context.Module.Places.IsCold(node))
            Tiered(context.Report(node, "the text is formatted by itself and then formatted again").Cost("rust.format", "rust.write.reused"), node)
                .ForProfilesUnless(IsWorthIt(context.Module, node))
                .Advise("put its format into the outer one, or use `format_args!`");
    }

    /// <summary>
    /// A report, a page of help, a listing are written a few lines at a time, and nobody waits for an allocation in each of them. Letters and bytes,
    /// each formatted, and what loops within loops write are another matter.
    /// </summary>
    private static bool IsWorthIt(RustModule module, Node format)
    {
        if (module.Loops.Around(format) is not { } loop) return false;
        for (var (child, at) = (format, format.Parent); at.Id > loop.Node.Id; (child, at) = (at, at.Parent))
            if (at.Kind == Kind.MatchArm || at.Kind == Kind.If && at.FirstChild.Id != child.Id) return false;
        if (module.Loops.IsHot(format)) return true;
        if (loop.Source?.Bare is not { } source) return false;
        var item = module.Types.ItemOf(module.TypeOf(source)).WithoutReferences;
        return item.Is(RustLibrary.Char) || item is { Kind: TypeKind.Path, Path: "u8" };
    }

    /// <summary>Is it told already of another text that the function formats for the same one?</summary>
    private static bool HasEarlier(Node format, MethodCallView push)
    {
        if (format.EnclosingFunction is not { } function) return false;
        for (var id = function.Child(7).Id; id < push.Node.Id; id++)
        {
            var node = format.Tree[id];
            if (node.Kind == Kind.MethodCall && node.Data == push.NameId && node.AsMethodCall is { OnlyArgument: { Kind: Kind.Reference } argument } && argument.FirstChild.AsMacroCall is { } other && other.Is("format"u8)
                && RustRoles.IsRepeated(node) == RustRoles.IsRepeated(format)) return true;
        }
        return false;
    }

    /// <summary>The macro whose plain `{}` a node fills.</summary>
    private static bool IsFormattedAgain(Node node)
    {
        if (node.Parent.Kind != Kind.MacroArguments || node.Parent.Parent.AsMacroCall is not { } outer) return false;
        if (outer.Name is not ("format" or "write" or "writeln" or "print" or "println" or "eprint" or "eprintln")) return false;
        // Width and precision are of the text as a whole.
        if (outer.Format is not { } format || format.Node.Id > node.Id) return false;
        return format.Content.IndexOf(":>"u8) < 0 && format.Content.IndexOf(":<"u8) < 0 && format.Content.IndexOf(":^"u8) < 0 && format.Content.IndexOf("$"u8) < 0 && format.Content.IndexOf("?"u8) < 0 && !HasWidth(format.Content);
    }

    private static bool HasWidth(ReadOnlySpan<byte> format)
    {
        for (var at = format.IndexOf((byte)':'); at >= 0 && at + 1 < format.Length;)
        {
            if (format[at + 1] is >= (byte)'0' and <= (byte)'9' or (byte)'.' or (byte)'#') return true;
            var next = format[(at + 1)..].IndexOf((byte)':');
            if (next < 0) return false;
            at += next + 1;
        }
        return false;
    }

    private static void VisitToString(Node node, MethodCallView call, RustContext context)
    {
        if (IsParsed(node) && !context.Module.Places.IsCold(node))
        {
            // Of numbers, and of what may be one, rs-format-then-parse tells.
            if (context.Module.TypeOf(call.Receiver).WithoutReferences is { IsUnknown: true } or { IsNumber: true }) return;
            context.Report(node, "a value is formatted only to be parsed again")
                .Cost("rust.format", "rust.call")
                // A text is the common way between types of different libraries.
                .ForProfilesUnless(RustRoles.IsRepeated(node) && node.Parent.Kind != Kind.Reference && context.Module.Loops.IsHot(node))
                .Advise("convert the value itself, with `from` or `try_from`", "the last digits may be rounded another way");
            return;
        }
        if (context.Module.Places.IsCold(node)) return;
        var type = context.Module.TypeOf(call.Receiver).WithoutReferences;
        if (node.Parent is { Kind: Kind.Reference, Data: 0 } reference && reference.Parent.AsMethodCall is { Name: "push_str" } push && push.OnlyArgument?.Id == reference.Id && context.Module.TypeOf(push.Receiver).IsString)
        {
            VisitPushed(node, call, push, type, context);
            return;
        }
        if (!IsFormattedAgain(node)) return;
        if (!type.IsStr && !type.IsString && !type.IsNumber) return;
        Tiered(context.Report(node, "the value becomes a String only to be formatted").Cost("rust.string.to_string", "0ns"), node)
            .ForProfilesUnless(IsWorthIt(context.Module, node))
            .FixSafely("format the value itself", new Patch(context.Module).Replace(node, call.Receiver.Text));
    }

    /// <summary>`text.push_str(&amp;letter.to_string())`</summary>
    private static void VisitPushed(Node node, MethodCallView shown, MethodCallView push, RustType type, RustContext context)
    {
        var isLetter = type.Is(RustLibrary.Char);
        if (!isLetter && !type.IsNumber) return;
        var finding = Tiered(context.Report(node, isLetter ? "a letter becomes a String of its own only to be copied into another one" : "a number becomes a String of its own only to be copied into another one"), node)
            .Cost("rust.string.to_string", isLetter ? "1ns" : "rust.write.reused")
            // A number's own text is short, and takes no longer than `write!` does to set out.
            .ForProfilesUnless(isLetter && IsWorthIt(context.Module, node));
        if (!isLetter)
        {
            finding.Advise("write into the other text with `write!`");
            return;
        }
        var source = context.Module.TypeOf(shown.Receiver).IsReference ? "*" + shown.Receiver.Text : shown.Receiver.Text;
        finding.FixSafely("append it with `push`", new Patch(context.Module).Replace(push.Node, $"{push.Receiver.Text}.push({source})"));
    }

    /// <summary>`x.to_string().parse()` and `T::from_str(&amp;x.to_string())`</summary>
    private static bool IsParsed(Node text)
    {
        if (text.Parent.AsMethodCall is { Name: "parse", ArgumentCount: 0 } parse) return parse.Receiver.Id == text.Id;
        return text.Parent is { Kind: Kind.Reference, Data: 0 } reference && reference.Parent.AsCall is { } call && call.OnlyArgument?.Id == reference.Id && call.Function.AsPath is { Name: "from_str", QualifierName: not null };
    }

    private static FindingDraft Tiered(FindingDraft finding, Node node) => RustRoles.IsRepeated(node) ? finding : finding.AtTier(Tier.C);
}
