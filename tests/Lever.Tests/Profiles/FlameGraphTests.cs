using System.Text;
using Lever.Profiles;

namespace Lever.Tests.Profiles;

public class FlameGraphTests
{
    private static Profile Svg(string body) => ProfileReaders.Read(Encoding.UTF8.GetBytes($"<svg width=\"1200\">{body}</svg>"), "flamegraph.svg");

    private static string Bar(string title, double x, int y, double width) =>
        FormattableString.Invariant($"<g><title>{title}</title><rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"15\"/></g>\n");

    [Fact]
    public void A_picture_is_lossy_and_says_how_to_do_better()
    {
        var profile = Samples.Read("flamegraph-svg/perl.svg");
        Assert.Contains("py-spy record -f speedscope", Assert.Single(profile.Warnings, warning => warning.Kind == ProfileWarningKind.Lossy).Message);
        Assert.Equal(240, profile.SampleCount);
    }

    /// <summary>A tenth of `main` is not drawn, and a hundredth of everything.</summary>
    [Fact]
    public void What_is_not_drawn_is_its_callers()
    {
        var profile = Svg(Bar("all (1,000 samples, 100%)", 10, 84, 1000) + Bar("main &lt;a&gt; (990 samples, 99.00%)", 10, 68, 990)
            + Bar("fit (als.py:13) (891 samples, 89.10%; +1.2%)", 10, 52, 891));
        Assert.Empty(profile.Problems);
        Assert.Equal(1000, profile.Weights(0).Sum);
        Assert.Equal(99, profile.Weights(0).Self[Assert.Single(profile.FindFunctions("main <a>"))]);
        Assert.Equal(891, profile.Weights(0).Total[Assert.Single(profile.FindFunctions("fit"))]);
        Assert.DoesNotContain(profile.Functions, function => function.Name == "all");
    }

    [Fact]
    public void Periods_are_no_samples()
    {
        var profile = Svg(Bar("all (52,345,678,901 samples, 100%)", 10, 84, 1000) + Bar("main (52,345,678,901 samples, 100%)", 10, 68, 1000));
        Assert.Null(profile.SampleCount);
        Assert.Equal(MetricUnit.Unknown, profile.Metrics[0].Unit);
    }

    [Fact]
    public void Bars_over_nothing_are_reported()
    {
        var profile = Svg(Bar("all (10 samples, 100%)", 10, 84, 100) + Bar("a (5 samples, 50%)", 10, 68, 50) + Bar("b (5 samples, 50%)", 500, 52, 50));
        Assert.Contains("1 frames", Assert.Single(profile.Problems).Message);
    }

    [Fact]
    public void A_comparison_of_Pyroscope_has_two_metrics()
    {
        var profile = ProfileReaders.Read("""
            {"flamebearer":{"names":["total","main","lib/a.py:7 - f"],"levels":[[0,10,0,0,30,0,0],[0,10,4,0,30,5,1],[0,6,6,0,25,25,2]]},
             "metadata":{"format":"double","units":"bytes"}}
            """u8.ToArray(), "diff.json");
        Assert.Equal("flamebearer", profile.Format);
        Assert.Equal(["after", "before"], profile.Metrics.Select(metric => metric.Name));
        Assert.Equal((30, 10), (profile.Weights(0).Sum, profile.Weights(1).Sum));
        var f = Assert.Single(profile.FindFunctions("f"));
        Assert.Equal((25, 6, "lib/a.py"), (profile.Weights(0).Self[f], profile.Weights(1).Self[f], profile.Functions[f].File));
    }
}
