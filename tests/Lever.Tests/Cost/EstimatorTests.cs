using Lever.Review.Cost;
using Lever.Review.Findings;
using Lever.Syntax.Text;

namespace Lever.Tests.Cost;

public class EstimatorTests
{
    private static readonly CostTable Python311 = CostTable.Shipped.For((3, 11));

    [Fact]
    public void ShowsTermsSharesSourcesAndTheSpeedOfLight()
    {
        var report = Estimated("200*db.query + 2MB@mem.sequential");
        Assert.Equal(
            """
            about 600 ms (200 ms–2 s)

              100 %  600 ms (200 ms–2 s)  200*db.query
               <1 %  100 µs (40–400 µs)   2MB@mem.sequential

            costs
              db.query        3 ms (1–10 ms)       the guide's table of Python costs, an order of magnitude
              mem.sequential  20 GB/s (5–50 GB/s)  the guide's latency table, an order of magnitude, within a factor of 3
            """,
            EstimateText.Render(report).Split("  note on")[0].TrimEnd());
        Assert.EndsWith("speed of light: touching 2 MB once takes 100 µs (40–400 µs) at 20 GB/s (mem.sequential)\n", EstimateText.Render(report), StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownSizesStaySymbolic()
    {
        var report = Estimated("n*(db.query + m*py.call) + feed.items*log2(feed.items)*20ns + 5ms");
        Assert.Null(report.Total);
        Assert.Equal("3 ms (1–10 ms) * n + 20 ns (16–24 ns) * n*m + 20 ns * feed.items*log2(feed.items) + 5 ms", report.TotalText);
        Assert.Equal(["n", "m", "feed.items"], report.Unknown);
        Assert.All(report.Terms, term => Assert.Null(term.Share));
        Assert.Contains("left open", EstimateText.Render(report), StringComparison.Ordinal);
    }

    [Fact]
    public void LikeTermsAreCollected() =>
        Assert.Equal("6 ms * n + 1 ms", Estimated("n*2ms + 1ms + 4ms*n").TotalText);

    [Theory]
    [InlineData("n=10", "30 ms")]
    [InlineData("n=10..20..100", "60 ms (30–300 ms)")]
    public void SizesAreGivenWithTheirIntervals(string size, string expected)
    {
        Assert.True(NamedSize.TryParse(size, "-n", out var named, out _));
        Assert.Equal(expected, Estimated("n*3ms", named).TotalText);
    }

    [Theory]
    [InlineData("n", "write name=size")]
    [InlineData("=3", "write name=size")]
    [InlineData("n m=3", "write name=size")]
    [InlineData("log2=3", "write name=size")]
    [InlineData("n=", "expected a number")]
    [InlineData("n=3x", "unknown unit")]
    [InlineData("n=3+4", "expected nothing after")]
    public void WrongSizesAreToldOf(string text, string part)
    {
        Assert.False(NamedSize.TryParse(text, "-n", out _, out var problem));
        Assert.Contains(part, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("200*db.qury", 5, "the nearest is 'db.query'")]
    [InlineData("5 + py.frobnicate", 5, "no cost row 'py.frobnicate'")]
    [InlineData("1ms + 2MB", 7, "give the bytes a rate, as in 2MB@mem.sequential")]
    [InlineData("1ms + 5", 7, "multiply the count by a cost")]
    [InlineData("n@mem.sequential", 1, "must be bytes, not a count")]
    [InlineData("2MB@db.query", 5, "must be a bandwidth")]
    [InlineData("log2(3ms)", 6, "takes a count, not a time")]
    [InlineData("parallel(1ms, 2)", 10, "count of workers")]
    [InlineData("overlap(1ms, 2)", 14, "of one kind")]
    [InlineData("2^1ms", 3, "an exponent is a plain number")]
    [InlineData("1/(1 - 1)", 1, "divide by zero")]
    public void MistakesNameColumnAndRemedy(string expression, int column, string part)
    {
        Assert.False(Estimator.TryEstimate(expression, Python311, [], out _, out var problem));
        Assert.Equal(column, problem.Column);
        Assert.Contains(part, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(4B*n)@ssd.sequential", "4 B * n", "0.3 ns (0.08–0.8 ns) * n")]
    [InlineData("n*24B", "20 B * n", "2 ns (0.5–5 ns) * n")]
    [InlineData("10*(disk.seek + 1MB@disk.sequential)", "10 MB", "600 µs (200 µs–2 ms)")]
    [InlineData("overlap(1MB@ssd.sequential, 3ms)", "1 MB", "60 µs (20–200 µs)")]
    public void BytesTouchedBoundTheTime(string expression, string bytes, string time)
    {
        var bound = Estimated(expression).Bound!;
        Assert.Equal((bytes, time), (bound.BytesText, bound.TimeText));
    }

    [Fact]
    public void NoBytesNoBound() => Assert.Null(Estimated("200*db.query").Bound);

    [Fact]
    public void AGivenSizeBeatsARowOfItsName()
    {
        Assert.True(NamedSize.TryParse("mem.sequential=7", "-n", out var size, out _));
        var report = Estimated("mem.sequential*1ms + 1MB@ssd.sequential", size);
        Assert.Equal(7e6 + 1e6, report.Total!.Value.Value.Typical, 1);
        Assert.NotNull(report.Bound);
    }

    [Theory]
    [InlineData("web-request-pyo3", "together", 50e3, 550e3, 5e6)]
    [InlineData("batch-10k", "a Python call per item at 100 ns", 1e6, 1e6, 1e6)]
    [InlineData("batch-10k", "validation of a struct per item", 5e6, 5e6, 5e6)]
    [InlineData("batch-10k", "a dict allocated per item", 0.5e6, 0.5e6, 0.5e6)]
    [InlineData("quicksort-1e9", "memory traffic: every pass reads it all", 2.5e9, 7.5e9, 22.5e9)]
    [InlineData("quicksort-1e9", "branches: half of the comparisons mispredicted", 25e9, 75e9, 225e9)]
    [InlineData("thumbnails-30", "one disk, one after the other", 150e6, 450e6, 1350e6)]
    [InlineData("thumbnails-30", "many disks, in parallel", 5e6, 15e6, 45e6)]
    [InlineData("thumbnails-30", "one SSD", 10e6, 30e6, 90e6)]
    public void WorkedTemplatesComeOutAsWorked(string template, string label, double low, double typical, double high)
    {
        var step = EstimateTemplates.Named(template)!.Steps.Single(step => step.Label == label);
        var total = Estimated(step.Expression).Total!.Value;
        Assert.Equal(Dimension.OfTime, total.Dimension);
        Assert.All([(low, total.Value.Low), (typical, total.Value.Typical), (high, total.Value.High)],
            pair => Assert.InRange(pair.Item2 / pair.Item1, 0.9, 1.15));
    }

    [Fact]
    public void TemplatesRender()
    {
        foreach (var template in EstimateTemplates.All)
        {
            Assert.All(template.Steps, step => Assert.Empty(Estimated(step.Expression).Unknown));
            Assert.Contains(template.Steps[0].Expression, EstimateText.Render(template, Python311), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ProductsMultiplyOutOnlyAsFarAsOneReads()
    {
        var report = Estimated(string.Concat(Enumerable.Repeat("(1+n)*", 12)) + "1ms");
        Assert.InRange(report.Terms.Count, 1, 32);
        Assert.Equal(["2*3ms*1", "2*3ms*1", "2*4ms*1", "2*4ms*1"], Estimated("2*(3ms + 4ms)*(1 + 1)").Terms.Select(term => term.Text));
        Assert.Equal(["-n*3ms", "n*2ms"], Estimated("-n*(3ms - 2ms)").Terms.Select(term => term.Text));
    }

    [Fact]
    public void ATargetShowsItsPolynomialAndItsFindings()
    {
        var cost = CostModel.Of("n*m*py.list.compare", "m*py.set.build + n*py.set.lookup", Sizes.Exactly("n", 1000, "line 3"), Sizes.Data("m"));
        var finding = new Finding
        {
            Rule = new RuleInfo("py-membership-list-in-loop", Language.Python, LeverClass.Algorithm, Technique.Algorithm, Tier.A) { Doc = "A test." },
            Path = "feed.py", Span = new Span(0, 1), Range = new Review.Findings.Range(new Position(17, 9), new Position(17, 25)), Symbol = "feed.unique", Region = (15, 18),
            Role = Role.Library, Heat = Heat.Warm, Tier = Tier.A, Grade = Grade.Estimated, Message = "`seen` is a list", Cost = cost,
            Fix = new Fix(Applicability.Manual, "build a set", [], []), Fingerprint = "",
        };
        Assert.True(CostModel.TryEvaluate(cost, Python311, out var costs, out _));
        var target = new TargetEstimate("feed.unique", "feed.py", 15, Estimated("1000*m*py.list.compare"), [new FindingEstimate(finding, costs)]);
        var lines = EstimateText.Render(target).Split('\n');
        Assert.Equal("feed.unique (feed.py:15)", lines[0]);
        Assert.Equal("about 6 µs (4.8–7.4 µs) * m", lines[1]);
        Assert.Equal(
            [
                "feed.py:17: py-membership-list-in-loop: `seen` is a list",
                "  now    6 ms (400 µs–800 ms)  n*m*py.list.compare",
                "  fixed  30 µs (10 µs–2 ms)  m*py.set.build + n*py.set.lookup",
                "  pays when m > 2",
                "  assumed n = 1000, line 3",
                "  assumed m = 1000 (100–100K), prior: data",
                "",
            ],
            lines[^7..]);
    }

    private static EstimateReport Estimated(string expression, params NamedSize[] sizes)
    {
        Assert.True(Estimator.TryEstimate(expression, Python311, sizes, out var report, out var problem), problem?.Message);
        return report;
    }
}
