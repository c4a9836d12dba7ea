using Lever.Review.Rules.Rust.Algorithms;
using Lever.Review.Rules.Rust.Allocations;
using Lever.Review.Rules.Rust.Async;
using Lever.Review.Rules.Rust.DataLayout;

namespace Lever.Review.Rules.Rust;

/// <summary>Every rule for Rust, one line each, by name.</summary>
public static class RustCatalog
{
    public static IReadOnlyList<RustRule> Rules { get; } =
    [
        new AwaitHoldingLock(),
        new BlockingInAsync(),
        new CharsNthInLoop(),
        new CloneInLoop(),
        new CloneThenBorrow(),
        new CollectThenIterate(),
        new LinearCostCalleeInLoop(),
        new LinearSearchByKey(),
        new Linkedlist(),
        new MissingWithCapacity(),
        new NestedLoopEqualityJoin(),
        new QuadraticStringBuild(),
        new RescanInLoop(),
        new SequentialAwait(),
        new SortForLess(),
        new SortedInsertInLoop(),
        new VecContainsInLoop(),
        new VecFrontOps(),
        new WeakHashImpl(),
    ];
}
