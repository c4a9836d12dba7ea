using CsCheck;
using Lever.Review.Cost;

namespace Lever.Tests.Cost;

public class ExpressionTests
{
    [Theory]
    [InlineData("200*db.query + 2MB@mem.sequential", "200*db.query + 2MB@mem.sequential")]
    [InlineData(" n * m*py.list.compare ", "n*m*py.list.compare")]
    [InlineData("10K × 100ns", "10K*100ns")]
    [InlineData("1.2ms", "1.2ms")]
    [InlineData("1.2µs", "1.2us")]
    [InlineData("1e9", "1000000000")]
    [InlineData("2^3^n", "2^3^n")]
    [InlineData("(2^3)^n", "(2^3)^n")]
    [InlineData("-a*b", "-a*b")]
    [InlineData("a - (b - c)", "a - (b - c)")]
    [InlineData("a - b - c", "a - b - c")]
    [InlineData("a/(b*c)", "a / (b*c)")]
    [InlineData("3*-2", "3*(-2)")]
    [InlineData("2MB/s", "2MB/s")]
    [InlineData("2MB / s", "2MB / s")]
    [InlineData("2MB/s.total", "2MB / s.total")]
    [InlineData("16GB/s", "16GB/s")]
    [InlineData("1us/KB*n", "1us/KB*n")]
    [InlineData("100..160ns", "100ns..160ns")]
    [InlineData("1..2..3ms", "1ms..2ms..3ms")]
    [InlineData("overlap(a,b , c)", "overlap(a, b, c)")]
    [InlineData("parallel(10, n*net.datacenter)", "parallel(10, n*net.datacenter)")]
    [InlineData("ssd.read.4k*n", "ssd.read.4k*n")]
    public void PrintsCanonically(string text, string expected)
    {
        var expression = Parse(text);
        Assert.Equal(expected, expression.ToString());
        AssertSame(expression.Root, Parse(expected).Root);
    }

    [Theory]
    [InlineData("", 1, "empty")]
    [InlineData("   ", 1, "empty")]
    [InlineData("2*", 3, "ends where")]
    [InlineData("(1+2", 5, "close the '(' in column 1")]
    [InlineData("1)", 2, "closes nothing")]
    [InlineData("10Q", 3, "unknown unit after 10")]
    [InlineData("2 n", 3, "operator")]
    [InlineData("2n", 2, "unknown unit")]
    [InlineData("n(3)", 1, "no function 'n'")]
    [InlineData("log2", 1, "write log2(")]
    [InlineData("log2(1, 2)", 1, "takes 1 argument, not 2")]
    [InlineData("overlap(1)", 1, "takes 2 or more arguments, not 1")]
    [InlineData("1ms..2KB", 1, "one kind")]
    [InlineData("5..3", 1, "swap")]
    [InlineData("1e999", 1, "too large")]
    [InlineData("µ*$", 3, "'$'")]
    [InlineData("2MB@(1+1)", 5, "rate after '@'")]
    [InlineData("😀", 1, "'😀'")]
    [InlineData("n*😀", 3, "'😀'")]
    public void NamesColumnAndRemedy(string text, int column, string part)
    {
        Assert.False(CostExpression.TryParse(text, out _, out var problem));
        Assert.Equal(column, problem.Column);
        Assert.Contains(part, problem.Message, StringComparison.Ordinal);
        Assert.Contains(problem.Message, EstimateText.Render(text, problem), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('(')]
    [InlineData('-')]
    [InlineData('^')]
    public void DeepNestingIsAProblemNotACrash(char opener)
    {
        var text = opener == '^' ? string.Concat(Enumerable.Repeat("2^", 1500)) + "2" : new string(opener, 3000) + "1";
        Assert.False(CostExpression.TryParse(text, out _, out var problem));
        Assert.Contains("deep", problem.Message, StringComparison.Ordinal);
        Assert.False(CostExpression.TryParse(new string('1', 100_000), out _, out _));
    }

    [Fact]
    public void NoStringThrows()
    {
        var pieces = Gen.OneOf(
            "n", "m", "py.call", "mem.sequential", "db.qury", "@", "*", "/", "+", "-", "^", "(", ")", ",", "..", ".", "1", "10K", "2MB", "16GB/s",
            "3ms", "1e", "1e9", " ", "log2(", "overlap(", "parallel(", "min", "s", "/s", "µ", "×", "_", "\0", "\ud800", "😀", "0", "1e300");
        Gen.Select(pieces.Array[0, 14], Gen.String).Sample((parts, noise) =>
        {
            foreach (var text in new[] { string.Concat(parts), noise, string.Concat(parts) + noise })
            {
                if (!CostExpression.TryParse(text, out _, out var problem))
                {
                    Assert.InRange(problem.Column, 1, text.Length + 1);
                    EstimateText.Render(text, problem);
                    continue;
                }
                if (Estimator.TryEstimate(text, CostTable.Shipped, [], out var report, out _)) EstimateText.Render(report);
                NamedSize.TryParse("n=" + text, "-n", out _, out _);
            }
        });
    }

    [Fact]
    public void PrintingAndParsingAgainIsIdentity() => Expressions.Any.Sample(root =>
    {
        var printed = new CostExpression(root).ToString();
        AssertSame(root, Parse(printed).Root);
    });

    private static CostExpression Parse(string text)
    {
        Assert.True(CostExpression.TryParse(text, out var expression, out var problem), $"{text}: {problem}");
        return expression;
    }

    private static void AssertSame(CostNode one, CostNode other)
    {
        Assert.Equal(one.GetType(), other.GetType());
        switch (one, other)
        {
            case (NumberNode a, NumberNode b): Assert.Equal((a.Mantissa, a.Unit), (b.Mantissa, b.Unit)); break;
            case (SpreadNode a, SpreadNode b): Assert.Equal(a.Value, b.Value); break;
            case (NameNode a, NameNode b): Assert.Equal(a.Name, b.Name); break;
            case (SumNode a, SumNode b):
                Assert.Equal(a.Terms.Select(term => term.IsSubtracted), b.Terms.Select(term => term.IsSubtracted));
                AssertAllSame(a.Terms.Select(term => term.Node), b.Terms.Select(term => term.Node));
                break;
            case (ProductNode a, ProductNode b):
                Assert.Equal(a.Factors.Select(factor => factor.IsDivisor), b.Factors.Select(factor => factor.IsDivisor));
                AssertAllSame(a.Factors.Select(factor => factor.Node), b.Factors.Select(factor => factor.Node));
                break;
            case (PowerNode a, PowerNode b): AssertAllSame([a.Base, a.Exponent], [b.Base, b.Exponent]); break;
            case (TransferNode a, TransferNode b): AssertAllSame([a.Amount, a.Rate], [b.Amount, b.Rate]); break;
            case (CallNode a, CallNode b):
                Assert.Equal(a.Function, b.Function);
                AssertAllSame(a.Arguments, b.Arguments);
                break;
        }
    }

    private static void AssertAllSame(IEnumerable<CostNode> ones, IEnumerable<CostNode> others)
    {
        var (left, right) = (ones.ToArray(), others.ToArray());
        Assert.Equal(left.Length, right.Length);
        for (var i = 0; i < left.Length; i++) AssertSame(left[i], right[i]);
    }
}

/// <summary>Random expressions as the parser could have made them.</summary>
internal static class Expressions
{
    private static readonly string[] Units = ["", "K", "M", "ns", "us", "ms", "s", "min", "h", "B", "KB", "MiB", "GB/s", "us/KB", "Gbps"];

    private static readonly Gen<NumberNode> Number = Gen.Select(
        Gen.OneOf(Gen.Double[0, 1e6], Gen.Int[0, 2000].Select(whole => (double)whole), Gen.Double[1e-9, 1e18]), Gen.OneOf(Units),
        (mantissa, unit) => new NumberNode(1, mantissa, UnitOf(unit)));

    private static readonly Gen<CostNode> Spread = Gen.Select(
        Number, Gen.Double[0, 1e6], Gen.Bool,
        (low, more, hasMiddle) => (CostNode)new SpreadNode(
            1, low, hasMiddle ? low with { Mantissa = low.Mantissa + more / 2 } : null, low with { Mantissa = low.Mantissa + more }));

    private static readonly Gen<CostNode> Name =
        Gen.OneOf("n", "m", "s", "ms", "feed.items", "_x.4k", "py.call").Select(name => (CostNode)new NameNode(1, name));

    public static readonly Gen<CostNode> Any = Of(Gen.OneOf(Number.Select(number => (CostNode)number), Spread, Name), 4);

    /// <summary>Plain counts over n and m without division, so that every point has a finite value.</summary>
    public static readonly Gen<CostNode> Counts = Of(
        Gen.OneOf(
            Gen.Double[0, 100].Select(value => (CostNode)new NumberNode(1, value, Unit.None)),
            Gen.OneOf("n", "m").Select(name => (CostNode)new NameNode(1, name))),
        3,
        isArithmetic: true);

    private static Gen<CostNode> Of(Gen<CostNode> leaf, int depth, bool isArithmetic = false)
    {
        if (depth == 0) return leaf;
        var inner = Of(leaf, depth - 1, isArithmetic);
        var sum = Gen.Select(inner, Gen.Bool).Array[1, 3].Select(parts =>
            parts is [(var only, false)] ? only : new SumNode(1, [.. parts.Select(part => new Term(part.Item1, part.Item2))]));
        var product = Gen.Select(inner, Gen.Bool).Array[2, 3].Select(parts =>
            (CostNode)new ProductNode(1, [.. parts.Select((part, i) => new Factor(part.Item1, i > 0 && !isArithmetic && part.Item2))]));
        var power = Gen.Select(inner, isArithmetic ? Gen.Int[0, 3].Select(e => (CostNode)new NumberNode(1, e, Unit.None)) : inner,
            (value, exponent) => (CostNode)new PowerNode(1, value, exponent));
        var transfer = Gen.Select(inner, Gen.OneOf(Number.Select(number => (CostNode)number), Name),
            (amount, rate) => (CostNode)new TransferNode(1, amount, rate));
        var call = Gen.Select(Gen.Enum<CostFunction>(), inner, inner, (function, first, second) =>
            (CostNode)new CallNode(1, function, CostFunctions.Arity(function).Least == 1 ? [first] : [first, second]));
        return isArithmetic ? Gen.OneOf(leaf, sum, product, power, call) : Gen.OneOf(leaf, sum, product, power, transfer, call);
    }

    private static Unit UnitOf(string name)
    {
        if (Unit.Named(name) is { } unit) return unit;
        var parts = name.Split('/');
        return Unit.Rate(Unit.Named(parts[0])!.Value, Unit.Named(parts[1])!.Value)!.Value;
    }
}
