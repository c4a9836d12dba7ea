using Lever.Review.Findings;

namespace Lever.Review.Cost;

/// <summary>One addend of an estimate.</summary>
/// <param name="Text">The term in the grammar of expressions.</param>
/// <param name="Cost">What it comes to; null where a size is unknown.</param>
/// <param name="CostText">The cost at one significant figure, as a function of the sizes that are unknown: <c>3 ms (1–10 ms) * n</c>.</param>
/// <param name="Share">Share of the typical total, 0 to 1; null where a size is unknown.</param>
/// <param name="Rows">Ids of the rows it uses.</param>
public sealed record EstimateTerm(string Text, Quantity? Cost, string CostText, double? Share, IReadOnlyList<string> Rows);

/// <summary>The least time in which the bytes that an expression touches can be touched at all.</summary>
/// <param name="BytesText">How many bytes, as a function of unknown sizes.</param>
/// <param name="Time">Bytes over bandwidth; null where a size is unknown.</param>
/// <param name="TimeText">The same at one significant figure.</param>
/// <param name="Bandwidth">The row that bounds it.</param>
public sealed record SpeedOfLight(string BytesText, Quantity? Time, string TimeText, CostRow Bandwidth);

/// <summary>An evaluated expression with everything that stands behind the number. Plain data: what <c>lever estimate</c> answers.</summary>
/// <param name="Expression">In canonical spelling.</param>
/// <param name="Total">Null where a size is unknown.</param>
/// <param name="TotalText">One significant figure with its interval; a polynomial where a size is unknown.</param>
/// <param name="Terms">In the order written, products multiplied out over sums.</param>
/// <param name="Rows">Every row used, with value and source.</param>
/// <param name="Sizes">Every given size used.</param>
/// <param name="Unknown">Sizes that stay symbolic.</param>
/// <param name="Bound">Null where no bytes appear.</param>
public sealed record EstimateReport(
    string Expression, Quantity? Total, string TotalText, IReadOnlyList<EstimateTerm> Terms, IReadOnlyList<CostRow> Rows,
    IReadOnlyList<NamedSize> Sizes, IReadOnlyList<string> Unknown, SpeedOfLight? Bound);

/// <summary>A finding within a target's estimate.</summary>
/// <param name="Costs">Null where the finding states no costs.</param>
public sealed record FindingEstimate(Finding Finding, CostEvaluation? Costs);

/// <summary>What <c>lever estimate TARGET</c> answers of one function.</summary>
/// <param name="Cost">The function's own polynomial; null where nothing in it has a known cost.</param>
public sealed record TargetEstimate(string Symbol, string Path, int Line, EstimateReport? Cost, IReadOnlyList<FindingEstimate> Findings);
