using Lever.Review.Rules.PyO3.Batching;
using Lever.Review.Rules.PyO3.Build;
using Lever.Review.Rules.PyO3.Copies;
using Lever.Review.Rules.PyO3.Crossings;
using Lever.Review.Rules.Rust;

namespace Lever.Review.Rules.PyO3;

/// <summary>Every rule for Rust that Python calls, one line each, by name.</summary>
public static class PyO3Catalog
{
    public static IReadOnlyList<RustRule> Rules { get; } =
    [
        new AsyncBridgePerItem(),
        new AttachInLoop(),
        new AttachSequence(),
        new BuildConfig(),
        new BytesDoubleCopy(),
        new CallShape(),
        new DeepConvert(),
        new DetachTooSmall(),
        new ExtractVsCast(),
        new GetterClones(),
        new ImportPerCall(),
        new MissingDetach(),
        new NotFrozenRefcount(),
        new PyObjectInLoop(),
        new PyclassByValue(),
        new PythonCallbackInLoop(),
        new RayonAttach(),
        new UninternedName(),
        new VecArgCopy(),
    ];
}
