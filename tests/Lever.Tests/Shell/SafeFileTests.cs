using Lever.Review.Findings;
using CsCheck;
using Lever.Workspace;

namespace Lever.Tests.Shell;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public class SafeFileTests
{
    private static readonly byte[] old = "old\r\ncontent\n"u8.ToArray();
    private static readonly byte[] changed = "new content that is longer\n"u8.ToArray();

    public static TheoryData<string> Steps() => [.. Enum.GetNames<ReplacementStep>()];

    [Fact]
    public void The_new_content_stands_with_the_old_permissions_and_nothing_else_is_left()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.py", old);
        var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead;
        File.SetUnixFileMode(path, mode);
        Assert.Null(SafeFile.Replace(path, ContentHash.Of(old), changed));
        Assert.Equal(changed, File.ReadAllBytes(path));
        Assert.Equal(mode, File.GetUnixFileMode(path));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void A_full_disk_at_any_step_leaves_the_original_whole(string failing)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.py", old);
        var problem = SafeFile.Replace(path, ContentHash.Of(old), changed, step =>
        {
            if (step.ToString() == failing) throw new IOException("No space left on device");
        });
        Assert.Equal("No space left on device", problem);
        Assert.Equal(failing == nameof(ReplacementStep.Renamed) ? changed : old, File.ReadAllBytes(path));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_process_killed_at_any_step_leaves_the_old_or_the_new_whole()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.py", old);
        // What stands on the disk at each step is what a kill at that step leaves.
        Assert.Null(SafeFile.Replace(path, ContentHash.Of(old), changed, step =>
        {
            Assert.Equal(step == ReplacementStep.Renamed ? changed : old, File.ReadAllBytes(path));
            Assert.Equal(["a.py"], SourceFinder.Find(["."], folder.Path).Files.Select(file => file.Path));
        }));
    }

    [Fact]
    public void A_file_changed_meanwhile_is_not_touched()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.py", old);
        var problem = SafeFile.Replace(path, ContentHash.Of(old), changed, step =>
        {
            if (step == ReplacementStep.Written) File.WriteAllText(path, "someone else's");
        });
        Assert.Equal("the file has changed since it was read", problem);
        Assert.Equal("someone else's", File.ReadAllText(path));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_read_only_file_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.py", old);
        File.SetUnixFileMode(path, UnixFileMode.UserRead);
        Assert.Equal("the file is read-only", SafeFile.Replace(path, ContentHash.Of(old), changed));
        Assert.Equal(old, File.ReadAllBytes(path));
    }

    [Fact]
    public void A_folder_that_takes_no_file_is_a_problem()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.py", old);
        // The name of the file beside it would be longer than a file system takes: refused whoever runs the test.
        var wide = folder.Write(new string('x', 240) + ".py", old);
        Assert.NotNull(SafeFile.Replace(wide, ContentHash.Of(old), changed));
        Assert.NotNull(SafeFile.Replace(folder["gone.py"], ContentHash.Of(old), changed));
        Assert.Equal(old, File.ReadAllBytes(wide));
        Assert.Equal(2, Directory.GetFileSystemEntries(folder.Path).Length);
        Assert.Equal(old, File.ReadAllBytes(path));
    }

    [Fact]
    public void A_link_stays_and_what_it_leads_to_is_replaced()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("real/a.py", old);
        File.CreateSymbolicLink(folder["one.py"], "real/a.py");
        File.CreateSymbolicLink(folder["two.py"], folder["one.py"]);
        Assert.Null(SafeFile.Replace(folder["two.py"], ContentHash.Of(old), changed));
        Assert.Equal(changed, File.ReadAllBytes(path));
        Assert.NotNull(new FileInfo(folder["two.py"]).LinkTarget);
        Assert.Equal(3, Directory.GetFileSystemEntries(folder.Path).Length);
        Assert.Single(Directory.GetFileSystemEntries(folder["real"]));
    }

    [Fact]
    public void Hashes_tell_contents_apart() =>
        Gen.Select(Gen.Byte.Array[0, 40], Gen.Byte.Array[0, 40]).Sample(pair =>
            Assert.Equal(pair.Item1.AsSpan().SequenceEqual(pair.Item2), ContentHash.Of(pair.Item1) == ContentHash.Of(pair.Item2)), iter: 5000);
}
