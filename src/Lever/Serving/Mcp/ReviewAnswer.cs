namespace Lever.Serving.Mcp;

/// <summary>A page of a review.</summary>
/// <param name="Run">The review's resource; the session keeps it for a while.</param>
/// <param name="MustNotSay">What may be said of an issue stands with it; this may not be said of any.</param>
internal sealed record ReviewAnswer(
    string Run, GoalAnswer Goal, int FilesRead, IReadOnlyList<EvidenceAnswer> Evidence, string Hypothesis, bool FlatProfile, IReadOnlyList<IssueAnswer> Issues,
    IReadOnlyList<string> MustNotSay, IReadOnlyList<StepAnswer> MeasurementPlan, QuestionAnswer? Question, IReadOnlyList<ProblemAnswer> Problems, int ProblemsLeftOut,
    int IssuesLeftOut, string? NextCursor, bool StoppedEarly);

internal sealed record GoalAnswer(string Metric, string? Target, string Origin);

internal sealed record EvidenceAnswer(string Profile, string Format, string Metric, long? Samples, double? MatchRate, IReadOnlyList<string> Warnings);

/// <param name="Line">Counted from 1.</param>
/// <param name="AlsoAt">Further places of the same rule in the same function.</param>
internal sealed record IssueAnswer(
    int Rank, IReadOnlyList<int> TiedWith, string Rule, string Path, int Line, string Symbol, string Grade, string Message, string Say, string Fix,
    string Applicability, string Effort, IReadOnlyList<string> Risks, int AlsoAt, string Fingerprint);

internal sealed record StepAnswer(string Command, string Metric, string LaunchBar, string Why);

/// <param name="Key">What the answer is given under.</param>
/// <param name="Assumed">The value that the review assumes without an answer.</param>
internal sealed record QuestionAnswer(string Text, string Key, IReadOnlyList<ChoiceAnswer> Choices, string? Assumed);

internal sealed record ChoiceAnswer(string Value, string Text);

internal sealed record ProblemAnswer(string Path, int Line, string Message);
