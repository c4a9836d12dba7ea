using Lever.Review.Findings;
using Lever.Review.Rules;
using Lever.Review.Rules.Python;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Text;

namespace Lever.Tests;

/// <summary>Advice has to fit the code it is given for: what drives its coroutines, and what is compiled already.</summary>
public class RuleAdviceTests
{
    [Theory]
    [InlineData("import asyncio", "asyncio.to_thread", true)]
    [InlineData("import json", "asyncio.to_thread", true)]
    [InlineData("import trio", "trio.to_thread.run_sync", false)]
    [InlineData("from anyio import open_file", "anyio.to_thread.run_sync", false)]
    [InlineData("from twisted.internet.defer import Deferred", "deferToThread", false)]
    [InlineData("from twisted.internet import reactor\nimport asyncio", "asyncio.to_thread", true)]
    public void A_blocking_call_is_handed_to_the_threads_of_its_own_event_loop(string import, string thread, bool isPatched)
    {
        var finding = Assert.Single(Check("py-blocking-in-async", $"import socket\n{import}\n\n\nasync def address(host):\n    return socket.gethostbyname(host)\n"));
        Assert.Contains(thread, finding.Fix.Summary, StringComparison.Ordinal);
        Assert.Equal(isPatched, finding.Fix.Edits.Count > 0);
    }

    [Fact]
    public void A_compiled_pattern_is_asked_itself()
    {
        const string Source = """
            import re

            WORD = re.compile(r"\w+")

            def words(lines: list):
                return [re.sub(WORD, "", line, 1) for line in lines]
            """;
        var finding = Assert.Single(Check("py-regex-recompile", Source));
        Assert.Equal("""WORD.sub("", line, 1)""", Assert.Single(finding.Fix.Edits).NewText);
    }

    [Fact]
    public void A_nonlocal_name_is_no_class_s_even_if_it_is_bound_further_down()
    {
        const string Source = """
            def check(register):
                class Receiver:
                    def receive(self, results):
                        nonlocal is_right
                        is_right = all([result.name == "a" for result in results])

                is_right = False
                register(Receiver())
                assert is_right
            """;
        Assert.Empty(Check("py-short-circuit-listcomp", Source));
    }

    private static IReadOnlyList<Finding> Check(string name, string source)
    {
        var rule = RuleCatalog.Python.Single(rule => rule.Info.Name == name);
        var options = new AnalysisOptions(true, false, _ => null, (_, _) => false, new DateOnly(2026, 1, 1)) { Python = (3, 9) };
        return new FileAnalyzer(new RuleEngine([rule]), options).Analyze("pkg/code.py", SourceText.From(source), new ProjectIndex(["pkg/code.py"], _ => null)).Findings;
    }
}
