using Lever.Review.Rules.Rust.Allocations;
using Lever.Review.Rules.Rust.Async;
using Lever.Review.Rules.Rust.AvoidedWork;
using Lever.Review.Rules.Rust.Compiler;
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
        new CloneInLoop(),
        new CloneThenBorrow(),
        new ColdPathOutline(),
        new CollectThenIterate(),
        new DeferredExpensive(),
        new DynInnerLoop(),
        new ExponentialRecursion(),
        new FormatThenParse(),
        new FutureSizeOrBoxing(),
        new LargeArrayPerCall(),
        new Linkedlist(),
        new LogArgWork(),
        new ManualCopyFamily(),
        new MissingWithCapacity(),
        new RegexPerCall(),
        new SequentialAwait(),
        new SerdeFromReader(),
        new SpawnPerTinyItem(),
        new TokioMutexForData(),
        new UnboundedFanout(),
        new UnreadValue(),
        new WorkUnderLock(),
    ];
}
