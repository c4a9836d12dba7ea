using System.ComponentModel;
using System.Diagnostics;
using Lever.Experiments.Running;
using Lever.Workspace;

namespace Lever.Running;

/// <summary>
/// Runs programs under a supervisor, which is Lever's own program with a verb of its own. Where there is no Linux, plainly: a
/// program is then ended with its process tree, and neither its memory nor its network is bounded.
/// </summary>
/// <param name="supervisor">The program that supervises.</param>
/// <param name="folders">Where files of runs go.</param>
internal sealed class SupervisedRunner(string supervisor, TemporaryFolders folders) : IProcessRunner
{
    /// <summary>What the supervisor itself needs; the program that it runs gets none of it.</summary>
    private static readonly string[] ownVariables = ["PATH", "HOME", "TMPDIR", "DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_ROOT_ARM64"];

    /// <summary>
    /// The words before a command by which the system kills it when its supervisor ends (setpriv(1) of util-linux): then even who
    /// kills Lever and supervisor at once leaves no program, though perhaps some of its children.
    /// </summary>
    private static readonly Lazy<string[]> bound = new(() =>
    {
        string[] words = ["setpriv", "--pdeathsig", "KILL", "--"];
        return OperatingSystem.IsLinux() && Tool.Run(words[0], [.. words[1..], "true"], TimeSpan.FromSeconds(5)).Succeeded ? words : [];
    });

    public static SupervisedRunner OfProcess(TemporaryFolders folders) => new(Environment.ProcessPath ?? "lever", folders);

    public IRunningProcess Start(ProcessRequest request)
    {
        if (ProblemOf(request) is { } problem) return new UnstartedProcess(problem);
        string? folder = null;
        try
        {
            var program = Executables.Find(request.FileName, request.WorkingDirectory, request.Environment.GetValueOrDefault("PATH") ?? "/usr/bin:/bin");
            if (program is null) return new UnstartedProcess($"there is no program `{request.FileName}`");
            if (!OperatingSystem.IsLinux()) return StartPlainly(program, request);
            folder = folders.Create("process");
            return StartSupervised(program, request, folder);
        }
        catch (Exception trouble) when (trouble is Win32Exception || Trouble.IsExpected(trouble))
        {
            if (folder is not null) TemporaryFolders.Remove(folder);
            return new UnstartedProcess($"`{request.FileName}` cannot be started: {Trouble.Explain(trouble)}");
        }
    }

    private RunningProcess StartSupervised(string program, ProcessRequest request, string folder)
    {
        var files = new SupervisorFiles(folder);
        IReadOnlyList<string> isolation = request.Network ? [] : NetworkCut.OfThisSystem.Prefix;
        files.Write(new SupervisorOrder(request.Limits, isolation, [.. CommandOf(program, request)]));
        files.MakePipes();
        // Orphans of a supervisor that is killed become ours then, and can be found.
        LinuxCalls.BecomeSubreaper();
        var control = LinuxCalls.Open(files.Control, LinuxCalls.OpenReadWrite | LinuxCalls.OpenCloseOnExec);
        try
        {
            var start = Prepare(supervisor, [Supervisor.Verb, folder], request.WorkingDirectory);
            start.Environment.Clear();
            foreach (var name in ownVariables)
                if (Environment.GetEnvironmentVariable(name) is { } value) start.Environment[name] = value;
            return new RunningProcess(request, process => new SupervisedProcess(process, files, control, folder), start);
        }
        catch (Exception)
        {
            LinuxCalls.Close(control);
            throw;
        }
    }

    /// <summary>Shells add variables of their own and drop those whose names they cannot hold: env(1) does neither.</summary>
    private static IEnumerable<string> CommandOf(string program, ProcessRequest request)
    {
        // It would take a path with this sign for one more variable.
        IReadOnlyList<string> detour = program.Contains('=') ? ["/bin/sh", "-c", "exec \"$@\"", "sh"] : [];
        return [.. bound.Value, "/usr/bin/env", "-i", "--", .. request.Environment.Select(variable => $"{variable.Key}={variable.Value}"), .. detour, program, .. request.Arguments];
    }

    /// <summary>Without a supervisor.</summary>
    /// <exception cref="Win32Exception">It cannot be started.</exception>
    internal static RunningProcess StartPlainly(string program, ProcessRequest request)
    {
        var start = Prepare(program, request.Arguments, request.WorkingDirectory);
        start.Environment.Clear();
        foreach (var (name, value) in request.Environment) start.Environment[name] = value;
        return new RunningProcess(request, process => new PlainProcess(process, request.Limits), start);
    }

    private static ProcessStartInfo Prepare(string program, IEnumerable<string> arguments, string folder) => new(program, arguments)
    {
        WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
    };

    private static string? ProblemOf(ProcessRequest request)
    {
        string[] texts = [request.FileName, .. request.Arguments, .. request.Environment.Keys, .. request.Environment.Values];
        if (Array.Exists(texts, text => text.Contains('\0'))) return "a command or its environment holds a NUL character";
        if (request.Environment.Keys.Any(name => name.Length == 0 || name.Contains('='))) return "a variable's name is empty or holds `=`";
        return Directory.Exists(request.WorkingDirectory) ? null : $"there is no folder {request.WorkingDirectory}";
    }
}
