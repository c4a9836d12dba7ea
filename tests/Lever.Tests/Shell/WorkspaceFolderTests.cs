using Lever.Workspace;

namespace Lever.Tests.Shell;

/// <summary>No path leaves the workspace.</summary>
public sealed class WorkspaceFolderTests : IDisposable
{
    private readonly string above = Directory.CreateTempSubdirectory("lever-workspace-").FullName;
    private readonly WorkspaceFolder workspace;

    public WorkspaceFolderTests()
    {
        Directory.CreateDirectory(Path.Join(above, "project", "src"));
        Directory.CreateDirectory(Path.Join(above, "project-beside"));
        File.WriteAllText(Path.Join(above, "project", "src", "a.py"), "");
        workspace = new WorkspaceFolder(Path.Join(above, "project"));
    }

    [Theory]
    [InlineData("src/a.py")]
    [InlineData("./src/../src/a.py")]
    [InlineData("src/not-there-yet.py")]
    [InlineData(".")]
    public void A_path_inside_is_resolved(string path)
    {
        var (full, problem) = workspace.Resolve(path);
        Assert.Null(problem);
        Assert.StartsWith(workspace.Root, full, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../project-beside/x.py")]
    [InlineData("src/../../secret")]
    [InlineData("/etc/passwd")]
    [InlineData("a\0b")]
    public void A_path_outside_is_refused(string path)
    {
        var (full, problem) = workspace.Resolve(path);
        Assert.Null(full);
        Assert.NotNull(problem);
    }

    [Theory]
    [InlineData("/etc", "passwd")]
    [InlineData("../project-beside", "x.py")]
    [InlineData("../..", "x")]
    public void A_link_that_leads_out_is_refused(string target, string inside)
    {
        File.CreateSymbolicLink(Path.Join(above, "project", "out"), target);
        Assert.NotNull(workspace.Resolve("out/" + inside).Problem);
    }

    [Fact]
    public void A_link_that_stays_inside_is_followed()
    {
        File.CreateSymbolicLink(Path.Join(above, "project", "in"), "src");
        Assert.Equal(Path.Join(workspace.Root, "src", "a.py"), workspace.Resolve("in/a.py").FullPath);
    }

    [Fact]
    public void Links_in_a_circle_are_refused()
    {
        File.CreateSymbolicLink(Path.Join(above, "project", "one"), "two");
        File.CreateSymbolicLink(Path.Join(above, "project", "two"), "one");
        Assert.Contains("circle", workspace.Resolve("one/a.py").Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workspace_that_is_a_link_itself_holds_what_it_leads_to()
    {
        File.CreateSymbolicLink(Path.Join(above, "link"), "project");
        Assert.Null(new WorkspaceFolder(Path.Join(above, "link")).Resolve("src/a.py").Problem);
    }

    public void Dispose() => Directory.Delete(above, recursive: true);
}
