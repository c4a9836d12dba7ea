using CsCheck;
using Lever.Experiments.Equivalence;

namespace Lever.Tests.Experiments.Equivalence;

public sealed class AgreementTests
{
    [Theory]
    [InlineData("exact", 1.0, 1.0000000001, false)]
    [InlineData("rel:1e-9", 1.0, 1.0000000001, true)]
    [InlineData("rel:1e-9", 1.0, 1.00001, false)]
    [InlineData("rel:1e-9", -1.0, 1.0, false)]
    [InlineData("ulp:4", 1.0, 1.0000000000000004, true)]
    [InlineData("ulp:4", 1.0, 1.000000000000002, false)]
    [InlineData("rel:1e-9", double.NaN, 1.0, false)]
    [InlineData("rel:1e-9", double.PositiveInfinity, double.MaxValue, false)]
    [InlineData("ulp:4", 0.0, -0.0, false)]
    [InlineData("ulp:4", double.MaxValue, double.PositiveInfinity, false)]
    public void Floats_are_as_near_as_agreed(string text, double one, double other, bool accepted) =>
        Assert.Equal(accepted, FloatTolerance.Parse(text)!.Value.Accepts(one, other));

    [Theory]
    [InlineData("")]
    [InlineData("rel:")]
    [InlineData("rel:-1")]
    [InlineData("rel:2")]
    [InlineData("ulp:-1")]
    [InlineData("near")]
    public void Other_words_for_floats_are_refused(string text) => Assert.Null(FloatTolerance.Parse(text));

    [Fact]
    public void A_contract_agrees_to_what_its_sentences_say_and_to_no_more()
    {
        Assert.Equal(Agreement.Nothing, Agreement.FromContract(["nothing that the loop calls changes `seen`"], FloatTolerance.Exact) with { Exceptions = Agreement.Nothing.Exceptions });
        var agreed = Agreement.FromContract(["the elements are hashable", "a missing value may raise `KeyError` in place of `ValueError`", "of equal elements any order will do"], FloatTolerance.Exact);
        Assert.Equal([Clause.Hashable, Clause.Order], agreed.Clauses.Order().Reverse());
        Assert.Equal([("ValueError", "KeyError")], agreed.Exceptions);
        Assert.Equal([("IndexError", "StopIteration")], Agreement.FromContract(["an empty result raises StopIteration instead of IndexError"], FloatTolerance.Exact).Exceptions);
        Assert.True(Agreement.FromContract(["sums may differ in their last digits"], FloatTolerance.Exact).Floats.Relative > 0);
    }

    [Fact]
    public void Hexadecimal_floats_are_read_exactly() =>
        Gen.Double.Where(double.IsFinite).Sample(value =>
        {
            Assert.True(GraphComparison.TryFloat(Hexadecimal(value), out var read));
            Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(read));
        });

    [Theory]
    [InlineData("result[3].id", Aspect.Result, true)]
    [InlineData("result[3].id[2]", Aspect.Result, true)]
    [InlineData("result[3].identity", Aspect.Result, false)]
    [InlineData("result[3]", Aspect.Result, false)]
    [InlineData("result[3].id", Aspect.Arguments, false)]
    public void What_varies_is_left_out_there_and_nowhere_else(string where, Aspect aspect, bool covered)
    {
        var masks = Masks.None.With([new Difference(0, "", Aspect.Result, "result[0].id", "", "")]);
        Assert.Equal(covered, masks.Cover(new Difference(1, "", aspect, where, "", "")));
    }

    /// <summary>As Python's <c>float.hex</c> writes it.</summary>
    private static string Hexadecimal(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var (exponent, fraction) = ((int)(bits >> 52) & 0x7ff, bits & 0xfffffffffffffL);
        var sign = bits < 0 ? "-" : "";
        return exponent == 0 && fraction == 0 ? sign + "0x0.0p+0" : exponent == 0 ? $"{sign}0x0.{fraction:x13}p-1022" : $"{sign}0x1.{fraction:x13}p{exponent - 1023:+0;-0}";
    }
}
