using Lever.Review.Findings;
using Lever.Review.Rules.Rust.Algorithms;
using Lever.Review.Rules.Rust.Allocations;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.AvoidedWork;

public sealed class EagerDefault : RustRule
{
    private static readonly int ThenSome = RustLibrary.Path("bool::then_some");
    private static readonly int AnyhowContext = RustLibrary.Path("anyhow::Context");

    public override RuleInfo Info { get; } = new("rs-eager-default", Language.Rust, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.B)
    {
        Achievable = 0.6,
        Precision = 0.9,
        Checklist = ["RS4"],
        Doc = """
            A default or an error text is formatted, copied or read also where it is not needed.

            ## Why it costs
            Arguments are made before the call: `format!` costs 50 ns, a short string 12 ns, a file thousands, and the usual case throws them away again.

            ## Example
            ```rust
            use std::collections::HashMap;

            fn names(known: &HashMap<u32, String>, ids: &[u32]) -> Vec<String> {
                ids.iter().map(|id| known.get(id).cloned().unwrap_or(format!("user-{id}"))).collect()
            }
            ```
            Use instead:
            ```rust
            use std::collections::HashMap;

            fn names(known: &HashMap<u32, String>, ids: &[u32]) -> Vec<String> {
                ids.iter().map(|id| known.get(id).cloned().unwrap_or_else(|| format!("user-{id}"))).collect()
            }
            ```

            ## Keep it when
            The default is nearly always needed. Values that cost nothing, such as `String::new()`, numbers and clones of an `Arc`, are not reported.

            ## Regime
            2.3 to 2.4 times as long with one name in ten missing, at 10, 1,000 and 20,000 names (rustc 1.95): the text is formatted ten times too often.
            What that is worth is 50 ns a call; of texts that are copied, 12 ns.

            ## Patch safety
            Formatting, copying and other calls that are known to have no effect are not missed where they are left out. Of any other call that is
            an argument the contract says that it may not be missed either.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.MethodCall];

    public override IReadOnlyList<string> MethodNames => ["unwrap_or", "ok_or", "or_insert", "get_or_insert", "then_some", "context"];

    public override void Visit(Node node, RustContext context)
    {
        if (node.AsMethodCall is not { Name: "unwrap_or" or "ok_or" or "or_insert" or "get_or_insert" or "then_some" or "context" } call) return;
        var module = context.Module;
        if (call.OnlyArgument is not { } made || made.Kind is Kind.Literal or Kind.Path || What(module, made) is not { } what) return;
        if (LazyFormOf(module, node, call) is not { } lazy || LeavesEarly(made) || module.Places.IsCold(node)) return;
        var turns = Turns.Around(module, node);
        var size = turns?.Count ?? Size.Exactly(1, "once a call");
        var draft = context.Report(made, $"{what.Text} is made for each `{call.Name}`, needed or not")
            .Cost($"n*{what.Cost}", $"0.1*n*{what.Cost}")
            .Size("n", size)
            .AtTier(what.IsWait || what.IsFormatted && size.IsData ? Tier.B : Tier.C);
        var summary = $"make it only where it is needed: `{lazy.Name}`";
        var patch = module.Project.EditionOf(module.Path) < Edition.Rust2021 && !IsOfLocals(made) ? null
            : new Patch(module).Replace(call.NameSpan, lazy.Name).Replace(new Span(made.Start, made.Start), lazy.Closure);
        if (EffectIn(module, made) is { } effect) draft.FixWithConsent(summary, patch, $"`{effect.Text}` has no effect that is needed where its value is not");
        else draft.FixSafely(summary, patch);
    }

    /// <summary>What is made, in words, and the term of a cost expression for it.</summary>
    private readonly record struct Making(string Text, string Cost, bool IsFormatted = false, bool IsWait = false);

    private static Making? What(RustModule module, Node made)
    {
        if (made.Kind is Kind.Call or Kind.MethodCall && WaitIn(module, made) is { } wait) return new Making($"what `{wait.Path}` waits for", "1ms", IsWait: true);
        if (made.AsMacroCall is { IsParsed: true } macro)
        {
            if (macro.Is("format"u8) && macro.Format is not null) return new Making("a formatted text", "rust.format", IsFormatted: true);
            return macro.Is("vec"u8) && !macro.Arguments.IsEmpty ? new Making("a vector", "rust.alloc.small") : null;
        }
        if (TextOf(made) is { } text) return text.AsLiteral is { Content.IsEmpty: false } ? new Making("a `String`", "rust.string.clone") : null;
        if (Copies.Of(made, module) is { } copy) return new Making("a copy", copy.Cost);
        return made.Kind == Kind.MethodCall && module.TargetOf(made) is { Symbol: { } symbol } && symbol.Is(RustFacts.Allocates) && symbol.Is(RustFacts.Pure) ? new Making($"what `{symbol.Name}` gives", "rust.alloc.small") : null;
    }

    /// <summary>The text of the source that is copied: `"none".to_string()`, `String::from("none")`. An empty one is not allocated.</summary>
    private static Node? TextOf(Node made)
    {
        if (made.AsMethodCall is { ArgumentCount: 0, Name: "to_string" or "to_owned", Receiver: { AsLiteral.IsString: true } copied }) return copied;
        return made.AsCall is { Function.AsPath: { } path, OnlyArgument: { AsLiteral.IsString: true } text } && path.EndsIn("String"u8, "from"u8) ? text : null;
    }

    private static RustSymbol? WaitIn(RustModule module, Node made)
    {
        for (var id = made.Id; id < made.SubtreeEnd; id++)
        {
            var node = made.Tree[id];
            if (node.Kind == Kind.Closure) id = node.SubtreeEnd - 1;
            else if (node.Kind is Kind.Call or Kind.MethodCall && module.TargetOf(node).Symbol is { Waiting: Waiting.File or Waiting.Network or Waiting.Process } symbol) return symbol;
        }
        return null;
    }

    /// <summary>The method that takes a closure instead, and how that closure begins; null where the call is another one of the same name.</summary>
    private static (string Name, string Closure)? LazyFormOf(RustModule module, Node node, MethodCallView call)
    {
        if (call.Name == "context") return IsAnyhow(module, node, call) ? ("with_context", "|| ") : null;
        var target = module.TargetOf(node);
        if (target.Symbol is null) return null;
        return call.Name switch
        {
            "unwrap_or" when target.Self.Is(RustLibrary.Option) => ("unwrap_or_else", "|| "),
            "unwrap_or" when target.Self.Is(RustLibrary.Result) => ("unwrap_or_else", "|_| "),
            "ok_or" when target.Self.Is(RustLibrary.Option) => ("ok_or_else", "|| "),
            "get_or_insert" when target.Self.Is(RustLibrary.Option) => ("get_or_insert_with", "|| "),
            "or_insert" => ("or_insert_with", "|| "),
            "then_some" when target.Is(ThenSome) => ("then", "|| "),
            _ => null,
        };
    }

    /// <summary>
    /// Is it anyhow's context of a result that may be fine? A context that is a text is anyhow's, as others take values of their own; that of an error
    /// has no lazy form, and no `?` behind it.
    /// </summary>
    private static bool IsAnyhow(RustModule module, Node node, MethodCallView call)
    {
        if (call.Receiver.AsCall is { Function.AsPath: { Name: "Err" } }) return false;
        var isResult = node.Parent.Kind == Kind.Try || module.TypeOf(call.Receiver) is var type && (type.Is(RustLibrary.Result) || type.Is(RustLibrary.Option));
        return isResult && module.Names.Imports(AnyhowContext);
    }

    /// <summary>What may leave the function, or its task for a while, cannot stand in a closure.</summary>
    private static bool LeavesEarly(Node made)
    {
        for (var id = made.Id; id < made.SubtreeEnd; id++)
            if (made.Tree[id].Kind is Kind.Try or Kind.Await or Kind.Return or Kind.Break or Kind.Continue or Kind.TokenTree or Kind.Assign or Kind.CompoundAssign) return true;
        return false;
    }

    /// <summary>The first call within whose effect, if it has one, would be missed.</summary>
    private static Node? EffectIn(RustModule module, Node made)
    {
        for (var id = made.Id; id < made.SubtreeEnd; id++)
        {
            var node = made.Tree[id];
            if (node.Kind is not (Kind.Call or Kind.MethodCall) || TextOf(node) is not null || Copies.Of(node, module) is not null) continue;
            if (module.TargetOf(node) is not { Symbol: { } symbol } || !symbol.Is(RustFacts.Pure | RustFacts.Formats)) return node;
            if (symbol.Waiting != Waiting.No) return node;
        }
        return null;
    }

    /// <summary>Does it read whole variables alone? Before Rust 2021 a closure borrows all of `self` for one field of it.</summary>
    private static bool IsOfLocals(Node made)
    {
        for (var id = made.Id; id < made.SubtreeEnd; id++)
            if (made.Tree[id].Kind == Kind.FieldAccess) return false;
        return true;
    }
}
