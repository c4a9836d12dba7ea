using Lever.Review.Findings;

namespace Lever.Review.Semantics.Rust.Calls;

/// <summary>What other files are told of a function that goes through all of what it is given, at each call.</summary>
/// <param name="Place">Where it does so.</param>
/// <param name="Parameter">The number of the parameter, the receiver not counted; -1 for a field of the receiver.</param>
/// <param name="Scanned">The name of what is gone through: the parameter's, or the field's.</param>
/// <param name="IsSearch">Does it look for a value, so that a set or map could answer?</param>
/// <param name="HasReceiver">Is it a method, whose receiver stands first where it is called by its path?</param>
internal sealed record ScanningFunction(ChainStep Place, int Parameter, string Scanned, bool IsSearch, bool HasReceiver)
{
    public static readonly IReadOnlyDictionary<PathKey, ScanningFunction> None = new Dictionary<PathKey, ScanningFunction>();
}
