namespace Lever.Workspace;

/// <summary>What became of the files.</summary>
/// <param name="Results">One for every file that was finished, in the files' order.</param>
/// <param name="IsWhole">False where the work was stopped before the last file.</param>
internal sealed record ParallelResults<TResult>(IReadOnlyList<TResult> Results, bool IsWhole);

/// <summary>Works on files side by side, each on one thread, and hands the results back in the files' order.</summary>
internal static class ParallelFiles
{
    /// <summary>Source may nest deep, and tree walks are recursive.</summary>
    private const int StackSize = 16 << 20;

    private static readonly TimeSpan tick = TimeSpan.FromMilliseconds(100);

    /// <param name="jobs">How many threads at most; at least 1.</param>
    /// <param name="createState">Makes what a thread keeps from file to file, such as its buffers.</param>
    /// <param name="onFault">What becomes of a file that the work threw on; without it the first such file ends the run.</param>
    /// <param name="progress">Called on the calling thread now and then with the number of files finished.</param>
    /// <param name="stop">Cancelling it lets the files under way be finished and starts no more.</param>
    /// <exception cref="InvalidOperationException">The work threw on some file: a fault of ours. The message names the file.</exception>
    public static ParallelResults<TResult> Run<TState, TResult>(
        IReadOnlyList<SourceFile> files,
        int jobs,
        Func<TState> createState,
        Func<TState, SourceFile, TResult> work,
        Action<int>? progress = null,
        Func<SourceFile, Exception, TResult>? onFault = null,
        CancellationToken stop = default)
        where TResult : class
    {
        var results = new TResult?[files.Count];
        var faults = new Exception?[files.Count];
        int next = -1, done = 0, failed = 0;

        void Work()
        {
            TState? state = default;
            var isReady = false;
            while (!stop.IsCancellationRequested && Volatile.Read(ref failed) == 0)
            {
                var index = Interlocked.Increment(ref next);
                if (index >= files.Count) return;
                try
                {
                    if (!isReady) state = createState();
                    isReady = true;
                    results[index] = work(state!, files[index]);
                    Interlocked.Increment(ref done);
                }
                catch (Exception fault) when (onFault is not null)
                {
                    // Its buffers may be in any state.
                    isReady = false;
                    results[index] = onFault(files[index], fault);
                    Interlocked.Increment(ref done);
                }
                catch (Exception fault)
                {
                    faults[index] = fault;
                    Volatile.Write(ref failed, 1);
                }
            }
        }

        var threads = new Thread[Math.Min(jobs, files.Count)];
        for (var at = 0; at < threads.Length; at++)
        {
            threads[at] = new Thread(Work, StackSize) { IsBackground = true };
            threads[at].Start();
        }
        foreach (var thread in threads)
        {
            if (progress is null) thread.Join();
            else
                while (!thread.Join(tick)) progress(Volatile.Read(ref done));
        }

        var fault = Array.FindIndex(faults, fault => fault is not null);
        if (fault >= 0) throw new InvalidOperationException($"a fault of Lever's own while it read {files[fault].Path}", faults[fault]);
        return new ParallelResults<TResult>([.. results.OfType<TResult>()], done == files.Count);
    }
}
