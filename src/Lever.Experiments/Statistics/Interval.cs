namespace Lever.Experiments.Statistics;

/// <summary>An estimate with the interval it lies in at some confidence; the bounds are infinite where the sample is too small for that confidence.</summary>
/// <param name="Estimate">The point estimate, in the sample's own unit.</param>
/// <param name="Low">Lower bound; <see cref="double.NegativeInfinity"/> where there is none.</param>
/// <param name="High">Upper bound; <see cref="double.PositiveInfinity"/> where there is none.</param>
public readonly record struct Interval(double Estimate, double Low, double High)
{
    /// <summary>Half the distance between the bounds; infinite where a bound is.</summary>
    public double HalfWidth => (High - Low) / 2;

    /// <summary>Whether both bounds lie strictly between −<paramref name="bound"/> and <paramref name="bound"/>.</summary>
    public bool LiesWithin(double bound) => Low > -bound && High < bound;

    /// <summary>The same interval of exp(x): log ratios become ratios. An infinite lower bound becomes 0.</summary>
    public Interval Exp() => new(Math.Exp(Estimate), Math.Exp(Low), Math.Exp(High));
}
