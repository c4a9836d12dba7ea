using Lever.Experiments;
using Lever.Experiments.Equivalence;
using Lever.Experiments.Harnesses;
using Lever.Tests.Experiments.Harnesses;

namespace Lever.Tests.Experiments.Equivalence;

/// <summary>
/// Every folder of Cases/Patches holds a function before and after a patch; the head of the latter says what is wrong with the
/// patch, and what must be found.
/// </summary>
public sealed class PatchCorpusTests : IDisposable
{
    private static readonly string cases = Path.Combine(RepositoryFiles.Root, "tests", "Lever.Tests", "Cases", "Patches");

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Names => [.. Directory.EnumerateDirectories(cases).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_patch_gets_the_verdict_that_it_deserves(string name)
    {
        var head = Head(name);
        if (head["verdict"] == "refused")
        {
            Assert.NotNull(PatchGuard.Objection([head["edits"]]));
            return;
        }
        using var experiment = Experiment(name, head);
        var report = experiment.Compare(TimeSpan.FromMinutes(1));
        var shown = string.Join("\n", report.Differences.Take(12)) + "\n" + report.Untestable;
        switch (head["verdict"])
        {
            case "behaviour-changed":
                Assert.True(report.Differences.Any(one => one.Aspect.ToString() == head["aspect"]), $"no {head["aspect"]} among {report.Compared} cases:\n{shown}");
                Assert.False(report.IsEquivalent);
                break;
            case "equivalent":
                Assert.True(report.IsEquivalent, shown);
                Assert.True(report.Compared >= 15, $"only {report.Compared} cases were compared");
                break;
            case "untestable":
                Assert.Contains(head["aspect"], report.Untestable ?? shown, StringComparison.Ordinal);
                Assert.False(report.IsEquivalent);
                break;
            case "timing":
                Assert.True(report.IsEquivalent, shown);
                var problem = WhileTimed(experiment, report);
                if (head.TryGetValue("aspect", out var wanted)) Assert.Contains(wanted, problem, StringComparison.Ordinal);
                else Assert.Equal("", problem);
                break;
            default:
                Assert.Fail($"{name} has the verdict {head["verdict"]}, which this test does not know");
                break;
        }
    }

    public void Dispose() => folder.Dispose();

    /// <summary>What measuring rounds of one block finds wrong; empty where nothing.</summary>
    private static string WhileTimed(FunctionExperiment experiment, EquivalenceReport report)
    {
        var start = experiment.Subjects(report);
        Dictionary<Arm, ISubject> subjects = [];
        try
        {
            foreach (var arm in Enum.GetValues<Arm>()) subjects[arm] = start(arm, 0, 11).Subject!;
            for (var round = 0; round < 6; round++)
                foreach (var subject in subjects.Values)
                    if (subject.Measure(round, (ulong)(100 + round)).Problem is { } problem)
                        return problem;
            return "";
        }
        finally
        {
            foreach (var subject in subjects.Values) subject.Dispose();
        }
    }

    private FunctionExperiment Experiment(string name, Dictionary<string, string> head)
    {
        folder.Write("before/subject.py", File.ReadAllText(Path.Combine(cases, name, "before.py")));
        folder.Write("after/subject.py", File.ReadAllText(Path.Combine(cases, name, "after.py")));
        var runner = new DirectRunner();
        var worker = Pythons.Worker(Pythons.Real("python3"), folder);
        var agreement = head.TryGetValue("agree", out var contract) ? Agreement.FromContract(contract.Split("; "), FloatTolerance.Exact) : Agreement.Nothing;
        return new FunctionExperiment(new FunctionArm(runner, worker, folder["before"]), new FunctionArm(runner, worker, folder["after"]),
            PythonTarget.InFile("subject.py", head["target"]), InputPlan.Generated(20261122) with { Limit = 200 }, agreement, TimeProvider.System);
    }

    private static Dictionary<string, string> Head(string name) => File.ReadLines(Path.Combine(cases, name, "after.py"))
        .TakeWhile(line => line.StartsWith("# ", StringComparison.Ordinal)).Skip(1).Select(line => line[2..].Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1]);
}
