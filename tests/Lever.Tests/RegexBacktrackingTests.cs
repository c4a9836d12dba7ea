using Lever.Review.Semantics.Python.Regex;

namespace Lever.Tests;

/// <summary>What is read of patterns, and which of them are shown to take long. The expected growth was seen with Python's own matcher.</summary>
public class RegexBacktrackingTests
{
    [Theory]
    [InlineData(@"(a+)+$", "exponential")]
    [InlineData(@"^(a|a)*$", "exponential")]
    [InlineData(@"^(a|ab|b)*$", "exponential")]
    [InlineData(@"^(?:[^a]|b)*$", "exponential")]
    [InlineData(@"^(a*)*$", "exponential")]
    [InlineData(@"^(?:a?b?)*c", "exponential")]
    [InlineData(@"^(\w+\s?)*$", "exponential")]
    [InlineData(@"^(?:a{1,3})+$", "exponential")]
    [InlineData(@"^(?:(?:ab)+)+$", "exponential")]
    [InlineData(@"^(?:x+x+)+y", "exponential")]
    [InlineData(@"^(a+?)+?$", "exponential")]
    [InlineData(@"(?i)^(?:[a-z]|[^\W\d])*$", "exponential")]
    [InlineData(@"(?x) ^ ( a+ # letters
        )+ $", "exponential")]
    [InlineData(@"^a*a*b", "2")]
    [InlineData(@"^\s*,?\s*;", "2")]
    [InlineData(@"^a*[ab]*a*c", "3")]
    [InlineData(@"^.*x.*y", "2")]
    [InlineData(@"^(?:ab)*(?:ab)*c", "2")]
    [InlineData(@"^a+b", "")]
    [InlineData(@"^(?:a+b)+c", "")]
    [InlineData(@"^(?:a|b)*c", "")]
    [InlineData(@"^(?:\w|\d)*$", "")]
    [InlineData(@"^(?:a++)*$", "")]
    [InlineData(@"^(?:a+b?)*+$", "")]
    [InlineData(@"^(?>a+)+b", "")]
    [InlineData(@"^a*+a*b", "")]
    [InlineData(@"(a+)+", "")]
    [InlineData(@"^.*.*", "")]
    [InlineData(@"^(?:(?!-->).)*-->", "")]
    [InlineData(@"^(?:a+(?!a))*$", "")]
    [InlineData(@"^(?:\w+\b)*$", "")]
    [InlineData(@"^""(?:[^""\\]|\\.)*""", "")]
    [InlineData(@"^[]a]*[^]a]*x", "")]
    [InlineData(@"^a{2,5}a{2,5}b", "")]
    public void Growth_of_a_failing_match(string pattern, string growth)
    {
        var tree = RegexParser.Parse(pattern, RegexFlags.None);
        Assert.NotNull(tree);
        var witness = Backtracking.Of(tree, isSearch: false, toTheEnd: false);
        Assert.Equal(growth, witness is null ? "" : witness.Degree?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "exponential");
    }

    [Theory]
    [InlineData(@"\s+$", true)]
    [InlineData(@"a.*b", true)]
    [InlineData(@"^\s+$", false)]
    [InlineData(@"a+", false)]
    [InlineData(@"a*", false)]
    [InlineData(@"<[^<>]*>", false)]
    public void A_search_that_begins_anew_at_each_place(string pattern, bool isBySearch)
    {
        var witness = Backtracking.Of(RegexParser.Parse(pattern, RegexFlags.None)!, isSearch: true, toTheEnd: false);
        Assert.Equal(isBySearch, witness is { IsBySearch: true, Degree: 2 });
    }

    [Fact]
    public void The_whole_text_must_match_in_fullmatch()
    {
        var tree = RegexParser.Parse("(a+)+", RegexFlags.None)!;
        Assert.Null(Backtracking.Of(tree, isSearch: false, toTheEnd: false));
        Assert.True(Backtracking.Of(tree, isSearch: false, toTheEnd: true) is { IsExponential: true, First: (0, 5) });
    }

    [Fact]
    public void The_witness_names_what_competes()
    {
        const string Pattern = @"^x\s*,?\s*;";
        var witness = Backtracking.Of(RegexParser.Parse(Pattern, RegexFlags.None)!, isSearch: false, toTheEnd: false)!;
        Assert.Equal((@"\s*", @"\s*", "x"), (Pattern[witness.First.Start..witness.First.End], Pattern[witness.Second.Start..witness.Second.End], witness.Prefix[..1]));
        Assert.NotEqual(witness.First, witness.Second);
    }

    [Theory]
    [InlineData(@"(a)\1")]
    [InlineData(@"(?P<x>a)(?P=x)")]
    [InlineData(@"(a)?(?(1)b|c)")]
    [InlineData("(a")]
    [InlineData("a)")]
    [InlineData("[a")]
    [InlineData("a**")]
    [InlineData("*a")]
    [InlineData("a{3,1}")]
    [InlineData(@"\")]
    [InlineData(@"\y")]
    [InlineData("(?")]
    [InlineData("(?P<x")]
    [InlineData("[z-a]")]
    public void Patterns_that_are_not_read(string pattern) => Assert.Null(RegexParser.Parse(pattern, RegexFlags.None));

    [Theory]
    [InlineData("a{}")]
    [InlineData("a{,3}b")]
    [InlineData("a{x}")]
    [InlineData("{")]
    [InlineData("[]]")]
    [InlineData("[^]-]")]
    [InlineData("[a-]")]
    [InlineData(@"[\w.-]+")]
    [InlineData("(?#comment)a")]
    [InlineData("(?i-s:a.)b")]
    [InlineData("(?<=ab)c(?<!d)")]
    [InlineData(@"\0\x41\u0042\101")]
    [InlineData("")]
    [InlineData("a||b")]
    [InlineData("(?ms)^a")]
    public void Patterns_that_are_read(string pattern) => Assert.NotNull(RegexParser.Parse(pattern, RegexFlags.None));

    [Theory]
    [InlineData(400)]
    [InlineData(40)]
    public void Deep_and_large_patterns_end_soon(int size)
    {
        foreach (var pattern in (string[])[new string('(', size) + new string(')', size), string.Concat(Enumerable.Repeat("(a*", size)) + new string(')', size), string.Concat(Enumerable.Repeat("a?", size)) + "b", string.Concat(Enumerable.Repeat("[ab]*", size)) + "c", "(?:(?:a{50}){50}){50}"])
            if (RegexParser.Parse(pattern, RegexFlags.None) is { } tree) Backtracking.Of(tree, isSearch: true, toTheEnd: true);
    }
}
