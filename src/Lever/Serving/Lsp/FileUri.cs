namespace Lever.Serving.Lsp;

/// <summary>URIs of files on this machine.</summary>
internal static class FileUri
{
    /// <summary>The path that a URI names; null where it names no file here.</summary>
    public static string? PathOf(string uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.Scheme == Uri.UriSchemeFile && parsed.Host is "" or "localhost" && parsed.LocalPath is { Length: > 0 } path && Path.IsPathFullyQualified(path)
            ? path : null;
}
