namespace Lever.Tests;

/// <summary>A folder that a test fills and that is gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private static readonly Dictionary<string, string?> gitEnvironment = new()
    {
        ["GIT_CONFIG_GLOBAL"] = "/dev/null",
        ["GIT_CONFIG_SYSTEM"] = "/dev/null",
        ["GIT_AUTHOR_NAME"] = "Test",
        ["GIT_AUTHOR_EMAIL"] = "test@example.invalid",
        ["GIT_COMMITTER_NAME"] = "Test",
        ["GIT_COMMITTER_EMAIL"] = "test@example.invalid",
    };

    public string Path { get; } = Directory.CreateTempSubdirectory("lever-test-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text = "")
    {
        var path = this[name];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public string Write(string name, byte[] bytes)
    {
        var path = this[name];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Runs git here, undisturbed by the configuration of whoever runs the tests.</summary>
    public string Git(string input, params string[] arguments)
    {
        var git = External.Run("git", Path, arguments, input, gitEnvironment);
        // `check-ignore` says with 1 that nothing is ignored.
        Assert.True(git.Code is 0 or 1, $"git {string.Join(' ', arguments)}: {git.Errors}");
        return git.Out;
    }

    public void Dispose()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path, "*", SearchOption.TopDirectoryOnly))
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.Delete(Path, recursive: true);
    }
}
