using System.Runtime.InteropServices;
using System.Text;
using Lever.Review.Reports;
using Lever.Workspace;

namespace Lever;

/// <summary>The world outside: the one place that knows the console, the environment, the current folder and the clock.</summary>
internal sealed class Host : IDisposable
{
    private static readonly UTF8Encoding utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private readonly CancellationTokenSource stop = new();
    private PosixSignalRegistration? interrupt;
    private PosixSignalRegistration? termination;
    private CancellationToken? ofRequest;

    /// <param name="output">Results go here and nowhere else.</param>
    /// <param name="error">Everything else.</param>
    public Host(Stream output, TextWriter error, string currentFolder)
    {
        Output = output;
        Out = new StreamWriter(output, utf8, bufferSize: 1 << 15) { NewLine = "\n" };
        Error = error;
        CurrentFolder = currentFolder;
    }

    public Stream Output { get; }

    /// <summary>Text for <see cref="Output"/>; flush it before writing there directly.</summary>
    public TextWriter Out { get; }

    public TextWriter Error { get; }

    /// <summary>Opens standard input, which servers alone read.</summary>
    public Func<Stream> Input { get; init; } = () => Stream.Null;

    public string CurrentFolder { get; }

    /// <summary>What nothing outside of is to be read or written; null for the command line, whose user may name any path.</summary>
    public WorkspaceFolder? Workspace { get; init; }

    /// <summary>Told how far long work is; null where nobody but a terminal watches.</summary>
    public Action<WorkProgress>? Watcher { get; init; }

    public bool OutputIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    /// <summary>Cells in a line of the terminal.</summary>
    public Func<int> Width { get; init; } = () => 80;

    /// <summary>An environment variable's value; null where it is not set.</summary>
    public Func<string, string?> Variable { get; init; } = _ => null;

    /// <summary>All environment variables; what programs under experiment may see is chosen from them.</summary>
    public Func<IReadOnlyDictionary<string, string>> Variables { get; init; } = () => new Dictionary<string, string>();

    /// <summary>Tells the time, and how long things take.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The program to start under a hidden verb above what is experimented with: Lever itself.</summary>
    public string Program { get; init; } = Environment.ProcessPath ?? "lever";

    /// <summary>What this machine is called, by which measurements made on it are told from others'.</summary>
    public string MachineName { get; init; } = "unnamed";

    /// <summary>The date here and now; asked for late, since the time zone has to be read for it.</summary>
    public Func<DateOnly> Today { get; init; } = () => DateOnly.FromDateTime(DateTime.Now);

    public static Host OfProcess() => new(StandardStream.Output, ErrorWriter(), Environment.CurrentDirectory)
    {
        OutputIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        Width = () => Console.WindowWidth,
        Variable = Environment.GetEnvironmentVariable,
        Variables = AllVariables,
        MachineName = Environment.MachineName,
        Input = Console.OpenStandardInput,
    };

    /// <summary>The same world for what a server is asked: it works in the workspace, prints nothing, and ends when the request is withdrawn.</summary>
    /// <param name="error">Takes what the command line would say on standard error.</param>
    public Host ForRequest(WorkspaceFolder workspace, TextWriter error, Action<WorkProgress>? watcher, CancellationToken stop) => new(Stream.Null, error, workspace.Root)
    {
        Workspace = workspace, Watcher = watcher, Variable = Variable, Variables = Variables, Clock = Clock, Program = Program, MachineName = MachineName, Today = Today,
        ofRequest = stop,
    };

    /// <summary>The same world for a command that a server runs as the command line would: its results and messages are the server's to read.</summary>
    /// <param name="isWatched">Does somebody read on the error output how far the work is?</param>
    public Host ForCommand(WorkspaceFolder workspace, Stream output, TextWriter error, bool isWatched) => new(output, error, workspace.Root)
    {
        Workspace = workspace, ErrorIsTerminal = isWatched,
        Variable = Variable, Variables = Variables, Clock = Clock, Program = Program, MachineName = MachineName, Today = Today,
    };

    private static Dictionary<string, string> AllVariables()
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry entry in Environment.GetEnvironmentVariables()) all[(string)entry.Key] = (string?)entry.Value ?? "";
        return all;
    }

    /// <summary>Set when the user interrupts. A second interruption ends the process as the system does.</summary>
    public CancellationToken StopOnInterrupt()
    {
        if (ofRequest is { } request) return request;
        interrupt ??= PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        termination ??= PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        return stop.Token;
    }

    /// <summary>How a report on standard output is to look.</summary>
    public TerminalLayout Layout(ColorMode mode)
    {
        var isDumb = Variable("TERM") == "dumb";
        var links = OutputIsTerminal && !isDumb && mode != ColorMode.Never ? LinkRoot() : null;
        var palette = IsColored(mode, isDumb) ? Palette.Terminal(links) : Palette.Plain;
        return new TerminalLayout(palette, OutputIsTerminal ? Math.Clamp(WidthOfTerminal(), 40, 120) : 0);
    }

    /// <summary>What the option says, then NO_COLOR (no-color.org), then CLICOLOR_FORCE (bixense.com/clicolors), then what the output is.</summary>
    private bool IsColored(ColorMode mode, bool isDumb)
    {
        if (mode != ColorMode.Auto) return mode == ColorMode.Always;
        if (Variable("NO_COLOR") is { Length: > 0 }) return false;
        if (Variable("CLICOLOR_FORCE") is { Length: > 0 } force && force != "0") return true;
        return OutputIsTerminal && !isDumb && Variable("CLICOLOR") != "0";
    }

    private int WidthOfTerminal()
    {
        if (int.TryParse(Variable("COLUMNS"), out var columns) && columns > 0) return columns;
        try
        {
            return Width();
        }
        catch (Exception trouble) when (trouble is IOException or PlatformNotSupportedException)
        {
            return 80;
        }
    }

    private string LinkRoot() => new Uri(CurrentFolder.EndsWith('/') ? CurrentFolder : CurrentFolder + "/").AbsoluteUri;

    /// <summary>What an interruption by the user does.</summary>
    internal void Interrupt() => stop.Cancel();

    private void Cancel(PosixSignalContext signal)
    {
        if (stop.IsCancellationRequested) return;
        signal.Cancel = true;
        Interrupt();
    }

    private static StreamWriter ErrorWriter() => new(StandardStream.Error, utf8, bufferSize: 256) { AutoFlush = true, NewLine = "\n" };

    public void Dispose()
    {
        interrupt?.Dispose();
        termination?.Dispose();
        Out.Dispose();
        stop.Dispose();
    }
}

internal enum ColorMode
{
    Auto,
    Always,
    Never,
}
