using System.Collections.Immutable;
using Lever.Experiments.Statistics;

namespace Lever.Experiments.Calibration;

/// <summary>What one operation costs on one interpreter of this machine.</summary>
/// <param name="Name">Its cost row, such as <c>py.dict.lookup</c>.</param>
/// <param name="Nanoseconds">Of CPU; for a <paramref name="Unit"/>, where that is not empty.</param>
/// <param name="Unit">Empty for a single operation, <c>KB</c> for 1,024 bytes.</param>
public sealed record CalibratedRow(string Name, Interval Nanoseconds, string Unit);

/// <summary>A row that could not be measured.</summary>
/// <param name="Reason">A sentence part for the user.</param>
public sealed record UncalibratedRow(string Name, string Reason);

/// <summary>What calibration of one interpreter gave.</summary>
/// <param name="Version">Of the interpreter that ran, such as <c>3.11.7</c>.</param>
/// <param name="Implementation">Such as <c>cpython</c>.</param>
/// <param name="Null">The cost of nothing, which has to come out as zero.</param>
/// <param name="Rows">Empty where <paramref name="Problem"/> says why.</param>
/// <param name="Problem">Why nothing measured here can be used; null where it can.</param>
public sealed record CalibrationResult(
    string Version, string Implementation, Interval Null, ImmutableArray<CalibratedRow> Rows, ImmutableArray<UncalibratedRow> LeftOut, int Processes, string? Problem);
