using Lever.Experiments.Statistics;

namespace Lever.Experiments.Proofs;

/// <summary>One experiment of a sweep.</summary>
/// <param name="Version">The interpreter or toolchain: <c>3.11</c>.</param>
/// <param name="Size">The n of the inputs.</param>
/// <param name="Effect">Unpatched over patched; null where no verdict rests on it.</param>
/// <param name="Verdict">How that experiment ended; a sign counts only where it says so.</param>
public sealed record Regime(string Version, long Size, Interval? Effect, Verdict Verdict);
