using Lever.Review.Findings;
using Lever.Review.Rules;
using Lever.Review.Rules.Python;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Text;

namespace Lever.Tests;

/// <summary>Which code a finding is about, and whether its place is worth a word.</summary>
public class FindingPlaceTests
{
    private const string Memo = """
        class Week:
            pass

        DAYS = ("monday", "tuesday", "wednesday")

        def code_of(key: str) -> int:
            value = 0
            for character in key * 1000:
                value = (value * 31 + ord(character)) % 1000003
            return value

        def codes(visits: list):
            return [code_of(DAYS[visit % 3]) for visit in visits]
        """;

    private const string Search = """
        def unique(items):
            seen = []
            for item in items:
                if item not in seen:
                    seen.append(item)
            return seen
        """;

    private const string Pattern = """
        import re

        def words(lines):
            return [re.split(r"\s+", line) for line in lines]
        """;

    private const string Blocking = """
        import time

        async def wait():
            time.sleep(1)
        """;

    [Fact]
    public void A_finding_at_a_function_s_name_is_about_the_function()
    {
        var finding = Assert.Single(Check("py-memo-missing", "pkg/week.py", Memo, withProfile: false));
        Assert.Equal(("week.code_of", "code_of", 6), (finding.Symbol, finding.Function, finding.FunctionLine));
        Assert.Equal((6, 10), finding.Region);
        Assert.Equal((Role.Library, Heat.Warm), (finding.Role, finding.Heat));
    }

    [Fact]
    public void A_finding_at_a_class_s_name_is_about_the_class()
    {
        const string Source = """
            class Item:
                def __init__(self, x):
                    self.x = x

            def load(rows):
                return [Item(row) for row in rows]
            """;
        Assert.Equal("item.Item", Assert.Single(Check("py-missing-slots", "pkg/item.py", Source, withProfile: false)).Symbol);
    }

    /// <summary>Whoever asks for everything still does not hear what nobody would change without a profile.</summary>
    [Theory]
    [InlineData("py-membership-in-grown-list", Search, "pkg/code.py", true)]
    [InlineData("py-membership-in-grown-list", Search, "tests/test_code.py", true)]
    [InlineData("py-membership-in-grown-list", Search, "scripts/code.py", true)]
    [InlineData("py-regex-recompile", Pattern, "pkg/code.py", true)]
    [InlineData("py-regex-recompile", Pattern, "tests/test_code.py", false)]
    [InlineData("py-regex-recompile", Pattern, "scripts/code.py", false)]
    [InlineData("py-blocking-in-async", Blocking, "pkg/code.py", true)]
    [InlineData("py-blocking-in-async", Blocking, "tests/test_code.py", false)]
    // A script's only task holds up nobody; one that starts several does.
    [InlineData("py-blocking-in-async", Blocking, "scripts/code.py", false)]
    [InlineData("py-blocking-in-async", Blocking + "\n\nasync def all(count):\n    await asyncio.gather(*(wait() for _ in range(count)))\n", "scripts/code.py", true)]
    public void What_is_small_in_tests_and_cold_code_waits_for_a_profile(string rule, string source, string path, bool isTold)
    {
        Assert.Equal(isTold, Check(rule, path, source, withProfile: false).Any(finding => !finding.WaitsForProfile));
        Assert.NotEmpty(Check(rule, path, source, withProfile: true));
    }

    private static IReadOnlyList<Finding> Check(string name, string path, string source, bool withProfile)
    {
        var rule = RuleCatalog.Python.Single(rule => rule.Info.Name == name);
        var options = new AnalysisOptions(true, withProfile, _ => null, (_, _) => false, new DateOnly(2026, 1, 1));
        return new FileAnalyzer(new RuleEngine([rule]), options).Analyze(path, SourceText.From(source), new ProjectIndex([path], _ => null)).Findings;
    }
}
