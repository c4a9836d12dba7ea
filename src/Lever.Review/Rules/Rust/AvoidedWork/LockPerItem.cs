using Lever.Review.Findings;
using Lever.Review.Rules.Rust.Algorithms;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.AvoidedWork;

public sealed class LockPerItem : RustRule
{
    public override RuleInfo Info { get; } = new("rs-lock-per-item", Language.Rust, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.B)
    {
        Achievable = 0.8,
        Precision = 0.8,
        Checklist = ["RS9"],
        Doc = """
            A loop takes and gives back the same lock for each element, and does little else.

            ## Why it costs
            Locking and unlocking costs 11 to 15 ns while nobody else wants the lock, many times what an addition or a push costs, and the compiler
            cannot keep what is guarded in registers. With several threads at it, each turn may wait for another one's: 50 ns to some microseconds.

            ## Example
            ```rust
            use std::sync::Mutex;

            pub fn count(totals: &Mutex<[u64; 8]>, numbers: &[u64]) {
                for number in numbers {
                    totals.lock().unwrap()[(number % 8) as usize] += number;
                }
            }
            ```
            Use instead:
            ```rust
            use std::sync::Mutex;

            pub fn count(totals: &Mutex<[u64; 8]>, numbers: &[u64]) {
                let mut own = [0; 8];
                for number in numbers {
                    own[(number % 8) as usize] += number;
                }
                let mut totals = totals.lock().unwrap();
                for (total, own) in totals.iter_mut().zip(own) {
                    *total += own;
                }
            }
            ```

            ## Keep it when
            Others have to get their turn in between. Loops that wait, that go through something else, or that call functions which may take the
            lock themselves or work for long are not reported; nor are locks that differ from turn to turn.

            ## Regime
            One thread and nobody else at the lock: 7.9 times as long at 10 elements, 29 times at 1,000 and 100,000 (rustc 1.95), where a turn is an addition.
            Between turns that take a microsecond the lock is one percent.

            ## Patch safety
            The lock is held from the first element to the last. Others wait for as long, see nothing of the turns in between, and whatever the loop does
            must not take the lock again.
            """,
    };

    private static readonly int Receiver = RustLibrary.Path("std::sync::mpsc::Receiver");

    public override ReadOnlySpan<Kind> Visits => [Kind.MethodCall];

    public override IReadOnlyList<string> MethodNames => ["lock", "read", "write"];

    public override void Visit(Node node, RustContext context)
    {
        var module = context.Module;
        if (node.AsMethodCall is not { ArgumentCount: 0, Name: "lock" or "read" or "write" } call) return;
        if (module.TargetOf(node) is not { Symbol: { } symbol } target || !target.Self.Has(RustFacts.Lock) || symbol.Is(RustFacts.Async)) return;
        if (Turns.Around(module, node) is not { } turns || turns.Node.Kind is not (Kind.For or Kind.MethodCall) || turns.Count.IsSmall || !IsAtHand(module, turns)) return;
        if (Algorithms.Place.Of(module, call.Receiver) is not { } place || !turns.Outlives(place.Root) || turns.Varies(call.Receiver) || Body(turns, node) is not { } body) return;
        if (RustRoles.IsOnErrorPath(node) || !IsQuick(module, body, node)) return;
        var isParallel = turns.Node.Kind == Kind.MethodCall && module.TargetOf(turns.Node).Has(RustFacts.Spawns);
        context.Report(node, $"`{place.Text}` is locked and unlocked again for each element")
            .LabelHead(turns.Node, isParallel ? "threads take their turns at the lock here" : "on each turn of this")
            .Cost(isParallel ? "n*mutex.contended" : "n*mutex.uncontended", "mutex.uncontended")
            .Size("n", turns.Count)
            .AtTier(isParallel || turns.Count.IsData && !IsSeldom(node, body) ? Tier.B : Tier.C)
            .Ask("Must others get at it between two elements?")
            .Advise(isParallel ? "let each thread gather its own part, with `fold` and `reduce`, and take the lock once for it" : "gather the results in a variable of the loop's own and take the lock once for all of them, or take it before the loop",
                "others see the results at the end only", "the lock may be held for longer");
    }

    /// <summary>Is what the loop goes through there from the start, and not waited for from turn to turn?</summary>
    private static bool IsAtHand(RustModule module, Turns turns)
    {
        var source = turns.Node.Kind == Kind.For ? turns.Node.Child(2) : turns.Node.FirstChild;
        // Lines of a file and connections come as results.
        if (module.TypeOf(source) is var type && (type.IsUnknown || type.Argument(0).Is(RustLibrary.Result))) return false;
        for (var id = source.Id; id < source.SubtreeEnd; id++)
        {
            var node = source.Tree[id];
            if (node.Kind is Kind.Path or Kind.FieldAccess && module.TypeOf(node).Is(Receiver) || node.Kind is Kind.Call or Kind.MethodCall && module.TargetOf(node).Symbol is { Waiting: not Waiting.No }) return false;
        }
        return true;
    }

    /// <summary>What runs once a turn; null where the lock is taken in what the loop goes through.</summary>
    private static Node? Body(Turns turns, Node call)
    {
        if (turns.Node.AsFor is { } loop) return loop.Body.Contains(call) ? loop.Body : null;
        foreach (var argument in turns.Node.AsMethodCall!.Value.Arguments)
            if (argument.AsClosure is { } closure && closure.Body.Contains(call)) return closure.Body;
        return null;
    }

    /// <summary>Are all calls of a turn known to be short and to take no lock, but for those of what the lock guards, and is there no loop among them?</summary>
    /// <param name="call">The call that takes the lock; null in functions that the turn calls.</param>
    private static bool IsQuick(RustModule module, Node body, Node? call, int depth = 0)
    {
        var guard = call is { } locking ? module.Places.GuardOf(locking)?.Variable : null;
        for (var id = body.Id; id < body.SubtreeEnd; id++)
        {
            var node = body.Tree[id];
            switch (node.Kind)
            {
                case Kind.For or Kind.While or Kind.Loop or Kind.Await or Kind.Closure:
                    return false;
                // Macros may do anything, and most of those that are known print.
                case Kind.MacroCall when node.AsMacroCall is not { Name: "format" or "vec" or "matches" or "assert" or "assert_eq" or "debug_assert" or "debug_assert_eq" }:
                    return false;
                case Kind.Call or Kind.MethodCall when id != call?.Id && !IsOfGuarded(module, node, call, guard) && !IsQuickCall(module, node, depth):
                    return false;
            }
        }
        return true;
    }

    /// <summary>Is it a method of what the lock guards? It runs under the lock as it is.</summary>
    private static bool IsOfGuarded(RustModule module, Node node, Node? call, Binding? guard)
    {
        if (call is not { } locking || node.Kind != Kind.MethodCall) return false;
        var root = node.FirstChild;
        while (root.Id != locking.Id && root.Kind is Kind.MethodCall or Kind.FieldAccess or Kind.Index or Kind.Try) root = root.FirstChild;
        return root.Id == locking.Id || guard is { } variable && module.BindingAt(root) is { } own && own.Id == variable.Id;
    }

    private static bool IsQuickCall(RustModule module, Node node, int depth)
    {
        var target = module.TargetOf(node);
        if (target.Symbol is { } symbol) return symbol.Waiting == Waiting.No && !symbol.Is(RustFacts.Locks | RustFacts.Spawns | RustFacts.SystemCall | RustFacts.Drives | RustFacts.Sorts);
        if (target.Function?.AsFunction is { IsAsync: false, Body: { } body }) return depth < 2 && IsQuick(module, body, null, depth + 1);
        // What enums and structs are made with.
        return node.AsCall is { Function.AsPath: { Name: [>= 'A' and <= 'Z', ..] } };
    }

    /// <summary>Does a condition decide whether a turn takes the lock?</summary>
    private static bool IsSeldom(Node call, Node body)
    {
        for (var (child, at) = (call, call.Parent); child.Id != body.Id; (child, at) = (at, at.Parent))
            if (at.Kind == Kind.MatchArm || at.Kind == Kind.If && at.FirstChild != child) return true;
        return false;
    }
}
