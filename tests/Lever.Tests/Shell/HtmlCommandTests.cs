using Lever.Workspace;

namespace Lever.Tests.Shell;

/// <summary>The commands that write pages.</summary>
public class HtmlCommandTests
{
    private const string Stacks = "main (feed.py:9);unique (feed.py:5) 90\nmain (feed.py:9) 20\n";

    private const string Feed = "def unique(items):\n    seen = []\n    for item in items:\n        key = item.key\n        if key in seen:\n            continue\n        seen.append(key)\n    return seen\n";

    [Fact]
    public void A_profile_becomes_a_page_on_standard_output_or_in_a_file()
    {
        using var folder = new TemporaryFolder();
        folder.Write("p.folded", Stacks);
        var printed = CommandRun.Of(folder, "profile", "show", "p.folded", "--format", "html");
        Assert.Equal(0, printed.Code);
        Assert.EndsWith("</html>\n", printed.Output, StringComparison.Ordinal);
        var written = CommandRun.Of(folder, "profile", "show", "p.folded", "--format", "html", "--output", "page.html");
        Assert.Equal((0, ""), (written.Code, written.Output));
        Assert.Equal(printed.Output, File.ReadAllText(Path.Combine(folder.Path, "page.html")));
    }

    [Fact]
    public void What_is_no_profile_has_no_page()
    {
        using var folder = new TemporaryFolder();
        folder.Write("results.json", """{"results": [{"command": "x", "mean": 1.0, "stddev": 0.1, "median": 1.0, "user": 1, "system": 0, "min": 0.9, "max": 1.1, "times": [0.9, 1.0, 1.1]}]}""");
        var benchmarks = CommandRun.Of(folder, "profile", "show", "results.json", "--format", "html");
        Assert.Equal((2, ""), (benchmarks.Code, benchmarks.Output));
        Assert.Contains("benchmark results, which have no page", benchmarks.Errors, StringComparison.Ordinal);
        Assert.Equal(2, CommandRun.Of(folder, "profile", "show", "missing", "--format", "html").Code);
    }

    [Fact]
    public void A_review_becomes_a_page_with_the_profile_in_it()
    {
        using var folder = new TemporaryFolder();
        folder.Write("feed.py", Feed);
        folder.Write("p.folded", Stacks);
        var run = CommandRun.Of(folder, new CommandRun.Setting { Review = Reviewing.Run }, "review", "--profile", "p.folded", "--format", "html");
        Assert.Equal(0, run.Code);
        Assert.Contains("<mark>key in seen</mark>", run.Output, StringComparison.Ordinal);
        Assert.Contains("<canvas", run.Output, StringComparison.Ordinal);
    }
}
