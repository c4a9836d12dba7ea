using System.Text;
using Lever.Review.Cost;
using Lever.Review.Findings;
using Lever.Review.Rules;
using Lever.Review.Rules.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Text;

namespace Lever.Tests;

/// <summary>What must hold for every rule, whatever it finds.</summary>
public class RuleInvariantTests
{
    public static TheoryData<string> Rules => [.. RuleCatalog.Python.Select(rule => rule.Info.Name)];

    private static readonly string[] Headings = ["## Why it costs", "## Example", "## Keep it when", "## Regime", "## Patch safety"];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Patches_parse_and_remove_the_finding_and_do_not_overlap(string name)
    {
        var (rule, source) = RuleAndFixture(name);
        var findings = RuleFixtureTests.Run(rule, "fixture.py", source).Findings;
        foreach (var finding in findings.Where(finding => finding.Fix.Edits.Count > 0))
        {
            var edits = finding.Fix.Edits;
            for (var index = 1; index < edits.Count; index++)
                Assert.True(edits[index - 1].Span.End <= edits[index].Span.Start, $"{name}: edits overlap at line {finding.Range.Start.Line}");
            var patched = Apply(source, edits);
            var tree = PythonParser.ParseOnce(SourceText.From(patched));
            Assert.True(tree.Problems.Count == 0, $"{name}: the patch at line {finding.Range.Start.Line} does not parse: {(tree.Problems.Count > 0 ? tree.Problems[0].Message : "")}\n{patched}");
            var after = RuleFixtureTests.Run(rule, "fixture.py", patched).Findings;
            Assert.DoesNotContain(after, other => other.Fingerprint == finding.Fingerprint && other.Message == finding.Message && after.Count >= findings.Count);
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Costs_and_messages_keep_the_house_style(string name)
    {
        var (rule, source) = RuleAndFixture(name);
        foreach (var finding in RuleFixtureTests.Run(rule, "fixture.py", source).Findings)
        {
            Assert.False(finding.Message.EndsWith('.'), finding.Message);
            Assert.True(char.IsLower(finding.Message[0]) || finding.Message[0] == '`', finding.Message);
            Assert.NotEmpty(finding.Fix.Summary);
            Assert.False(finding.Fix.Summary.EndsWith('.'), finding.Fix.Summary);
            Assert.NotNull(finding.Cost);
            Assert.True(CostModel.TryEvaluate(finding.Cost, CostTable.Shipped, out _, out var problem), $"{name}: {finding.Cost.Before} -> {finding.Cost.After}: {problem?.Message}");
        }
        foreach (var heading in Headings) Assert.Contains(heading, rule.Info.Doc);
        Assert.Contains("```python", rule.Info.Doc);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_example_of_the_doc_is_found_and_its_replacement_is_not(string name)
    {
        var rule = RuleCatalog.Python.Single(rule => rule.Info.Name == name);
        var blocks = CodeBlocks(rule.Info.Doc);
        Assert.True(blocks.Count >= 2, $"{name}: the doc needs an example and its replacement");
        Assert.NotEmpty(RuleFixtureTests.Run(rule, "example.py", blocks[0]).Findings);
        Assert.Empty(RuleFixtureTests.Run(rule, "example.py", blocks[1]).Findings);
    }

    [Fact]
    public void The_engine_finds_what_offering_every_node_to_every_rule_finds()
    {
        foreach (var rule in RuleCatalog.Python)
        {
            var (_, source) = RuleAndFixture(rule.Info.Name);
            var visited = new HashSet<Kind>();
            foreach (var kind in rule.Visits) visited.Add(kind);
            var naive = new RuleEngine([new VisitsAll(rule)]);
            var options = new AnalysisOptions(true, true, _ => null, (_, _) => false, new DateOnly(2026, 1, 1));
            var text = SourceText.From(source);
            var project = new Lever.Review.Semantics.Python.ProjectIndex(["fixture.py"], _ => null);
            var fast = new FileAnalyzer(new RuleEngine([rule]), options).Analyze("fixture.py", text, project).Findings;
            var slow = new FileAnalyzer(naive, options).Analyze("fixture.py", text, project).Findings;
            Assert.Equal(fast.Select(finding => finding.Fingerprint), slow.Select(finding => finding.Fingerprint));
        }
    }

    /// <summary>Offers every node to a rule, whatever kinds it asked for.</summary>
    private sealed class VisitsAll(PythonRule rule) : PythonRule
    {
        private static readonly Kind[] All = Enum.GetValues<Kind>();

        public override RuleInfo Info => rule.Info;

        public override ReadOnlySpan<Kind> Visits => All;

        public override void Visit(Lever.Syntax.Trees.Node node, PythonContext context) => rule.Visit(node, context);
    }

    private static (PythonRule Rule, string Source) RuleAndFixture(string name)
    {
        var rule = RuleCatalog.Python.Single(rule => rule.Info.Name == name);
        return (rule, File.ReadAllText(RepositoryFiles.FixtureOf(rule)));
    }

    private static List<string> CodeBlocks(string doc)
    {
        var blocks = new List<string>();
        foreach (var part in doc.Split("```python\n").Skip(1)) blocks.Add(part.Split("```")[0]);
        return blocks;
    }

    private static string Apply(string source, IReadOnlyList<Edit> edits)
    {
        var bytes = Encoding.UTF8.GetBytes(source).ToList();
        foreach (var edit in edits.Reverse())
        {
            bytes.RemoveRange(edit.Span.Start, edit.Span.Length);
            bytes.InsertRange(edit.Span.Start, Encoding.UTF8.GetBytes(edit.NewText));
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }
}
