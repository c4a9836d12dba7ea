using System.Globalization;

namespace Lever.Review.Findings;

/// <summary>
/// What may be said at each grade. Every report takes its claims from here, so that none says more than its evidence bears.
/// </summary>
public static class Wording
{
    /// <summary>The highest grade, up to the finding's own, that its data can bear.</summary>
    public static Grade Borne(Finding finding)
    {
        var grade = finding.Grade;
        if (grade == Grade.Confirmed && finding.Proof?.Saved is null) grade = Grade.ProvenWorkload;
        if (grade >= Grade.ProvenIsolated && finding.Proof is not { Low: > 1 }) grade = Grade.Profiled;
        if (grade == Grade.Profiled && finding.Evidence is null) grade = Grade.Estimated;
        // An estimate is never shown without its assumptions, and those stand with the cost.
        if (grade == Grade.Estimated && finding is not { Cost: not null, Worth: not null }) grade = Grade.Pattern;
        return grade;
    }

    /// <summary>The claim a finding bears, without capital and final period.</summary>
    public static string Claim(Finding finding) => Borne(finding) switch
    {
        Grade.Pattern => PatternClaim(finding.Cost),
        Grade.Estimated => $"{WorthClaim(finding.Worth!)}, by {Difference(finding.Cost!)}",
        Grade.Profiled => $"{Takes(finding.Evidence!)}; {ProfiledWorth(finding)}",
        var proven => ProofClaim(finding.Proof!, proven),
    };

    /// <summary>The same with the issue's impact on the goal, where it has one.</summary>
    public static string Claim(Issue issue)
    {
        var finding = issue.Finding;
        if (issue.Impact is not { } impact) return Claim(finding);
        return Borne(finding) switch
        {
            Grade.Estimated => ImpactClaim(impact, ceiling: 1),
            Grade.Profiled => $"{Takes(finding.Evidence!)}; {ImpactClaim(impact, finding.Evidence!.Share)}",
            _ => Claim(finding),
        };
    }

    /// <summary>The sizes behind an estimate, each with its source; null where the claim rests on none.</summary>
    public static string? Assumptions(Finding finding)
    {
        if (Borne(finding) is not (Grade.Estimated or Grade.Profiled) || finding.Cost is not { Sizes.Count: > 0 } cost) return null;
        return "assuming " + Listed(cost.Sizes.Select(Size));
    }

    /// <summary>When the fix pays, such as <c>pays when m &gt; 8</c>; null where that is not known.</summary>
    public static string? BreakEven(Finding finding) => finding.Cost?.BreakEven switch
    {
        null or "" => null,
        "never" => "by these figures alone it does not pay",
        var condition => $"pays when {condition}",
    };

    /// <summary>Claim, assumptions and break-even in one line.</summary>
    public static string Full(Finding finding) => Joined(Claim(finding), finding);

    /// <inheritdoc cref="Full(Finding)"/>
    public static string Full(Issue issue) => Joined(Claim(issue), issue.Finding);

    /// <summary>A rank as it is printed: <c>3</c>, <c>1–3, tied</c>, or <c>1, tied with 4</c>.</summary>
    public static string Standing(Rank rank)
    {
        if (rank.Ties.Count == 0) return Digits(rank.Position);
        int[] all = [.. rank.Ties.Append(rank.Position).Distinct().Order()];
        return all[^1] - all[0] == all.Length - 1
            ? $"{Digits(all[0])}–{Digits(all[^1])}, tied"
            : $"{Digits(rank.Position)}, tied with {Listed(all.Where(position => position != rank.Position).Select(Digits))}";
    }

    /// <summary>What the evidence behind these issues permits one to say, and what it does not.</summary>
    public static Claims Say(IReadOnlyList<Issue> issues, IReadOnlyList<Conclusion> conclusions)
    {
        var maySay = issues.Select(issue => new Claim(issue.Rank.Position, Borne(issue.Finding), MaySay(issue)));
        var mustNotSay = issues.Select(issue => Borne(issue.Finding)).Concat(conclusions.Select(_ => Grade.Profiled)).Distinct().Order().Select(MustNotSay);
        return new Claims([.. maySay], [.. mustNotSay]);
    }

    /// <summary>A sentence that may be repeated about an issue.</summary>
    public static string MaySay(Issue issue) => $"{issue.Finding.Path}:{Digits(issue.Finding.Range.Start.Line)}: {Full(issue)}";

    /// <summary>What a grade does not permit one to say.</summary>
    public static string MustNotSay(Grade grade) => grade switch
    {
        Grade.Pattern => "pattern: any figure, or that this code is slow; only its shape is known",
        Grade.Estimated => "estimated: that it is slow, or gets faster by any factor; nothing was measured",
        Grade.Profiled => "profiled: that the fix makes it faster, or saves more than the profile's share; no experiment was run",
        Grade.ProvenIsolated => "proven-isolated: that the program gets faster; only the changed function was measured",
        Grade.ProvenWorkload => "proven-workload: what production saves; only this workload was measured",
        _ => "confirmed: what is saved in another period or on another fleet",
    };

    private static string Joined(string claim, Finding finding)
    {
        if (Assumptions(finding) is { } assumptions) claim += $", {assumptions}";
        if (BreakEven(finding) is { } breakEven) claim += $"; {breakEven}";
        return finding.Benchmark is { } benchmark ? $"{claim}; {Timed(benchmark)}" : claim;
    }

    /// <summary>What a benchmark says of the function: its time, and nothing of what a fix saves.</summary>
    private static string Timed(BenchmarkEvidence benchmark) =>
        $"the function takes {Figures.Of(benchmark.Seconds * 1e9, AmountUnit.Nanoseconds, 2)} a call by `{benchmark.Benchmark}` in {benchmark.File}";

    private static string PatternClaim(FindingCost? cost) =>
        cost is null ? "may cost time or memory here; not estimated" : $"may cost {Difference(cost)}";

    private static string Difference(FindingCost cost) => $"`{cost.Before}` against `{cost.After}` once fixed";

    private static string WorthClaim(Worth worth)
    {
        var unit = worth.Metric == "bytes" ? AmountUnit.Bytes : AmountUnit.Nanoseconds;
        return UpTo(worth.Low, worth.High, unit, worth.Metric switch
        {
            "ns" => " a run",
            "ns-profiled" => " of the profiled run",
            _ => "",
        });
    }

    private static string ProfiledWorth(Finding finding) =>
        finding.Worth is { } worth ? WorthClaim(worth) : $"worth up to {Figures.MeasuredShare(finding.Evidence!.Share)}, all that it takes";

    private static string ImpactClaim(Impact impact, double ceiling)
    {
        var parts = new List<string>(2);
        if (impact.Share is { } share) parts.Add(Share(share, ceiling));
        if (impact.Amount is { Unit: AmountUnit.Share } part) parts.Add(Share(part, ceiling));
        else if (impact.Amount is { } amount) parts.Add(Interval(amount.Low, amount.High, amount.Unit, Per(impact.Per)));
        return parts.Count == 0 ? "worth an unknown amount" : $"worth up to {string.Join(", or ", parts)}";
    }

    private static string Per(string per) => per.Length == 0 ? "" : $" a {per}";

    /// <summary>Rounding must not lift a share above what the profile gives the place.</summary>
    private static string Share(Estimate share, double ceiling)
    {
        var high = Math.Min(share.High, ceiling);
        var low = Math.Min(share.Low, high);
        return Figures.Rounded(high, 1) > ceiling
            ? Figures.MeasuredShare(high) + Bracketed(low, high)
            : Interval(low, high, AmountUnit.Share, "");
    }

    private static string UpTo(double low, double high, AmountUnit unit, string per) => $"worth up to {Interval(low, high, unit, per)}";

    private static string Interval(double low, double high, AmountUnit unit, string per) =>
        $"{Figures.Of(high, unit)}{per}{(Figures.Interval(low, high, unit) is { } interval ? $" ({interval})" : "")}";

    private static string Bracketed(double low, double high) =>
        low < high ? $" ({Figures.Of(low, AmountUnit.Share, 2)[..^2]}–{Figures.MeasuredShare(high)})" : "";

    private static string Takes(ProfileEvidence evidence)
    {
        var share = Figures.MeasuredShare(evidence.Share);
        var metric = evidence.Metric switch
        {
            "cpu" => "CPU time",
            "wall" => "wall time",
            "alloc-bytes" => "allocated bytes",
            var other => other,
        };
        return evidence.Scope switch
        {
            "line" => $"takes {share} of {metric} in {evidence.Profile}",
            "function" => $"its function takes {share} of {metric} in {evidence.Profile}",
            _ => $"its function and what that calls take {share} of {metric} in {evidence.Profile}",
        };
    }

    private static string ProofClaim(ProofEvidence proof, Grade grade)
    {
        var basis = $"{proof.Inputs}, by {proof.File}";
        if (grade == Grade.Confirmed)
        {
            var unit = proof.Saved!.Metric == "bytes" ? AmountUnit.Bytes : AmountUnit.Nanoseconds;
            return $"saved {Interval(proof.Saved.Low, proof.Saved.High, unit, "")}: {basis}";
        }
        if (grade == Grade.ProvenIsolated)
            return $"once fixed, {Figures.Number(proof.Ratio, 2)} times faster on these inputs " +
                $"({Figures.Number(proof.Low, 2)}–{Figures.Number(proof.High, 2)}): {basis}";
        return $"once fixed, the workload is {Figures.Number((proof.Ratio - 1) * 100, 2)} % faster " +
            $"({Figures.Number((proof.Low - 1) * 100, 2)}–{Figures.Number((proof.High - 1) * 100, 2)} %): {basis}";
    }

    private static string Size(SizeAssumption size)
    {
        var interval = size.Low < size.High ? $"{Figures.Count(size.Low)}–{Figures.Count(size.High)}, " : "";
        return $"{size.Name} = {Figures.Count(size.Typical)} ({interval}{size.Source})";
    }

    private static string Listed(IEnumerable<string> items)
    {
        string[] all = [.. items];
        return all.Length <= 1 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
