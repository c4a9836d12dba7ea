using Lever.Review.Findings;
using Lever.Review.Rules.Rust.Algorithms;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Async;

public sealed class ManyFuturesPolledNaively : RustRule
{
    private static readonly int SelectAll = RustLibrary.Path("futures::future::select_all");
    private static readonly int Context = RustLibrary.Path("std::task::Context");

    public override RuleInfo Info { get; } = new("rs-many-futures-polled-naively", Language.Rust, LeverClass.Algorithm, Technique.Async, Tier.B)
    {
        Achievable = 0.9,
        Precision = 0.75,
        Checklist = ["RS1", "RS6"],
        Effort = Effort.Medium,
        Doc = """
            Each time that one of many futures is woken, all of them are polled.

            ## Why it costs
            A poll of a future that still waits takes 5 to 20 ns and changes nothing. As many wake-ups as there are futures, each of which polls all that
            are left, are quadratic. `select_all` does so, and is given a new vector of the rest each time, and so does a loop over the futures in `poll`.
            `FuturesUnordered` and `JoinSet` give each future a waker of its own and poll only what was woken.

            ## Example
            ```rust
            use futures::future::{select_all, BoxFuture};

            pub async fn sum(mut requests: Vec<BoxFuture<'static, u64>>) -> u64 {
                let mut sum = 0;
                while !requests.is_empty() {
                    let (size, _, rest) = select_all(requests).await;
                    requests = rest;
                    sum += size;
                }
                sum
            }
            ```
            Use instead:
            ```rust
            use futures::future::BoxFuture;
            use futures::stream::{FuturesUnordered, StreamExt};

            pub async fn sum(requests: Vec<BoxFuture<'static, u64>>) -> u64 {
                let mut requests: FuturesUnordered<_> = requests.into_iter().collect();
                let mut sum = 0;
                while let Some(size) = requests.next().await {
                    sum += size;
                }
                sum
            }
            ```

            ## Keep it when
            There is a handful of futures, or they have to be polled in their order. Loops that look first whether a future was woken, and arrays of a few
            futures, are not reported. `join_all` of futures 0.3.17 and later changes to a queue of the woken by itself above 30.

            ## Regime
            Results that come in one after the other, in any order: 0.6 times as long at 4 futures, 7.0 times at 100, 133 times at 2,000 (rustc 1.95), the making of the
            futures included.

            ## Patch safety
            Results come in the order in which they are ready. Where the first one that is ready in the list's order was taken, another one may be now.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.MethodCall, Kind.Call];

    public override IReadOnlyList<string> MethodNames => ["poll", "poll_unpin", "try_poll", "try_poll_unpin", "poll_next", "poll_next_unpin"];

    public override IReadOnlyList<string> FunctionNames => ["select_all"];

    public override void Visit(Node node, RustContext context)
    {
        if (node.AsMethodCall is { Name: "poll" or "poll_unpin" or "try_poll" or "try_poll_unpin" or "poll_next" or "poll_next_unpin", OnlyArgument: { } argument } call) VisitPoll(node, call, argument, context);
        else if (node.AsCall is { OnlyArgument: { } futures } && context.Module.TargetOf(node).Is(SelectAll)) VisitSelect(node, futures, context);
    }

    private static void VisitPoll(Node node, MethodCallView call, Node argument, RustContext context)
    {
        var module = context.Module;
        if (Turns.Around(module, node) is not { } turns || turns.Node.Kind is not (Kind.For or Kind.MethodCall)) return;
        if (turns.Count.IsSmall || !module.TypeOf(argument).Is(Context) || !IsOfTheTurn(module, call.Receiver, turns.Node) || LooksFirst(module, turns.Node, node)) return;
        Told(context.Report(node, "every wake-up polls all of the futures, also those that nothing has happened to")
            .LabelHead(turns.Node, "goes through all of them each time"), turns.Count);
    }

    private static void VisitSelect(Node node, Node futures, RustContext context)
    {
        var module = context.Module;
        if (Turns.Around(module, node) is not { } turns || FedBack(module, futures, turns) is not { } rest) return;
        Told(context.Report(node, $"every wake-up polls all that is left of `{rest.Text}`, and each result moves it to a new vector")
            .LabelHead(turns.Node, "on each turn of this"), Sizes.Of(module, rest));
    }

    private static void Told(FindingDraft draft, Size count) =>
        draft.Cost("0.5*n^2*10ns", "n*100ns", "n > 20")
            .Size("n", count)
            .AtTier(count.IsSeen ? Tier.B : Tier.C)
            .Ask("How many futures are there at once?")
            .Advise("put them into a `FuturesUnordered` or a `JoinSet`, which polls only those that were woken", "results come in the order in which they are ready");

    /// <summary>Does a variable of the turn say which future it is?</summary>
    private static bool IsOfTheTurn(RustModule module, Node receiver, Node loop)
    {
        for (var id = receiver.Id; id < receiver.SubtreeEnd; id++)
            if (module.BindingAt(receiver.Tree[id]) is { } variable && variable.IsDefinedIn(loop)) return true;
        return false;
    }

    /// <summary>Does a turn ask an atomic flag whether it has to poll?</summary>
    private static bool LooksFirst(RustModule module, Node loop, Node poll)
    {
        for (var id = loop.Id; id < poll.Id; id++)
            if (loop.Tree[id].Kind == Kind.MethodCall && module.TargetOf(loop.Tree[id]).Symbol is { } symbol && symbol.Path.StartsWith("std::sync::atomic::", StringComparison.Ordinal)) return true;
        return false;
    }

    /// <summary>The variable from before the loop that is waited for, where it gets what is left; null where none does.</summary>
    private static Node? FedBack(RustModule module, Node futures, Turns turns)
    {
        for (var id = futures.Id; id < futures.SubtreeEnd; id++)
        {
            if (module.BindingAt(futures.Tree[id]) is not { } variable || futures.Contains(variable.Node)) continue;
            if (!turns.Outlives(variable))
            {
                // `let current = std::mem::take(&mut waiting);`
                if (variable is { Kind: BindingKind.Let, IsWhole: true, Value: { } taken } && taken.Id < futures.Id && FedBack(module, taken, turns) is { } behind) return behind;
                continue;
            }
            foreach (var use in variable.Uses)
                if (use is { Kind: UseKind.Assigned, IsWhole: true } && turns.Node.Contains(use.Node)) return futures.Tree[id];
        }
        return null;
    }
}
