using System.Text;
using CsCheck;
using Lever.Running;

namespace Lever.Tests.Experiments.Running;

public sealed class PatchTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Git_s_own_patches_apply()
    {
        folder.Write("repo/edit.txt", string.Concat(Enumerable.Range(1, 60).Select(line => $"line {line}\n")));
        folder.Write("repo/gone.txt", "one\ntwo\n");
        folder.Write("repo/old name.txt", "stays\nstays too\nchanges\n");
        folder.Write("repo/crlf.txt", "a\r\nb\r\nc\r\n");
        folder.Write("repo/noend.txt", "a\nb");
        folder.Write("repo/ümläut.txt", "x\n");
        folder.Write("repo/latin.txt", [0x61, 0xe9, 0x0a, 0xff, 0x0a]);
        folder.Write("repo/empty-goes.txt");
        External.Run("git", folder["repo"], ["init", "--quiet"]);
        External.Run("git", folder["repo"], ["add", "."]);
        External.Run("git", folder["repo"], ["-c", "user.name=T", "-c", "user.email=t@example.invalid", "commit", "--quiet", "-m", "first"]);
        External.Run("cp", folder.Path, ["-r", "repo", "copy"]);
        Directory.Delete(folder["copy/.git"], recursive: true);

        folder.Write("repo/edit.txt", string.Concat(Enumerable.Range(1, 60).Where(line => line != 3).Select(line => line == 40 ? "forty\nand more\n" : $"line {line}\n")));
        File.Delete(folder["repo/gone.txt"]);
        File.Delete(folder["repo/old name.txt"]);
        File.Delete(folder["repo/empty-goes.txt"]);
        folder.Write("repo/new name.txt", "stays\nstays too\nchanged\n");
        folder.Write("repo/crlf.txt", "a\r\nB\r\nc\r\n");
        folder.Write("repo/noend.txt", "a\nb\nc");
        folder.Write("repo/ümläut.txt", "y\n");
        folder.Write("repo/latin.txt", [0x61, 0xe9, 0x0a, 0xfe, 0x0a]);
        folder.Write("repo/sub/made.txt", "new\n");
        folder.Write("repo/sub/empty.txt");
        External.Run("git", folder["repo"], ["add", "--all"]);
        External.Run("git", folder["repo"], ["diff", "--cached", "--text", "--find-renames", "--output=../patch", "--src-prefix=a/", "--dst-prefix=b/"]);

        var outcome = PatchApplier.Apply(File.ReadAllBytes(folder["patch"]), folder["copy"]);
        Assert.Null(outcome.Problem);
        Assert.Equal(
            ["crlf.txt", "edit.txt", "empty-goes.txt", "gone.txt", "latin.txt", "new name.txt", "noend.txt", "old name.txt", "sub/empty.txt", "sub/made.txt", "ümläut.txt"],
            outcome.Changed);
        Directory.Delete(folder["repo/.git"], recursive: true);
        Assert.Equal("", External.Run("diff", folder.Path, ["-r", "repo", "copy"]).Out);
    }

    [Fact]
    public void A_hunk_may_have_moved()
    {
        folder.Write("f", "new 1\nnew 2\na\nb\nc\na\nb\nd\n");
        Assert.Null(Apply("--- f\n+++ f\n@@ -4,2 +4,2 @@\n a\n-b\n+B\n").Problem);
        Assert.Equal("new 1\nnew 2\na\nB\nc\na\nb\nd\n", File.ReadAllText(folder["f"]));
        Assert.Null(Apply("--- f\t2026-01-01\n+++ f\t2026-01-02\n@@ -2,0 +3,1 @@\n+added\n").Problem);
        Assert.Equal("new 1\nnew 2\nadded\na\nB\nc\na\nb\nd\n", File.ReadAllText(folder["f"]));
    }

    [Theory]
    [InlineData("--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n one\n-2\n+zwei\n", "f: hunk 1 (line 3 of the patch) does not apply: line 2 is `two`, and the patch says `2`")]
    [InlineData("--- a/f\n+++ b/f\n@@ -1 +1 @@\n-one\n+1\n@@ -3 +3 @@\n-3\n+drei\n", "f: hunk 2 (line 6 of the patch) does not apply: line 3 is `three`, and the patch says `3`")]
    [InlineData("--- a/f\n+++ b/f\n@@ -9 +9 @@\n-nine\n+9\n", "f: hunk 1 (line 3 of the patch) does not apply: it wants line 9 to be `nine`, and the file has 3")]
    [InlineData("--- a/f\n+++ b/f\n@@ -1 +1 @@\n-one\r\n+1\n", "f: hunk 1 (line 3 of the patch) does not apply: line 1 ends otherwise than the patch says (line end, or no line end at the end of the file)")]
    [InlineData("--- a/g\n+++ b/g\n@@ -1 +1 @@\n-one\n+1\n", "g: the patch changes it, and there is no such file")]
    [InlineData("--- /dev/null\n+++ b/f\n@@ -0,0 +1 @@\n+1\n", "f: the patch makes it, and it is there already")]
    [InlineData("--- a/f\n+++ /dev/null\n@@ -1 +0,0 @@\n-one\n", "f: the patch deletes it, but it holds more than the patch says")]
    [InlineData("--- a/../f\n+++ b/../f\n@@ -1 +1 @@\n-one\n+1\n", "the patch names ../f, which is not inside the project")]
    [InlineData("--- /etc/f\n+++ /etc/f\n@@ -1 +1 @@\n-one\n+1\n", "the patch names /etc/f, which is not inside the project")]
    [InlineData("--- a/link/f\n+++ b/link/f\n@@ -1 +1 @@\n-one\n+1\n", "the patch changes link/f, which leads through a symbolic link")]
    [InlineData("--- a/.git/config\n+++ b/.git/config\n@@ -1 +1 @@\n-one\n+1\n", "the patch changes .git/config, which belongs to git")]
    [InlineData("--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n one\n-two\n", "line 3 of the patch: its hunk 1 is cut off")]
    [InlineData("--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n one\nxyz\n", "line 5 of the patch: not what the counts of its hunk 1 (line 3) announce")]
    [InlineData("--- a/f\n+++ b/f\n@@ -1,x +1 @@\n one\n", "line 3 of the patch: not the head of a hunk, which is `@@ -line,count +line,count @@`")]
    [InlineData("--- a/f\n+++ b/f\nhello\n", "line 1 of the patch: no hunk follows the names")]
    [InlineData("@@ -1 +1 @@\n-a\n+b\n", "line 1 of the patch: a hunk stands before any file's name")]
    [InlineData("hello\n", "the patch changes no file: there is no `--- name` and `+++ name` in it")]
    [InlineData("", "the patch changes no file: there is no `--- name` and `+++ name` in it")]
    [InlineData("diff --git a/f b/f\nindex 1..2 100644\nGIT binary patch\n", "line 3 of the patch: it changes a binary file, which cannot be applied here")]
    public void What_does_not_apply_says_where_and_changes_nothing(string patch, string problem)
    {
        folder.Write("f", "one\ntwo\nthree\n");
        Directory.CreateSymbolicLink(folder["link"], "/tmp");
        var outcome = Apply(patch);
        Assert.Equal((problem, 0), (outcome.Problem, outcome.Changed.Count));
        Assert.Equal("one\ntwo\nthree\n", File.ReadAllText(folder["f"]));
    }

    [Fact]
    public void Any_bytes_are_read_without_a_fault()
    {
        string[] words =
        [
            "--- a/f\n", "+++ b/f\n", "@@ -1 +1 @@\n", "@@ -1,0 +999999999999 @@\n", "-a\n", "+b\n", " c\n", "\\ no end\n", "\n", "diff --git a/f b/f\n",
            "diff --git \"a/\\303\" \"b/\\n\"\n", "rename from \"\\\n", "rename to x\n", "new file mode 100644\n", "deleted file mode 1\n", "+++ \"\\777\"\n", "\0", "x",
        ];
        Gen.Int[0, words.Length - 1].Select(which => words[which]).Array[0, 12].Sample(parts => UnifiedDiff.Parse(Encoding.UTF8.GetBytes(string.Concat(parts))), iter: 20_000);
    }

    public void Dispose() => folder.Dispose();

    private PatchOutcome Apply(string patch) => PatchApplier.Apply(Encoding.UTF8.GetBytes(patch), folder.Path);
}
