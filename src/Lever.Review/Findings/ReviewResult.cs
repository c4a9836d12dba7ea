namespace Lever.Review.Findings;

public enum GoalMetric
{
    Latency,
    Throughput,
    Memory,
}

/// <summary>What an amount counts.</summary>
public enum AmountUnit
{
    Nanoseconds,
    Bytes,
    /// <summary>A part of the goal's metric, 0 to 1.</summary>
    Share,
    Samples,
}

/// <summary>An amount that is not known exactly.</summary>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="Typical">The value that single-number estimates use.</param>
/// <param name="High">Upper end of the interval.</param>
public sealed record Estimate(double Low, double Typical, double High, AmountUnit Unit);

/// <summary>What the user wants to be better.</summary>
/// <param name="Target">As the user wrote it, such as <c>300ms</c>; null where none was set.</param>
/// <param name="Unit">The unit that impacts are given in.</param>
/// <param name="Origin">Where the goal comes from: <c>--goal</c>, a configuration file's name, or <c>assumed</c>.</param>
public sealed record ReviewGoal(GoalMetric Metric, string? Target, AmountUnit Unit, string Origin);

/// <summary>One profile or measurement that the review rests on.</summary>
/// <param name="Profile">The file's name.</param>
/// <param name="Format">Which format it was read as.</param>
/// <param name="Metric">What was measured: <c>cpu</c>, <c>wall</c>, <c>samples</c>, <c>alloc-bytes</c>.</param>
/// <param name="Samples">How many samples it holds; null where it took none.</param>
/// <param name="MatchRate">Share of its weight whose function was found in the reviewed code, 0 to 1; null where not tried.</param>
/// <param name="Warnings">What the reader should know before trusting it.</param>
/// <param name="Source">Id of the source that its numbers resolve to.</param>
public sealed record EvidenceItem(
    string Profile, string Format, string Metric, long? Samples, double? MatchRate, IReadOnlyList<string> Warnings, string Source)
{
    /// <summary>What its figures rest on where that is no number of samples.</summary>
    public string? Basis { get; init; }
}

/// <summary>A sentence and the sources of its numbers.</summary>
/// <param name="Text">Whole, with its numbers worded by their grade; no final period.</param>
/// <param name="Sources">Ids from <see cref="ReviewResult.Sources"/>.</param>
public sealed record Fact(string Text, IReadOnlyList<string> Sources);

/// <summary>What is thought to dominate, and why.</summary>
/// <param name="Flat">No function dominates, so the review follows the playbook for flat profiles.</param>
public sealed record Hypothesis(string Text, IReadOnlyList<Fact> Facts, bool Flat);

/// <summary>Where an issue stands among the others.</summary>
/// <param name="Position">Counted from 1.</param>
/// <param name="PFirst">How often it came first when the uncertain amounts were drawn: 0 to 1.</param>
/// <param name="Ties">Positions of the other issues whose intervals overlap too much to tell the order.</param>
public sealed record Rank(int Position, double PFirst, IReadOnlyList<int> Ties);

/// <summary>What fixing an issue is expected to save.</summary>
/// <param name="Amount">In the goal's unit; null where neither profile nor target gives one.</param>
/// <param name="Per">What the amount is saved on, such as <c>run of the function</c>, <c>request</c>, <c>profiled run</c>.</param>
/// <param name="Share">The same as a part of the goal's metric; null where no profile says.</param>
/// <param name="Sources">Ids from <see cref="ReviewResult.Sources"/>.</param>
public sealed record Impact(Estimate? Amount, string Per, Estimate? Share, IReadOnlyList<string> Sources);

/// <summary>What a change may cost elsewhere: the guide's four kinds.</summary>
public enum RiskKind
{
    Correctness,
    Memory,
    Api,
    Complexity,
}

public sealed record Risk(RiskKind Kind, string Text);

/// <summary>A further place of the same rule, folded into an issue.</summary>
public sealed record Place(string Path, int? Cell, Range Range, string Symbol);

/// <summary>A finding with its standing among the others.</summary>
public sealed record Issue
{
    public required Finding Finding { get; init; }

    public required Rank Rank { get; init; }

    /// <summary>Null where the shape of the code is all that is known.</summary>
    public Impact? Impact { get; init; }

    public required Effort Effort { get; init; }

    public IReadOnlyList<Risk> Risks { get; init; } = [];

    /// <summary>The command to run next.</summary>
    public required string Next { get; init; }

    /// <summary>Places of the same rule in the same function or file.</summary>
    public IReadOnlyList<Place> AlsoAt { get; init; } = [];
}

public enum PatchForm
{
    /// <summary>A unified diff that <c>git apply</c> takes from the current folder.</summary>
    Diff,
    /// <summary>The shape of the change; to be written by hand.</summary>
    Sketch,
}

/// <param name="Issue">Position of the issue it answers.</param>
/// <param name="Contract">What the patch may change or needs.</param>
public sealed record IssuePatch(
    int Issue, string Path, PatchForm Form, string Text, Applicability Applicability, IReadOnlyList<string> Contract);

/// <param name="Issues">Positions of the issues it concerns; empty where it concerns all.</param>
public sealed record Tradeoff(RiskKind Kind, string Text, IReadOnlyList<int> Issues);

/// <summary>One thing to measure, in the order in which to do them.</summary>
/// <param name="Command">Ready to run.</param>
/// <param name="Metric">What to read off.</param>
/// <param name="LaunchBar">What the metric must show for the change to be worth shipping.</param>
/// <param name="Why">What the step decides.</param>
public sealed record MeasurementStep(string Command, string Metric, string LaunchBar, string Why);

/// <param name="Value">As it is stored.</param>
/// <param name="Text">As it is shown.</param>
public sealed record Choice(string Value, string Text);

/// <summary>The one closed question whose answer would change the ranking most.</summary>
/// <param name="Key">Its key under <c>[answers]</c>.</param>
/// <param name="Default">Index of the choice that the review assumed.</param>
/// <param name="Value">What knowing the answer is worth; null where only the order would change.</param>
public sealed record OpenQuestion(string Text, string Key, IReadOnlyList<Choice> Choices, int Default, Estimate? Value);

/// <param name="Issue">Position of the issue it is about; null where it is about the whole review.</param>
public sealed record Claim(int? Issue, Grade Grade, string Text);

/// <summary>What the evidence permits one to say, and what it does not.</summary>
public sealed record Claims(IReadOnlyList<Claim> MaySay, IReadOnlyList<string> MustNotSay);

/// <summary>What a number rests on.</summary>
public enum SourceKind
{
    CostRow,
    Profile,
    /// <summary>Results of benchmarks, or counters.</summary>
    Measurement,
    Experiment,
    Assumption,
}

/// <param name="Id">Such as <c>row:py.list.compare</c>, <c>profile:app.folded</c>, <c>size:n</c>.</param>
public sealed record NumberSource(string Id, SourceKind Kind, string Text);

/// <summary>A finished review: the guide's five-part answer, as data.</summary>
public sealed record ReviewResult
{
    public required ReviewGoal Goal { get; init; }

    public required FileCounts Files { get; init; }

    public IReadOnlyList<EvidenceItem> Evidence { get; init; } = [];

    public required Hypothesis Hypothesis { get; init; }

    /// <summary>What the measurements say of the program as a whole, the largest share first.</summary>
    public IReadOnlyList<Conclusion> Conclusions { get; init; } = [];

    /// <summary>In the order of their rank.</summary>
    public IReadOnlyList<Issue> Issues { get; init; } = [];

    /// <summary>Ranked issues below those listed.</summary>
    public int LeftOut { get; init; }

    public IReadOnlyList<IssuePatch> Patches { get; init; } = [];

    public IReadOnlyList<Tradeoff> Tradeoffs { get; init; } = [];

    public IReadOnlyList<MeasurementStep> MeasurementPlan { get; init; } = [];

    /// <summary>Null where no answer would change the order.</summary>
    public OpenQuestion? Question { get; init; }

    public required Claims Say { get; init; }

    /// <summary>Every id that a fact, an item of evidence or an impact names is here.</summary>
    public IReadOnlyList<NumberSource> Sources { get; init; } = [];

    public IReadOnlyList<FileProblem> Problems { get; init => field = ReadingOrder.Of(value); } = [];

    public bool StoppedEarly { get; init; }

    /// <summary>Ids that the review names and no source explains; empty in a sound review.</summary>
    public IReadOnlyList<string> UnresolvedSources()
    {
        var known = Sources.Select(source => source.Id).ToHashSet(StringComparer.Ordinal);
        var named = Evidence.Select(item => item.Source)
            .Concat(Hypothesis.Facts.SelectMany(fact => fact.Sources))
            .Concat(Conclusions.SelectMany(conclusion => conclusion.Sources))
            .Concat(Issues.SelectMany(issue => issue.Impact?.Sources ?? []));
        return [.. named.Where(id => !known.Contains(id)).Distinct(StringComparer.Ordinal)];
    }
}
