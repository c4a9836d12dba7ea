using System.Text;
using Lever.Profiles;

namespace Lever.Tests.Evidence;

/// <summary>What speaks against a profile is said before anything is concluded from it.</summary>
public class TrustTests
{
    private const string Fresh = "main (app.py:6);parse (app.py:11) 700\nmain (app.py:7);render (app.py:15) 300\n";

    [Fact]
    public void Source_that_is_newer_than_the_profile_is_named()
    {
        using var folder = Reviews.Project();
        folder.Write("p.folded", Fresh);
        Assert.DoesNotContain(Reviews.Of(folder, "p.folded").Warnings(), warning => warning.Contains("changed after", StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(folder["p.folded"], DateTime.UtcNow.AddHours(-2));
        Assert.Contains("`app.py` changed after it was recorded: what it says of changed lines is of the old ones", Reviews.Of(folder, "p.folded").Warnings());
        // What git restored together says nothing by its times, until it is touched.
        folder.Git("", "init", "-q");
        folder.Git("", "add", ".");
        folder.Git("", "commit", "-q", "-m", "both");
        Assert.DoesNotContain(Reviews.Of(folder, "p.folded").Warnings(), warning => warning.Contains("changed after", StringComparison.Ordinal));
        folder.Write("app.py", Reviews.App + "\n\nLATER = 1\n");
        Assert.Contains(Reviews.Of(folder, "p.folded").Warnings(), warning => warning.StartsWith("`app.py` changed after", StringComparison.Ordinal));
    }

    [Theory]
    // A function that is not there, one whose line is another's, a line of the module behind the last.
    [InlineData("main (app.py:6);parse_all (app.py:11) 300\n")]
    [InlineData("main (app.py:6);parse (app.py:44) 300\n")]
    [InlineData("<module> (app.py:900) 300\n")]
    public void Code_that_is_not_where_the_profile_has_it_is_of_another_version(string moved)
    {
        using var folder = Reviews.Project();
        folder.Write("p.folded", Fresh + moved);
        Assert.Contains(Reviews.Of(folder, "p.folded").Warnings(),
            warning => warning.StartsWith("23 % of its weight is in functions or lines that `app.py` does not have where the profile has them", StringComparison.Ordinal));
    }

    [Fact]
    public void Nameless_code_without_a_line_is_no_sign_of_another_version()
    {
        using var folder = Reviews.Project();
        folder.Write("p.folded", Fresh + "main (app.py:6);<lambda> (app.py) 300\n");
        Assert.DoesNotContain(Reviews.Of(folder, "p.folded").Warnings(), warning => warning.Contains("another version", StringComparison.Ordinal));
    }

    [Fact]
    public void A_Python_older_than_the_target_is_said()
    {
        using var folder = Reviews.Project();
        folder.Write("lever.toml", "[target]\npython = \"3.12\"\n");
        folder.Write("p.folded", Fresh + "main (app.py:6);loads (/usr/lib/python3.8/json/__init__.py:299) 10\n");
        folder.Write("q.folded", Fresh + "main (app.py:6);loads (/usr/lib/python3.13/json/__init__.py:299) 10\n");
        var review = Reviews.Of(folder, "p.folded", "q.folded");
        Assert.Contains("it was recorded under Python 3.8, and the code is for 3.12 or later: costs differ between versions", review.Warnings(0));
        Assert.Contains("the profiles were recorded under different Pythons (3.8, 3.13): their amounts do not compare", review.Warnings(1));
        Assert.DoesNotContain(review.Warnings(1), warning => warning.StartsWith("it was recorded under Python", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("latency", "cpu", "it weighs processor time, and your goal is latency")]
    [InlineData("memory", "cpu", "it weighs time, and your goal is memory")]
    public void A_clock_that_cannot_see_the_goal_is_said(string goal, string mode, string doubt)
    {
        using var folder = Reviews.Project();
        folder.Write("p.austin", $"# austin: 3.7.0\n# interval: 10000\n# mode: {mode}\n\nP1;T0:1;app.py:main:6;app.py:parse:11 10001\n");
        Assert.Contains(Reviews.Of(folder, ["--goal", goal], ["p.austin"]).Warnings(), warning => warning.StartsWith(doubt, StringComparison.Ordinal));
        // A goal that nobody stated is no reason to doubt what was measured.
        Assert.DoesNotContain(Reviews.Of(folder, "p.austin").Warnings(), warning => warning.StartsWith("it weighs", StringComparison.Ordinal));
    }

    [Fact]
    public void Threads_that_are_added_up_are_said()
    {
        var one = """{"name": "a", "unit": "seconds", "type": "sampled", "startValue": 0, "endValue": 9, "samples": [[0], [0]], "weights": [5, 4]}""";
        var two = one.Replace("\"a\"", "\"b\"", StringComparison.Ordinal);
        var text = "{\"$schema\": \"https://www.speedscope.app/file-format-schema.json\", \"shared\": {\"frames\": [{\"name\": \"f\", \"file\": \"a.py\", \"line\": 1}]}, \"profiles\": [";
        Assert.Contains(Read($"{text}{one},{two}]}}"), warning => warning is { Kind: ProfileWarningKind.ThreadsSummed, Message: "the time of 2 threads is added up: a share of it is no share of the time that passed" });
        Assert.DoesNotContain(Read($"{text}{one}]}}"), warning => warning.Kind == ProfileWarningKind.ThreadsSummed);

        static IReadOnlyList<ProfileWarning> Read(string json) => ProfileReaders.Read(Encoding.UTF8.GetBytes(json), "t.json").Warnings;
    }

    [Fact]
    public void Rust_without_optimisation_is_told_from_optimised()
    {
        const string Debug = """
            app 1 1.0: 1000000 cpu-clock:
                    55d0 <alloc::vec::Vec<T,A> as core::ops::index::Index<I>>::index+0x10 (/srv/target/debug/app)
                    55d1 app::sum+0x20 (/srv/target/debug/app)

            app 1 1.1: 1000000 cpu-clock:
                    55d1 app::sum+0x24 (/srv/target/debug/app)


            """;
        Assert.Contains(ProfileReaders.Read(Encoding.UTF8.GetBytes(Debug), "p.perf").Warnings, warning => warning.Kind == ProfileWarningKind.DebugBuild);
        // The same function as perf shows it in a release build: inlined into its caller.
        var release = Debug.Replace("(/srv/target/debug/app)\n        55d1 app::sum+0x20", "(inlined)\n        55d1 app::sum+0x20", StringComparison.Ordinal);
        Assert.DoesNotContain(ProfileReaders.Read(Encoding.UTF8.GetBytes(release), "p.perf").Warnings, warning => warning.Kind == ProfileWarningKind.DebugBuild);
    }
}
