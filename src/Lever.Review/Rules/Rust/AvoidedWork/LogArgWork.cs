using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.AvoidedWork;

public sealed class LogArgWork : RustRule
{
    public override RuleInfo Info { get; } = new("rs-log-arg-work", Language.Rust, LeverClass.AvoidedWork, Technique.Logging, Tier.B)
    {
        Achievable = 0.9,
        Precision = 0.85,
        Checklist = ["RS10"],
        Doc = """
            A value is made for a debug message before anybody knows whether the message is written, or a span records large arguments.

            ## Why it costs
            The macros of `log` and `tracing` test the level first and evaluate their arguments only when the message is wanted: a test costs a
            nanosecond or less. A value that stands in a `let` before the macro is made every time, 50 to 300 ns for a formatted one. `#[instrument]`
            formats every argument with `Debug` unless it is told to skip it, a whole collection among them.

            ## Example
            ```rust
            pub fn stored(key: &str, items: &[u64]) -> u64 {
                let listing = format!("{items:?}");
                log::debug!("storing {key}: {listing}");
                items.iter().sum()
            }
            ```
            Use instead:
            ```rust
            pub fn stored(key: &str, items: &[u64]) -> u64 {
                log::debug!("storing {key}: {items:?}");
                items.iter().sum()
            }
            ```

            ## Keep it when
            The message is always wanted: values for messages of `info` and above are not reported. Work that stands among the macro's own arguments
            is not done while the level is off, and needs no `log_enabled!` around it.

            ## Regime
            A formatted list of n numbers for a message that is off: 70 to 130 times faster, from one number to 1,000 (rustc 1.95).

            ## Patch safety
            Where making the value has effects, they happen only with the message then.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Let, Kind.Attribute];

    public override void Visit(Node node, RustContext context)
    {
        if (node.AsAttribute is { } attribute) VisitAttribute(attribute, context);
        else if (node.AsLet is { } made) VisitLet(made, context);
    }

    private static void VisitLet(LetView let, RustContext context)
    {
        var module = context.Module;
        if (let.Name is null || let.Value is not { Kind: Kind.MacroCall or Kind.MethodCall or Kind.Call or Kind.If or Kind.Match } value || context.Tree.Names.Find("debug"u8) < 0 && context.Tree.Names.Find("trace"u8) < 0) return;
        if (module.BindingAt(let.Pattern) is not { IsUnused: false } variable) return;
        Node? message = null;
        foreach (var use in variable.Uses)
        {
            if (MessageAround(use.Node, let.Node) is not { } macro) return;
            message ??= macro;
        }
        // Only what the value is made of may be looked at: a message on another path is made there.
        if (!IsDear(module, value) || message is not { } first) return;
        if (IsAskedFor(let.Node)) return;
        // What is gone when the message is written has to be looked at before: only the question for the level can come first.
        var isGone = IsMovedBefore(module, value, let.Node, first);
        context.Report(value, $"`{variable.Name}` is made whether or not the message is written")
            .Label(first, "its only reader, which tests the level first")
            .Cost("rust.format", "rust.log.disabled")
            .AtTier(isGone || value.AsMethodCall is { Name: "clone" } ? Tier.C : Tier.B)
            // Once a call, beside what is worth a message, a text is little.
            .ForProfilesUnless(!isGone && RustRoles.IsRepeated(let.Node, module))
            .Advise(isGone ? "ask for the level first, with `log_enabled!` or `tracing::enabled!`" : "make it among the arguments of the message", "making it has no effect that is needed");
    }

    /// <summary>Is what the value is made of moved away or changed before the message?</summary>
    private static bool IsMovedBefore(RustModule module, Node value, Node let, Node message)
    {
        for (var id = let.SubtreeEnd; id < message.Id; id++)
        {
            if (module.BindingAt(module.Tree[id]) is not { } variable || !variable.IsUsedIn(value)) continue;
            foreach (var use in variable.Uses)
                if (use.Node.Id == id && (module.MayChange(use) || !module.OnlyReads(use) && module.TypeOf(variable) is var type && type.IsCopy != true && !type.IsReference)) return true;
        }
        return false;
    }

    /// <summary>Does an `if` around ask for the level first?</summary>
    private static bool IsAskedFor(Node node)
    {
        for (var at = node; !at.IsRoot && at.Kind != Kind.Function; at = at.Parent)
            if (at.Kind == Kind.If)
                for (var id = at.FirstChild.Id; id < at.FirstChild.SubtreeEnd; id++)
                    if (at.Tree[id].AsMacroCall is { Name: "log_enabled" or "enabled" or "event_enabled" } || at.Tree[id].AsMethodCall is { Name: "is_disabled" or "enabled" or "log_enabled" }) return true;
        return false;
    }

    /// <summary>The message of a low level that a node is an argument of, on the same path as a statement.</summary>
    private static Node? MessageAround(Node node, Node statement)
    {
        for (var at = node; !at.IsRoot && !at.Contains(statement); at = at.Parent)
            if (at.AsMacroCall is { } macro) return macro.Name is "debug" or "trace" && macro.Path.AsPath is { } path && (path.IsPlain || path.QualifierName is "log" or "tracing") ? at : null;
            else if (at.Kind is Kind.Closure) return null;
        return null;
    }

    /// <summary>Is a value dear that branches give: one of them at least is made, and none does anything else?</summary>
    private static bool HasDearBranch(RustModule module, Node branches)
    {
        var isDear = false;
        for (var id = branches.Id + 1; id < branches.SubtreeEnd; id++)
        {
            var node = module.Tree[id];
            if (node.Kind is Kind.Return or Kind.Try or Kind.Await or Kind.TokenTree) return false;
            var branch = node.AsBlock is { } block ? block.Value is not null ? block.Only : null
                : node.Parent.Kind == Kind.MatchArm && node.Id == node.Parent.LastChild.Id ? node : null;
            if (branch is not { } made)
            {
                if (node.Kind == Kind.Block) return false;
                continue;
            }
            if (made.Kind is Kind.If or Kind.Match or Kind.Block) continue;
            if (made.Kind is not (Kind.Literal or Kind.Path or Kind.FieldAccess or Kind.Reference) && !IsDear(module, made)) return false;
            isDear |= made.Kind is Kind.MacroCall or Kind.MethodCall or Kind.Call;
            id = made.SubtreeEnd - 1;
        }
        return isDear;
    }

    /// <summary>Does making the value allocate or go through something, without anything else happening?</summary>
    private static bool IsDear(RustModule module, Node value)
    {
        if (value.Kind is Kind.If or Kind.Match) return HasDearBranch(module, value);
        for (var id = value.Id; id < value.SubtreeEnd; id++)
            if (module.Tree[id].Kind is Kind.Await or Kind.Try or Kind.Return or Kind.Assign or Kind.CompoundAssign or Kind.TokenTree) return false;
        if (value.AsMacroCall is { } macro) return macro.Is("format"u8) && macro.Arguments is { IsEmpty: false };
        if (value.AsMethodCall is { } call && call.Name is "to_string" && call.ArgumentCount == 0) return true;
        if (module.TargetOf(value).Symbol is { } symbol && symbol.Receiver != ReceiverMode.Mutable) return symbol.Is(RustFacts.Formats | RustFacts.Clones) || symbol.Is(RustFacts.Drives) && symbol.Is(RustFacts.Allocates) || symbol.Path is "serde_json::to_string" or "serde_json::to_string_pretty" or "std::slice::join" or "std::slice::concat";
        return value.AsMethodCall is { Name: "collect" or "join", ArgumentCount: <= 1 } && module.TypeOf(value) is { IsUnknown: false } type && type.Has(RustFacts.Heap);
    }

    private static void VisitAttribute(AttributeView attribute, RustContext context)
    {
        if (!attribute.Is("instrument"u8) || attribute.Node.Parent.Parent.AsFunction is not { } function) return;
        var path = attribute.Path.AsPath!.Value;
        if (!(path.IsPlain ? IsImported(context) : path.QualifierName == "tracing")) return;
        if (attribute.Mentions("skip"u8) || attribute.Mentions("skip_all"u8) || attribute.Input?.Text is { } text && (text.Contains("\"debug\"", StringComparison.OrdinalIgnoreCase) || text.Contains("\"trace\"", StringComparison.OrdinalIgnoreCase)
            || text.Contains("Level::DEBUG", StringComparison.Ordinal) || text.Contains("Level::TRACE", StringComparison.Ordinal))) return;
        foreach (var parameter in function.Parameters)
        {
            if (parameter.WithoutAttributes.AsParameter is not { Type: { } type, Pattern: { } pattern } || !IsCollection(context.Module, type)) continue;
            context.Report(attribute.Node, $"the span formats all of `{pattern.Text}` at each call")
                .Label(parameter, "recorded with `Debug`")
                .Cost("rust.span + n*20ns", "rust.span")
                .Size("n", Lever.Review.Semantics.Size.Unknown)
                .Advise("add `skip_all`, and name in `fields(..)` what is worth recording");
            return;
        }
    }

    private static bool IsImported(RustContext context)
    {
        foreach (var item in context.Tree.Root.Children)
            if (item.Kind == Kind.Use && item.Text.Contains("tracing", StringComparison.Ordinal)) return true;
        return false;
    }

    private static bool IsCollection(RustModule module, Node type)
    {
        var bare = module.Types.OfTypeNode(type).WithoutReferences;
        return bare.Kind == TypeKind.Slice || bare is { Kind: TypeKind.Path } && (bare.IsVec || bare.IsMap || bare.Is(RustLibrary.HashSet) || bare.Is(RustLibrary.BTreeSet) || bare.Is(RustLibrary.VecDeque));
    }
}
