namespace Lever.Profiles.Names;

/// <summary>Paths as profiles spell them.</summary>
public static class PathText
{
    /// <summary>
    /// Forward slashes, no leading <c>./</c> or <c>file://</c>, no doubled slashes, and the source's path in place of a
    /// compiled file's.
    /// </summary>
    public static string Normalize(string path)
    {
        var text = path;
        if (text.Contains('\\')) text = text.Replace('\\', '/');
        if (text.StartsWith("file://", StringComparison.Ordinal)) text = text[7..];
        while (text.Contains("//", StringComparison.Ordinal)) text = text.Replace("//", "/", StringComparison.Ordinal);
        while (text.StartsWith("./", StringComparison.Ordinal)) text = text[2..];
        return text.EndsWith(".pyc", StringComparison.Ordinal) ? SourceOf(text) : text;
    }

    /// <summary>Whether the text is a path of Python source, a pseudo file such as <c>&lt;string&gt;</c>, or a notebook's cell.</summary>
    internal static bool IsPython(ReadOnlySpan<char> path)
    {
        if (path.EndsWith(".py") || path.EndsWith(".pyx") || path.EndsWith(".pyc") || path.EndsWith(".pyw") || path.EndsWith(".pxd"))
            return true;
        return path.Length > 2 && path[0] == '<' && path[^1] == '>';
    }

    private static string SourceOf(string compiled)
    {
        var folderEnd = compiled.LastIndexOf('/') + 1;
        var name = compiled[folderEnd..^4];
        var dot = name.IndexOf('.');
        if (dot >= 0) name = name[..dot];
        var folder = compiled[..folderEnd];
        if (folder.EndsWith("__pycache__/", StringComparison.Ordinal)) folder = folder[..^12];
        return folder + name + ".py";
    }
}
