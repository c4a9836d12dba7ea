using System.Globalization;
using System.Text;
using Lever.Review.Findings;
using Lever.Workspace;

namespace Lever.Setup;

/// <summary>What would be written to keep an answer; nothing is yet.</summary>
/// <param name="FullPath">The configuration's file, absolute.</param>
/// <param name="Before">What the file holds; null where it is to be made.</param>
/// <param name="Table">The table that the line stands in, as it is written.</param>
internal sealed record AnswerChange(string FullPath, ContentHash? Before, string Table, string Line, byte[] After)
{
    /// <returns>Why nothing was written; null where the answer stands.</returns>
    public string? Write()
    {
        if (Before is { } known) return SafeFile.Replace(FullPath, known, After);
        if (Path.Exists(FullPath)) return "the file has come into being since";
        try
        {
            WholeFile.Write(FullPath, After);
            return null;
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            return Trouble.Explain(trouble);
        }
    }
}

/// <summary>
/// Adds an answer to the configuration as its user wrote it: one line under <c>[answers]</c>, and everything else stays as it is. What comes out is read
/// again before it is believed.
/// </summary>
internal static class AnswersFile
{
    private const string Answers = "answers";

    /// <summary>The file that keeps answers for a configuration, absolute: its own, or the <c>lever.toml</c> that it does not have yet.</summary>
    public static string PlaceOf(Configuration configuration, string currentFolder) =>
        configuration.Origin is { } origin ? Path.GetFullPath(origin, currentFolder) : Path.Join(configuration.Folder, Configuration.OwnFile);

    /// <returns>The change, or why there can be none.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be read.</exception>
    public static (AnswerChange? Change, string? Problem) With(string file, string key, string value)
    {
        var name = Path.GetFileName(file);
        var bytes = File.Exists(file) ? FileReader.ReadSmall(file) : null;
        var text = bytes is null ? "" : FileReader.ReadSmallText(file);
        var (root, problem) = TomlFile.Parse(text, name);
        if (root is null) return (null, problem?.ToString());
        var tables = Configuration.TablesIn(name);
        var path = tables.FirstOrDefault(table => root.Table(table) is not null) ?? tables[0];
        string[] place = [.. path, Answers];
        var header = $"[{string.Join('.', place)}]";
        var line = $"{Quoted(key)} = {Quoted(value)}";
        var changed = Changed(text, root.Table(place), header, key, line);
        if (changed is null || TomlFile.Parse(changed, name).Root?.Table(place)?.Text(key) != value)
            return (null, $"{name} keeps its answers in a way that Lever does not write; put `{line}` under {header} by hand");
        var mark = bytes is not null && bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.ToArray() : [];
        return (new AnswerChange(file, bytes is null ? null : ContentHash.Of(bytes), header, line, [.. mark, .. Encoding.UTF8.GetBytes(changed)]), null);
    }

    /// <summary>The text with the line in its table; null where the table is not written as one.</summary>
    private static string? Changed(string text, TomlTable? table, string header, string key, string line)
    {
        var lineBreak = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var lines = text.Split(lineBreak).ToList();
        if (table is null)
        {
            if (lines[^1].Length == 0) lines.RemoveAt(lines.Count - 1);
            if (lines.Count > 0) lines.Add("");
            lines.AddRange([header, line, ""]);
        }
        else if (table.Entries.FirstOrDefault(entry => entry.Key == key) is { Line: > 0 } old)
        {
            lines[old.Line - 1] = line;
        }
        else
        {
            var at = lines.FindIndex(each => each.Split('#')[0].Trim() == header);
            if (at < 0) return null;
            // Behind the last one, where its user would have put it.
            lines.Insert(table.Entries.Select(entry => entry.Line).Append(at + 1).Max(), line);
        }
        return string.Join(lineBreak, lines);
    }

    /// <summary>A basic string of TOML.</summary>
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var character in text)
        {
            if (character is '"' or '\\') quoted.Append('\\').Append(character);
            else if (char.IsControl(character)) quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
            else quoted.Append(character);
        }
        return quoted.Append('"').ToString();
    }
}
