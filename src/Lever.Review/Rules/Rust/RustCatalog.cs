using Lever.Review.Rules.Rust.Allocations;
using Lever.Review.Rules.Rust.Async;
using Lever.Review.Rules.Rust.DataLayout;

namespace Lever.Review.Rules.Rust;

/// <summary>Every rule for Rust, one line each, by name.</summary>
public static class RustCatalog
{
    public static IReadOnlyList<RustRule> Rules { get; } =
    [
        new ArcUnneeded(),
        new AwaitHoldingLock(),
        new BlockingInAsync(),
        new BtreemapUnordered(),
        new CloneInLoop(),
        new CloneThenBorrow(),
        new CollectThenIterate(),
        new HotColdFields(),
        new LargeByValue(),
        new LargeEnumVariant(),
        new Linkedlist(),
        new LockOnPrimitive(),
        new MissingWithCapacity(),
        new NestedMap(),
        new PointerTree(),
        new RedundantIndirection(),
        new ReprCPadding(),
        new SequentialAwait(),
        new SiphashHot(),
        new SmallDomainMap(),
        new SmallvecCandidate(),
        new VecBox(),
    ];
}
