using System.Globalization;
using Lever.Review.Findings;

namespace Lever.Review.Ranking;

/// <summary>What is thought to dominate and why: the guide's first answer.</summary>
internal static class Hypotheses
{
    /// <param name="conclusions">What else the measurements say; to be told once.</param>
    public static Hypothesis Of(BestEvidence profiles, IReadOnlyList<Issue> issues, IReadOnlyList<Finding> findings, IReadOnlyList<Conclusion> conclusions, Measured measured)
    {
        if (profiles.Best is not { } evidence) return Unmeasured(issues, measured.Profiles.Count + measured.Results.Count > 0 ? "nothing that was measured weighs this code" : "nothing was measured");
        var hypothesis = evidence.Flatness.IsFlat ? Flat(evidence, issues, findings, conclusions, measured) : Peaked(evidence, issues);
        return hypothesis with { Facts = [.. profiles.Facts, .. hypothesis.Facts] };
    }

    private static Hypothesis Unmeasured(IReadOnlyList<Issue> issues, string how)
    {
        if (issues.Count == 0)
            return new Hypothesis($"{how}, and no pattern of the code stands out; measure before changing anything", [], false);
        var finding = issues[0].Finding;
        var facts = new List<Fact> { new(Wording.Full(issues[0]), issues[0].Impact?.Sources ?? []) };
        if (issues[0].Rank.Ties.Count > 0) facts.Add(new Fact((issues[0].Rank.Ties.Count == 1 ? "1 other issue" : $"{Digits(issues[0].Rank.Ties.Count)} others") + " may be worth as much; a profile would tell", []));
        return new Hypothesis(
            $"{how}; by the code's shape, `{finding.Symbol}` is the likeliest to dominate: {finding.Message}", facts, false);
    }

    private static Hypothesis Peaked(ProfiledCode evidence, IReadOnlyList<Issue> issues)
    {
        var heaviest = evidence.Index.Functions.OrderByDescending(function => function.InnermostShare).Take(3).ToList();
        var facts = new List<Fact>();
        foreach (var function in heaviest)
            facts.Add(new Fact(
                $"`{function.QualifiedName}` ({function.Path}:{Digits(function.FirstLine)}) takes {Figures.MeasuredShare(function.SelfShare)} itself, "
                + (IsMore(function.InnermostShare, function.SelfShare) ? $"{Figures.MeasuredShare(function.InnermostShare)} with the libraries and compiled code that it calls, " : "")
                + $"{Figures.MeasuredShare(function.TotalShare)} with all that it calls", [evidence.SourceId]));
        facts.Add(Placed(evidence));
        if (heaviest.Count == 0) return new Hypothesis("the profile holds no weight in the reviewed code", facts, false);
        var first = heaviest[0];
        var cause = issues.FirstOrDefault(issue => issue.Finding.Path == first.Path && issue.Finding.Function == first.QualifiedName);
        // What holds less is the heaviest of this code, but no peak of the program.
        var verb = first.InnermostShare >= Peak ? "dominates" : "is the heaviest of this code";
        var text = $"`{first.QualifiedName}` in {first.Path} {verb} with {Figures.MeasuredShare(first.InnermostShare)} of the {evidence.MetricWords}"
            + (evidence.OnProcessor is < HardlyOnCpu and var used ? $", which is {Figures.MeasuredShare(used)} of the time that passed" : "")
            + (IsMore(first.InnermostShare, first.SelfShare) ? ", the libraries and compiled code that it calls included" : "")
            + (cause is null ? "; no rule explains it, so look at its lines" : $": {cause.Finding.Message}");
        return new Hypothesis(text, facts, false);
    }

    /// <summary>From this share on a function dominates a program.</summary>
    private const double Peak = 0.2;

    /// <summary>Below this much of the time on a processor, what dominates there dominates little.</summary>
    private const double HardlyOnCpu = 0.3;

    private static bool IsMore(double share, double other) => Figures.MeasuredShare(share) != Figures.MeasuredShare(other);

    private static Hypothesis Flat(ProfiledCode evidence, IReadOnlyList<Issue> issues, IReadOnlyList<Finding> findings, IReadOnlyList<Conclusion> conclusions, Measured measured)
    {
        var flatness = evidence.Flatness;
        return new Hypothesis(
            $"the profile is flat: the heaviest function holds {Figures.MeasuredShare(flatness.TopShare)}, the ten heaviest {Figures.MeasuredShare(flatness.TopTenShare)}; "
            + "no single fix will do, so the playbook for flat profiles follows", [.. FlatPlaybook.Moves(evidence, issues, findings, conclusions, measured), Placed(evidence)], true);
    }

    private static Fact Placed(ProfiledCode evidence) => new(EvidenceWording.Placed(evidence.Index.Match), [evidence.SourceId]);

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
