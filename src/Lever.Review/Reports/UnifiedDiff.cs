using System.Globalization;
using System.Text;
using DiffPlex;
using DiffPlex.Model;
using Lever.Syntax.Text;

namespace Lever.Review.Reports;

/// <summary>
/// The unified format of POSIX <c>diff -u</c> with git's header, as <c>git apply</c> reads it. The lines are compared by
/// DiffPlex; it is written here, because its own writer leaves out the mark for a missing last line break.
/// </summary>
public static class UnifiedDiff
{
    private const int Context = 3;

    /// <summary>The change as bytes, whatever the file's encoding; empty where there is none.</summary>
    /// <param name="path">Relative to the folder that the diff is to be applied in, with forward slashes.</param>
    public static byte[] Bytes(string path, SourceText before, SourceText after)
    {
        // Latin-1 gives each byte one character and back: text that is no UTF-8 survives.
        var changes = Differ.Instance.CreateDiffs(
            Encoding.Latin1.GetString(before.Bytes), Encoding.Latin1.GetString(after.Bytes),
            ignoreWhiteSpace: false, ignoreCase: false, LineChunker.Instance);
        if (changes.DiffBlocks.Count == 0) return [];
        using var diff = new MemoryStream();
        var header = $"diff --git {Name("a/", path)} {Name("b/", path)}\n--- {File("a/", path)}\n+++ {File("b/", path)}\n";
        diff.Write(Encoding.UTF8.GetBytes(header));
        foreach (var hunk in Hunks(changes)) diff.Write(Encoding.Latin1.GetBytes(Hunk(changes, hunk)));
        return diff.ToArray();
    }

    /// <summary>The change as text; null where the file is no UTF-8, so that no text could carry it.</summary>
    public static string? Text(string path, SourceText before, SourceText after)
    {
        if (!System.Text.Unicode.Utf8.IsValid(before.Bytes)) return null;
        return Encoding.UTF8.GetString(Bytes(path, before, after));
    }

    /// <summary>Joins changes whose contexts would touch.</summary>
    private static List<List<DiffBlock>> Hunks(DiffResult changes)
    {
        List<List<DiffBlock>> hunks = [];
        var end = int.MinValue;
        foreach (var block in changes.DiffBlocks)
        {
            if (hunks.Count > 0 && block.DeleteStartA - end <= 2 * Context) hunks[^1].Add(block);
            else hunks.Add([block]);
            end = block.DeleteStartA + block.DeleteCountA;
        }
        return hunks;
    }

    private static string Hunk(DiffResult changes, List<DiffBlock> blocks)
    {
        var (before, after) = (changes.PiecesOld, changes.PiecesNew);
        var (first, last) = (blocks[0], blocks[^1]);
        var fromOld = Math.Max(0, first.DeleteStartA - Context);
        var fromNew = first.InsertStartB - (first.DeleteStartA - fromOld);
        var toOld = Math.Min(before.Count, last.DeleteStartA + last.DeleteCountA + Context);
        var toNew = last.InsertStartB + last.InsertCountB + (toOld - last.DeleteStartA - last.DeleteCountA);
        var text = new StringBuilder("@@ -").Append(Lines(fromOld, toOld)).Append(" +").Append(Lines(fromNew, toNew)).Append(" @@\n");
        var at = fromOld;
        foreach (var block in blocks)
        {
            for (; at < block.DeleteStartA; at++) Append(text, ' ', before[at]);
            for (; at < block.DeleteStartA + block.DeleteCountA; at++) Append(text, '-', before[at]);
            for (var added = 0; added < block.InsertCountB; added++) Append(text, '+', after[block.InsertStartB + added]);
        }
        for (; at < toOld; at++) Append(text, ' ', before[at]);
        return text.ToString();
    }

    /// <summary>First line and count; an empty range names the line before it.</summary>
    private static string Lines(int from, int to)
    {
        var count = to - from;
        var start = count == 0 ? from : from + 1;
        return count == 1
            ? start.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{start},{count}");
    }

    private static void Append(StringBuilder text, char sign, string line)
    {
        text.Append(sign).Append(line);
        if (!line.EndsWith('\n')) text.Append("\n\\ No newline at end of file\n");
    }

    /// <summary>A name in the lines that name files: git ends one that holds spaces with a tab.</summary>
    private static string File(string side, string path)
    {
        var name = Name(side, path);
        return name.Contains(' ', StringComparison.Ordinal) && name[0] != '"' ? name + "\t" : name;
    }

    /// <summary>Git quotes a name as C does where it holds a quote, a backslash or a control character.</summary>
    private static string Name(string side, string path)
    {
        if (!path.Any(character => character is < ' ' or '"' or '\\' or '\x7f')) return side + path;
        var quoted = new StringBuilder("\"").Append(side);
        foreach (var character in path)
        {
            if (character is '"' or '\\') quoted.Append('\\').Append(character);
            else if (character is < ' ' or '\x7f') quoted.Append('\\').Append(Convert.ToString(character, 8).PadLeft(3, '0'));
            else quoted.Append(character);
        }
        return quoted.Append('"').ToString();
    }

    /// <summary>Lines with their terminators. Only <c>\n</c> ends one, as for git: a lone <c>\r</c> is text.</summary>
    private sealed class LineChunker : IChunker
    {
        public static LineChunker Instance { get; } = new();

        public IReadOnlyList<string> Chunk(string text)
        {
            var lines = new List<string>();
            for (var at = 0; at < text.Length;)
            {
                var end = text.IndexOf('\n', at);
                var next = end < 0 ? text.Length : end + 1;
                lines.Add(text[at..next]);
                at = next;
            }
            return lines;
        }
    }
}
