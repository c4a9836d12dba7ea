using System.Text;
using CsCheck;
using Lever.Profiles;
using Lever.Profiles.Joining;

namespace Lever.Tests.Profiles;

public class ProfileShapeTests
{
    private static Profile Folded(IEnumerable<string> lines) =>
        ProfileReaders.Read(Encoding.UTF8.GetBytes(string.Join('\n', lines)), "p.folded");

    [Theory]
    // Forty functions of a fortieth each; one of 9 %; two with a peak; one whose top ten hold a fifth.
    [InlineData(40, 25, 0, true)]
    [InlineData(91, 1, 9, true)]
    [InlineData(55, 1, 45, false)]
    [InlineData(40, 1, 60, false)]
    [InlineData(89, 1, 11, true)]
    public void Flat_is_no_tenth_or_less_than_half_in_ten(int others, int weight, int peak, bool isFlat)
    {
        var lines = Enumerable.Range(0, others).Select(i => $"main (a.py:1);f{i} (a.py:{i + 2}) {weight}").ToList();
        if (peak > 0) lines.Add($"main (a.py:1);peak (a.py:999) {peak}");
        var shape = Flatness.Of(Folded(lines));
        Assert.Equal(isFlat, shape.IsFlat);
        Assert.Equal(Math.Max(peak, weight) / (double)(others * weight + peak), shape.TopShare, 1e-12);
    }

    [Fact]
    public void Equal_functions_are_as_effective_as_they_are_many() =>
        Assert.Equal(25, Flatness.Of(Folded(Enumerable.Range(0, 25).Select(i => $"a;f{i} 4"))).EffectiveFunctions, 1e-9);

    [Fact]
    public void Drivers_are_heavy_below_and_light_themselves()
    {
        var shape = Flatness.Of(Folded([
            "main (a.py:1);serve (a.py:2);handle (a.py:3);parse (a.py:4) 40",
            "main (a.py:1);serve (a.py:2);handle (a.py:3);render (a.py:5) 35",
            "main (a.py:1);load (a.py:6) 25",
        ]));
        Assert.Equal([0.75, 0.75, 1.0], shape.Drivers.Select(driver => driver.TotalShare));
        Assert.Equal(0.4, shape.TopShare);
        Assert.Null(shape.ProjectSelfShare);
        Assert.Null(shape.CollectorShare);
    }

    [Fact]
    public void Waiting_holds_no_rank_and_collection_is_seen()
    {
        var profile = Folded(["a (a.py:1);wait (threading.py:9) 60", "a (a.py:1);b (b.py:1) 30", "a (a.py:1);:GC: 10"]);
        var index = ProfileIndex.Join(profile, [new SourceFile("a.py", [new("a", 1, 3)])]);
        var shape = Flatness.Of(profile, 0, index);
        Assert.Equal(0.75, shape.TopShare, 1e-12);
        Assert.Equal(0.25, shape.CollectorShare!.Value, 1e-12);
        Assert.Equal(0, shape.ProjectSelfShare);
        Assert.DoesNotContain(shape.BySelf, share => profile.Functions[share.Function].Name is "wait" or ":GC:");
    }

    [Fact]
    public void A_list_of_the_heaviest()
    {
        var profile = Samples.Read("folded/py-spy-raw.folded");
        var top = ProfileView.Top(profile, 3);
        Assert.Equal("dedupe", top[0].Name);
        Assert.Equal(top[0].Self / 300, top[0].SelfShare, 1e-12);
        Assert.NotNull(top[0].SelfInterval);
        Assert.Equal(3, top.Count);
        Assert.True(top[0].Self >= top[1].Self && top[1].Self >= top[2].Self);
        Assert.Equal(300, ProfileView.Top(profile, 1, FunctionOrder.Total)[0].Total);
    }

    [Fact]
    public void Callers_and_callees_of_stacks()
    {
        var profile = Folded(["m;f;f;g 4", "m;f;g 2", "n;f 1", "n;g;f;g 1"]);
        var (f, g) = (Assert.Single(profile.FindFunctions("f")), Assert.Single(profile.FindFunctions("g")));
        Assert.Equal([("m", 6, 0.75), ("g", 1, 0.125), ("n", 1, 0.125)], Rows(ProfileView.Callers(profile, f)).OrderByDescending(r => r.Item2).ThenBy(r => r.Item1));
        Assert.Equal([("g", 7), ("f", 4)], Rows(ProfileView.Callees(profile, f)).Select(row => (row.Item1, row.Item2)));
        Assert.Equal(7.0, ProfileView.Callers(profile, g).Where(row => row.Name != "g").Sum(row => row.Total), 1e-12);

        static (string, double, double)[] Rows(IReadOnlyList<NeighbourRow> rows) => rows.Select(row => (row.Name, row.Total, row.Share)).ToArray();
    }

    [Fact]
    public void Callers_and_callees_of_tables()
    {
        foreach (var module in new[] { "cprofile", "profile" })
        {
            var profile = Samples.Read($"pstats/{module}-3.11.pstats");
            var append = Assert.Single(profile.FindFunctions("append"));
            var callers = ProfileView.Callers(profile, append);
            Assert.Equal(profile.Calls.Calls(append), callers.Sum(row => row.Calls));
            Assert.Contains(callers, row => row is { Name: "add", Calls: 480 });
            var fib = Assert.Single(profile.FindFunctions("fib"));
            Assert.Contains(ProfileView.Callees(profile, fib), row => row.Function == fib && row.Calls == 4 * 464);
        }
    }

    [Theory]
    [InlineData(0, 0, 0, 1)]
    [InlineData(0.1, 100, 0.0552, 0.1744)]
    [InlineData(0.5, 10, 0.2366, 0.7634)]
    [InlineData(1, 10, 0.7225, 1)]
    [InlineData(0, 10, 0, 0.2775)]
    public void Wilsons_interval(double share, double samples, double low, double high)
    {
        var interval = SamplingError.Wilson(share, samples);
        Assert.Equal(low, interval.Low, 1e-4);
        Assert.Equal(high, interval.High, 1e-4);
    }

    /// <summary>Self and total against a count that walks every stack, for any stacks at all; and their parts add up.</summary>
    [Fact]
    public void Totals_equal_a_plain_count()
    {
        var stack = Gen.Int[0, 5].Array[1, 9];
        Gen.Select(stack, Gen.Int[1, 50]).Array[1, 40].Sample(samples =>
        {
            var profile = Folded(samples.Select(s => $"{string.Join(';', s.Item1.Select(f => $"f{f}"))} {s.Item2}"));
            var weights = profile.Weights(0);
            Assert.Equal(samples.Sum(s => s.Item2), weights.Sum);
            for (var f = 0; f < profile.Functions.Count; f++)
            {
                var number = profile.Functions[f].Name[1] - '0';
                Assert.Equal(samples.Where(s => s.Item1[^1] == number).Sum(s => s.Item2), weights.Self[f]);
                Assert.Equal(samples.Where(s => s.Item1.Contains(number)).Sum(s => s.Item2), weights.Total[f]);
                var callers = ProfileView.Callers(profile, f).Sum(row => row.Total);
                Assert.InRange(callers, 0, weights.Total[f]);
            }
        }, iter: 300);
    }
}
