using System.Collections.Immutable;
using Lever.Experiments.Running;
using Lever.Running;

namespace Lever.Tests.Experiments.Running;

public sealed class ProjectTestsTests : IDisposable
{
    private const string Cases = """
        import os, random, sys, unittest
        from code import answer

        class Case(unittest.TestCase):
            def test_answer(self): self.assertEqual(answer(), 42)
            def test_other(self): pass
            def test_fails(self): self.fail()
            @unittest.skip("not here")
            def test_skipped(self): pass
            @unittest.expectedFailure
            def test_expected(self): self.fail()
            def test_parts(self):
                for part in range(3):
                    with self.subTest(part=part): self.assertNotEqual(part, 1)
            def test_no_network(self):
                self.assertNotIn("LEVER_SECRET", os.environ)

        """;

    /// <summary>As much of pytest as calls the plug-in; the real one is no part of Python.</summary>
    private const string FakePytest = """
        class R:
            failed = False
            def __init__(self, nodeid, when, outcome): self.nodeid, self.when, self.outcome = nodeid, when, outcome

        def main(args, plugins):
            assert args[:3] == ["-q", "-p", "no:cacheprovider"], args
            import code
            for name, outcome in [("ok", "passed" if code.answer() == 42 else "failed"), ("bad", "failed"), ("skip", "skipped")]:
                plugins[0].pytest_runtest_logreport(R(name, "setup", "skipped" if outcome == "skipped" else "passed"))
                if outcome != "skipped": plugins[0].pytest_runtest_logreport(R(name, "call", outcome))
                plugins[0].pytest_runtest_logreport(R(name, "teardown", "passed"))
            return 1

        """;

    private readonly Runs runs = new();
    private readonly ProjectTests tests;
    private readonly ImmutableDictionary<string, string> environment;

    public ProjectTestsTests()
    {
        var places = new InterpreterPlaces(null, runs.Folder.Path, new Dictionary<string, string> { ["PATH"] = Runs.Variables["PATH"] });
        tests = new ProjectTests(runs.Runner, Interpreters.Choose(places, runs.Runner).Interpreter!, new Limits(Runs.Patience, 0));
        environment = Runs.Variables.Add("PYTHONDONTWRITEBYTECODE", "1");
        Directory.CreateDirectory(runs.Folder["home"]);
        Side("before", "def answer(): return 42\n");
    }

    [Fact]
    public void Every_test_has_its_outcome()
    {
        var run = Run("before");
        Assert.Null(run.Problem);
        Assert.Equal(
            ["test_answer Passed", "test_expected Passed", "test_fails Failed", "test_no_network Passed", "test_other Passed", "test_parts Failed", "test_skipped Skipped"],
            run.Outcomes.Select(test => $"{test.Key.Split('.')[^1]} {test.Value}"));
    }

    [Fact]
    public void A_test_that_a_patch_breaks_tells_of_changed_behaviour()
    {
        Side("after", "def answer(): return 41\n");
        var comparison = Compare("after");
        Assert.True(comparison.BehaviourChanged);
        Assert.EndsWith("test_answer", Assert.Single(comparison.Broken), StringComparison.Ordinal);
        Assert.Empty(comparison.Flaky);
        Side("same", "def answer(): return 40 + 2\n");
        Assert.Equal((false, 4), (Compare("same").BehaviourChanged, Compare("same").Compared));
    }

    [Fact]
    public void A_test_that_does_not_agree_with_itself_says_nothing()
    {
        const string Flaky = """
            import os
            def answer():
                if os.path.exists("{0}"): return 42
                open("{0}", "w").close()
                return 41

            """;
        Side("after", Flaky.Replace("{0}", runs.Folder["ran"], StringComparison.Ordinal));
        var comparison = Compare("after");
        Assert.False(comparison.BehaviourChanged);
        Assert.EndsWith("test_answer", Assert.Single(comparison.Flaky), StringComparison.Ordinal);
        Assert.Equal(3, comparison.Compared);
    }

    [Fact]
    public void A_crash_keeps_what_was_reported_and_counts_against_the_patch()
    {
        Side("after", "import os\ndef answer():\n    os._exit(9)\n");
        var comparison = Compare("after");
        Assert.True(comparison.BehaviourChanged);
        Assert.Contains("the tests with the patch: ended with exit code 9", comparison.Remarks);
        Side("module", "raise RuntimeError('broken')\n");
        Assert.Equal(4, Compare("module").Broken.Count);
    }

    [Fact]
    public void A_project_without_tests_is_said_to_have_none()
    {
        runs.Folder.Write("bare/code.py", "pass");
        var comparison = ProjectTests.Compare(() => Run("bare"), () => Run("bare"));
        Assert.Equal(("the project has no tests that were found", false, 0), (comparison.Remarks.Single(), comparison.BehaviourChanged, comparison.Compared));
    }

    [Fact]
    public void Pytest_is_used_where_there_is_one()
    {
        // The interpreter may have one of its own.
        runs.Folder.Write("none/pytest.py", "raise ImportError('there is none')");
        Assert.Equal(TestFramework.Unittest, tests.Detect(runs.Folder["before"], environment.Add("PYTHONPATH", runs.Folder["none"])));
        runs.Folder.Write("lib/pytest.py", FakePytest);
        var withPytest = environment.Add("PYTHONPATH", runs.Folder["lib"]);
        Assert.Equal(TestFramework.Pytest, tests.Detect(runs.Folder["before"], withPytest));
        var run = tests.Run(TestFramework.Pytest, runs.Folder["before"], runs.Folder["home"], withPytest);
        Assert.Null(run.Problem);
        Assert.Equal(["bad Failed", "ok Passed", "skip Skipped"], run.Outcomes.Select(test => $"{test.Key} {test.Value}"));
    }

    public void Dispose() => runs.Dispose();

    private void Side(string name, string code)
    {
        runs.Folder.Write($"{name}/code.py", code);
        runs.Folder.Write($"{name}/tests/test_code.py", Cases);
    }

    private TestRun Run(string side) => tests.Run(TestFramework.Unittest, runs.Folder[side], runs.Folder["home"], environment);

    private TestComparison Compare(string after) => ProjectTests.Compare(() => Run("before"), () => Run(after));
}
