using System.ComponentModel;
using System.Diagnostics;

namespace Lever.Workspace;

/// <summary>Asks git, as a process, what changed. Nothing that a repository configures is run by it.</summary>
internal static class GitRepository
{
    /// <summary>
    /// The lines of the working tree that differ from where it left a commit: from the merge base, so that what others added to
    /// that commit's branch since does not count as changed here. Files that git does not track yet are changed wholly.
    /// </summary>
    /// <param name="reference">A branch, tag or commit.</param>
    /// <param name="folder">A folder of the repository, absolute.</param>
    /// <returns>The lines, or a sentence that says why there are none.</returns>
    public static (ChangedLines? Lines, string? Trouble) ChangesSince(string reference, string folder)
    {
        try
        {
            if (Ask(folder, "rev-parse", "--show-prefix") is not (0, var prefix, _))
                return (null, $"{folder} is in no git repository, which --diff needs");
            // Without `--end-of-options` a reference that starts with a hyphen would be taken for an option.
            if (Ask(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", reference + "^{commit}") is not (0, var commit, _))
                return (null, $"git knows no commit `{reference}`; name a branch, a tag or a commit");
            var mergeBase = Ask(folder, "merge-base", commit, "HEAD");
            var start = mergeBase.Code == 0 ? mergeBase.Output : commit;

            var root = folder;
            foreach (var _ in prefix.Split('/', StringSplitOptions.RemoveEmptyEntries)) root = Path.GetDirectoryName(root)!;
            var lines = new ChangedLines();
            var (code, errors) = Run(folder, diff => lines.Add(diff, root),
                "diff", "--unified=0", "--no-color", "--no-ext-diff", "--no-textconv", "--find-renames", "--ignore-submodules=all",
                "--src-prefix=a/", "--dst-prefix=b/", "--no-relative", start, "--");
            if (code != 0) return (null, $"git diff failed: {errors}");
            var untracked = Ask(root, "ls-files", "--others", "--exclude-standard", "-z");
            if (untracked.Code != 0) return (null, $"git ls-files failed: {untracked.Errors}");
            foreach (var name in untracked.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries)) lines.AddFile(Path.Combine(root, name));
            return (lines, null);
        }
        catch (Win32Exception)
        {
            return (null, "--diff needs git, and there is none on the PATH");
        }
    }

    /// <summary>Those of some files that are not as they were committed; null where git cannot tell.</summary>
    /// <param name="folder">A folder of the repository, absolute.</param>
    /// <param name="paths">Absolute.</param>
    public static IReadOnlySet<string>? Touched(string folder, IReadOnlyList<string> paths)
    {
        try
        {
            var touched = new HashSet<string>(StringComparer.Ordinal);
            foreach (var path in paths)
            {
                if (Ask(folder, "ls-files", "--error-unmatch", "--", path).Code != 0) touched.Add(path);
                else if (Ask(folder, "diff", "--quiet", "--no-ext-diff", "--no-textconv", "HEAD", "--", path).Code != 0) touched.Add(path);
            }
            return touched;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static (int Code, string Output, string Errors) Ask(string folder, params ReadOnlySpan<string> arguments)
    {
        var output = "";
        var (code, errors) = Run(folder, stream => output = new StreamReader(stream).ReadToEnd(), arguments);
        return (code, output.TrimEnd('\n', '\r'), errors);
    }

    private static (int Code, string Errors) Run(string folder, Action<Stream> read, params ReadOnlySpan<string> arguments)
    {
        var start = new ProcessStartInfo("git")
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        // A file system monitor is a program of the repository's choice.
        foreach (var fixedArgument in new[] { "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false" })
            start.ArgumentList.Add(fixedArgument);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["LC_ALL"] = "C";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        read(process.StandardOutput.BaseStream);
        process.WaitForExit();
        return (process.ExitCode, errors.GetAwaiter().GetResult().Trim());
    }
}
