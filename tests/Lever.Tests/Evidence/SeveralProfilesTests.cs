using System.Globalization;

namespace Lever.Tests.Evidence;

/// <summary>Which of several profiles a review rests on.</summary>
public class SeveralProfilesTests
{
    private const string Sampled = "main (app.py:6);parse (app.py:11) 700\nmain (app.py:7);render (app.py:15) 250\nmain (app.py:5) 50\n";

    /// <summary>Callgrind's format as tracers of Python write it: calls and microseconds.</summary>
    private const string Traced = """
        version: 1
        creator: tracer
        events: microseconds
        fl=app.py
        fn=main
        4 100000
        calls=100000 10
        6 300000
        fn=parse
        10 300000
        fn=render
        14 600000

        """;

    [Fact]
    public void The_better_evidence_counts_whatever_stands_first()
    {
        using var folder = Reviews.Project();
        folder.Write("few.folded", "main (app.py:6);parse (app.py:11) 10\nmain (app.py:7);render (app.py:15) 80\n");
        folder.Write("many.folded", Sampled);
        foreach (var order in (string[][])[["few.folded", "many.folded"], ["many.folded", "few.folded"]])
        {
            var review = Reviews.Of(folder, order);
            Assert.StartsWith("`parse` in app.py dominates with 70 % of the samples", review.Hypothesis(), StringComparison.Ordinal);
            Assert.Contains("this rests on `many.folded` rather than on `few.folded`, which holds 90 samples; they disagree: `render` takes 25 % by `many.folded` and 89 % by `few.folded`, `parse` takes 70 % and 11 %", review.Facts());
        }
    }

    [Fact]
    public void A_sampler_beats_a_tracer()
    {
        using var folder = new TemporaryFolder();
        var examples = Path.Combine(RepositoryFiles.Root, "examples", "feedserver");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(examples, "feedserver"), "*.py")) folder.Write("feedserver/" + Path.GetFileName(file), File.ReadAllText(file));
        foreach (var name in (string[])["cpu.pstats", "cpu.speedscope.json"]) folder.Write("profiles/" + name, File.ReadAllBytes(Path.Combine(examples, "profiles", name)));
        var review = Reviews.Of(folder, "profiles/cpu.pstats", "profiles/cpu.speedscope.json");
        Assert.Contains(review.Facts(), fact => fact.StartsWith("this rests on `cpu.speedscope.json` rather than on `cpu.pstats`, which traces every call, so that cheap ones look dear; they disagree: `unique_events` takes 59 %", StringComparison.Ordinal));
        // What an issue is worth is a part of the profile that its share is of.
        foreach (var issue in review.GetProperty("issues").EnumerateArray())
            Assert.Contains("profile:cpu.speedscope.json", issue.GetProperty("impact").GetProperty("sources").EnumerateArray().Select(source => source.GetString()));
    }

    [Fact]
    public void A_profile_of_other_code_is_no_evidence_for_this()
    {
        using var folder = Reviews.Project();
        folder.Write("other.folded", "run (other.py:1);step (other.py:5) 9000\n");
        folder.Write("mine.folded", Sampled);
        var review = Reviews.Of(folder, "other.folded", "mine.folded");
        Assert.StartsWith("`parse`", review.Hypothesis(), StringComparison.Ordinal);
        Assert.Contains(review.Facts(), fact => fact.Contains("`other.folded`, which holds next to nothing of this code", StringComparison.Ordinal));
        Assert.Contains(review.Warnings(), warning => warning.StartsWith("it holds next to nothing of the reviewed code; most of what could not be placed is in other.py", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("latency", "wall", "cpu", "weighs processor time, which is not what latency is made of")]
    [InlineData("throughput", "cpu", "wall", "weighs elapsed time, which is not what throughput is made of")]
    public void The_clock_that_the_goal_is_made_of_decides(string goal, string best, string other, string why)
    {
        using var folder = Reviews.Project();
        foreach (var mode in (string[])["cpu", "wall"])
            folder.Write(mode + ".austin", $"# austin: 3.7.0\n# interval: 10000\n# mode: {mode}\n\n" + string.Concat(Enumerable.Range(0, 200).Select(i =>
                string.Create(CultureInfo.InvariantCulture, $"P1;T0:1;app.py:main:6;app.py:parse:11 {10000 + i}\n"))));
        var review = Reviews.Of(folder, ["--goal", goal], ["cpu.austin", "wall.austin"]);
        Assert.Contains(review.Facts(), fact => fact.StartsWith($"this rests on `{best}.austin` rather than on `{other}.austin`, which {why}", StringComparison.Ordinal));
    }

    [Fact]
    public void Files_of_one_name_are_told_apart()
    {
        using var folder = Reviews.Project();
        folder.Write("a/cpu.folded", Sampled);
        folder.Write("b/cpu.folded", "main (app.py:7);render (app.py:15) 20\n");
        var review = Reviews.Of(folder, "a/cpu.folded", "b/cpu.folded");
        Assert.Equal(["a/cpu.folded", "b/cpu.folded"], review.GetProperty("evidence").EnumerateArray().Select(item => item.GetProperty("profile").GetString()));
        Assert.Contains(review.Facts(), fact => fact.StartsWith("this rests on `a/cpu.folded`", StringComparison.Ordinal));
    }

    [Fact]
    public void Counts_of_instructions_are_called_by_their_name()
    {
        using var folder = Reviews.Project();
        folder.Write("app.callgrind", Traced);
        Assert.Equal("microseconds", Reviews.Of(folder, "app.callgrind").GetProperty("evidence")[0].GetProperty("metric").GetString());
    }

    [Fact]
    public void A_profile_of_another_program_says_nothing_of_this_one()
    {
        using var folder = Reviews.Project();
        folder.Write("own.folded", "main (app.py:6);parse (app.py:11) 900\nmain (app.py:6);deepcopy (copy.py:128) 100\n");
        folder.Write("other.folded", "run (elsewhere.py:6);step (elsewhere.py:11) 900\nrun (elsewhere.py:6);<GC> 300\n");
        var review = Reviews.Of(folder, "own.folded", "other.folded");
        Assert.Contains(review.Conclusions(), claim => claim.StartsWith("making copies of values takes 10 %", StringComparison.Ordinal));
        Assert.DoesNotContain(review.Conclusions(), claim => claim.StartsWith("garbage collection", StringComparison.Ordinal));
        Assert.Contains("this rests on `own.folded` rather than on `other.folded`, which holds next to nothing of this code", review.Facts());
        // Alone it is all that there is, and says so in its warnings.
        Assert.Contains(Reviews.Of(folder, "other.folded").Conclusions(), claim => claim.StartsWith("garbage collection", StringComparison.Ordinal));
    }

    [Fact]
    public void Shares_of_two_clocks_do_not_disagree()
    {
        using var folder = Reviews.Project();
        string Full(int wall, int cpu) => $"# austin: 3.7.0\n# interval: 10000\n# mode: {(wall > 0 ? "wall" : "cpu")}\n\n" + string.Concat(Enumerable.Repeat($"P1;T0:1;app.py:main:6;app.py:parse:11 {Math.Max(wall, cpu)}\nP1;T0:1;app.py:main:7;app.py:render:15 10000\n", 200));
        folder.Write("wall.austin", Full(30_000, 0));
        folder.Write("cpu.austin", Full(0, 10_000));
        Assert.Contains(Reviews.Of(folder, "wall.austin", "cpu.austin").Facts(),
            fact => fact.EndsWith("their shares do not compare, for one is of elapsed time and the other of processor time", StringComparison.Ordinal) || fact.EndsWith("for one is of processor time and the other of elapsed time", StringComparison.Ordinal));
    }
}
