using System.Globalization;
using System.Text;

namespace Lever.Workspace;

/// <summary>Lines that differ from a commit, by file.</summary>
internal sealed class ChangedLines
{
    /// <summary>Changed runs of lines, first and last, by absolute path; no runs at all where the whole file is new.</summary>
    private readonly Dictionary<string, List<(int First, int Last)>> files = new(StringComparer.Ordinal);

    private static readonly List<(int First, int Last)> wholeFile = [(1, int.MaxValue)];

    /// <summary>The commit that they differ from.</summary>
    public string Commit { get; init; } = "";

    public int FileCount => files.Count;

    public void AddFile(string fullPath) => files[fullPath] = wholeFile;

    /// <summary>Is any line of the file changed?</summary>
    public bool Touches(string fullPath) => files.ContainsKey(fullPath);

    /// <summary>Is any of the lines changed?</summary>
    /// <param name="first">Counted from 1.</param>
    /// <param name="last">Included.</param>
    public bool Touches(string fullPath, int first, int last)
    {
        if (!files.TryGetValue(fullPath, out var runs)) return false;
        foreach (var run in runs)
            if (run.First <= last && first <= run.Last) return true;
        return false;
    }

    /// <summary>Reads the output of <c>git diff --unified=0</c>; its format is described in git-diff(1).</summary>
    /// <param name="root">The folder that the paths in the output are relative to.</param>
    public void Add(Stream diff, string root)
    {
        using var lines = new LineHeads(diff);
        List<(int First, int Last)>? runs = null;
        // The body of a hunk may look like a header, so its lines are counted off.
        var body = 0;
        while (lines.Next() is var line && !lines.IsAtEnd)
        {
            if (body > 0 && line is [(byte)'+' or (byte)'-', ..]) body--;
            else if (line.StartsWith("+++ "u8))
            {
                var name = NameOf(line[4..]);
                runs = name is null ? null : files[Path.Combine(root, name)] = [];
            }
            else if (line.StartsWith("Binary files "u8) && line.EndsWith(" differ"u8))
            {
                // Attributes may call a file binary that is source all the same; which of its lines changed is then not told.
                if (NewNameOf(line[..^" differ"u8.Length]) is { } binary) AddFile(Path.Combine(root, binary));
            }
            else if (line.StartsWith("@@ "u8) && HunkOf(line) is { } hunk)
            {
                body = hunk.Removed + hunk.Added;
                if (hunk.Added > 0) runs?.Add((hunk.First, hunk.First + hunk.Added - 1));
            }
        }
    }

    /// <summary>The path after the last <c>and</c>, whose quotes a name with odd characters has.</summary>
    private static string? NewNameOf(ReadOnlySpan<byte> text)
    {
        var at = text.LastIndexOf(" and b/"u8);
        if (at < 0) at = text.LastIndexOf(" and \"b/"u8);
        return at < 0 ? null : NameOf(text[(at + " and "u8.Length)..]);
    }

    /// <summary>The path after <c>+++</c>, without its prefix <c>b/</c>; null for a file that is gone.</summary>
    private static string? NameOf(ReadOnlySpan<byte> text)
    {
        // Git ends a name that holds a space with a tab, and quotes one that holds control characters, quotes or backslashes.
        if (text is [.., (byte)'\t']) text = text[..^1];
        var name = text is [(byte)'"', .., (byte)'"'] ? Unquote(text[1..^1]) : text;
        return name.StartsWith("b/"u8) ? Encoding.UTF8.GetString(name[2..]) : null;
    }

    private static ReadOnlySpan<byte> Unquote(ReadOnlySpan<byte> text)
    {
        var bytes = new List<byte>(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '\\' || at + 1 == text.Length)
            {
                bytes.Add(text[at]);
                continue;
            }
            var escaped = text[++at];
            if (escaped is >= (byte)'0' and <= (byte)'3' && at + 2 < text.Length)
            {
                bytes.Add((byte)(((escaped - '0') << 6) | ((text[at + 1] - '0') << 3) | (text[at + 2] - '0')));
                at += 2;
                continue;
            }
            bytes.Add(escaped switch
            {
                (byte)'a' => 7, (byte)'b' => 8, (byte)'t' => 9, (byte)'n' => 10, (byte)'v' => 11, (byte)'f' => 12, (byte)'r' => 13,
                _ => escaped,
            });
        }
        return bytes.ToArray();
    }

    /// <summary>Reads <c>@@ -5,2 +7 @@</c>: a count that is left out is 1.</summary>
    private static (int Removed, int First, int Added)? HunkOf(ReadOnlySpan<byte> line)
    {
        var text = Encoding.ASCII.GetString(line).Split(' ');
        if (text.Length < 3 || RunOf(text[1], '-') is not { } removed || RunOf(text[2], '+') is not { } added) return null;
        return (removed.Count, added.First, added.Count);
    }

    /// <summary>Null where the text is no run of lines, which git never writes.</summary>
    private static (int First, int Count)? RunOf(string text, char sign)
    {
        if (text.Length < 2 || text[0] != sign) return null;
        var parts = text[1..].Split(',');
        var count = 1;
        return parts.Length <= 2 && Number(parts[0], out var first) && (parts.Length == 1 || Number(parts[1], out count)) ? (first, count) : null;
    }

    private static bool Number(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    /// <summary>The lines of a stream, of each only as much as a path can be long: data may hold lines of any length.</summary>
    private sealed class LineHeads(Stream stream) : IDisposable
    {
        private readonly BufferedStream input = new(stream, 1 << 16);
        private readonly byte[] head = new byte[1 << 15];

        public bool IsAtEnd { get; private set; }

        public ReadOnlySpan<byte> Next()
        {
            var length = 0;
            for (var isEmpty = true; ; isEmpty = false)
            {
                var value = input.ReadByte();
                if (value < 0) IsAtEnd = isEmpty;
                if (value is < 0 or '\n') return head.AsSpan(0, length);
                if (length < head.Length) head[length++] = (byte)value;
            }
        }

        public void Dispose() => input.Dispose();
    }
}
