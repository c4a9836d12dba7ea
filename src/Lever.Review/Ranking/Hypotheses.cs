using System.Globalization;
using Lever.Profiles;
using Lever.Review.Findings;

namespace Lever.Review.Ranking;

/// <summary>What is thought to dominate and why: the guide's first answer.</summary>
internal static class Hypotheses
{
    public static Hypothesis Of(ProfiledCode? evidence, IReadOnlyList<Issue> issues, IReadOnlyList<Finding> findings) =>
        evidence is null ? Unmeasured(issues) : evidence.Flatness.IsFlat ? Flat(evidence, issues, findings) : Peaked(evidence, issues);

    private static Hypothesis Unmeasured(IReadOnlyList<Issue> issues)
    {
        if (issues.Count == 0)
            return new Hypothesis("nothing was measured, and no pattern of the code stands out; measure before changing anything", [], false);
        var finding = issues[0].Finding;
        var facts = new List<Fact> { new(Wording.Full(issues[0]), issues[0].Impact?.Sources ?? []) };
        if (issues[0].Rank.Ties.Count > 0) facts.Add(new Fact((issues[0].Rank.Ties.Count == 1 ? "1 other issue" : $"{Digits(issues[0].Rank.Ties.Count)} others") + " may be worth as much; a profile would tell", []));
        return new Hypothesis(
            $"nothing was measured; by the code's shape, `{finding.Symbol}` is the likeliest to dominate: {finding.Message}", facts, false);
    }

    private static Hypothesis Peaked(ProfiledCode evidence, IReadOnlyList<Issue> issues)
    {
        var index = evidence.Index;
        var heaviest = index.Functions.OrderByDescending(function => function.SelfShare).FirstOrDefault();
        var facts = new List<Fact>();
        foreach (var function in index.Functions.OrderByDescending(function => function.SelfShare).Take(3))
            facts.Add(new Fact(
                $"`{function.QualifiedName}` ({function.Path}:{Digits(function.FirstLine)}) takes {Figures.MeasuredShare(function.SelfShare)} itself, "
                + $"{Figures.MeasuredShare(function.TotalShare)} with what it calls", [evidence.SourceId]));
        facts.Add(Placed(evidence));
        if (heaviest is null) return new Hypothesis("the profile holds no weight in the reviewed code", facts, false);
        var cause = issues.FirstOrDefault(issue => issue.Finding.Path == heaviest.Path && issue.Finding.Function == heaviest.QualifiedName);
        var text = $"`{heaviest.QualifiedName}` in {heaviest.Path} dominates with {Figures.MeasuredShare(heaviest.SelfShare)} of the {evidence.MetricWords}"
            + (cause is null ? "; no rule explains it, so look at its lines" : $": {cause.Finding.Message}");
        return new Hypothesis(text, facts, false);
    }

    /// <summary>The guide's playbook for flat profiles: each of its eight moves is a check that ends in a fact.</summary>
    private static Hypothesis Flat(ProfiledCode evidence, IReadOnlyList<Issue> issues, IReadOnlyList<Finding> findings)
    {
        var flatness = evidence.Flatness;
        var profile = evidence.Profile;
        var sum = issues.Sum(issue => issue.Impact?.Share?.Typical ?? 0);
        var facts = new List<Fact>
        {
            new($"1. small wins add up: the issues below come to {Figures.MeasuredShare(Math.Min(1, sum))} together", [evidence.SourceId]),
            new("2. loops near the top of the stacks: " + Drivers(profile, flatness), [evidence.SourceId]),
            new("3. one-shot construction in place of incremental: " + Among(findings, "py-quadratic-rebind-concat", "py-dict-accumulate-copy", "py-grow-frame-in-loop", "py-sort-inside-loop", "py-manual-comprehension"), []),
            new("4. over-general code on common paths: " + Among(findings, "py-regex-recompile", "py-deep-copy-hot", "py-strptime-iso", "py-reimplemented-builtin", "py-attr-chain-in-loop"), []),
            new("5. allocation: " + (flatness.AllocationMetric is { } metric ? $"the profile weighs `{profile.Metrics[metric].Name}`; sort by it"
                : flatness.CollectorShare is { } collector ? $"garbage collection takes {Figures.MeasuredShare(collector)}" : "the profile does not show it; take an allocation profile"), [evidence.SourceId]),
            new("6. hardware counters: none given; `perf stat` shows cache and branch misses where the machine has counters", []),
            new("7. Python: " + Python(profile, flatness), [evidence.SourceId]),
            new("8. Rust: no Rust code was reviewed", []),
            Placed(evidence),
        };
        return new Hypothesis(
            $"the profile is flat: the heaviest function holds {Figures.MeasuredShare(flatness.TopShare)}, the ten heaviest {Figures.MeasuredShare(flatness.TopTenShare)}; "
            + "no single fix will do, so the playbook for flat profiles follows", facts, true);
    }

    private static string Drivers(Profile profile, Flatness flatness)
    {
        var names = flatness.Drivers.Take(3).Select(driver => $"`{profile.Functions[driver.Function].Name}` ({Figures.MeasuredShare(driver.TotalShare)} below it)").ToList();
        return names.Count == 0 ? "nothing found" : string.Join(", ", names);
    }

    private static string Python(Profile profile, Flatness flatness)
    {
        var imports = 0.0;
        foreach (var share in flatness.ByTotal)
            if (profile.Functions[share.Function].File.Contains("importlib", StringComparison.Ordinal)) imports = Math.Max(imports, share.TotalShare);
        return imports > 0.02 ? $"imports take {Figures.MeasuredShare(imports)}; `python -X importtime` lists them" : "imports take no noticeable share";
    }

    private static string Among(IReadOnlyList<Finding> findings, params ReadOnlySpan<string> rules)
    {
        var count = 0;
        foreach (var finding in findings)
            if (rules.Contains(finding.Rule.Name) && finding.Evidence is { Share: >= ProfiledCode.Negligible }) count++;
        return count == 0 ? "nothing found" : count == 1 ? "1 place, among the issues" : $"{Digits(count)} places, among the issues";
    }

    private static Fact Placed(ProfiledCode evidence)
    {
        var match = evidence.Index.Match;
        return new Fact(
            $"of the profile's weight {Figures.MeasuredShare(match.Project)} is in the reviewed code, {Figures.MeasuredShare(match.Library)} in libraries, "
            + $"{Figures.MeasuredShare(match.Native)} in compiled code, and {Figures.MeasuredShare(match.Stale + match.Unmatched)} could not be placed", [evidence.SourceId]);
    }

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
