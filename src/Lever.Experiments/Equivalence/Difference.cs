namespace Lever.Experiments.Equivalence;

/// <summary>One way in which the two versions do not behave alike on one input.</summary>
/// <param name="Case">The number of the case among the inputs of its source.</param>
/// <param name="Call">The call as a reader would write it, shortened.</param>
/// <param name="Where">The place within the aspect, such as <c>result[3].name</c>; empty where the aspect says it all.</param>
/// <param name="Before">What the baseline does, shortened.</param>
/// <param name="After">What the patched version does, shortened.</param>
public sealed record Difference(int Case, string Call, Aspect Aspect, string Where, string Before, string After);
