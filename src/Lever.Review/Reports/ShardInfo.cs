namespace Lever.Review.Reports;

/// <summary>Which part of a check a report is, and what all parts must have in common.</summary>
/// <param name="Index">Counted from 1.</param>
/// <param name="Settings">A digest of everything but the sources that findings depend on: configuration, options, baseline, unit costs.</param>
/// <param name="Sources">A digest of the names of all files, whichever part they are in.</param>
public sealed record ShardInfo(int Index, int Count, string Settings, string Sources);
