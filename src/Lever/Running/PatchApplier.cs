using System.Text;
using Lever.Workspace;

namespace Lever.Running;

/// <summary>What became of a patch.</summary>
/// <param name="Changed">Files that it changed, made or removed: relative, with forward slashes; empty where there was a problem.</param>
/// <param name="Problem">A sentence that says which file, hunk and line; null where all of it was applied.</param>
internal sealed record PatchOutcome(IReadOnlyList<string> Changed, string? Problem);

/// <summary>
/// Applies a patch to a folder, all of it or nothing. Lines must match exactly; a hunk may have moved, as when lines were added above.
/// </summary>
internal static class PatchApplier
{
    public static PatchOutcome Apply(ReadOnlySpan<byte> patch, string folder)
    {
        var (files, problem) = UnifiedDiff.Parse(patch);
        if (problem is not null) return new PatchOutcome([], problem);
        var contents = new SortedDictionary<string, byte[]?>(StringComparer.Ordinal);
        try
        {
            foreach (var file in files)
                if (Change(file, folder, contents) is { } trouble) return new PatchOutcome([], trouble);
            foreach (var (path, content) in contents) Write(Path.Combine(folder, path), content);
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            return new PatchOutcome([], $"the patch cannot be applied: {Trouble.Explain(trouble)}");
        }
        return new PatchOutcome([.. contents.Keys], null);
    }

    private static string? Change(PatchedFile file, string folder, SortedDictionary<string, byte[]?> contents)
    {
        foreach (var path in (string?[])[file.OldPath, file.NewPath])
            if (path is not null && ProblemOf(path, folder) is { } problem) return problem;
        var old = file.OldPath is null ? null : Read(file.OldPath);
        if (file.OldPath is not null && old is null) return $"{file.OldPath}: the patch changes it, and there is no such file";
        if (file.NewPath is not null && file.NewPath != file.OldPath && Read(file.NewPath) is not null) return $"{file.NewPath}: the patch makes it, and it is there already";

        var lines = UnifiedDiff.SplitLines(Encoding.Latin1.GetString(old ?? []));
        var (shift, reached) = (0, 0);
        foreach (var hunk in file.Hunks)
        {
            var expected = (hunk.Old.Count == 0 ? hunk.OldStart : hunk.OldStart - 1) + shift;
            if (Find(lines, hunk.Old, expected, reached) is not { } place)
                return $"{file.OldPath ?? file.NewPath}: hunk {hunk.Number} (line {hunk.PatchLine} of the patch) does not apply: {Mismatch(lines, hunk, Math.Max(0, expected))}";
            lines.RemoveRange(place, hunk.Old.Count);
            lines.InsertRange(place, hunk.New);
            reached = place + hunk.New.Count;
            shift = place + hunk.New.Count - (hunk.Old.Count == 0 ? hunk.OldStart : hunk.OldStart - 1) - hunk.Old.Count;
        }
        if (file.NewPath is null && lines.Count > 0) return $"{file.OldPath}: the patch deletes it, but it holds more than the patch says";
        if (file.OldPath is not null && file.OldPath != file.NewPath) contents[file.OldPath] = null;
        if (file.NewPath is not null) contents[file.NewPath] = Encoding.Latin1.GetBytes(string.Concat(lines));
        return null;

        byte[]? Read(string path)
        {
            if (contents.TryGetValue(path, out var changed)) return changed;
            var full = Path.Combine(folder, path);
            return File.Exists(full) ? FileReader.ReadSmall(full) : null;
        }
    }

    /// <summary>Patches reach nothing outside the folder, neither by their names nor through links.</summary>
    private static string? ProblemOf(string path, string folder)
    {
        if (path.Length == 0 || Path.IsPathRooted(path) || path.Contains('\0') || path.Split('/', '\\').Contains("..")) return $"the patch names {path}, which is not inside the project";
        if (path.Split('/')[0] == ".git") return $"the patch changes {path}, which belongs to git";
        for (var at = Path.Combine(folder, path); at.Length > folder.Length; at = Path.GetDirectoryName(at)!)
            if (new FileInfo(at).LinkTarget is not null) return $"the patch changes {path}, which leads through a symbolic link";
        return null;
    }

    /// <summary>The place nearest to where the lines are expected; null where they are nowhere.</summary>
    private static int? Find(List<string> lines, IReadOnlyList<string> wanted, int expected, int from)
    {
        // Lines to be added alone have nothing to be recognized by.
        if (wanted.Count == 0) return expected >= from && expected <= lines.Count ? expected : null;
        var farthest = Math.Max(expected - from, lines.Count - expected);
        for (var distance = 0; distance <= farthest; distance++)
        {
            if (Matches(expected - distance)) return expected - distance;
            if (Matches(expected + distance)) return expected + distance;
        }
        return null;

        bool Matches(int place)
        {
            if (place < from || place + wanted.Count > lines.Count) return false;
            for (var i = 0; i < wanted.Count; i++)
                if (lines[place + i] != wanted[i]) return false;
            return true;
        }
    }

    private static string Mismatch(List<string> lines, Hunk hunk, int expected)
    {
        for (var i = 0; i < hunk.Old.Count; i++)
        {
            var line = expected + i;
            if (line >= lines.Count) return $"it wants line {line + 1} to be `{Shown(hunk.Old[i])}`, and the file has {lines.Count}";
            if (lines[line] == hunk.Old[i]) continue;
            var isEnd = lines[line].TrimEnd('\r', '\n') == hunk.Old[i].TrimEnd('\r', '\n');
            return isEnd
                ? $"line {line + 1} ends otherwise than the patch says (line end, or no line end at the end of the file)"
                : $"line {line + 1} is `{Shown(lines[line])}`, and the patch says `{Shown(hunk.Old[i])}`";
        }
        return hunk.Old.Count == 0 ? $"it adds after line {hunk.OldStart}, and the file has {lines.Count}" : "it overlaps the hunk before it";
    }

    private static string Shown(string line)
    {
        var text = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(line.TrimEnd('\r', '\n')));
        return text.Length <= 80 ? text : text[..80] + "…";
    }

    private static void Write(string path, byte[]? content)
    {
        if (content is null)
        {
            File.Delete(path);
            return;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }
}
