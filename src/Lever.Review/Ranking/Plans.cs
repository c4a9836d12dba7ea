using System.Globalization;
using Lever.Review.Findings;
using Lever.Review.Settings;

namespace Lever.Review.Ranking;

/// <summary>What a change may cost elsewhere, and what to measure: the guide's last two answers.</summary>
internal static class Plans
{
    /// <summary>A change below this share of the metric drowns in noise and is not worth its complexity.</summary>
    private const string Bar = "the whole run takes at least 3 % less time over five runs of each, taken in turn";

    public static IReadOnlyList<Risk> RisksOf(Finding finding)
    {
        var risks = finding.Fix.Contract.Select(sentence => new Risk(KindOf(sentence), sentence)).ToList();
        if (finding.Rule.Lever is LeverClass.Algorithm or LeverClass.DataStructure && finding.Fix.Summary.Contains("beside", StringComparison.Ordinal))
            risks.Add(new Risk(RiskKind.Memory, "the second structure costs some 60 bytes an element"));
        return risks;
    }

    public static IReadOnlyList<Tradeoff> TradeoffsOf(IReadOnlyList<Issue> issues)
    {
        var tradeoffs = issues
            .SelectMany(issue => issue.Risks.Select(risk => (issue.Rank.Position, risk)))
            .GroupBy(entry => entry.risk)
            .Select(group => new Tradeoff(group.Key.Kind, group.Key.Text, [.. group.Select(entry => entry.Position)]))
            .ToList();
        foreach (var group in issues.GroupBy(issue => issue.Finding.Rule))
            if (KeepItWhen(group.Key.Doc) is { } keep)
                tradeoffs.Add(new Tradeoff(RiskKind.Complexity, "keep the code as it is when: " + keep, [.. group.Select(issue => issue.Rank.Position)]));
        return tradeoffs;
    }

    public static IReadOnlyList<MeasurementStep> StepsOf(ProfiledCode? evidence, IReadOnlyList<Issue> issues, ReviewSettings settings)
    {
        var steps = new List<MeasurementStep>();
        var run = settings.Workloads.Values.FirstOrDefault()?.Run;
        if (evidence is null)
            steps.Add(new MeasurementStep(
                run is null ? "python -m cProfile -o lever.pstats YOUR_PROGRAM" : Profiled(run),
                "where the time goes; then `lever review --profile lever.pstats`",
                "the first issue's function holds at least 10 % of it",
                "nothing was measured yet, and a fix in cold code is worth nothing"));
        foreach (var issue in issues.Take(2))
        {
            var finding = issue.Finding;
            var isMemory = finding.Worth?.Metric == "bytes";
            var bar = isMemory ? $"peak memory falls by at least {Figures.Of(Math.Max(1, finding.Worth!.Low), AmountUnit.Bytes)} on your data, and the run takes no longer" : finding.Evidence is { Share: > 0 } share && issue.Impact?.Share is { } saved
                ? $"the place's share falls from {Figures.MeasuredShare(share.Share)} by at least {Figures.MeasuredShare(Math.Max(0.001, saved.Low))} of the whole, and {Bar}"
                : Bar;
            steps.Add(new MeasurementStep(
                CommandFor(finding, run),
                isMemory ? "peak memory (`/usr/bin/time -v`) and run time" : "run time of the whole, then the same profile again",
                bar,
                $"whether issue {issue.Rank.Position} pays off on your data: {finding.Message}"));
        }
        return steps;
    }

    /// <summary>Lever's own experiment where the finding has a patch; else the user's, by hand.</summary>
    private static string CommandFor(Finding finding, string? run)
    {
        if (finding.Fix.Edits.Count == 0 || finding.Cell is not null) return run ?? "YOUR_PROGRAM on a fixed input, before and after the patch";
        var workload = run is null ? "" : $" --workload '{run}'";
        return string.Create(CultureInfo.InvariantCulture, $"lever prove {finding.Path}:{finding.Range.Start.Line}{workload}");
    }

    /// <summary>The command that comes next for an issue: the experiment on its patch, the patch once that is proven, or the rule's page where there is none.</summary>
    public static string NextFor(Finding finding)
    {
        if (finding.Fix.Edits.Count == 0 || finding.Cell is not null) return $"lever explain {finding.Rule.Name}";
        var verb = finding.Grade >= Grade.ProvenIsolated ? "apply" : "prove";
        return string.Create(CultureInfo.InvariantCulture, $"lever {verb} {finding.Path}:{finding.Range.Start.Line}");
    }

    private static string Profiled(string run) =>
        run.StartsWith("python ", StringComparison.Ordinal) ? "python -m cProfile -o lever.pstats " + run["python ".Length..] : run;

    private static RiskKind KindOf(string sentence)
    {
        if (sentence.Contains("memory", StringComparison.OrdinalIgnoreCase)) return RiskKind.Memory;
        return sentence.Contains("caller", StringComparison.OrdinalIgnoreCase) || sentence.Contains("return type", StringComparison.OrdinalIgnoreCase)
            || sentence.Contains("signature", StringComparison.OrdinalIgnoreCase) ? RiskKind.Api : RiskKind.Correctness;
    }

    private static string? KeepItWhen(string doc)
    {
        const string Heading = "## Keep it when";
        var start = doc.IndexOf(Heading, StringComparison.Ordinal);
        if (start < 0) return null;
        var end = doc.IndexOf("\n## ", start, StringComparison.Ordinal);
        var text = doc[(start + Heading.Length)..(end < 0 ? doc.Length : end)];
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
        return line.Length == 0 ? null : char.ToLowerInvariant(line[0]) + line[1..];
    }
}
