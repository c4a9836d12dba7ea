using Lever.Review.Rules;
using Lever.Review.Rules.Python;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Text;

namespace Lever.Tests;

/// <summary>
/// Each rule's fixture stands beside it: `# expect: rule` marks the lines on which it reports, and no other line may be
/// reported. Lines without a mark are near misses, with the reason in a comment.
/// </summary>
public class RuleFixtureTests
{
    public static TheoryData<string> Rules => [.. RuleCatalog.Python.Select(rule => rule.Info.Name)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Reports_exactly_the_marked_lines(string name)
    {
        var rule = RuleCatalog.Python.Single(rule => rule.Info.Name == name);
        var path = RepositoryFiles.FixtureOf(rule);
        Assert.True(File.Exists(path), $"{name} has no fixture {path}");
        var source = File.ReadAllText(path);
        var expected = source.Split('\n')
            .Select((line, index) => (line, number: index + 1))
            .Where(entry => entry.line.Contains("# expect:", StringComparison.Ordinal)
                && entry.line.Split("# expect:")[1].Split(',', StringSplitOptions.TrimEntries).Contains(name))
            .Select(entry => entry.number);
        var found = Run(rule, path, source).Findings.Select(finding => finding.Range.Start.Line).Distinct();
        Assert.Equal(expected.Order(), found.Order());
        Assert.NotEmpty(expected);
    }

    /// <summary>The fixture's folder must not decide its role, so it is analysed under a plain name.</summary>
    internal static FileAnalysis Run(PythonRule rule, string path, string source)
    {
        var name = System.IO.Path.GetFileName(path);
        var everything = new AnalysisOptions(true, true, _ => null, (_, _) => false, new DateOnly(2026, 1, 1));
        var analyzer = new FileAnalyzer(new RuleEngine([rule]), everything);
        return analyzer.Analyze(name, SourceText.From(source), new ProjectIndex([name], _ => null));
    }
}
