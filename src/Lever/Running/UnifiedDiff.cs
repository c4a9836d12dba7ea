using System.Globalization;
using System.Text;

namespace Lever.Running;

/// <summary>A file's part of a patch.</summary>
/// <param name="OldPath">Null where the patch creates the file.</param>
/// <param name="NewPath">Null where the patch deletes the file.</param>
internal sealed record PatchedFile(string? OldPath, string? NewPath, IReadOnlyList<Hunk> Hunks);

/// <param name="Number">From 1, in its file.</param>
/// <param name="PatchLine">The line of the patch that it begins on, from 1.</param>
/// <param name="OldStart">The line of the old file that it says it begins on, from 1; 0 in an empty file.</param>
/// <param name="Old">The lines that must be there, with their ends.</param>
/// <param name="New">The lines that take their place, with their ends.</param>
internal sealed record Hunk(int Number, int PatchLine, int OldStart, IReadOnlyList<string> Old, IReadOnlyList<string> New);

/// <summary>
/// Reads patches as <c>diff -u</c> and git write them. Text is taken byte for byte, as Latin-1, so that files of any encoding, and of
/// several, go through unchanged.
/// </summary>
internal static class UnifiedDiff
{
    /// <returns>The files, or a sentence that says what is wrong with the patch, and where.</returns>
    public static (IReadOnlyList<PatchedFile> Files, string? Problem) Parse(ReadOnlySpan<byte> patch) => new Reader(SplitLines(Encoding.Latin1.GetString(patch))).Read();

    /// <summary>Lines with their ends; joined they are the text again.</summary>
    public static List<string> SplitLines(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) is >= 0 and var found ? found + 1 : text.Length;
            lines.Add(text[start..end]);
            start = end;
        }
        return lines;
    }

    private sealed class Reader(List<string> lines)
    {
        private readonly List<PatchedFile> files = [];
        private int at;
        private string? problem;

        public (IReadOnlyList<PatchedFile> Files, string? Problem) Read()
        {
            while (at < lines.Count && problem is null)
            {
                if (lines[at].StartsWith("diff --git ", StringComparison.Ordinal)) ReadGitFile();
                else if (IsFileHeader()) ReadFile(null, null);
                else if (lines[at].StartsWith("@@ -", StringComparison.Ordinal)) problem = $"line {at + 1} of the patch: a hunk stands before any file's name";
                else at++;
            }
            if (problem is null && files.Count == 0) problem = "the patch changes no file: there is no `--- name` and `+++ name` in it";
            return (files, problem);
        }

        private bool IsFileHeader() => at + 1 < lines.Count
            && lines[at].StartsWith("--- ", StringComparison.Ordinal) && lines[at + 1].StartsWith("+++ ", StringComparison.Ordinal);

        private void ReadGitFile()
        {
            var first = at;
            var (oldPath, newPath) = GitNames(Text(at));
            bool isNew = false, isDeleted = false, isRenamed = false;
            for (at++; at < lines.Count && !IsFileHeader() && !lines[at].StartsWith("diff --git ", StringComparison.Ordinal); at++)
            {
                var line = Text(at);
                if (line.StartsWith("GIT binary patch", StringComparison.Ordinal) || line.StartsWith("Binary files ", StringComparison.Ordinal))
                    problem ??= $"line {at + 1} of the patch: it changes a binary file, which cannot be applied here";
                if (line.StartsWith("copy from ", StringComparison.Ordinal)) problem ??= $"line {at + 1} of the patch: it copies a file; make the patch without `-C`";
                if (line is "new file mode 120000" or "new mode 120000" || line.StartsWith("index ", StringComparison.Ordinal) && line.EndsWith(" 120000", StringComparison.Ordinal))
                    problem ??= $"line {at + 1} of the patch: it makes a symbolic link, which is not done here";
                isNew |= line.StartsWith("new file mode ", StringComparison.Ordinal);
                isDeleted |= line.StartsWith("deleted file mode ", StringComparison.Ordinal);
                if (line.StartsWith("rename from ", StringComparison.Ordinal)) (oldPath, isRenamed) = (Unquote(line[12..]), true);
                if (line.StartsWith("rename to ", StringComparison.Ordinal)) (newPath, isRenamed) = (Unquote(line[10..]), true);
            }
            if (problem is not null) return;
            if (at < lines.Count && IsFileHeader())
            {
                if (isRenamed) ReadFile(oldPath, newPath);
                else ReadFile(null, null);
                return;
            }
            if (!isNew && !isDeleted && !isRenamed) return;
            if (oldPath is null || newPath is null) problem = $"line {first + 1} of the patch: the names cannot be told apart";
            else files.Add(new PatchedFile(isNew ? null : oldPath, isDeleted ? null : newPath, []));
        }

        private void ReadFile(string? renamedFrom, string? renamedTo)
        {
            var (oldName, newName) = (NameOf(Text(at)[4..]), NameOf(Text(at + 1)[4..]));
            var line = at + 1;
            var (oldPath, newPath) = (renamedFrom ?? Strip(oldName, "a/", newName, "b/"), renamedTo ?? Strip(newName, "b/", oldName, "a/"));
            at += 2;
            var hunks = new List<Hunk>();
            while (at < lines.Count && problem is null && lines[at].StartsWith("@@ -", StringComparison.Ordinal)) ReadHunk(hunks);
            if (problem is null && oldPath is null && newPath is null) problem = $"line {line} of the patch: a file comes from nowhere and goes nowhere";
            if (problem is null && hunks.Count == 0) problem = $"line {line} of the patch: no hunk follows the names";
            files.Add(new PatchedFile(oldPath, newPath, hunks));
        }

        private void ReadHunk(List<Hunk> hunks)
        {
            var first = at + 1;
            if (Counts(Text(at)) is not var (oldStart, oldLeft, newLeft))
            {
                problem = $"line {first} of the patch: not the head of a hunk, which is `@@ -line,count +line,count @@`";
                return;
            }
            at++;
            var (before, after) = (new List<string>(), new List<string>());
            while (oldLeft > 0 || newLeft > 0)
            {
                if (at >= lines.Count)
                {
                    problem = $"line {first} of the patch: its hunk {hunks.Count + 1} is cut off";
                    return;
                }
                // Some editors strip the blank of an empty line that stays.
                var (mark, rest) = lines[at] is "\n" or "\r\n" ? (' ', lines[at]) : (lines[at][0], lines[at][1..]);
                var takesOld = mark is ' ' or '-';
                var takesNew = mark is ' ' or '+';
                if (!takesOld && !takesNew && mark != '\\' || takesOld && oldLeft == 0 || takesNew && newLeft == 0)
                {
                    problem = $"line {at + 1} of the patch: not what the counts of its hunk {hunks.Count + 1} (line {first}) announce";
                    return;
                }
                at++;
                if (mark == '\\') continue;
                if (at < lines.Count && lines[at][0] == '\\') rest = rest.TrimEnd('\n');
                if (takesOld) before.Add(rest);
                if (takesNew) after.Add(rest);
                oldLeft -= takesOld ? 1 : 0;
                newLeft -= takesNew ? 1 : 0;
            }
            if (at < lines.Count && lines[at][0] == '\\') at++;
            hunks.Add(new Hunk(hunks.Count + 1, first, oldStart, before, after));
        }

        private string Text(int line) => lines[line].TrimEnd('\n', '\r');

        /// <summary><c>@@ -12,3 +14 @@</c>: starts and counts; a count that is left out is 1.</summary>
        private static (int OldStart, int OldCount, int NewCount)? Counts(string line)
        {
            var end = line.IndexOf(" @@", StringComparison.Ordinal);
            if (end < 4 || line[4..end].Split(" +") is not [var before, var after]) return null;
            return Range(before) is var (start, oldCount) && Range(after) is var (_, newCount) ? (start, oldCount, newCount) : null;

            static (int Start, int Count)? Range(string text)
            {
                var parts = text.Split(',');
                if (parts.Length > 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var start)) return null;
                if (parts.Length == 1) return (start, 1);
                return int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? (start, count) : null;
            }
        }

        /// <summary>A time may follow after a tab; null for the absent file.</summary>
        private static string? NameOf(string text)
        {
            var name = text.StartsWith('"') ? Unquote(text) : Utf8(text.Split('\t')[0].TrimEnd());
            return name == "/dev/null" ? null : name;
        }

        /// <summary>Takes away git's letter where both names have theirs, or the other has none to show.</summary>
        private static string? Strip(string? name, string prefix, string? other, string otherPrefix)
        {
            if (name is null || !name.StartsWith(prefix, StringComparison.Ordinal)) return name;
            return other is null || other.StartsWith(otherPrefix, StringComparison.Ordinal) ? name[2..] : name;
        }

        /// <summary><c>diff --git a/name b/name</c>: told apart where both are the same, and not needed where they are not.</summary>
        private static (string? Old, string? New) GitNames(string line)
        {
            var rest = line["diff --git ".Length..];
            if (rest.StartsWith('"') && rest.IndexOf("\" \"", StringComparison.Ordinal) is > 0 and var between)
                return (Unquote(rest[..(between + 1)])[2..], Unquote(rest[(between + 2)..])[2..]);
            var half = rest.Length / 2;
            var isSame = rest.Length > 5 && rest.Length % 2 == 1 && rest[half] == ' ' && rest.StartsWith("a/", StringComparison.Ordinal)
                && rest[2..half] == rest[(half + 3)..];
            return isSame ? (Utf8(rest[2..half]), Utf8(rest[2..half])) : (null, null);
        }

        /// <summary>Names with odd characters stand in quotes, with C's escapes.</summary>
        private static string Unquote(string text)
        {
            if (text is not ['"', .., '"']) return Utf8(text);
            var bytes = new List<byte>();
            for (var i = 1; i < text.Length - 1; i++)
            {
                if (text[i] != '\\')
                {
                    bytes.Add((byte)text[i]);
                    continue;
                }
                i++;
                if (text[i] is >= '0' and <= '3' && i + 3 < text.Length && text[i + 1] is >= '0' and <= '7' && text[i + 2] is >= '0' and <= '7')
                {
                    bytes.Add((byte)((text[i] - '0') * 64 + (text[i + 1] - '0') * 8 + (text[i + 2] - '0')));
                    i += 2;
                    continue;
                }
                bytes.Add((byte)(text[i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'a' => '\a', 'b' => '\b', 'f' => '\f', 'v' => '\v', var other => other }));
            }
            return Encoding.UTF8.GetString([.. bytes]);
        }

        private static string Utf8(string latin) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(latin));
    }
}
