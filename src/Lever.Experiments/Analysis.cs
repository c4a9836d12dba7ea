using System.Collections.Immutable;
using System.Globalization;
using Lever.Experiments.Plans;
using Lever.Experiments.Statistics;

namespace Lever.Experiments;

/// <summary>What it would take to decide, if the noise stays as it is.</summary>
/// <param name="Blocks">Blocks in all, those already run included.</param>
/// <param name="Seconds">Their time in all.</param>
public readonly record struct Resolution(int Blocks, double Seconds);

/// <summary>What a look at the data found.</summary>
/// <param name="Control">The baseline over itself, a ratio, at the one-sided level of the equivalence test (90 % where the plan says 95 %).</param>
/// <param name="Effect">Unpatched over patched, a ratio, at the level that the looks leave here; unbounded while that takes more blocks.</param>
/// <param name="Level">The confidence of the effect's interval at this look.</param>
/// <param name="Verdict">The decision; null where the experiment goes on.</param>
/// <param name="Reason">Why, with figures; lower case, no final period.</param>
/// <param name="ToResolve">With <see cref="Experiments.Verdict.Inconclusive"/> and <see cref="Experiments.Verdict.HostUnfit"/>, where more data would help.</param>
public sealed record Assessment(Interval Control, Interval Effect, double Level, Verdict? Verdict, string Reason, Resolution? ToResolve);

/// <summary>
/// The decisions of a plan, made from blocks and nothing else. Two families of claims share the looks: "it differs" at 1 − confidence over
/// both sides, and "it is equivalent" at 1 − confidence on either side; both by repeated confidence intervals (C. Jennison and
/// B. W. Turnbull, Journal of the Royal Statistical Society B 51, 1989).
/// </summary>
public sealed class Analysis
{
    /// <summary>Beyond this many blocks "more data" is no advice.</summary>
    private const double MostUsefulBlocks = 5000;

    private readonly Plan plan;
    private readonly ImmutableArray<double> differenceLevels;
    private readonly ImmutableArray<double> equivalenceLevels;

    public Analysis(Plan plan)
    {
        this.plan = plan;
        (differenceLevels, equivalenceLevels) = Levels(plan, plan.Looks);
    }

    private double Alpha => 1 - plan.Confidence;

    /// <summary>Half the bar: as far as the baseline may lie from itself.</summary>
    private double FitBound => plan.LogBar / 2;

    /// <summary>Whether the plan looks at the data after that many blocks, without ending there.</summary>
    public bool LooksAfter(int blocks) => blocks < plan.MostBlocks && plan.Looks.Contains(blocks);

    /// <summary>A planned look before the last.</summary>
    public Assessment Look(ReadOnlySpan<Block> blocks)
    {
        var look = plan.Looks.IndexOf(blocks.Length);
        return Assess(blocks, differenceLevels[look], equivalenceLevels[look], last: false);
    }

    /// <summary>
    /// The last look: at the planned end, or where the budget ended the experiment. Whatever error is left is spent here; that is
    /// sound because a budget of time does not follow the effect.
    /// </summary>
    public Assessment End(ReadOnlySpan<Block> blocks)
    {
        if (blocks.Length == plan.MostBlocks) return Assess(blocks, differenceLevels[^1], equivalenceLevels[^1], last: true);
        var count = blocks.Length;
        var (difference, equivalence) = Levels(plan, [.. plan.Looks.Where(look => look < count), count]);
        return Assess(blocks, difference[^1], equivalence[^1], last: true);
    }

    private static (ImmutableArray<double> Difference, ImmutableArray<double> Equivalence) Levels(Plan plan, ImmutableArray<int> looks)
    {
        double[] fractions = [.. looks.Select(look => (double)look / plan.MostBlocks)];
        var alpha = 1 - plan.Confidence;
        return (Nominal(alpha), Nominal(2 * alpha));

        ImmutableArray<double> Nominal(double spent) => [.. AlphaSpending.Bounds(spent, fractions).Select(AlphaSpending.NominalLevel)];
    }

    private Assessment Assess(ReadOnlySpan<Block> blocks, double differenceLevel, double equivalenceLevel, bool last)
    {
        var effects = new double[blocks.Length];
        var controls = new double[blocks.Length];
        for (var i = 0; i < blocks.Length; i++)
        {
            effects[i] = blocks[i].Effect(plan);
            controls[i] = blocks[i].Control(plan);
        }

        // The control claims nothing of the patch, so it needs no share of the error: an ordinary pair of tests at every look.
        var control = TwoOneSidedTests.Interval(controls, Alpha);
        var effect = SignedRank.Centre(effects, differenceLevel);
        var equivalence = SignedRank.Centre(effects, equivalenceLevel);
        var fit = control.LiesWithin(FitBound);
        var verdict = fit ? Decide(control, effect, equivalence) : null;
        // Where there are too few blocks for any interval, nothing was shown of the host either.
        if (verdict is null && last) verdict = fit || !double.IsFinite(control.HalfWidth) ? Verdict.Inconclusive : Verdict.HostUnfit;
        var resolution = verdict switch
        {
            Verdict.HostUnfit => Cost(blocks, control.HalfWidth, FitBound - Math.Abs(control.Estimate)),
            Verdict.Inconclusive => Cost(blocks, effect.HalfWidth, Margin(control, effect)),
            _ => null,
        };
        // Each claim is shown with the interval it rests on.
        var (shown, level) = verdict == Verdict.NoMaterialDifference ? (equivalence, equivalenceLevel) : (effect, differenceLevel);
        return new(control.Exp(), shown.Exp(), 1 - level, verdict, Reason(verdict, control.Exp(), shown.Exp(), resolution), resolution);
    }

    private Verdict? Decide(Interval control, Interval effect, Interval equivalence)
    {
        var noise = control.HalfWidth;
        if (effect.Low > noise && effect.Estimate >= plan.LogBar) return Verdict.Faster;
        if (effect.High < -noise && effect.Estimate <= -plan.LogBar) return Verdict.Slower;
        return equivalence.LiesWithin(plan.LogBar) ? Verdict.NoMaterialDifference : null;
    }

    /// <summary>How narrow the effect's interval must become, on either side of the estimate, before one of the claims can be made.</summary>
    private double Margin(Interval control, Interval effect)
    {
        var size = Math.Abs(effect.Estimate);
        return size >= plan.LogBar ? size - control.HalfWidth : plan.LogBar - size;
    }

    /// <summary>Widths shrink with the root of the number of blocks.</summary>
    private static Resolution? Cost(ReadOnlySpan<Block> blocks, double halfWidth, double needed)
    {
        if (!double.IsFinite(halfWidth) || needed <= 0) return null;
        // One block more than now is the least that "more" can mean.
        var total = Math.Max(Math.Ceiling(blocks.Length * Math.Pow(halfWidth / needed, 2)), blocks.Length + 1);
        if (total > MostUsefulBlocks) return null;
        var seconds = 0.0;
        foreach (var block in blocks)
            seconds += block.Seconds;
        return new((int)total, seconds / blocks.Length * total);
    }

    private string Reason(Verdict? verdict, Interval control, Interval effect, Resolution? resolution)
    {
        var bar = Figures.Percent(plan.Bar);
        return verdict switch
        {
            null => "not decided yet",
            Verdict.Faster or Verdict.Slower =>
                $"the effect, {Figures.Ratio(effect)}, is at or beyond the bar of {bar} and clear of the control's own spread, {Figures.Ratio(control)}",
            Verdict.NoMaterialDifference => $"any effect lies within the bar of {bar}: {Figures.Ratio(effect)}",
            Verdict.HostUnfit =>
                $"the baseline against itself came out at {Figures.Ratio(control)}; a bar of {bar} needs it to lie within " +
                $"{Figures.Plain(Math.Exp(-FitBound), 3)} to {Figures.Plain(Math.Exp(FitBound), 3)}; {More(resolution)}",
            _ => $"{Undecided(effect, bar)}; {More(resolution)}",
        };
    }

    private static string Undecided(Interval effect, string bar) => double.IsFinite(effect.High)
        ? $"the effect, {Figures.Ratio(effect)}, is neither shown to reach the bar of {bar} nor to stay within it"
        : "too few blocks for any claim at this confidence";

    private static string More(Resolution? resolution) => resolution is { } more
        ? string.Create(CultureInfo.InvariantCulture, $"about {more.Blocks} blocks, {Figures.Duration(more.Seconds)}, would decide it if the noise stays as it is")
        : "more blocks are not likely to decide it";
}
