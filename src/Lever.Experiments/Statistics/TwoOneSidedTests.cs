namespace Lever.Experiments.Statistics;

/// <summary>
/// Equivalence by two one-sided tests: the centre is shown to lie within ±bound where both "it is at or above the bound" and "it is at or
/// below minus the bound" are refused. D. J. Schuirmann, Journal of Pharmacokinetics and Biopharmaceutics 15, 1987.
/// The tests are signed-rank tests, so no normal distribution is assumed.
/// </summary>
public static class TwoOneSidedTests
{
    /// <summary>
    /// The interval whose inclusion in ±bound is the pair of tests at <paramref name="alpha"/> each: it has confidence 1 − 2·alpha, because
    /// only one of the two wrong claims can be made at a time.
    /// </summary>
    public static Interval Interval(ReadOnlySpan<double> sample, double alpha) => SignedRank.Centre(sample, 2 * alpha);

    /// <summary>Whether the centre is shown to lie within ±<paramref name="bound"/> at a one-sided chance of error <paramref name="alpha"/>.</summary>
    public static bool Equivalent(ReadOnlySpan<double> sample, double bound, double alpha) => Interval(sample, alpha).LiesWithin(bound);
}
