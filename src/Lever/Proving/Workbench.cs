using Lever.Running;
using Lever.Workspace;

namespace Lever.Proving;

/// <summary>What experiments run with: temporary folders, the runner of processes, and what of the environment they are chosen from.</summary>
internal sealed class Workbench
{
    public Workbench(Host host)
    {
        Host = host;
        Folders = TemporaryFolders.OfSystem();
        Runner = new SupervisedRunner(host.Program, Folders);
        Variables = host.Variables();
        Stop = host.StopOnInterrupt();
    }

    public Host Host { get; }

    public TemporaryFolders Folders { get; }

    public SupervisedRunner Runner { get; }

    /// <summary>Lever's own environment.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; }

    public CancellationToken Stop { get; }

    /// <summary>The interpreters of this machine, or the one that the user names.</summary>
    /// <param name="project">The project's folder, whose own environment comes first.</param>
    public (Interpreter? Interpreter, string? Problem) Interpreter(string? named, string project) =>
        Interpreters.Choose(new InterpreterPlaces(named, project, Variables), Runner);

    /// <summary>Every interpreter of this machine, the project's own first.</summary>
    public IReadOnlyList<Interpreter> AllInterpreters(string project) => Interpreters.Find(new InterpreterPlaces(null, project, Variables), Runner);

    /// <summary>A line on the terminal that says how far an experiment is.</summary>
    public ProgressLine Progress(GlobalChoices chosen, string what, int total, string things) =>
        new(Host.Error, Host.ErrorIsTerminal && !chosen.IsQuiet, what, total, things, Host.Watcher);
}
