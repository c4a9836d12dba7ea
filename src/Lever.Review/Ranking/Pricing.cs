using Lever.Review.Cost;
using Lever.Review.Findings;
using Lever.Review.Rules;
using Lever.Review.Settings;

namespace Lever.Review.Ranking;

/// <summary>Puts figures on findings: the user's sizes in place of priors, the break-even, and the worth of one run.</summary>
public static class Pricing
{
    public static Finding Price(Finding finding, ReviewSettings settings, CostTable table)
    {
        if (finding.Cost is not { } stated) return finding;
        var cost = stated with { Sizes = [.. stated.Sizes.Select(size => Settled(size, finding, settings))] };
        if (!CostModel.TryEvaluate(cost, table, out var evaluation, out _)) return finding with { Cost = cost, Grade = Grade.Pattern };
        cost = cost with { BreakEven = cost.BreakEven ?? evaluation.BreakEven.Text };
        return finding with { Cost = cost, Worth = evaluation.Worth };
    }

    /// <summary>The rows that a finding's figures rest on.</summary>
    public static IReadOnlyList<CostRow> RowsOf(Finding finding, CostTable table) =>
        finding.Cost is { } cost && CostModel.TryEvaluate(cost, table, out var evaluation, out _) ? evaluation.Rows : [];

    /// <summary>The share of the found code's cost that the fix removes, at the sizes' low, typical and high ends.</summary>
    public static Interval Achievable(Finding finding, CostTable table)
    {
        var rule = MeasuredEffects.ShareSaved(finding.Rule.Name) ?? finding.Rule.Achievable;
        if (finding.Cost is not { } cost || !CostModel.TryEvaluate(cost, table, out var evaluation, out _) || evaluation.Before.Value.Typical <= 0)
            return new Interval(rule * 0.5, rule, Math.Min(1, rule * 1.2));
        var typical = Math.Clamp(1 - evaluation.After.Value.Typical / evaluation.Before.Value.Typical, 0, 1);
        // The polynomials leave out what the line costs besides; the rule's own measured effect bounds them from above.
        typical = Math.Min(typical, rule);
        return new Interval(typical * 0.5, typical, Math.Min(1, Math.Max(typical, rule)));
    }

    /// <summary>A size as the configuration or an answer gives it: by the symbol with the size's name or with the parameter it counts.</summary>
    private static SizeAssumption Settled(SizeAssumption size, Finding finding, ReviewSettings settings)
    {
        foreach (var name in (ReadOnlySpan<string>)[size.Name, Counted(size)])
        {
            var key = finding.Symbol + "." + name;
            if (settings.Sizes.TryGetValue(key, out var range))
                return size with { Low = range.Low, Typical = Math.Sqrt(Math.Max(1, range.Low) * range.High), High = range.High, Source = $"[sizes] {key}" };
            if (settings.Answers.TryGetValue("size:" + key, out var answer) && Settings.Quantities.Count(answer) is { } count)
                return size with { Low = count / 3, Typical = count, High = count * 3, Source = $"[answers] size:{key}" };
        }
        return size;
    }

    /// <summary>The name in back quotes of a size's source, such as the parameter it counts.</summary>
    internal static string Counted(SizeAssumption size)
    {
        var parts = size.Source.Split('`');
        return parts.Length >= 3 ? parts[1] : size.Name;
    }
}
