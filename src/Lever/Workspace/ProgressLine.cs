using System.Diagnostics;
using System.Globalization;

namespace Lever.Workspace;

/// <summary>How far long work is.</summary>
/// <param name="What">What is being done.</param>
/// <param name="Done">Of <paramref name="Total"/>; both are 0 where nothing is counted.</param>
/// <param name="Remark">What is counted and what else is known so far; empty for nothing.</param>
internal readonly record struct WorkProgress(string What, int Done, int Total, string Remark)
{
    public override string ToString() => Total == 0 ? What : string.Create(CultureInfo.InvariantCulture, $"{What} {Done} of {Total} {Remark}");
}

/// <summary>One line on the terminal that says how far the work is; shown only where it takes longer than half a second.</summary>
/// <param name="things">What is counted.</param>
/// <param name="watcher">Told the same, however long the work takes; null where nobody else watches.</param>
internal sealed class ProgressLine(TextWriter error, bool isShown, string what, int total, string things, Action<WorkProgress>? watcher) : IDisposable
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(0.5);
    private readonly long start = Stopwatch.GetTimestamp();
    private bool isOnScreen;

    /// <param name="remark">What else is known so far; empty for nothing.</param>
    public void Report(int done, string remark = "")
    {
        var progress = new WorkProgress(what, done, total, things + remark);
        watcher?.Invoke(progress);
        if (!isShown || Stopwatch.GetElapsedTime(start) < patience) return;
        error.Write($"\r\e[2K{progress}");
        error.Flush();
        isOnScreen = true;
    }

    public void Dispose()
    {
        if (!isOnScreen) return;
        error.Write("\r\e[2K");
        error.Flush();
    }
}
