using System.Text.RegularExpressions;

namespace Lever.Tests.Documentation;

/// <summary>A tutorial as a test reads it: files to write (```` ```diff NAME ````) and commands to run (```` ```console ````), in their order.</summary>
internal static partial class Tutorial
{
    /// <summary>Stands in a transcript for any lines that are not shown.</summary>
    private const string Omitted = "…";

    /// <summary>The commands of a page with what it shows of their output, and files with their text.</summary>
    public static IEnumerable<(string? Command, string? File, string Text)> StepsOf(string page)
    {
        foreach (Match block in Block().Matches(page))
        {
            var text = block.Groups["text"].Value;
            if (block.Groups["kind"].Value == "diff") yield return (null, block.Groups["name"].Value, text);
            else foreach (var step in Commands(text)) yield return (step.Command, null, step.Shown);
        }
    }

    /// <summary>What a page shows and a run printed, alike but for figures: they change from run to run and from machine to machine.</summary>
    public static string Masked(string text) => Blanks().Replace(Figure().Replace(text.ReplaceLineEndings("\n"), "0"), " ");

    /// <summary>Fails where an output does not have the lines shown, in their order and side by side unless lines are left out between.</summary>
    public static void Compare(string command, string shown, string printed)
    {
        var lines = Masked(printed).Split('\n').Select(line => line.TrimEnd()).ToList();
        var at = 0;
        var isOmitted = false;
        foreach (var line in Masked(shown).TrimEnd('\n').Split('\n').Select(line => line.TrimEnd()))
        {
            if (line.Trim() == Omitted)
            {
                isOmitted = true;
                continue;
            }
            var found = isOmitted ? lines.IndexOf(line, at) : at < lines.Count && lines[at] == line ? at : -1;
            Assert.True(found >= 0, $"`{command}` no longer prints this line of the tutorial where it stands there:\n{line}\nIt prints:\n{printed}");
            at = found + 1;
            isOmitted = false;
        }
    }

    private static IEnumerable<(string Command, string Shown)> Commands(string transcript)
    {
        foreach (var part in transcript.Split("$ ", StringSplitOptions.RemoveEmptyEntries))
        {
            // A command goes on after a backslash at the end of a line.
            var end = Newline().Match(part);
            yield return (part[..end.Index], part[(end.Index + 1)..]);
        }
    }

    [GeneratedRegex(@"^```(?<kind>console|diff) ?(?<name>\S*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"(?<!\\)\n")]
    private static partial Regex Newline();

    // Hashes, then numbers with their separators; what they stand in stays.
    [GeneratedRegex(@"\b(?=[0-9a-f]*\d)[0-9a-f]{8,}\b|\d[\d,.]*")]
    private static partial Regex Figure();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Blanks();
}
