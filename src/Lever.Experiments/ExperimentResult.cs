using System.Collections.Immutable;
using Lever.Experiments.Plans;
using Lever.Experiments.Statistics;

namespace Lever.Experiments;

/// <summary>How far an experiment is.</summary>
/// <param name="Blocks">Blocks done.</param>
/// <param name="MostBlocks">Blocks the plan has at most; the budget or a look may end it before.</param>
/// <param name="Seconds">Time of the blocks done.</param>
/// <param name="Ratio">Unpatched over patched so far, without any claim.</param>
public readonly record struct ExperimentProgress(int Blocks, int MostBlocks, double Seconds, double Ratio);

/// <summary>What an experiment gave.</summary>
/// <param name="Blocks">All raw data, in order.</param>
/// <param name="Control">The baseline over itself, a ratio; null where no block was run.</param>
/// <param name="Effect">Unpatched over patched, a ratio; above 1 the patch is faster. Null where no verdict rests on it.</param>
/// <param name="Level">The confidence of the effect's interval; 0 where there is none.</param>
/// <param name="Reason">Why this verdict, with figures.</param>
/// <param name="ToResolve">What deciding would cost, where that can be told.</param>
/// <param name="StoppedEarly">Someone stopped it before plan or budget did; then there is no verdict in either direction.</param>
public sealed record ExperimentResult(
    Plan Plan, ImmutableArray<Block> Blocks, Interval? Control, Interval? Effect, double Level,
    Verdict Verdict, string Reason, Resolution? ToResolve, bool StoppedEarly, DateTimeOffset Started, DateTimeOffset Ended);
