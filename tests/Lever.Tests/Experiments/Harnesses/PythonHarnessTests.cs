using System.Collections.Immutable;
using Lever.Experiments;
using Lever.Experiments.Equivalence;
using Lever.Experiments.Harnesses;
using Lever.Experiments.Running;

namespace Lever.Tests.Experiments.Harnesses;

public sealed class PythonHarnessTests : IDisposable
{
    private const string Shapes = """
        from __future__ import annotations

        import enum
        from collections import deque, OrderedDict
        from dataclasses import dataclass, field
        from typing import *


        class Colour(enum.Enum):
            RED = 1
            BLUE = 2


        class Place(NamedTuple):
            x: int
            y: float = 0.0


        class Options(TypedDict):
            deep: bool
            names: List[str]


        @dataclass
        class Tree:
            value: int
            children: List[Tree] = field(default_factory=list)
            colour: Colour = Colour.RED

            def total(self, factor: int = 2) -> int:
                return factor * self.value + sum(child.total(factor) for child in self.children)

            @property
            def depth(self) -> int:
                return 1 + max([child.depth for child in self.children], default=0)

            @staticmethod
            def twice(value: int) -> int:
                return 2 * value

            @classmethod
            def leaf(cls, value: int) -> Tree:
                return cls(value)


        def everything(a: int, b: float, c: str, d: bytes, e: Optional[bool], f: Union[int, str], g: Literal["x", "y"], h: Colour, i: Place, j: Options,
                       k: Dict[str, List[int]], l: Tuple[int, ...], m: Tuple[int, str], n: Set[str], o: Iterable[int], p: Iterator[str], q: Sequence[float],
                       r: Mapping[str, Tree], s: Callable[[int], bool], t: deque, u: OrderedDict[str, int], v: Any, *rest: int, w: int | None = None, **names: str) -> int:
            return len(k) + len(l) + len(rest) + sum(1 for one in o if s(one))


        def newer(values: list[int] | None, pairs: dict[str, tuple[int, int]]) -> int:
            return len(values or []) + len(pairs)


        def counted(values: Iterable[int]) -> Iterator[int]:
            for value in values:
                yield value + 1


        async def waited(values: List[int]) -> int:
            return sum(values)


        async def streamed(values: List[int]) -> AsyncIterator[int]:
            for value in values:
                yield value


        def outer(n: int) -> int:
            def inner(m: int) -> int:
                return m + 1
            return inner(n)


        def plain(values, scale=2):
            return [value * scale for value in values]


        def unknown(thing: Missing) -> int:
            return 1


        def slow(n: int) -> int:
            result = 0
            for at in range(2000):
                result += at * n
            return result


        CONSTANT = 7
        """;

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Interpreters => [.. Pythons.All];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Interpreters))]
    public void Every_kind_of_function_is_loaded_called_timed_and_counted(string python)
    {
        folder.Write("p/shapes.py", Shapes);
        foreach (var (name, kind, flavour) in new[]
                 {
                     ("everything", "function", "function"), ("newer", "function", "function"), ("counted", "function", "generator"), ("waited", "function", "coroutine"),
                     ("streamed", "function", "async generator"), ("Tree.total", "method", "function"), ("Tree.depth", "property", "function"),
                     ("Tree.twice", "staticmethod", "function"), ("Tree.leaf", "classmethod", "function"), ("slow", "function", "function"),
                 })
        {
            using var harness = Start(python);
            var loaded = harness.Load(folder["p"], PythonTarget.InFile("shapes.py", name), null);
            Assert.True(loaded.Has, $"{name}: {loaded.Problem}");
            Assert.Equal((kind, flavour, null), (loaded.Value!.Kind, loaded.Value.Flavour, loaded.Value.NoSignature));
            var plan = InputPlan.Generated(3) with { Limit = 40 };
            var cases = harness.Inputs(plan, loaded.Value.Pool);
            Assert.True(cases.Value >= 16, $"{name}: {cases.Problem}");
            var answered = 0;
            for (var number = 0; number < 16; number++)
            {
                var seen = harness.Observe(number);
                Assert.True(seen.Has, $"{name}: {seen.Problem}");
                Assert.Null(seen.Value!.Unmade);
                if (seen.Value.NoAnswer is null && seen.Value.Raised is null) answered++;
            }
            Assert.True(answered >= 12, $"{name}: {answered} of 16 usual calls give a result");
            var lazy = flavour == "generator";
            var timed = harness.Time(plan, 5, fresh: name == "everything", consume: lazy, witness: true);
            Assert.True(timed.Has, $"{name}: {timed.Problem}");
            Assert.True(timed.Value!.CpuNanoseconds <= timed.Value.SpentNanoseconds && timed.Value.Measurement.Loops >= 1);
            Assert.True(harness.Instructions(plan, 5).Value > 0, name);
            Assert.True(harness.Memory(plan, 5, lazy).Has, name);
        }
    }

    [Theory]
    [MemberData(nameof(Interpreters))]
    public void The_same_seed_makes_the_same_inputs_and_counts_the_same_instructions(string python)
    {
        folder.Write("p/shapes.py", Shapes);
        var seen = new List<string>();
        for (var hashSeed = 0UL; hashSeed < 2; hashSeed++)
        {
            using var harness = Start(python, hashSeed);
            var loaded = harness.Load(folder["p"], PythonTarget.InFile("shapes.py", "newer"), null).Value!;
            Assert.True(harness.Inputs(InputPlan.Generated(9), loaded.Pool).Has);
            seen.Add(string.Join("\n", Enumerable.Range(0, 30).Select(number => harness.Observe(number).Value!.Call)) + harness.Instructions(InputPlan.Generated(9), 4).Value);
        }
        Assert.Equal(seen[0], seen[1]);
    }

    [Theory]
    [InlineData("shapes.py", "plain", "parameter `values`: it has no annotation")]
    [InlineData("shapes.py", "unknown", "names `Missing`, which the module does not have")]
    public void What_cannot_be_given_arguments_says_which_parameter(string file, string name, string reason)
    {
        folder.Write("p/shapes.py", Shapes);
        using var harness = Start("python3");
        var loaded = harness.Load(folder["p"], PythonTarget.InFile(file, name), null);
        Assert.Contains(reason, loaded.Value!.NoSignature, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shapes.py", "CONSTANT", "is no function")]
    [InlineData("shapes.py", "missing", "has no `missing`")]
    [InlineData("shapes.py", "Tree", "is a class; name one of its methods")]
    [InlineData("nowhere.py", "f", "is not there")]
    [InlineData("broken.py", "f", "raises SyntaxError")]
    [InlineData("ending.py", "f", "ends the program")]
    public void What_cannot_be_loaded_says_why(string file, string name, string reason)
    {
        folder.Write("p/shapes.py", Shapes);
        folder.Write("p/broken.py", "def f(:\n");
        folder.Write("p/ending.py", "import sys\nsys.exit(3)\n");
        using var harness = Start("python3");
        var loaded = harness.Load(folder["p"], PythonTarget.InFile(file, name), null);
        Assert.Equal(Lack.Untestable, loaded.Lack);
        Assert.Contains(reason, loaded.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Hints_stand_in_for_annotations()
    {
        folder.Write("p/shapes.py", Shapes);
        using var harness = Start("python3");
        var target = PythonTarget.InFile("shapes.py", "plain") with { Hints = ImmutableDictionary<string, string>.Empty.Add("values", "list[int]") };
        var loaded = harness.Load(folder["p"], target, null).Value!;
        Assert.Null(loaded.NoSignature);
        Assert.True(harness.Inputs(InputPlan.Generated(1), loaded.Pool).Value > 20);
        Assert.StartsWith("plain([", harness.Observe(0).Value!.Call, StringComparison.Ordinal);
    }

    [Fact]
    public void Hints_make_the_object_of_a_method_and_mark_what_they_guess()
    {
        folder.Write("p/bags.py", "class Bag:\n    def __init__(self, items):\n        self.items = items\n\n    def first(self, at):\n        return self.items[at % 3:]\n");
        using var harness = Start("python3");
        var hints = ImmutableDictionary<string, string>.Empty.Add("Bag.__init__:items", "list[int]").Add("Bag.first:at", "int").Add("other:at", "str");
        var loaded = harness.Load(folder["p"], PythonTarget.InFile("bags.py", "Bag.first") with { Hints = hints }, null).Value!;
        Assert.Null(loaded.NoSignature);
        Assert.Contains("\"guessed\"", loaded.Signature.GetRawText(), StringComparison.Ordinal);
        Assert.True(harness.Inputs(InputPlan.Generated(1), loaded.Pool).Value > 20);
        Assert.Null(harness.Observe(0).Value!.Raised);
    }

    [Fact]
    public void A_stand_in_has_the_attributes_asked_for()
    {
        folder.Write("p/named.py", "def f(x):\n    return [child.name.upper() for child in x.children]\n");
        using var harness = Start("python3");
        var hints = ImmutableDictionary<string, string>.Empty.Add("f:x", """Having[(("children", "list[Having[((\"name\", \"str\"),)]]"),)]""");
        var loaded = harness.Load(folder["p"], PythonTarget.InFile("named.py", "f") with { Hints = hints }, null).Value!;
        Assert.Null(loaded.NoSignature);
        Assert.True(harness.Inputs(InputPlan.Generated(1), loaded.Pool).Value > 20);
        var seen = harness.Observe(0).Value!;
        Assert.Null(seen.Raised);
        Assert.Empty(seen.Unseen);
    }

    [Fact]
    public void An_object_that_starts_empty_is_filled()
    {
        folder.Write("p/queues.py", "class Queue:\n    def __init__(self):\n        self.items = []\n\n    def put(self, item: int) -> None:\n        self.items.append(item)\n\n    def size(self) -> int:\n        return len(self.items)\n");
        using var harness = Start("python3");
        var loaded = harness.Load(folder["p"], PythonTarget.InFile("queues.py", "Queue.size"), null).Value!;
        var inputs = InputPlan.Generated(1);
        Assert.True(harness.Inputs(inputs, loaded.Pool).Has);
        var sizes = Enumerable.Range(0, 10).Select(number => harness.Observe(number).Value!.Roots["result"].ToString()).Distinct();
        Assert.True(sizes.Count() > 3);
    }

    [Fact]
    public void Examples_in_docstrings_are_recorded_and_a_deadline_keeps_what_there_is()
    {
        folder.Write("p/told.py", "def f(x):\n    \"\"\"Twice.\n\n    >>> f(2)\n    4\n    >>> f('a')\n    'aa'\n    \"\"\"\n    return 2 * x\n");
        folder.Write("p/test_told.py", "import time, unittest\n\nclass T(unittest.TestCase):\n    def test(self):\n        time.sleep(60)\n");
        using var harness = Start("python3");
        Assert.True(harness.Load(folder["p"], PythonTarget.InFile("told.py", "f"), null).Has);
        var recording = harness.Record("unittest", [], folder["calls.pickle"], 10, 1, TimeSpan.FromSeconds(6));
        Assert.Equal(2, recording.Value!.Kept);
    }

    [Fact]
    public void A_module_that_a_call_imports_stays_as_it_is()
    {
        folder.Write("p/later.py", "class Late:\n    kept = []\n");
        folder.Write("p/now.py", "def f(n: int):\n    import later\n    return len(later.Late.kept) + n\n");
        using var harness = Start("python3");
        var loaded = harness.Load(folder["p"], PythonTarget.InFile("now.py", "f"), null).Value!;
        Assert.True(harness.Inputs(InputPlan.Generated(1), loaded.Pool).Has);
        Assert.Empty(harness.Observe(0).Value!.Kept);
        var second = harness.Observe(1).Value!;
        Assert.Empty(second.Kept);
        Assert.Null(second.Raised);
    }

    [Fact]
    public void A_function_within_a_function_is_tested_through_the_outer_one()
    {
        folder.Write("p/shapes.py", Shapes);
        using var harness = Start("python3");
        var loaded = harness.Load(folder["p"], PythonTarget.InFile("shapes.py", "outer.<locals>.inner"), null).Value!;
        Assert.Equal("outer", loaded.Name);
        Assert.Contains("`outer` is tested in its place", loaded.Remark, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("src/feed/__init__.py|src/feed/core.py", "src/feed/core.py", "from .part import g\n", "src/feed/part.py", "feed.core")]
    [InlineData("feed/__init__.py", "feed/core.py", "from feed.part import g\n", "feed/part.py", "feed.core")]
    [InlineData("", "tools/core.py", "from part import g\n", "tools/part.py", "core")]
    [InlineData("", "loose/inner/core.py", "from .part import g\n", "loose/inner/part.py", "loose.inner.core")]
    [InlineData("", "my-script.py", "from part import g\n", "part.py", "my-script")]
    [InlineData("", "types.py", "from part import g\n", "part.py", "types")]
    public void Modules_are_found_as_the_project_finds_them(string packages, string file, string import, string part, string module)
    {
        foreach (var package in packages.Split('|', StringSplitOptions.RemoveEmptyEntries)) folder.Write("p/" + package);
        folder.Write("p/" + file, import + "def f(n: int) -> int:\n    return g(n)\n");
        folder.Write("p/" + part, "def g(n):\n    return n + 1\n");
        using var harness = Start("python3");
        var loaded = harness.Load(folder["p"], PythonTarget.InFile(file, "f"), null);
        Assert.True(loaded.Has, loaded.Problem);
        Assert.Equal(module, loaded.Value!.Module);
        Assert.True(harness.Inputs(InputPlan.Generated(1), loaded.Value.Pool).Has);
        Assert.Null(harness.Observe(0).Value!.Raised);
    }

    [Fact]
    public void Inputs_may_be_given_as_json_and_python()
    {
        folder.Write("p/shapes.py", Shapes);
        var json = folder.Write("calls.json", """[[[1, 2, 3]], {"values": [4], "scale": 5}, {"args": [[6]], "kwargs": {"scale": 7}}]""");
        var python = folder.Write("calls.py", "def cases():\n    return [([1, 2],), {'values': [3]}]\n");
        using var harness = Start("python3");
        Assert.True(harness.Load(folder["p"], PythonTarget.InFile("shapes.py", "plain"), null).Has);
        Assert.Equal(3, harness.Inputs(InputPlan.Generated(1) with { Source = InputSource.Given, File = json }).Value);
        Assert.Equal(["plain([1, 2, 3])", "plain(values=[4], scale=5)", "plain([6], scale=7)"], Enumerable.Range(0, 3).Select(number => harness.Observe(number).Value!.Call));
        Assert.Equal(2, harness.Inputs(InputPlan.Generated(1) with { Source = InputSource.Given, File = python }).Value);
        Assert.Equal("plain([1, 2])", harness.Observe(0).Value!.Call);
        Assert.True(harness.Time(InputPlan.Generated(1), 1, false, false, false).Has);
    }

    [Theory]
    [MemberData(nameof(Interpreters))]
    public void Calls_are_recorded_from_tests_and_scripts_and_come_back_with_slots(string python)
    {
        const string Module = """
            class Point:
                def __init__(self, x, y):
                    self.x, self.y = x, y

                def moved(self, by, *rest, sign=1, **names):
                    self.x += sign * by
                    return self.x


            def walk(items):
                for item in items:
                    yield item
            """;
        folder.Write("p/point.py", Module);
        folder.Write("q/point.py", Module.Replace("class Point:\n", "class Point:\n    __slots__ = (\"x\", \"y\")\n\n", StringComparison.Ordinal));
        folder.Write("p/test_point.py", "import unittest\nfrom point import Point\n\n\nclass Tests(unittest.TestCase):\n    def test_moves(self):\n        for at in range(50):\n            Point(at, 0).moved(at % 5, sign=-1, note='x')\n");
        folder.Write("p/load.py", "import sys\nfrom point import Point, walk\nfor at in range(int(sys.argv[1])):\n    Point(at, 1).moved(2, 3)\nprint(list(walk([1, 2])), list(walk([1, 2])))\n");
        var (tests, script, walks) = (folder["tests.pickle"], folder["script.pickle"], folder["walks.pickle"]);
        using (var harness = Start(python))
        {
            Assert.True(harness.Load(folder["p"], PythonTarget.InFile("point.py", "Point.moved"), null).Has);
            var recorded = harness.Record("unittest", ["discover"], tests, 20, 1, TimeSpan.FromSeconds(60));
            Assert.True(recorded.Has, recorded.Problem);
            Assert.Equal((20, 50, 50, 0, 0), (recorded.Value!.Kept, recorded.Value.Seen, recorded.Value.Distinct, recorded.Value.Unkept, recorded.Value.ExitCode));
            Assert.Equal(7, harness.Record("script", [folder["p/load.py"], "7"], script, 20, 1, TimeSpan.FromSeconds(60)).Value!.Kept);
        }
        using (var harness = Start(python))
        {
            Assert.True(harness.Load(folder["p"], PythonTarget.InFile("point.py", "walk"), null).Has);
            var recorded = harness.Record("script", [folder["p/load.py"], "1"], walks, 20, 1, TimeSpan.FromSeconds(60)).Value!;
            Assert.Equal((1, 2), (recorded.Kept, recorded.Seen));
        }
        foreach (var version in new[] { "p", "q" })
        {
            using var harness = Start(python, root: version);
            Assert.True(harness.Load(folder[version], PythonTarget.InFile("point.py", "Point.moved"), null).Has);
            Assert.Equal(20, harness.Inputs(InputPlan.Generated(1) with { Source = InputSource.Recorded, File = tests }).Value);
            var seen = harness.Observe(0).Value!;
            Assert.Null(seen.Raised);
            Assert.True(seen.Mutates);
            Assert.Contains("sign=-1, note='x'", seen.Call, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Prints_never_reach_the_protocol()
    {
        folder.Write("p/loud.py", "import os, sys\nprint('import')\n\n\ndef loud(n: int) -> int:\n    print('{\"id\": 1}')\n    os.write(1, b'raw\\n')\n    sys.stderr.write('error\\n')\n    os.system('echo child')\n    return n\n");
        using var harness = Start("python3");
        var loaded = harness.Load(folder["p"], PythonTarget.InFile("loud.py", "loud"), null);
        Assert.True(harness.Inputs(InputPlan.Generated(1), loaded.Value!.Pool).Has);
        var facts = harness.Observe(0).Value!.Facts;
        Assert.Equal(["child", "raw", "{\"id\": 1}"], facts["stdout"].Split("\\n", StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        Assert.Equal("error\\n", facts["stderr"]);
    }

    [Fact]
    public void A_recording_compares_versions_and_a_large_size_is_timed()
    {
        folder.Write("before/subject.py", "def doubled(values: list) -> list:\n    result = []\n    for value in values:\n        result.append(value * 2)\n    return result\n");
        folder.Write("after/subject.py", "def doubled(values: list) -> list:\n    return [value * 2 for value in values]\n");
        var worker = Pythons.Worker(Pythons.Real("python3"), folder);
        var runner = new DirectRunner();
        foreach (var size in new[] { 4, 1000 })
        {
            using var experiment = new FunctionExperiment(new FunctionArm(runner, worker, folder["before"]), new FunctionArm(runner, worker, folder["after"]),
                PythonTarget.InFile("subject.py", "doubled"), InputPlan.Generated(5) with { Size = size }, Agreement.Nothing, TimeProvider.System);
            var report = experiment.Compare(TimeSpan.FromMinutes(1));
            Assert.True(report.IsEquivalent, string.Join("\n", report.Differences) + report.Untestable);
            var (started, problem) = experiment.Subjects(report)(Arm.Patched, 0, 3);
            Assert.Null(problem);
            using var subject = started!;
            for (var round = 0; round < 3; round++)
            {
                var measured = subject.Measure(round, (ulong)round);
                Assert.True(measured.Value is not null, measured.Problem);
                Assert.True(measured.Value.Value.CpuNanoseconds * measured.Value.Value.Loops > 1e6);
            }
            Assert.True(experiment.Instructions().Value.Ratio > 1);
        }
    }

    [Fact]
    public void Exceptions_alone_show_nothing()
    {
        var report = Compared("def f(n: int) -> int:\n    raise ValueError(n)\n", "def f(n: int) -> int:\n    pass\n    raise ValueError(n)\n", new DirectRunner());
        Assert.False(report.IsEquivalent);
        Assert.Contains("raises ValueError on every input", report.Untestable, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_that_no_longer_loads_behaves_otherwise()
    {
        var report = Compared("def f(n: int) -> int:\n    return n\n", "def g(n: int) -> int:\n    return n\n", new DirectRunner());
        Assert.Null(report.Untestable);
        Assert.Equal(Aspect.NoAnswer, Assert.Single(report.Differences).Aspect);
    }

    [Fact]
    public void What_a_user_gives_and_the_baseline_does_not_answer_counts()
    {
        var file = folder.Write("calls.json", "[[1], [0]]");
        const string Endless = "def f(n: int) -> int:\n    while n == 0:\n        pass\n    return n\n";
        var given = Compared(Endless, Endless, new DirectRunner(), InputPlan.Generated(1) with { Source = InputSource.Given, File = file });
        Assert.Equal((1, Aspect.NoAnswer), (given.Differences.Single().Case, given.Differences.Single().Aspect));
        var made = Compared(Endless, Endless, new DirectRunner());
        Assert.True(made.IsEquivalent && made.Dropped.Length > 0);
    }

    [Fact]
    public void Supervised_workers_answer_alike()
    {
        if (!OperatingSystem.IsLinux()) External.Lacks("supervisors need Linux");
        var report = Compared("def f(n: int) -> int:\n    return n + n\n", "def f(n: int) -> int:\n    return 2 * n\n",
            new Lever.Running.SupervisedRunner(EndToEnd.LeverProgram.FullPath, new Lever.Running.TemporaryFolders(folder.Path)));
        Assert.True(report.IsEquivalent, report.Untestable + string.Join("\n", report.Differences));
    }

    private EquivalenceReport Compared(string before, string after, IProcessRunner runner, InputPlan? plan = null)
    {
        folder.Write("before/subject.py", before);
        folder.Write("after/subject.py", after);
        var worker = Pythons.Worker(Pythons.Real("python3"), folder, 0.5);
        using var experiment = new FunctionExperiment(new FunctionArm(runner, worker, folder["before"]), new FunctionArm(runner, worker, folder["after"]),
            PythonTarget.InFile("subject.py", "f"), plan ?? InputPlan.Generated(1), Agreement.Nothing, TimeProvider.System);
        return experiment.Compare(TimeSpan.FromMinutes(1));
    }

    private PythonHarness Start(string python, ulong hashSeed = 1, string root = "p") =>
        PythonHarness.Start(new DirectRunner(), Pythons.Worker(Pythons.Real(python), folder, 3), folder[root], hashSeed);
}
