using System.Text;
using System.Text.RegularExpressions;
using Lever.Commands;

namespace Lever.Dev.Docs;

/// <summary>A command's page of the manual, in the macros of man(7).</summary>
internal static partial class ManPage
{
    /// <summary>The pages' names where they are installed: <c>lever.1</c>, <c>lever-check.1</c>.</summary>
    public static string FileOf(CommandPage page) => Dashed(page) + ".1";

    /// <param name="all">Every command's page, for the cross references.</param>
    public static string Text(CommandPage page, IReadOnlyList<CommandPage> all)
    {
        var help = page.Help;
        var text = new StringBuilder(".\\\" Written by `lever-dev docs` from the command's own help; change that, not this page.\n");
        text.Append($".TH {Dashed(page).ToUpperInvariant()} 1 \"\" \"Lever {ToolVersion.Text}\" \"Lever manual\"\n");
        text.Append($".SH NAME\n{Code(Dashed(page))} \\- {Prose(Uncapitalized(help.Summary))}\n");
        text.Append($".SH SYNOPSIS\n.B {Code(page.Name)}\n{Code(page.Usage[(page.Name.Length + 1)..])}\n");
        if (help.About != "")
        {
            text.Append(".SH DESCRIPTION\n");
            foreach (var line in help.About.Split('\n')) text.Append($"{Line(Prose(line))}\n.PP\n");
            text.Length -= ".PP\n".Length;
        }
        // Commands and arguments come before options, as in the synopsis.
        foreach (var (title, rows) in page.Tables) Section(text, title.ToUpperInvariant(), [.. rows.Select(row => (Code(row.Left), row.Right))]);
        Section(text, "EXIT STATUS", [.. help.ExitCodes.Select(row => (row.Code, row.Meaning))]);
        Section(text, "EXAMPLES", [.. help.Examples.Select(row => (Code(row.Command), row.Meaning))]);
        if (help.Next != "") text.Append($".SH NOTES\n{Line(Prose(help.Next))}\n");
        var others = all.Where(other => other != page && IsNear(page, other)).Select(other => $".BR {Code(Dashed(other))} (1)").ToList();
        text.Append(".SH SEE ALSO\n").AppendJoin(",\n", others).Append('\n');
        return text.ToString();
    }

    /// <summary>The command that holds a command, and those that it holds.</summary>
    private static bool IsNear(CommandPage page, CommandPage other) => ParentOf(page) == other.Name || ParentOf(other) == page.Name;

    private static string ParentOf(CommandPage page) => page.Name.LastIndexOf(' ') is >= 0 and var at ? page.Name[..at] : "";

    private static void Section(StringBuilder text, string title, IReadOnlyList<(string Left, string Right)> rows)
    {
        if (rows.Count == 0) return;
        text.Append($".SH \"{title}\"\n");
        foreach (var (left, right) in rows) text.Append($".TP\n.B {left}\n{Line(Prose(right))}\n");
    }

    private static string Dashed(CommandPage page) => page.Name.Replace(' ', '-');

    private static string Uncapitalized(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..].TrimEnd('.');

    /// <summary>A text line must not begin like a request.</summary>
    private static string Line(string text) => text is ['.' or '\'', ..] ? "\\&" + text : text;

    /// <summary>Text whose parts between backticks are code.</summary>
    private static string Prose(string text)
    {
        var parts = text.Split('`');
        // A backtick without its fellow is only a character.
        if (parts.Length % 2 == 0) return Plain(text);
        return string.Concat(parts.Select((part, index) => index % 2 == 0 ? Plain(part) : $"\\fB{Code(part)}\\fR"));
    }

    /// <summary>Options are recognised in plain words too: their dashes must stay what one types.</summary>
    private static string Plain(string text) => OptionName().Replace(Escaped(text), option => Code(option.Value));

    /// <summary>What one may type: hyphens, quotes and the like as they are on a keyboard.</summary>
    private static string Code(string text) => Escaped(text)
        .Replace("-", "\\-", StringComparison.Ordinal)
        .Replace("'", "\\(aq", StringComparison.Ordinal)
        .Replace("^", "\\(ha", StringComparison.Ordinal)
        .Replace("~", "\\(ti", StringComparison.Ordinal)
        .Replace("\"", "\\(dq", StringComparison.Ordinal);

    private static string Escaped(string text) => text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("`", "\\(ga", StringComparison.Ordinal);

    [GeneratedRegex("(?<![\\w-])--?[a-z][a-z-]*")]
    private static partial Regex OptionName();
}
