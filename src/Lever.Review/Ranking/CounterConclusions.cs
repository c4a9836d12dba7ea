using Lever.Profiles.Measurements;
using Lever.Review.Findings;

namespace Lever.Review.Ranking;

/// <summary>What hardware counters say, one claim a sign of trouble.</summary>
internal static class CounterConclusions
{
    /// <summary>A ratio of counters, with the value from which on it is a sign of trouble on processors of the last ten years.</summary>
    /// <param name="Over">Names of perf's events, of which the first that was counted is taken.</param>
    /// <param name="Scale">What the ratio is multiplied by to be in the unit of <paramref name="Name"/>.</param>
    private sealed record Sign(string Name, string[] Over, string[] Under, double Scale, double Bar, bool LowIsBad, string Means);

    private static readonly Sign[] signs =
    [
        new("processors in use", ["task-clock", "cpu-clock"], ["elapsed", "duration_time"], 1, 0.7, true, "the program waits for more than a quarter of the time that passes"),
        new("instructions a cycle", ["instructions"], ["cycles", "cpu-cycles"], 1, 1, true, "the processor waits, for memory as a rule, more than it works"),
        new("cache misses per 1,000 instructions", ["LLC-load-misses", "cache-misses"], ["instructions"], 1000, 5, false, "data lies too far apart, or is too large for the caches: look at layouts and at the order of access"),
        new("first-level cache misses in % of loads", ["L1-dcache-load-misses"], ["L1-dcache-loads"], 100, 10, false, "data that is used together does not lie together"),
        new("branch misses in % of branches", ["branch-misses"], ["branches", "branch-instructions"], 100, 3, false, "branches depend on data that the processor cannot foresee; sorted or branchless code helps"),
        new("misses of the address cache in % of loads", ["dTLB-load-misses"], ["dTLB-loads"], 100, 1, false, "memory is touched across many pages; larger pages or a denser layout help"),
        new("page faults a second of processor time", ["page-faults", "faults", "minor-faults"], ["task-clock", "cpu-clock"], 1, 20_000, false, "memory is handed out and taken back by the system again and again; reuse buffers"),
        new("context switches a second of processor time", ["context-switches", "cs"], ["task-clock", "cpu-clock"], 1, 5_000, false, "threads wait for each other or for small pieces of input and output"),
    ];

    /// <summary>Events that a processor counts, one of which is in every such count.</summary>
    private static readonly string[] ofHardware = ["instructions", "cycles", "cpu-cycles", "branches", "branch-misses", "cache-misses", "L1-dcache-loads"];

    public static IEnumerable<Conclusion> Of(IReadOnlyList<MeasurementFile> results)
    {
        foreach (var file in results.Where(IsOfCounters))
        {
            var values = file.Benchmarks.GroupBy(counter => EventName.Of(counter.Id), StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum(Counted), StringComparer.Ordinal);
            var doubt = file.Problems.Any(problem => problem.Message.Contains("scaled up", StringComparison.Ordinal)) ? ConclusionWording.SharedCountersDoubt : ConclusionWording.CountersDoubt;
            var fine = new List<string>();
            foreach (var sign in signs)
            {
                if (First(sign.Over, values) is not { } over || First(sign.Under, values) is not (> 0 and var under)) continue;
                var value = over / under * sign.Scale;
                if (sign.LowIsBad ? value >= sign.Bar : value <= sign.Bar) fine.Add(ConclusionWording.Fine(sign.Name, value));
                else yield return new Conclusion(ConclusionKind.Counters, ConclusionWording.Counter(sign.Name, value, sign.Bar, sign.LowIsBad, sign.Means), doubt, null, null, [], [SourceOf(file)]);
            }
            if (fine.Count > 0) yield return new Conclusion(ConclusionKind.Counters, ConclusionWording.FineCounters(fine, ofHardware.Any(values.ContainsKey)), doubt, null, null, [], [SourceOf(file)]);
        }
    }

    public static bool IsOfCounters(MeasurementFile file) => file.Format.StartsWith("perf-stat", StringComparison.Ordinal);

    public static string SourceOf(MeasurementFile file) => "results:" + file.Name;

    // Of two kinds of cores each has what it counted itself, which perf scaled up to the whole time.
    private static double Counted(Benchmark counter) => EventName.IsOfOneKindOfCore(counter.Id) ? counter.Typical * counter.CountedShare : counter.Typical;

    private static double? First(string[] names, Dictionary<string, double> values)
    {
        foreach (var name in names)
            if (values.TryGetValue(name, out var value)) return value;
        return null;
    }
}
