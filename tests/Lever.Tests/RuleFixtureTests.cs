using System.Text;
using Lever.Review.Findings;
using Lever.Review.Rules;
using Lever.Review.Rules.Python;
using Lever.Review.Rules.Rust;
using Lever.Review.Semantics.Boundary;
using Lever.Review.Semantics.Python.Templates;
using Lever.Review.Semantics.Python;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Text;
using Lever.Workspace;

namespace Lever.Tests;

/// <summary>
/// Each rule's fixture stands beside it: `# expect: rule`, in Rust `// expect: rule`, marks the lines on which it reports, and no other line may be
/// reported. Lines without a mark are near misses, with the reason in a comment. `# expect: rule, with a profile` marks
/// what is told only where a profile is at hand, `tier C` what is shown only with `--all`.
/// </summary>
public class RuleFixtureTests
{
    public static TheoryData<string> Rules => [.. RuleCatalog.All.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Reports_exactly_the_marked_lines(string name)
    {
        var rule = RuleCatalog.Rules.Single(rule => rule.Info.Name == name);
        var path = RepositoryFiles.FixtureOf(rule);
        Assert.True(File.Exists(path), $"{name} has no fixture {path}");
        var source = File.ReadAllText(path);
        var expected = source.Split('\n')
            .Select((line, index) => (Marks: MarksOf(line), Number: index + 1))
            .Where(entry => entry.Marks.Contains(name)).ToList();
        Assert.NotEmpty(expected);
        var told = Run(rule, path, source);
        Assert.Equal(expected.Select(entry => entry.Number), LinesOf(told));
        foreach (var (marks, number) in expected.Where(entry => entry.Marks.Any(mark => mark.StartsWith("tier ", StringComparison.Ordinal))))
            Assert.Contains(told.Findings, finding => finding.Range.Start.Line == number && marks.Contains($"tier {finding.Tier}"));
        Assert.Equal(expected.Where(entry => !entry.Marks.Contains("with a profile")).Select(entry => entry.Number), LinesOf(told with { Findings = [.. told.Findings.Where(finding => !finding.WaitsForProfile)] }));
    }

    private static string[] MarksOf(string line) =>
        line.Split(" expect:") is [_, var marks, ..] ? marks.Split(',', StringSplitOptions.TrimEntries) : [];

    private static IEnumerable<int> LinesOf(FileAnalysis analysis) => analysis.Findings.Select(finding => finding.Range.Start.Line).Distinct().Order();

    /// <summary>The fixture's folder must not decide its role, so it is analysed under a plain name.</summary>
    internal static FileAnalysis Run(Rule rule, string path, string source)
    {
        var name = System.IO.Path.GetFileName(path);
        // What only newer compilers have is to be shown as well.
        var everything = new AnalysisOptions(true, false, _ => null, (_, _) => false, new DateOnly(2026, 1, 1)) { Rust = (1, 95) };
        if (rule is RustRule rust) return new RustAnalyzer(new RustEngine([rust]), everything).Analyze(name, SourceText.From(source), ProjectOf(name, source));
        var analyzer = new FileAnalyzer(new RuleEngine([(PythonRule)rule]), everything);
        return CallAnalysis.Analyze(analyzer, new Dictionary<string, SourceText> { [name] = SourceText.From(source) }, new ProjectIndex([name], _ => null, NativesOf(rule), TemplatesOf(rule)))[0];
    }

    /// <summary>Rules that look at manifests have theirs in comments of their fixtures and examples: `// Cargo.toml: opt-level = 1`.</summary>
    private static RustProject ProjectOf(string name, string source)
    {
        const string Mark = "// Cargo.toml: ";
        var manifest = source.Split('\n').Where(line => line.StartsWith(Mark, StringComparison.Ordinal)).Select(line => line[Mark.Length..]).ToList();
        if (manifest.Count == 0) return RustProject.Empty;
        using var folder = new TemporaryFolder();
        folder.Write("Cargo.toml", "[package]\nname = \"fixture\"\nedition = \"2021\"\n" + string.Join('\n', manifest));
        return new CargoManifests().ProjectOf([new SourceFile(folder["src/main.rs"], name, Language.Rust, IsNamed: true)]);
    }

    /// <summary>A rule of pages has templates beside its fixture, each behind a comment with its name.</summary>
    private static Func<string, Template?> TemplatesOf(Rule rule)
    {
        var path = System.IO.Path.ChangeExtension(RepositoryFiles.FixtureOf(rule), ".html");
        if (rule is RustRule || !File.Exists(path)) return _ => null;
        var files = File.ReadAllText(path).Split("<!-- ", StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split(" -->\n", 2)).ToDictionary(part => part[0], part => part[1], StringComparer.Ordinal);
        return name => files.TryGetValue(name, out var text) ? Template.Read(Encoding.UTF8.GetBytes(text)) : null;
    }

    /// <summary>A rule of calls into Rust has an extension beside its fixture, for its examples too.</summary>
    private static NativeIndex NativesOf(Rule rule)
    {
        var path = System.IO.Path.ChangeExtension(RepositoryFiles.FixtureOf(rule), ".rs");
        if (rule is RustRule || !File.Exists(path)) return NativeIndex.Empty;
        return new NativeIndex([new NativeCrate(null, [NativeOutlines.Of(RustParser.ParseOnce(SourceText.From(File.ReadAllText(path))), "src/lib.rs")])]);
    }
}
