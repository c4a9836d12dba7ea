using System.Collections.Immutable;

namespace Lever.Experiments.Statistics;

/// <summary>
/// Looking at the data more than once without raising the chance of a false claim: the two-sided level each look may use.
/// The spending function is that of K. K. G. Lan and D. L. DeMets, Biometrika 70, 1983, which approximates the bounds of
/// P. C. O'Brien and T. R. Fleming, Biometrics 35, 1979. Bounds follow by the numerical integration of P. Armitage, C. K. McPherson and
/// B. C. Rowe, Journal of the Royal Statistical Society A 132, 1969: the density of the score among the experiments still running is
/// carried from look to look.
/// </summary>
public static class AlphaSpending
{
    /// <summary>
    /// How much of <paramref name="alpha"/>, two-sided, may be used up when a share <paramref name="fraction"/> (0 to 1) of the data is in:
    /// each side spends its half by Lan and DeMets' function 2 − 2Φ(z / √t).
    /// </summary>
    public static double Spent(double alpha, double fraction) =>
        fraction >= 1 ? alpha : fraction <= 0 ? 0 : 4 * Normal.Above(Normal.Quantile(1 - alpha / 4) / Math.Sqrt(fraction));

    /// <summary>
    /// The bounds, in standard errors, of looks at these shares of the planned data. The last look uses up all that is left of
    /// <paramref name="alpha"/>, also where it comes before the planned end: that keeps the overall level as long as the end
    /// was not chosen by what the data showed (a budget of time is such an end).
    /// </summary>
    /// <param name="alpha">The overall two-sided level, in (0, 1).</param>
    /// <param name="fractions">Ascending, in (0, 1].</param>
    public static ImmutableArray<double> Bounds(double alpha, ReadOnlySpan<double> fractions)
    {
        var bounds = ImmutableArray.CreateBuilder<double>(fractions.Length);
        var score = new ScoreDensity();
        var spent = 0.0;
        for (var look = 0; look < fractions.Length; look++)
        {
            var target = look == fractions.Length - 1 ? alpha : Spent(alpha, fractions[look]);
            var bound = score.BoundFor(target - spent, fractions[look]);
            bounds.Add(bound);
            score = score.After(bound, fractions[look]);
            spent = target;
        }

        return bounds.MoveToImmutable();
    }

    /// <summary>The chance, without any effect, that a score crosses one of these bounds (in standard errors) at one of these looks.</summary>
    public static double CrossingProbability(ReadOnlySpan<double> bounds, ReadOnlySpan<double> fractions)
    {
        var score = new ScoreDensity();
        var crossed = 0.0;
        for (var look = 0; look < fractions.Length; look++)
        {
            crossed += score.CrossedBy(bounds[look], fractions[look]);
            score = score.After(bounds[look], fractions[look]);
        }

        return crossed;
    }

    /// <summary>The two-sided level of a single test with that bound.</summary>
    public static double NominalLevel(double bound) => 2 * Normal.Above(bound);
}
