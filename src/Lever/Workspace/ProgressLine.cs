using System.Diagnostics;
using System.Globalization;

namespace Lever.Workspace;

/// <summary>One line on the terminal that says how far the work is; shown only where it takes longer than half a second.</summary>
/// <param name="things">What is counted.</param>
internal sealed class ProgressLine(TextWriter error, bool isShown, string what, int total, string things = "files") : IDisposable
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(0.5);
    private readonly long start = Stopwatch.GetTimestamp();
    private bool isOnScreen;

    /// <param name="remark">What else is known so far; empty for nothing.</param>
    public void Report(int done, string remark = "")
    {
        if (!isShown || Stopwatch.GetElapsedTime(start) < patience) return;
        error.Write(string.Create(CultureInfo.InvariantCulture, $"\r\e[2K{what} {done} of {total} {things}{remark}"));
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
