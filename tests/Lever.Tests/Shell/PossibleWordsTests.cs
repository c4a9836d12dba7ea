using static Lever.Tests.Shell.CommandRun;

namespace Lever.Tests.Shell;

public class PossibleWordsTests
{
    private static string[] After(params string[] words)
    {
        using var folder = new TemporaryFolder();
        var run = Of(folder, new Setting { Review = _ => throw new NotSupportedException() }, ["complete", .. words]);
        Assert.Equal((0, ""), (run.Code, run.Errors));
        return [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')[0])];
    }

    [Fact]
    public void Commands_stand_first_and_within_those_that_hold_others()
    {
        Assert.Contains("check", After(""));
        Assert.Equal(["run", "show", "diff", "convert"], After("profile", ""));
        Assert.Equal(["show"], After("--jobs", "3", "profile", "s"));
    }

    [Fact]
    public void Options_are_the_commands_own_and_those_of_all()
    {
        Assert.Equal(["--fail-on", "--fix", "--format"], After("check", "--f").Order(StringComparer.Ordinal));
        Assert.Equal(["--config"], After("profile", "show", "x", "--conf"));
        Assert.Equal([":files"], After("check", "--", "--f"));
    }

    [Fact]
    public void Values_follow_their_option_or_its_equals_sign()
    {
        Assert.Equal(["github", "gitlab", "json", "junit", "markdown", "rdjson", "sarif", "terminal"], After("check", "--format", ""));
        Assert.Equal(["--format=json"], After("check", "--format=js"));
        Assert.Equal(["latency"], After("review", "--goal", "l"));
        Assert.Equal([":files"], After("review", "--profile", ""));
        Assert.Empty(After("check", "--no-such=x"));
    }

    [Fact]
    public void Rules_may_stand_between_commas()
    {
        Assert.Equal(["py-membership-in-grown-list"], After("explain", "py-membership-in-g"));
        Assert.Equal(["a,py-membership-in-grown-list"], After("check", "--select", "a,py-membership-in-g"));
        Assert.Equal(["--ignore=a,py-membership-in-grown-list"], After("check", "--ignore=a,py-membership-in-g"));
    }

    [Fact]
    public void Files_follow_where_the_last_argument_takes_any_number()
    {
        Assert.Equal([":files"], After("check", "a.py", "b.py", ""));
        Assert.Empty(After("explain", "tier", "x.rs", ""));
    }

    /// <summary>A value that nothing is offered for would be completed by nothing, not even files.</summary>
    [Fact]
    public void Every_value_that_is_a_file_offers_files()
    {
        foreach (var page in CommandLine.Pages())
        {
            foreach (var (left, _) in page.Tables.Where(table => table.Title is "Options" or Commands.CommandPage.GlobalTitle).SelectMany(table => table.Rows))
            {
                if (left.Split(' ') is not [.. var names, "FILE" or "PATH"]) continue;
                Assert.Equal([":files"], After([.. page.Name.Split(' ').Skip(1), names[^1], ""]));
            }
        }
    }
}
