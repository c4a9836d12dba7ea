using System.Globalization;

namespace Lever.Workspace;

/// <summary>Something that kept a file or a part of it from being read as meant.</summary>
/// <param name="Path">Relative to the current folder, with forward slashes.</param>
/// <param name="Line">Counted from 1; null where the trouble is the whole file's.</param>
/// <param name="Message">A sentence without its final period.</param>
internal sealed record FileProblem(string Path, int? Line, string Message)
{
    public override string ToString() =>
        Line is { } line ? string.Create(CultureInfo.InvariantCulture, $"{Path}:{line}: {Message}") : $"{Path}: {Message}";

    /// <summary>What an exception of the file system means, in words that say what can be done.</summary>
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
