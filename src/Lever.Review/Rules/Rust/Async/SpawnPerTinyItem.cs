using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Async;

public sealed class SpawnPerTinyItem : RustRule
{
    public override RuleInfo Info { get; } = new("rs-spawn-per-tiny-item", Language.Rust, LeverClass.AvoidedWork, Technique.Async, Tier.B)
    {
        Achievable = 0.8,
        Precision = 0.75,
        Checklist = ["RS6"],
        Effort = Effort.Medium,
        Doc = """
            A thread or task is started for a few instructions, or is awaited as soon as it is started.

            ## Why it costs
            Starting and joining a thread takes 10 µs, a task of an executor some hundred nanoseconds and an allocation. Where the item's own work is
            shorter, all of the time goes into the start. A task that is awaited in the same expression runs beside nothing.

            ## Example
            ```rust
            use std::thread;

            pub fn squares(numbers: Vec<u64>) -> Vec<u64> {
                let mut workers = Vec::new();
                for number in numbers {
                    workers.push(thread::spawn(move || number * number));
                }
                workers.into_iter().map(|worker| worker.join().unwrap()).collect()
            }
            ```
            Use instead:
            ```rust
            pub fn squares(numbers: Vec<u64>) -> Vec<u64> {
                numbers.into_iter().map(|number| number * number).collect()
            }
            ```

            ## Keep it when
            The item's work takes longer than the start, or must be cancelled or panic by itself. A task that is spawned so that dropping the
            caller does not cancel it is awaited at once with reason: such findings are questions, and outside of loops they need a profile.

            ## Regime
            A thread for each of n numbers against one loop: a thread takes 10 to 15 µs, a multiplication less than a nanosecond, so the loop is
            tens of thousands of times faster (rustc 1.95). With work of 100 µs an item the start no longer matters.

            ## Patch safety
            A panic of the item's work then reaches the caller, and dropping the caller cancels it.
            """,
    };

    private static readonly int ThreadSpawn = RustLibrary.Path("std::thread::spawn");
    private static readonly int TaskSpawn = RustLibrary.Path("tokio::task::spawn");

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> FunctionNames => ["spawn"];

    public override void Visit(Node node, RustContext context)
    {
        var module = context.Module;
        if (node.AsCall is not { OnlyArgument: { } work } || module.TargetOf(node) is not { IsKnown: true } target) return;
        var loop = module.Loops.Around(node);
        if (module.IsInTest(node)) return;
        if (target.Is(TaskSpawn) && node.Parent.Kind == Kind.Await)
        {
            // A block or closure that is a value itself, for a stream with `buffered` or a set of tasks, runs beside others.
            if (IsInValue(node)) return;
            context.Report(node, "the task is awaited as soon as it is started, so that it runs beside nothing")
                .Ask("Must the work go on when the caller is cancelled, or panic by itself?")
                .Cost("tokio.spawn", "1ns")
                .AtTier(loop is null ? Tier.C : Tier.B)
                .Advise("await the future itself", "dropping the caller may cancel it");
            return;
        }
        if (loop is not { } around || !target.Is(ThreadSpawn) && !target.Is(TaskSpawn)) return;
        var body = work.AsClosure?.Body ?? (work.AsBlock is { IsAsync: true } ? work : (Node?)null);
        if (body is not { } inner || !IsTiny(module, inner) || !module.Loops.TripsOf(around).IsData) return;
        context.Report(node, $"a {(target.Is(ThreadSpawn) ? "thread" : "task")} is started for each item, and the item's work is a few instructions")
            .LabelHead(around.Node, "for each item")
            .Cost(target.Is(ThreadSpawn) ? "n*rust.thread.spawn" : "n*tokio.spawn", "n*2ns")
            .Size("n", Lever.Review.Semantics.Size.Unknown)
            .Advise("do the work in the loop, or give each worker a chunk of the items", "a panic of one item's work ends the others too");
    }

    /// <summary>Is the task awaited in an async block or a closure, which somebody else polls?</summary>
    private static bool IsInValue(Node node)
    {
        for (var at = node.Parent; !at.IsRoot && at.Kind != Kind.Function; at = at.Parent)
            if (at.Kind == Kind.Closure || at.AsBlock is { IsAsync: true } && at.Parent.Kind != Kind.Await) return true;
        return false;
    }

    /// <summary>Is there nothing in it but arithmetic and calls that are known to be small?</summary>
    private static bool IsTiny(RustModule module, Node body)
    {
        if (body.SubtreeEnd - body.Id > 60) return false;
        for (var id = body.Id; id < body.SubtreeEnd; id++)
        {
            var node = module.Tree[id];
            if (node.Kind is Kind.Await or Kind.For or Kind.While or Kind.Loop or Kind.Closure or Kind.MacroCall) return false;
            if (node.Kind is not (Kind.Call or Kind.MethodCall)) continue;
            if (module.TargetOf(node).Symbol is not { Waiting: Waiting.No } symbol || symbol.Is(RustFacts.Linear | RustFacts.Drives | RustFacts.Locks | RustFacts.SystemCall | RustFacts.Spawns | RustFacts.OncePerProgram)) return false;
        }
        return true;
    }
}
