namespace Lever.Workspace;

/// <summary>What the file system's exceptions mean.</summary>
internal static class Trouble
{
    /// <summary>In words that say what can be done; without a final period.</summary>
    public static string Explain(Exception trouble) => trouble switch
    {
        FileNotFoundException or DirectoryNotFoundException => "no such file or folder",
        UnauthorizedAccessException => "permission denied",
        PathTooLongException => "the path is too long for this system",
        _ => trouble.Message.TrimEnd('.'),
    };

    /// <summary>Is it trouble that files and folders may cause, rather than a fault of ours?</summary>
    public static bool IsExpected(Exception trouble) =>
        trouble is IOException or UnauthorizedAccessException or NotSupportedException or System.Security.SecurityException;
}
