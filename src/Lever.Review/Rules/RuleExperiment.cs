using Lever.Review.Findings;

namespace Lever.Review.Rules;

/// <summary>What of the two forms is measured.</summary>
public enum ExperimentMetric
{
    /// <summary>Processor time of the process.</summary>
    Cpu,

    /// <summary>Time on the clock, for what waits.</summary>
    Wall,

    /// <summary>The largest memory in use during one call, as <c>tracemalloc</c> counts it, or the allocator of a Rust program.</summary>
    PeakMemory,
}

/// <summary>
/// A rule's advice, or the guide's, as two functions to be measured against each other: in Python <c>before(*inputs(n))</c> is the
/// costly form and <c>after(*inputs(n))</c> the advised one, in Rust <c>before(&amp;inputs(n, seed))</c> and <c>after(&amp;inputs(n, seed))</c>.
/// </summary>
/// <param name="Name">The rule's name, or <c>guide-…</c> for advice that no rule gives.</param>
/// <param name="Language">Python or Rust.</param>
/// <param name="Source">The Python module, or the root of a Rust crate.</param>
/// <param name="Summary">What is compared, in one sentence.</param>
/// <param name="Sizes">The values of n, in ascending order.</param>
/// <param name="Wins">Where the advised form must be the better one.</param>
/// <param name="Loses">Where it is claimed to be the worse one.</param>
/// <param name="Oldest">The oldest interpreter that can run it, or compiler that can build it.</param>
/// <param name="Requires">Modules that must be importable; none for Rust, which has its standard library.</param>
/// <param name="NotCompared">Why the results of the two forms need not be equal; null where they must be.</param>
public sealed record RuleExperiment(
    string Name,
    Language Language,
    string Source,
    string Summary,
    IReadOnlyList<int> Sizes,
    WinsClause Wins,
    WinsClause Loses,
    ExperimentMetric Metric,
    Toolchain Oldest,
    IReadOnlyList<string> Requires,
    string? NotCompared)
{
    private const string Nothing = "nothing: ";

    private static readonly Toolchain oldestPython = Toolchain.Python(3, 8);

    /// <summary>The first with all that the program that measures uses.</summary>
    private static readonly Toolchain oldestRust = Toolchain.Rust(1, 70);

    private static readonly string[] functions = ["inputs", "before", "after"];

    /// <summary>Reads the header of an experiment in Python without running it; null where something is missing or wrong, with the reason.</summary>
    public static RuleExperiment? Parse(string name, string source, out string problem) => Of(ExperimentHeader.OfPython(source), Language.Python, name, source, out problem);

    /// <summary>Reads the header of an experiment in Rust; null where something is missing or wrong, with the reason.</summary>
    public static RuleExperiment? ParseRust(string name, string source, out string problem) => Of(ExperimentHeader.OfRust(source), Language.Rust, name, source, out problem);

    private static RuleExperiment? Of(ExperimentHeader header, Language language, string name, string source, out string problem)
    {
        problem = header.Problem;
        if (problem.Length > 0) return null;
        if (header.Summary is not { Length: > 0 } summary) problem = $"it has no {(language == Language.Rust ? "`//!` comment" : "docstring")} that says what is compared";
        else if (functions.FirstOrDefault(function => !header.Functions.Contains(function)) is { } function) problem = $"it has no function `{function}`";
        else if (header.Sizes is not { Count: > 0 } sizes || !sizes.Order().Distinct().SequenceEqual(sizes)) problem = "SIZES must be whole numbers in ascending order";
        else if (Clause(header, "WINS", out problem) is not { } wins || Clause(header, "LOSES", out problem) is not { } loses) problem = $"WINS or LOSES: {problem}";
        else if (Metrics(header.Text("METRIC")) is not { } metric) problem = "METRIC must be \"cpu\", \"wall\" or \"peak-memory\"";
        else if (OldestOf(language, header) is not { } oldest) problem = language == Language.Rust ? "RUST must be a lower bound such as >=1.81" : "PYTHON must be a lower bound such as \">=3.9\"";
        else if (header.Text("SAME") is not { } same || same != "result" && !(same.StartsWith(Nothing, StringComparison.Ordinal) && same.Length > Nothing.Length)) problem = "SAME must be \"result\" or \"nothing: \" with the reason";
        else if (header.Requires is not { } requires) problem = "REQUIRES must be names of modules";
        else return new RuleExperiment(name, language, source, summary, sizes, wins, loses, metric, oldest, requires, same == "result" ? null : same[Nothing.Length..]);
        return null;
    }

    private static WinsClause? Clause(ExperimentHeader header, string name, out string problem)
    {
        problem = "";
        if (header.Text(name) is { } text) return WinsClause.Parse(text, out problem);
        if (name == "LOSES") return WinsClause.Never;
        problem = "it is missing";
        return null;
    }

    private static ExperimentMetric? Metrics(string? text) => text switch
    {
        "cpu" => ExperimentMetric.Cpu,
        "wall" => ExperimentMetric.Wall,
        "peak-memory" => ExperimentMetric.PeakMemory,
        _ => null,
    };

    private static Toolchain? OldestOf(Language language, ExperimentHeader header)
    {
        var isRust = language == Language.Rust;
        var lowest = isRust ? oldestRust : oldestPython;
        if (header.Text(isRust ? "RUST" : "PYTHON") is not { } text) return lowest;
        if (!text.StartsWith(">=", StringComparison.Ordinal) || Toolchain.Parse(text[2..]) is not { Language: Language.Python } oldest) return null;
        return oldest.Major == lowest.Major ? oldest with { Language = language } : null;
    }
}
