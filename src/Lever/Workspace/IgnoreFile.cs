using Lever.Review.Settings;

namespace Lever.Workspace;

/// <summary>The rules of one <c>.gitignore</c> or <c>info/exclude</c>, as gitignore(5) describes them.</summary>
internal sealed class IgnoreFile
{
    private readonly (GlobPattern Pattern, bool Includes)[] rules;

    private IgnoreFile((GlobPattern Pattern, bool Includes)[] rules) => this.rules = rules;

    public bool IsEmpty => rules.Length == 0;

    public static IgnoreFile Parse(ReadOnlySpan<byte> text)
    {
        var rules = new List<(GlobPattern, bool)>();
        if (text.StartsWith("\uFEFF"u8)) text = text[3..];
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\n');
            var line = end < 0 ? text : text[..end];
            text = end < 0 ? [] : text[(end + 1)..];
            if (line is [.., (byte)'\r']) line = line[..^1];
            if (line is [(byte)'#', ..]) continue;
            line = line[..LengthWithoutSpaces(line)];
            var includes = line is [(byte)'!', ..];
            if (includes) line = line[1..];
            if (!line.IsEmpty) rules.Add((GlobPattern.Parse(line), includes));
        }
        return new IgnoreFile([.. rules]);
    }

    /// <summary>Spaces at the end do not count, unless a backslash stands before them.</summary>
    private static int LengthWithoutSpaces(ReadOnlySpan<byte> line)
    {
        var length = line.Length;
        while (length > 0 && line[length - 1] == ' ') length--;
        var backslashes = 0;
        while (backslashes < length && line[length - 1 - backslashes] == '\\') backslashes++;
        return backslashes % 2 != 0 && length < line.Length ? length + 1 : length;
    }

    /// <summary>Is the path ignored? Null where no rule speaks of it; the last that does wins.</summary>
    /// <param name="path">Relative to the folder of the file of rules.</param>
    public bool? Ignores(ReadOnlySpan<byte> path, bool isFolder)
    {
        for (var at = rules.Length - 1; at >= 0; at--)
            if (rules[at].Pattern.IsMatch(path, isFolder)) return !rules[at].Includes;
        return null;
    }
}

/// <summary>The files of rules that hold in a folder, the nearest first.</summary>
/// <param name="BaseLength">How many bytes of a walked path lead to the folder of <paramref name="File"/>, its slash included.</param>
internal sealed record IgnoreChain(IgnoreFile File, int BaseLength, IgnoreChain? Outer)
{
    /// <summary>Is the path ignored, given that no folder above it is?</summary>
    /// <param name="path">Relative to the outermost folder.</param>
    public static bool Ignores(IgnoreChain? chain, ReadOnlySpan<byte> path, bool isFolder)
    {
        for (; chain is not null; chain = chain.Outer)
            if (chain.File.Ignores(path[chain.BaseLength..], isFolder) is { } ignored) return ignored;
        return false;
    }
}
