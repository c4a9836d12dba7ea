using System.Collections.Immutable;
using Lever.Experiments.Plans;
using Lever.Experiments.Statistics;

namespace Lever.Experiments;

/// <summary>What the three arms measured in one round.</summary>
public readonly record struct Round(Measurement Baseline, Measurement Control, Measurement Patched)
{
    public Measurement Of(Arm arm) => arm switch
    {
        Arm.Baseline => Baseline,
        Arm.Control => Control,
        _ => Patched,
    };
}

/// <summary>One fresh process of each arm and all their rounds, warm-up first.</summary>
/// <param name="Number">Counts from 0.</param>
/// <param name="Seconds">How long the block took, starts included; the budget counts in these.</param>
public sealed record Block(int Number, double Seconds, ImmutableArray<Round> Rounds)
{
    /// <summary>
    /// The logarithm of baseline over control: the middle of the rounds that count. Without noise it is 0.
    /// </summary>
    public double Control(Plan plan) =>
        Middle(plan, round => Math.Log(Value(plan.Metric, round.Baseline)) - Math.Log(Value(plan.Metric, round.Control)));

    /// <summary>
    /// The logarithm of the unpatched code over the patched: above 0 the patch is faster. Baseline and control both stand for
    /// the unpatched code; so effect (a sum) and control (a difference) hardly depend on each other.
    /// </summary>
    public double Effect(Plan plan) => Middle(plan, round =>
        (Math.Log(Value(plan.Metric, round.Baseline)) + Math.Log(Value(plan.Metric, round.Control))) / 2 - Math.Log(Value(plan.Metric, round.Patched)));

    private double Middle(Plan plan, Func<Round, double> statistic)
    {
        var values = new double[Rounds.Length - plan.Warmup];
        for (var i = 0; i < values.Length; i++)
            values[i] = statistic(Rounds[plan.Warmup + i]);
        return Median.Of(values);
    }

    /// <summary>The figure a metric looks at.</summary>
    public static double Value(PlanMetric metric, Measurement measurement) => metric switch
    {
        PlanMetric.Cpu => measurement.CpuNanoseconds,
        PlanMetric.Wall => measurement.WallNanoseconds,
        _ => measurement.PeakBytes,
    };

    /// <summary>Why a process cannot have measured this; null where it can.</summary>
    public static string? Impossible(PlanMetric metric, Measurement measurement)
    {
        if (!double.IsFinite(measurement.CpuNanoseconds) || measurement.CpuNanoseconds < 0) return "a processor time that is no time";
        if (!double.IsFinite(measurement.WallNanoseconds) || measurement.WallNanoseconds < 0) return "an elapsed time that is no time";
        if (measurement.PeakBytes < 0) return "a negative amount of memory";
        if (measurement.Loops < 1) return "a measurement of no call";
        if (Value(metric, measurement) > 0) return null;
        return metric switch
        {
            PlanMetric.Cpu => "no processor time at all; one measurement is too short for this system's clock",
            PlanMetric.Wall => "no elapsed time at all; one measurement is too short for this system's clock",
            _ => "no memory figure, though memory is the metric",
        };
    }
}
