using System.Globalization;
using Lever.Experiments.Equivalence;

namespace Lever.Experiments.Harnesses;

/// <summary>One worker process that measures a function, its reports checked against what the system counts.</summary>
internal sealed class FunctionSubject(
    PythonHarness harness, Arm arm, InputPlan inputs, EquivalenceReport report, Agreement agreement, RoundAnswers answers, TimeProvider clock) : ISubject
{
    /// <summary>The system counts in steps of its clock, often 10 ms; a start and an end can each be off by one.</summary>
    private static readonly TimeSpan step = TimeSpan.FromMilliseconds(30);

    /// <summary>The part of the system's figure that a worker's own must reach; the rest goes into the protocol, at most 4 % where it was measured.</summary>
    private const double LeastShare = 0.85;

    private readonly Masks masks = Masks.None.With(report.Varying.Select(place => new Difference(0, "", place.Aspect, place.Where, "", "")));
    private TimeSpan? started;
    private double claimed;

    public Measured Measure(int round, ulong seed)
    {
        started ??= harness.CpuTime;
        var began = clock.GetTimestamp();
        // Which rounds are watched must not be known to a patch beforehand.
        var witness = round == 1 || seed % 4 == 0;
        var timed = harness.Time(inputs, seed, report.FreshArguments, report.Consume, witness);
        if (!timed.Has) return new Measured(null, timed.Problem);
        var value = timed.Value!;
        claimed += value.SpentNanoseconds;
        if (Contradiction(value, clock.GetElapsedTime(began)) is { } contradiction) return new Measured(null, contradiction);
        if (answers.Add(arm, seed, value.Samples, masks) is { } difference)
            return new Measured(null, $"the versions differ on an input of round {round.ToString(CultureInfo.InvariantCulture)}, {difference.Call}: {difference.Before} before, {difference.After} after");
        if (witness && !report.BaselineRemembers && !agreement.Has(Clause.Cache) && answers.Remembers(arm, seed, value.Counts.Any(count => EquivalenceCheck.IsLess(count.Again, count.First))))
            return new Measured(null, "the patched version remembers results: calls that it has seen before execute fewer instructions");
        return new Measured(value.Measurement, null);
    }

    public void Dispose() => harness.Dispose();

    private string? Contradiction(TimedRound value, TimeSpan elapsed)
    {
        var system = harness.CpuTime - started!.Value;
        var own = TimeSpan.FromMicroseconds(claimed / 1000);
        if (value.CpuNanoseconds > value.SpentNanoseconds * 1.01 + 1e6) return "the worker reports more time for the calls than for everything that it did: its timers are forged";
        if (own > system * 1.05 + step) return Says("more", own, system);
        if (own < system * LeastShare - step) return Says("less", own, system);
        if (value.WallNanoseconds / 1e6 > elapsed.TotalMilliseconds + 1) return "the worker reports more elapsed time than has passed: its timers are forged";
        return null;
    }

    private static string Says(string what, TimeSpan own, TimeSpan system) => string.Create(CultureInfo.InvariantCulture,
        $"the worker reports {what} processor time ({own.TotalMilliseconds:0} ms) than the system counted ({system.TotalMilliseconds:0} ms): its timers are forged");
}
