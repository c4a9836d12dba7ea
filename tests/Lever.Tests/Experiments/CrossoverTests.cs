using Lever.Experiments;
using Lever.Experiments.Proofs;

namespace Lever.Tests.Experiments;

public sealed class CrossoverTests
{
    [Theory]
    // Points as version:size and the sign shown there.
    [InlineData("3.8:4- 3.8:12- 3.8:1000- 3.11:4- 3.11:12+ 3.11:1000+ 3.13:4- 3.13:12+ 3.13:1000+",
        "faster from n = 12 on 3.11+; slower below|slower at every size tried, n = 4 to 1k, on 3.8")]
    [InlineData("3.8:4+ 3.8:32000+ 3.11:4+ 3.11:32000+", "faster at every size tried, n = 4 to 32k, on every version tried (3.8 to 3.11)")]
    [InlineData("3.11:300+", "faster at n = 300, on 3.11")]
    [InlineData("3.11:4- 3.11:8? 3.11:16= 3.11:64+", "on 3.11: slower at n = 4; undecided at n = 8; no material difference at n = 16; faster at n = 64")]
    [InlineData("3.11:4= 3.11:64+", "faster from n = 64 on 3.11; no material difference below")]
    [InlineData("3.9:4+ 3.10:4- 3.11:4+", "faster at n = 4, on 3.9, 3.11|slower at n = 4, on 3.10")]
    [InlineData("3.11:64+ 3.11:4- 3.9:4- 3.9:64-", "faster from n = 64 on 3.11; slower below|slower at every size tried, n = 4 to 64, on 3.9")]
    [InlineData("3.8:4- 3.9:4- 3.10:4- 3.13:4+", "faster at n = 4, on 3.13|slower at n = 4, on 3.8 to 3.10")]
    [InlineData("", "")]
    public void Points_become_sentences(string points, string expected) =>
        Assert.Equal(expected, string.Join('|', Crossover.Sentences([.. points.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Point)])));

    private static Regime Point(string text)
    {
        var (version, size) = (text.Split(':')[0], text.Split(':')[1]);
        var verdict = size[^1] switch
        {
            '+' => Verdict.Faster,
            '-' => Verdict.Slower,
            '=' => Verdict.NoMaterialDifference,
            _ => Verdict.Inconclusive,
        };
        return new(version, long.Parse(size[..^1], System.Globalization.CultureInfo.InvariantCulture), null, verdict);
    }
}
