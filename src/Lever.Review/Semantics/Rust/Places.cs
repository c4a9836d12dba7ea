using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Rust;

/// <summary>What kind of place code stands in: one that runs when something went wrong, one of an async task, one under a lock.</summary>
public sealed class Places
{
    private readonly RustModule module;

    internal Places(RustModule module) => this.module = module;

    /// <summary>Does a node run only when something went wrong: in an error that is made, a panic, a closure for the missing case, a branch that ends in one?</summary>
    public bool IsCold(Node node)
    {
        for (var at = node; !at.IsRoot; at = at.Parent)
        {
            var parent = at.Parent;
            switch (at.Kind)
            {
                case Kind.MacroCall when at.AsMacroCall is { } macro && macro.Name is "panic" or "unreachable" or "todo" or "unimplemented" or "bail" or "anyhow": return true;
                case Kind.MacroArguments when parent.AsMacroCall is { } asserting && asserting.Name is "assert" or "assert_eq" or "assert_ne" or "debug_assert" or "debug_assert_eq" or "debug_assert_ne" or "ensure":
                    // The message alone is made on failure.
                    if (!at.FirstChild.Contains(node) && (asserting.Name is "assert" or "debug_assert" or "ensure")) return true;
                    break;
                case Kind.Call when at.AsCall is { } call && call.Function.Kind == Kind.Path && call.Function.Id != node.Id && module.Is(call.Function, RustLibrary.Err): return true;
                case Kind.Closure when parent.AsMethodCall is { } method && (method.Name is "map_err" or "unwrap_or_else" or "ok_or_else" or "with_context" or "or_else" || module.TargetOf(parent).Has(RustFacts.Cold)): return true;
                case Kind.Block when parent.Kind is Kind.If or Kind.MatchArm or Kind.Let && EndsInError(at): return true;
                case Kind.Function: return at.HasAttribute("cold"u8);
            }
        }
        return false;
    }

    private bool EndsInError(Node block)
    {
        if (!block.HasChildren) return false;
        var last = block.LastChild;
        var expression = last.AsExpressionStatement ?? last;
        if (expression.AsReturned is { } returned) expression = returned;
        else if (last.Kind != Kind.ExpressionStatement && expression.Kind != Kind.MacroCall) return false;
        return expression.AsCall is { } call && call.Function.Kind == Kind.Path && module.Is(call.Function, RustLibrary.Err)
            || expression.AsMacroCall is { } macro && macro.Name is "panic" or "bail" or "unreachable" || expression.AsCall is { } exit && module.TargetOf(exit.Node).Text == "std::process::exit";
    }

    /// <summary>Is the node in an implementation of `Drop`, `Debug`, `Display` or `Error`?</summary>
    public bool IsInImplOf(Node node, ReadOnlySpan<byte> trait) => node.EnclosingImpl is { } impl && impl.AsImpl?.Trait?.AsPath is { } path && path.NameBytes.SequenceEqual(trait);

    /// <summary>Does the node run when values are printed, which is rarely hot?</summary>
    public bool IsInFormatting(Node node) => IsInImplOf(node, "Debug"u8) || IsInImplOf(node, "Display"u8);

    /// <summary>
    /// The async function, block or closure whose task runs a node on its own thread; null elsewhere, also in closures that are handed to threads
    /// for blocking work and in closures whose callers are not known.
    /// </summary>
    public Node? AsyncAround(Node node)
    {
        for (var at = node; !at.IsRoot; at = at.Parent)
        {
            var parent = at.Parent;
            if (at.AsBlock is { IsAsync: true }) return at;
            if (parent.AsFunction is { } function && function.Body?.Id == at.Id) return function.IsAsync && !IsCompiledTwice(parent) ? parent : null;
            if (parent.AsClosure is not { } closure || closure.Body.Id != at.Id) continue;
            if (closure.IsAsync) return parent;
            // What is put into a box is handed on, to be called by others.
            if (parent.Parent.AsCall?.Function.AsPath is { Name: "new", QualifierName: "Box" or "Arc" or "Rc" }) return null;
            if (!module.Loops.IsPerElement(parent) && !module.Loops.RunsInPlace(parent)) return null;
        }
        return null;
    }

    /// <summary>Do attributes make a function of it that is async and one that is not?</summary>
    private static bool IsCompiledTwice(Node function) => function.HasAttribute("bisync"u8) || function.HasAttribute("maybe_async"u8) || function.HasAttribute("async_generic"u8);

    /// <summary>
    /// How long the guard lives that a call takes: bound by a `let` until it is dropped, moved away or its scope ends; else until the end of
    /// its statement. Null where the call, by what is known of its receiver's type, takes no lock.
    /// </summary>
    public GuardExtent? GuardOf(Node call)
    {
        if (call.Kind != Kind.MethodCall || !module.TargetOf(call).Has(RustFacts.Locks)) return null;
        var at = call;
        while (at.Parent is { Kind: Kind.Try or Kind.Await } or { Kind: Kind.MethodCall } && at.Parent is var outer && outer.FirstChild.Id == at.Id
            && (outer.Kind != Kind.MethodCall || outer.AsMethodCall is { } unwrapping && unwrapping.Name is "unwrap" or "expect" or "unwrap_or_else"))
            at = outer;
        if (at.Parent.AsLet is { Name: not null } let && let.Value?.Id == at.Id && module.BindingAt(let.Pattern) is { } variable)
            return new GuardExtent(call, let.Node.SubtreeEnd, DroppedAt(variable), variable);
        return Temporary(call, at);
    }

    private int DroppedAt(Binding guard)
    {
        foreach (var use in guard.Uses)
        {
            if (!use.IsWhole || use.Kind != UseKind.Argument || use.Node.Parent.AsCall is not { } call) continue;
            // A drop inside a branch ends the guard on one way only.
            if (use.Node.EnclosingBlock?.Id == guard.Declaration.Parent.Id) return call.Node.Id;
        }
        return guard.ScopeEnd;
    }

    private GuardExtent Temporary(Node call, Node at)
    {
        for (; !at.IsRoot; at = at.Parent)
        {
            var parent = at.Parent;
            // The value of a condition or of a `while` without `let` drops its temporaries at once.
            if (parent.Kind is Kind.If or Kind.While && parent.ConditionOf?.Id == at.Id && !HasLet(at)) return new GuardExtent(call, call.SubtreeEnd, at.SubtreeEnd, null);
            if (parent.Kind == Kind.If && parent.ConditionOf?.Id == at.Id && module.Project.EditionOf(module.Path) >= Edition.Rust2024) return new GuardExtent(call, call.SubtreeEnd, parent.Child(1).SubtreeEnd, null);
            // So does each side of `&&` and `||`, since Rust 1.67.
            if (parent.AsBinary is { Op: BinaryOperator.And or BinaryOperator.Or } && !HasLet(at)) return new GuardExtent(call, call.SubtreeEnd, at.SubtreeEnd, null);
            if (parent.Kind is Kind.Block or Kind.Closure or Kind.MatchArm || at.IsStatement) return new GuardExtent(call, call.SubtreeEnd, at.SubtreeEnd, null);
        }
        return new GuardExtent(call, call.SubtreeEnd, at.SubtreeEnd, null);
    }

    private static bool HasLet(Node condition)
    {
        for (var id = condition.Id; id < condition.SubtreeEnd; id++)
            if (condition.Tree[id].Kind == Kind.LetCondition) return true;
        return false;
    }
}

/// <summary>The nodes that run while a guard lives.</summary>
/// <param name="Call">The call that takes the lock.</param>
/// <param name="Start">The first node's id.</param>
/// <param name="End">The id after the last node.</param>
/// <param name="Variable">What holds the guard; null for a temporary.</param>
public readonly record struct GuardExtent(Node Call, int Start, int End, Binding? Variable)
{
    public bool Covers(Node node) => node.Id >= Start && node.Id < End;
}
