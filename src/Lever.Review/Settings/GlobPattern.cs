using System.Text;

namespace Lever.Review.Settings;

/// <summary>
/// A pattern over paths as a line of <c>.gitignore</c> writes it: <c>*</c>, <c>?</c> and <c>[a-z]</c> within one name, <c>**</c>
/// over any number of folders, a slash at the end for folders only; a pattern with a slash elsewhere starts at the base folder,
/// one without matches a name at any depth.
/// </summary>
/// <remarks>
/// Follows gitignore(5). Bytes are compared, so <c>?</c> stands for one byte of UTF-8, as it does for git. Time is bounded by
/// the product of the lengths of pattern and path.
/// </remarks>
public sealed class GlobPattern
{
    private readonly GlobName[] names;
    private readonly bool nameOnly;
    private readonly bool foldersOnly;

    private GlobPattern(string text, GlobName[] names, bool nameOnly, bool foldersOnly)
    {
        Text = text;
        this.names = names;
        this.nameOnly = nameOnly;
        this.foldersOnly = foldersOnly;
    }

    /// <summary>The pattern as it was written.</summary>
    public string Text { get; }

    public static GlobPattern Parse(string text) => Parse(Encoding.UTF8.GetBytes(text));

    /// <summary>Compiles a pattern; one that can match nothing, such as <c>[a</c>, is compiled to that.</summary>
    public static GlobPattern Parse(ReadOnlySpan<byte> text)
    {
        var pattern = text;
        var foldersOnly = pattern is [.., (byte)'/'];
        if (foldersOnly) pattern = pattern[..^1];
        var nameOnly = !pattern.Contains((byte)'/');
        if (pattern is [(byte)'/', ..]) pattern = pattern[1..];
        var names = new List<GlobName>();
        for (var at = 0; at < pattern.Length;)
        {
            if (!nameOnly && AnyDepthLength(pattern[at..]) is > 0 and var length)
            {
                if (names is not [.., var last] || last != GlobName.AnyDepth) names.Add(GlobName.AnyDepth);
                at += length;
            }
            else if (GlobName.Parse(pattern, ref at) is { } name) names.Add(name);
            else
            {
                names.Clear();
                break;
            }
        }
        return new GlobPattern(Encoding.UTF8.GetString(text), [.. names], nameOnly, foldersOnly);
    }

    /// <summary>How long a part of two or more stars is with the slash after it; 0 where the pattern does not start with one.</summary>
    private static int AnyDepthLength(ReadOnlySpan<byte> pattern)
    {
        var stars = pattern.IndexOfAnyExcept((byte)'*');
        if (stars < 0) stars = pattern.Length;
        if (stars < 2) return 0;
        return pattern[stars..] switch
        {
            [] => stars,
            [(byte)'/', ..] => stars + 1,
            [(byte)'\\', (byte)'/', ..] => stars + 2,
            _ => 0,
        };
    }

    /// <summary>Does the pattern match this very file or folder?</summary>
    /// <param name="path">Relative to the pattern's base folder, with forward slashes, without one at either end.</param>
    public bool IsMatch(ReadOnlySpan<byte> path, bool isFolder)
    {
        if ((foldersOnly && !isFolder) || names.Length == 0) return false;
        if (nameOnly) return names[0].IsMatch(path[(path.LastIndexOf((byte)'/') + 1)..]);
        int part = 0, at = 0, retryPart = -1, retryAt = 0;
        while (at <= path.Length)
        {
            if (part < names.Length && names[part] == GlobName.AnyDepth)
            {
                if (++part == names.Length) return true;
                retryPart = part;
                retryAt = at;
                continue;
            }
            if (part < names.Length && names[part].IsMatch(path[at..EndOfName(path, at)]))
            {
                part++;
                at = EndOfName(path, at) + 1;
                continue;
            }
            if (retryPart < 0) return false;
            part = retryPart;
            at = retryAt = EndOfName(path, retryAt) + 1;
        }
        return part == names.Length;
    }

    private static int EndOfName(ReadOnlySpan<byte> path, int at)
    {
        var length = path[at..].IndexOf((byte)'/');
        return length < 0 ? path.Length : at + length;
    }

    /// <summary>Does the pattern match the file, or a folder that it is in?</summary>
    /// <param name="path">A file's path relative to the pattern's base folder, with forward slashes.</param>
    public bool Covers(string path)
    {
        var bytes = Encoding.UTF8.GetBytes(path);
        if (IsMatch(bytes, isFolder: false)) return true;
        for (var end = bytes.AsSpan().LastIndexOf((byte)'/'); end > 0; end = bytes.AsSpan(0, end).LastIndexOf((byte)'/'))
            if (IsMatch(bytes.AsSpan(0, end), isFolder: true)) return true;
        return false;
    }

    public override string ToString() => Text;
}
