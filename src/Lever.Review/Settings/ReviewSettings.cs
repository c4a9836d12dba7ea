using Lever.Review.Findings;

namespace Lever.Review.Settings;

/// <summary>
/// What the user has settled: the whole of <c>lever.toml</c> with its values typed, and what the command line said over it.
/// Plain data; paths and globs are relative to the project's folder, which is the one that holds the configuration.
/// </summary>
public sealed record ReviewSettings
{
    public static ReviewSettings Default { get; } = new();

    /// <summary>Null where the user has not said what matters.</summary>
    public Goal? Goal { get; init; }

    public Scope Scope { get; init; } = new();

    public CheckSettings Check { get; init; } = new();

    public TargetVersions Target { get; init; } = new();

    /// <summary>Sizes by the dotted name of what they count, such as <c>feed.dedupe.unique.items</c>.</summary>
    public IReadOnlyDictionary<string, SizeRange> Sizes { get; init; } = new Dictionary<string, SizeRange>();

    /// <summary>The user's cost rows by id; they beat calibrated and shipped ones.</summary>
    public IReadOnlyDictionary<string, UserCost> Costs { get; init; } = new Dictionary<string, UserCost>();

    /// <summary>Answers to questions that Lever asked, by the question's id.</summary>
    public IReadOnlyDictionary<string, string> Answers { get; init; } = new Dictionary<string, string>();

    /// <summary>Commands that stand for what the user cares about, by name.</summary>
    public IReadOnlyDictionary<string, Workload> Workloads { get; init; } = new Dictionary<string, Workload>();

    public ProveSettings Prove { get; init; } = new();

    /// <summary>The file of findings that are known and not to be reported again; null where there is none.</summary>
    public string? BaselineFile { get; init; }
}

/// <summary>What the user wants less, or more, of.</summary>
/// <param name="Target">
/// The figure to reach: nanoseconds for latency, events a second for throughput, bytes for memory; null where none is stated.
/// </param>
/// <param name="TargetText">The same as it was written.</param>
public sealed record Goal(GoalMetric Metric, double? Target, string? TargetText)
{
    public static IReadOnlyList<string> Metrics { get; } = ["latency", "throughput", "memory"];

    public static GoalMetric? MetricNamed(string name) => name switch
    {
        "latency" => GoalMetric.Latency,
        "throughput" => GoalMetric.Throughput,
        "memory" => GoalMetric.Memory,
        _ => null,
    };

    /// <summary>Reads a target in the metric's unit; null where the text is no such figure.</summary>
    public static double? TargetOf(GoalMetric metric, string text) => metric switch
    {
        GoalMetric.Latency => Quantities.Nanoseconds(text),
        GoalMetric.Throughput => Quantities.PerSecond(text),
        _ => Quantities.Bytes(text),
    };

    /// <summary>An example of a target, for messages.</summary>
    public static string ExampleOf(GoalMetric metric) => metric switch
    {
        GoalMetric.Latency => "300ms",
        GoalMetric.Throughput => "2000/s",
        _ => "512MB",
    };
}

/// <summary>Globs that beat the automatic classification of roles.</summary>
public sealed record Scope
{
    public IReadOnlyList<GlobPattern> Hot { get; init; } = [];

    public IReadOnlyList<GlobPattern> Init { get; init; } = [];

    public IReadOnlyList<GlobPattern> Test { get; init; } = [];

    /// <summary>The role that the globs give a file: test before init before hot; null where none covers it.</summary>
    /// <param name="path">Relative to the project's folder, with forward slashes.</param>
    public Role? RoleOf(string path)
    {
        if (Test.Any(glob => glob.Covers(path))) return Role.Test;
        if (Init.Any(glob => glob.Covers(path))) return Role.Init;
        return Hot.Any(glob => glob.Covers(path)) ? Role.Hot : null;
    }
}

/// <summary>Which findings are shown and which of them fail a run.</summary>
public sealed record CheckSettings
{
    /// <summary>Rule names, <c>*</c> standing for any part of one.</summary>
    public IReadOnlyList<GlobPattern> Select { get; init; } = [GlobPattern.Parse("*")];

    public IReadOnlyList<GlobPattern> Ignore { get; init; } = [];

    /// <summary>How many issues a review shows; at least 1.</summary>
    public int Top { get; init; } = 10;

    /// <summary>The least grade that fails a run; null where findings never do.</summary>
    public Grade? FailOn { get; init; }

    public IReadOnlyList<FileIgnore> PerFileIgnores { get; init; } = [];

    public bool Selects(string rule) => Matches(Select, rule) && !Matches(Ignore, rule);

    /// <summary>Is the rule switched off for this file?</summary>
    /// <param name="path">Relative to the project's folder, with forward slashes.</param>
    public bool Ignores(string path, string rule) =>
        PerFileIgnores.Any(ignore => Matches(ignore.Rules, rule) && ignore.Files.Covers(path));

    private static bool Matches(IReadOnlyList<GlobPattern> patterns, string rule) => patterns.Any(pattern => pattern.Covers(rule));

    /// <summary>Reads the value of <c>fail-on</c>: a grade's name, <c>proven</c> for either proven grade, or <c>never</c>.</summary>
    /// <returns>False where the text is none of these.</returns>
    public static bool TryReadFailOn(string text, out Grade? failOn)
    {
        failOn = text == "proven" ? Grade.ProvenIsolated : Words.GradeNamed(text);
        return failOn is not null || text == "never";
    }

    public static IReadOnlyList<string> FailOnValues { get; } =
        ["never", "pattern", "estimated", "profiled", "proven", "proven-isolated", "proven-workload", "confirmed"];
}

/// <summary>Rules that are off for the files that a glob covers.</summary>
public sealed record FileIgnore(GlobPattern Files, IReadOnlyList<GlobPattern> Rules);

/// <summary>The oldest versions that the code under review must run on; null where nothing says.</summary>
public sealed record TargetVersions
{
    public LanguageVersion? Python { get; init; }

    public LanguageVersion? Rust { get; init; }
}

public readonly record struct LanguageVersion(int Major, int Minor) : IComparable<LanguageVersion>
{
    public int CompareTo(LanguageVersion other) => Major != other.Major ? Major.CompareTo(other.Major) : Minor.CompareTo(other.Minor);

    public static bool operator <(LanguageVersion left, LanguageVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(LanguageVersion left, LanguageVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(LanguageVersion left, LanguageVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(LanguageVersion left, LanguageVersion right) => left.CompareTo(right) >= 0;

    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Major}.{Minor}");
}

/// <summary>How many of something there are: the least and the greatest number expected, both included.</summary>
public readonly record struct SizeRange(double Low, double High);

/// <param name="Cost">An amount or a rate with its unit, such as <c>1.2ms</c> or <c>16GB/s</c>.</param>
/// <param name="Source">Where the figure comes from; shown with every estimate that uses it.</param>
/// <param name="Line">The line of the configuration that states it, counted from 1.</param>
public sealed record UserCost(string Cost, string Source, int Line);

/// <param name="Run">A command line.</param>
public sealed record Workload(string Run);

/// <summary>What an experiment must show, and how long it may take.</summary>
public sealed record ProveSettings
{
    /// <summary>The least change that matters, as a share: 0.03 is 3 %.</summary>
    public double Bar { get; init; } = 0.03;

    /// <summary>Between 0 and 1, both excluded.</summary>
    public double Confidence { get; init; } = 0.95;

    public TimeSpan Budget { get; init; } = TimeSpan.FromMinutes(3);

    public FloatPolicy Float { get; init; } = FloatPolicy.Exact;
}

public enum FloatComparison
{
    Exact,
    Ulps,
    Relative,
}

/// <summary>When two floating-point results count as the same.</summary>
/// <param name="Tolerance">Units in the last place, or the share by which they may differ; 0 for exact.</param>
public readonly record struct FloatPolicy(FloatComparison Comparison, double Tolerance)
{
    public static FloatPolicy Exact => default;

    /// <summary>Reads <c>exact</c>, <c>ulp:4</c> or <c>rel:1e-9</c>; null where the text is none of these.</summary>
    public static FloatPolicy? Parse(string text)
    {
        if (text == "exact") return Exact;
        if (text.StartsWith("ulp:", StringComparison.Ordinal) && Quantities.Count(text[4..]) is { } ulps)
            return new FloatPolicy(FloatComparison.Ulps, ulps);
        if (text.StartsWith("rel:", StringComparison.Ordinal) && Quantities.Count(text[4..]) is { } share and < 1)
            return new FloatPolicy(FloatComparison.Relative, share);
        return null;
    }
}
