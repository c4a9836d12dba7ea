using Lever.Running;
using Lever.Tests.EndToEnd;

namespace Lever.Tests.Documentation;

/// <summary>Runs every command of the tutorials, each in a copy of its example, and compares what it prints with what the page shows.</summary>
public class TutorialTests
{
    [Fact]
    public void Python() => Follow("python", "feedserver", []);

    [Fact]
    public void Rust() => Follow("rust", "logindex", ["cargo"]);

    [Fact]
    public void PyO3()
    {
        if (!Directory.Exists("/usr/share/cargo/registry/pyo3-0.17.3")) External.Lacks("this test needs the crates of Debian's package librust-pyo3-dev");
        Follow("pyo3", "tokencount", ["cargo"]);
    }

    [Fact]
    public void Every_tutorial_is_followed()
    {
        var names = Directory.EnumerateFiles(Folder, "*.md").Select(file => Path.GetFileNameWithoutExtension(file)).Where(name => name != "README");
        Assert.Equal(["pyo3", "python", "rust"], names.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("a 1\n…\nd 4 ms\n", null)]
    [InlineData("a 7.5\nb\nc\nd  1,000 ms\n", null)]
    [InlineData("a 1\nc\n", "c")]
    [InlineData("a 1\n…\nd 4 s\n", "d 0 s")]
    [InlineData("a 1\n…\nc\nb\n", "b")]
    public void Only_figures_and_omitted_lines_may_differ(string shown, string? missed)
    {
        var trouble = Record.Exception(() => Tutorial.Compare("x", shown, "a 2\nb\nc\nd 3 ms\n"));
        if (missed is null) Assert.Null(trouble);
        else Assert.Contains($"\n{missed}\n", trouble!.Message, StringComparison.Ordinal);
    }

    private static string Folder => Path.Combine(RepositoryFiles.Root, "docs", "tutorials");

    private static void Follow(string tutorial, string example, string[] programs)
    {
        if (!OperatingSystem.IsLinux()) External.Lacks("supervisors need Linux");
        foreach (var program in programs.Append("python3"))
            if (Executables.Find(program, "/", Environment.GetEnvironmentVariable("PATH") ?? "") is null) External.Lacks($"this test needs the program `{program}`, which is not on the path");
        using var project = new TemporaryFolder();
        Copy(example, project);
        project.Git("", "init", "-q");
        project.Git("", "add", "-A");
        project.Git("", "commit", "-q", "-m", "start");
        foreach (var (command, file, text) in Tutorial.StepsOf(File.ReadAllText(Path.Combine(Folder, tutorial + ".md"))))
        {
            if (file is not null)
            {
                project.Write(file, text);
                continue;
            }
            var run = LeverProgram.RunShell(project.Path, command!);
            // A machine with other work may be unable to tell; what follows in the tutorial then has nothing to stand on.
            if (command!.StartsWith("lever prove", StringComparison.Ordinal) && run.Code is ExitCode.NoVerdict or ExitCode.Unfit)
            {
                Assert.Matches("tests .* passed before; .* passed after", run.Out);
                return;
            }
            Assert.True(run.Code == 0, $"`{command}` exits with {run.Code}\n{run.Out}{run.Errors}");
            Tutorial.Compare(command, text, run.Out);
        }
    }

    /// <summary>The committed files of an example alone: what was built there is not the reader's.</summary>
    private static void Copy(string example, TemporaryFolder project)
    {
        var listed = External.Run("git", RepositoryFiles.Root, ["ls-files", $"examples/{example}"]);
        foreach (var path in listed.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            project.Write(Path.GetRelativePath($"examples/{example}", path), File.ReadAllBytes(Path.Combine(RepositoryFiles.Root, path)));
    }
}
