using Lever.Experiments.Statistics;
using Lever.Profiles;
using Lever.Profiles.Measurements;
using Lever.Review.Comparing;

namespace Lever.Tests.Measurements;

public class MeasurementDiffTests
{
    private static Benchmark Sampled(double centre, double spread, int count, ulong seed, double drift = 0)
    {
        var random = new SeededRandom(seed);
        var samples = Enumerable.Range(0, count).Select(i => centre * (1 + spread * random.Gaussian() + drift * i / count)).ToArray();
        return new Benchmark("b") { Median = Median.Of(samples), Runs = [samples] };
    }

    /// <summary>The same code measured twice is hardly ever said to have changed, whatever its noise.</summary>
    [Theory]
    [InlineData(0.001)]
    [InlineData(0.02)]
    [InlineData(0.2)]
    public void The_same_code_does_not_change(double spread)
    {
        var wrong = Enumerable.Range(0, 100).Count(i => MeasurementDiff.Compare(
            Sampled(1e-6, spread, 50, (ulong)i), Sampled(1e-6, spread, 50, (ulong)(1000 + i))).Verdict is ChangeVerdict.Better or ChangeVerdict.Worse);
        Assert.InRange(wrong, 0, 2);
    }

    [Theory]
    [InlineData(1e-6, 0.7e-6, false, ChangeVerdict.Better)]
    [InlineData(1e-6, 1.5e-6, false, ChangeVerdict.Worse)]
    [InlineData(100, 150, true, ChangeVerdict.Better)]
    [InlineData(100, 70, true, ChangeVerdict.Worse)]
    [InlineData(1e-6, 1.002e-6, false, ChangeVerdict.Same)]
    public void Changes_beyond_the_noise_are_told(double before, double after, bool moreIsBetter, ChangeVerdict verdict)
    {
        var change = MeasurementDiff.Compare(
            Sampled(before, 0.002, 60, 1) with { MoreIsBetter = moreIsBetter }, Sampled(after, 0.002, 60, 2) with { MoreIsBetter = moreIsBetter });
        Assert.Equal(verdict, change.Verdict);
        Assert.InRange(after / before, change.Ratio.Low * 0.99, change.Ratio.High * 1.01);
    }

    [Fact]
    public void A_machine_that_drifts_raises_the_floor()
    {
        var change = MeasurementDiff.Compare(Sampled(1, 0.001, 60, 1, drift: 0.4), Sampled(1.1, 0.001, 60, 2));
        Assert.True(change.Floor > 0.1);
        Assert.Equal(ChangeVerdict.Unclear, change.Verdict);
    }

    [Fact]
    public void Without_noise_nothing_is_said()
    {
        var change = MeasurementDiff.Compare(new Benchmark("a") { Median = 1 }, new Benchmark("a") { Median = 5 });
        Assert.Equal((ChangeVerdict.NoiseUnknown, 5.0), (change.Verdict, change.Ratio.Estimate));
        var few = MeasurementDiff.Compare(new Benchmark("a") { Median = 1, Runs = [[1, 1, 1]] }, new Benchmark("a") { Median = 5, Runs = [[5, 5, 5]] });
        Assert.Equal(ChangeVerdict.NoiseUnknown, few.Verdict);
        Assert.Equal(ChangeVerdict.NoiseUnknown, MeasurementDiff.Compare(new Benchmark("a") { Median = 0 }, new Benchmark("a") { Median = 5 }).Verdict);
        Assert.Equal(ChangeVerdict.NoiseUnknown, MeasurementDiff.Compare(new Benchmark("a") { Median = 1, Unit = MetricUnit.Bytes }, new Benchmark("a") { Median = 5 }).Verdict);
    }

    [Theory]
    [InlineData(100, 110, 10, ChangeVerdict.Unclear)]
    [InlineData(100, 150, 10, ChangeVerdict.Worse)]
    [InlineData(100, 60, 10, ChangeVerdict.Better)]
    [InlineData(100, 100, 0.1, ChangeVerdict.Same)]
    public void Intervals_of_the_file_are_used_where_there_are_no_samples(double before, double after, double width, ChangeVerdict verdict)
    {
        static Benchmark Of(double value, double width) => new("a") { Median = value, Interval = new MeasuredInterval(value - width, value + width, 0) };
        Assert.Equal(verdict, MeasurementDiff.Compare(Of(before, width), Of(after, width)).Verdict);
    }

    [Fact]
    public void Simulated_instructions_have_no_noise()
    {
        static Benchmark Count(double value) => new("a") { Median = value, Unit = MetricUnit.Count, IsExact = true };
        Assert.Equal(ChangeVerdict.Worse, MeasurementDiff.Compare(Count(4900), Count(4912)).Verdict);
        Assert.Equal(ChangeVerdict.Same, MeasurementDiff.Compare(Count(4900), Count(4901)).Verdict);
        Assert.Equal(ChangeVerdict.Same, MeasurementDiff.Compare(Count(0), Count(0)).Verdict);
    }

    [Fact]
    public void Processes_count_more_than_their_samples()
    {
        var file = MeasurementSamples.Read("pyperf/two.json");
        var change = MeasurementDiff.Compare(file, file).Changes[0];
        Assert.Equal("10 processes on each side", change.Basis);
        Assert.True(change.Verdict is ChangeVerdict.Same or ChangeVerdict.Unclear);
    }

    [Fact]
    public void Files_are_compared_by_name_and_a_slower_machine_is_noticed()
    {
        static MeasurementFile File(double scale, params string[] ids) =>
            new("x", "x", "", [.. ids.Select((id, i) => Sampled(scale * (i + 1), 0.001, 20, (ulong)i) with { Id = id })], []);
        var comparison = MeasurementDiff.Compare(File(1, "a", "b", "c", "d", "e", "old"), File(1.2, "a", "b", "c", "d", "e", "new"));
        Assert.Equal(["a", "b", "c", "d", "e"], comparison.Changes.Select(change => change.Before.Id));
        Assert.Equal(["old"], comparison.OnlyBefore);
        Assert.Equal(["new"], comparison.OnlyAfter);
        Assert.InRange(comparison.CommonShift!.Value, 1.15, 1.25);
    }
}
