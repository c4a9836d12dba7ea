using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Lever.Experiments.Plans;
using Lever.Experiments.Statistics;

namespace Lever.Experiments;

/// <summary>
/// Runs a plan: block after block, in each a fresh process of every arm, in each round all three in random order. Drift and load
/// meet the arms of a round alike and cancel; the luck of memory layout averages over the blocks.
/// </summary>
public static class Experiment
{
    /// <summary>Runs until a look decides, the plan or its budget ends, a process fails, or someone stops it.</summary>
    /// <param name="plan">A plan without <see cref="Plan.Problem"/>.</param>
    /// <param name="start">Starts a fresh process of an arm.</param>
    /// <param name="clock">Tells how long blocks take, and what time it is.</param>
    /// <param name="journal">Opened for this plan: its blocks count as run, new ones are appended.</param>
    /// <param name="progress">Told after every block.</param>
    /// <param name="cancellation">Ends the experiment after the measurement under way; the unfinished block is dropped.</param>
    public static ExperimentResult Run(
        Plan plan, StartSubject start, TimeProvider clock, Journal? journal = null,
        Action<ExperimentProgress>? progress = null, CancellationToken cancellation = default) =>
        Run(plan, new Analysis(plan), start, clock, journal, progress, cancellation);

    internal static ExperimentResult Run(
        Plan plan, Analysis analysis, StartSubject start, TimeProvider clock, Journal? journal = null,
        Action<ExperimentProgress>? progress = null, CancellationToken cancellation = default)
    {
        var started = journal?.Started ?? clock.GetUtcNow();
        var recorded = journal?.Blocks ?? [];
        var blocks = new List<Block>(plan.MostBlocks);
        while (true)
        {
            var current = CollectionsMarshal.AsSpan(blocks);
            if (blocks.Count == plan.MostBlocks) return Judged(analysis.End(current));
            if (analysis.LooksAfter(blocks.Count) && analysis.Look(current) is { Verdict: not null } decided) return Judged(decided);

            // Recorded blocks go through the same looks again, so that a resumed experiment ends as the uninterrupted one would.
            if (blocks.Count < recorded.Length)
            {
                blocks.Add(recorded[blocks.Count]);
                continue;
            }

            if (cancellation.IsCancellationRequested) return Stopped();
            if (BudgetIsSpent(plan, blocks)) return Judged(analysis.End(current));
            var (block, problem) = RunBlock(plan, blocks.Count, start, clock, cancellation);
            if (problem is not null) return Failed(problem);
            if (block is null && !cancellation.IsCancellationRequested) return blocks.Count == 0 ? TooShort() : Judged(analysis.End(current));
            if (block is null) return Stopped();
            blocks.Add(block);
            if (journal?.Append(block) is { } unwritten) return Failed(unwritten);
            progress?.Invoke(Progress(plan, blocks));
        }

        ExperimentResult Judged(Assessment found) => new(
            plan, [.. blocks], found.Control, found.Effect, found.Level, found.Verdict!.Value, found.Reason, found.ToResolve,
            StoppedEarly: false, started, clock.GetUtcNow());

        ExperimentResult Failed(string problem) => new(
            plan, [.. blocks], null, null, 0, Verdict.Untestable, problem, null, StoppedEarly: false, started, clock.GetUtcNow());

        ExperimentResult TooShort() => new(
            plan, [], null, null, 0, Verdict.Inconclusive, $"not even one block fits into the budget of {Figures.Duration(plan.Budget.TotalSeconds)}; give more, or smaller inputs",
            null, StoppedEarly: false, started, clock.GetUtcNow());

        ExperimentResult Stopped() => new(
            plan, [.. blocks], null, null, 0, Verdict.Inconclusive, $"stopped after {blocks.Count} of at most {plan.MostBlocks} blocks, before the plan allowed a decision",
            null, StoppedEarly: true, started, clock.GetUtcNow());
    }

    /// <summary>Whether another block, as long as those so far, would not fit. The first always runs.</summary>
    private static bool BudgetIsSpent(Plan plan, List<Block> blocks)
    {
        if (blocks.Count == 0) return false;
        var spent = 0.0;
        foreach (var block in blocks)
            spent += block.Seconds;
        return spent + spent / blocks.Count > plan.Budget.TotalSeconds;
    }

    private static ExperimentProgress Progress(Plan plan, List<Block> blocks)
    {
        var effects = new double[blocks.Count];
        var seconds = 0.0;
        for (var i = 0; i < effects.Length; i++)
        {
            effects[i] = blocks[i].Effect(plan);
            seconds += blocks[i].Seconds;
        }

        return new(blocks.Count, plan.MostBlocks, seconds, Math.Exp(Median.Of(effects)));
    }

    /// <summary>A block, or the problem that ended it; neither where it was stopped, or takes longer than the whole budget.</summary>
    private static (Block? Block, string? Problem) RunBlock(Plan plan, int number, StartSubject start, TimeProvider clock, CancellationToken cancellation)
    {
        var seed = SeededRandom.Derive(plan.Seed, (ulong)number);
        var random = new SeededRandom(SeededRandom.Derive(seed, 0));
        Span<Arm> order = [Arm.Baseline, Arm.Control, Arm.Patched];
        var subjects = new ISubject?[order.Length];
        var began = clock.GetTimestamp();
        try
        {
            random.Shuffle(order);
            foreach (var arm in order)
            {
                var (subject, problem) = start(arm, number, seed);
                if (subject is null) return (null, $"the {Names.Of(arm)} process of block {number} did not start: {problem ?? "no reason was given"}");
                subjects[(int)arm] = subject;
            }

            var rounds = ImmutableArray.CreateBuilder<Round>(plan.RoundsInAll);
            Span<Measurement> measured = stackalloc Measurement[order.Length];
            for (var round = 0; round < plan.RoundsInAll; round++)
            {
                if (clock.GetElapsedTime(began) > plan.Budget) return (null, null);
                var roundSeed = SeededRandom.Derive(seed, (ulong)round + 1);
                random.Shuffle(order);
                foreach (var arm in order)
                {
                    if (cancellation.IsCancellationRequested) return (null, null);
                    var (value, problem) = subjects[(int)arm]!.Measure(round, roundSeed);
                    if (value is not { } measurement) return cancellation.IsCancellationRequested ? (null, null) : (null, At(arm, round) + (problem ?? "no answer"));
                    if (Block.Impossible(plan.Metric, measurement) is { } reason) return (null, At(arm, round) + "it reported " + reason);
                    measured[(int)arm] = measurement;
                }

                rounds.Add(new(measured[(int)Arm.Baseline], measured[(int)Arm.Control], measured[(int)Arm.Patched]));
            }

            return (new(number, clock.GetElapsedTime(began).TotalSeconds, rounds.MoveToImmutable()), null);
        }
        finally
        {
            foreach (var subject in subjects)
                subject?.Dispose();
        }

        string At(Arm arm, int round) => $"the {Names.Of(arm)} process of block {number} failed in round {round}: ";
    }
}
