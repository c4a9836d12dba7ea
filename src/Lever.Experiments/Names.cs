using System.Collections.Immutable;
using Lever.Experiments.Plans;

namespace Lever.Experiments;

/// <summary>The names by which files and reports call the values of our enumerations.</summary>
public static class Names
{
    internal static ImmutableArray<(string Name, PlanMetric Value)> Metrics { get; } =
        [("cpu", PlanMetric.Cpu), ("wall", PlanMetric.Wall), ("peak-memory", PlanMetric.PeakMemory)];

    internal static ImmutableArray<(string Name, PlanScope Value)> Scopes { get; } =
        [("isolated", PlanScope.Isolated), ("workload", PlanScope.Workload)];

    internal static ImmutableArray<(string Name, Verdict Value)> Verdicts { get; } =
    [
        ("faster", Verdict.Faster), ("slower", Verdict.Slower), ("no-material-difference", Verdict.NoMaterialDifference),
        ("behaviour-changed", Verdict.BehaviourChanged), ("inconclusive", Verdict.Inconclusive), ("untestable", Verdict.Untestable),
        ("host-unfit", Verdict.HostUnfit),
    ];

    public static string Of(Verdict verdict) => Find(Verdicts, verdict);

    public static string Of(PlanMetric metric) => Find(Metrics, metric);

    public static string Of(PlanScope scope) => Find(Scopes, scope);

    /// <summary>The grade that an experiment of this scope gives: <c>proven-isolated</c> or <c>proven-workload</c>.</summary>
    public static string Grade(PlanScope scope) => scope == PlanScope.Isolated ? "proven-isolated" : "proven-workload";

    /// <summary>How messages call an arm.</summary>
    public static string Of(Arm arm) => arm switch
    {
        Arm.Baseline => "baseline",
        Arm.Control => "control",
        _ => "patched",
    };

    private static string Find<T>(ImmutableArray<(string Name, T Value)> names, T value) where T : struct, Enum
    {
        foreach (var (name, known) in names)
            if (EqualityComparer<T>.Default.Equals(known, value)) return name;
        throw new ArgumentOutOfRangeException(nameof(value));
    }
}
