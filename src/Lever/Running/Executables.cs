namespace Lever.Running;

/// <summary>Finds programs as the system would.</summary>
internal static class Executables
{
    /// <param name="name">A path, or a name to be searched for.</param>
    /// <param name="folder">That relative paths start from.</param>
    /// <param name="path">Folders to search, separated as the system does it.</param>
    /// <returns>Absolute; null where there is none that may be run.</returns>
    public static string? Find(string name, string folder, string path)
    {
        if (name.Length == 0) return null;
        if (name.Contains('/') || Path.IsPathRooted(name)) return Runnable(Path.GetFullPath(name, folder));
        return path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(place => Runnable(Path.Combine(Path.GetFullPath(place, folder), name))).FirstOrDefault(found => found is not null);
    }

    private static string? Runnable(string file)
    {
        if (OperatingSystem.IsWindows()) return File.Exists(file) ? file : File.Exists(file + ".exe") ? file + ".exe" : null;
        const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(file) && (File.GetUnixFileMode(file) & Execute) != 0 ? file : null;
    }
}
