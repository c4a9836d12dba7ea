using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Async;

public sealed class UnboundedFanout : RustRule
{
    public override RuleInfo Info { get; } = new("rs-unbounded-fanout", Language.Rust, LeverClass.AvoidedWork, Technique.Async, Tier.B)
    {
        Achievable = 0.3,
        Precision = 0.7,
        Checklist = ["RS6"],
        Effort = Effort.Medium,
        Doc = """
            As many requests, tasks or messages are under way at once as the input has items.

            ## Why it costs
            Memory grows with the input, each task taking some hundred bytes to several kilobytes besides its buffers, and the peer gets all requests
            at once: it queues, refuses or fails them. `join_all` of tens of thousands of futures takes their whole memory before the first is done.

            ## Example
            ```rust
            use futures::future::join_all;

            pub async fn sizes(client: &reqwest::Client, urls: &[String]) -> Vec<usize> {
                join_all(urls.iter().map(|url| async move {
                    match client.get(url).send().await {
                        Ok(answer) => answer.bytes().await.map(|bytes| bytes.len()).unwrap_or(0),
                        Err(_) => 0,
                    }
                }))
                .await
            }
            ```
            Use instead:
            ```rust
            use futures::stream::{self, StreamExt};

            pub async fn sizes(client: &reqwest::Client, urls: &[String]) -> Vec<usize> {
                stream::iter(urls)
                    .map(|url| async move {
                        match client.get(url).send().await {
                            Ok(answer) => answer.bytes().await.map(|bytes| bytes.len()).unwrap_or(0),
                            Err(_) => 0,
                        }
                    })
                    .buffered(16)
                    .collect()
                    .await
            }
            ```

            ## Keep it when
            The number of items is small or bounded elsewhere, or the channel carries few messages: closing down, settings, control. Channels
            and fan-outs whose work is not known to be a request are told with a profile only.

            ## Regime
            Buffers of 1 KB for n items that all live at once against sixteen at a time, by peak memory: no difference at 8 items, 6 times less at
            100, 625 times less at 10,000 (rustc 1.95). Below some dozen items nothing is gained.

            ## Patch safety
            A bound makes the sender wait. Where the sender is also what the receiver waits for, a bounded channel can stand still.
            """,
    };

    private static readonly int JoinAll = RustLibrary.Path("futures::future::join_all");
    private static readonly int TryJoinAll = RustLibrary.Path("futures::future::try_join_all");
    private static readonly int UnboundedChannel = RustLibrary.Path("tokio::sync::mpsc::unbounded_channel");

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> FunctionNames => ["join_all", "try_join_all", "unbounded_channel"];

    public override void Visit(Node node, RustContext context)
    {
        var module = context.Module;
        if (node.AsCall is not { } call || module.TargetOf(node) is not { IsKnown: true } target || module.IsInTest(node)) return;
        if (target.Is(UnboundedChannel))
        {
            context.Report(node, "the channel holds as many messages as its sender is ahead")
                .Cost("n*async.channel.send", "16*async.channel.send")
                .Size("n", Lever.Review.Semantics.Size.Unknown)
                .AtTier(Tier.C)
                .Advise("bound it with `channel(capacity)`, so that the sender waits", "the receiver never waits for the sender while the channel is full");
            return;
        }
        if (!target.Is(JoinAll) && !target.Is(TryJoinAll) || call.OnlyArgument is not { } futures) return;
        if (!module.Loops.SizeOf(futures).IsData) return;
        var isRequest = AsksNetwork(module, futures) || module.BindingAt(futures) is { Value: { } value } && AsksNetwork(module, value);
        context.Report(node, "all requests are under way at once, as many as there are items")
            .Cost("n*tokio.spawn", "16*tokio.spawn")
            .Size("n", Lever.Review.Semantics.Size.Unknown)
            .AtTier(isRequest ? Tier.B : Tier.C)
            .Ask("How many items can there be at once?")
            .Advise("run them through a stream with `buffered(k)`, or take a permit of a `Semaphore` for each", "the result may take longer where the peer bears all at once");
    }

    private static bool AsksNetwork(RustModule module, Node futures)
    {
        for (var id = futures.Id; id < futures.SubtreeEnd; id++)
            if (module.Tree[id].Kind is Kind.Call or Kind.MethodCall && module.TargetOf(module.Tree[id]).Symbol is { } symbol && symbol.Is(RustFacts.Async)
                && (symbol.Path.StartsWith("reqwest::", StringComparison.Ordinal) || symbol.Path.StartsWith("tokio::fs", StringComparison.Ordinal) || symbol.Path.StartsWith("tokio::net", StringComparison.Ordinal))) return true;
        return false;
    }
}
