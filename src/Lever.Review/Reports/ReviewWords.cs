using System.Globalization;
using Lever.Review.Findings;

namespace Lever.Review.Reports;

/// <summary>The words that a review's enumerations are written with, and the phrases its reports share.</summary>
internal static class ReviewWords
{
    public static string Of(GoalMetric metric) => metric switch
    {
        GoalMetric.Latency => "latency",
        GoalMetric.Throughput => "throughput",
        _ => "memory",
    };

    public static string Of(AmountUnit unit) => unit switch
    {
        AmountUnit.Nanoseconds => "ns",
        AmountUnit.Bytes => "bytes",
        AmountUnit.Share => "share",
        _ => "samples",
    };

    public static string Of(RiskKind kind) => kind switch
    {
        RiskKind.Correctness => "correctness",
        RiskKind.Memory => "memory",
        RiskKind.Api => "api",
        _ => "complexity",
    };

    public static string Of(SourceKind kind) => kind switch
    {
        SourceKind.CostRow => "cost row",
        SourceKind.Profile => "profile",
        SourceKind.Measurement => "measurement",
        SourceKind.Experiment => "experiment",
        _ => "assumption",
    };

    public static string Of(PatchForm form) => form == PatchForm.Diff ? "diff" : "sketch";

    public static string Of(ConclusionKind kind) => kind switch
    {
        ConclusionKind.Gil => "gil",
        ConclusionKind.Waiting => "waiting",
        ConclusionKind.Locks => "locks",
        ConclusionKind.BlockedLoop => "blocked-loop",
        ConclusionKind.AsyncRuntime => "async-runtime",
        ConclusionKind.Imports => "imports",
        ConclusionKind.Objects => "objects",
        ConclusionKind.Collector => "collector",
        ConclusionKind.Copies => "copies",
        ConclusionKind.Clones => "clones",
        ConclusionKind.Allocation => "allocation",
        ConclusionKind.AllocationSites => "allocation-sites",
        ConclusionKind.Boundary => "boundary",
        _ => "counters",
    };

    /// <summary>The goal as a heading.</summary>
    public static string Title(ReviewGoal goal) =>
        $"Review for {Of(goal.Metric)}{(goal.Target is { } target ? $", target {target}" : "")}";

    public static string Origin(ReviewGoal goal) => goal.Origin == "assumed" ? "goal assumed" : $"goal from {goal.Origin}";

    /// <summary>Whether a patch's text is a diff, be it one that can only be read.</summary>
    public static bool IsDiff(IssuePatch patch) => patch.Text.StartsWith("diff --git ", StringComparison.Ordinal);

    /// <summary>What a profile is, in one line.</summary>
    public static string Summary(EvidenceItem item)
    {
        var matched = item.MatchRate is { } rate ? $", {Figures.MeasuredShare(rate)} of {(item.Metric == "benchmarks" ? "them" : "it")} in this code" : "";
        return $"{item.Profile} ({item.Format}, {item.Metric}, {(item.Samples is { } samples ? CheckTerminal.Counted(samples, "sample") : item.Basis ?? "every call traced")}{matched})";
    }

    /// <summary>What the user agrees to by taking the patch.</summary>
    public static string Consent(Applicability applicability) => applicability switch
    {
        Applicability.Safe => "keeps behaviour",
        Applicability.Unsafe => "needs your consent",
        _ => "by hand",
    };

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The issues that something concerns: <c>issue 2</c>, <c>issues 1, 3</c>; empty where it concerns all.</summary>
    public static string Issues(IReadOnlyList<int> positions) =>
        positions.Count == 0 ? "" : $"issue{(positions.Count == 1 ? "" : "s")} {string.Join(", ", positions.Select(Number))}";

    public static string Place(Place place)
    {
        var cell = place.Cell is { } number ? string.Create(CultureInfo.InvariantCulture, $":cell {number}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{place.Path}{cell}:{place.Range.Start.Line}:{place.Range.Start.Column}");
    }
}
