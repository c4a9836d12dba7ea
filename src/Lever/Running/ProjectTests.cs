using System.Collections.Immutable;
using System.Text.Json;
using Lever.Experiments.Running;

namespace Lever.Running;

internal enum TestFramework
{
    Pytest,
    Unittest,
    Cargo,
}

internal enum TestOutcome
{
    Passed,
    Failed,
    Skipped,
}

/// <summary>One run of a project's tests.</summary>
/// <param name="Outcomes">By the test's id.</param>
/// <param name="Problem">Why the run is not whole, in a sentence; null where it is. What it reported until then is there.</param>
internal sealed record TestRun(TestFramework Framework, ImmutableSortedDictionary<string, TestOutcome> Outcomes, string? Problem)
{
    public int Passed => Outcomes.Values.Count(outcome => outcome == TestOutcome.Passed);
}

/// <summary>The project's tests on both sides.</summary>
/// <param name="Compared">How many tests passed before the patch, flaky ones left out: those that can speak.</param>
/// <param name="Broken">Tests that passed before and do not with the patch: the behaviour changed.</param>
/// <param name="Flaky">Tests that one side alone answers now so, now so; they say nothing.</param>
/// <param name="Remarks">Sentences for the report: no tests there, a run that is not whole.</param>
internal sealed record TestComparison(
    TestFramework Framework, int Compared, IReadOnlyList<string> Broken, IReadOnlyList<string> Flaky, IReadOnlyList<string> Remarks)
{
    public bool BehaviourChanged => Broken.Count > 0;
}

/// <summary>Runs a project's own tests in a copy of it.</summary>
internal sealed class ProjectTests(IProcessRunner runner, Interpreter interpreter, Limits limits)
{
    private const string Script = "lever_project_tests.py";

    /// <summary>pytest where the interpreter has it, else what Python brings along.</summary>
    public TestFramework Detect(string folder, ImmutableDictionary<string, string> environment)
    {
        var request = new ProcessRequest(interpreter.Executable, ["-c", "import pytest"], folder, environment, limits, Network: false, Pipes: false);
        using var process = runner.Start(request);
        return process.Wait(limits.Time).Succeeded ? TestFramework.Pytest : TestFramework.Unittest;
    }

    /// <param name="folder">The project's in a copy; absolute.</param>
    /// <param name="home">For files of the run; outside the project.</param>
    /// <param name="arguments">For pytest, such as the tests to run.</param>
    public TestRun Run(TestFramework framework, string folder, string home, ImmutableDictionary<string, string> environment, params ReadOnlySpan<string> arguments)
    {
        var script = Path.Combine(home, Script);
        var report = Path.Combine(home, $"tests-{Guid.NewGuid():N}.jsonl");
        EmbeddedScripts.Write(Script, script);
        // The same order of sets and dictionaries on both sides.
        var fixedOrder = environment.SetItem("PYTHONHASHSEED", "0");
        var name = framework == TestFramework.Pytest ? "pytest" : "unittest";
        var request = new ProcessRequest(interpreter.Executable, [script, report, name, .. arguments], folder, fixedOrder, limits, Network: false, Pipes: false);
        using var process = runner.Start(request);
        var outcome = process.Wait(limits.Time + TimeSpan.FromSeconds(15));
        var outcomes = Read(report);
        return new TestRun(framework, outcomes, ProblemOf(outcome));
    }

    /// <summary>
    /// Runs the tests on both sides. Only where the sides differ are they run a second time, to tell a difference from a test that
    /// does not agree with itself.
    /// </summary>
    /// <param name="before">Runs them without the patch.</param>
    /// <param name="after">Runs them with it.</param>
    public static TestComparison Compare(Func<TestRun> before, Func<TestRun> after)
    {
        var first = before();
        if (first.Passed == 0)
        {
            var why = first.Outcomes.Count == 0 ? "the project has no tests that were found" : "none of the project's tests passes before the patch";
            return new TestComparison(first.Framework, 0, [], [], [.. RemarksOn(first, "before the patch"), why]);
        }
        var second = after();
        var broken = Broken(first, second);
        IReadOnlyList<string> flaky = [];
        if (broken.Count > 0)
        {
            var (firstAgain, secondAgain) = (before(), after());
            flaky = [.. Differing(first, firstAgain).Union(Differing(second, secondAgain)).Order(StringComparer.Ordinal)];
            broken = [.. broken.Except(flaky)];
        }
        var compared = first.Outcomes.Count(test => test.Value == TestOutcome.Passed && !flaky.Contains(test.Key));
        return new TestComparison(first.Framework, compared, broken, flaky, [.. RemarksOn(first, "before the patch"), .. RemarksOn(second, "with the patch")]);
    }

    private static List<string> Broken(TestRun before, TestRun after) =>
        [.. before.Outcomes.Where(test => test.Value == TestOutcome.Passed && !IsPassed(after, test.Key)).Select(test => test.Key)];

    private static IEnumerable<string> Differing(TestRun run, TestRun again) =>
        run.Outcomes.Keys.Union(again.Outcomes.Keys).Where(test => IsPassed(run, test) != IsPassed(again, test));

    private static bool IsPassed(TestRun run, string test) => run.Outcomes.TryGetValue(test, out var outcome) && outcome == TestOutcome.Passed;

    private static IEnumerable<string> RemarksOn(TestRun run, string side) => run.Problem is { } problem ? [$"the tests {side}: {problem}"] : [];

    private static string? ProblemOf(ProcessOutcome outcome)
    {
        if (outcome.Succeeded) return null;
        var last = LastLine.Of(outcome.Errors.Text);
        var why = outcome.Problem ?? $"ended with exit code {outcome.ExitCode}";
        return last is null ? why : $"{why}: {last}";
    }

    private static ImmutableSortedDictionary<string, TestOutcome> Read(string report)
    {
        var outcomes = ImmutableSortedDictionary.CreateBuilder<string, TestOutcome>(StringComparer.Ordinal);
        if (!File.Exists(report)) return outcomes.ToImmutable();
        foreach (var line in File.ReadLines(report))
            if (Parse(line) is var (test, outcome))
                // A test that is run several times passes where it always does.
                outcomes[test] = outcomes.TryGetValue(test, out var known) && known == TestOutcome.Failed ? known : outcome;
        return outcomes.ToImmutable();
    }

    /// <summary>Null where the process ended within the line.</summary>
    private static (string Test, TestOutcome Outcome)? Parse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement is { ValueKind: JsonValueKind.Array } pair && pair.GetArrayLength() == 2 && pair[0].GetString() is { } test
                ? (test, pair[1].GetString() switch { "passed" => TestOutcome.Passed, "skipped" => TestOutcome.Skipped, _ => TestOutcome.Failed })
                : null;
        }
        catch (Exception trouble) when (trouble is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>Programs that Lever brings along to be run by an interpreter.</summary>
internal static class EmbeddedScripts
{
    public static void Write(string name, string path)
    {
        if (File.Exists(path)) return;
        using var script = typeof(EmbeddedScripts).Assembly.GetManifestResourceStream("running/" + name)!;
        using var file = File.Create(path);
        script.CopyTo(file);
    }
}
