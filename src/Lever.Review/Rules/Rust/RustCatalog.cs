using Lever.Review.Rules.Rust.Allocations;
using Lever.Review.Rules.Rust.Async;
using Lever.Review.Rules.Rust.AvoidedWork;
using Lever.Review.Rules.Rust.DataLayout;

namespace Lever.Review.Rules.Rust;

/// <summary>Every rule for Rust, one line each, by name.</summary>
public static class RustCatalog
{
    public static IReadOnlyList<RustRule> Rules { get; } =
    [
        new AwaitHoldingLock(),
        new BlockingInAsync(),
        new ClientOrRuntimePerCall(),
        new DeferredExpensive(),
        new ExponentialRecursion(),
        new FutureSizeOrBoxing(),
        new Linkedlist(),
        new LogArgWork(),
        new RegexPerCall(),
        new CloneInLoop(),
        new CloneThenBorrow(),
        new CollectThenIterate(),
        new Linkedlist(),
        new MissingWithCapacity(),
        new SequentialAwait(),
        new SerdeFromReader(),
        new SpawnPerTinyItem(),
        new TokioMutexForData(),
        new UnboundedFanout(),
        new UnreadValue(),
        new WorkUnderLock(),
    ];
}
