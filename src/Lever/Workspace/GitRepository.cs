using System.ComponentModel;
using System.Diagnostics;

namespace Lever.Workspace;

/// <summary>Asks git, as a process, what changed. Nothing that a repository configures is run by it.</summary>
internal static class GitRepository
{
    private const string Deepen = "the clone is shallow: have CI fetch the whole history (`fetch-depth: 0` of actions/checkout, `GIT_DEPTH: 0` of GitLab), or run `git fetch --unshallow`";

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
                return (null, $"git knows no commit `{reference}`; {(IsShallow(folder) ? Deepen : "name a branch, a tag or a commit")}");
            var mergeBase = Ask(folder, "merge-base", commit, "HEAD");
            // What others changed since would count as changed here.
            if (mergeBase.Code != 0 && IsShallow(folder)) return (null, $"where this branch left `{reference}` is not known; {Deepen}");
            var start = mergeBase.Code == 0 ? mergeBase.Output : commit;

            var root = RootOf(folder, prefix);
            var lines = new ChangedLines { Commit = start };
            if (Differences(folder, root, lines, start) is { } trouble) return (null, trouble);
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

    /// <summary>The lines that are staged for the next commit, as a hook before it sees them: with nothing else in the working tree.</summary>
    /// <inheritdoc cref="ChangesSince"/>
    public static (ChangedLines? Lines, string? Trouble) Staged(string folder)
    {
        try
        {
            if (Ask(folder, "rev-parse", "--show-prefix") is not (0, var prefix, _)) return (null, $"{folder} is in no git repository, which --staged needs");
            var lines = new ChangedLines { Commit = "staged" };
            return Differences(folder, RootOf(folder, prefix), lines, "--cached") is { } trouble ? (null, trouble) : (lines, null);
        }
        catch (Win32Exception)
        {
            return (null, "--staged needs git, and there is none on the PATH");
        }
    }

    /// <param name="prefix">The path of the folder below the root, as git tells it.</param>
    private static string RootOf(string folder, string prefix)
    {
        foreach (var _ in prefix.Split('/', StringSplitOptions.RemoveEmptyEntries)) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    /// <param name="against">A commit that the working tree is compared with, or <c>--cached</c>.</param>
    /// <returns>What went wrong; null where all was read.</returns>
    private static string? Differences(string folder, string root, ChangedLines lines, string against)
    {
        var (code, errors) = Run(folder, diff => lines.Add(diff, root),
            "diff", "--unified=0", "--inter-hunk-context=0", "--no-color", "--no-ext-diff", "--no-textconv", "--find-renames", "--ignore-submodules=all",
            "--src-prefix=a/", "--dst-prefix=b/", "--no-relative", against, "--");
        return code == 0 ? null : $"git diff failed: {errors}";
    }

    /// <summary>Was history left out when the repository was cloned?</summary>
    private static bool IsShallow(string folder) => Ask(folder, "rev-parse", "--is-shallow-repository") is (0, "true", _);

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
