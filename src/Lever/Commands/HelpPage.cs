using System.CommandLine;
using Lever.Review.Reports;

namespace Lever.Commands;

/// <summary>What a command's help says beside its options.</summary>
/// <param name="Summary">One line, for the list of commands too.</param>
internal sealed record HelpPage(string Summary)
{
    /// <summary>What one should know before using it.</summary>
    public string About { get; init; } = "";

    public IReadOnlyList<(string Command, string Meaning)> Examples { get; init; } = [];

    public IReadOnlyList<(string Code, string Meaning)> ExitCodes { get; init; } = [];

    /// <summary>Where to go from here.</summary>
    public string Next { get; init; } = "";
}

/// <summary>A command with its page.</summary>
/// <param name="page">Made only when somebody asks for help.</param>
internal sealed class TaughtCommand(string name, string summary, Func<HelpPage> page) : Command(name, summary)
{
    public HelpPage Page() => page();
}

/// <summary>Prints the help of a command: examples first, since they are what people look for.</summary>
internal static class Help
{
    private const int Width = 110;

    public static void Write(TextWriter output, CommandPage page, Palette palette)
    {
        output.Write($"{page.Help.Summary}\n\n{palette.Paint(Style.Heading, "Usage:")} {page.Usage}\n");
        if (page.Help.About != "") Paragraph(output, page.Help.About);
        Table(output, palette, "Examples", page.Help.Examples);
        foreach (var (title, rows) in page.Tables) Table(output, palette, title, rows);
        Table(output, palette, "Exit codes", page.Help.ExitCodes);
        if (page.Help.Next != "") Paragraph(output, page.Help.Next);
    }

    private static void Table(TextWriter output, Palette palette, string title, IReadOnlyList<(string Left, string Right)> rows)
    {
        if (rows.Count == 0) return;
        output.Write($"\n{palette.Paint(Style.Heading, title + ":")}\n");
        var column = Math.Min(42, rows.Max(row => row.Left.Length) + 4);
        foreach (var (left, right) in rows)
        {
            output.Write("  " + palette.Paint(Style.Code, left));
            var at = 2 + left.Length;
            if (at + 1 > column)
            {
                output.Write('\n');
                at = 0;
            }
            output.Write(new string(' ', column - at));
            Wrap(output, right, column);
        }
    }

    private static void Paragraph(TextWriter output, string text)
    {
        output.Write('\n');
        foreach (var line in text.Split('\n')) Wrap(output, line, 0);
    }

    private static void Wrap(TextWriter output, string text, int indent)
    {
        var at = indent;
        foreach (var word in text.Split(' '))
        {
            if (at > indent && at + 1 + word.Length > Width)
            {
                output.Write('\n' + new string(' ', indent));
                at = indent;
            }
            else if (at > indent)
            {
                output.Write(' ');
                at++;
            }
            output.Write(word);
            at += word.Length;
        }
        output.Write('\n');
    }
}
