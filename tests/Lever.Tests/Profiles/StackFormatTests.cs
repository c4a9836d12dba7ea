using Lever.Profiles;

namespace Lever.Tests.Profiles;

public class StackFormatTests
{
    public static IEnumerable<TheoryDataRow<string>> Stacks => [.. Samples.In("folded"), .. Samples.In("speedscope")];

    /// <summary>Self and total of every function equal those a straightforward count gave when the sample was made.</summary>
    [Theory]
    [MemberData(nameof(Stacks))]
    public void Agrees_with_a_plain_count(string sample)
    {
        var profile = Samples.Read(sample);
        Assert.Equal(sample.Split('/')[0], profile.Format);
        Assert.Empty(profile.Problems);
        var expected = Samples.Expected(sample + ".expected");
        var weights = profile.Weights(0);
        Assert.Equal(Samples.Number(expected[0][0]), weights.Sum, 1e-9);

        // Where the producer gives definition lines, functions of one name are told apart; the count did not.
        var actual = Enumerable.Range(0, profile.Functions.Count)
            .GroupBy(f => (profile.Functions[f].File, profile.Functions[f].Name)).ToDictionary(group => group.Key, group => group.ToArray());
        Assert.Equal(expected.Length - 1, actual.Count);
        foreach (var row in expected.Skip(1))
        {
            var functions = actual[(row[0], row[1])];
            Assert.Equal(Samples.Number(row[2]), functions.Sum(f => profile.Weights(0).Self[f]), 1e-9);
            Assert.Equal(Samples.Number(row[3]), functions.Sum(f => profile.Weights(0).Total[f]), 1e-9);
        }
    }

    [Fact]
    public void Samples_are_counted_where_the_weights_are_counts()
    {
        Assert.Equal(300, Samples.Read("folded/py-spy-raw.folded").SampleCount);
        Assert.Equal(120, Samples.Read("folded/tachyon.collapsed").SampleCount);
        Assert.Equal(240, Samples.Read("speedscope/py-spy.speedscope.json").SampleCount);
        Assert.Null(Samples.Read("folded/austin-3.austin").SampleCount);
        Assert.Null(Samples.Read("folded/perf-trampoline.folded").SampleCount);
    }

    [Fact]
    public void Units_are_told_by_the_producer_or_left_open()
    {
        Assert.Equal(MetricUnit.Samples, Samples.Read("folded/py-spy-raw.folded").Metrics[0].Unit);
        Assert.Equal(new Metric("wall time", MetricUnit.Seconds, MetricKind.WallTime), Samples.Read("folded/austin-3.austin").Metrics[0]);
        Assert.Equal(MetricUnit.Unknown, Samples.Read("folded/perf-trampoline.folded").Metrics[0].Unit);
        Assert.Equal(MetricUnit.Seconds, Samples.Read("speedscope/evented.speedscope.json").Metrics[0].Unit);
    }

    [Fact]
    public void Threads_are_kept_apart_and_are_no_functions()
    {
        var profile = Samples.Read("folded/py-spy-threads-idle.folded");
        Assert.Equal(["thread (0x7F12C0): Idle", "thread (0x7F12C0): MainThread"], profile.Threads.Select(thread => thread.Name).Order());
        Assert.DoesNotContain(profile.Functions, function => function.Name.StartsWith("thread"));
        Assert.Equal(["P41;T0:41", "P41;T0:99"], Samples.Read("folded/austin-3.austin").Threads.Select(thread => thread.Name).Order());
    }

    [Fact]
    public void Waiting_is_seen_and_said()
    {
        var profile = Samples.Read("folded/py-spy-threads-idle.folded");
        Assert.Equal(0.5, profile.IdleShare(0), 1e-9);
        Assert.Contains(profile.Warnings, warning => warning.Kind == ProfileWarningKind.MostlyIdle);
    }

    [Fact]
    public void Few_samples_are_said()
    {
        var profile = ProfileReaders.Read("main (a.py:1);f (a.py:2) 12\n"u8.ToArray(), "p.folded");
        Assert.Contains(profile.Warnings, warning => warning.Kind == ProfileWarningKind.TooFewSamples);
    }
}
