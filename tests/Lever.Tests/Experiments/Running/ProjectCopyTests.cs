using System.Diagnostics;
using System.Text;
using Lever.Experiments.Running;
using Lever.Running;

namespace Lever.Tests.Experiments.Running;

public sealed class ProjectCopyTests : IDisposable
{
    private readonly TemporaryFolder project = new();
    private readonly TemporaryFolder elsewhere = new();
    private readonly TemporaryFolders folders;

    public ProjectCopyTests() => folders = new TemporaryFolders(elsewhere.Path);

    [Fact]
    public void A_copy_holds_the_code_and_no_caches()
    {
        foreach (var kept in (string[])["a.py", "pkg/b.py", "pkg/ext.cpython-312-x86_64-linux-gnu.so", "untracked/data.bin", "targets/x", "empty", ".hidden"]) project.Write(kept, kept == "empty" ? "" : "x");
        foreach (var left in (string[])[".git/config", "pkg/__pycache__/b.pyc", "node_modules/m.js", ".venv/bin/python", "env/pyvenv.cfg", "env/lib/x.py", ".lever/x", "target/CACHEDIR.TAG", ".tox/x", ".mypy_cache/x"])
            project.Write(left, "x");
        using var copy = Copied();
        var files = Directory.EnumerateFiles(copy.Folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(copy.Folder, file)).Order(StringComparer.Ordinal);
        Assert.Equal([".hidden", "a.py", "empty", "pkg/b.py", "pkg/ext.cpython-312-x86_64-linux-gnu.so", "targets/x", "untracked/data.bin"], files);
        Assert.Empty(copy.Notes);
        Assert.Equal(File.GetLastWriteTimeUtc(project["a.py"]), File.GetLastWriteTimeUtc(Path.Combine(copy.Folder, "a.py")));
    }

    [Fact]
    public void Links_stay_inside_the_copy_where_they_were_inside_the_project()
    {
        project.Write("data/real.txt", "real");
        elsewhere.Write("shared.txt", "shared");
        File.CreateSymbolicLink(project["relative"], "data/real.txt");
        File.CreateSymbolicLink(project["absolute"], project["data/real.txt"]);
        File.CreateSymbolicLink(project["outward"], elsewhere["shared.txt"]);
        File.CreateSymbolicLink(elsewhere["back"], project["data/real.txt"]);
        File.CreateSymbolicLink(project["around"], elsewhere["back"]);
        File.CreateSymbolicLink(project["circle"], "circle");
        Directory.CreateSymbolicLink(project["folder"], "data");
        using var copy = Copied();
        foreach (var name in (string[])["relative", "absolute", "around", "folder/real.txt"])
        {
            File.WriteAllText(Path.Combine(copy.Folder, name), "written");
            Assert.Equal("written", File.ReadAllText(Path.Combine(copy.Folder, "data/real.txt")));
            Assert.Equal("real", File.ReadAllText(project["data/real.txt"]));
        }
        Assert.Equal("shared", File.ReadAllText(Path.Combine(copy.Folder, "outward")));
        Assert.StartsWith("outward leads out of the project", Assert.Single(copy.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_that_is_too_large_says_where()
    {
        project.Write("small.py", "x");
        project.Write("big/a", new byte[3 << 20]);
        var (copy, problem) = ProjectCopy.OfFolder(project.Path, folders, new CopyLimits(2 << 20, 10));
        Assert.Null(copy);
        Assert.Contains("more than 2 MB or 10 files", problem, StringComparison.Ordinal);
        Assert.Contains("lies in big", problem, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere.Path));
    }

    [Fact]
    public void Pipes_and_missing_folders_are_no_trouble()
    {
        if (OperatingSystem.IsLinux()) Assert.True(LinuxCalls.MakePipe(project["pipe"]));
        using (var copy = Copied()) Assert.Equal(!OperatingSystem.IsLinux(), !File.Exists(Path.Combine(copy.Folder, "pipe")));
        Assert.Contains("no such file or folder", ProjectCopy.OfFolder(project["nowhere"], folders).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Copies_and_commits_leave_the_checkout_untouched()
    {
        Repository();
        project.Write("a.py", "changed = 1\n");
        project.Write("new.py", "new = 1\n");
        var before = State();
        var status = project.Git("", "status", "--porcelain");
        before = State();
        using (var copy = Copied())
        {
            copy.Apply(Encoding.UTF8.GetBytes("--- a/a.py\n+++ b/a.py\n@@ -1 +1 @@\n-changed = 1\n+changed = 2\n"));
            File.Delete(Path.Combine(copy.Folder, "new.py"));
            Assert.Equal("changed = 2\n", File.ReadAllText(Path.Combine(copy.Folder, "a.py")));
        }
        using (var old = Committed("HEAD"))
        {
            Assert.Equal("a = 1\n", File.ReadAllText(Path.Combine(old.Folder, "a.py")));
            Assert.False(File.Exists(Path.Combine(old.Folder, "new.py")));
            Assert.Equal("b = 1\n", File.ReadAllText(Path.Combine(old.Folder, "pkg/b.py")));
        }
        Assert.Equal(before, State());
        Assert.Equal(status, project.Git("", "--no-optional-locks", "status", "--porcelain"));
        Assert.Single(project.Git("", "worktree", "list", "--porcelain").Split('\n'), line => line.StartsWith("worktree", StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere.Path));
    }

    [Fact]
    public void A_commit_is_copied_for_a_project_below_its_repository_too()
    {
        Repository();
        var (copy, problem) = ProjectCopy.OfReference(project["pkg"], "HEAD", folders);
        Assert.Null(problem);
        using (copy) Assert.Equal("b = 1\n", File.ReadAllText(Path.Combine(copy!.Folder, "b.py")));
        Assert.Contains("no commit `nowhere`", ProjectCopy.OfReference(project.Path, "nowhere", folders).Problem, StringComparison.Ordinal);
        Assert.Contains("no commit `--output=x`", ProjectCopy.OfReference(project.Path, "--output=x", folders).Problem, StringComparison.Ordinal);
        Assert.Contains("in no git repository", ProjectCopy.OfReference(elsewhere.Path, "HEAD", folders).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Python_finds_the_copy_before_the_original()
    {
        project.Write("src/pkg.py");
        using var copy = Copied();
        var own = new Dictionary<string, string> { ["PYTHONPATH"] = project["lib"] + ":/opt/lib" };
        Assert.Equal($"{copy.Folder}/lib:/opt/lib:{copy.Folder}/src:{copy.Folder}", copy.Environment(own, project.Path)["PYTHONPATH"]);
    }

    [Fact]
    public void Secrets_are_not_passed_on()
    {
        var own = new Dictionary<string, string>
        {
            ["PATH"] = "/bin", ["LC_ALL"] = "C", ["HOME"] = "/nowhere", ["AWS_SECRET_ACCESS_KEY"] = "s", ["GITHUB_TOKEN"] = "t", ["DATABASE_URL"] = "d", ["HTTPS_PROXY"] = "p", ["MINE"] = "m",
        };
        var clean = CleanEnvironment.Of(own, "/tmp/x", ["MINE"]);
        Assert.Equal(["HOME", "LC_ALL", "MINE", "PATH", "PYTHONDONTWRITEBYTECODE", "TEMP", "TMP", "TMPDIR", "USERPROFILE"], clean.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("/tmp/x", clean["HOME"]);
    }

    [Fact]
    public void Folders_that_a_killed_process_left_are_removed_and_no_others()
    {
        if (!OperatingSystem.IsLinux()) External.Lacks("process start times are compared on Linux");
        var own = folders.Create("copy");
        var parts = Path.GetFileName(own).Split('-');
        using var ended = Process.Start(new ProcessStartInfo("true"))!;
        ended.WaitForExit();
        string Named(string process, string start, string space) => string.Join('-', parts[0], parts[1], process, start, space, "copy", "0123");
        elsewhere.Write(Named($"{ended.Id}", "5", parts[4]) + "/deep/file", "x");
        // The number is in use again, by a process that started at another time.
        elsewhere.Write(Named(parts[2], "5", parts[4]) + "/file", "x");
        elsewhere.Write(Named($"{ended.Id}", "5", "77") + "/file", "of another container");
        elsewhere.Write("lever-run-what-ever/file", "x");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(elsewhere[Named($"{ended.Id}", "5", parts[4]) + "/deep"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Equal(2, new TemporaryFolders(elsewhere.Path).Sweep());
        Assert.Equal(
            new[] { own, elsewhere[Named($"{ended.Id}", "5", "77")], elsewhere["lever-run-what-ever"] }.Order(StringComparer.Ordinal),
            Directory.EnumerateDirectories(elsewhere.Path).Order(StringComparer.Ordinal));
    }

    public void Dispose()
    {
        project.Dispose();
        elsewhere.Dispose();
    }

    private void Repository()
    {
        project.Write("a.py", "a = 1\n");
        project.Write("pkg/b.py", "b = 1\n");
        project.Git("", "init", "--quiet");
        project.Git("", "add", ".");
        project.Git("", "commit", "--quiet", "-m", "first");
    }

    /// <summary>Every file with its content's length and time, git's own too.</summary>
    private List<(string, long, DateTime)> State() => [.. new DirectoryInfo(project.Path).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
        .Select(entry => (entry.FullName, entry is FileInfo file ? file.Length : 0, entry.LastWriteTimeUtc)).OrderBy(entry => entry.FullName, StringComparer.Ordinal)];

    private ProjectCopy Copied()
    {
        var (copy, problem) = ProjectCopy.OfFolder(project.Path, folders);
        Assert.True(copy is not null, problem);
        return copy;
    }

    private ProjectCopy Committed(string reference)
    {
        var (copy, problem) = ProjectCopy.OfReference(project.Path, reference, folders);
        Assert.True(copy is not null, problem);
        return copy;
    }
}
