using Lever.Experiments.Statistics;

namespace Lever.Tests.Experiments;

/// <summary>Each method against a worked example that its literature prints.</summary>
public sealed class StatisticsTests
{
    /// <summary>Hamilton depression scale factor IV before and after tranquilizers: Hollander and Wolfe, example 3.1.</summary>
    private static readonly double[] Depression =
        [0.878 - 1.83, 0.647 - 0.50, 0.598 - 1.62, 2.05 - 2.48, 1.06 - 1.68, 1.29 - 1.88, 1.06 - 1.55, 3.14 - 3.06, 1.29 - 1.30];

    /// <summary>Neurologically impaired children's spatial test A: Efron and Tibshirani, table 14.1.</summary>
    private static readonly double[] Spatial =
        [48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41];

    [Fact]
    public void Medians_of_odd_even_and_empty_samples()
    {
        Assert.Equal(3, Median.Of([5, 3, 1]));
        Assert.Equal(2.5, Median.Of([4, 1, 2, 3]));
        Assert.True(double.IsNaN(Median.Of([])));
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.841344746068543)]
    [InlineData(-1.959963984540054, 0.025)]
    [InlineData(3, 0.998650101968370)]
    [InlineData(-6, 9.86587645037698e-10)]
    [InlineData(-10, 7.61985302416053e-24)]
    public void The_normal_distribution_agrees_with_its_tables(double x, double below)
    {
        Assert.Equal(1, Normal.Below(x) / below, 1e-12);
        Assert.Equal(x, Normal.Quantile(below), 1e-11);
    }

    [Fact]
    public void The_normal_quantile_inverts_the_distribution_everywhere()
    {
        for (var x = -12.0; x < 5; x += 0.0625)
            Assert.Equal(x, Normal.Quantile(Normal.Below(x)), 1e-9);
    }

    [Fact]
    public void The_depression_data_give_the_published_estimate_interval_and_p()
    {
        // The book gives -0.46 and, at its 96.1 %, (-0.786, -0.010); the two-sided p is 0.0391.
        var interval = SignedRank.Centre(Depression, 0.05);
        Assert.Equal(-0.46, interval.Estimate, 0.001);
        Assert.Equal(-0.786, interval.Low, 0.0005);
        Assert.Equal(-0.010, interval.High, 0.0005);
        Assert.Equal(0.0390625, SignedRank.PValue(Depression), 1e-12);
    }

    [Theory]
    // Two-sided 5 % and 1 % critical values of T as every table of the signed-rank test prints them.
    [InlineData(5, 0.05, -1)]
    [InlineData(6, 0.05, 0)]
    [InlineData(9, 0.05, 5)]
    [InlineData(12, 0.05, 13)]
    [InlineData(24, 0.05, 81)]
    [InlineData(50, 0.05, 434)]
    [InlineData(100, 0.05, 1955)]
    [InlineData(7, 0.01, -1)]
    [InlineData(8, 0.01, 0)]
    [InlineData(12, 0.01, 7)]
    [InlineData(25, 0.01, 68)]
    public void Critical_values_are_those_of_the_tables(int count, double alpha, int critical) =>
        Assert.Equal(critical + 1, SignedRank.LowerRank(count, alpha / 2));

    [Fact]
    public void Large_samples_change_over_to_the_approximation_without_a_step()
    {
        double[] shares = [.. new[] { 299, 300, 301, 302 }.Select(n => SignedRank.LowerRank(n, 0.0125) / (n * (n + 1) / 2.0))];
        for (var i = 1; i < shares.Length; i++)
            Assert.InRange(shares[i] - shares[i - 1], 0, 0.001);
    }

    [Fact]
    public void Too_few_values_have_no_bounds()
    {
        Assert.Equal(new(3, double.NegativeInfinity, double.PositiveInfinity), SignedRank.Centre([1, 2, 3, 4, 5], 0.05));
        Assert.True(double.IsNaN(SignedRank.Centre([], 0.05).Estimate));
        Assert.Equal(new(2, 2, 2), SignedRank.Centre([2, 2, 2, 2, 2, 2], 0.05));
    }

    [Fact]
    public void Equivalence_asks_for_both_sides()
    {
        double[] near = [-0.4, 0.1, 0.3, -0.2, 0.2, -0.1, 0.05, 0.15, -0.3, 0.25];
        Assert.True(TwoOneSidedTests.Equivalent(near, 0.5, 0.05));
        Assert.False(TwoOneSidedTests.Equivalent(near, 0.1, 0.05));
        Assert.False(TwoOneSidedTests.Equivalent([.. near.Select(x => x + 0.45)], 0.5, 0.05));
        Assert.False(TwoOneSidedTests.Equivalent([0, 0, 0], 0.5, 0.05));
    }

    [Theory]
    // Classical O'Brien-Fleming constants at 5 %, two-sided: z_k = C·sqrt(K / k) (Jennison and Turnbull, table 2.3).
    [InlineData(2, 1.977)]
    [InlineData(3, 2.004)]
    [InlineData(4, 2.024)]
    [InlineData(5, 2.040)]
    public void Classical_bounds_cross_at_their_level(int looks, double constant)
    {
        double[] fractions = [.. Enumerable.Range(1, looks).Select(k => (double)k / looks)];
        double[] bounds = [.. fractions.Select(t => constant / Math.Sqrt(t))];
        Assert.Equal(0.05, AlphaSpending.CrossingProbability(bounds, fractions), 0.0001);
    }

    public static TheoryData<double[]> SpendingBounds =>
    [
        // Bounds for the O'Brien-Fleming spending function, 5 % two-sided, equal looks (Reboussin, DeMets, Kim and Lan, 2000).
        new[] { 2.9626, 1.9686 },
        new[] { 3.7103, 2.5114, 1.9930 },
        new[] { 4.3326, 2.9631, 2.3590, 2.0141 },
        new[] { 4.8769, 3.3569, 2.6803, 2.2898, 2.0310 },
    ];

    [Theory]
    [MemberData(nameof(SpendingBounds))]
    public void Spending_bounds_are_those_of_the_published_program(double[] published)
    {
        double[] fractions = [.. Enumerable.Range(1, published.Length).Select(k => (double)k / published.Length)];
        var bounds = AlphaSpending.Bounds(0.05, fractions);
        for (var look = 0; look < published.Length; look++)
            Assert.Equal(published[look], bounds[look], 0.0002);
    }

    [Fact]
    public void Uneven_looks_and_an_early_end_keep_the_level()
    {
        double[][] looks = [[0.125, 0.25, 0.5, 1], [0.125, 0.25, 0.26], [0.3], [0.1, 0.99, 1]];
        foreach (var fractions in looks)
        {
            double[] bounds = [.. AlphaSpending.Bounds(0.05, fractions)];
            Assert.Equal(0.05, AlphaSpending.CrossingProbability(bounds, fractions), 1e-7);
        }

        Assert.Equal(1.959964, AlphaSpending.Bounds(0.05, [0.3])[0], 1e-6);
    }

    [Fact]
    public void The_spatial_data_give_the_published_bootstrap_interval()
    {
        // The book's 90 % interval from 2000 resamples is (115.8, 259.6) around 171.5; resampling moves its ends by a few units.
        var interval = BootstrapInterval.Of(Spatial, PlugInVariance, 0.10, seed: 7, resamples: 20_000);
        Assert.Equal(171.5, interval.Estimate, 0.05);
        Assert.InRange(interval.Low, 112, 120);
        Assert.InRange(interval.High, 254, 266);

        static double PlugInVariance(ReadOnlySpan<double> sample)
        {
            var (sum, squares) = (0.0, 0.0);
            foreach (var value in sample)
            {
                sum += value;
                squares += value * value;
            }

            return squares / sample.Length - sum / sample.Length * (sum / sample.Length);
        }
    }

    [Fact]
    public void A_ratio_of_medians_has_an_interval_around_it()
    {
        var random = new SeededRandom(3);
        double[] baseline = [.. Enumerable.Range(0, 30).Select(_ => 20 * Math.Exp(0.05 * random.Gaussian()))];
        double[] patched = [.. Enumerable.Range(0, 25).Select(_ => 10 * Math.Exp(0.05 * random.Gaussian()))];
        var interval = BootstrapInterval.RatioOfMedians(baseline, patched, 0.05, seed: 1);
        Assert.InRange(interval.Estimate, 1.9, 2.1);
        Assert.True(interval.Low < interval.Estimate && interval.Estimate < interval.High && interval.HalfWidth < 0.2);
        Assert.Equal(interval, BootstrapInterval.RatioOfMedians(baseline, patched, 0.05, seed: 1));
        Assert.True(double.IsInfinity(BootstrapInterval.RatioOfMedians([1], patched, 0.05, seed: 1).High));
        Assert.Equal(new(2, 2, 2), BootstrapInterval.RatioOfMedians([2, 2, 2], [1, 1], 0.05, seed: 1));
    }

    [Fact]
    public void Sens_own_example_gives_his_slope_and_interval()
    {
        // P. K. Sen, 1968: slope 4 within (26/7, 35/8), the fourth slopes from either end; exactly 97 % confidence, and 95 % asks for no less.
        var slope = Slope.Through([1, 2, 3, 4, 10, 12, 18], [9, 15, 19, 20, 45, 55, 78], 0.05);
        Assert.Equal(4, slope.Estimate, 1e-12);
        Assert.Equal(26.0 / 7, slope.Low, 1e-12);
        Assert.Equal(35.0 / 8, slope.High, 1e-12);
        Assert.Equal(5, Slope.Intercept([1, 2, 3], [8, 11, 14], 3));
    }

    [Fact]
    public void Slopes_stand_through_bad_points_and_equal_sizes()
    {
        double[] x = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5];
        double[] y = [2.01, 1.99, 4.02, 3.97, 6.01, 60, 8.03, 7.98, 10.02, 9.99];
        var slope = Slope.Through(x, y, 0.05);
        Assert.InRange(slope.Estimate, 1.98, 2.03);
        Assert.InRange(slope.Low, 0.5, 2);
        Assert.True(double.IsNaN(Slope.Through([1, 1], [1, 2], 0.05).Estimate));
        Assert.True(double.IsInfinity(Slope.Through([1, 2, 3], [1, 2, 3], 0.05).High));
        Assert.True(double.IsNaN(Slope.Through([], [], 0.05).Estimate));
    }

    [Fact]
    public void Random_numbers_are_the_published_ones()
    {
        // The first output of xoshiro256** with its state filled by SplitMix64 from seed 0, as the reference implementations give it.
        var random = new SeededRandom(0);
        double sum = 0, squares = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var value = random.Gaussian();
            sum += value;
            squares += value * value;
        }

        Assert.InRange(sum / 20_000, -0.02, 0.02);
        Assert.InRange(squares / 20_000, 0.97, 1.03);
        Assert.Equal(new SeededRandom(5).Next(), new SeededRandom(5).Next());
        Assert.NotEqual(SeededRandom.Derive(5, 0), SeededRandom.Derive(5, 1));
        Assert.Equal(0x99EC5F36CB75F2B4UL, new SeededRandom(0).Next());
        var counts = new int[6];
        for (var i = 0; i < 6000; i++)
            counts[random.Below(6)]++;
        Assert.All(counts, count => Assert.InRange(count, 880, 1120));
    }
}
