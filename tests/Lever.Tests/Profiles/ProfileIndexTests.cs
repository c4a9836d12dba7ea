using System.Text;
using Lever.Profiles;
using Lever.Profiles.Joining;

namespace Lever.Tests.Profiles;

public class ProfileIndexTests
{
    private static Profile Folded(string text) => ProfileReaders.Read(Encoding.UTF8.GetBytes(text), "p.folded");

    private static FunctionEvidence Get(ProfileIndex index, string path, string name)
    {
        var function = Workload.Functions.Single(f => f.QualifiedName == name);
        return index.Function(path, name, function.FirstLine) ?? throw new InvalidOperationException($"no evidence for {name}");
    }

    public static IEnumerable<TheoryDataRow<string>> Everything => Samples.OfTheWorkload.Select(sample => new TheoryDataRow<string>(sample));

    /// <summary>Whatever the spelling, every sample's project functions are found in a project that keeps the file elsewhere.</summary>
    [Theory]
    [MemberData(nameof(Everything))]
    public void Every_sample_joins_to_its_source(string sample)
    {
        var profile = Samples.Read(sample);
        var index = ProfileIndex.Join(profile, [Workload.At("src/app/workload.py"), new SourceFile("src/app/other.py", [])]);
        Assert.Equal(1, index.Match.Project + index.Match.Stale + index.Match.Library + index.Match.Native + index.Match.Unmatched, 1e-9);
        Assert.Equal(0, index.Match.Unmatched, 1e-9);
        Assert.InRange(index.Match.Project, 0.3, 1);
        // Class bodies are no functions; they weigh next to nothing.
        Assert.InRange(index.Match.Stale, 0, 0.02);

        var dedupe = index.Functions.FirstOrDefault(evidence => evidence.QualifiedName == "dedupe");
        if (!sample.Contains("evented")) Assert.InRange(dedupe!.SelfShare, 0.05, 1);
        Assert.All(index.Functions, evidence =>
        {
            Assert.True(evidence.Total >= evidence.Self - 1e-9);
            Assert.Equal("src/app/workload.py", evidence.Path);
            Assert.All(evidence.Lines, line => Assert.True(line.Total >= line.Self - 1e-9));
        });
    }

    [Fact]
    public void A_recursive_function_counts_once()
    {
        var index = ProfileIndex.Join(Folded("""
            main (workload.py:87);fib (workload.py:13);fib (workload.py:13);fib (workload.py:12) 6
            main (workload.py:87);fib (workload.py:13) 2
            main (workload.py:90) 2
            """), [Workload.At("workload.py")]);
        var fib = Get(index, "workload.py", "fib");
        Assert.Equal((8, 8, 0.8, 0.8), (fib.Self, fib.Total, fib.SelfShare, fib.TotalShare));
        Assert.Equal([new LineEvidence(12, 6, 6, 0.6, 0.6), new LineEvidence(13, 2, 8, 0.2, 0.8)], fib.Lines);
        Assert.Equal(new RangeEvidence(8, 8, 0.8, 0.8), index.Range("workload.py", 10, 13));
        Assert.Equal(new RangeEvidence(10, 10, 1, 1), index.Range("workload.py", 1, 99));
        Assert.Equal(new RangeEvidence(0, 8, 0, 0.8), index.Range("workload.py", 87, 87));
        Assert.Null(index.Range("workload.py", 20, 30));
        Assert.Null(index.Function("workload.py", "ledger", 67));
        Assert.Null(index.Function("nowhere.py", "fib", 10));
        Assert.Equal(SamplingError.Wilson(0, 10).High, index.UnseenShareAtMost);
        Assert.Equal(SamplingError.Wilson(0.8, 10), fib.SelfInterval);
    }

    /// <summary>Samplers give methods of one name in one file no other mark than their lines.</summary>
    [Fact]
    public void Methods_of_one_name_are_told_apart_by_line()
    {
        var index = ProfileIndex.Join(Folded("""
            __init__ (app/workload.py:34) 3
            __init__ (app/workload.py:49) 1
            """), [Workload.At("app/workload.py")]);
        Assert.Equal(3, Get(index, "app/workload.py", "Tree.__init__").Self);
        Assert.Equal(1, Get(index, "app/workload.py", "Ledger.__init__").Self);
    }

    [Fact]
    public void Nameless_code_belongs_to_the_function_around_it()
    {
        var index = ProfileIndex.Join(Folded("""
            size (app/workload.py:44);<genexpr> (app/workload.py:44) 3
            sorted_rows (app/workload.py:56);<lambda> (app/workload.py:56) 1
            <module> (app/workload.py:95) 1
            <lambda> (app/workload.py:3) 2
            """), [Workload.At("app/workload.py")]);
        Assert.Equal((3, 3), (Get(index, "app/workload.py", "Tree.size") is var size ? size.Self : 0, size.Total));
        Assert.Equal(1, Get(index, "app/workload.py", "Ledger.sorted_rows").Self);
        Assert.Equal(3, index.Function("app/workload.py", "<module>", 1)!.Self);
        Assert.Equal(1, index.Match.Project);
    }

    [Fact]
    public void A_table_gives_calls_and_no_lines()
    {
        var index = ProfileIndex.Join(Samples.Read("pstats/cprofile-3.11.pstats"), [Workload.At("workload.py")]);
        var fib = Get(index, "workload.py", "fib");
        Assert.Equal(4 * 465, fib.Calls);
        Assert.Equal(4, fib.PrimitiveCalls);
        Assert.Empty(fib.Lines);
        Assert.Null(fib.SelfInterval);
        Assert.Equal(FrameMatch.Exact, fib.Match);
        Assert.Null(index.Range("workload.py", 1, 99));
        Assert.Equal(ShareOf.All, index.ShareOf);
        Assert.Equal(0, index.UnseenShareAtMost);
        // The decorated method's code object begins at its decorator, and its generator expression is part of it.
        var size = Get(index, "workload.py", "Tree.size");
        Assert.Equal(2, size.ProfileFunctions.Count);
        Assert.Equal(8, size.Calls);
        Assert.True(size.Total < Get(index, "workload.py", "main").Total);
    }

    [Fact]
    public void Sampled_rows_give_lines()
    {
        var index = ProfileIndex.Join(Samples.Read("pstats/tachyon-3.15.pstats"), [Workload.At("workload.py")]);
        var dedupe = Get(index, "workload.py", "dedupe");
        Assert.Null(dedupe.Calls);
        Assert.NotNull(dedupe.SelfInterval);
        var loop = Workload.LineOf("if item not in seen");
        Assert.InRange(index.Line("workload.py", loop)!.Value.SelfShare, 0.3, 1);
        Assert.NotNull(index.Range("workload.py", loop, loop));
    }

    [Fact]
    public void Waiting_is_no_share_of_work()
    {
        var index = ProfileIndex.Join(Folded("""
            main (workload.py:87);fib (workload.py:12) 10
            main (workload.py:87);wait (threading.py:629) 30
            """), [Workload.At("workload.py")]);
        var main = Get(index, "workload.py", "main");
        Assert.Equal((ShareOf.Active, 10), (index.ShareOf, index.Denominator));
        Assert.Equal((10, 1.0, 30, 0.75), (main.Total, main.TotalShare, main.Waiting, main.WaitingShare));
    }

    /// <summary>A sampler told to go by function writes first lines where others write executed ones.</summary>
    [Fact]
    public void First_lines_are_not_taken_for_executed_ones()
    {
        var frames = Workload.Functions.Select(f => $"{f.QualifiedName.Split('.')[^1]} (workload.py:{f.FirstLine}) 5");
        var index = ProfileIndex.Join(Folded(string.Join('\n', frames)), [Workload.At("workload.py")]);
        Assert.Equal(Workload.Functions.Count, index.Functions.Count);
        Assert.All(index.Functions, evidence => Assert.Empty(evidence.Lines));
        Assert.Null(index.Line("workload.py", 10));
    }

    [Fact]
    public void A_changed_source_is_noticed()
    {
        var index = ProfileIndex.Join(Folded("""
            fib (app/workload.py:80) 3
            renamed (app/workload.py:12) 1
            """), [Workload.At("app/workload.py")]);
        Assert.Equal((0, 1), (index.Match.Project, index.Match.Stale));
        var fib = Get(index, "app/workload.py", "fib");
        Assert.Equal((FrameMatch.Stale, 0), (fib.Match, fib.Lines.Count));
    }

    private static readonly SourceFunction[] Handle = [new("handle", 1, 9)];

    [Theory]
    // Relative, absolute, container and Windows paths.
    [InlineData("pkg/a.py", "pkg/a.py", "pkg/a.py")]
    [InlineData("/home/ci/build/pkg/a.py", "pkg/a.py", "pkg/a.py")]
    [InlineData("/app/pkg/a.py", "src/pkg/a.py", "src/pkg/a.py")]
    [InlineData(@"C:\work\pkg\a.py", "pkg/a.py", "pkg/a.py")]
    [InlineData("../src/pkg/a.py", "src/pkg/a.py", "src/pkg/a.py")]
    [InlineData("pkg/__pycache__/a.cpython-312.pyc", "pkg/a.py", "pkg/a.py")]
    // The longest common end wins, and a path contained whole.
    [InlineData("/app/pkg/a.py", "pkg/a.py other/a.py", "pkg/a.py")]
    [InlineData("/app/x/pkg/a.py", "pkg/a.py x/pkg/a.py", "x/pkg/a.py")]
    // An installed copy of the project itself, and of others.
    [InlineData("/venv/lib/python3.12/site-packages/pkg/a.py", "src/pkg/a.py", "src/pkg/a.py")]
    [InlineData("/venv/lib/python3.12/site-packages/pkg/a.py", "vendor/deep/pkg/a.py", "library")]
    [InlineData("/venv/lib/python3.12/site-packages/numpy/a.py", "pkg/a.py", "library")]
    // The standard library.
    [InlineData("/usr/lib/python3.12/json/decoder.py", "json/decoder.py", "library")]
    [InlineData(@"C:\Python312\Lib\json\decoder.py", "pkg/a.py", "library")]
    [InlineData("json/decoder.py", "pkg/a.py", "library")]
    [InlineData("<frozen importlib._bootstrap>", "pkg/a.py", "library")]
    // A bare name will do if it is the only one and the function is there.
    [InlineData("a.py", "pkg/a.py", "pkg/a.py")]
    [InlineData("a.py", "pkg/a.py other/a.py", "ambiguous")]
    [InlineData("a.py", "pkg/b.py", "unmatched")]
    [InlineData("/elsewhere/deep/b.py", "pkg/a.py", "unmatched")]
    [InlineData("<string>", "pkg/a.py", "unmatched")]
    public void Paths_meet(string profilePath, string project, string expected)
    {
        var files = project.Split(' ').Select(path => new SourceFile(path, Handle)).ToArray();
        var index = ProfileIndex.Join(Folded($"handle ({profilePath}:5) 7\n"), files);
        var actual = index.Functions.Count == 1 ? index.Functions[0].Path
            : index.Match.Library == 1 ? "library"
            : index.Match.Files is [{ Reason: UnmatchedReason.Ambiguous }] ? "ambiguous"
            : index.Match.Unmatched == 1 ? "unmatched" : "?";
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void A_bare_name_needs_its_function()
    {
        SourceFile[] project = [new("pkg/a.py", Handle)];
        Assert.Equal(1, ProfileIndex.Join(Folded("run (/other/place/a.py:5) 7\n"), project).Match.Unmatched);
        Assert.Equal(1, ProfileIndex.Join(Folded("<module> (/other/place/a.py:5) 7\n"), project).Match.Unmatched);
        Assert.Equal(1, ProfileIndex.Join(Folded("wait (threading.py:629) 7\n"), [new("pkg/threading.py", Handle)]).Match.Library);
    }

    [Fact]
    public void Functions_settle_which_of_two_files_it_is()
    {
        SourceFile[] project = [new("pkg/a.py", [new("other", 1, 9)]), new("lib/a.py", Handle)];
        Assert.Equal("lib/a.py", Assert.Single(ProfileIndex.Join(Folded("handle (a.py:5) 7\n"), project).Functions).Path);
    }

    /// <summary>One path found whole shows where the project lay; a file at its root is then certain.</summary>
    [Fact]
    public void The_projects_root_is_learnt()
    {
        SourceFile[] project = [new("pkg/a.py", Handle), new("run.py", []), new("tools/run.py", [])];
        var index = ProfileIndex.Join(Folded("<module> (/app/run.py:3);handle (/app/pkg/a.py:5) 7\n"), project);
        Assert.Equal(["pkg/a.py", "run.py"], index.Functions.Select(evidence => evidence.Path).Order());
        Assert.Equal("<module>", index.Functions.Single(evidence => evidence.Path == "run.py").QualifiedName);
    }

    [Fact]
    public void A_trampolines_qualified_name_chooses_the_method()
    {
        SourceFile[] project = [new("pkg/a.py", [new("A.run", 1, 9), new("B.run", 11, 19)])];
        var index = ProfileIndex.Join(Folded("py::B.run:/app/pkg/a.py 7\npy::run:/app/pkg/a.py 2\n"), project);
        var run = Assert.Single(index.Functions);
        Assert.Equal(("B.run", FrameMatch.ByName, 7), (run.QualifiedName, run.Match, run.Self));
        Assert.Equal(2 / 9.0, index.Match.Stale, 1e-12);
    }

    [Fact]
    public void The_unplaced_are_named()
    {
        var index = ProfileIndex.Join(Folded("f (/x/one.py:1) 3\ng (/x/two.py:1) 1\n"), [new SourceFile("a.py", [])]);
        Assert.Equal([new UnmatchedFile("/x/one.py", 0.75, UnmatchedReason.Unknown), new UnmatchedFile("/x/two.py", 0.25, UnmatchedReason.Unknown)],
            index.Match.Files);
    }
}
