using System.Text;
using Lever.Review.Cost;
using Lever.Review.Findings;
using Lever.Review.Rules;
using Lever.Review.Rules.Python;
using Lever.Review.Rules.Rust;
using Lever.Review.Semantics.Python;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Python;
using Lever.Syntax.Rust;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;
using PythonKind = Lever.Syntax.Python.Kind;
using RustKind = Lever.Syntax.Rust.Kind;

namespace Lever.Tests;

/// <summary>What must hold for every rule, whatever it finds.</summary>
public class RuleInvariantTests
{
    public static TheoryData<string> Rules => RuleFixtureTests.Rules;

    private static readonly string[] Headings = ["## Why it costs", "## Example", "## Keep it when", "## Regime", "## Patch safety"];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Patches_parse_and_remove_the_finding_and_do_not_overlap(string name)
    {
        var (rule, source) = RuleAndFixture(name);
        var findings = RuleFixtureTests.Run(rule, "fixture" + RepositoryFiles.EndingOf(rule), source).Findings;
        foreach (var finding in findings.Where(finding => finding.Fix.Edits.Count > 0))
        {
            var edits = finding.Fix.Edits;
            for (var index = 1; index < edits.Count; index++)
                Assert.True(edits[index - 1].Span.End <= edits[index].Span.Start, $"{name}: edits overlap at line {finding.Range.Start.Line}");
            var patched = Apply(source, edits);
            var tree = rule is PythonRule ? PythonParser.ParseOnce(SourceText.From(patched)) : RustParser.ParseOnce(SourceText.From(patched));
            Assert.True(tree.Problems.Count == 0, $"{name}: the patch at line {finding.Range.Start.Line} does not parse: {(tree.Problems.Count > 0 ? tree.Problems[0].Message : "")}\n{patched}");
            var after = RuleFixtureTests.Run(rule, "fixture" + RepositoryFiles.EndingOf(rule), patched).Findings;
            Assert.DoesNotContain(after, other => other.Fingerprint == finding.Fingerprint && other.Message == finding.Message && after.Count >= findings.Count);
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Costs_and_messages_keep_the_house_style(string name)
    {
        var (rule, source) = RuleAndFixture(name);
        foreach (var finding in RuleFixtureTests.Run(rule, "fixture" + RepositoryFiles.EndingOf(rule), source).Findings)
        {
            Assert.False(finding.Message.EndsWith('.'), finding.Message);
            Assert.True(char.IsLower(finding.Message[0]) || finding.Message[0] == '`', finding.Message);
            Assert.NotEmpty(finding.Fix.Summary);
            Assert.False(finding.Fix.Summary.EndsWith('.'), finding.Fix.Summary);
            Assert.NotNull(finding.Cost);
            Assert.True(CostModel.TryEvaluate(finding.Cost, CostTable.Shipped, out _, out var problem), $"{name}: {finding.Cost.Before} -> {finding.Cost.After}: {problem?.Message}");
        }
        foreach (var heading in Headings) Assert.Contains(heading, rule.Info.Doc);
        Assert.Contains(Fence(rule), rule.Info.Doc);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_example_of_the_doc_is_found_and_its_replacement_is_not(string name)
    {
        var rule = RuleCatalog.Rules.Single(rule => rule.Info.Name == name);
        var blocks = CodeBlocks(rule);
        Assert.True(blocks.Count >= 2, $"{name}: the doc needs an example and its replacement");
        Assert.NotEmpty(RuleFixtureTests.Run(rule, "example" + RepositoryFiles.EndingOf(rule), blocks[0]).Findings);
        Assert.Empty(RuleFixtureTests.Run(rule, "example" + RepositoryFiles.EndingOf(rule), blocks[1]).Findings);
    }

    [Fact]
    public void The_engine_finds_what_offering_every_node_to_every_rule_finds()
    {
        var options = new AnalysisOptions(true, true, _ => null, (_, _) => false, new DateOnly(2026, 1, 1)) { Rust = (1, 95) };
        foreach (var rule in RuleCatalog.Python)
        {
            var text = SourceText.From(RuleAndFixture(rule.Info.Name).Source);
            var project = new ProjectIndex(["fixture.py"], _ => null);
            IEnumerable<string> Found(PythonRule offered) =>
                new FileAnalyzer(new RuleEngine([offered]), options).Analyze("fixture.py", text, project).Findings.Select(finding => finding.Fingerprint);
            Assert.True(Found(rule).SequenceEqual(Found(new VisitsAll(rule))), $"{rule.Info.Name} reports nodes that it did not ask for");
        }
        var unfaithful = new List<string>();
        foreach (var rule in RuleCatalog.Rust)
        {
            var text = SourceText.From(RuleAndFixture(rule.Info.Name).Source);
            IEnumerable<string> Found(RustRule offered) =>
                new RustAnalyzer(new RustEngine([offered]), options).Analyze("fixture.rs", text, RustProject.Empty).Findings.Select(finding => finding.Fingerprint);
            if (!Found(rule).SequenceEqual(Found(new VisitsAllRust(rule)))) unfaithful.Add(rule.Info.Name);
        }
        Assert.Empty(unfaithful);
    }

    /// <summary>Offers every node to a rule, whatever kinds it asked for.</summary>
    private sealed class VisitsAll(PythonRule rule) : PythonRule
    {
        private static readonly PythonKind[] All = Enum.GetValues<PythonKind>();

        public override RuleInfo Info => rule.Info;

        public override ReadOnlySpan<PythonKind> Visits => All;

        public override void Visit(Node node, PythonContext context) => rule.Visit(node, context);
    }

    /// <inheritdoc cref="VisitsAll"/>
    private sealed class VisitsAllRust(RustRule rule) : RustRule
    {
        private static readonly RustKind[] All = Enum.GetValues<RustKind>();

        public override RuleInfo Info => rule.Info;

        public override ReadOnlySpan<RustKind> Visits => All;

        public override void Visit(Node node, RustContext context) => rule.Visit(node, context);
    }

    private static (Rule Rule, string Source) RuleAndFixture(string name)
    {
        var rule = RuleCatalog.Rules.Single(rule => rule.Info.Name == name);
        return (rule, File.ReadAllText(RepositoryFiles.FixtureOf(rule)));
    }

    private static string Fence(Rule rule) => rule is PythonRule ? "```python\n" : "```rust\n";

    private static List<string> CodeBlocks(Rule rule)
    {
        var blocks = new List<string>();
        foreach (var part in rule.Info.Doc.Split(Fence(rule)).Skip(1)) blocks.Add(part.Split("```")[0]);
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
