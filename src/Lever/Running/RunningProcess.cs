using System.Diagnostics;
using System.Text;
using Lever.Experiments.Running;

namespace Lever.Running;

/// <summary>How a started process is watched, measured and ended.</summary>
internal interface IWatchedProcess
{
    TimeSpan CpuTime { get; }

    /// <summary>Ends it with all that it started, if it has not ended; returns when that is done.</summary>
    void End();

    /// <summary>What it came to, once it has ended; streams are added by others.</summary>
    ProcessOutcome Outcome();

    /// <summary>Removes what was needed to watch it.</summary>
    void Release();
}

/// <summary>A program on its way: its streams, whoever watches it.</summary>
internal sealed class RunningProcess : IRunningProcess
{
    /// <summary>Streams end with the last process that holds them, and none is left by then.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(5);

    private readonly Process process;
    private readonly IWatchedProcess watched;
    private readonly StreamCapture? output;
    private readonly StreamCapture errors;
    private readonly LineReader? lines;
    private readonly TimeSpan sendLimit;
    private ProcessOutcome? outcome;
    private bool isDeaf;
    private bool isDisposed;

    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    public RunningProcess(ProcessRequest request, Func<Process, IWatchedProcess> watch, ProcessStartInfo start)
    {
        process = Process.Start(start)!;
        watched = watch(process);
        sendLimit = request.Limits.Time;
        errors = new StreamCapture(process.StandardError.BaseStream);
        if (request.Pipes) lines = new LineReader(process.StandardOutput.BaseStream);
        else output = new StreamCapture(process.StandardOutput.BaseStream);
        if (!request.Pipes) CloseInput();
    }

    public TimeSpan CpuTime => outcome?.CpuTime ?? watched.CpuTime;

    public bool TrySend(string line)
    {
        if (lines is null) throw new InvalidOperationException("lines can only be sent where the request asks for pipes");
        if (isDeaf || isDisposed) return false;
        var bytes = Encoding.UTF8.GetBytes(line + "\n");
        var sending = Task.Run(() => Write(bytes));
        // One that does not read makes the writer wait; its end lets go of it.
        isDeaf = !sending.Wait(sendLimit) || !sending.Result;
        return !isDeaf;
    }

    public Received Receive(TimeSpan timeout) =>
        lines?.Next(timeout) ?? throw new InvalidOperationException("lines can only be received where the request asks for pipes");

    public ProcessOutcome Wait(TimeSpan timeout)
    {
        if (outcome is not null) return outcome;
        if (!process.WaitForExit(timeout))
            return new ProcessOutcome(ProcessEnd.Running, null, null, CapturedText.Empty, CapturedText.Empty, default, default, default, 0, 0, null);
        var end = watched.Outcome();
        return outcome = end with { Output = output?.Read(patience) ?? CapturedText.Empty, Errors = errors.Read(patience) };
    }

    public void Dispose()
    {
        if (isDisposed) return;
        isDisposed = true;
        lines?.Stop();
        if (outcome is null)
        {
            watched.End();
            Wait(patience);
        }
        watched.Release();
        CloseInput();
        process.Dispose();
    }

    private bool Write(byte[] bytes)
    {
        try
        {
            process.StandardInput.BaseStream.Write(bytes);
            process.StandardInput.BaseStream.Flush();
            return true;
        }
        catch (Exception trouble) when (trouble is IOException or ObjectDisposedException)
        {
            return false;
        }
    }

    private void CloseInput()
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // Nobody reads it any more.
        }
    }
}

/// <summary>A program that never ran.</summary>
internal sealed class UnstartedProcess(string problem) : IRunningProcess
{
    public TimeSpan CpuTime => TimeSpan.Zero;

    public bool TrySend(string line) => false;

    public Received Receive(TimeSpan timeout) => new(ReceivedKind.Ended, "");

    public ProcessOutcome Wait(TimeSpan timeout) =>
        new(ProcessEnd.NotStarted, null, null, CapturedText.Empty, CapturedText.Empty, default, default, default, 0, 0, problem);

    public void Dispose()
    {
    }
}
