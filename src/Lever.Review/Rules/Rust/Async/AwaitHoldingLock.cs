using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Async;

public sealed class AwaitHoldingLock : RustRule
{
    public override RuleInfo Info { get; } = new("rs-await-holding-lock", Language.Rust, LeverClass.AvoidedWork, Technique.Async, Tier.A)
    {
        Achievable = 0.8,
        Precision = 0.75,
        Checklist = ["RS9"],
        Effort = Effort.Medium,
        Doc = """
            A lock is held while a task waits.

            ## Why it costs
            Everybody else who wants the lock waits as long as the awaited answer takes, so that at most one answer at a time is under way, however
            many tasks there are. With a lock of the standard library the others block their threads, and a task of the same thread that wants it
            waits for ever.

            ## Example
            ```rust
            use std::sync::Mutex;

            pub async fn refresh(cache: &Mutex<Vec<String>>, source: &Source) {
                let mut names = cache.lock().unwrap();
                names.push(source.fetch().await);
            }
            ```
            Use instead:
            ```rust
            use std::sync::Mutex;

            pub async fn refresh(cache: &Mutex<Vec<String>>, source: &Source) {
                let name = source.fetch().await;
                cache.lock().unwrap().push(name);
            }
            ```

            ## Keep it when
            The lock is an async one that keeps others away for exactly as long as the answer takes: a connection that one task uses at a time, a value
            that must be fetched once. Of async locks only waits for what is known to be a network, a disk or a clock are shown without a profile, and
            not those for the guarded value itself.

            ## Regime
            Eight tasks that each hold the lock through a wait of 1 ms: 9 times faster where they wait first; 37 times with 32 tasks, no gain with
            one (rustc 1.95).

            ## Patch safety
            Between the answer and the lock others may change what is guarded. Where a decision was made under the lock, make it again.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.MethodCall];

    public override IReadOnlyList<string> MethodNames => ["lock", "read", "write", "lock_owned", "read_owned", "write_owned", "upgradable_read"];

    public override void Visit(Node node, RustContext context)
    {
        var module = context.Module;
        if (node.AsMethodCall is not { ArgumentCount: 0, Name: "lock" or "read" or "write" or "lock_owned" or "read_owned" or "write_owned" or "upgradable_read" } || module.Places.AsyncAround(node) is not { } task) return;
        if (module.Places.GuardOf(node) is not { } guard || FirstAwait(module, guard, task) is not { } await) return;
        // A lock around nothing puts tasks, or tests, in order: holding it is its purpose.
        if (module.TargetOf(node).Self.Argument(0) is { Kind: TypeKind.Tuple, ArgumentCount: 0 }) return;
        var isAsync = module.TargetOf(node).Has(RustFacts.Async);
        if (isAsync && guard.Variable is { } variable && IsOfGuard(module, await, variable)) return;
        // A guard that is kept and not looked at puts tasks in order on purpose.
        if (isAsync && guard.Variable is { } kept && kept.Name.StartsWith('_')) return;
        context.Report(node, "the lock that is taken here is held while the task waits")
            .Label(await, "the wait")
            .Cost("50ms", "mutex.uncontended")
            .AtTier(!isAsync ? Tier.A : IsKnownWait(module, await) ? Tier.B : Tier.C)
            .Advise(
                isAsync ? "wait first and lock then, or copy out what the wait needs" : "drop the guard before the wait, in a block of its own",
                "nobody relies on the lock for the whole time");
    }

    private static Node? FirstAwait(RustModule module, GuardExtent guard, Node task)
    {
        for (var id = guard.Start; id < guard.End && id < module.Tree.Count; id++)
        {
            var node = module.Tree[id];
            if (node.Kind != Kind.Await || node.Contains(guard.Call)) continue;
            if (!IsBefore(node, guard.Call) && module.Places.AsyncAround(node)?.Id == task.Id && !IsDroppedBefore(guard, node)) return node;
        }
        return null;
    }

    /// <summary>Does a wait end before the lock is taken: of `*place.lock().unwrap() = wait().await` the right side runs first?</summary>
    private static bool IsBefore(Node wait, Node call)
    {
        for (var at = wait; !at.IsRoot && !at.IsItem; at = at.Parent)
            if (at.Parent.Kind == Kind.Assign && at.Parent.FirstChild.Contains(call)) return at.Parent.Child(1) == at;
        return false;
    }

    /// <summary>Is the guard dropped or given away on the way to a node, in a branch of its own?</summary>
    private static bool IsDroppedBefore(GuardExtent guard, Node node)
    {
        if (guard.Variable is not { } variable) return false;
        foreach (var use in variable.Uses)
            if (use.IsWhole && use.Kind is UseKind.Argument or UseKind.Returned or UseKind.Stored or UseKind.Assigned && use.Node.Id < node.Id && use.Node.EnclosingBlock is { } block && block.Contains(node)) return true;
        return false;
    }

    /// <summary>Is what is waited for the guarded value's own doing, or given it?</summary>
    private static bool IsOfGuard(RustModule module, Node await, Binding guard)
    {
        for (var id = await.Id; id < await.SubtreeEnd; id++)
            if (module.BindingAt(module.Tree[id])?.Id == guard.Id) return true;
        return false;
    }

    private static bool IsKnownWait(RustModule module, Node await) => module.TargetOf(await.FirstChild).Symbol is { } symbol
        && (symbol.Path.StartsWith("reqwest::", StringComparison.Ordinal) || symbol.Path.StartsWith("tokio::fs", StringComparison.Ordinal)
            || symbol.Path.StartsWith("tokio::net", StringComparison.Ordinal) || symbol.Path.StartsWith("tokio::time", StringComparison.Ordinal));
}
