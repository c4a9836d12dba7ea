using Lever.Syntax.Text;

namespace Lever.Review.Findings;

/// <summary>A half-open range of one file as people count it.</summary>
public readonly record struct Range(Position Start, Position End);

/// <summary>A second place that explains a finding.</summary>
public sealed record Label(Range Range, string Text);

/// <summary>
/// What the found code costs and what its replacement would: expressions over sizes and cost rows in the grammar of
/// `lever estimate`, per run of the code that holds the finding.
/// </summary>
/// <param name="Before">Cost as written, for example <c>n*m*py.list.compare</c>.</param>
/// <param name="After">Cost after the fix.</param>
/// <param name="BreakEven">When the fix pays, such as <c>m &gt; 8</c>; null where it always does or it is not known.</param>
/// <param name="Sizes">Each size with its assumed interval and where it comes from.</param>
public sealed record FindingCost(string Before, string After, string? BreakEven, IReadOnlyList<SizeAssumption> Sizes);

/// <param name="Name">The size's name in the cost expressions.</param>
/// <param name="Low">Least plausible value.</param>
/// <param name="Typical">The value that single-number estimates use.</param>
/// <param name="High">Greatest plausible value.</param>
/// <param name="Source">Where the figures come from: a literal's place, a configuration key, a profile, or "prior".</param>
public sealed record SizeAssumption(string Name, double Low, double Typical, double High, string Source);

/// <summary>An interval of what fixing a finding saves, in the metric's unit.</summary>
/// <param name="Metric"><c>ns</c> per run of the code, <c>ns-profiled</c> of the profiled run, or <c>bytes</c>.</param>
public sealed record Worth(string Metric, double Low, double High);

/// <summary>A replacement of one range of a file's bytes.</summary>
/// <param name="Span">Offsets in UTF-8 bytes.</param>
public sealed record Edit(Span Span, Range Range, string NewText);

/// <param name="Summary">What to do, as an imperative without a final period.</param>
/// <param name="Edits">Non-overlapping, in source order; empty where no patch can be written safely.</param>
/// <param name="Contract">What the patch may change or needs; each a sentence the user would have to agree to.</param>
public sealed record Fix(Applicability Applicability, string Summary, IReadOnlyList<Edit> Edits, IReadOnlyList<string> Contract);

/// <summary>What profiles say of the place of a finding.</summary>
/// <param name="Profile">The profile's file name.</param>
/// <param name="Metric">What was measured: <c>cpu</c>, <c>wall</c>, <c>samples</c>, <c>alloc-bytes</c>.</param>
/// <param name="Share">Share of the metric's total, 0 to 1: of the lines where lines are known, else of the function.</param>
/// <param name="Scope">Whether the share is the <c>line</c>'s, the <c>function</c>'s own, or its <c>total</c> with callees.</param>
/// <param name="Weight">The same in the profile's unit.</param>
/// <param name="Unit">That unit: <c>ns</c>, <c>samples</c>, <c>bytes</c>.</param>
/// <param name="Calls">How often the function was called, where the profile counts calls.</param>
public sealed record ProfileEvidence(string Profile, string Metric, double Share, string Scope, double Weight, string Unit, long? Calls);

/// <summary>What a benchmark of the user's says of the function of a finding.</summary>
/// <param name="File">The name of the file of results.</param>
/// <param name="Benchmark">Its name in that file.</param>
/// <param name="Seconds">What one call takes, by the benchmark's typical value; all that it times besides is in it.</param>
public sealed record BenchmarkEvidence(string File, string Benchmark, double Seconds);

/// <summary>What an experiment, or the fleet after a release, showed of a finding's fix.</summary>
/// <param name="File">The proof file's name.</param>
/// <param name="Ratio">Time or memory before the fix over that after it; above 1 means that the fix wins.</param>
/// <param name="Low">Lower end of the ratio's interval.</param>
/// <param name="High">Upper end of the ratio's interval.</param>
/// <param name="Inputs">What it was measured on, as a noun phrase.</param>
/// <param name="Saved">What the fleet saved; null before a release.</param>
public sealed record ProofEvidence(string File, double Ratio, double Low, double High, string Inputs, Worth? Saved);

/// <summary>One place where code may cost more than it must. Plain data: rules make it, reports print it.</summary>
public sealed record Finding
{
    public required RuleInfo Rule { get; init; }

    /// <summary>Relative to the current folder, with forward slashes.</summary>
    public required string Path { get; init; }

    /// <summary>Number of the notebook cell, from 1; null in an ordinary file.</summary>
    public int? Cell { get; init; }

    public required Span Span { get; init; }

    public required Range Range { get; init; }

    /// <summary>The lines whose time the finding explains: the innermost loop around it, else its statement.</summary>
    public required (int First, int Last) Region { get; init; }

    /// <summary>The name of the called function where the finding is a call, since profiles put the time there; null for others.</summary>
    public string? Callee { get; init; }

    /// <summary>Dotted name of the enclosing function or class with its module, as Python would qualify it.</summary>
    public required string Symbol { get; init; }

    /// <summary>The enclosing function inside its module, as a profile names it; <c>&lt;module&gt;</c> at module level.</summary>
    public string Function { get; init; } = "<module>";

    /// <summary>First line of the enclosing function, its decorators included: what profiles know it by. 1 at module level.</summary>
    public int FunctionLine { get; init; } = 1;

    public required Role Role { get; init; }

    public required Heat Heat { get; init; }

    /// <summary>The dotted name of the function that makes the place hot through calls: one that a framework calls, or whose loop does; null where the place's own file says how hot it is.</summary>
    public string? HeatFrom { get; init; }

    /// <summary>The rule's tier, or a stricter one where this finding's evidence is weaker than the rule's usual.</summary>
    public required Tier Tier { get; init; }

    /// <summary>Is nobody helped by it unless a profile shows its place to be warm?</summary>
    public bool WaitsForProfile { get; init; }

    public required Grade Grade { get; init; }

    /// <summary>Starts in lower case or with code, has no final period and gives no advice.</summary>
    public required string Message { get; init; }

    public IReadOnlyList<Label> Labels { get; init; } = [];

    /// <summary>The calls that lead from the finding to its cost, in order; empty where the cost stands at the finding itself.</summary>
    public IReadOnlyList<ChainStep> Chain { get; init; } = [];

    /// <summary>Does the chain lead from a loop to the finding, and not from the finding to its cost?</summary>
    public bool ChainLeadsHere { get; init; }

    public FindingCost? Cost { get; init; }

    public Worth? Worth { get; init; }

    public required Fix Fix { get; init; }

    /// <summary>Null where no profile covers the place.</summary>
    public ProfileEvidence? Evidence { get; init; }

    /// <summary>Null where no benchmark calls the function.</summary>
    public BenchmarkEvidence? Benchmark { get; init; }

    /// <summary>Null where no experiment stands behind the finding.</summary>
    public ProofEvidence? Proof { get; init; }

    /// <summary>Rule, symbol and normalised code; no line numbers, so that it survives edits elsewhere in the file.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The same without the name of the module, so that it survives a move of the file as well; empty where it is not known.</summary>
    public string CodeFingerprint { get; init; } = "";

    /// <summary>A closed question whose answer decides the finding; null for an assertion.</summary>
    public string? Question { get; init; }
}
