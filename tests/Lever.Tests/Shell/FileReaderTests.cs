using Lever.Syntax.Text;
using Lever.Workspace;

namespace Lever.Tests.Shell;

public class FileReaderTests
{
    [Fact]
    public void One_buffer_serves_files_of_every_size()
    {
        using var folder = new TemporaryFolder();
        var reader = new FileReader();
        var random = new Random(3);
        foreach (var size in new[] { 0, 1, 70_000, 63, 64, 65, 20 << 20, 5, 300_000 })
        {
            var bytes = new byte[size];
            random.NextBytes(bytes);
            var read = reader.Read(folder.Write("f", bytes));
            Assert.Null(read.Problem);
            Assert.True(read.Bytes.SequenceEqual(bytes));
            Assert.Equal(size, new SourceText(read.Buffer, read.Length).Length);
        }
    }

    [Fact]
    public void Reading_again_allocates_no_buffer()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("f", new byte[50_000]);
        var reader = new FileReader();
        var buffer = reader.Read(path).Buffer;
        Assert.Same(buffer, reader.Read(path).Buffer);
    }

    [Fact]
    public void What_cannot_be_read_is_said()
    {
        using var folder = new TemporaryFolder();
        var reader = new FileReader();
        Assert.Equal("no such file or folder", reader.Read(folder["gone.py"]).Problem);
        Assert.NotNull(reader.Read(folder.Path).Problem);
        File.CreateSymbolicLink(folder["dangling.py"], folder["gone.py"]);
        Assert.NotNull(reader.Read(folder["dangling.py"]).Problem);
    }

    [Fact]
    public void A_pipe_is_not_waited_for()
    {
        using var folder = new TemporaryFolder();
        System.Diagnostics.Process.Start("mkfifo", folder["pipe.py"]).WaitForExit();
        Assert.Equal(0, new FileReader().Read(folder["pipe.py"]).Length);
    }

    [Theory]
    [InlineData("print(1)\n", false)]
    [InlineData("a\0b", true)]
    public void Binary_is_recognized(string text, bool expected)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(expected, new FileReader().Read(folder.Write("f.py", text)).LooksBinary);
    }
}
