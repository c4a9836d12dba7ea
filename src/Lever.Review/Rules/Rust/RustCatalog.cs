using Lever.Review.Rules.Rust.Algorithms;
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
        new CharsNthInLoop(),
        new LinearCostCalleeInLoop(),
        new LinearSearchByKey(),
        new Linkedlist(),
        new NestedLoopEqualityJoin(),
        new QuadraticStringBuild(),
        new RescanInLoop(),
        new SortForLess(),
        new SortedInsertInLoop(),
        new VecContainsInLoop(),
        new VecFrontOps(),
        new WeakHashImpl(),
        new AwaitHoldingLock(),
        new BlockingInAsync(),
        new AllocForCompare(),
        new BufferInLoop(),
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
        new CowCandidate(),
        new FormatRedundant(),
        new LinesAlloc(),
        new Linkedlist(),
        new MissingWithCapacity(),
        new SequentialAwait(),
        new OwnedKeyLookup(),
        new OwnedParam(),
        new StringAllocInLoop(),
        new SerdeFromReader(),
        new SpawnPerTinyItem(),
        new TokioMutexForData(),
        new UnboundedFanout(),
        new UnreadValue(),
        new WorkUnderLock(),
    ];
}
