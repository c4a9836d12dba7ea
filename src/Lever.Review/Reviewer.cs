using Lever.Profiles;
using Lever.Profiles.Measurements;
using Lever.Review.Cost;
using Lever.Review.Findings;
using Lever.Review.Ranking;
using Lever.Review.Rules;
using Lever.Review.Settings;

namespace Lever.Review;

/// <summary>The pipeline: what the files gave, priced, joined to profiles, ranked, and answered in five parts.</summary>
public static class Reviewer
{
    /// <summary>Turns what the files gave, and what was measured if anything was, into the guide's five-part answer.</summary>
    /// <param name="everything">Show tests, start-up code and every tier as well.</param>
    /// <param name="top">How many issues to list; at least 1.</param>
    /// <returns>Without patches: those need the sources, and are the reports' business.</returns>
    public static ReviewResult Review(
        IReadOnlyList<FileAnalysis> analyses, FileCounts files, Measured measured,
        ReviewGoal goal, ReviewSettings settings, CostTable table, bool everything, int top)
    {
        var joined = measured.Profiles.Where(profile => profile.HasWeight).Select(profile => ProfiledCode.Of(profile, analyses)).ToList();
        var best = BestEvidence.Of(joined, goal);
        var benched = BenchJoin.Of(measured.Results, analyses);
        var findings = analyses.SelectMany(analysis => analysis.Findings)
            .Select(finding => Evidence(Benched(Pricing.Price(finding, settings, table), benched), best))
            .Where(finding => everything || IsWorthShowing(finding) || HoldsNot(finding, settings))
            .Where(finding => !HoldsNot(finding, settings))
            .ToList();
        var evidence = best.Best;
        var scale = evidence is null ? WorthScale.WeighedTime : WorthScale.Share;
        Candidate Candidate(Finding finding, IReadOnlyList<Finding> places) => Worths.Of(finding, places, scale, goal.Metric, table);

        var candidates = Folded(findings).Select(group => Candidate(group[0], group[1..])).ToList();
        var ranked = Ranks.Of(candidates);
        var issues = ranked.Take(top).Select(entry => IssueOf(entry.Candidate, entry.Rank, scale, best, table)).ToList();
        // Ties with issues that are not listed would name numbers that the reader cannot find.
        issues = issues.ConvertAll(issue => issue with { Rank = issue.Rank with { Ties = [.. issue.Rank.Ties.Where(position => position <= issues.Count)] } });
        var conclusions = Conclusions.Of([.. best.Ordered, .. joined.Except(best.Ordered)], measured, issues);
        return new ReviewResult
        {
            Goal = goal,
            Files = files,
            Evidence = joined.ConvertAll(code => EvidenceItemOf(code, [.. Trust.Doubts(code, goal, settings, measured), .. ReferenceEquals(code, joined[^1]) ? Trust.Doubts(joined) : []]))
                .Concat(measured.Results.Select(file => EvidenceItemOf(file, benched))).ToList(),
            Hypothesis = Hypotheses.Of(best, issues, findings, conclusions, measured),
            Conclusions = conclusions,
            Issues = issues,
            LeftOut = ranked.Count - issues.Count,
            Tradeoffs = Plans.TradeoffsOf(issues),
            MeasurementPlan = Plans.StepsOf(evidence, issues, settings),
            Question = Questions.Of([.. ranked.Select(entry => entry.Candidate)], settings, scale,
                finding => Candidate(Pricing.Price(finding, settings, table), [])),
            Say = Wording.Say(issues, conclusions),
            Sources = SourcesOf(joined, measured, issues, table),
            Problems = [.. analyses.SelectMany(analysis => analysis.Problems)],
        };
    }

    /// <summary>A finding with what profiles say of its place; null where they, or the code alone, show that it is not worth showing.</summary>
    /// <param name="profiles">Joined to the functions of the whole project.</param>
    internal static Finding? Weighed(Finding finding, BestEvidence profiles) => Evidence(finding, profiles) is var weighed && IsWorthShowing(weighed) ? weighed : null;

    /// <summary>With a profile, what it shows to be warm or what it cannot see; without one, what static evidence carries.</summary>
    private static bool IsWorthShowing(Finding finding)
    {
        if (finding.Evidence is { } evidence && !SeesPast(finding, evidence.Metric)) return evidence.Share >= (finding.Tier == Tier.C ? 0.01 : ProfiledCode.Negligible);
        // What the user benches is warm, whatever the code around it says.
        return finding.Benchmark is not null ? finding.Tier != Tier.C : !finding.WaitsForProfile && FindingCompletion.IsShown(finding.Tier, finding.Role, finding.Heat);
    }

    /// <summary>Waiting and memory do not show in a profile of time on the processor.</summary>
    private static bool SeesPast(Finding finding, string metric) =>
        finding.Rule.Technique == Technique.Async || (finding.Worth?.Metric == "bytes" && !metric.StartsWith("alloc-", StringComparison.Ordinal));

    private static bool HoldsNot(Finding finding, ReviewSettings settings) =>
        settings.Answers.TryGetValue("holds:" + finding.Fingerprint, out var answer) && answer == "no";

    private static Finding Evidence(Finding finding, BestEvidence profiles)
    {
        ProfileEvidence? best = null;
        foreach (var code in profiles.Ordered)
        {
            if (code.EvidenceFor(finding) is not { } evidence) continue;
            // Lines beat functions; among equals the better profile counts.
            if (best is null || (evidence.Scope == "line" && best.Scope != "line")) best = evidence;
        }
        if (best is null || (SeesPast(finding, best.Metric) && best.Share < ProfiledCode.Negligible)) return finding;
        var role = best.Share >= 0.05 && finding.Role is not Role.Test ? Role.Hot : finding.Role;
        return finding with { Evidence = best, Grade = finding.Grade > Grade.Profiled ? finding.Grade : Grade.Profiled, Role = role, Heat = role == Role.Hot ? Heat.Hot : finding.Heat };
    }

    /// <summary>Findings of one rule in one function are one issue; the heaviest place stands for it.</summary>
    private static IEnumerable<List<Finding>> Folded(List<Finding> findings) => findings
        .GroupBy(finding => (finding.Rule.Name, finding.Path, finding.Cell, finding.Symbol))
        .Select(group => group.OrderByDescending(finding => finding.Evidence?.Share ?? 0)
            .ThenByDescending(finding => finding.Worth?.High ?? 0)
            .ThenBy(finding => finding, Comparer<Finding>.Create(ReadingOrder.Compare)).ToList());

    private static Issue IssueOf(Candidate candidate, Rank rank, WorthScale scale, BestEvidence profiles, CostTable table)
    {
        var finding = candidate.Finding;
        Impact? impact = null;
        // A share is one of the profile that it was taken from, which need not be the best.
        if (scale == WorthScale.Share && profiles.Ordered.FirstOrDefault(code => code.Profile.Name == finding.Evidence?.Profile) is { } evidence)
        {
            var saved = candidate.Saved;
            var share = new Estimate(saved.Low, saved.Typical, saved.High, AmountUnit.Share);
            var amount = evidence.Unit == "ns"
                ? new Estimate(saved.Low * evidence.TotalWeight, saved.Typical * evidence.TotalWeight, saved.High * evidence.TotalWeight, AmountUnit.Nanoseconds) : null;
            impact = new Impact(amount, "profiled run", share, [evidence.SourceId, .. CostSources(finding, table)]);
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

    /// <param name="doubts">What speaks against it as evidence for this code; the profile's own warnings come after.</param>
    private static EvidenceItem EvidenceItemOf(ProfiledCode code, IReadOnlyList<string> doubts) => new(
        code.Profile.Name, code.Profile.Format, code.MetricName, code.Profile.SampleCount, Math.Round(code.Index.Match.Project, 4),
        [.. doubts, .. code.Profile.Warnings.Select(warning => warning.Message), .. code.Profile.Problems.Take(3).Select(problem => problem.Message)], code.SourceId)
    {
        Basis = code.Profile.SampleCount is not null ? null : code.Profile.IsTraced ? "every call traced" : code.WeighsMemory ? "allocations" : code.Profile.Calls.HasCalls ? "counted exactly" : "number of samples unknown",
    };

    /// <summary>The dearest benchmark of a finding's function.</summary>
    private static Finding Benched(Finding finding, IReadOnlyList<JoinedBenchmark> benched)
    {
        var dearest = benched.Where(join => join.Benchmark is { Unit: MetricUnit.Seconds, MoreIsBetter: false } && join.Measures is { } measures && measures.Path == finding.Path && measures.Function == finding.Function)
            .MaxBy(join => join.Benchmark.Typical);
        return dearest is null ? finding : finding with { Benchmark = new BenchmarkEvidence(dearest.File.Name, dearest.Benchmark.Id, dearest.Benchmark.Typical) };
    }

    private static EvidenceItem EvidenceItemOf(MeasurementFile file, IReadOnlyList<JoinedBenchmark> benched)
    {
        var own = benched.Where(join => ReferenceEquals(join.File, file)).ToList();
        double? placed = own.Count == 0 ? null : (double)own.Count(join => join.Place is not null) / own.Count;
        var (metric, word) = CounterConclusions.IsOfCounters(file) ? ("counters", "counter") : ("benchmarks", "benchmark");
        return new EvidenceItem(file.Name, file.Format, metric, null, placed, [.. file.Problems.Take(3).Select(problem => problem.Message)], CounterConclusions.SourceOf(file))
        {
            Basis = $"{Figures.Count(file.Benchmarks.Count)} {word}{(file.Benchmarks.Count == 1 ? "" : "s")}",
        };
    }

    private static IEnumerable<string> CostSources(Finding finding, CostTable table) =>
        Pricing.RowsOf(finding, table).Select(row => "row:" + row.Id)
            .Concat(finding.Cost?.Sizes.Select(size => SizeId(finding, size)) ?? []);

    private static string SizeId(Finding finding, SizeAssumption size) => $"size:{finding.Symbol}.{Pricing.Counted(size)}";

    private static List<NumberSource> SourcesOf(List<ProfiledCode> joined, Measured measured, List<Issue> issues, CostTable table)
    {
        var sources = joined.ConvertAll(code => new NumberSource(code.SourceId, SourceKind.Profile, $"{code.Profile.Name}, {code.Profile.Format}"));
        sources.AddRange(measured.Results.Select(file => new NumberSource(CounterConclusions.SourceOf(file), SourceKind.Measurement, $"{file.Name}, {file.Format}")));
        foreach (var finding in issues.Select(issue => issue.Finding))
        {
            sources.AddRange(Pricing.RowsOf(finding, table).Select(row => new NumberSource("row:" + row.Id, SourceKind.CostRow, $"{row.Id} = {row.Value}: {row.Source}")));
            sources.AddRange(finding.Cost?.Sizes.Select(size => new NumberSource(SizeId(finding, size), SourceKind.Assumption,
                $"{size.Name} = {Figures.Number(size.Low, 2)} to {Figures.Number(size.High, 2)}: {size.Source}")) ?? []);
        }
        return [.. sources.DistinctBy(source => source.Id)];
    }
}
