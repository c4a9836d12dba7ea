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
        new AttachInLoop(),
        new AttachSequence(),
        new BytesDoubleCopy(),
        new GetterClones(),
        new ImportPerCall(),
        new MissingDetach(),
        new PyclassByValue(),
        new RayonAttach(),
        new DetachTooSmall(),
        new ExtractVsCast(),
        new DeepConvert(),
        new AsyncBridgePerItem(),
        new PythonCallbackInLoop(),
        new CallShape(),
        new PyObjectInLoop(),
        new NotFrozenRefcount(),
        new UninternedName(),
        new VecArgCopy(),
    ];
}
