namespace Lever.Review.Reports;

/// <summary>The program that a report names as its maker.</summary>
/// <param name="Home">Address of its documentation; null where there is none to give.</param>
public sealed record ToolInfo(string Name, string Version, string? Home = null);
