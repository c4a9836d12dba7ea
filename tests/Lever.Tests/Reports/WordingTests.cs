using System.Globalization;
using Lever.Review.Findings;
using Lever.Review.Reports;

namespace Lever.Tests.Reports;

public class WordingTests
{
    [Theory]
    [InlineData(0, "0 ns")]
    [InlineData(0.45, "0.5 ns")]
    [InlineData(96, "100 ns")]
    [InlineData(999, "1 µs")]
    [InlineData(21_700_000, "20 ms")]
    [InlineData(950_000_000, "1 s")]
    [InlineData(90e9, "90 s")]
    [InlineData(200e9, "3 min")]
    [InlineData(9000e9, "3 h")]
    [InlineData(1e18, "300,000 h")]
    public void A_duration_has_one_figure(double nanoseconds, string expected) => Assert.Equal(expected, Figures.Of(nanoseconds, AmountUnit.Nanoseconds));

    [Theory]
    [InlineData(0, 20e6, "0–20 ms")]
    [InlineData(3e6, 21e6, "3–20 ms")]
    [InlineData(310_000, 21e6, "300 µs–20 ms")]
    [InlineData(18e6, 22e6, "18–22 ms")]
    [InlineData(20e6, 20e6, null)]
    [InlineData(20.01e6, 20.02e6, null)]
    public void An_interval_shows_that_its_ends_differ(double low, double high, string? expected) =>
        Assert.Equal(expected, Figures.Interval(low, high, AmountUnit.Nanoseconds));

    [Theory]
    [InlineData(0.381, "38 %")]
    [InlineData(0.004, "0.4 %")]
    [InlineData(1, "100 %")]
    [InlineData(0, "0 %")]
    public void A_measured_share_keeps_its_percent(double share, string expected) => Assert.Equal(expected, Figures.MeasuredShare(share));

    [Theory]
    [InlineData(999, "1 kB")]
    [InlineData(37_590_245, "40 MB")]
    [InlineData(5e18, "5,000 PB")]
    public void Bytes_are_decimal(double bytes, string expected) => Assert.Equal(expected, Figures.Of(bytes, AmountUnit.Bytes));

    public static TheoryData<string, Finding, string> Claims => new()
    {
        { "E0 without cost", Samples.Unicode, "may cost time or memory here; not estimated" },
        { "E0", Samples.LongLine, "may cost `n*m*py.list.compare` against `n*py.set.lookup` once fixed" },
        {
            "E1", Samples.Estimated,
            "worth up to 20 ms a run (300 µs–20 ms), by `n*m*py.list.compare` against `n*py.set.lookup` once fixed, " +
            "assuming n = 1,000 (100–10,000, prior) and m = 1,000 (literal, line 40); pays when m > 8"
        },
        {
            "E2", Samples.Profiled,
            "takes 38 % of samples in app.folded; worth up to 100 ms of the profiled run (40–100 ms), " +
            "assuming n = 1,000 (100–10,000, prior) and m = 1,000 (literal, line 40); pays when m > 8"
        },
        { "E2 without worth", Samples.Profiled with { Worth = null, Cost = null }, "takes 38 % of samples in app.folded; worth up to 38 %, all that it takes" },
        { "E3", Samples.Notebook, "once fixed, 120 times faster on these inputs (96–140): a frame of 10,000 rows, by rows.lever-proof.json" },
        {
            "E4", Samples.Notebook with { Grade = Grade.ProvenWorkload, Proof = new("p", 1.12, 1.1, 1.14, "bench/feed.py", null) },
            "once fixed, the workload is 12 % faster (10–14 %): bench/feed.py, by p"
        },
        {
            "E5", Samples.Notebook with { Grade = Grade.Confirmed, Proof = new("p", 1.12, 1.1, 1.14, "the fleet, one week", new("bytes", 2e9, 3e9)) },
            "saved 3 GB (2–3 GB): the fleet, one week, by p"
        },
        { "E3 without proof is no more than E0", Samples.Notebook with { Proof = null }, "may cost time or memory here; not estimated" },
        {
            "E3 whose interval holds 1 falls to its profile", Samples.Profiled with { Grade = Grade.ProvenIsolated, Worth = null, Cost = null, Proof = new("p", 1.2, 0.9, 1.4, "x", null) },
            "takes 38 % of samples in app.folded; worth up to 38 %, all that it takes"
        },
        { "E1 without cost is no more than E0", Samples.Estimated with { Cost = null }, "may cost time or memory here; not estimated" },
    };

    [Theory]
    [MemberData(nameof(Claims))]
    public void A_claim_says_what_its_grade_permits(string grade, Finding finding, string expected)
    {
        Assert.True(Wording.Borne(finding) <= finding.Grade, grade);
        Assert.Equal(expected, Wording.Full(finding));
    }

    [Fact]
    public void A_share_is_never_rounded_above_what_the_profile_gives()
    {
        var issue = Samples.Review.Issues[0];
        var small = issue with
        {
            Finding = issue.Finding with { Evidence = issue.Finding.Evidence! with { Share = 0.036 } },
            Impact = new Impact(null, "", new Estimate(0.01, 0.03, 0.2, AmountUnit.Share), []),
        };
        Assert.StartsWith("takes 4 % of samples in app.folded; worth up to 4 % (1–4 %), assuming", Wording.Full(small), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, new int[0], "3")]
    [InlineData(2, new[] { 1, 3 }, "1–3, tied")]
    [InlineData(1, new[] { 4 }, "1, tied with 4")]
    [InlineData(1, new[] { 3, 5 }, "1, tied with 3 and 5")]
    public void Ties_print_as_ties(int position, int[] ties, string expected) => Assert.Equal(expected, Wording.Standing(new Rank(position, 0, ties)));

    [Fact]
    public void The_same_bytes_come_out_under_any_culture()
    {
        var expected = Written.Everything();
        var before = CultureInfo.CurrentCulture;
        var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        odd.NumberFormat.NumberDecimalSeparator = ",";
        odd.NumberFormat.NumberGroupSeparator = ".";
        odd.NumberFormat.NegativeSign = "~";
        odd.NumberFormat.PercentSymbol = "pc";
        try
        {
            CultureInfo.CurrentCulture = odd;
            Assert.Equal(expected, Written.Everything());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_review_in_Markdown_reads_as_committed() => Snap.Match("review.md", Written.ReviewMarkdown(Samples.Review));

    [Theory]
    [InlineData("a `b_c` d", "a `b_c` d")]
    [InlineData("__slots__ and snake_case", "\\_\\_slots\\_\\_ and snake_case")]
    [InlineData("`open", "\\`open")]
    [InlineData("Vec<u8> [1] *x*", "Vec\\<u8> \\[1\\] \\*x\\*")]
    public void Prose_is_not_taken_for_markup(string text, string expected) => Assert.Equal(expected, ReviewMarkdown.Prose(text));

    [Fact]
    public void Annotations_read_as_committed()
    {
        var result = Samples.Check with { Findings = [.. Samples.Check.Findings, Samples.Hostile] };
        var text = Written.CheckGitHub(result);
        Assert.Equal(result.Findings.Count + result.Problems.Count, text.Count(character => character == '\n'));
        Snap.Match("check.github.txt", text.Replace("\e", "\\e", StringComparison.Ordinal));
    }
}
