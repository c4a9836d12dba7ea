using System.Text.RegularExpressions;
using Lever.Commands;
using Lever.Review.Rules;

namespace Lever.Tests.Shell;

/// <summary>The pages of <c>lever explain</c> on matters that no rule decides.</summary>
public partial class TopicTests
{
    public static TheoryData<string> All => [.. Topics.Names];

    [Fact]
    public void There_are_the_topics_of_the_guide() => Assert.Equal(["message-passing", "threading-local"], Topics.Names);

    [Theory]
    [MemberData(nameof(All))]
    public void A_page_starts_with_a_sentence_and_says_when_it_pays_and_when_not(string name)
    {
        var page = Topics.Find(name)!;
        Assert.EndsWith(".", page.Split('\n')[0], StringComparison.Ordinal);
        foreach (var heading in (string[])["What it is", "What it costs", "When it pays", "When it does not", "How to write it"]) Assert.Contains($"\n## {heading}\n", page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void What_a_page_refers_to_exists(string name) =>
        Assert.All(Reference().Matches(Topics.Find(name)!), reference => Assert.NotNull(RuleCatalog.Find(reference.Groups[1].Value)));

    [Fact]
    public void Another_name_has_no_page() => Assert.Null(Topics.Find("teir"));

    [GeneratedRegex(@"lever explain\s+([a-z-]+)`")]
    private static partial Regex Reference();
}
