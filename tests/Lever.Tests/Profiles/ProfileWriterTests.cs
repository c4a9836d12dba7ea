using System.Text;
using Lever.Profiles;
using Lever.Profiles.Writing;

namespace Lever.Tests.Profiles;

public class ProfileWriterTests
{
    public static IEnumerable<TheoryDataRow<string, string>> Conversions =>
        from sample in (string[])["folded/py-spy-raw.folded", "folded/austin-3.austin", "speedscope/py-spy.speedscope.json", "speedscope/evented.speedscope.json"]
        from format in ProfileWriters.Formats
        select new TheoryDataRow<string, string>(sample, format);

    /// <summary>What is written is read again with the same weights, by function.</summary>
    [Theory]
    [MemberData(nameof(Conversions))]
    public void Weights_survive(string sample, string format)
    {
        var profile = Samples.Read(sample);
        using var output = new MemoryStream();
        ProfileWriters.Write(profile, format, output);
        var again = ProfileReaders.Read(output.ToArray(), "again");
        Assert.Equal(format, again.Format);
        Assert.Empty(again.Problems);
        // Folded stacks hold whole numbers only: of times, microseconds.
        var scale = format == "folded" && profile.Metrics[0].Unit == MetricUnit.Seconds ? 1e6 : 1;
        var (before, after) = (ByName(profile), ByName(again));
        foreach (var (name, weight) in before.Where(each => each.Value > 0)) Assert.Equal(weight * scale, after[name], Math.Max(1e-6, weight * scale * 0.01));
    }

    private static Dictionary<string, double> ByName(Profile profile) =>
        Enumerable.Range(0, profile.Functions.Count).GroupBy(at => profile.Functions[at].Name).ToDictionary(group => group.Key, group => group.Sum(at => profile.Weights(0).Self[at]));

    [Fact]
    public void Names_cannot_break_the_lines_of_folded_stacks()
    {
        var profile = ProfileReaders.Read(Encoding.UTF8.GetBytes("{\"$schema\":\"https://www.speedscope.app/file-format-schema.json\",\"shared\":{\"frames\":[{\"name\":\"a;b\\nc\"}]},\"profiles\":[{\"type\":\"sampled\",\"name\":\"\",\"unit\":\"none\",\"startValue\":0,\"endValue\":3,\"samples\":[[0]],\"weights\":[3]}]}"), "p.json");
        using var output = new MemoryStream();
        ProfileWriters.Write(profile, "folded", output);
        Assert.Equal("a:b c 3\n", Encoding.UTF8.GetString(output.ToArray()));
    }

    [Fact]
    public void Results_of_benchmarks_are_told_from_profiles()
    {
        var profile = ProfileReaders.Read("{\"machine_info\":{},\"commit_info\":{},\"benchmarks\":[]}"u8.ToArray(), "b.json");
        Assert.Contains("these are results of benchmarks (pytest-benchmark), and no profile", Assert.Single(profile.Problems).Message);
    }

    [Fact]
    public void Tables_have_no_stacks_to_write() =>
        Assert.Throws<ArgumentException>(() => ProfileWriters.Write(ProfileReaders.Read(Encoding.UTF8.GetBytes("no profile"), "x"), "folded", Stream.Null));
}
