namespace Lever.Dev.Docs;

/// <summary>Plain text as Markdown.</summary>
internal static class MarkdownText
{
    /// <summary>Text that means itself, but for the code between its backticks.</summary>
    public static string Escaped(string text) => string.Join('`', text.Split('`').Select((part, index) => index % 2 == 0 ? Plain(part) : part));

    /// <summary>A text as it may stand in a cell of a table.</summary>
    public static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Plain(string text) =>
        text.Replace("<", "\\<", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
