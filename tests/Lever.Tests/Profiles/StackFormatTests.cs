using Lever.Profiles;

namespace Lever.Tests.Profiles;

public class StackFormatTests
{
    public static IEnumerable<TheoryDataRow<string>> Stacks => Samples.All
        .Where(sample => !sample.StartsWith("pstats/", StringComparison.Ordinal) && File.Exists(Path.Combine(Samples.Folder, sample + ".expected")))
        .Select(sample => new TheoryDataRow<string>(sample));

    /// <summary>Self and total of every function equal those a straightforward count gave when the sample was made.</summary>
    [Theory]
    [MemberData(nameof(Stacks))]
    public void Agrees_with_a_plain_count(string sample)
    {
        var profile = Samples.Read(sample);
        Assert.Equal(sample.Split('/')[0], profile.Format);
        Assert.Empty(profile.Problems);
        var expected = Samples.Expected(sample + ".expected");
        var weights = profile.Weights(0);
        Assert.Equal(Samples.Number(expected[0][0]), weights.Sum, 1e-9);

        // Where the producer gives definition lines, functions of one name are told apart; the count did not.
        var actual = Enumerable.Range(0, profile.Functions.Count)
            .GroupBy(f => (profile.Functions[f].File, profile.Functions[f].Name)).ToDictionary(group => group.Key, group => group.ToArray());
        Assert.Equal(expected.Length - 1, actual.Count);
        foreach (var row in expected.Skip(1))
        {
            var functions = actual[(row[0], row[1])];
            Assert.Equal(Samples.Number(row[2]), functions.Sum(f => profile.Weights(0).Self[f]), 1e-9);
            Assert.Equal(Samples.Number(row[3]), functions.Sum(f => profile.Weights(0).Total[f]), 1e-9);
        }
    }

    [Fact]
    public void Samples_are_counted_where_the_weights_are_counts()
    {
        Assert.Equal(300, Samples.Read("folded/py-spy-raw.folded").SampleCount);
        Assert.Equal(120, Samples.Read("folded/tachyon.collapsed").SampleCount);
        Assert.Equal(240, Samples.Read("speedscope/py-spy.speedscope.json").SampleCount);
        Assert.Null(Samples.Read("folded/austin-3.austin").SampleCount);
        Assert.Null(Samples.Read("folded/perf-trampoline.folded").SampleCount);
    }

    [Fact]
    public void Units_are_told_by_the_producer_or_left_open()
    {
        Assert.Equal(MetricUnit.Samples, Samples.Read("folded/py-spy-raw.folded").Metrics[0].Unit);
        Assert.Equal(new Metric("wall time", MetricUnit.Seconds, MetricKind.WallTime), Samples.Read("folded/austin-3.austin").Metrics[0]);
        Assert.Equal(MetricUnit.Unknown, Samples.Read("folded/perf-trampoline.folded").Metrics[0].Unit);
        Assert.Equal(MetricUnit.Seconds, Samples.Read("speedscope/evented.speedscope.json").Metrics[0].Unit);
    }

    [Fact]
    public void Threads_are_kept_apart_and_are_no_functions()
    {
        var profile = Samples.Read("folded/py-spy-threads-idle.folded");
        Assert.Equal(["thread (0x7F12C0): Idle", "thread (0x7F12C0): MainThread"], profile.Threads.Select(thread => thread.Name).Order());
        Assert.DoesNotContain(profile.Functions, function => function.Name.StartsWith("thread"));
        Assert.Equal(["P41;T0:41", "P41;T0:99"], Samples.Read("folded/austin-3.austin").Threads.Select(thread => thread.Name).Order());
    }

    [Fact]
    public void Waiting_is_seen_and_said()
    {
        var profile = Samples.Read("folded/py-spy-threads-idle.folded");
        Assert.Equal(0.5, profile.IdleShare(0), 1e-9);
        Assert.Contains(profile.Warnings, warning => warning.Kind == ProfileWarningKind.MostlyIdle);
    }

    [Fact]
    public void An_unnamed_clock_is_said_once()
    {
        foreach (var sample in new[] { "folded/py-spy-raw.folded", "speedscope/py-spy.speedscope.json", "pstats/cprofile-3.12.pstats" })
            Assert.Single(Samples.Read(sample).Warnings, warning => warning.Kind == ProfileWarningKind.ClockUnknown);
        Assert.DoesNotContain(Samples.Read("folded/austin-3.austin").Warnings, warning => warning.Kind == ProfileWarningKind.ClockUnknown);
    }

    [Fact]
    public void Few_samples_are_said()
    {
        var profile = ProfileReaders.Read("main (a.py:1);f (a.py:2) 12\n"u8.ToArray(), "p.folded");
        Assert.Contains(profile.Warnings, warning => warning.Kind == ProfileWarningKind.TooFewSamples);
    }

    [Theory]
    [InlineData("<module> (a.py:1);f (a.py:2) 3")]
    [InlineData("[unknown];main 3")]
    [InlineData("# a note\n\nmain;f 3")]
    [InlineData("main;f; 3")]
    [InlineData("main;f 3.5")]
    [InlineData(";L12;main 3")]
    [InlineData("a b c;operator new (unsigned long) 3")]
    public void Any_beginning_is_recognised(string text)
    {
        var profile = ProfileReaders.Read(System.Text.Encoding.UTF8.GetBytes(text), "out.txt");
        Assert.Equal("folded", profile.Format);
        Assert.Equal(2, profile.Functions.Count(function => function.Name.Length > 0));
        Assert.Empty(profile.Problems);
    }

    [Theory]
    [InlineData("total 12\ndrwxr-xr-x 2 root root 4096\n")]
    [InlineData("int main() { f(); return 0; }\nint x = 1;\n")]
    [InlineData("for (;;) 1\nx = f(2);\n")]
    [InlineData("name,value\na;b,1\n")]
    public void Other_text_is_not(string text) =>
        Assert.Null(ProfileReaders.Recognize(System.Text.Encoding.UTF8.GetBytes(text), "out.txt"));

    [Fact]
    public void A_differential_file_has_two_metrics()
    {
        var profile = ProfileReaders.Read("main;f 10 30\nmain;g 5 1\n"u8.ToArray(), "d.folded");
        Assert.Equal(["after", "before"], profile.Metrics.Select(metric => metric.Name));
        Assert.Equal((31, 15), (profile.Weights(0).Sum, profile.Weights(1).Sum));
    }

    [Fact]
    public void Austins_full_mode_has_three_metrics()
    {
        var profile = ProfileReaders.Read("# austin: 3.7.0\n# mode: full\nP1;T0:1;a.py:f:2 3000,0,512\nP1;T0:1;a.py:g:9 1000,1,-64\n"u8.ToArray(), "a.austin");
        Assert.Equal([0.004, 0.003, 512], Enumerable.Range(0, 3).Select(metric => profile.Weights(metric).Sum));
    }

    [Fact]
    public void Lines_without_a_weight_are_reported_with_their_number()
    {
        var profile = ProfileReaders.Read("a;b 1\na;c 1\na;d 1\na;b 1\njunk\na;c 1\n"u8.ToArray(), "a.folded");
        Assert.Equal("line 5", Assert.Single(profile.Problems).Place.ToString());
        Assert.Equal(5, profile.Weights(0).Sum);
    }

    [Fact]
    public void Messages_between_the_stacks_are_survived()
    {
        var text = "# comment\n// another\na;b;c 1\na;b;d 4\na;b 5\na;e 1\nnot a stack\n"u8.ToArray();
        var profile = ProfileReaders.Read(text, "out.txt");
        Assert.Equal(["line 2", "line 7"], profile.Problems.Select(problem => problem.Place.ToString()));
        Assert.Equal(11, profile.Weights(0).Sum);
    }

    private const string Frames = """{"shared":{"frames":[{"name":"a","file":"x.py","line":1},{"name":"b","file":"x.py","line":5}]},"profiles":[""";

    [Theory]
    // Events before the unit, a frame left open, one closed twice, time running backwards.
    [InlineData("""{"endValue":10,"events":[{"type":"O","at":0,"frame":0},{"type":"O","at":4,"frame":1}],"type":"evented","unit":"seconds"}]}""", 10, 6, 0)]
    [InlineData("""{"type":"evented","unit":"seconds","events":[{"type":"O","at":0,"frame":0},{"type":"C","at":4,"frame":0},{"type":"C","at":5,"frame":0}]}]}""", 4, 0, 1)]
    [InlineData("""{"type":"evented","unit":"seconds","events":[{"type":"O","at":5,"frame":0},{"type":"O","at":4,"frame":1},{"type":"C","at":8,"frame":1}]}]}""", 3, 3, 1)]
    // An outer frame closed before the inner one.
    [InlineData("""{"type":"evented","unit":"milliseconds","events":[{"type":"O","at":0,"frame":0},{"type":"O","at":1000,"frame":1},{"type":"C","at":3000,"frame":0}]}]}""", 3, 2, 1)]
    // No weights, too few weights, a frame that is not listed, an empty stack.
    [InlineData("""{"type":"sampled","unit":"none","samples":[[0],[0,1]]}]}""", 2, 1, 0)]
    [InlineData("""{"type":"sampled","unit":"none","samples":[[0,1],[0,1]],"weights":[3]}]}""", 3, 3, 1)]
    [InlineData("""{"type":"sampled","unit":"none","samples":[[0,7],[1]],"weights":[3,2]}]}""", 5, 2, 1)]
    [InlineData("""{"type":"sampled","unit":"none","samples":[[],[1]],"weights":[3,2]}]}""", 2, 2, 0)]
    // Cut short.
    [InlineData("""{"type":"sampled","unit":"none","weights":[3,2],"samples":[[0],[0,1""", 3, 0, 2)]
    public void Speedscope_oddities(string profileText, double sum, double selfOfB, int problems)
    {
        var profile = ProfileReaders.Read(System.Text.Encoding.UTF8.GetBytes(Frames + profileText), "p.json");
        Assert.Equal("speedscope", profile.Format);
        Assert.Equal(problems, profile.Problems.Count);
        Assert.Equal(sum, profile.Weights(0).Sum, 1e-9);
        Assert.Equal(selfOfB, profile.Weights(0).Self[Assert.Single(profile.FindFunctions("b"))], 1e-9);
    }

    /// <summary>memray's export: bytes and counts side by side.</summary>
    [Fact]
    public void Profiles_of_different_units_are_different_metrics()
    {
        var profile = ProfileReaders.Read(System.Text.Encoding.UTF8.GetBytes(Frames + """
            {"type":"sampled","name":"Memory","unit":"bytes","samples":[[0,1]],"weights":[4096]},
            {"type":"sampled","name":"Allocations","unit":"none","samples":[[0,1]],"weights":[2]}]}
            """), "p.json");
        Assert.Equal([MetricKind.AllocatedBytes, MetricKind.Allocations], profile.Metrics.Select(metric => metric.Kind));
        Assert.Equal((4096, 2), (profile.Weights(0).Sum, profile.Weights(1).Sum));
        Assert.Equal(0, Flatness.Of(profile).AllocationMetric);
    }

    /// <summary>A hundred thousand frames deep: the leaf keeps its weight, the middle is left out, and it is said.</summary>
    [Fact]
    public void Deep_stacks_keep_their_leaf()
    {
        var deep = string.Join(';', Enumerable.Range(0, 100_000).Select(i => $"f{i % 1000}"));
        var profile = ProfileReaders.Read(System.Text.Encoding.UTF8.GetBytes($"{deep};leaf 7\nf0;g 3\n"), "p.folded");
        Assert.Equal(7, profile.Weights(0).Self[Assert.Single(profile.FindFunctions("leaf"))]);
        Assert.Contains(profile.Warnings, warning => warning.Kind == ProfileWarningKind.LimitReached);
        Assert.InRange(profile.Stacks.Count, 1, 10_000);

        var json = """{"shared":{"frames":[]},"profiles":[""" + new string('[', 100_000);
        Assert.Contains(ProfileReaders.Read(System.Text.Encoding.UTF8.GetBytes(json), "p.json").Problems, problem => problem.Place.Unit == PlaceUnit.Byte);
    }
}
