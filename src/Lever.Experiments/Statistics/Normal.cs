namespace Lever.Experiments.Statistics;

/// <summary>The standard normal distribution.</summary>
public static class Normal
{
    private static readonly double DensityAtZero = 1 / Math.Sqrt(2 * Math.PI);

    /// <summary>The density at <paramref name="x"/>.</summary>
    public static double Density(double x) => DensityAtZero * Math.Exp(-x * x / 2);

    /// <summary>P(Z ≤ <paramref name="x"/>).</summary>
    public static double Below(double x) => Above(-x);

    /// <summary>
    /// P(Z &gt; <paramref name="x"/>), with a relative error below 1e-12 far into the upper tail.
    /// The series is that of G. Marsaglia, "Evaluating the normal distribution", Journal of Statistical Software 11(4), 2004;
    /// beyond 3 Laplace's continued fraction (Abramowitz and Stegun 26.2.14) loses no digits to cancellation.
    /// </summary>
    public static double Above(double x)
    {
        if (x < 0) return 1 - Above(-x);
        if (x > 38) return 0;
        return x < 3 ? 0.5 - Density(x) * Series(x) : Density(x) / ContinuedFraction(x);
    }

    private static double Series(double x)
    {
        var term = x;
        var sum = x;
        for (var k = 3; term > sum * 1e-17; k += 2)
        {
            term *= x * x / k;
            sum += term;
        }

        return sum;
    }

    private static double ContinuedFraction(double x)
    {
        var value = x;
        // From the inside out; at x = 3, the slowest, 80 steps are exact to the last digit.
        for (var k = 80; k >= 1; k--)
            value = x + k / value;
        return value;
    }

    /// <summary>
    /// The x with P(Z ≤ x) = <paramref name="probability"/>, to about 16 digits; infinite at 0 and 1.
    /// M. J. Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37(3), 1988.
    /// </summary>
    public static double Quantile(double probability)
    {
        if (probability <= 0) return double.NegativeInfinity;
        if (probability >= 1) return double.PositiveInfinity;
        var q = probability - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            var r = 0.180625 - q * q;
            return q * Ratio(r, CentreNumerator, CentreDenominator);
        }

        var root = Math.Sqrt(-Math.Log(q < 0 ? probability : 1 - probability));
        var size = root <= 5 ? Ratio(root - 1.6, MiddleNumerator, MiddleDenominator) : Ratio(root - 5, TailNumerator, TailDenominator);
        return q < 0 ? -size : size;
    }

    private static double Ratio(double x, double[] numerator, double[] denominator) => Horner(x, numerator) / Horner(x, denominator);

    private static double Horner(double x, double[] coefficients)
    {
        var value = 0.0;
        for (var i = coefficients.Length - 1; i >= 0; i--)
            value = value * x + coefficients[i];
        return value;
    }

    private static readonly double[] CentreNumerator =
        [3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
         45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727];
    private static readonly double[] CentreDenominator =
        [1, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077,
         21213.794301586595867, 39307.895800092710610, 28729.085735721942674, 5226.4952788528545610];
    private static readonly double[] MiddleNumerator =
        [1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
         1.27045825245236838258, 0.241780725177450611770, 0.0227238449892691845833, 7.74545014278341407640e-4];
    private static readonly double[] MiddleDenominator =
        [1, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550,
         0.148103976427480074590, 0.0151986665636164571966, 5.47593808499534494600e-4, 1.05075007164441684324e-9];
    private static readonly double[] TailNumerator =
        [6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 0.296560571828504891230,
         0.0265321895265761230930, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7];
    private static readonly double[] TailDenominator =
        [1, 0.599832206555887937690, 0.136929880922735805310, 0.0148753612908506148525,
         7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15];
}
