using Lever.Review.Rules.Rust.Algorithms;
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
        new AllocForCompare(),
        new AwaitHoldingLock(),
        new BlockingInAsync(),
        new BufferInLoop(),
        new CharsNthInLoop(),
        new ClientOrRuntimePerCall(),
        new CloneInLoop(),
        new CloneThenBorrow(),
        new ColdPathOutline(),
        new CollectThenIterate(),
        new CowCandidate(),
        new DeferredExpensive(),
        new DynInnerLoop(),
        new ExponentialRecursion(),
        new FormatRedundant(),
        new FormatThenParse(),
        new FutureSizeOrBoxing(),
        new LargeArrayPerCall(),
        new LinearCostCalleeInLoop(),
        new LinearSearchByKey(),
        new LinesAlloc(),
        new Linkedlist(),
        new LogArgWork(),
        new ManualCopyFamily(),
        new MissingWithCapacity(),
        new NestedLoopEqualityJoin(),
        new OwnedKeyLookup(),
        new OwnedParam(),
        new QuadraticStringBuild(),
        new RegexPerCall(),
        new RescanInLoop(),
        new SequentialAwait(),
        new SerdeFromReader(),
        new SortForLess(),
        new SortedInsertInLoop(),
        new SpawnPerTinyItem(),
        new StringAllocInLoop(),
        new TokioMutexForData(),
        new UnboundedFanout(),
        new UnreadValue(),
        new VecContainsInLoop(),
        new VecFrontOps(),
        new WeakHashImpl(),
        new WorkUnderLock(),
    ];
}
