namespace Lever.Profiles.Measurements.Readers;

/// <summary>What perf counted, added up over processors and intervals.</summary>
internal sealed class PerfStatCounters
{
    private const int MaxEvents = 10_000;

    private readonly List<string> order = [];
    private readonly Dictionary<string, Counter> counters = [];
    private readonly HashSet<string> missing = [];
    private readonly HashSet<string> shared = [];
    private long? runs;

    private readonly record struct Counter(double Value, MetricUnit Unit, double? Variation, double Running);

    private static readonly HashSet<string> usual = new(StringComparer.Ordinal)
    {
        "task-clock", "cpu-clock", "duration_time", "context-switches", "cs", "cpu-migrations", "migrations", "page-faults", "faults", "minor-faults", "major-faults",
        "cycles", "cpu-cycles", "ref-cycles", "bus-cycles", "instructions", "branches", "branch-instructions", "branch-misses", "cache-references", "cache-misses",
        "stalled-cycles-frontend", "stalled-cycles-backend", "L1-dcache-loads", "L1-dcache-load-misses", "L1-icache-load-misses", "LLC-loads", "LLC-load-misses",
        "dTLB-loads", "dTLB-load-misses", "iTLB-loads", "iTLB-load-misses",
    };

    /// <summary>Whether an event is one of those that every processor's counters are asked for, whichever of them and whatever of it is counted.</summary>
    public static bool IsUsual(string name) => usual.Contains(EventName.Of(name));

    /// <summary>How many runs the figures are means of.</summary>
    public void RunsAre(long count) => runs = count;

    /// <param name="variation">The standard error of the mean in percent; null for a single run.</param>
    /// <param name="running">The share of the time in which the event was counted, in percent.</param>
    public void Add(string name, string unit, double value, double? variation, double running)
    {
        var scaled = UnitWords.Of(unit);
        var amount = value * scaled.Scale;
        if (running < 99.5 && !EventName.IsOfOneKindOfCore(name)) shared.Add(name);
        if (counters.TryGetValue(name, out var known))
        {
            // Errors of sums are not the sums of errors, and perf gives none for them.
            counters[name] = known with { Value = known.Value + amount, Variation = null, Running = Math.Min(known.Running, running) };
            return;
        }
        if (order.Count >= MaxEvents) return;
        order.Add(name);
        counters.Add(name, new Counter(amount, scaled.Unit == MetricUnit.Unknown ? MetricUnit.Count : scaled.Unit, variation, running));
    }

    public void Missing(string name)
    {
        if (missing.Count < MaxEvents) missing.Add(name);
    }

    public void Finish(MeasurementBuilder builder)
    {
        foreach (var name in order)
        {
            var (value, unit, variation, running) = counters[name];
            builder.Add(new Benchmark(name)
            {
                Unit = unit, UnitName = unit == MetricUnit.Count ? name : "", Mean = value, Count = runs, CountedShare = running / 100,
                // Two standard errors to each side.
                Interval = variation is > 0 and < 50 and var percent
                    ? new MeasuredInterval(value * (1 - percent / 50), value * (1 + percent / 50), 0.95) : null,
            });
        }
        missing.ExceptWith(order);
        if (missing.Count > 0) builder.Problem(ProfilePlace.File, $"not counted on this machine: {Listed(missing)}");
        if (shared.Count > 0)
            builder.Problem(ProfilePlace.File, $"more events than counters: {Listed(shared)} were counted part of the time and scaled up; ask for fewer at once");
    }

    private static string Listed(HashSet<string> names)
    {
        var sorted = names.Order(StringComparer.Ordinal).ToArray();
        return string.Join(", ", sorted.Take(8)) + (sorted.Length > 8 ? $" and {sorted.Length - 8} more" : "");
    }
}
