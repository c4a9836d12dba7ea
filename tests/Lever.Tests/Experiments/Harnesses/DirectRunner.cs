using System.Collections.Concurrent;
using System.Diagnostics;
using Lever.Experiments.Running;

namespace Lever.Tests.Experiments.Harnesses;

/// <summary>Runs programs without a supervisor: quicker to start, and no bounds but those that tests themselves set.</summary>
internal sealed class DirectRunner : IProcessRunner
{
    public IRunningProcess Start(ProcessRequest request) => new DirectProcess(request);

    private sealed class DirectProcess : IRunningProcess
    {
        private readonly Process process;
        private readonly BlockingCollection<string> lines = [];
        private TimeSpan last;

        public DirectProcess(ProcessRequest request)
        {
            var start = new ProcessStartInfo(request.FileName, request.Arguments)
            {
                WorkingDirectory = request.WorkingDirectory,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment.Clear();
            foreach (var (name, value) in request.Environment) start.Environment[name] = value;
            process = Process.Start(start)!;
            new Thread(Read) { IsBackground = true }.Start();
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
        }

        public TimeSpan CpuTime
        {
            get
            {
                try
                {
                    process.Refresh();
                    if (!process.HasExited) last = process.TotalProcessorTime;
                }
                catch (InvalidOperationException)
                {
                    // It ended between the two questions.
                }
                return last;
            }
        }

        public bool TrySend(string line)
        {
            try
            {
                process.StandardInput.Write(line + "\n");
                process.StandardInput.Flush();
                return true;
            }
            catch (IOException)
            {
                return false;
            }
        }

        public Received Receive(TimeSpan timeout)
        {
            try
            {
                if (lines.TryTake(out var line, timeout)) return new Received(ReceivedKind.Line, line);
            }
            catch (InvalidOperationException)
            {
                // The collection was completed while waiting.
            }
            return new Received(lines.IsCompleted ? ReceivedKind.Ended : ReceivedKind.TimedOut, "");
        }

        public ProcessOutcome Wait(TimeSpan timeout)
        {
            var ended = process.WaitForExit(timeout);
            return new ProcessOutcome(ended ? ProcessEnd.Exited : ProcessEnd.Running, ended ? process.ExitCode : null, null, CapturedText.Empty, CapturedText.Empty,
                CpuTime, TimeSpan.Zero, TimeSpan.Zero, 0, 0, null);
        }

        public void Dispose()
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            process.Dispose();
        }

        private void Read()
        {
            try
            {
                while (process.StandardOutput.ReadLine() is { } line) lines.Add(line);
            }
            catch (Exception trouble) when (trouble is IOException or InvalidOperationException)
            {
                // Disposed of while reading.
            }
            lines.CompleteAdding();
        }
    }
}
