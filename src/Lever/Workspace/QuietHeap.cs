namespace Lever.Workspace;

/// <summary>Puts garbage collections off while a project's files are read: nearly all that is left behind then is kept to the end.</summary>
internal static class QuietHeap
{
    /// <summary>Bytes that may be allocated before the first collection: what summaries and findings of some forty megabytes of source take.</summary>
    private const long Room = 64 << 20;

    /// <summary>What the declarations of a Rust file take on average.</summary>
    private const long RoomForRust = 16 << 10;

    /// <summary>Past it memory is dearer than collections.</summary>
    private const long MostRoom = 192 << 20;

    private static int begun;

    /// <summary>Begins once in a process; later calls do nothing. Past the room collections go on as ever.</summary>
    /// <param name="rustFiles">How many Rust files are going to be read.</param>
    public static void Begin(int rustFiles)
    {
        if (Interlocked.Exchange(ref begun, 1) != 0) return;
        try
        {
            // Without a collection to begin with: what has been allocated until now is little, and is kept.
            GC.TryStartNoGCRegion(Math.Min(Room + RoomForRust * rustFiles, MostRoom), disallowFullBlockingGC: true);
        }
        catch (ArgumentOutOfRangeException)
        {
            // The heap's limit is lower than that, as in a small container: it is collected as ever.
        }
    }
}
