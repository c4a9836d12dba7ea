using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Lever.Experiments.Running;
using Lever.Running;
using Lever.Tests.EndToEnd;

namespace Lever.Tests.Experiments.Running;

/// <summary>Programs run by the runner under test, and what is seen of their processes from outside.</summary>
internal sealed class Runs : IDisposable
{
    /// <summary>Longer than anything here takes, however busy the machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder folder = new();

    public Runs()
    {
        if (!OperatingSystem.IsLinux()) External.Lacks("supervisors need Linux");
        Runner = new SupervisedRunner(LeverProgram.FullPath, new TemporaryFolders(folder.Path));
    }

    public SupervisedRunner Runner { get; }

    public TemporaryFolder Folder => folder;

    public static ImmutableDictionary<string, string> Variables { get; } =
        ImmutableDictionary<string, string>.Empty.Add("PATH", "/usr/local/bin:/usr/bin:/bin");

    public ProcessRequest Request(string program, params string[] arguments) =>
        new(program, [.. arguments], folder.Path, Variables, new Limits(Patience, 0), Network: true, Pipes: false);

    public ProcessRequest Shell(string script) => Request("sh", "-c", script);

    public ProcessRequest Python(string script) => Request("python3", "-c", script);

    public ProcessOutcome Outcome(ProcessRequest request)
    {
        using var process = Runner.Start(request);
        var outcome = process.Wait(Patience);
        Assert.NotEqual(ProcessEnd.Running, outcome.End);
        return outcome;
    }

    /// <summary>The number that a program writes into a file once it is there.</summary>
    public int Number(string file) => int.Parse(Text(file), CultureInfo.InvariantCulture);

    public string Text(string file)
    {
        Until(() => File.Exists(folder[file]) && File.ReadAllText(folder[file]).EndsWith('\n'), $"{file} is never written");
        return File.ReadAllText(folder[file]).Trim();
    }

    public static void Until(Func<bool> holds, string otherwise)
    {
        for (var clock = Stopwatch.StartNew(); !holds(); Thread.Sleep(5)) Assert.True(clock.Elapsed < Patience, otherwise);
    }

    public static bool IsAlive(int process) => ProcessTable.Of(process) is { HasEnded: false };

    public static void Gone(params int[] processes)
    {
        foreach (var process in processes) Until(() => !IsAlive(process), $"process {process} lives on");
    }

    public void Dispose() => folder.Dispose();
}
