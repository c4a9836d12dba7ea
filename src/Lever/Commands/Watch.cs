using Lever.Review.Findings;
using Lever.Workspace;

namespace Lever.Commands;

/// <summary>Does something again whenever source or settings change.</summary>
internal static class Watch
{
    /// <summary>Editors save in several steps; they are taken together.</summary>
    private static readonly TimeSpan calm = TimeSpan.FromMilliseconds(100);

    /// <returns>When the user interrupts; never before.</returns>
    public static int Repeat(Func<int> action, string folder, Host host)
    {
        var stop = host.StopOnInterrupt();
        using var changed = new AutoResetEvent(initialState: true);
        using var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
        void Notice(object sender, FileSystemEventArgs change)
        {
            if (Matters(Path.GetFileName(change.Name ?? ""))) changed.Set();
        }
        watcher.Changed += Notice;
        watcher.Created += Notice;
        watcher.Deleted += Notice;
        watcher.Renamed += Notice;
        // Lost events mean that something changed.
        watcher.Error += (_, _) => changed.Set();
        watcher.EnableRaisingEvents = true;
        while (WaitHandle.WaitAny([changed, stop.WaitHandle]) == 0)
        {
            while (changed.WaitOne(calm))
            {
            }
            action();
        }
        return ExitCode.Interrupted;
    }

    private static bool Matters(string name) =>
        SourceFile.LanguageOf(name) is not null || name is "lever.toml" or "pyproject.toml" or "Cargo.toml" or ".gitignore";
}
