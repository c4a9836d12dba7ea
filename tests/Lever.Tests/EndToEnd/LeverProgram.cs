using System.Text.RegularExpressions;

namespace Lever.Tests.EndToEnd;

/// <summary>
/// The real program: the one that the environment variable <c>LEVER_BINARY</c> names, else the one built with these tests. It
/// sees no terminal, and nothing of whoever runs the tests.
/// </summary>
internal static partial class LeverProgram
{
    private static readonly Dictionary<string, string?> environment = new()
    {
        ["NO_COLOR"] = null,
        ["CLICOLOR_FORCE"] = null,
        ["COLUMNS"] = null,
        // What was calibrated on the machine at hand would change estimates, and what was kept there could hide a change.
        ["XDG_DATA_HOME"] = "/dev/null",
        ["XDG_CACHE_HOME"] = "/dev/null",
        ["GIT_CONFIG_GLOBAL"] = "/dev/null",
        ["GIT_CONFIG_SYSTEM"] = "/dev/null",
    };

    private static readonly string path = Find();

    public static string FullPath => path;

    public static Answer Run(string folder, params string[] arguments) => External.Run(path, folder, arguments, environment: environment);

    /// <summary>Runs a line of a shell in which this program is called `lever`.</summary>
    public static Answer RunShell(string folder, string line) => External.Run("bash", folder, ["-c", line],
        environment: new Dictionary<string, string?>(environment) { ["PATH"] = $"{Path.GetDirectoryName(path)}:{Environment.GetEnvironmentVariable("PATH")}" });

    /// <summary>What a run prints, the way a reader would see it, without what changes from version to version.</summary>
    public static string Transcript(string folder, params string[] arguments)
    {
        var run = Run(folder, arguments);
        var errors = run.Errors.Length == 0 ? "" : "--- errors\n" + run.Errors;
        var command = string.Join(' ', arguments.Select(word => word.Any(char.IsWhiteSpace) ? $"'{word}'" : word));
        var text = $"$ lever {command}\n{run.Out}{errors}--- exit code {run.Code}\n".Replace(folder, "PROJECT", StringComparison.Ordinal);
        return VersionNumber().Replace(text, "${1}VERSION");
    }

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable("LEVER_BINARY") is { Length: > 0 } named) return named;
        // artifacts/bin/Lever.Tests/debug/ stands beside artifacts/bin/Lever/debug/.
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var built = Path.Combine(RepositoryFiles.Root, "artifacts", "bin", "Lever", own.Name, OperatingSystem.IsWindows() ? "lever.exe" : "lever");
        Assert.True(File.Exists(built), $"{built} is missing: build src/Lever, or set LEVER_BINARY to a built program");
        return built;
    }

    [GeneratedRegex("""((?:^lever |"version":\s?"|"semanticVersion":\s?"))\d+\.\d+\.\d+""", RegexOptions.Multiline)]
    private static partial Regex VersionNumber();
}
