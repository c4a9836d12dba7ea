namespace Lever.Experiments.Statistics;

/// <summary>
/// The density of the score (a Brownian motion at the looks' information) among the experiments that no look has ended yet, on an even grid
/// over the continuation region with Simpson's weights folded in. Before the first look all of it stands at 0.
/// </summary>
internal sealed class ScoreDensity
{
    /// <summary>Beyond this many standard errors nothing is left that a bound could catch.</summary>
    private const double Farthest = 9;

    private readonly double[] _places;
    private readonly double[] _weights;
    private readonly double _information;

    public ScoreDensity() : this([0], [1], 0) { }

    private ScoreDensity(double[] places, double[] weights, double information)
    {
        _places = places;
        _weights = weights;
        _information = information;
    }

    /// <summary>The bound that a share <paramref name="probability"/> of all experiments crosses at this look and at none before.</summary>
    public double BoundFor(double probability, double information)
    {
        if (probability <= CrossedBy(Farthest, information)) return Farthest;
        var (low, high) = (0.0, Farthest);
        while (high - low > 1e-10)
        {
            var middle = (low + high) / 2;
            if (CrossedBy(middle, information) > probability) low = middle;
            else high = middle;
        }

        // The upper end: rounding must not spend more than is allowed.
        return high;
    }

    /// <summary>The share of all experiments that lies outside ±<paramref name="bound"/> standard errors at this look and ended at none before.</summary>
    public double CrossedBy(double bound, double information)
    {
        var limit = bound * Math.Sqrt(information);
        var deviation = Math.Sqrt(information - _information);
        var crossed = 0.0;
        for (var i = 0; i < _places.Length; i++)
            crossed += _weights[i] * (Normal.Above((limit - _places[i]) / deviation) + Normal.Above((limit + _places[i]) / deviation));
        return crossed;
    }

    /// <summary>The density after a look that ends what lies outside ±<paramref name="bound"/> standard errors.</summary>
    public ScoreDensity After(double bound, double information)
    {
        var limit = Math.Min(bound, Farthest) * Math.Sqrt(information);
        var deviation = Math.Sqrt(information - _information);
        // Eight points to a standard deviation of the step make Simpson's rule exact to nine digits.
        var halves = Math.Clamp((int)Math.Ceiling(limit / deviation * 8), 60, 2000);
        var step = limit / halves;
        var places = new double[2 * halves + 1];
        var weights = new double[places.Length];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = (i - halves) * step;
            var simpson = i == 0 || i == places.Length - 1 ? 1 : i % 2 == 1 ? 4 : 2;
            weights[i] = simpson * step / 3 * At(places[i], deviation);
        }

        return new(places, weights, information);
    }

    private double At(double place, double deviation)
    {
        var density = 0.0;
        for (var i = 0; i < _places.Length; i++)
            density += _weights[i] * Normal.Density((place - _places[i]) / deviation);
        return density / deviation;
    }
}
