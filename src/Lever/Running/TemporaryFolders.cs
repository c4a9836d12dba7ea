using System.Diagnostics;
using System.Globalization;
using Lever.Workspace;

namespace Lever.Running;

/// <summary>
/// Temporary folders of this process, and the removal of those that an earlier one had no time to remove. A folder's name says
/// whose it is: the process, when it started, and the process namespace; so there is no moment at which it could be mistaken for an
/// orphan.
/// </summary>
/// <param name="root">Where they are made; the system's own place for such folders as a rule.</param>
internal sealed class TemporaryFolders(string root)
{
    private const string Prefix = "lever-run-";
    private static readonly string own = OwnName();
    private bool hasSwept;

    public static TemporaryFolders OfSystem() => new(Path.GetTempPath());

    /// <summary>A new, empty folder that only this user may look into.</summary>
    /// <exception cref="IOException">There is no room, or no such place.</exception>
    /// <exception cref="UnauthorizedAccessException">Nothing may be written there.</exception>
    public string Create(string purpose)
    {
        if (!hasSwept) Sweep();
        hasSwept = true;
        var path = Path.Combine(root, $"{Prefix}{own}-{purpose}-{Guid.NewGuid():N}");
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    /// <summary>Removes what processes that are no more have left.</summary>
    /// <returns>How many folders.</returns>
    public int Sweep()
    {
        try
        {
            return Directory.EnumerateDirectories(root, Prefix + "*").Count(folder => IsOrphan(Path.GetFileName(folder)) && Remove(folder));
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            return 0;
        }
    }

    /// <summary>Removes a folder with all that is in it; never what links in it lead to.</summary>
    /// <returns>Whether it is gone.</returns>
    public static bool Remove(string folder)
    {
        try
        {
            if (new DirectoryInfo(folder).LinkTarget is not null) return false;
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception trouble) when (Trouble.IsExpected(trouble))
            {
                // Programs may leave folders that not even their owner may change.
                Open(folder);
                Directory.Delete(folder, recursive: true);
            }
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            return false;
        }
    }

    private static void Open(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var below in new DirectoryInfo(folder).EnumerateDirectories())
            if (below.LinkTarget is null) Open(below.FullName);
    }

    private static string OwnName()
    {
        using var self = Process.GetCurrentProcess();
        return string.Create(CultureInfo.InvariantCulture, $"{self.Id}-{StartOf(self.Id)}-{Namespace()}");
    }

    /// <summary>lever-run-PID-START-NAMESPACE-PURPOSE-RANDOM</summary>
    private static bool IsOrphan(string name)
    {
        var parts = name[Prefix.Length..].Split('-');
        if (parts.Length != 5 || parts[2] != Namespace() || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var process)) return false;
        return StartOf(process) != parts[1];
    }

    /// <summary>Tells a process from a later one of the same number; "0" where there is none.</summary>
    private static string StartOf(int process)
    {
        if (OperatingSystem.IsLinux()) return (ProcessTable.Of(process)?.StartTicks ?? 0).ToString(CultureInfo.InvariantCulture);
        try
        {
            using var found = Process.GetProcessById(process);
            return found.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception trouble) when (trouble is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return "0";
        }
    }

    /// <summary>Containers may share a folder for temporary files and yet number their processes apart.</summary>
    private static string Namespace() =>
        OperatingSystem.IsLinux() && new FileInfo("/proc/self/ns/pid").LinkTarget is { } link ? string.Concat(link.Where(char.IsAsciiDigit)) : "0";
}
