using Lever.Running;

namespace Lever.Tests.Experiments.Running;

public sealed class InterpretersTests : IDisposable
{
    private readonly Runs runs = new();

    [Fact]
    public void Each_environment_is_found_once_and_stand_ins_are_not()
    {
        var python = Chosen(null);
        Script("bin/python3", "echo 'no such version' >&2; exit 127");
        Script("bin/python3.13", "echo not json");
        Script("bin/python3.12", "echo '[\"lever\", 1, 2]'");
        File.CreateSymbolicLink(runs.Folder["bin/python3.11"], python.Executable);
        File.CreateSymbolicLink(runs.Folder["bin/python"], python.Executable);
        Directory.CreateSymbolicLink(runs.Folder["link"], "bin");
        var found = Find(null, $"{runs.Folder["bin"]}:{runs.Folder["link"]}");
        Assert.Equal(python.Version, Assert.Single(found).Version);
    }

    [Fact]
    public void The_project_s_environment_comes_first_and_is_not_its_base()
    {
        var python = Chosen(null);
        External.Run(python.Executable, runs.Folder.Path, ["-m", "venv", "--without-pip", ".venv"]);
        Directory.CreateDirectory(runs.Folder["bin"]);
        File.CreateSymbolicLink(runs.Folder["bin/python3"], python.Executable);
        var found = Find(null, runs.Folder["bin"]);
        Assert.Equal(["the project's .venv", "PATH"], found.Select(each => each.Origin));
        Assert.Equal(runs.Folder[".venv"], found[0].Prefix);
        Assert.StartsWith(runs.Folder[".venv"], found[0].Executable, StringComparison.Ordinal);
        Assert.Equal(found[0], Chosen(null));
    }

    [Fact]
    public void What_the_user_names_is_taken_or_refused()
    {
        var python = Chosen(null);
        Assert.Equal((python.Version, "--python"), (Chosen(python.Executable).Version, "--python"));
        Script("old", "echo '[\"lever\", \"/usr/bin/python2\", \"cpython\", \"3.7.16\", 3, 7, false, \"/usr\", \"/usr/bin/python2\"]'");
        Script("fake", "exit 1");
        Assert.Equal("`./old` is Python 3.7.16; 3.8 is the oldest that experiments run on", Problem("./old"));
        Assert.Equal("`./fake` does not answer as a Python interpreter", Problem("./fake"));
        Assert.Equal("there is no interpreter `./none`", Problem("./none"));
    }

    public void Dispose() => runs.Dispose();

    private IReadOnlyList<Interpreter> Find(string? named, string path) => Interpreters.Find(Places(named, path), runs.Runner);

    private Interpreter Chosen(string? named)
    {
        var (interpreter, problem) = Interpreters.Choose(Places(named, Runs.Variables["PATH"]), runs.Runner);
        Assert.True(interpreter is not null, problem);
        return interpreter;
    }

    private string? Problem(string named) => Interpreters.Choose(Places(named, ""), runs.Runner).Problem;

    private InterpreterPlaces Places(string? named, string path) =>
        new(named, runs.Folder.Path, new Dictionary<string, string> { ["PATH"] = path, ["HOME"] = runs.Folder["home"] });

    private void Script(string name, string body)
    {
        runs.Folder.Write(name, "#!/bin/sh\n" + body + "\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(runs.Folder[name], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
