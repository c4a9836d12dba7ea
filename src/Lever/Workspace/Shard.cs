using System.Globalization;

namespace Lever.Workspace;

/// <summary>One of several equal parts of the files, so that machines can share the work.</summary>
/// <param name="Index">Counted from 1.</param>
internal readonly record struct Shard(int Index, int Count)
{
    /// <summary>Reads <c>2/4</c>; null where the text is no part.</summary>
    public static Shard? Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0
            || !int.TryParse(text.AsSpan(0, slash), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return null;
        return index >= 1 && index <= count ? new Shard(index, count) : null;
    }

    /// <summary>Files are dealt out in turn, so that parts hold a like mix of folders.</summary>
    public IReadOnlyList<SourceFile> Of(IReadOnlyList<SourceFile> files)
    {
        var (index, count) = this;
        return [.. files.Where((_, at) => at % count == index - 1)];
    }
}
