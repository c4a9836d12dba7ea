namespace Lever.Review.Cost;

/// <summary>Where a row comes from; the later beats the earlier.</summary>
public enum CostLayer
{
    Shipped,
    /// <summary>Measured by <c>lever calibrate</c> on this machine.</summary>
    Calibrated,
    /// <summary>The user's <c>[costs]</c>.</summary>
    User,
}

/// <summary>A unit cost with what stands behind it.</summary>
/// <param name="Id">Dotted name, such as <c>py.dict.lookup</c>.</param>
/// <param name="Value">What one costs, with its interval.</param>
/// <param name="Meaning">What it is the cost of; empty for a user's own row.</param>
/// <param name="Source">Where the figure comes from, the interpreter version of the row used included.</param>
/// <param name="Note">What else a reader should know, such as a differing figure of the guide; null for nothing.</param>
public sealed record CostRow(string Id, Quantity Value, string Meaning, string Source, CostLayer Layer, string? Note);

/// <summary>A row from outside: one of the user's or one that calibration measured.</summary>
/// <param name="Cost">A number or interval with its unit: <c>1.2ms</c>, <c>1ms..1.2ms..2ms</c>, <c>16GB/s</c>.</param>
/// <param name="Source">Who says so.</param>
/// <param name="Python">The interpreter it was measured on; null where it does not matter.</param>
public sealed record CostEntry(string Id, string Cost, string Source, (int Major, int Minor)? Python = null);

/// <summary>A row from outside that cannot be used.</summary>
/// <param name="Problem">Its column counts in the text of the cost.</param>
public sealed record CostEntryProblem(string Id, CostProblem Problem);
