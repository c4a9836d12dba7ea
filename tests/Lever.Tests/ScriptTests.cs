using Lever.Review.Findings;
using Lever.Review.Rules;
using Lever.Review.Rules.Python;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Text;

namespace Lever.Tests;

/// <summary>A script's functions run once, and helpers for tests are test code.</summary>
public class ScriptTests
{
    private const string Read = "def known():\n    with open('AUTHORS') as file:\n        return file.read()\n\n";

    [Theory]
    [InlineData("", 1)]
    [InlineData("known()\n", 0)]
    [InlineData("if __name__ == '__main__':\n    print(known())\n", 0)]
    // Handed over, it may be called any number of times.
    [InlineData("register(known)\n", 1)]
    public void A_script_reads_its_files_once(string end, int findings) => Assert.Equal(findings, FindingsIn(Read + end));

    [Theory]
    [InlineData("shop/_testing/frames.py")]
    [InlineData("shop/utils/_testing.py")]
    public void Helpers_for_tests_are_test_code(string path) => Assert.Equal(Role.Test, Roles.OfPath(path));

    private static int FindingsIn(string source)
    {
        var rule = RuleCatalog.Python.Single(rule => rule.Info.Name == "py-config-read-per-call");
        var options = new AnalysisOptions(true, true, _ => null, (_, _) => false, new DateOnly(2026, 1, 1));
        return new FileAnalyzer(new RuleEngine([rule]), options).Analyze("names.py", SourceText.From(source), new ProjectIndex(["names.py"], _ => null)).Findings.Count;
    }
}
