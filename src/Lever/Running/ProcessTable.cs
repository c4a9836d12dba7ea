using System.Globalization;
using System.Text;

namespace Lever.Running;

/// <summary>A process as Linux lists it.</summary>
/// <param name="StartTicks">When it started, in clock ticks since the system did; with the number it names one process for good.</param>
/// <param name="ReapedTicks">CPU time of its ended and reaped children, in clock ticks.</param>
internal readonly record struct ProcessEntry(int Id, int Parent, int Session, char State, long StartTicks, long ReapedTicks)
{
    public bool HasEnded => State is 'Z' or 'X';
}

/// <summary>The processes there are, from <c>/proc</c> (proc_pid_stat(5)).</summary>
internal static class ProcessTable
{
    /// <summary>Clock ticks in a second: fixed at 100 in what the kernel shows to programs on the architectures that .NET runs on.</summary>
    public const int TicksPerSecond = 100;

    public static List<ProcessEntry> All()
    {
        var all = new List<ProcessEntry>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Of(id) is { } entry)
                all.Add(entry);
        return all;
    }

    /// <summary>Null where there is no such process.</summary>
    public static ProcessEntry? Of(int id)
    {
        try
        {
            return Parse(id, File.ReadAllBytes(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat")));
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>All that descend from a process, nearest first.</summary>
    public static List<ProcessEntry> Below(int ancestor, List<ProcessEntry> all)
    {
        var byParent = all.ToLookup(entry => entry.Parent);
        var found = new List<ProcessEntry>(byParent[ancestor]);
        // A process that ends while the list is read may let another take its number: no one is looked below twice.
        var seen = found.Select(entry => entry.Id).ToHashSet();
        for (var at = 0; at < found.Count; at++)
            foreach (var child in byParent[found[at].Id])
                if (seen.Add(child.Id)) found.Add(child);
        return found;
    }

    private static ProcessEntry? Parse(int id, byte[] bytes)
    {
        // The name stands in parentheses and may hold any character, parentheses too.
        var close = bytes.AsSpan().LastIndexOf((byte)')');
        if (close < 0 || close + 2 >= bytes.Length) return null;
        var fields = Encoding.ASCII.GetString(bytes, close + 2, bytes.Length - close - 2).Split(' ');
        if (fields.Length < 20) return null;
        return new ProcessEntry(id, (int)Number(fields[1]), (int)Number(fields[3]), fields[0][0], Number(fields[19]), Number(fields[13]) + Number(fields[14]));

        static long Number(string text) => long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
