using System.Text;
using CsCheck;
using Lever.Workspace;

namespace Lever.Tests.Shell;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public class GitRepositoryTests
{
    private static ChangedLines Changes(TemporaryFolder folder, string reference, string inside = "")
    {
        var (lines, trouble) = GitRepository.ChangesSince(reference, Path.TrimEndingDirectorySeparator(folder[inside]));
        Assert.Null(trouble);
        return lines!;
    }

    private static string Lines(params IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    private static TemporaryFolder Repository()
    {
        var folder = new TemporaryFolder();
        folder.Git("", "init", "-q", "-b", "main");
        folder.Write("src/a.py", Lines(Enumerable.Range(1, 20).Select(at => $"line{at}")));
        folder.Write("src/old name.py", Lines(Enumerable.Range(1, 20).Select(at => $"other{at}")));
        folder.Write("src/gone.py", "x\n");
        Commit(folder, "first");
        return folder;
    }

    private static void Commit(TemporaryFolder folder, string message)
    {
        folder.Git("", "add", "-A");
        folder.Git("", "commit", "-q", "-m", message);
    }

    [Fact]
    public void Changed_added_and_removed_lines_are_known()
    {
        using var folder = Repository();
        var text = Enumerable.Range(1, 20).Select(at => $"line{at}").ToList();
        text[4] = "++ b/src/other.py";
        text.RemoveAt(10);
        text.AddRange("@@ -1,5 +1,5 @@", "-- x");
        folder.Write("src/a.py", Lines(text));
        var changes = Changes(folder, "HEAD", "src");
        var path = folder["src/a.py"];
        Assert.True(changes.Touches(path, 5, 5));
        Assert.True(changes.Touches(path, 1, 6));
        Assert.False(changes.Touches(path, 6, 19));
        Assert.True(changes.Touches(path, 20, 20));
        Assert.True(changes.Touches(path, 21, 30));
        Assert.False(changes.Touches(path, 22, 30));
        Assert.False(changes.Touches(folder["src/other.py"]));
        Assert.False(changes.Touches(folder["src/gone.py"]));
    }

    [Fact]
    public void Renamed_deleted_and_untracked_files_are_known()
    {
        using var folder = Repository();
        File.Delete(folder["src/gone.py"]);
        File.Move(folder["src/old name.py"], folder["src/new \"näme\"\t.py"]);
        File.AppendAllText(folder["src/new \"näme\"\t.py"], "added\n");
        folder.Git("", "add", "-A");
        folder.Write("src/fresh.py", "1\n2\n");
        folder.Write("ignored.py", "1\n");
        folder.Write(".gitignore", "ignored.py\n");
        var changes = Changes(folder, "HEAD");
        Assert.True(changes.Touches(folder["src/new \"näme\"\t.py"], 21, 21));
        Assert.False(changes.Touches(folder["src/new \"näme\"\t.py"], 1, 20));
        Assert.False(changes.Touches(folder["src/gone.py"]));
        Assert.True(changes.Touches(folder["src/fresh.py"], 2, 2));
        Assert.False(changes.Touches(folder["ignored.py"]));
    }

    [Fact]
    public void What_others_changed_on_the_other_branch_does_not_count()
    {
        using var folder = Repository();
        folder.Git("", "checkout", "-q", "-b", "mine");
        folder.Write("src/mine.py", "1\n");
        Commit(folder, "mine");
        folder.Git("", "checkout", "-q", "main");
        File.AppendAllText(folder["src/a.py"], "theirs\n");
        Commit(folder, "theirs");
        folder.Git("", "checkout", "-q", "mine");
        var changes = Changes(folder, "main");
        Assert.True(changes.Touches(folder["src/mine.py"]));
        Assert.False(changes.Touches(folder["src/a.py"]));
    }

    /// <summary>What CI clones by default holds one commit, from which nothing can be told of a branch.</summary>
    [Fact]
    public void A_shallow_clone_is_said_with_the_remedy()
    {
        using var folder = Repository();
        folder.Git("", "checkout", "-q", "-b", "mine");
        folder.Write("src/mine.py", "1\n");
        Commit(folder, "mine");
        using var clones = new TemporaryFolder();
        clones.Git("", "clone", "-q", "--depth", "1", "--branch", "mine", "file://" + folder.Path, "one");
        Assert.Equal(
            "git knows no commit `origin/main`; the clone is shallow: have CI fetch the whole history (`fetch-depth: 0` of actions/checkout, `GIT_DEPTH: 0` of GitLab), or run `git fetch --unshallow`",
            GitRepository.ChangesSince("origin/main", clones["one"]).Trouble);
        clones.Git("", "clone", "-q", "--depth", "1", "--no-single-branch", "--branch", "mine", "file://" + folder.Path, "all");
        Assert.StartsWith("where this branch left `origin/main` is not known; the clone is shallow", GitRepository.ChangesSince("origin/main", clones["all"]).Trouble, StringComparison.Ordinal);
        clones.Git("", "-C", "all", "fetch", "-q", "--unshallow");
        var (lines, trouble) = GitRepository.ChangesSince("origin/main", clones["all"]);
        Assert.Null(trouble);
        Assert.True(lines!.Touches(clones["all/src/mine.py"]));
        Assert.Equal(1, lines.FileCount);
    }

    /// <summary>GitHub checks a pull request out as a merge of both branches.</summary>
    [Fact]
    public void In_a_merge_commit_only_the_pull_request_counts()
    {
        using var folder = Repository();
        folder.Git("", "checkout", "-q", "-b", "mine");
        folder.Write("src/mine.py", "1\n");
        Commit(folder, "mine");
        folder.Git("", "checkout", "-q", "main");
        File.AppendAllText(folder["src/a.py"], "theirs\n");
        Commit(folder, "theirs");
        folder.Git("", "checkout", "-q", "--detach");
        folder.Git("", "merge", "-q", "--no-edit", "mine");
        var changes = Changes(folder, "main");
        Assert.True(changes.Touches(folder["src/mine.py"]));
        Assert.False(changes.Touches(folder["src/a.py"]));
    }

    [Fact]
    public void A_file_that_attributes_call_binary_counts_whole()
    {
        using var folder = Repository();
        folder.Write(".gitattributes", "*.py -diff\n");
        Commit(folder, "attributes");
        File.AppendAllText(folder["src/a.py"], "more\n");
        File.Move(folder["src/old name.py"], folder["src/this and b \"that\".py"]);
        File.AppendAllText(folder["src/this and b \"that\".py"], "more\n");
        File.Delete(folder["src/gone.py"]);
        folder.Git("", "add", "-A");
        var changes = Changes(folder, "HEAD");
        Assert.True(changes.Touches(folder["src/a.py"], 1, 1));
        Assert.True(changes.Touches(folder["src/this and b \"that\".py"], 1, 1));
        Assert.Equal(2, changes.FileCount);
    }

    [Fact]
    public void Hunks_are_counted_alike_however_the_user_likes_to_see_them()
    {
        using var folder = Repository();
        folder.Git("", "config", "diff.interHunkContext", "10");
        folder.Git("", "config", "diff.context", "5");
        folder.Git("", "config", "diff.noprefix", "true");
        folder.Git("", "config", "diff.mnemonicPrefix", "true");
        var text = Enumerable.Range(1, 20).Select(at => at is 3 or 6 ? $"new{at}" : $"line{at}");
        folder.Write("src/a.py", Lines(text));
        File.AppendAllText(folder["src/gone.py"], "more\n");
        var changes = Changes(folder, "HEAD");
        Assert.True(changes.Touches(folder["src/a.py"], 3, 3));
        Assert.False(changes.Touches(folder["src/a.py"], 4, 5));
        Assert.True(changes.Touches(folder["src/a.py"], 6, 6));
        Assert.True(changes.Touches(folder["src/gone.py"], 2, 2));
    }

    [Fact]
    public void Line_endings_that_git_translates_are_no_change()
    {
        using var folder = Repository();
        folder.Git("", "config", "core.autocrlf", "true");
        var text = Enumerable.Range(1, 20).Select(at => at == 7 ? "new" : $"line{at}");
        folder.Write("src/a.py", string.Concat(text.Select(line => line + "\r\n")));
        var changes = Changes(folder, "HEAD");
        Assert.True(changes.Touches(folder["src/a.py"], 7, 7));
        Assert.False(changes.Touches(folder["src/a.py"], 1, 6));
        Assert.False(changes.Touches(folder["src/a.py"], 8, 20));
    }

    [Fact]
    public void Of_what_is_staged_nothing_else_counts()
    {
        using var folder = new TemporaryFolder();
        folder.Git("", "init", "-q");
        folder.Write("sub/first.py", "1\n");
        folder.Git("", "add", "-A");
        // Before the first commit there is nothing to compare with, and everything is new.
        Assert.True(GitRepository.Staged(folder["sub"]).Lines!.Touches(folder["sub/first.py"], 1, 1));
        Commit(folder, "first");
        File.AppendAllText(folder["sub/first.py"], "2\n");
        folder.Git("", "add", "-A");
        folder.Write("untracked.py", "1\n");
        var staged = GitRepository.Staged(folder["sub"]).Lines!;
        Assert.True(staged.Touches(folder["sub/first.py"], 2, 2));
        Assert.False(staged.Touches(folder["sub/first.py"], 1, 1));
        Assert.Equal(1, staged.FileCount);
        using var bare = new TemporaryFolder();
        Assert.Contains("in no git repository, which --staged needs", GitRepository.Staged(bare.Path).Trouble);
    }

    /// <summary>A submodule's code is reviewed where it is written; this repository changes only which commit of it is used.</summary>
    [Fact]
    public void A_submodule_is_not_looked_into()
    {
        using var inner = Repository();
        using var folder = Repository();
        folder.Git("", "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.Path, "sub");
        Commit(folder, "submodule");
        File.AppendAllText(folder["sub/src/a.py"], "more\n");
        folder.Git("", "-C", "sub", "add", "-A");
        folder.Git("", "-C", "sub", "commit", "-q", "-m", "inside");
        folder.Git("", "add", "-A");
        var changes = Changes(folder, "HEAD");
        Assert.Equal(0, changes.FileCount);
        // From inside it is a repository of its own.
        Assert.True(GitRepository.ChangesSince("HEAD~1", folder["sub"]).Lines!.Touches(folder["sub/src/a.py"], 21, 21));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("--output=evil")]
    [InlineData("-h")]
    [InlineData("")]
    public void An_unknown_reference_is_said(string reference)
    {
        using var folder = Repository();
        var (lines, trouble) = GitRepository.ChangesSince(reference, folder.Path);
        Assert.Null(lines);
        Assert.Contains($"git knows no commit `{reference}`", trouble);
        Assert.False(File.Exists(folder["evil"]));
    }

    [Fact]
    public void A_folder_without_a_repository_is_said()
    {
        External.Run("git", System.IO.Path.GetTempPath(), ["--version"]);
        using var folder = new TemporaryFolder();
        Assert.Contains("in no git repository", GitRepository.ChangesSince("HEAD", folder.Path).Trouble);
    }

    [Fact]
    public void What_a_repository_configures_is_not_run()
    {
        using var folder = Repository();
        folder.Write("evil.sh", $"#!/bin/sh\ntouch '{folder["ran"]}'\n");
        File.SetUnixFileMode(folder["evil.sh"], UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        folder.Git("", "config", "core.fsmonitor", folder["evil.sh"]);
        folder.Git("", "config", "diff.external", folder["evil.sh"]);
        folder.Git("", "config", "diff.x.textconv", folder["evil.sh"]);
        folder.Write(".gitattributes", "*.py diff=x\n");
        File.AppendAllText(folder["src/a.py"], "more\n");
        File.Delete(folder["ran"]);
        Assert.True(Changes(folder, "HEAD").Touches(folder["src/a.py"], 21, 21));
        Assert.False(File.Exists(folder["ran"]));
    }

    [Fact]
    public void Any_bytes_in_place_of_a_diff_are_read_without_trouble() =>
        Gen.String[Gen.Char["@+- ,12b/\"\\\n\ta"], 0, 200].Sample(text =>
        {
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
            new ChangedLines().Add(stream, "/");
        }, iter: 20_000);
}
