using static Lever.Tests.EndToEnd.LeverProgram;

namespace Lever.Tests.EndToEnd;

/// <summary>What a user sees, word for word. A project of its own and one rule keep these the same while rules are added.</summary>
public class TranscriptTests
{
    [Theory]
    [InlineData("check.txt", "terminal")]
    [InlineData("check.json", "json")]
    [InlineData("check.github.txt", "github")]
    public void Check(string snapshot, string format)
    {
        using var folder = SmallProject.Create();
        Snap.Match(snapshot, Transcript(folder.Path, "check", "--select", SmallProject.Rule, "--format", format));
    }

    [Fact]
    public void Trouble_in_one_file_leaves_the_others()
    {
        using var folder = SmallProject.Create();
        folder.Write("broken.py", "def f(:\n    pass\n\n\nx = 1\n");
        folder.Write("binary.py", [120, 0, 61, 0, 49, 0]);
        File.CreateSymbolicLink(folder["dangling.py"], folder["gone.py"]);
        Snap.Match("trouble.txt", Transcript(folder.Path, "check", "--select", SmallProject.Rule));
    }

    [Fact]
    public void Fix_changes_whole_files_and_says_what_was_agreed_to()
    {
        using var folder = SmallProject.Create();
        folder.Git("", "init", "-q");
        folder.Git("", "add", "-A");
        folder.Git("", "commit", "-q", "-m", "start");
        var before = External.Run("python3", folder.Path, ["pkg/unique.py"]);
        var safe = Transcript(folder.Path, "check", "--select", SmallProject.Rule, "--fix") + folder.Git("", "diff", "--no-color");
        var agreed = Transcript(folder.Path, "check", "--select", SmallProject.Rule, "--fix", "--unsafe-fixes") + folder.Git("", "diff", "--no-color", "--", "pkg/order.py");
        Snap.Match("fix.txt", safe + agreed);
        Assert.Equal(before, External.Run("python3", folder.Path, ["pkg/unique.py"]));
        Assert.Equal("", folder.Git("", "status", "--porcelain", "--untracked-files=all").Replace(" M pkg/order.py\n M pkg/unique.py\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Diff_shows_only_what_a_branch_changed()
    {
        using var folder = SmallProject.Create();
        folder.Git("", "init", "-q");
        folder.Git("", "add", "-A");
        folder.Git("", "commit", "-q", "-m", "start");
        folder.Write("pkg/order.py", SmallProject.Untyped.Replace("row.key not in", "row.name not in", StringComparison.Ordinal));
        Snap.Match("diff.txt", Transcript(folder.Path, "check", "--select", SmallProject.Rule, "--diff", "HEAD") + Transcript(folder.Path, "check", "--diff", "nowhere"));
    }

    [Fact]
    public void Wrong_input_is_said_with_its_place_and_remedy()
    {
        using var folder = SmallProject.Create();
        folder.Write("wrong.toml", "[check]\nselekt = [\"*\"]\n");
        folder.Write("broken.toml", "[check\n");
        folder.Write("no.pstats", "this is no profile\n");
        string[] transcripts =
        [
            Transcript(folder.Path, "check", "--bogus"),
            Transcript(folder.Path, "chek"),
            Transcript(folder.Path, "check", "gone.py"),
            Transcript(folder.Path, "check", "--select", "py-membership-in-grown-lists"),
            Transcript(folder.Path, "check", "--config", "wrong.toml"),
            Transcript(folder.Path, "check", "--config", "broken.toml"),
            Transcript(folder.Path, "profile", "show", "no.pstats"),
            Transcript(folder.Path, "estimate", "2*+"),
            Transcript(folder.Path, "explain", "tyer"),
        ];
        Snap.Match("wrong.txt", string.Join('\n', transcripts));
    }

    [Fact]
    public void Estimate_and_explain()
    {
        using var folder = new TemporaryFolder();
        Snap.Match("estimate.txt", Transcript(folder.Path, "estimate", "200*db.query + 2MB@mem.sequential") + Transcript(folder.Path, "explain", "tier")
            + Transcript(folder.Path, "explain", SmallProject.Rule));
    }

    [Fact]
    public void Tree()
    {
        using var folder = SmallProject.Create();
        Snap.Match("tree.txt", Transcript(folder.Path, "tree", "pkg/order.py") + Transcript(folder.Path, "tree", "--counts", "pkg"));
    }

    [Fact]
    public void Profile_show()
    {
        var profiles = Path.Combine(RepositoryFiles.Root, "examples", "feedserver", "profiles");
        Snap.Match("profile.txt", Transcript(profiles, "profile", "show", "cpu.pstats", "--top", "5") + Transcript(profiles, "profile", "show", "cpu.pstats", "--callers", "unique_events"));
    }
}
