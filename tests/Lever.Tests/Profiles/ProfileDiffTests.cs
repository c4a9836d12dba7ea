using System.Text;
using Lever.Profiles;
using Lever.Profiles.Comparing;

namespace Lever.Tests.Profiles;

public class ProfileDiffTests
{
    private static Profile Folded(string text) => ProfileReaders.Read(Encoding.UTF8.GetBytes(text), "p.folded");

    private static FunctionChange Change(ProfileDiff diff, string name) => diff.Changes.Single(change => change.Name == name);

    [Fact]
    public void Only_what_sampling_does_not_explain_is_called_a_change()
    {
        var diff = ProfileDiff.Of(Folded("main;parse 500\nmain;load 300\nmain;tail 200\n"), Folded("main;parse 250\nmain;load 310\nmain;tail 190\nmain;fresh 250\n"))!;
        Assert.True(diff.IsShares);
        Assert.Equal(ChangeVerdict.Shrank, Change(diff, "parse").Verdict);
        Assert.Equal(ChangeVerdict.WithinNoise, Change(diff, "load").Verdict);
        Assert.Equal(ChangeVerdict.WithinNoise, Change(diff, "tail").Verdict);
        Assert.Equal(ChangeVerdict.Grew, Change(diff, "fresh").Verdict);
        Assert.Equal(-0.25, Change(diff, "parse").Change, 1e-12);
    }

    [Fact]
    public void Twice_as_many_samples_of_the_same_work_are_no_change()
    {
        var diff = ProfileDiff.Of(Folded("main;parse 500\nmain;load 300\n"), Folded("main;parse 1000\nmain;load 600\n"))!;
        Assert.All(diff.Changes, change => Assert.Equal(ChangeVerdict.WithinNoise, change.Verdict));
    }

    [Fact]
    public void Lines_and_folders_may_differ()
    {
        var diff = ProfileDiff.Of(Folded("main (/a/x/app.py:10);parse (/a/x/app.py:20) 900\n"), Folded("main (/b/app.py:11);parse (/b/app.py:27) 900\n"))!;
        Assert.Equal(0, Change(diff, "parse").Change);
    }

    [Fact]
    public void Chance_alone_is_rarely_called_a_change()
    {
        // Both sides are drawn from the same distribution; at 95 % for all functions together about one comparison in twenty may err.
        var random = new Random(5);
        var wrong = 0;
        for (var round = 0; round < 200; round++)
        {
            var diff = ProfileDiff.Of(Folded(Drawn(random)), Folded(Drawn(random)))!;
            if (diff.Changes.Any(change => change.Verdict is ChangeVerdict.Grew or ChangeVerdict.Shrank)) wrong++;
        }
        Assert.InRange(wrong, 0, 20);
    }

    private static string Drawn(Random random)
    {
        var counts = new int[12];
        for (var sample = 0; sample < 1000; sample++) counts[(int)(12 * random.NextDouble() * random.NextDouble())]++;
        return string.Concat(counts.Select((count, at) => count == 0 ? "" : $"main;f{at} {count}\n"));
    }

    [Fact]
    public void Without_samples_nobody_can_tell()
    {
        var diff = ProfileDiff.Of(Samples.Read("speedscope/evented.speedscope.json"), Samples.Read("speedscope/evented.speedscope.json"))!;
        Assert.False(diff.IsShares);
        Assert.All(diff.Changes, change => Assert.Equal((0.0, ChangeVerdict.Unknown), (change.Change, change.Verdict)));
    }

    [Fact]
    public void Different_measures_are_not_compared() =>
        Assert.Null(ProfileDiff.Of(Folded("main;parse 500\n"), Samples.Read("speedscope/evented.speedscope.json")));

    [Fact]
    public void The_quantile_is_that_of_the_normal_distribution()
    {
        Assert.Equal(1.959963984540054, SamplingError.Quantile(0.975), 1e-9);
        Assert.Equal(4.264890793922825, SamplingError.Quantile(0.99999), 1e-7);
        Assert.Equal(0.6744897501960817, SamplingError.Quantile(0.75), 1e-4);
    }
}
