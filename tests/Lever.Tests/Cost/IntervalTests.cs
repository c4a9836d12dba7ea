using System.Globalization;
using CsCheck;
using Lever.Review.Cost;

namespace Lever.Tests.Cost;

public class IntervalTests
{
    private static readonly Dictionary<string, NamedSize> NoSizes = [];

    [Fact]
    public void EnclosesWhateverPointsAreTaken()
    {
        var interval = Gen.Select(Gen.Double[-50, 50], Gen.Double[0, 30], Gen.Double[0, 1], (low, width, at) => new Interval(low, low + at * width, low + width));
        Gen.Select(Expressions.Counts, interval, interval, Gen.Double[0, 1], Gen.Double[0, 1]).Sample((root, n, m, atN, atM) =>
        {
            var sizes = new Dictionary<string, NamedSize>
            {
                ["n"] = new("n", new Quantity(n, Dimension.Count), "test"),
                ["m"] = new("m", new Quantity(m, Dimension.Count), "test"),
            };
            Assert.True(CostBinder.TryBind(root, CostTable.Shipped, sizes, [], out var program, out var problem), problem?.Message);
            var whole = program.Evaluate().Value;
            var point = program.Variables.Select(variable => variable.Name == "n" ? Between(n, atN) : Between(m, atM)).ToArray();
            AssertEncloses(whole, program.EvaluateAt(point));
            AssertEncloses(whole, whole.Typical);
            var typical = program.Variables.Select(variable => variable.Value.Typical).ToArray();
            Assert.Equal(whole.Typical, program.EvaluateAt(typical), Tolerance(whole.Typical));
        });
    }

    [Fact]
    public void DivisionEncloses()
    {
        var interval = Gen.Select(Gen.Double[-10, 10], Gen.Double[0, 10], (low, width) => new Interval(low, low, low + width));
        Gen.Select(interval, interval, Gen.Double[0, 1], Gen.Double[0, 1]).Sample((over, under, atOver, atUnder) =>
        {
            var point = Between(over, atOver) / Between(under, atUnder);
            if (double.IsFinite(point)) AssertEncloses(Interval.Divide(over, under), point);
        });
    }

    [Theory]
    [InlineData(0.3, "0.3 ns")]
    [InlineData(20, "20 ns")]
    [InlineData(999, "1 µs")]
    [InlineData(22_000_000, "20 ms")]
    [InlineData(75e9, "80 s")]
    [InlineData(200e9, "3 min")]
    [InlineData(-5e6, "-5 ms")]
    [InlineData(0, "0")]
    public void TimesAreOneFigureInAUnitPeopleUse(double nanoseconds, string expected) =>
        Assert.Equal(expected, new Quantity(Interval.Exactly(nanoseconds), Dimension.OfTime).ToString());

    [Theory]
    [InlineData("1ms..3ms..10ms", "3 ms (1–10 ms)")]
    [InlineData("50us..500us..5ms", "500 µs (50 µs–5 ms)")]
    [InlineData("20..22..24ns", "20 ns (20–24 ns)")]
    [InlineData("0..1ms..2ms", "1 ms (0–2 ms)")]
    [InlineData("2MB", "2 MB")]
    [InlineData("16GB/s", "20 GB/s")]
    [InlineData("10us/KB", "10 µs/KB")]
    [InlineData("10K", "10K")]
    public void IntervalsShareAUnitWhereTheyCan(string literal, string expected)
    {
        Assert.True(Quantities.TryParse(literal, out var quantity, out _));
        Assert.Equal(expected, quantity.Value.ToString());
    }

    [Theory]
    [InlineData("log2(1024)", 10)]
    [InlineData("log2(0)", 0)]
    [InlineData("ln(1)", 0)]
    [InlineData("ceil(2.1)", 3)]
    [InlineData("sqrt(81)", 9)]
    [InlineData("min(2, 3)", 2)]
    [InlineData("max(2, 3, 1)", 3)]
    [InlineData("overlap(2, 3)", 3)]
    [InlineData("parallel(4, 100)", 25)]
    [InlineData("parallel(0, 100)", 100)]
    [InlineData("2^3^2", 512)]
    [InlineData("-2^2", -4)]
    [InlineData("10 - 2 - 3", 5)]
    [InlineData("12/3/2", 2)]
    [InlineData("2 + 3*4", 14)]
    [InlineData("1h/1min", 60)]
    [InlineData("1MiB/1KiB", 1024)]
    public void Evaluates(string text, double expected)
    {
        Assert.True(CostExpression.TryParse(text, out var expression, out _));
        Assert.True(CostBinder.TryBind(expression.Root, CostTable.Shipped, NoSizes, [], out var program, out _));
        Assert.Equal(expected, program.Evaluate().Value.Typical, 1e-9);
    }

    [Fact]
    public void CultureChangesNothing()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            culture.NumberFormat.NumberDecimalSeparator = ",";
            culture.NumberFormat.NumberGroupSeparator = ".";
            culture.NumberFormat.NegativeSign = "~";
            CultureInfo.CurrentCulture = culture;
            Assert.True(Estimator.TryEstimate("-1.5ms*n + 0.25*db.query", CostTable.Shipped, [], out var report, out _));
            Assert.Equal("-1.5ms*n + 0.25*db.query", report.Expression);
            Assert.Equal("-2 ms * n + 800 µs (200 µs–3 ms)", report.TotalText);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static double Between(Interval interval, double at) =>
        Math.Clamp(interval.Low + at * (interval.High - interval.Low), interval.Low, interval.High);

    private static void AssertEncloses(Interval interval, double value)
    {
        var tolerance = Tolerance(value);
        Assert.True(interval.Low - tolerance <= value && value <= interval.High + tolerance, $"{value} is outside {interval}");
    }

    // The library's power and logarithm are not monotone in the last bit.
    private static double Tolerance(double value) => 1e-9 * Math.Max(1, Math.Abs(value));
}
