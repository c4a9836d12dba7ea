using Lever.Profiles;
using Lever.Review.Cost;
using Lever.Review.Findings;
using Lever.Review.Ranking;
using Lever.Review.Rules;
using Lever.Review.Settings;

namespace Lever.Review;

/// <summary>The pipeline: what the files gave, priced, joined to profiles, ranked, and answered in five parts.</summary>
public static class Reviewer
{
    /// <summary>Turns what the files gave, and profiles if there are any, into the guide's five-part answer.</summary>
    /// <param name="everything">Show tests, start-up code and every tier as well.</param>
    /// <param name="top">How many issues to list; at least 1.</param>
    /// <returns>Without patches: those need the sources, and are the reports' business.</returns>
    public static ReviewResult Review(
        IReadOnlyList<FileAnalysis> analyses, FileCounts files, IReadOnlyList<Profile> profiles,
        ReviewGoal goal, ReviewSettings settings, CostTable table, bool everything, int top)
    {
        var functions = analyses.SelectMany(analysis => analysis.Functions).ToList();
        var joined = profiles.Where(profile => profile.HasWeight).Select(profile => new ProfiledCode(profile, functions)).ToList();
        var findings = analyses.SelectMany(analysis => analysis.Findings)
            .Select(finding => Evidence(Pricing.Price(finding, settings, table), joined))
            .Where(finding => everything || IsWorthShowing(finding) || HoldsNot(finding, settings))
            .Where(finding => !HoldsNot(finding, settings))
            .ToList();
        var evidence = joined.FirstOrDefault(code => code.WeighsTime);
        var scale = evidence is null ? WorthScale.WeighedTime : WorthScale.Share;
        Candidate Candidate(Finding finding, IReadOnlyList<Finding> places) => Worths.Of(finding, places, scale, goal.Metric, table);

        var candidates = Folded(findings).Select(group => Candidate(group[0], group[1..])).ToList();
        var ranked = Ranks.Of(candidates);
        var issues = ranked.Take(top).Select(entry => IssueOf(entry.Candidate, entry.Rank, scale, evidence, table)).ToList();
        // Ties with issues that are not listed would name numbers that the reader cannot find.
        issues = issues.ConvertAll(issue => issue with { Rank = issue.Rank with { Ties = [.. issue.Rank.Ties.Where(position => position <= issues.Count)] } });
        return new ReviewResult
        {
            Goal = goal,
            Files = files,
            Evidence = joined.ConvertAll(EvidenceItemOf),
            Hypothesis = Hypotheses.Of(evidence, issues, findings),
            Issues = issues,
            LeftOut = ranked.Count - issues.Count,
            Tradeoffs = Plans.TradeoffsOf(issues),
            MeasurementPlan = Plans.StepsOf(evidence, issues, settings),
            Question = Questions.Of([.. ranked.Select(entry => entry.Candidate)], settings, scale,
                finding => Candidate(Pricing.Price(finding, settings, table), [])),
            Say = Wording.Say(issues),
            Sources = SourcesOf(joined, issues, table),
            Problems = [.. analyses.SelectMany(analysis => analysis.Problems)],
        };
    }

    /// <summary>A finding with what profiles say of its place; null where they, or the code alone, show that it is not worth showing.</summary>
    /// <param name="joined">Profiles joined to the functions of the whole project.</param>
    public static Finding? Weighed(Finding finding, IReadOnlyList<ProfiledCode> joined) => Evidence(finding, joined) is var weighed && IsWorthShowing(weighed) ? weighed : null;

    /// <summary>With a profile, what it shows to be warm or what it cannot see; without one, what static evidence carries.</summary>
    private static bool IsWorthShowing(Finding finding)
    {
        if (finding.Evidence is { } evidence && !SeesPast(finding)) return evidence.Share >= (finding.Tier == Tier.C ? 0.01 : ProfiledCode.Negligible);
        return !finding.WaitsForProfile && FindingCompletion.IsShown(finding.Tier, finding.Role, finding.Heat);
    }

    /// <summary>Waiting and memory do not show in a profile of time on the processor.</summary>
    private static bool SeesPast(Finding finding) => finding.Rule.Technique == Technique.Async || finding.Worth?.Metric == "bytes";

    private static bool HoldsNot(Finding finding, ReviewSettings settings) =>
        settings.Answers.TryGetValue("holds:" + finding.Fingerprint, out var answer) && answer == "no";

    private static Finding Evidence(Finding finding, IReadOnlyList<ProfiledCode> joined)
    {
        ProfileEvidence? best = null;
        foreach (var code in joined)
        {
            if (!code.WeighsTime || code.EvidenceFor(finding) is not { } evidence) continue;
            // Lines beat functions; among equals the first profile given counts.
            if (best is null || (evidence.Scope == "line" && best.Scope != "line")) best = evidence;
        }
        if (best is null || (SeesPast(finding) && best.Share < ProfiledCode.Negligible)) return finding;
        var role = best.Share >= 0.05 && finding.Role is not Role.Test ? Role.Hot : finding.Role;
        return finding with { Evidence = best, Grade = finding.Grade > Grade.Profiled ? finding.Grade : Grade.Profiled, Role = role, Heat = role == Role.Hot ? Heat.Hot : finding.Heat };
    }

    /// <summary>Findings of one rule in one function are one issue; the heaviest place stands for it.</summary>
    private static IEnumerable<List<Finding>> Folded(List<Finding> findings) => findings
        .GroupBy(finding => (finding.Rule.Name, finding.Path, finding.Cell, finding.Symbol))
        .Select(group => group.OrderByDescending(finding => finding.Evidence?.Share ?? 0)
            .ThenByDescending(finding => finding.Worth?.High ?? 0)
            .ThenBy(finding => finding, Comparer<Finding>.Create(ReadingOrder.Compare)).ToList());

    private static Issue IssueOf(Candidate candidate, Rank rank, WorthScale scale, ProfiledCode? evidence, CostTable table)
    {
        var finding = candidate.Finding;
        Impact? impact = null;
        if (scale == WorthScale.Share && evidence is not null && finding.Evidence is not null)
        {
            var saved = candidate.Saved;
            var share = new Estimate(saved.Low, saved.Typical, saved.High, AmountUnit.Share);
            var amount = evidence.Unit == "ns"
                ? new Estimate(saved.Low * evidence.TotalWeight, saved.Typical * evidence.TotalWeight, saved.High * evidence.TotalWeight, AmountUnit.Nanoseconds) : null;
            impact = new Impact(amount, "profiled run", share, ["profile:" + finding.Evidence.Profile, .. CostSources(finding, table)]);
            if (amount is not null) finding = finding with { Worth = new Worth("ns-profiled", amount.Low, amount.High) };
        }
        else if (finding.Worth is { } worth)
        {
            var unit = worth.Metric == "bytes" ? AmountUnit.Bytes : AmountUnit.Nanoseconds;
            impact = new Impact(new Estimate(worth.Low, Math.Sqrt(Math.Max(1, worth.Low) * Math.Max(1, worth.High)), worth.High, unit), "run", null, [.. CostSources(finding, table)]);
        }
        return new Issue
        {
            Finding = finding,
            Rank = rank,
            Impact = impact,
            Effort = finding.Rule.Effort,
            Risks = Plans.RisksOf(finding),
            Next = Plans.NextFor(finding),
            AlsoAt = [.. candidate.Places.Select(place => new Place(place.Path, place.Cell, place.Range, place.Symbol))],
        };
    }

    private static EvidenceItem EvidenceItemOf(ProfiledCode code) => new(
        code.Profile.Name, code.Profile.Format, code.MetricName, code.Profile.SampleCount, Math.Round(code.Index.Match.Project, 4),
        [.. code.Profile.Warnings.Select(warning => warning.Message), .. code.Profile.Problems.Take(3).Select(problem => problem.Message)], code.SourceId);

    private static IEnumerable<string> CostSources(Finding finding, CostTable table) =>
        Pricing.RowsOf(finding, table).Select(row => "row:" + row.Id)
            .Concat(finding.Cost?.Sizes.Select(size => SizeId(finding, size)) ?? []);

    private static string SizeId(Finding finding, SizeAssumption size) => $"size:{finding.Symbol}.{Pricing.Counted(size)}";

    private static List<NumberSource> SourcesOf(List<ProfiledCode> joined, List<Issue> issues, CostTable table)
    {
        var sources = joined.ConvertAll(code => new NumberSource(code.SourceId, SourceKind.Profile, $"{code.Profile.Name}, {code.Profile.Format}"));
        foreach (var finding in issues.Select(issue => issue.Finding))
        {
            sources.AddRange(Pricing.RowsOf(finding, table).Select(row => new NumberSource("row:" + row.Id, SourceKind.CostRow, $"{row.Id} = {row.Value}: {row.Source}")));
            sources.AddRange(finding.Cost?.Sizes.Select(size => new NumberSource(SizeId(finding, size), SourceKind.Assumption,
                $"{size.Name} = {Figures.Number(size.Low, 2)} to {Figures.Number(size.High, 2)}: {size.Source}")) ?? []);
        }
        return [.. sources.DistinctBy(source => source.Id)];
    }
}
