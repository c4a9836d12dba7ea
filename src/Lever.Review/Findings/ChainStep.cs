namespace Lever.Review.Findings;

/// <summary>One place on the way from a finding to its cost, in this file or another one.</summary>
/// <param name="Path">The file, relative to the current folder, with forward slashes.</param>
/// <param name="Symbol">The function that holds the place, dotted with its module.</param>
/// <param name="Text">What happens there.</param>
public sealed record ChainStep(string Path, Range Range, string Symbol, string Text);
