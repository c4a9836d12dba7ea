using Lever.Review.Findings;

namespace Lever.Review.Cost;

/// <summary>What fixing a finding is worth where no profile tells: time of one run, weighed by how often the place is thought to run.</summary>
public static class RunWorth
{
    /// <summary>A saved byte as time: what writing and reading it once costs at memory bandwidth.</summary>
    private const double NanosecondsPerByte = 0.13;

    /// <summary>The weighed nanoseconds of the rank 100: ten seconds a run of hot code.</summary>
    private const double Most = 1e11;

    public static Interval Of(Finding finding, GoalMetric goal)
    {
        // A worth that no stated assumption bears is no more than the shape is.
        if (finding.Worth is not { } worth) return new Interval(0, 1, 1000);
        var isMemory = worth.Metric == "bytes";
        var factor = HeatOf(finding) * (goal == GoalMetric.Memory ? (isMemory ? 1 : 0.01) : isMemory ? NanosecondsPerByte : 1);
        var low = Math.Max(worth.Low, worth.High / 10_000) * factor;
        var high = worth.High * factor;
        return new Interval(low, Math.Sqrt(Math.Max(low, 1e-9) * Math.Max(high, 1e-9)), high);
    }

    /// <summary>
    /// The same as a number from 0 to 100, for tools that sort by one: the expected worth, which reviews rank by, on a logarithmic scale. Ten points more are about ten
    /// times the worth; it depends on the finding alone, so that it stays what it is when others come and go.
    /// </summary>
    public static double Rank(Finding finding, GoalMetric goal)
    {
        var borne = Wording.Borne(finding) == Grade.Pattern ? finding with { Worth = null } : finding;
        var expected = finding.Rule.Precision * Of(borne, goal).Typical;
        return Math.Round(Math.Clamp(100 * Math.Log(1 + expected) / Math.Log(1 + Most), 0, 100), 1);
    }

    /// <summary>How often code of a heat runs, against warm code: a prior of one order of magnitude a step.</summary>
    private static double HeatOf(Finding finding) => finding.Heat switch { Heat.Hot => 10, Heat.Warm => 1, _ => 0.1 };
}
