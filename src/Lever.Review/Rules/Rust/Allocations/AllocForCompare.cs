using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Allocations;

public sealed class AllocForCompare : RustRule
{
    public override RuleInfo Info { get; } = new("rs-alloc-for-compare", Language.Rust, LeverClass.Allocation, Technique.AvoidedWork, Tier.B)
    {
        Checklist = ["RS4"],
        Doc = """
            Memory allocated to answer yes or no, or to pick one part: a text in small letters that is compared, all fields for the third, a copy that tells of a change.

            ## Why it costs
            `a.to_lowercase() == b.to_lowercase()` makes two Strings, reads both texts to their ends and frees them: 17 ns for short words, where
            `eq_ignore_ascii_case` stops at the first difference. `split(…).collect::<Vec<_>>()[2]` looks for all separators and keeps all parts:
            84 ns against 12 ns for `nth(2)`.

            ## Example
            ```rust
            pub fn third(line: &str) -> &str {
                line.split(';').collect::<Vec<_>>()[2]
            }
            ```
            Use instead:
            ```rust
            pub fn third(line: &str) -> &str {
                line.split(';').nth(2).unwrap()
            }
            ```

            ## Keep it when
            Letters beyond ASCII are to be compared without their case, or `{:?}` is what is meant to be compared.

            ## Regime
            All sizes and versions: the third of eight fields came 3.6 times as fast. `to_lowercase` changes all letters of Unicode,
            `eq_ignore_ascii_case` those of ASCII only.

            ## Patch safety
            `nth` and an index panic alike where there are too few parts. Comparing without the case of ASCII letters only is asked for, unless the
            texts were changed by `to_ascii_lowercase` or `to_ascii_uppercase` anyway.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Binary, Kind.Index, Kind.MethodCall];

    public override IReadOnlyList<string> MethodNames => ["contains", "starts_with", "ends_with", "is_empty", "len"];

    public override void Visit(Node node, RustContext context)
    {
        if (node.AsBinary is { Op: BinaryOperator.Eq or BinaryOperator.Ne } compared) VisitComparison(node, compared, context);
        else if (node.AsIndex is { } index) VisitIndex(node, index, context);
        else if (node.AsMethodCall is { Name: "contains" or "starts_with" or "ends_with" or "is_empty" or "len" } call) VisitQuestion(node, call, context);
    }

    private static void VisitComparison(Node node, BinaryView compared, RustContext context)
    {
        if (context.Module.Places.IsCold(node)) return;
        var (left, right) = (compared.Left.Bare, compared.Right.Bare);
        var folded = FoldOf(left);
        var other = FoldOf(right);
        if (folded is null && other is null)
        {
            if (VisitKeptCopy(left, right, context) || VisitKeptCopy(right, left, context)) return;
            VisitDebug(node, left.Kind == Kind.MacroCall ? left : right, context);
            return;
        }
        var call = (folded ?? other)!.Value;
        if (context.Module.TypeOf(call.Receiver).WithoutReferences is not ({ IsStr: true } or { IsString: true })) return;
        var against = folded is null ? left : right;
        if (folded is { } first && other is { } second)
        {
            if (first.NameId != second.NameId) return;
            against = second.Receiver;
        }
        // A literal with other letters than the folding gives never is equal.
        else if (against.AsLiteral is not { IsString: true } literal || !IsFolded(literal.Content, call.Name)) return;
        Report(node, compared, call, against, context);
    }

    private static void Report(Node node, BinaryView compared, MethodCallView call, Node against, RustContext context)
    {
        var finding = context.Report(node, $"`{call.Name}` makes a text only for it to be compared")
            .Cost("rust.string.clone", "rust.push_str");
        finding.ForProfilesUnless(context.Module.Loops.IsHot(node));
        var target = context.Module.TypeOf(against) is { IsReference: true } or { IsUnknown: true } ? against.Text : "&" + against.Text;
        var patch = context.Module.TypeOf(against).IsUnknown ? null : new Patch(context.Module)
            .Replace(node.Span, $"{(compared.Op == BinaryOperator.Ne ? "!" : "")}{call.Receiver.Text}.eq_ignore_ascii_case({target})");
        if (call.Name.Contains("ascii", StringComparison.Ordinal)) finding.FixSafely("compare with `eq_ignore_ascii_case`", patch);
        else finding.FixWithConsent("compare with `eq_ignore_ascii_case`", patch, "letters beyond ASCII are told apart by their case");
    }

    /// <summary>`let before = state.clone();`, then changes, then `state != before`: a whole copy for one bit.</summary>
    private static bool VisitKeptCopy(Node side, Node current, RustContext context)
    {
        var module = context.Module;
        while (side.Kind == Kind.Reference) side = side.FirstChild.Bare;
        while (current.Kind is Kind.Reference || current.AsUnary is { Op: UnaryOperator.Deref }) current = current.FirstChild.Bare;
        if (side.Kind != Kind.Path || current.Kind is not (Kind.Path or Kind.FieldAccess) || module.BindingAt(side) is not { Kind: BindingKind.Let, OnlyUse: not null, Value: { } value } kept) return false;
        if (value.AsMethodCall is not { Name: "clone", ArgumentCount: 0 } copy || copy.Receiver.Bare is not { Kind: Kind.Path or Kind.FieldAccess } source || source.Text != current.Text) return false;
        // What allocates nothing is a few bytes; of a text, comparing reads as much as copying wrote.
        var type = module.TypeOf(source).WithoutReferences;
        if (type.IsCheapToClone || type.IsCopy == true || type.IsString || !type.IsUnknown && type.Symbol is not null && !Copies.IsCostly(type, module)) return false;
        if (module.IsInTest(value) || !Copies.MayChange(source, value.SubtreeEnd, side.Id, module)) return false;
        context.Report(value, $"`{kept.Name}` is a whole copy that only tells whether `{source.Text}` was changed")
            .Label(side, "its only use")
            .Cost("rust.alloc.small", "0ns")
            .AtTier(Tier.C)
            .ForProfilesUnless(false)
            .Advise("let what changes it answer whether it did, or count the changes");
        return true;
    }

    private static MethodCallView? FoldOf(Node side) =>
        side.AsMethodCall is { ArgumentCount: 0, Name: "to_lowercase" or "to_uppercase" or "to_ascii_lowercase" or "to_ascii_uppercase" } call ? call : null;

    private static bool IsFolded(ReadOnlySpan<byte> text, string method)
    {
        var isUpper = method.EndsWith("uppercase", StringComparison.Ordinal);
        foreach (var letter in text)
            if (letter >= 128 || letter == '\\' || (isUpper ? letter is >= (byte)'a' and <= (byte)'z' : letter is >= (byte)'A' and <= (byte)'Z')) return false;
        return !text.IsEmpty;
    }

    /// <summary>`format!("{:?}", value) == "Variant"`</summary>
    private static void VisitDebug(Node node, Node side, RustContext context)
    {
        if (side.AsMacroCall is not { IsParsed: true } macro || !macro.Is("format"u8) || macro.Format is not { } format || !format.Content.SequenceEqual("{:?}"u8)) return;
        var finding = context.Report(side, "a value is printed only for the text to be compared")
            .Cost("rust.format", "rust.call.inlined");
        finding.ForProfilesUnless(context.Module.Loops.IsHot(node));
        finding.Advise("compare the value itself, or match its variants with `matches!`");
    }

    /// <summary>`split(…).collect::&lt;Vec&lt;_&gt;&gt;()[2]`, also by way of a variable that is used for nothing else.</summary>
    private static void VisitIndex(Node node, IndexView index, RustContext context)
    {
        if (index.Index.AsLiteral is not { Integer: >= 0 and var place }) return;
        var collect = index.Value;
        if (context.Module.BindingAt(collect) is { Kind: BindingKind.Let, Value: { } value } parts)
        {
            if (parts.OnlyUse is null || context.Module.Loops.Around(node)?.Node.Id != context.Module.Loops.Around(value)?.Node.Id) return;
            collect = value;
        }
        if (collect.AsMethodCall is not { Name: "collect", Receiver.AsMethodCall: { } split } || !context.Module.TypeOf(split.Receiver).WithoutReferences.IsStr && !context.Module.TypeOf(split.Receiver).WithoutReferences.IsString) return;
        if (split.Name is not ("split" or "split_whitespace" or "split_ascii_whitespace" or "lines" or "splitn" or "rsplit" or "chars")) return;
        if (node.Parent.Kind is Kind.Reference && node.Parent.Data != 0 || node.Parent.Kind is Kind.Assign or Kind.CompoundAssign && node.Parent.FirstChild.Id == node.Id) return;
        var finding = context.Report(collect, "all parts are collected to take one of them")
            .Cost("n*rust.push_str + rust.alloc.small", "rust.push_str")
            .Size("n", Copies.SizeOf(default));
        if (!RustRoles.IsRepeated(node)) finding.ForProfilesUnless(false);
        var pick = place == 0 ? "next()" : $"nth({place})";
        var patch = collect.Id == index.Value.Id && node.Parent.Kind != Kind.Reference ? new Patch(context.Module).Replace(new Span(split.Node.End, node.End), $".{pick}.unwrap()") : null;
        finding.FixSafely($"take it with `{pick}`", patch);
    }

    /// <summary>A copy that answers one question.</summary>
    private static void VisitQuestion(Node node, MethodCallView call, RustContext context)
    {
        if (call.Receiver.Kind != Kind.MethodCall || Copies.Of(call.Receiver, context.Module) is not { Type: { IsString: true } or { IsStr: true } } copy || context.Module.Places.IsCold(node)) return;
        context.Report(call.Receiver, $"a text is copied only to ask it for `{call.Name}`")
            .Cost("rust.string.clone", "0ns")
            .FixSafely($"ask `{copy.Source.Text}` itself", new Patch(context.Module).Replace(copy.Node, copy.Source.Text));
    }
}
