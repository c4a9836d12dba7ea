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
        new ArcUnneeded(),
        new AwaitHoldingLock(),
        new BlockingInAsync(),
        new BtreemapUnordered(),
        new BufferInLoop(),
        new BuildProfile(),
        new CharsNthInLoop(),
        new ClientOrRuntimePerCall(),
        new CloneInLoop(),
        new CloneThenBorrow(),
        new ColdPathOutline(),
        new CollectThenIterate(),
        new CowCandidate(),
        new DeferredExpensive(),
        new DynInnerLoop(),
        new EagerDefault(),
        new ExponentialRecursion(),
        new FalseSharing(),
        new FormatRedundant(),
        new FormatThenParse(),
        new FutureSizeOrBoxing(),
        new HotColdFields(),
        new LargeArrayPerCall(),
        new LargeByValue(),
        new LargeEnumVariant(),
        new LinearCostCalleeInLoop(),
        new LinearSearchByKey(),
        new LinesAlloc(),
        new Linkedlist(),
        new LockOnPrimitive(),
        new LockPerItem(),
        new LogArgWork(),
        new ManualCopyFamily(),
        new ManyFuturesPolledNaively(),
        new MapDoubleLookup(),
        new MissingWithCapacity(),
        new NestedLoopEqualityJoin(),
        new NestedMap(),
        new OwnedKeyLookup(),
        new OwnedParam(),
        new PointerTree(),
        new QuadraticStringBuild(),
        new RedundantIndirection(),
        new RegexPerCall(),
        new ReprCPadding(),
        new RescanInLoop(),
        new SequentialAwait(),
        new SerdeFromReader(),
        new SiphashHot(),
        new SmallDomainMap(),
        new SmallvecCandidate(),
        new SortForLess(),
        new SortedInsertInLoop(),
        new SpawnPerTinyItem(),
        new StringAllocInLoop(),
        new TokioMutexForData(),
        new UnboundedFanout(),
        new UnbufferedIo(),
        new UnreadValue(),
        new VecBox(),
        new VecContainsInLoop(),
        new VecFrontOps(),
        new WeakHashImpl(),
        new WorkUnderLock(),
    ];
}
