using Lever.Experiments.Statistics;

namespace Lever.Tests.Experiments;

/// <summary>The interval covers what it says it covers, at the sizes of a small experiment and under noise that is not normal.</summary>
public sealed class CoverageTests
{
    private const int Samples = 4000;

    [Theory]
    [InlineData(12, "t3")]
    [InlineData(24, "t3")]
    [InlineData(12, "contaminated")]
    [InlineData(24, "contaminated")]
    [InlineData(12, "normal")]
    [InlineData(24, "normal")]
    public void Signed_rank_intervals_keep_their_coverage(int count, string noise)
    {
        var random = new SeededRandom(11);
        var covered = 0;
        var sample = new double[count];
        for (var i = 0; i < Samples; i++)
        {
            for (var j = 0; j < count; j++)
                sample[j] = Noise(noise, random);
            var interval = SignedRank.Centre(sample, 0.05);
            if (interval.Low <= 0 && interval.High >= 0) covered++;
        }

        // Exact and conservative: at least 95 %, less three standard errors of the simulation; at most one step of the distribution above.
        Assert.InRange(covered / (double)Samples, 0.9397, 0.97);
    }

    [Fact]
    public void Repeated_looks_keep_the_overall_level()
    {
        int[] looks = [12, 24, 48, 96];
        double[] fractions = [.. looks.Select(n => n / 96.0)];
        var bounds = AlphaSpending.Bounds(0.05, fractions);
        var random = new SeededRandom(23);
        var wrong = 0;
        const int experiments = 1000;
        var sample = new double[96];
        for (var i = 0; i < experiments; i++)
        {
            for (var j = 0; j < sample.Length; j++)
                sample[j] = Noise("t3", random);
            for (var look = 0; look < looks.Length; look++)
            {
                var interval = SignedRank.Centre(sample.AsSpan(0, looks[look]), AlphaSpending.NominalLevel(bounds[look]));
                if (interval.Low <= 0 && interval.High >= 0) continue;
                wrong++;
                break;
            }
        }

        Assert.InRange(wrong / (double)experiments, 0.028, 0.071);
    }

    private static double Noise(string kind, SeededRandom random) => kind switch
    {
        // Three degrees of freedom: a normal value over the root of a third of a chi-square.
        "t3" => random.Gaussian() / Math.Sqrt((Square(random.Gaussian()) + Square(random.Gaussian()) + Square(random.Gaussian())) / 3),
        "contaminated" => random.Gaussian() * (random.Uniform() < 0.1 ? 10 : 1),
        _ => random.Gaussian(),
    };

    private static double Square(double x) => x * x;
}
